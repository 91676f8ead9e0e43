/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-held-private.h"
#include "hr-edit-private.h"
#include <string.h>

void
hr_held_clear (HrHeld *self)
{
  for (guint i = 0; self->any && i < G_N_ELEMENTS (self->words); i++)
    hr_kept_clear (&self->words[i]);
  self->any = FALSE;
}

gboolean
hr_held_may (HrKind kind, guint index)
{
  guint n_own = hr_kind_n_own_fields (kind);

  return index != n_own + HR_COMMON_SCOPE && index != n_own + HR_COMMON_SOURCE && index != n_own + HR_COMMON_SOURCE_KEY;
}

int
hr_held_index (HrKind kind, guint number)
{
  int index = number >= HR_HELD ? hr_share_row_number_index (kind, number - HR_HELD) : -1;

  return index >= 0 && hr_held_may (kind, (guint)index) ? index : -1;
}

gboolean
hr_held_load (HrShareStore *view, HrKind kind, const char *scope, const char *id, HrHeld *ret, GError **error)
{
  HrDb *db = view->state->db;
  g_autoptr (HrStatement) statement = NULL;
  gboolean row = FALSE;

  hr_held_clear (ret);
  if (!view->any_kept)
    return TRUE;
  statement = hr_db_prepare (db,
                             "SELECT field, gen, wall_ms, device, epoch, op, value FROM share_kept WHERE kind = ?1 AND scope = ?2 AND "
                             "id = ?3 AND field >= 64",
                             error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, kind);
  sqlite3_bind_text (statement, 2, scope, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, id, -1, SQLITE_STATIC);
  while (hr_db_step (db, statement, &row, error))
    {
      int index = row ? hr_held_index (kind, (guint)sqlite3_column_int64 (statement, 0)) : -1;

      if (!row)
        return TRUE;
      if (index < 0)
        continue;
      ret->any = TRUE;
      ret->words[index] = (HrKept){ hr_kept_column_version (statement, 1), hr_kept_column_value (statement, 6) };
    }
  return FALSE;
}

/* A word that this program cannot show leaves the feed's where it is. */
static gboolean
apply (HrRecord *record, guint index, const char *value)
{
  if (value == NULL || (*value == '\0' && hr_kind_get_fields (hr_record_get_kind (record), NULL)[index].required))
    return FALSE;
  return hr_record_set_nth (record, index, *value != '\0' ? value : NULL, NULL);
}

void
hr_held_apply (HrRecord *record, const HrHeld *held)
{
  for (guint i = 0; held->any && i < hr_records_n_fields (hr_record_get_kind (record)); i++)
    if (held->words[i].version.gen != 0)
      apply (record, i, held->words[i].value);
}

gboolean
hr_held_is (const HrHeld *self, HrKind kind, guint index)
{
  g_autoptr (HrRecord) scratch = NULL;

  if (!self->any || self->words[index].version.gen == 0 || self->words[index].value == NULL)
    return FALSE;
  scratch = hr_record_new (kind, NULL);
  return apply (scratch, index, self->words[index].value);
}

gboolean
hr_held_base (HrShareStore *view, HrKind kind, const HrRow *row, guint index, char **ret_value, GError **error)
{
  guint number = hr_kind_get_clock_number (kind, index);
  HrKeptKey key = { kind, hr_share_row_scope (row), hr_record_get_id (row->record), number };
  g_auto (HrKept) kept = { 0 };
  g_autofree char *feed = NULL;
  gboolean held = FALSE;

  if (!hr_kept_get (view, &key, &kept, error))
    return FALSE;
  if (kept.version.gen != 0 && hr_version_equal (&kept.version, hr_row_clock_get (&row->clock, number)))
    {
      *ret_value = g_steal_pointer (&kept.value);
      return TRUE;
    }
  /* what nobody wrote is not kept for the share, but it is there */
  if (!hr_override_get (view->state, kind, key.id, hr_kind_get_fields (kind, NULL)[index].name, &held, &feed, error))
    return FALSE;
  *ret_value = held ? g_steal_pointer (&feed) : g_strdup (hr_record_get_nth (row->record, index));
  return TRUE;
}

