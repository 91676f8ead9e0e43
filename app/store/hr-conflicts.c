/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-conflicts-private.h"

#include "hr-held-private.h"
#include "hr-share-guard-private.h"
#include <string.h>

#define PREFIX "conflict/"
/* as PREFIX, but for its last sign, which is the next one: the first text that does not begin so any more */
#define PREFIX_END "conflict0"

/* the version that stands: gen, wall, device, epoch, op; the one that gave way: wall, device; the two values */
#define NOTE_TYPE "(txuutxumsms)"

/** Note: one row of share_note, read */
typedef struct
{
  HrVersion stands;
  gint64 lost_ms;
  guint32 lost_device;
  char *stands_value, *lost_value;
} Note;

static void
note_clear (Note *self)
{
  g_free (self->stands_value);
  g_free (self->lost_value);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Note, note_clear)

void
hr_conflict_free (HrConflict *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  for (guint i = 0; i < HR_N_SIDES; i++)
    {
      g_free (self->sides[i].value);
      g_free (self->sides[i].device);
      g_free (self->sides[i].actor);
    }
  g_free (self);
}

static char *
make_key (HrKind kind, guint index, const char *id)
{
  return g_strdup_printf (PREFIX "%s/%s/%s", hr_kind_get_name (kind), hr_kind_get_fields (kind, NULL)[index].name, id);
}

static gboolean
read_note (GBytes *bytes, Note *note)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (NOTE_TYPE), bytes, FALSE));
  guint64 gen = 0, op = 0;
  gint64 wall_ms = 0;
  guint32 device = 0, epoch = 0;

  g_variant_get (variant, NOTE_TYPE, &gen, &wall_ms, &device, &epoch, &op, &note->lost_ms, &note->lost_device, &note->stands_value,
                 &note->lost_value);
  note->stands = (HrVersion){ .gen = gen, .wall_ms = wall_ms, .device = device, .epoch = epoch, .op = op };
  return gen > 0;
}

/* ---- writing ---- */

static gboolean
is_known (HrDb *db, const char *key, const HrVersion *lost, const char *lost_value, gboolean *ret_known, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (db, "SELECT value FROM share_note WHERE key = ?1", error);
  g_auto (Note) note = { .lost_ms = 0 };
  g_autoptr (GBytes) bytes = NULL;
  gboolean row = FALSE;

  *ret_known = FALSE;
  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, key);
  if (!hr_db_step (db, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  bytes = g_bytes_new (sqlite3_column_blob (statement, 0), (gsize)sqlite3_column_bytes (statement, 0));
  *ret_known = read_note (bytes, &note) && note.lost_ms == lost->wall_ms && note.lost_device == lost->device
               && g_strcmp0 (note.lost_value, lost_value) == 0;
  return TRUE;
}

gboolean
hr_conflict_note (HrChange *change, HrKind kind, const char *id, guint index, const HrVersion *stands, const char *stands_value,
                  const HrVersion *lost, const char *lost_value, gboolean *ret_known, GError **error)
{
  HrDb *db = hr_change_get_state (change)->db;
  g_autoptr (HrStatement) statement
      = hr_db_prepare (db, "INSERT INTO share_note (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", error);
  g_autofree char *key = make_key (kind, index, id);
  g_autoptr (GVariant) variant
      = g_variant_ref_sink (g_variant_new (NOTE_TYPE, (guint64)stands->gen, (gint64)stands->wall_ms, (guint32)stands->device,
                                           (guint32)stands->epoch, (guint64)stands->op, (gint64)lost->wall_ms, (guint32)lost->device,
                                           stands_value, lost_value));

  if (statement == NULL || !is_known (db, key, lost, lost_value, ret_known, error))
    return FALSE;
  if (*ret_known)
    return TRUE;
  hr_bind_text (statement, 1, key);
  sqlite3_bind_blob64 (statement, 2, g_variant_get_data (variant), g_variant_get_size (variant), SQLITE_STATIC);
  return hr_db_run (db, statement, error);
}

gboolean
hr_conflict_was_seen (HrState *state, HrKind kind, const char *id, guint index, const char *value, const char *other, gboolean *ret_seen,
                      GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (state->db,
                                                     "SELECT old IS ?5 FROM history WHERE kind = ?1 AND id = ?2 AND field = ?3 AND new IS ?4 "
                                                     "AND actor <> '" HR_PAST_SHARE "' ORDER BY wall_ms DESC LIMIT 1",
                                                     error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, hr_kind_get_name (kind));
  hr_bind_text (statement, 2, id);
  hr_bind_text (statement, 3, hr_kind_get_fields (kind, NULL)[index].name);
  hr_bind_text (statement, 4, value);
  hr_bind_text (statement, 5, other);
  if (!hr_db_step (state->db, statement, &row, error))
    return FALSE;
  *ret_seen = !row || sqlite3_column_int (statement, 0) != 0;
  return TRUE;
}

/* Whoever says that what stands is right writes it anew: the other device hears that it was chosen, and the question is answered there too. */
gboolean
hr_conflict_settle (HrChange *change, const HrDeskWrite *write, GPtrArray *ids, GError **error)
{
  HrState *state = hr_change_get_state (change);
  int index = hr_kind_find_field (write->kind, write->other);
  g_autoptr (HrRow) row = hr_records_get (state->db, write->kind, write->id, error);

  if (row == NULL)
    return FALSE;
  if (index < 0)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "A %s has no field “%s”.", hr_kind_get_name (write->kind), write->other);
      return FALSE;
    }
  g_ptr_array_add (ids, g_strdup (write->id));
  return hr_change_affirm (change, row, (guint)index, write->note, error);
}

