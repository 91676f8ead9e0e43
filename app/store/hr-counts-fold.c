/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-counts-file-private.h"

#include "handrail/core/hr-error.h"

/* Folding makes counts coarser as they age. A row moves because of its date alone, also when it counts nobody, and in the order
 * of the key; so neither the rows that exist nor their places tell anything about people. */

#define WEEKS_KEPT 13

void
hr_counts_week_of (HrDate date, int *ret_year, int *ret_week)
{
  /* ISO 8601: a week belongs to the year of its Thursday. */
  int days_after_monday = (hr_date_weekday (date) + 6) % 7;
  HrDate thursday = date - days_after_monday + 3;
  int year;
  int month;
  int day;
  hr_date_to_ymd (thursday, &year, &month, &day);
  *ret_year = year;
  *ret_week = (thursday - hr_date_from_ymd (year, 1, 1)) / 7 + 1;
}

HrDate
hr_counts_week_start (int year, int week)
{
  HrDate fourth = hr_date_from_ymd (year, 1, 4);
  HrDate first_monday = fourth - (hr_date_weekday (fourth) + 6) % 7;
  return first_monday + (week - 1) * 7;
}

typedef struct
{
  const char *select;
  const char *upsert;
} Sums;

static const Sums week_sums = {
  "SELECT n, first_time FROM week WHERE year=?1 AND week=?2 AND meeting=?3",
  "INSERT INTO week (year, week, meeting, fellowship, n, first_time) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
  " ON CONFLICT (year, week, meeting) DO UPDATE SET fellowship=?4, n=?5, first_time=?6",
};

static const Sums quarter_sums = {
  "SELECT n, first_time FROM quarter WHERE year=?1 AND quarter=?2 AND fellowship=?3",
  "INSERT INTO quarter (year, quarter, fellowship, n, first_time) VALUES (?1, ?2, ?3, ?5, ?6)"
  " ON CONFLICT (year, quarter, fellowship) DO UPDATE SET n=?5, first_time=?6",
};

static guint32
add_saturated (guint32 a, guint32 b)
{
  return a > G_MAXUINT32 - b ? G_MAXUINT32 : a + b;
}

/* Adds to one sum. @key: the meeting of a week, or the fellowship of a quarter */
static gboolean
add_to_sum (HrCountsFile *self, const Sums *sums, int year, int part, const char *key, const char *fellowship,
            guint32 n, guint32 first_time, GError **error)
{
  g_autoptr (HrCountsStatement) select = hr_counts_prepare (self, sums->select, error);
  g_autoptr (HrCountsStatement) upsert = select != NULL ? hr_counts_prepare (self, sums->upsert, error) : NULL;
  guint8 blob_n[HR_COUNTS_BLOB_BYTES];
  guint8 blob_first_time[HR_COUNTS_BLOB_BYTES];
  guint32 present_n = 0;
  guint32 present_first_time = 0;
  const char *what = "The counts could not be summed up";
  if (upsert == NULL)
    return FALSE;

  sqlite3_bind_int (select, 1, year);
  sqlite3_bind_int (select, 2, part);
  sqlite3_bind_text (select, 3, key, -1, SQLITE_STATIC);
  int code = sqlite3_step (select);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    return hr_counts_set_sql_error (self, error, what);
  if (code == SQLITE_ROW
      && (!hr_counts_blob_read (select, 0, &present_n, error)
          || !hr_counts_blob_read (select, 1, &present_first_time, error)))
    return FALSE;
  sqlite3_reset (select);

  hr_counts_blob_write (blob_n, add_saturated (present_n, n));
  hr_counts_blob_write (blob_first_time, add_saturated (present_first_time, first_time));
  sqlite3_bind_int (upsert, 1, year);
  sqlite3_bind_int (upsert, 2, part);
  sqlite3_bind_text (upsert, 3, key, -1, SQLITE_STATIC);
  if (sums == &week_sums)
    sqlite3_bind_text (upsert, 4, fellowship, -1, SQLITE_STATIC);
  sqlite3_bind_blob (upsert, 5, blob_n, sizeof blob_n, SQLITE_STATIC);
  sqlite3_bind_blob (upsert, 6, blob_first_time, sizeof blob_first_time, SQLITE_STATIC);
  if (sqlite3_step (upsert) != SQLITE_DONE)
    return hr_counts_set_sql_error (self, error, what);
  return TRUE;
}

static gboolean
remove_occurrence (HrCountsFile *self, const HrCountRow *row, GError **error)
{
  g_autoptr (HrCountsStatement) statement =
      hr_counts_prepare (self, "DELETE FROM occurrence WHERE date=?1 AND meeting=?2", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, row->date);
  sqlite3_bind_text (statement, 2, row->meeting, -1, SQLITE_STATIC);
  if (sqlite3_step (statement) != SQLITE_DONE)
    return hr_counts_set_sql_error (self, error, "The counts could not be summed up");
  return TRUE;
}