gboolean
hr_held_settle (HrShareStore *view, HrKind kind, HrRow *row, guint index, const char *base, const HrHeld *held, GError **error)
{
  guint number = hr_kind_get_clock_number (kind, index);
  HrKeptKey key = { kind, hr_share_row_scope (row), hr_record_get_id (row->record), number };
  const HrVersion *version = hr_row_clock_get (&row->clock, number);
  const char *name = hr_kind_get_fields (kind, NULL)[index].name;
  g_autofree char *feed = NULL;

  if (!hr_record_set_nth (row->record, index, base, NULL))
    hr_record_take_canonical (row->record, index, NULL);
  feed = g_strdup (hr_record_get_nth (row->record, index));
  if (held->words[index].version.gen != 0 && apply (row->record, index, held->words[index].value))
    {
      if (!hr_override_set (view->state, kind, key.id, name, feed, error))
        return FALSE;
    }
  else if (!hr_override_remove (view->state, kind, key.id, name, error))
    return FALSE;
  return hr_version_is_nobody (version) || g_strcmp0 (hr_record_get_nth (row->record, index), base) == 0
             ? hr_kept_remove (view, &key, error)
             : hr_kept_set (view, &key, version, base, error);
}

gboolean
hr_held_show (HrShareStore *view, HrKind kind, HrRow *row, const HrHeld *held, GError **error)
{
  for (guint i = 0; held->any && i < row->clock.n_fields; i++)
    {
      g_autofree char *base = NULL;

      if (held->words[i].version.gen != 0
          && (!hr_held_base (view, kind, row, i, &base, error) || !hr_held_settle (view, kind, row, i, base, held, error)))
        return FALSE;
    }
  return TRUE;
}

/* ---- staff ---- */