/* ---- reading ---- */

static gboolean
parse_key (const char *key, HrKind *ret_kind, int *ret_index, const char **ret_id)
{
  g_auto (GStrv) parts = g_strsplit (key + strlen (PREFIX), "/", 3);

  if (g_strv_length (parts) != 3 || !hr_kind_from_name (parts[0], ret_kind))
    return FALSE;
  *ret_index = hr_kind_find_field (*ret_kind, parts[1]);
  *ret_id = key + strlen (PREFIX) + strlen (parts[0]) + strlen (parts[1]) + 2;
  return *ret_index >= 0;
}

static char *
get_text (HrState *state, const char *sql, const char *kind, const char *id, const char *field, const char *value, guint32 device,
          GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (state->db, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  if (kind == NULL)
    sqlite3_bind_int64 (statement, 1, device);
  else
    {
      hr_bind_text (statement, 1, kind);
      hr_bind_text (statement, 2, id);
      hr_bind_text (statement, 3, field);
      hr_bind_text (statement, 4, value);
      hr_bind_text (statement, 5, HR_PAST_SHARE);
    }
  return hr_db_step (state->db, statement, &row, error) && row ? hr_column_dup (statement, 0) : NULL;
}

/* (nullable): a person is known only of what was written on this very device */
static gboolean
fill_side (HrState *state, HrConflict *conflict, HrConflictSide *side, const char *value, guint32 device, gint64 wall_ms, GError **error)
{
  static const char *const of_device = "SELECT id FROM device WHERE n = ?1";
  static const char *const of_person = "SELECT actor FROM history WHERE kind = ?1 AND id = ?2 AND field = ?3 AND new IS ?4 AND actor <> ?5 "
                                       "ORDER BY wall_ms DESC LIMIT 1";
  g_autoptr (GError) local = NULL;

  side->value = g_strdup (value);
  side->wall_ms = wall_ms;
  side->device = get_text (state, of_device, NULL, NULL, NULL, NULL, device, &local);
  if (local == NULL)
    side->actor = get_text (state, of_person, hr_kind_get_name (conflict->kind), conflict->id, conflict->field, value, 0, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Answered, when the field, or staff's word for it, was written since, by whomever; or of a thing that is gone. */
static gboolean
still_asks (HrState *state, const HrConflict *conflict, int index, const Note *note, gboolean *ret_asks, HrRecord **ret_record, GError **error)
{
  HrShareStore view = { .state = state, .any_kept = TRUE };
  g_autoptr (HrRow) row = NULL;
  g_auto (HrHeld) held = { 0 };
  const HrVersion *now;

  *ret_asks = FALSE;
  if (!hr_records_try (state->db, conflict->kind, conflict->id, &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;
  if (!hr_held_load (&view, conflict->kind, hr_share_row_scope (row), conflict->id, &held, error))
    return FALSE;
  now = hr_held_is (&held, conflict->kind, (guint)index)
            ? &held.words[index].version
            : hr_row_clock_get (&row->clock, hr_kind_get_clock_number (conflict->kind, (guint)index));
  *ret_asks = hr_version_equal (now, &note->stands);
  *ret_record = hr_record_ref (row->record);
  return TRUE;
}

static gboolean
add_conflict (HrState *state, const char *key, GBytes *bytes, GPtrArray *list, GError **error)
{
  g_auto (Note) note = { .lost_ms = 0 };
  g_autoptr (HrRecord) record = NULL;
  HrConflict *conflict = NULL;
  const char *id = NULL;
  int index = -1;
  HrKind kind = HR_KIND_MEETING;
  gboolean asks = FALSE;

  if (!read_note (bytes, &note) || !parse_key (key, &kind, &index, &id))
    return TRUE;
  conflict = g_new0 (HrConflict, 1);
  conflict->kind = kind;
  conflict->id = g_strdup (id);
  conflict->field = hr_kind_get_fields (kind, NULL)[index].name;
  if (!still_asks (state, conflict, index, &note, &asks, &record, error))
    {
      hr_conflict_free (conflict);
      return FALSE;
    }
  if (!asks)
    {
      hr_conflict_free (conflict);
      return TRUE;
    }
  g_ptr_array_add (list, conflict);
  conflict->title = hr_thing_title (state, record, error);
  return conflict->title != NULL
         && fill_side (state, conflict, &conflict->sides[HR_SIDE_STANDS], note.stands_value, (guint32)note.stands.device, note.stands.wall_ms,
                       error)
         && fill_side (state, conflict, &conflict->sides[HR_SIDE_LOST], note.lost_value, note.lost_device, note.lost_ms, error);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const HrConflict *x = *(HrConflict *const *)a, *y = *(HrConflict *const *)b;
  gint64 mine = MAX (x->sides[0].wall_ms, x->sides[1].wall_ms), theirs = MAX (y->sides[0].wall_ms, y->sides[1].wall_ms);

  return mine != theirs ? (mine > theirs ? -1 : 1) : strcmp (x->id, y->id);
}

static gboolean
read_rows (HrState *state, GPtrArray *keys, GPtrArray *values, GError **error)
{
  g_autoptr (HrStatement) statement
      = hr_db_prepare (state->db, "SELECT key, value FROM share_note WHERE key >= '" PREFIX "' AND key < '" PREFIX_END "' ORDER BY key", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (hr_db_step (state->db, statement, &row, error))
    {
      if (!row)
        return TRUE;
      g_ptr_array_add (keys, hr_column_dup (statement, 0));
      g_ptr_array_add (values, g_bytes_new (sqlite3_column_blob (statement, 1), (gsize)sqlite3_column_bytes (statement, 1)));
    }
  return FALSE;
}

GPtrArray *
hr_conflicts_load (HrState *state, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_conflict_free);

  if (!hr_state_check_open (state, error) || !read_rows (state, keys, values, error))
    return NULL;
  for (guint i = 0; i < keys->len; i++)
    if (!add_conflict (state, keys->pdata[i], values->pdata[i], list, error))
      return NULL;
  g_ptr_array_sort (list, compare_cb);
  return g_steal_pointer (&list);
}
