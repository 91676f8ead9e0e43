/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-counts-file-private.h"

#include "handrail/core/hr-error.h"

/* Which sums may be shown. The decision falls once for each (meeting, month), when the month is closed, and stands: see
 * HrCountSums in hr-counts.h for the rule and why it holds. */

#define CANNOT_READ "The counts could not be read"

static void
count_sum_free (HrCountSum *self)
{
  g_free (self->meeting);
  g_free (self->fellowship);
  g_free (self);
}

static void
count_quarter_free (HrCountQuarter *self)
{
  g_free (self->fellowship);
  g_free (self);
}

HrCountSums *
hr_count_sums_new (void)
{
  HrCountSums *self = g_new0 (HrCountSums, 1);
  self->sums = g_ptr_array_new_with_free_func ((GDestroyNotify)count_sum_free);
  self->quarters = g_ptr_array_new_with_free_func ((GDestroyNotify)count_quarter_free);
  self->threshold = HR_COUNTS_THRESHOLD;
  return self;
}

void
hr_count_sums_free (HrCountSums *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sums);
  g_ptr_array_unref (self->quarters);
  g_free (self);
}

static gboolean
read_integer (HrCountsFile *self, const char *sql, int fallback, int *ret_value, GError **error)
{
  g_autoptr (HrCountsStatement) statement = hr_counts_prepare (self, sql, error);
  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) != SQLITE_ROW)
    return hr_counts_set_sql_error (self, error, CANNOT_READ);
  *ret_value = sqlite3_column_type (statement, 0) == SQLITE_NULL ? fallback : sqlite3_column_int (statement, 0);
  return TRUE;
}

gboolean
hr_counts_file_open_months (HrCountsFile *self, HrDate today, int *ret_before, GError **error)
{
  int first = 0;
  if (!read_integer (self, "SELECT min(date) FROM occurrence", today, &first, error))
    return FALSE;
  *ret_before = MIN (hr_counts_month_of (today - HR_COUNTS_SETTLE_DAYS), hr_counts_month_of (first));
  return TRUE;
}

/* ---- (meeting, month) ---- */

/* The weeks of one meeting in one month, added up. */
typedef struct
{
  char *meeting;
  char *fellowship; /* of its last week */
  int month;
  guint days;
  guint64 n;
  guint64 paper;
  guint64 n_signed;
  guint states; /* bits */
} Month;

static void
month_free (Month *self)
{
  g_free (self->meeting);
  g_free (self->fellowship);
  g_free (self);
}

static gboolean
add_week (sqlite3_stmt *row, GPtrArray *months, GError **error)
{
  const char *meeting = (const char *)sqlite3_column_text (row, 0);
  int month = sqlite3_column_int (row, 1);
  guint32 n = 0;
  guint32 paper = 0;
  Month *last = months->len > 0 ? g_ptr_array_index (months, months->len - 1) : NULL;
  if (!hr_counts_blob_read (row, 4, &n, error) || !hr_counts_blob_read (row, 5, &paper, error))
    return FALSE;
  if (last == NULL || last->month != month || !g_str_equal (last->meeting, meeting))
    {
      last = g_new0 (Month, 1);
      last->meeting = g_strdup (meeting);
      last->month = month;
      g_ptr_array_add (months, last);
    }
  g_free (last->fellowship);
  last->fellowship = g_strdup ((const char *)sqlite3_column_text (row, 2));
  last->days |= (guint)sqlite3_column_int (row, 3);
  last->n += n;
  last->paper += paper;
  last->n_signed += (guint64)MAX (sqlite3_column_int64 (row, 6), 0);
  last->states |= 1u << (sqlite3_column_int (row, 7) & 7);
  return TRUE;
}

/* (element-type Month): by month, then meeting */
static GPtrArray *
read_months (HrCountsFile *self, GError **error)
{
  g_autoptr (GPtrArray) months = g_ptr_array_new_with_free_func ((GDestroyNotify)month_free);
  g_autoptr (HrCountsStatement) weeks =
      hr_counts_prepare (self,
                         "SELECT meeting, month, fellowship, days, n, paper, signed, state FROM week WHERE month>0"
                         " ORDER BY month, meeting, year, week",
                         error);
  int code;
  if (weeks == NULL)
    return NULL;
  while ((code = sqlite3_step (weeks)) == SQLITE_ROW)
    if (!add_week (weeks, months, error))
      return NULL;
  if (code == SQLITE_DONE)
    return g_steal_pointer (&months);
  hr_counts_set_sql_error (self, error, CANNOT_READ);
  return NULL;
}

