/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-counts-file-private.h"

#include "handrail/core/hr-error.h"

/* Folding makes counts coarser as they age. A row moves because of its date alone, also when it counts nobody, and in the order
 * of the key; so neither the rows that exist nor their places tell anything about people. */

#define CANNOT_SUM "The counts could not be summed up"

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

int
hr_counts_month_of (HrDate date)
{
  int year;
  int month;
  int day;
  hr_date_to_ymd (date - (hr_date_weekday (date) + 6) % 7 + 3, &year, &month, &day);
  return year * 12 + month - 1;
}

typedef struct
{
  const char *select;
  const char *upsert;
} Sums;

/* Counters that are added to a sum. @extra: of a week headcounts; of a quarter what of n may be shown */
typedef struct
{
  guint32 n;
  guint32 first_time;
  guint32 extra;
} Added;

static const Sums week_sums = {
  "SELECT n, first_time, paper FROM week WHERE year=?1 AND week=?2 AND meeting=?3",
  /* A month that was closed and gets another occurrence, because a clock went back, is open again; when it is closed once more its
   * states differ, and it is hidden. */
  "INSERT INTO week (year, week, meeting, fellowship, n, first_time, paper, month, days, signed)"
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
  " ON CONFLICT (year, week, meeting) DO UPDATE SET fellowship=?4, n=?5, first_time=?6, paper=?7, days=days|?9,"
  " signed=signed+?10, state=CASE state WHEN 0 THEN 0 ELSE 2 END",
};

static const Sums quarter_sums = {
  "SELECT n, first_time, shown FROM quarter WHERE year=?1 AND quarter=?2 AND fellowship=?3",
  "INSERT INTO quarter (year, quarter, fellowship, n, first_time, shown) VALUES (?1, ?2, ?3, ?5, ?6, ?7)"
  " ON CONFLICT (year, quarter, fellowship) DO UPDATE SET n=?5, first_time=?6, shown=?7",
};

static guint32
add_saturated (guint32 a, guint32 b)
{
  return a > G_MAXUINT32 - b ? G_MAXUINT32 : a + b;
}

static gboolean
read_sum (HrCountsFile *self, sqlite3_stmt *select, Added *added, GError **error)
{
  Added present = { 0 };
  int code = sqlite3_step (select);
  if (code == SQLITE_DONE)
    return TRUE;
  if (code != SQLITE_ROW)
    return hr_counts_set_sql_error (self, error, CANNOT_SUM);
  if (!hr_counts_blob_read (select, 0, &present.n, error)
      || !hr_counts_blob_read (select, 1, &present.first_time, error)
      || !hr_counts_blob_read (select, 2, &present.extra, error))
    return FALSE;
  added->n = add_saturated (added->n, present.n);
  added->first_time = add_saturated (added->first_time, present.first_time);
  added->extra = add_saturated (added->extra, present.extra);
  return TRUE;
}

/* Adds to one sum. @key: the meeting of a week, or the fellowship of a quarter. @row: (nullable): of a week: the occurrence */
static gboolean
add_to_sum (HrCountsFile *self, const Sums *sums, int year, int part, const char *key, const HrCountRow *row,
            gboolean is_signed, Added added, GError **error)
{
  g_autoptr (HrCountsStatement) select = hr_counts_prepare (self, sums->select, error);
  g_autoptr (HrCountsStatement) upsert = select != NULL ? hr_counts_prepare (self, sums->upsert, error) : NULL;
  guint8 blobs[3][HR_COUNTS_BLOB_BYTES];
  if (upsert == NULL)
    return FALSE;

  sqlite3_bind_int (select, 1, year);
  sqlite3_bind_int (select, 2, part);
  sqlite3_bind_text (select, 3, key, -1, SQLITE_STATIC);
  if (!read_sum (self, select, &added, error))
    return FALSE;
  sqlite3_reset (select);

  hr_counts_blob_write (blobs[0], added.n);
  hr_counts_blob_write (blobs[1], added.first_time);
  hr_counts_blob_write (blobs[2], added.extra);
  sqlite3_bind_int (upsert, 1, year);
  sqlite3_bind_int (upsert, 2, part);
  sqlite3_bind_text (upsert, 3, key, -1, SQLITE_STATIC);
  for (int i = 0; i < 3; i++)
    sqlite3_bind_blob (upsert, 5 + i, blobs[i], HR_COUNTS_BLOB_BYTES, SQLITE_STATIC);
  if (row != NULL)
    {
      sqlite3_bind_text (upsert, 4, row->fellowship, -1, SQLITE_STATIC);
      sqlite3_bind_int (upsert, 8, hr_counts_month_of (row->date));
      sqlite3_bind_int (upsert, 9, 1 << hr_date_weekday (row->date));
      sqlite3_bind_int (upsert, 10, is_signed ? 1 : 0);
    }
  if (sqlite3_step (upsert) != SQLITE_DONE)
    return hr_counts_set_sql_error (self, error, CANNOT_SUM);
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
    return hr_counts_set_sql_error (self, error, CANNOT_SUM);
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
      /* The headcount replaces the sign-ins: what was counted before is not kept beside it. */
      gboolean is_signed = cells[i].headcount == 0;
      Added added = { is_signed ? cells[i].n : 0, is_signed ? cells[i].first_time : 0,
                      is_signed ? 0 : cells[i].headcount - 1 };
      if (!add_to_sum (self, &week_sums, year, week, row->meeting, row, is_signed, added, error)
          || !remove_occurrence (self, row, error))
        return FALSE;
    }
  return TRUE;
}

