/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import taken back: what it changed from the history, what it added from the journal's spans. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-import-journal-private.h"

#include "hr-edit-private.h"
#include "hr-records-private.h"

#include <glib/gi18n-lib.h>

#define KEPT_MS (HR_IMPORT_UNDO_DAYS * G_GINT64_CONSTANT (86400000))
#define VERB "undo"

/* One thing that the import changed */
typedef struct
{
  HrKind kind;
  char *id;
  char *old[64]; /* by field; only where @bits says so */
  char *new[64];
  guint64 bits;
} HrChanged;

typedef struct
{
  HrState *state;
  HrChange *change;
  HrUndoReport *report;
  gint64 number;
  char *source;
  gint64 history_first, history_last;
  gint64 meeting_first, meeting_last;
} HrUndo;

static void
kept_free (gpointer data)
{
  HrUndoKept *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->field);
  g_free (self);
}

void
hr_undo_report_free (HrUndoReport *self)
{
  g_ptr_array_unref (self->kept);
  g_free (self);
}

static void
changed_free (gpointer data)
{
  HrChanged *self = data;

  g_free (self->id);
  for (guint i = 0; i < G_N_ELEMENTS (self->old); i++)
    {
      g_free (self->old[i]);
      g_free (self->new[i]);
    }
  g_free (self);
}

static void
undo_clear (HrUndo *self)
{
  g_clear_pointer (&self->change, hr_change_free);
  g_clear_pointer (&self->report, hr_undo_report_free);
  g_clear_pointer (&self->source, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrUndo, undo_clear)

static void
keep (HrUndo *self, const HrRecord *record, const char *field)
{
  HrUndoKept *kept = g_new0 (HrUndoKept, 1);
  const char *name = hr_record_get (record, "name");

  kept->kind = hr_record_get_kind (record);
  kept->id = g_strdup (hr_record_get_id (record));
  kept->name = g_strdup (name != NULL ? name : "");
  kept->field = g_strdup (field);
  g_ptr_array_add (self->report->kept, kept);
}

static gboolean
load (HrUndo *self, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db,
                     "SELECT wall_ms, source, history_first, history_last, undone_ms FROM import WHERE n = ?1", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->number);
  if (!hr_db_step (self->state->db, statement, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND,
                   _ ("There is no import with the number %ld, or it is older than %d days."), self->number,
                   HR_IMPORT_UNDO_DAYS);
      return FALSE;
    }
  if (sqlite3_column_type (statement, 4) != SQLITE_NULL)
    {
      g_set_error_literal (
          error, HR_ERROR, HR_ERROR_REFUSED,
          _ ("This import was taken back already. Nothing was changed. To have it again, read the file again."));
      return FALSE;
    }
  if (sqlite3_column_int64 (statement, 0) < hr_clock_now_s (self->state->clock) * 1000 - KEPT_MS)
    {
      g_set_error (
          error, HR_ERROR, HR_ERROR_REFUSED,
          _ ("This import is older than %d days and can no longer be taken back. Nothing was changed. Change the "
             "listings one by one, or restore a backup."),
          HR_IMPORT_UNDO_DAYS);
      return FALSE;
    }
  self->source = hr_column_dup (statement, 1);
  self->history_first = sqlite3_column_int64 (statement, 2);
  self->history_last = sqlite3_column_int64 (statement, 3);
  return TRUE;
}

/* ---- what it changed ---- */

/* The first value before and the last one after, if the import wrote a field twice. */
static void
note_field (GHashTable *things, GPtrArray *order, HrKind kind, HrStatement *statement)
{
  const char *id = hr_column_text (statement, 1);
  const int field = hr_kind_find_field (kind, hr_column_text (statement, 2));
  g_autofree char *key = g_strdup_printf ("%d/%s", (int)kind, id);
  HrChanged *thing = g_hash_table_lookup (things, key);

  if (field < 0 || field >= 64)
    return;
  if (thing == NULL)
    {
      thing = g_new0 (HrChanged, 1);
      thing->kind = kind;
      thing->id = g_strdup (id);
      g_ptr_array_add (order, thing);
      g_hash_table_insert (things, g_steal_pointer (&key), thing);
    }
  if ((thing->bits >> field & 1) == 0)
    thing->old[field] = hr_column_dup (statement, 3);
  g_free (thing->new[field]);
  thing->new[field] = hr_column_dup (statement, 4);
  thing->bits |= G_GUINT64_CONSTANT (1) << field;
}