/* Staff know the headcounts that they entered, and can take them off: what is left must be large enough by itself. */
static gboolean
is_large (const Month *month, guint threshold)
{
  return month->n + month->paper >= threshold && (month->n_signed == 0 || month->n >= threshold);
}

/* ---- the threshold ---- */

gboolean
hr_counts_file_get_threshold (HrCountsFile *self, int *ret_threshold, GError **error)
{
  return read_integer (self, "SELECT threshold FROM beat WHERE id=1", HR_COUNTS_THRESHOLD, ret_threshold, error);
}

static gboolean
hide_small_months (HrCountsFile *self, guint threshold, GError **error)
{
  g_autoptr (GPtrArray) months = read_months (self, error);
  g_autoptr (HrCountsStatement) update =
      months != NULL ? hr_counts_prepare (self, "UPDATE week SET state=2 WHERE month=?1 AND meeting=?2", error) : NULL;
  if (update == NULL)
    return FALSE;
  for (guint i = 0; i < months->len; i++)
    {
      const Month *month = g_ptr_array_index (months, i);
      if (month->states != 1u << HR_COUNTS_SHOWN || is_large (month, threshold))
        continue;
      sqlite3_bind_int (update, 1, month->month);
      sqlite3_bind_text (update, 2, month->meeting, -1, SQLITE_STATIC);
      if (sqlite3_step (update) != SQLITE_DONE)
        return hr_counts_set_sql_error (self, error, "The counts could not be summed up");
      sqlite3_reset (update);
    }
  return TRUE;
}

/* A month of which a week has left cannot be judged any more, and a quarter that is not whole contains such weeks: shown later beside
 * the months that are left, it would tell them. Both are given up. */
#define GIVE_UP_LEAVING                                                                                                        \
  "UPDATE week SET state=4 WHERE state=3;"                                                                                     \
  "UPDATE quarter SET shown=x'00000000' WHERE year*12+quarter*3-1 >= (SELECT ifnull(min(month), 1<<30) FROM week WHERE month>0)"

gboolean
hr_counts_file_take_threshold (HrCountsFile *self, guint threshold, GError **error)
{
  int present = 0;
  if (!hr_counts_file_get_threshold (self, &present, error))
    return FALSE;
  if (present == (int)threshold)
    return TRUE;
  if ((int)threshold > present
      && (!hide_small_months (self, threshold, error)
          || !hr_counts_exec (self, GIVE_UP_LEAVING, error, "The counts could not be summed up")))
    return FALSE;
  g_autoptr (HrCountsStatement) update = hr_counts_prepare (self, "UPDATE beat SET threshold=?1 WHERE id=1", error);
  if (update == NULL)
    return FALSE;
  sqlite3_bind_int (update, 1, (int)threshold);
  return sqlite3_step (update) == SQLITE_DONE
         || hr_counts_set_sql_error (self, error, "The counts could not be summed up");
}

/* ---- closing and reading ---- */

gboolean
hr_counts_file_close_months (HrCountsFile *self, int before, guint threshold, GError **error)
{
  g_autoptr (GPtrArray) months = read_months (self, error);
  /* One fellowship for the whole month: the quarters must not tell the parts of a meeting that changed hands. */
  g_autoptr (HrCountsStatement) update =
      months != NULL
          ? hr_counts_prepare (self, "UPDATE week SET state=?1, fellowship=?2 WHERE month=?3 AND meeting=?4", error)
          : NULL;
  if (update == NULL)
    return FALSE;
  for (guint i = 0; i < months->len; i++)
    {
      const Month *month = g_ptr_array_index (months, i);
      if (month->month >= before || (month->states & 1u << HR_COUNTS_OPEN) == 0)
        continue;
      gboolean shown = month->states == 1u << HR_COUNTS_OPEN && is_large (month, threshold);
      sqlite3_bind_int (update, 1, shown ? HR_COUNTS_SHOWN : HR_COUNTS_HIDDEN);
      sqlite3_bind_text (update, 2, month->fellowship, -1, SQLITE_STATIC);
      sqlite3_bind_int (update, 3, month->month);
      sqlite3_bind_text (update, 4, month->meeting, -1, SQLITE_STATIC);
      if (sqlite3_step (update) != SQLITE_DONE)
        return hr_counts_set_sql_error (self, error, "The counts could not be summed up");
      sqlite3_reset (update);
    }
  return TRUE;
}

