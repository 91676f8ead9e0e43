/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which source a feed is, and what is known of it. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-apply-private.h"
#include "handrail/core/hr-text.h"
#include <string.h>

/* So many keys, spread over the feed, tell whose it is. */
#define HR_KEYS_ASKED 1000

static void
known_free (gpointer data)
{
  HrKnown *self = data;

  g_free (self->key);
  g_free (self);
}

static gboolean
load_known (HrApply *self, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db, "SELECT key, digest, meeting FROM feed_record WHERE source = ?1", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->source_n);
  while (hr_db_step (self->state->db, statement, &row, error))
    {
      HrKnown *known = NULL;

      if (!row)
        return TRUE;
      known = g_new0 (HrKnown, 1);
      known->key = hr_column_dup (statement, 0);
      known->gone = sqlite3_column_type (statement, 1) == SQLITE_NULL;
      known->digest = (guint64)sqlite3_column_int64 (statement, 1);
      known->meeting = sqlite3_column_int64 (statement, 2);
      g_hash_table_insert (self->known, known->key, known);
    }
  return FALSE;
}

/* Sheets number their rows from 1, as servers number their meetings: two areas have the same keys then. */
static gboolean
is_number (const char *key)
{
  if (g_str_has_prefix (key, "bmlt-"))
    key += strlen ("bmlt-");
  return strspn (key, "0123456789") == strlen (key);
}

/* Whether the key stands for the meeting that it stood for: a number alone says nothing, so the names decide. */
static gboolean
is_same (HrApply *self, const HrFeedRow *feed_row, gint64 meeting, gboolean *ret_same, GError **error)
{
  g_autoptr (HrRow) row = NULL;

  *ret_same = TRUE;
  if (!is_number (feed_row->key))
    return TRUE;
  row = hr_records_get_nth (self->state->db, HR_KIND_MEETING, meeting, error);
  if (row == NULL)
    return FALSE;
  *ret_same = g_strcmp0 (hr_record_get (row->record, "name"), hr_record_get (feed_row->meeting, "name")) == 0;
  return TRUE;
}

/* Whether at least half of the feed's keys belong to the source. */
static gboolean
has_half (HrApply *self, gint64 source_n, gboolean *ret_half, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db, "SELECT meeting FROM feed_record WHERE source = ?1 AND key = ?2", error);
  GPtrArray *rows = self->feed->rows;
  guint step = MAX (rows->len / HR_KEYS_ASKED, 1);
  guint asked = 0, found = 0;

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i += step)
    {
      const HrFeedRow *feed_row = rows->pdata[i];
      gboolean row = FALSE, same = FALSE;

      sqlite3_bind_int64 (statement, 1, source_n);
      sqlite3_bind_text (statement, 2, feed_row->key, -1, SQLITE_STATIC);
      if (!hr_db_step (self->state->db, statement, &row, error)
          || (row && !is_same (self, feed_row, sqlite3_column_int64 (statement, 0), &same, error)))
        return FALSE;
      sqlite3_reset (statement);
      asked++;
      found += same ? 1 : 0;
    }
  *ret_half = asked > 0 && found * 2 >= asked;
  return TRUE;
}

static gboolean
make_source (HrApply *self, const char *name, GError **error)
{
  g_autoptr (HrRecord) record = NULL;
  g_autoptr (HrRow) row = NULL;
  gint64 n = 0;

  self->source = hr_text_derive_id ("s", self->format, self->options->fellowship, name, NULL);
  self->report->source_name = g_strdup (name);
  if (!hr_records_find (self->state->db, HR_KIND_SOURCE, self->source, TRUE, &n, error))
    return FALSE;
  /* nothing comes from a feed without meetings */
  if (n == 0 && self->feed->rows->len == 0)
    {
      self->fresh = TRUE;
      return TRUE;
    }
  record = hr_record_new (HR_KIND_SOURCE, self->source);
  if (!hr_record_set (record, "name", name, error) || !hr_record_set (record, "format", self->format, error)
      || !hr_record_set (record, "fellowship", self->options->fellowship, error))
    return FALSE;
  if (n == 0)
    {
      self->fresh = TRUE;
      return hr_change_insert (self->change, record, &self->source_n, error);
    }
  self->source_n = n;
  row = hr_records_get_nth (self->state->db, HR_KIND_SOURCE, n, error);
  return row != NULL && hr_change_update (self->change, row, record, "import", NULL, error);
}

static gboolean
use_source (HrApply *self, const HrRecord *record, GError **error)
{
  self->source = g_strdup (hr_record_get_id (record));
  self->report->source_name = g_strdup (hr_record_get (record, "name"));
  return hr_records_find (self->state->db, HR_KIND_SOURCE, self->source, TRUE, &self->source_n, error);
}

static gboolean
choose_source (HrApply *self, GPtrArray *sources, GError **error)
{
  const HrApplyOptions *options = self->options;
  const char *file_name = options->file_name != NULL ? options->file_name : "feed";

  for (guint i = 0; i < sources->len; i++)
    {
      const HrRecord *record = sources->pdata[i];
      gboolean ours = g_strcmp0 (hr_record_get (record, "format"), self->format) == 0
                      && g_strcmp0 (hr_record_get (record, "fellowship"), options->fellowship) == 0;
      gboolean half = FALSE;
      gint64 n = 0;

      if (!ours)
        continue;
      if (options->source != NULL)
        {
          if (g_strcmp0 (hr_record_get (record, "name"), options->source) == 0
              || g_strcmp0 (hr_record_get_id (record), options->source) == 0)
            return use_source (self, record, error);
          continue;
        }
      if (!hr_records_find (self->state->db, HR_KIND_SOURCE, hr_record_get_id (record), TRUE, &n, error)
          || !has_half (self, n, &half, error))
        return FALSE;
      if (half)
        return use_source (self, record, error);
    }
  return make_source (self, options->source != NULL ? options->source : file_name, error);
}

gboolean
hr_apply_find_source (HrApply *self, GError **error)
{
  g_autoptr (GPtrArray) sources = hr_records_list (self->state->db, HR_KIND_SOURCE, error);

  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, known_free);
  return sources != NULL && choose_source (self, sources, error) && (self->fresh || load_known (self, error));
}

gboolean
hr_apply_remember (HrApply *self, gint64 source_n, const char *key, guint64 digest, gboolean gone, gint64 meeting,
                   GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db,
                     "INSERT INTO feed_record (source, key, digest, meeting) VALUES (?1, ?2, ?3, ?4) "
                     "ON CONFLICT (source, key) DO UPDATE SET digest = ?3, meeting = ?4",
                     error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, source_n);
  sqlite3_bind_text (statement, 2, key, -1, SQLITE_STATIC);
  if (!gone)
    sqlite3_bind_int64 (statement, 3, (gint64)digest);
  sqlite3_bind_int64 (statement, 4, meeting);
  return hr_change_note (self->change) && hr_db_run (self->state->db, statement, error);
}
