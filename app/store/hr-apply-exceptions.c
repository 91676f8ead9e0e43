/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single dates that a feed says something about: cancelled, moved, extra. Those that it says no longer are retired. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-apply-private.h"

#include "handrail/core/hr-text.h"

guint64
hr_apply_exceptions_digest (const HrFeedRow *row, guint64 digest)
{
  const guint64 prime = G_GUINT64_CONSTANT (1099511628211);

  for (guint i = 0; row->exceptions != NULL && i < row->exceptions->len; i++)
    digest = (digest * prime) ^ hr_record_digest (row->exceptions->pdata[i]);
  return digest;
}

static gboolean
put_one (HrApply *self, const HrRecord *exception, const char *key, const char *meeting, GHashTable *said,
         gboolean *changed, GError **error)
{
  g_autoptr (HrRecord) record = hr_record_copy (exception);
  g_autofree char *id = hr_text_derive_id ("x", self->source, key, hr_record_get (exception, "from"), NULL);
  g_autoptr (HrRow) row = NULL;
  guint64 fields = 0;
  gint64 n = 0;

  hr_record_set_id (record, id);
  g_hash_table_add (said, g_strdup (id));
  if (!hr_record_set (record, "meeting", meeting, error) || !hr_record_set (record, "source", self->source, error)
      || !hr_record_set (record, "source_key", key, error))
    return FALSE;
  if (!hr_change_insert (self->change, record, &n, error))
    return FALSE;
  if (n != 0)
    {
      *changed = TRUE;
      return TRUE;
    }
  row = hr_records_get (self->state->db, HR_KIND_EXCEPTION, id, error);
  if (row == NULL || !hr_apply_take_over (self, row, record, &fields, error))
    return FALSE;
  *changed = *changed || fields != 0;
  return TRUE;
}

static GPtrArray *
list_live (HrApply *self, const char *meeting, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (HrStatement) statement = hr_db_prepare (
      self->state->db, "SELECT id FROM exception WHERE meeting = ?1 AND source = ?2 AND coalesce (retired, 0) = 0",
      error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, meeting, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, self->source, -1, SQLITE_STATIC);
  while (hr_db_step (self->state->db, statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, hr_column_dup (statement, 0));
    }
  return NULL;
}

gboolean
hr_apply_exceptions (HrApply *self, const HrFeedRow *feed_row, const char *meeting, gboolean *ret_changed,
                     GError **error)
{
  g_autoptr (GHashTable) said = NULL;
  g_autoptr (GPtrArray) live = NULL;

  *ret_changed = FALSE;
  if (feed_row->exceptions == NULL)
    return TRUE;
  said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < feed_row->exceptions->len; i++)
    if (!put_one (self, feed_row->exceptions->pdata[i], feed_row->key, meeting, said, ret_changed, error))
      return FALSE;
  live = list_live (self, meeting, error);
  for (guint i = 0; live != NULL && i < live->len; i++)
    {
      g_autoptr (HrRow) row = NULL;
      g_autoptr (HrRecord) new = NULL;

      if (g_hash_table_contains (said, live->pdata[i]))
        continue;
      row = hr_records_get (self->state->db, HR_KIND_EXCEPTION, live->pdata[i], error);
      if (row == NULL)
        return FALSE;
      new = hr_record_copy (row->record);
      *ret_changed = TRUE;
      if (!hr_record_set (new, "retired", "yes", error)
          || !hr_change_update (self->change, row, new, "import", NULL, error))
        return FALSE;
    }
  return live != NULL;
}