static gboolean
fold_occurrences (HrCountsFile *self, GPtrArray *old, const HrCountCell *cells, GError **error)
{
  for (guint i = 0; i < old->len; i++)
    {
      const HrCountRow *row = g_ptr_array_index (old, i);
      int year;
      int week;
      hr_counts_week_of (row->date, &year, &week);
      if (!add_to_sum (self, &week_sums, year, week, row->meeting, row->fellowship, cells[i].n, cells[i].first_time,
                       error)
          || !remove_occurrence (self, row, error))
        return FALSE;
    }
  return TRUE;
}

/* The first ISO week that stays: its Sunday lies less than 13 weeks back */
static void
first_week_kept (HrDate today, int *ret_year, int *ret_week)
{
  hr_counts_week_of (today - WEEKS_KEPT * 7, ret_year, ret_week);
}

static void
bind_first_week_kept (sqlite3_stmt *statement, HrDate today)
{
  int year;
  int week;
  first_week_kept (today, &year, &week);
  sqlite3_bind_int (statement, 1, year);
  sqlite3_bind_int (statement, 2, week);
}

#define WEEK_IS_OLD " FROM week WHERE (year, week) < (?1, ?2)"

gboolean
hr_counts_file_needs_fold (HrCountsFile *self, HrDate today, gboolean *ret_needed, GError **error)
{
  g_autoptr (HrCountsStatement) statement = hr_counts_prepare (self, "SELECT count(*)" WEEK_IS_OLD, error);
  if (statement == NULL)
    return FALSE;
  bind_first_week_kept (statement, today);
  if (sqlite3_step (statement) != SQLITE_ROW)
    return hr_counts_set_sql_error (self, error, "The counts could not be read");
  *ret_needed = sqlite3_column_int (statement, 0) > 0;
  return TRUE;
}

static gboolean
fold_week (HrCountsFile *self, sqlite3_stmt *row, GError **error)
{
  guint32 n = 0;
  guint32 first_time = 0;
  int year;
  int month;
  int day;
  /* As the week belongs to the year of its Thursday, it belongs to the quarter of its Thursday. */
  hr_date_to_ymd (hr_counts_week_start (sqlite3_column_int (row, 0), sqlite3_column_int (row, 1)) + 3, &year, &month,
                  &day);
  if (!hr_counts_blob_read (row, 3, &n, error) || !hr_counts_blob_read (row, 4, &first_time, error))
    return FALSE;
  const char *fellowship = (const char *)sqlite3_column_text (row, 2);
  return add_to_sum (self, &quarter_sums, year, (month - 1) / 3 + 1, fellowship, fellowship, n, first_time, error);
}

static gboolean
fold_weeks (HrCountsFile *self, HrDate today, GError **error)
{
  g_autoptr (HrCountsStatement) weeks = hr_counts_prepare (
      self, "SELECT year, week, fellowship, n, first_time" WEEK_IS_OLD " ORDER BY year, week, meeting", error);
  g_autoptr (HrCountsStatement) removal = weeks != NULL ? hr_counts_prepare (self, "DELETE" WEEK_IS_OLD, error) : NULL;
  int code;
  if (removal == NULL)
    return FALSE;
  bind_first_week_kept (weeks, today);
  while ((code = sqlite3_step (weeks)) == SQLITE_ROW)
    if (!fold_week (self, weeks, error))
      return FALSE;
  if (code != SQLITE_DONE)
    return hr_counts_set_sql_error (self, error, "The counts could not be summed up");
  sqlite3_reset (weeks);
  bind_first_week_kept (removal, today);
  if (sqlite3_step (removal) != SQLITE_DONE)
    return hr_counts_set_sql_error (self, error, "The counts could not be summed up");
  return TRUE;
}

gboolean
hr_counts_file_fold (HrCountsFile *self, GPtrArray *old, const HrCountCell *old_cells, GPtrArray *rows,
                     const HrCountCell *cells, HrDate today, GError **error)
{
  guint32 beat = self->beat + 1;
  if (!hr_counts_exec (self, "BEGIN IMMEDIATE", error, "The counts could not be summed up"))
    return FALSE;
  gboolean good = fold_occurrences (self, old, old_cells, error) && fold_weeks (self, today, error)
                  && hr_counts_file_write_rows (self, rows, cells, beat, error);
  if (!hr_counts_end (self, good, error))
    return FALSE;
  self->beat = beat;
  /* Written anew from its content: where rows once were is forgotten. The sums are safe already; without room for it, the next
   * fold does it. */
  (void)sqlite3_exec (self->db, "VACUUM", NULL, NULL, NULL);
  return TRUE;
}
