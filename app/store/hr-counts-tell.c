/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be told to other devices, and when. Nothing leaves that hr_counts_read() would not show. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-counts-file-private.h"

int
hr_counts_first_month (HrDate today)
{
  return hr_counts_month_of (today - HR_COUNTS_WEEKS_KEPT * 7);
}

/* A month of which a week has left is told no more, here as in the report. */
static gboolean
read_leaving (HrCountsFile *self, int *ret_first_month, GError **error)
{
  g_autoptr (HrCountsStatement) statement = hr_counts_prepare (self, "SELECT ifnull(max(month), 0) FROM week WHERE state>=?1", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, HR_COUNTS_SHOWN_LEAVING);
  if (sqlite3_step (statement) != SQLITE_ROW)
    return hr_counts_set_sql_error (self, error, "The counts could not be read");
  *ret_first_month = MAX (*ret_first_month, sqlite3_column_int (statement, 0) + 1);
  return TRUE;
}

/* Somebody can be counted now, or it is between the first and the last meeting of today. */
static gboolean
read_during (HrCountsFile *self, gint64 now_s, HrDate today, gboolean *ret_during, GError **error)
{
  g_autoptr (HrCountsStatement) statement =
      hr_counts_prepare (self,
                         "SELECT ifnull(max(start_s-?3<=?1 AND ?1<end_s), 0)"
                         " OR ifnull(min(CASE WHEN date=?2 THEN start_s-?3 END)<=?1 AND ?1<max(CASE WHEN date=?2 THEN end_s END), 0)"
                         " FROM occurrence",
                         error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, now_s);
  sqlite3_bind_int (statement, 2, today);
  sqlite3_bind_int (statement, 3, HR_COUNTS_OPENS_S);
  if (sqlite3_step (statement) != SQLITE_ROW)
    return hr_counts_set_sql_error (self, error, "The counts could not be read");
  *ret_during = sqlite3_column_int (statement, 0) != 0;
  return TRUE;
}

static gboolean
read_telling (HrCountsFile *self, gint64 now_s, HrDate today, HrCountTelling *telling, GError **error)
{
  int threshold = HR_COUNTS_THRESHOLD;
  if (!read_during (self, now_s, today, &telling->during, error) || !read_leaving (self, &telling->first_month, error)
      || !hr_counts_file_get_threshold (self, &threshold, error))
    return FALSE;
  telling->sums = hr_counts_file_read_sums (self, (guint)threshold, error);
  return telling->sums != NULL;
}

HrCountTelling *
hr_counts_read_telling (const char *directory, gint64 now_s, HrDate today, GError **error)
{
  g_return_val_if_fail (directory != NULL, NULL);
  g_autoptr (HrCountTelling) telling = g_new0 (HrCountTelling, 1);
  HrCountsFile self;
  int version = 0;
  gboolean good = hr_counts_file_open_read_only (&self, directory, &version, error);
  telling->exists = version > 0;
  telling->first_month = hr_counts_first_month (today);
  if (good && version >= 3)
    good = read_telling (&self, now_s, today, telling, error);
  else if (good)
    telling->sums = hr_count_sums_new ();
  hr_counts_file_close_read_only (&self);
  return good ? g_steal_pointer (&telling) : NULL;
}

void
hr_count_telling_free (HrCountTelling *self)
{
  if (self == NULL)
    return;
  hr_count_sums_free (self->sums);
  g_free (self);
}