static GPtrArray *
load_changed (HrUndo *self, GError **error)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func (changed_free);
  g_autoptr (GHashTable) things = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db,
                     "SELECT kind, id, field, old, new FROM history WHERE n BETWEEN ?1 AND ?2 AND verb = 'import' AND "
                     "field IS NOT NULL ORDER BY n",
                     error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, self->history_first);
  sqlite3_bind_int64 (statement, 2, self->history_last);
  while (hr_db_step (self->state->db, statement, &row, error))
    {
      HrKind kind;

      if (!row)
        return g_steal_pointer (&order);
      if (hr_kind_from_name (hr_column_text (statement, 0), &kind))
        note_field (things, order, kind, statement);
    }
  return NULL;
}

static gboolean
restore (HrUndo *self, const HrChanged *thing, GError **error)
{
  g_autoptr (HrRow) row = hr_records_get (self->state->db, thing->kind, thing->id, error);
  g_autoptr (HrRecord) new = NULL;
  const HrField *fields = hr_kind_get_fields (thing->kind, NULL);
  guint64 written = 0;

  if (row == NULL)
    return FALSE;
  new = hr_record_copy (row->record);
  for (guint i = 0; i < 64; i++)
    {
      if ((thing->bits >> i & 1) == 0)
        continue;
      if (g_strcmp0 (hr_record_get_nth (row->record, i), thing->new[i]) == 0)
        hr_record_take_canonical (new, i, g_strdup (thing->old[i]));
      else if (g_strcmp0 (hr_record_get_nth (row->record, i), thing->old[i]) != 0)
        keep (self, row->record, fields[i].name);
    }
  if (!hr_change_update (self->change, row, new, VERB, &written, error))
    return FALSE;
  self->report->n_restored += written != 0;
  return TRUE;
}

static gboolean
restore_all (HrUndo *self, GError **error)
{
  g_autoptr (GPtrArray) things = load_changed (self, error);

  if (things == NULL)
    return FALSE;
  hr_change_expect (self->change, things->len);
  for (guint i = 0; i < things->len; i++)
    if (!restore (self, things->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* ---- what it added ---- */

static gboolean
has_row (HrUndo *self, const char *sql, const char *kind, const char *id, gboolean *ret_row, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (self->state->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, id, -1, SQLITE_STATIC);
  if (kind != NULL)
    {
      sqlite3_bind_text (statement, 2, kind, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (statement, 3, self->history_last);
    }
  return hr_db_step (self->state->db, statement, ret_row, error);
}

static gboolean
is_needed (HrUndo *self, HrKind kind, const char *id, gboolean *ret_needed, GError **error)
{
  *ret_needed = FALSE;
  if (kind == HR_KIND_VENUE)
    return has_row (self,
                    "SELECT 1 FROM meeting WHERE venue = ?1 AND coalesce (retired, 0) = 0 "
                    "UNION ALL SELECT 1 FROM site WHERE venue = ?1 "
                    "UNION ALL SELECT 1 FROM exception WHERE new_venue = ?1 AND coalesce (retired, 0) = 0 LIMIT 1",
                    NULL, id, ret_needed, error);
  if (kind == HR_KIND_GROUP)
    return has_row (self, "SELECT 1 FROM meeting WHERE \"group\" = ?1 AND coalesce (retired, 0) = 0 LIMIT 1", NULL, id,
                    ret_needed, error);
  return TRUE;
}

static gboolean
retire (HrUndo *self, HrKind kind, gint64 n, GError **error)
{
  g_autoptr (HrRow) row = hr_records_get_nth (self->state->db, kind, n, error);
  g_autoptr (HrRecord) new = NULL;
  gboolean changed = FALSE, needed = FALSE;
  const char *id;

  if (row == NULL)
    return FALSE;
  id = hr_record_get_id (row->record);
  if (hr_record_get_yes_no (row->record, "retired", FALSE))
    return TRUE;
  if (!has_row (self, "SELECT 1 FROM history WHERE id = ?1 AND kind = ?2 AND n > ?3 LIMIT 1", hr_kind_get_name (kind),
                id, &changed, error)
      || !is_needed (self, kind, id, &needed, error))
    return FALSE;
  if (changed)
    keep (self, row->record, NULL);
  if (changed || needed)
    return TRUE;
  new = hr_record_copy (row->record);
  self->report->n_retired += kind == HR_KIND_MEETING;
  return hr_record_set (new, "retired", "yes", error) && hr_change_update (self->change, row, new, VERB, NULL, error);
}

static gboolean
get_span (HrUndo *self, HrKind kind, gint64 *ret_first, gint64 *ret_last, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db, "SELECT first, last FROM import_added WHERE import = ?1 AND kind = ?2", error);
  gboolean row = FALSE;

  *ret_first = 1;
  *ret_last = 0;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->number);
  sqlite3_bind_text (statement, 2, hr_kind_get_name (kind), -1, SQLITE_STATIC);
  if (!hr_db_step (self->state->db, statement, &row, error))
    return FALSE;
  if (row)
    {
      *ret_first = sqlite3_column_int64 (statement, 0);
      *ret_last = sqlite3_column_int64 (statement, 1);
    }
  return TRUE;
}

/* Meetings before the places and groups that they need */
static gboolean
retire_all (HrUndo *self, GError **error)
{
  static const HrKind kinds[] = { HR_KIND_EXCEPTION, HR_KIND_MEETING, HR_KIND_VENUE, HR_KIND_GROUP };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gint64 first, last;

      if (!get_span (self, kinds[i], &first, &last, error))
        return FALSE;
      if (kinds[i] == HR_KIND_MEETING)
        {
          self->meeting_first = first;
          self->meeting_last = last;
          hr_change_expect (self->change, (guint)MIN (last - first + 1, G_MAXINT));
        }
      for (gint64 n = first; n <= last; n++)
        if (!retire (self, kinds[i], n, error))
          return FALSE;
    }
  return TRUE;
}

/* ---- what is known of the feed ---- */

/* The same feed, read again, must not be taken for unchanged. */
static gboolean
forget_digests (HrUndo *self, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (
      self->state->db,
      "UPDATE feed_record SET digest = CASE "
      "WHEN meeting BETWEEN ?2 AND ?3 AND (SELECT retired FROM meeting WHERE n = feed_record.meeting) = 1 THEN NULL "
      "WHEN digest IS NULL AND (SELECT retired FROM meeting WHERE n = feed_record.meeting) = 1 THEN NULL ELSE 0 END "
      "WHERE source = (SELECT n FROM source WHERE id = ?1) OR meeting BETWEEN ?2 AND ?3",
      error);

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, self->source);
  sqlite3_bind_int64 (statement, 2, self->meeting_first);
  sqlite3_bind_int64 (statement, 3, self->meeting_last);
  return hr_change_note (self->change) && hr_db_run (self->state->db, statement, error);
}