static gboolean
read_sums (HrCountsFile *self, guint threshold, GPtrArray *sums, GError **error)
{
  g_autoptr (GPtrArray) months = read_months (self, error);
  if (months == NULL)
    return FALSE;
  for (guint i = 0; i < months->len; i++)
    {
      Month *month = g_ptr_array_index (months, i);
      if (month->states != 1u << HR_COUNTS_SHOWN && month->states != 1u << HR_COUNTS_HIDDEN)
        continue;
      HrCountSum *sum = g_new0 (HrCountSum, 1);
      sum->meeting = g_steal_pointer (&month->meeting);
      sum->fellowship = g_steal_pointer (&month->fellowship);
      sum->month = month->month;
      sum->days = month->days;
      sum->shown = month->states == 1u << HR_COUNTS_SHOWN && is_large (month, threshold);
      /* A number that may not be shown does not leave the store. */
      sum->n = sum->shown ? month->n + month->paper : 0;
      g_ptr_array_add (sums, sum);
    }
  return TRUE;
}

/* ---- (fellowship, quarter) ---- */

/* Whole quarters only: one that still grows would tell each week as it comes. */
static gboolean
read_quarters (HrCountsFile *self, guint threshold, GPtrArray *quarters, GError **error)
{
  g_autoptr (HrCountsStatement) rows =
      hr_counts_prepare (self,
                         "SELECT year, quarter, fellowship, shown FROM quarter"
                         " WHERE year*12+quarter*3-1 < (SELECT ifnull(min(month), 1<<30) FROM week WHERE month>0)"
                         " AND NOT EXISTS (SELECT 1 FROM week WHERE month=0) ORDER BY year, quarter, fellowship",
                         error);
  int first = 0;
  int code;
  if (rows == NULL || !read_integer (self, "SELECT min(date) FROM occurrence", G_MAXINT32 / 2, &first, error))
    return FALSE;
  while ((code = sqlite3_step (rows)) == SQLITE_ROW)
    {
      guint32 n = 0;
      int year = sqlite3_column_int (rows, 0);
      int part = sqlite3_column_int (rows, 1);
      if (!hr_counts_blob_read (rows, 3, &n, error))
        return FALSE;
      if (first < G_MAXINT32 / 2 && year * 12 + part * 3 - 1 >= hr_counts_month_of (first))
        continue;
      HrCountQuarter *quarter = g_new0 (HrCountQuarter, 1);
      quarter->year = year;
      quarter->quarter = part;
      quarter->fellowship = g_strdup ((const char *)sqlite3_column_text (rows, 2));
      quarter->shown = n >= threshold;
      quarter->n = quarter->shown ? n : 0;
      g_ptr_array_add (quarters, quarter);
    }
  return code == SQLITE_DONE || hr_counts_set_sql_error (self, error, CANNOT_READ);
}

HrCountSums *
hr_counts_file_read_sums (HrCountsFile *self, guint threshold, GError **error)
{
  g_autoptr (HrCountSums) all = hr_count_sums_new ();
  threshold = all->threshold = MAX (threshold, HR_COUNTS_THRESHOLD_MIN);
  /* One transaction: no beat comes between the two. */
  if (!hr_counts_exec (self, "BEGIN", error, CANNOT_READ))
    return NULL;
  gboolean good =
      read_sums (self, threshold, all->sums, error) && read_quarters (self, threshold, all->quarters, error);
  return hr_counts_end (self, good, error) ? g_steal_pointer (&all) : NULL;
}