/* The first ISO week that stays: its Sunday lies less than 13 weeks back */
static void
first_week_kept (HrDate today, int *ret_year, int *ret_week)
{
  hr_counts_week_of (today - HR_COUNTS_WEEKS_KEPT * 7, ret_year, ret_week);
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
hr_counts_file_needs_fold (HrCountsFile *self, HrDate today, guint threshold, gboolean *ret_needed, GError **error)
{
  int present = 0;
  g_autoptr (HrCountsStatement) statement = hr_counts_prepare (self, "SELECT count(*)" WEEK_IS_OLD, error);
  if (statement == NULL)
    return FALSE;
  bind_first_week_kept (statement, today);
  if (sqlite3_step (statement) != SQLITE_ROW)
    return hr_counts_set_sql_error (self, error, "The counts could not be read");
  if (!hr_counts_file_get_threshold (self, &present, error))
    return FALSE;
  *ret_needed = sqlite3_column_int (statement, 0) > 0 || present != (int)threshold;
  if (*ret_needed)
    return TRUE;
  int before = 0;
  g_autoptr (HrCountsStatement) months =
      hr_counts_prepare (self, "SELECT count(*) FROM week WHERE state=0 AND month>0 AND month<?1", error);
  if (months == NULL || !hr_counts_file_open_months (self, today, &before, error))
    return FALSE;
  sqlite3_bind_int (months, 1, before);
  if (sqlite3_step (months) != SQLITE_ROW)
    return hr_counts_set_sql_error (self, error, "The counts could not be read");
  *ret_needed = sqlite3_column_int (months, 0) > 0;
  return TRUE;
}

static gboolean
fold_week (HrCountsFile *self, sqlite3_stmt *row, GError **error)
{
  Added added = { 0 };
  guint32 paper = 0;
  /* As the week belongs to the year of its Thursday, it belongs to the month and the quarter of its Thursday. */
  int month = hr_counts_month_of (hr_counts_week_start (sqlite3_column_int (row, 0), sqlite3_column_int (row, 1)));
  if (!hr_counts_blob_read (row, 3, &added.n, error) || !hr_counts_blob_read (row, 4, &added.first_time, error)
      || !hr_counts_blob_read (row, 5, &paper, error))
    return FALSE;
  int state = sqlite3_column_int (row, 6);
  const char *fellowship = (const char *)sqlite3_column_text (row, 2);
  added.n = add_saturated (added.n, paper);
  added.extra = state == HR_COUNTS_SHOWN || state == HR_COUNTS_SHOWN_LEAVING ? added.n : 0;
  return add_to_sum (self, &quarter_sums, month / 12, month % 12 / 3 + 1, fellowship, NULL, FALSE, added, error);
}

/* What is left of a month is no whole any more: shown beside what was shown before, it would tell the week that left. */
static gboolean
mark_leaving (HrCountsFile *self, HrDate today, GError **error)
{
  g_autoptr (HrCountsStatement) statement = hr_counts_prepare (
      self, "UPDATE week SET state=state+2 WHERE state IN (1, 2) AND month<=(SELECT max(month)" WEEK_IS_OLD ")", error);
  if (statement == NULL)
    return FALSE;
  bind_first_week_kept (statement, today);
  if (sqlite3_step (statement) != SQLITE_DONE)
    return hr_counts_set_sql_error (self, error, CANNOT_SUM);
  return TRUE;
}

static gboolean
fold_weeks (HrCountsFile *self, HrDate today, GError **error)
{
  g_autoptr (HrCountsStatement) weeks = hr_counts_prepare (
      self, "SELECT year, week, fellowship, n, first_time, paper, state" WEEK_IS_OLD " ORDER BY year, week, meeting",
      error);
  g_autoptr (HrCountsStatement) removal = weeks != NULL ? hr_counts_prepare (self, "DELETE" WEEK_IS_OLD, error) : NULL;
  int code;
  if (removal == NULL || !mark_leaving (self, today, error))
    return FALSE;
  bind_first_week_kept (weeks, today);
  while ((code = sqlite3_step (weeks)) == SQLITE_ROW)
    if (!fold_week (self, weeks, error))
      return FALSE;
  if (code != SQLITE_DONE)
    return hr_counts_set_sql_error (self, error, CANNOT_SUM);
  sqlite3_reset (weeks);
  bind_first_week_kept (removal, today);
  if (sqlite3_step (removal) != SQLITE_DONE)
    return hr_counts_set_sql_error (self, error, CANNOT_SUM);
  return TRUE;
}

gboolean
hr_counts_file_fold (HrCountsFile *self, GPtrArray *old, const HrCountCell *old_cells, GPtrArray *rows,
                     const HrCountCell *cells, HrDate today, guint threshold, GError **error)
{
  int before = 0;
  guint32 beat = self->beat + 1;
  if (!hr_counts_exec (self, "BEGIN IMMEDIATE", error, CANNOT_SUM))
    return FALSE;
  gboolean good = hr_counts_file_take_threshold (self, threshold, error)
                  && fold_occurrences (self, old, old_cells, error)
                  && hr_counts_file_open_months (self, today, &before, error)
                  && hr_counts_file_close_months (self, before, threshold, error) && fold_weeks (self, today, error)
                  && hr_counts_file_write_rows (self, rows, cells, beat, error);
  if (!hr_counts_end (self, good, error))
    return FALSE;
  self->beat = beat;
  /* Written anew from its content: where rows once were is forgotten. The sums are safe already; without room for it, the next
   * fold does it. */
  (void)sqlite3_exec (self->db, "VACUUM", NULL, NULL, NULL);
  return TRUE;
}
