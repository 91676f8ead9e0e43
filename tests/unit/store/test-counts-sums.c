/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headcounts, closing of months, what may be read, growth of an old file. The proof that nothing small can be computed is
 * tests/property/test-report.c. */
#include "counts-fixture.h"

#include <sqlite3.h>

#define DAY_S 86400

static void
fold (CountsFixture *self)
{
  g_autoptr (GError) error = NULL;
  hr_counts_fold (self->counts, &error);
  g_assert_no_error (error);
}

static void
enter (CountsFixture *self, const char *meeting, HrDate date, guint number)
{
  g_autoptr (GError) error = NULL;
  hr_counts_enter (self->counts, meeting, date, number, &error);
  g_assert_no_error (error);
}

static void
count (CountsFixture *self, const char *meeting, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      add (self->counts, meeting, (HrDate)(hr_clock_now_s (self->clock) / DAY_S), FALSE);
      hr_clock_advance_s (self->clock, 5);
    }
}

static HrCountSums *
read_sums (CountsFixture *self)
{
  g_autoptr (GError) error = NULL;
  HrCountSums *sums = hr_counts_read (self->folder, HR_COUNTS_THRESHOLD, &error);
  g_assert_no_error (error);
  return sums;
}

static const HrCountSum *
find (const HrCountSums *sums, const char *meeting)
{
  for (guint i = 0; i < sums->sums->len; i++)
    {
      const HrCountSum *sum = g_ptr_array_index (sums->sums, i);
      if (g_str_equal (sum->meeting, meeting))
        return sum;
    }
  g_error ("There is no sum of %s", meeting);
}

