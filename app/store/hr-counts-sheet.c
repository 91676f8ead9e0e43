/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-counts-file-private.h"

#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>

/* A paper sheet that comes when its occurrence is summed up already. What is left is the week, so the sheet speaks of the week: its number
 * takes the place of everything that was summed up in it, and a correction takes the place of the sheet. No single day comes back. */

#define CANNOT_ENTER "The headcount could not be written"

static gboolean
refuse_closed (GError **error)
{
  g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED,
                       _ ("The month of this meeting is closed, and its numbers stand. A sheet can be entered until ten days after the last "
                          "Sunday of its month."));
  return FALSE;
}

/* Whether nothing of the (meeting, month) was decided yet. */
static gboolean
check_open (HrCountsFile *self, const HrCountRow *row, HrDate today, GError **error)
{
  int before = 0;
  int month = hr_counts_month_of (row->date);
  g_autoptr (HrCountsStatement) closed =
      hr_counts_prepare (self, "SELECT count(*) FROM week WHERE meeting=?1 AND ((month=?2 AND state<>0) OR (month=0 AND year=?3 AND week=?4))",
                         error);
  int year;
  int week;
  if (closed == NULL || !hr_counts_file_open_months (self, today, &before, error))
    return FALSE;
  hr_counts_week_of (row->date, &year, &week);
  sqlite3_bind_text (closed, 1, row->meeting, -1, SQLITE_STATIC);
  sqlite3_bind_int (closed, 2, month);
  sqlite3_bind_int (closed, 3, year);
  sqlite3_bind_int (closed, 4, week);
  if (sqlite3_step (closed) != SQLITE_ROW)
    return hr_counts_set_sql_error (self, error, CANNOT_ENTER);
  return (month >= before && sqlite3_column_int (closed, 0) == 0) || refuse_closed (error);
}

static gboolean
read_days (HrCountsFile *self, const HrCountRow *row, guint *ret_days, gboolean *ret_known, GError **error)
{
  guint day = 1u << hr_date_weekday (row->date);
  int year;
  int week;
  g_autoptr (HrCountsStatement) days = hr_counts_prepare (self, "SELECT days FROM week WHERE year=?1 AND week=?2 AND meeting=?3", error);
  if (days == NULL)
    return FALSE;
  hr_counts_week_of (row->date, &year, &week);
  sqlite3_bind_int (days, 1, year);
  sqlite3_bind_int (days, 2, week);
  sqlite3_bind_text (days, 3, row->meeting, -1, SQLITE_STATIC);
  int code = sqlite3_step (days);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    return hr_counts_set_sql_error (self, error, CANNOT_ENTER);
  guint present = code == SQLITE_ROW ? (guint)sqlite3_column_int (days, 0) : 0;
  *ret_known = (present & day) != 0;
  *ret_days = present | day;
  return TRUE;
}

static gboolean
write_week (HrCountsFile *self, const HrCountRow *row, guint number, guint days, GError **error)
{
  guint8 paper[HR_COUNTS_BLOB_BYTES];
  int year;
  int week;
  g_autoptr (HrCountsStatement) upsert = hr_counts_prepare (
      self,
      "INSERT INTO week (year, week, meeting, fellowship, n, first_time, paper, month, days, signed)"
      " VALUES (?1, ?2, ?3, ?4, x'00000000', x'00000000', ?5, ?6, ?7, 0)"
      " ON CONFLICT (year, week, meeting) DO UPDATE SET n=x'00000000', first_time=x'00000000', paper=?5, days=?7, signed=0",
      error);
  if (upsert == NULL)
    return FALSE;
  hr_counts_week_of (row->date, &year, &week);
  hr_counts_blob_write (paper, number);
  sqlite3_bind_int (upsert, 1, year);
  sqlite3_bind_int (upsert, 2, week);
  sqlite3_bind_text (upsert, 3, row->meeting, -1, SQLITE_STATIC);
  sqlite3_bind_text (upsert, 4, row->fellowship, -1, SQLITE_STATIC);
  sqlite3_bind_blob (upsert, 5, paper, sizeof paper, SQLITE_STATIC);
  sqlite3_bind_int (upsert, 6, hr_counts_month_of (row->date));
  sqlite3_bind_int (upsert, 7, (int)days);
  return sqlite3_step (upsert) == SQLITE_DONE || hr_counts_set_sql_error (self, error, CANNOT_ENTER);
}

gboolean
hr_counts_file_enter_week (HrCountsFile *self, const HrCountRow *occurrence, guint number, HrDate today, gboolean dry, GPtrArray *rows,
                           const HrCountCell *cells, guint *ret_days, gboolean *ret_known, GError **error)
{
  guint32 beat = self->beat + 1;
  if (!hr_counts_exec (self, "BEGIN IMMEDIATE", error, CANNOT_ENTER))
    return FALSE;
  gboolean good = check_open (self, occurrence, today, error) && read_days (self, occurrence, ret_days, ret_known, error);
  if (dry)
    {
      (void)hr_counts_end (self, FALSE, NULL);
      return good;
    }
  good = good && write_week (self, occurrence, number, *ret_days, error) && hr_counts_file_write_rows (self, rows, cells, beat, error);
  if (!hr_counts_end (self, good, error))
    return FALSE;
  self->beat = beat;
  /* As after a fold: where rows once were is forgotten. */
  (void)sqlite3_exec (self->db, "VACUUM", NULL, NULL, NULL);
  return TRUE;
}