gboolean
hr_held_say (HrShareStore *view, HrKind kind, HrRow *row, guint64 bits, const HrRecord *record, HrHeld *held, GError **error)
{
  HrWriter *writer = hr_change_get_writer (view->change);
  HrVersion version = { 1, writer->wall_ms, writer->device, writer->epoch, ++writer->op };

  for (guint i = 0; i < row->clock.n_fields; i++)
    {
      HrKeptKey key = { kind, hr_share_row_scope (row), hr_record_get_id (row->record), hr_kind_get_clock_number (kind, i) + HR_HELD };
      const char *new = hr_record_get_nth (record, i);
      g_autoptr (HrRecord) below = NULL;
      g_autofree char *base = NULL;
      HrKept *word = &held->words[i];

      if ((bits >> i & 1) == 0)
        continue;
      if (!hr_held_base (view, kind, row, i, &base, error))
        return FALSE;
      below = hr_record_new (kind, NULL);
      hr_record_set_nth (below, i, base, NULL);
      version = hr_version_next (&word->version, &version);
      hr_kept_clear (word);
      word->version = version;
      /* back to what the feed says: no more word of our own */
      if (g_strcmp0 (new, hr_record_get_nth (below, i)) != 0)
        word->value = g_strdup (new != NULL ? new : "");
      held->any = TRUE;
      version.gen = 1;
      if (!hr_kept_set (view, &key, &word->version, word->value, error) || !hr_held_settle (view, kind, row, i, base, held, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- moving ---- */

gboolean
hr_held_move (HrShareStore *view, HrKind kind, const char *id, const char *scope, const char *to, GError **error)
{
  HrDb *db = view->state->db;
  g_autoptr (HrStatement) statement =
      hr_db_prepare (db, "UPDATE OR REPLACE share_kept SET scope = ?4 WHERE kind = ?1 AND scope = ?2 AND id = ?3", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, kind);
  sqlite3_bind_text (statement, 2, scope, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, id, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 4, to, -1, SQLITE_STATIC);
  return hr_db_run (db, statement, error);
}

/** Restart: @still: what is kept beside @row and still counts, as one group */
typedef struct
{
  HrShareStore *view;
  const HrRow *row;
  HrShareGroup *still;
  GError **error;
} Restart;

/* Of a field that the row has a place for only what the row's clock knows: older ones may have been left lying. */
static gboolean
collect_cb (const HrShareGroup *group, guint number, const char *value, gpointer data)
{
  Restart *restart = data;
  HrVersion version;

  if (!hr_share_store_find (restart->view, &group->version, &version, restart->error))
    return FALSE;
  if (hr_share_row_number_index ((HrKind)group->kind, number) < 0
      || hr_version_equal (&version, hr_row_clock_get (&restart->row->clock, number)))
    hr_share_group_add (restart->still, number, value);
  return TRUE;
}

static gboolean
restart_cb (const HrShareGroup *group, guint number, const char *value, gpointer data)
{
  Restart *restart = data;
  HrKeptKey key = { group->kind, hr_share_row_scope (restart->row), group->id, number };

  return hr_kept_set (restart->view, &key, &restart->row->clock.base, value, restart->error);
}

gboolean
hr_held_restart (HrShareStore *view, HrKind kind, HrRow *row, const char *scope, GError **error)
{
  const char *id = hr_record_get_id (row->record);
  HrShareVersion none = { 0 };
  g_autoptr (HrShareGroup) still = hr_share_group_new (kind, scope, id, &none);
  g_autoptr (GPtrArray) groups = hr_kept_groups (view, kind, hr_share_row_scope (row), id, error);
  Restart restart = { view, row, still, error };

  if (groups == NULL)
    return FALSE;
  for (guint i = 0; i < groups->len; i++)
    if (!hr_share_group_each (groups->pdata[i], collect_cb, &restart))
      return FALSE;
  if (!hr_kept_drop (view, kind, hr_share_row_scope (row), id, error))
    return FALSE;
  if (strcmp (scope, hr_share_row_scope (row)) != 0)
    hr_record_take_canonical (row->record, hr_kind_n_own_fields (kind) + HR_COMMON_SCOPE, g_strdup (scope));
  return hr_records_restart (view->state->db, hr_change_get_writer (view->change), row, error)
         && hr_share_group_each (still, restart_cb, &restart);
}

/* ---- what is to be published ---- */

static gboolean
flush (HrShareGroup **group, HrShareStoreGroupFunc func, gpointer data)
{
  g_autoptr (HrShareGroup) full = g_steal_pointer (group);

  return full == NULL || func (full, data);
}

gboolean
hr_held_outbox (HrShareStore *view, guint64 above, HrShareStoreGroupFunc func, gpointer data, gboolean *ret_ended, GError **error)
{
  HrDb *db = view->state->db;
  g_autoptr (HrStatement) statement =
      hr_db_prepare (db,
                     "SELECT kind, scope, id, field, gen, wall_ms, device, epoch, op, value FROM share_kept WHERE field >= 64 AND op > ?1 "
                     "AND device = ?2 ORDER BY op, kind, scope, id, gen, field",
                     error);
  g_autoptr (HrShareGroup) group = NULL;
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, (gint64)above);
  sqlite3_bind_int64 (statement, 2, view->own);
  while (hr_db_step (db, statement, &row, error))
    {
      g_autofree char *value = NULL;
      const char *scope, *id;
      HrVersion version;
      HrShareVersion said;

      if (!row)
        {
          *ret_ended = !flush (&group, func, data);
          return !*ret_ended;
        }
      scope = (const char *)sqlite3_column_text (statement, 1);
      id = (const char *)sqlite3_column_text (statement, 2);
      version = hr_kept_column_version (statement, 4);
      value = hr_kept_column_value (statement, 9);
      if (!hr_share_store_out (view, &version, &said, error))
        return FALSE;
      if (group != NULL && (group->kind != (guint)sqlite3_column_int64 (statement, 0) || strcmp (group->scope, scope) != 0
                            || strcmp (group->id, id) != 0 || hr_share_version_compare (&group->version, &said) != 0))
        {
          *ret_ended = !flush (&group, func, data);
          if (*ret_ended)
            return FALSE;
        }
      if (group == NULL)
        group = hr_share_group_new ((guint)sqlite3_column_int64 (statement, 0), scope, id, &said);
      hr_share_group_add (group, (guint)sqlite3_column_int64 (statement, 3), value);
    }
  return FALSE;
}