static void
test_enter (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  g_autoptr (GError) error = NULL;
  counts_fixture_open (&self);
  plan_all (self.counts, &plan, 1);
  g_assert_false (hr_counts_enter (self.counts, "m-a", TODAY, 5, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_clear_error (&error);
  hr_clock_advance_s (self.clock, 3600);
  g_assert_false (hr_counts_enter (self.counts, "m-x", TODAY, 5, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (hr_counts_enter (self.counts, "m-a", TODAY, HR_COUNTS_HEADCOUNT_MAX + 1, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
  g_clear_error (&error);
  enter (&self, "m-a", TODAY, HR_COUNTS_HEADCOUNT_MAX);
  enter (&self, "m-a", TODAY, 0);
  hr_clock_advance_s (self.clock, 2 * DAY_S);
  fold (&self);
  g_assert_false (hr_counts_enter (self.counts, "m-a", TODAY, 5, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  counts_fixture_drop (&self);
}

/* Only closed months are seen, with the headcount in the place of the sign-ins; of small ones not the number. */
static void
test_close (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan[] = { plan_of ("m-paper", NOW_S), plan_of ("m-small", NOW_S), plan_of ("m-large", NOW_S),
                         plan_of ("m-mixed", NOW_S), plan_of ("m-mixed", NOW_S + DAY_S) };
  counts_fixture_open (&self);
  plan_all (self.counts, plan, G_N_ELEMENTS (plan));
  count (&self, "m-paper", 3);
  count (&self, "m-small", 10);
  count (&self, "m-large", 11);
  count (&self, "m-mixed", 4);
  beat (self.counts);
  hr_clock_advance_s (self.clock, 2 * 3600);
  enter (&self, "m-paper", TODAY, 40);
  hr_clock_advance_s (self.clock, DAY_S);
  enter (&self, "m-mixed", TODAY + 1, 40);
  fold (&self);
  g_autoptr (HrCountSums) early = read_sums (&self);
  g_assert_cmpuint (early->sums->len, ==, 0);
  /* the last Sunday of that month is November 29 */
  hr_clock_advance_s (self.clock, 17 * DAY_S);
  fold (&self);
  g_autoptr (HrCountSums) sums = read_sums (&self);
  g_assert_cmpuint (sums->sums->len, ==, 4);
  g_assert_true (find (sums, "m-paper")->shown);
  g_assert_cmpuint (find (sums, "m-paper")->n, ==, 40);
  g_assert_cmpint (find (sums, "m-paper")->month, ==, 2026 * 12 + 10);
  g_assert_cmpuint (find (sums, "m-paper")->days, ==, 1 << 1);
  g_assert_true (find (sums, "m-large")->shown);
  g_assert_cmpuint (find (sums, "m-large")->n, ==, 11);
  g_assert_false (find (sums, "m-small")->shown);
  g_assert_cmpuint (find (sums, "m-small")->n, ==, 0);
  /* 44 came, but who entered 40 would know of the 4 */
  g_assert_false (find (sums, "m-mixed")->shown);
  counts_fixture_drop (&self);
}

/* A month that has begun to leave is not seen; the quarter not before it is whole. */
static void
test_leave (void)
{
  CountsFixture self = counts_fixture_make ();
  counts_fixture_open (&self);
  for (int week = 0; week < 2; week++)
    {
      HrCountPlan plan = plan_of ("m-a", NOW_S + (week - 1) * 7 * DAY_S);
      plan.start_s = hr_clock_now_s (self.clock);
      plan.end_s = plan.start_s + 3600;
      plan.date = (HrDate)(plan.start_s / DAY_S);
      plan_all (self.counts, &plan, 1);
      count (&self, "m-a", 20);
      hr_clock_advance_s (self.clock, 7 * DAY_S - 100);
    }
  gboolean seen = FALSE;
  gboolean gone = FALSE;
  for (int day = 0; day < 130; day++)
    {
      hr_clock_advance_s (self.clock, DAY_S);
      fold (&self);
      g_autoptr (HrCountSums) sums = read_sums (&self);
      for (guint i = 0; i < sums->sums->len; i++)
        g_assert_cmpuint (((const HrCountSum *)g_ptr_array_index (sums->sums, i))->n, ==, 20);
      seen = seen || sums->sums->len == 2;
      gone = gone || (seen && sums->sums->len == 0);
      for (guint i = 0; i < sums->quarters->len; i++)
        g_assert_cmpuint (((const HrCountQuarter *)g_ptr_array_index (sums->quarters, i))->n, ==, 40);
      if (day == 129)
        g_assert_cmpuint (sums->quarters->len, ==, 1);
    }
  g_assert_true (seen);
  g_assert_true (gone);
  counts_fixture_drop (&self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  HrCountSums **ret_sums = user_data;
  *ret_sums = hr_counts_read_finish (HR_COUNTS (source), result, &error);
  g_assert_no_error (error);
}

static void
test_read_async (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  HrCountSums *sums = NULL;
  counts_fixture_open (&self);
  plan_all (self.counts, &plan, 1);
  count (&self, "m-a", 12);
  hr_clock_advance_s (self.clock, 18 * DAY_S);
  fold (&self);
  hr_counts_read_async (self.counts, NULL, read_cb, &sums);
  while (sums == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (find (sums, "m-a")->n, ==, 12);
  hr_count_sums_free (sums);
  counts_fixture_drop (&self);
}

static void
test_survives_closing (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  counts_fixture_open (&self);
  plan_all (self.counts, &plan, 1);
  hr_clock_advance_s (self.clock, 3600);
  enter (&self, "m-a", TODAY, 33);
  hr_counts_close (self.counts);
  counts_fixture_open (&self);
  hr_clock_advance_s (self.clock, 18 * DAY_S);
  fold (&self);
  g_autoptr (HrCountSums) sums = read_sums (&self);
  g_assert_cmpuint (find (sums, "m-a")->n, ==, 33);
  counts_fixture_drop (&self);
}

static void
test_old_file (void)
{
  CountsFixture self = counts_fixture_make ();
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, "golden", "db", "counts-v1.sql", NULL);
  g_autofree char *path = g_build_filename (self.folder, HR_COUNTS_FILE, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;
  g_file_get_contents (from, &sql, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  /* Read before the kiosk has opened it: nothing to show, nothing changed. */
  g_autoptr (HrCountSums) before = read_sums (&self);
  g_assert_cmpuint (before->sums->len + before->quarters->len, ==, 0);

  counts_fixture_open (&self);
  g_assert_cmpint (hr_counts_get (self.counts, "m-old", 20780, FALSE), ==, 12);
  hr_clock_advance_s (self.clock, 18 * DAY_S);
  fold (&self);
  g_autoptr (HrCountSums) sums = read_sums (&self);
  g_assert_cmpuint (find (sums, "m-old")->n, ==, 12);
  /* What schema 1 summed up is kept, but nobody can say what may be shown of it. */
  hr_clock_advance_s (self.clock, 200 * DAY_S);
  fold (&self);
  g_autoptr (HrCountSums) late = read_sums (&self);
  g_assert_cmpuint (late->quarters->len, ==, 2);
  g_assert_false (((const HrCountQuarter *)g_ptr_array_index (late->quarters, 0))->shown);
  g_assert_cmpuint (((const HrCountQuarter *)g_ptr_array_index (late->quarters, 1))->n, ==, 12);
  counts_fixture_drop (&self);
}

static guint
sheet (CountsFixture *self, const char *meeting, HrDate date, guint number, gboolean dry, int code)
{
  g_autoptr (GError) error = NULL;
  guint days = 0;
  if (hr_counts_sheet (self->counts, meeting, "aa", date, number, dry, &days, NULL, &error))
    g_assert_cmpint (code, ==, 0);
  else
    g_assert_error (error, HR_ERROR, code);
  return days;
}

/* Last week's sheets: of a single date, of a week of several, of a date that was never planned; corrected; until the month is closed. */
static void
test_sheet (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan[] = { plan_of ("m-one", NOW_S), plan_of ("m-week", NOW_S), plan_of ("m-week", NOW_S + DAY_S) };
  counts_fixture_open (&self);
  plan_all (self.counts, plan, G_N_ELEMENTS (plan));
  count (&self, "m-one", 3);
  count (&self, "m-week", 4);
  sheet (&self, "m-one", TODAY, 30, TRUE, HR_ERROR_REFUSED);
  sheet (&self, "m-unplanned", TODAY, 30, FALSE, HR_ERROR_REFUSED);
  sheet (&self, "m-one", TODAY, HR_COUNTS_HEADCOUNT_MAX + 1, FALSE, HR_ERROR_INPUT);
  hr_clock_advance_s (self.clock, 8 * DAY_S);
  fold (&self);
  g_assert_cmpuint (sheet (&self, "m-one", TODAY, 99, TRUE, 0), ==, 1 << 1);
  g_assert_cmpuint (sheet (&self, "m-one", TODAY, 29, FALSE, 0), ==, 1 << 1);
  sheet (&self, "m-one", TODAY, 30, FALSE, 0);
  g_assert_cmpuint (sheet (&self, "m-week", TODAY + 1, 50, FALSE, 0), ==, 1 << 1 | 1 << 2);
  sheet (&self, "m-unplanned", TODAY, 20, FALSE, 0);
  /* to the last day: last week's can be entered until this Sunday */
  hr_clock_advance_s (self.clock, 5 * DAY_S);
  fold (&self);
  sheet (&self, "m-one", TODAY, 31, FALSE, 0);
  hr_clock_advance_s (self.clock, 5 * DAY_S);
  sheet (&self, "m-one", TODAY, 99, FALSE, HR_ERROR_REFUSED);
  fold (&self);
  sheet (&self, "m-one", TODAY, 99, FALSE, HR_ERROR_REFUSED);
  g_autoptr (HrCountSums) sums = read_sums (&self);
  g_assert_cmpuint (find (sums, "m-one")->n, ==, 31);
  g_assert_cmpuint (find (sums, "m-week")->n, ==, 50);
  g_assert_cmpuint (find (sums, "m-unplanned")->n, ==, 20);
  counts_fixture_drop (&self);
}

/* What the kiosk counted in other weeks must still be large enough by itself. */
static void
test_sheet_hides_nothing_small (void)
{
  CountsFixture self = counts_fixture_make ();
  hr_clock_advance_s (self.clock, -14 * DAY_S);
  counts_fixture_open (&self);
  for (int week = 0; week < 2; week++)
    {
      HrCountPlan plan = plan_of ("m-a", hr_clock_now_s (self.clock));
      plan_all (self.counts, &plan, 1);
      count (&self, "m-a", 4);
      hr_clock_advance_s (self.clock, 7 * DAY_S - 100);
    }
  fold (&self);
  sheet (&self, "m-a", TODAY - 14, 60, FALSE, 0);
  hr_clock_advance_s (self.clock, 20 * DAY_S);
  fold (&self);
  g_autoptr (HrCountSums) sums = read_sums (&self);
  g_assert_false (find (sums, "m-a")->shown);
  counts_fixture_drop (&self);
}

static guint64
quarters_of (CountsFixture *self)
{
  guint64 n = 0;
  g_autoptr (HrCountSums) sums = read_sums (self);
  for (guint i = 0; i < sums->quarters->len; i++)
    n += ((const HrCountQuarter *)g_ptr_array_index (sums->quarters, i))->n;
  return n;
}

/* Decided under 5, then the center asks for 11: what is small now is hidden, does not come back, and is in no quarter. */
static void
test_threshold_raised (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan[] = { plan_of ("m-small", NOW_S), plan_of ("m-large", NOW_S) };
  hr_counts_set_threshold (self.counts, 1);
  g_assert_cmpuint (hr_counts_get_threshold (self.counts), ==, HR_COUNTS_THRESHOLD_MIN);
  counts_fixture_open (&self);
  plan_all (self.counts, plan, G_N_ELEMENTS (plan));
  count (&self, "m-small", 7);
  count (&self, "m-large", 20);
  hr_clock_advance_s (self.clock, 20 * DAY_S);
  fold (&self);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrCountSums) low = hr_counts_read (self.folder, 5, &error);
  g_assert_cmpuint (find (low, "m-small")->n, ==, 7);
  g_assert_cmpuint (low->threshold, ==, 5);
  /* at once, also before the next fold, and for another program */
  g_autoptr (HrCountSums) high = read_sums (&self);
  g_assert_false (find (high, "m-small")->shown);
  g_assert_cmpuint (find (high, "m-large")->n, ==, 20);

  hr_counts_set_threshold (self.counts, 11);
  fold (&self);
  hr_counts_set_threshold (self.counts, 5);
  fold (&self);
  g_autoptr (HrCountSums) again = hr_counts_read (self.folder, 5, &error);
  g_assert_false (find (again, "m-small")->shown);
  g_assert_cmpuint (find (again, "m-large")->n, ==, 20);
  for (int week = 0; week < 20; week++)
    {
      hr_clock_advance_s (self.clock, 7 * DAY_S);
      fold (&self);
    }
  g_assert_cmpuint (quarters_of (&self), ==, 20);
  counts_fixture_drop (&self);
}

/* Raised while a quarter is summed up: what is in it already was chosen under the lower one, and the rest of it is seen month by month. */
static void
test_threshold_raised_in_quarter (void)
{
  CountsFixture self = counts_fixture_make ();
  hr_counts_set_threshold (self.counts, 5);
  counts_fixture_open (&self);
  /* October is small, November and December are not */
  hr_clock_advance_s (self.clock, -45 * DAY_S);
  for (int week = 0; week < 12; week++)
    {
      HrCountPlan plan = plan_of ("m-a", hr_clock_now_s (self.clock));
      plan_all (self.counts, &plan, 1);
      count (&self, "m-a", week < 3 ? 3 : 20);
      hr_clock_advance_s (self.clock, 7 * DAY_S - 1000);
      fold (&self);
    }
  g_autoptr (GError) error = NULL;
  gboolean raised = FALSE;
  for (int day = 0; day < 150; day++)
    {
      hr_clock_advance_s (self.clock, DAY_S);
      fold (&self);
      g_autoptr (HrCountSums) sums = hr_counts_read (self.folder, 5, &error);
      if (raised || sums->sums->len == 0 || ((const HrCountSum *)g_ptr_array_index (sums->sums, 0))->month == 2026 * 12 + 9)
        continue;
      hr_counts_set_threshold (self.counts, 11);
      raised = TRUE;
    }
  g_assert_true (raised);
  /* without the 9 of October */
  g_assert_cmpuint (quarters_of (&self) % 20, ==, 0);
  counts_fixture_drop (&self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counts-sums/enter", test_enter);
  g_test_add_func ("/counts-sums/close", test_close);
  g_test_add_func ("/counts-sums/leave", test_leave);
  g_test_add_func ("/counts-sums/read-async", test_read_async);
  g_test_add_func ("/counts-sums/survives-closing", test_survives_closing);
  g_test_add_func ("/counts-sums/old-file", test_old_file);
  g_test_add_func ("/counts-sums/sheet", test_sheet);
  g_test_add_func ("/counts-sums/sheet-hides-nothing-small", test_sheet_hides_nothing_small);
  g_test_add_func ("/counts-sums/threshold-raised", test_threshold_raised);
  g_test_add_func ("/counts-sums/threshold-raised-in-quarter", test_threshold_raised_in_quarter);
  return g_test_run ();
}