/* @statement: kind, id, field, what the feed said before */
static gboolean
restore_override (HrUndo *self, HrStatement *statement, GError **error)
{
  HrKind kind = HR_KIND_MEETING;
  int field = -1;
  g_autoptr (HrRow) row = NULL;

  if (!hr_kind_from_name (hr_column_text (statement, 0), &kind))
    return TRUE;
  field = hr_kind_find_field (kind, hr_column_text (statement, 2));
  if (field < 0)
    return TRUE;
  row = hr_records_get (self->state->db, kind, hr_column_text (statement, 1), error);
  return row != NULL && hr_change_feed (self->change, row, (guint)field, hr_column_text (statement, 3), error);
}

static gboolean
restore_overrides (HrUndo *self, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db,
                     "SELECT j.kind, j.id, j.field, j.old FROM import_override AS j JOIN override AS o ON j.kind = o.kind AND j.id = o.id "
                     "AND j.field = o.field WHERE j.import = ?1 AND o.feed IS j.new",
                     error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->number);
  while (hr_db_step (self->state->db, statement, &row, error))
    if (!row || !restore_override (self, statement, error))
      return !row;
  return FALSE;
}

static gboolean
finish (HrUndo *self, GError **error)
{
  g_autofree char *summary = g_strdup_printf ("%u restored, %u withdrawn, %u kept", self->report->n_restored,
                                              self->report->n_retired, self->report->kept->len);
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db, "UPDATE import SET undone_ms = ?2 WHERE n = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->number);
  sqlite3_bind_int64 (statement, 2, hr_change_get_wall_ms (self->change));
  return hr_db_run (self->state->db, statement, error)
         && hr_change_history (self->change, "source", self->source, VERB, NULL, NULL, summary, error)
         && hr_change_commit (self->change, error);
}

HrUndoReport *
hr_import_undo (HrState *state, gint64 number, const char *actor, GError **error)
{
  g_auto (HrUndo) self = { .state = state, .number = number };

  self.report = g_new0 (HrUndoReport, 1);
  self.report->kept = g_ptr_array_new_with_free_func (kept_free);
  self.change = hr_change_begin (state, actor, error);
  if (self.change == NULL || !load (&self, error) || !restore_all (&self, error) || !retire_all (&self, error)
      || !forget_digests (&self, error) || !restore_overrides (&self, error) || !finish (&self, error))
    return NULL;
  return g_steal_pointer (&self.report);
}
