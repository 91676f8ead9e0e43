/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that Handrail itself wrote: they come home with their ids and sources. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-apply-private.h"
#include <string.h>

/* Inserts, or writes the fields that differ. @ret_old: (optional) (transfer full) (nullable): as it was */
static gboolean
put (HrApply *self, const HrRecord *record, gboolean *ret_added, guint64 *ret_changed, gint64 *ret_n, HrRecord **ret_old,
     GError **error)
{
  HrKind kind = hr_record_get_kind (record);
  g_autoptr (HrRow) row = NULL;
  gint64 n = 0;

  *ret_added = FALSE;
  *ret_changed = 0;
  if (!hr_records_find (self->state->db, kind, hr_record_get_id (record), TRUE, &n, error))
    return FALSE;
  if (n == 0)
    {
      *ret_added = TRUE;
      return hr_change_insert (self->change, record, ret_n, error)
             && hr_change_touch (self->change, kind, hr_record_get_id (record), *ret_n, error);
    }
  *ret_n = n;
  row = hr_records_get_nth (self->state->db, kind, n, error);
  if (row != NULL && ret_old != NULL)
    *ret_old = hr_record_ref (row->record);
  return row != NULL && hr_change_update (self->change, row, record, "import", ret_changed, error);
}

/* @other: becomes TRUE when the record is another one than it was before this feed */
static gboolean
put_once (HrApply *self, const HrRecord *record, gboolean *other, GError **error)
{
  const char *id = record != NULL ? hr_record_get_id (record) : NULL;
  gpointer known = NULL;
  gboolean added = FALSE;
  guint64 changed = 0;
  gint64 n = 0;

  if (id == NULL)
    return TRUE;
  if (!g_hash_table_lookup_extended (self->own, id, NULL, &known))
    {
      if (!put (self, record, &added, &changed, &n, NULL, error))
        return FALSE;
      known = GINT_TO_POINTER (added || changed != 0);
      g_hash_table_insert (self->own, g_strdup (id), known);
    }
  *other = *other || GPOINTER_TO_INT (known);
  return TRUE;
}

gboolean
hr_apply_own_others (HrApply *self, GError **error)
{
  GPtrArray *others = self->feed->others;
  gboolean added = FALSE;
  guint64 changed = 0;
  gint64 n = 0;

  for (guint i = 0; others != NULL && i < others->len; i++)
    if (!put (self, others->pdata[i], &added, &changed, &n, NULL, error))
      return FALSE;
  return TRUE;
}

/* A fellowship that only the other center had: its name is all that came along. */
static gboolean
need_fellowship (HrApply *self, const char *id, GError **error)
{
  g_autoptr (HrRecord) record = NULL;
  gint64 n = 0;

  if (id == NULL || !hr_records_find (self->state->db, HR_KIND_FELLOWSHIP, id, TRUE, &n, error))
    return id == NULL;
  if (n != 0)
    return TRUE;
  record = hr_record_new (HR_KIND_FELLOWSHIP, id);
  return hr_record_set (record, "name", id, error) && hr_change_insert (self->change, record, &n, error);
}

static gboolean
need_source (HrApply *self, const HrFeedRow *row, HrRecord *meeting, gint64 *ret_n, GError **error)
{
  const char *id = hr_record_get (meeting, "source");
  g_autoptr (HrRecord) record = NULL;

  *ret_n = 0;
  if (id == NULL)
    return TRUE;
  if (!hr_records_find (self->state->db, HR_KIND_SOURCE, id, TRUE, ret_n, error))
    return FALSE;
  if (*ret_n != 0)
    return TRUE;
  if (row->source_name == NULL)
    return hr_record_set (meeting, "source", NULL, error) && hr_record_set (meeting, "source_key", NULL, error);
  record = hr_record_new (HR_KIND_SOURCE, id);
  return hr_record_set (record, "name", row->source_name, error)
         && hr_record_set (record, "format", row->source_format, error)
         && hr_record_set (record, "fellowship", hr_record_get (meeting, "fellowship"), error)
         && hr_change_insert (self->change, record, ret_n, error);
}

/* So that the feed itself, read later, finds its meetings. */
static gboolean
remember_key (HrApply *self, gint64 source_n, const char *key, gint64 meeting, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db,
                     "INSERT INTO feed_record (source, key, digest, meeting) VALUES (?1, ?2, 0, ?3) "
                     "ON CONFLICT (source, key) DO NOTHING",
                     error);

  if (source_n == 0 || key == NULL)
    return TRUE;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, source_n);
  sqlite3_bind_text (statement, 2, key, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, meeting);
  return hr_db_run (self->state->db, statement, error);
}

gboolean
hr_apply_own_row (HrApply *self, const HrFeedRow *row, GError **error)
{
  g_autoptr (HrRecord) meeting = hr_record_copy (row->meeting);
  g_autoptr (HrRecord) old = NULL;
  gboolean added = FALSE, exception_added = FALSE, other = FALSE;
  guint64 changed = 0, exception_changed = 0;
  gint64 source_n = 0, n = 0, exception_n = 0;

  if (!need_fellowship (self, hr_record_get (meeting, "fellowship"), error)
      || !need_source (self, row, meeting, &source_n, error) || !put_once (self, row->venue, &other, error)
      || !put_once (self, row->group, &other, error) || !put (self, meeting, &added, &changed, &n, &old, error)
      || !remember_key (self, source_n, hr_record_get (meeting, "source_key"), n, error))
    return FALSE;
  for (guint i = 0; row->exceptions != NULL && i < row->exceptions->len; i++)
    {
      if (hr_record_get_id (row->exceptions->pdata[i]) == NULL)
        continue;
      if (!put (self, row->exceptions->pdata[i], &exception_added, &exception_changed, &exception_n, NULL, error))
        return FALSE;
      other = other || exception_added || exception_changed != 0;
    }
  if (added)
    hr_apply_report_change (self->report->added, row->record, meeting, 0);
  else if (changed != 0 || other)
    hr_apply_describe_change (hr_apply_report_change (self->report->changed, row->record, meeting, changed), old,
                              meeting, NULL, NULL);
  else
    self->report->n_unchanged++;
  return TRUE;
}
