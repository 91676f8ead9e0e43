/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device may tell others of its counts, and when. */
#include "counts-fixture.h"

#define HOUR_S 3600
#define DAY_S 86400

static HrCountTelling *
read_at (CountsFixture *self, gint64 now_s)
{
  g_autoptr (GError) error = NULL;
  HrCountTelling *telling = hr_counts_read_telling (self->folder, now_s, (HrDate)(now_s / DAY_S), &error);
  g_assert_no_error (error);
  return telling;
}

static gboolean
is_during (CountsFixture *self, gint64 now_s)
{
  g_autoptr (HrCountTelling) telling = read_at (self, now_s);
  g_assert_true (telling->exists);
  return telling->during;
}

static void
test_nothing (void)
{
  CountsFixture self = counts_fixture_make ();
  g_autoptr (HrCountTelling) telling = read_at (&self, NOW_S);
  g_assert_false (telling->exists);
  g_assert_false (telling->during);
  g_assert_cmpuint (telling->sums->sums->len, ==, 0);
  counts_fixture_drop (&self);
}

/* From half an hour before the first meeting of a day to the end of the last, and while one goes on past midnight. */
static void
test_when (void)
{
  CountsFixture self = counts_fixture_make ();
  gint64 day = (gint64)TODAY * DAY_S;
  HrCountPlan plan[] = { plan_of ("m-a", day + 9 * HOUR_S), plan_of ("m-b", day + 20 * HOUR_S), plan_of ("m-c", day + DAY_S + 23 * HOUR_S) };
  plan[2].end_s += 2 * HOUR_S;
  counts_fixture_open (&self);
  plan_all (self.counts, plan, G_N_ELEMENTS (plan));
  g_assert_false (is_during (&self, day + 4 * HOUR_S));
  g_assert_false (is_during (&self, day + 9 * HOUR_S - 1801));
  g_assert_true (is_during (&self, day + 9 * HOUR_S - 1800));
  g_assert_true (is_during (&self, day + 15 * HOUR_S));
  g_assert_true (is_during (&self, day + 21 * HOUR_S - 1));
  g_assert_false (is_during (&self, day + 21 * HOUR_S));
  g_assert_false (is_during (&self, day + DAY_S + 12 * HOUR_S));
  g_assert_true (is_during (&self, day + DAY_S + 23 * HOUR_S));
  g_assert_true (is_during (&self, day + 2 * DAY_S + HOUR_S));
  g_assert_false (is_during (&self, day + 2 * DAY_S + 2 * HOUR_S));
  g_assert_false (is_during (&self, day + 3 * DAY_S));
  counts_fixture_drop (&self);
}

static void
enter_sheet (CountsFixture *self, guint number)
{
  g_autoptr (GError) error = NULL;
  hr_counts_sheet (self->counts, "m-a", "aa", TODAY, number, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
fold_on (CountsFixture *self, int days)
{
  g_autoptr (GError) error = NULL;
  hr_clock_set_s (self->clock, NOW_S + (gint64)days * DAY_S);
  hr_counts_fold (self->counts, &error);
  g_assert_no_error (error);
}

/* An occurrence, a week and a month that is open are never told; a sheet that makes a number smaller comes before anything is told. */
static void
test_stands (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  g_autoptr (HrCountTelling) telling = NULL;
  g_autoptr (GError) error = NULL;
  counts_fixture_open (&self);
  plan_all (self.counts, &plan, 1);
  for (guint i = 0; i < 30; i++)
    {
      add (self.counts, "m-a", TODAY, FALSE);
      hr_clock_advance_s (self.clock, 5);
    }
  beat (self.counts);
  for (int days = 0; days < 12; days++)
    {
      g_autoptr (HrCountTelling) open = NULL;
      fold_on (&self, days);
      if (days == 4)
        enter_sheet (&self, 40);
      if (days == 8)
        enter_sheet (&self, 25);
      open = read_at (&self, hr_clock_now_s (self.clock));
      g_assert_cmpuint (open->sums->sums->len, ==, 0);
    }
  fold_on (&self, 20);
  telling = read_at (&self, hr_clock_now_s (self.clock));
  g_assert_cmpuint (telling->sums->sums->len, ==, 1);
  g_assert_cmpuint (((const HrCountSum *)telling->sums->sums->pdata[0])->n, ==, 25);
  g_assert_cmpuint (telling->sums->threshold, ==, HR_COUNTS_THRESHOLD);
  g_assert_cmpint (((const HrCountSum *)telling->sums->sums->pdata[0])->month, >=, telling->first_month);
  g_assert_false (hr_counts_sheet (self.counts, "m-a", "aa", TODAY, 20, FALSE, NULL, NULL, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  counts_fixture_drop (&self);
}

/* What leaves the report leaves what is told on the same day. */
static void
test_leaves (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  counts_fixture_open (&self);
  plan_all (self.counts, &plan, 1);
  for (guint i = 0; i < 30; i++)
    {
      add (self.counts, "m-a", TODAY, FALSE);
      hr_clock_advance_s (self.clock, 5);
    }
  beat (self.counts);
  for (int days = 20; days < 160; days += 3)
    {
      g_autoptr (HrCountTelling) telling = NULL;
      fold_on (&self, days);
      telling = read_at (&self, hr_clock_now_s (self.clock));
      for (guint i = 0; i < telling->sums->sums->len; i++)
        g_assert_cmpint (((const HrCountSum *)telling->sums->sums->pdata[i])->month, >=, telling->first_month);
      g_assert_true ((telling->sums->sums->len == 1) == (days < 13 * 7 + 7));
    }
  counts_fixture_drop (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counts-tell/nothing", test_nothing);
  g_test_add_func ("/counts-tell/when", test_when);
  g_test_add_func ("/counts-tell/stands", test_stands);
  g_test_add_func ("/counts-tell/leaves", test_leaves);
  return g_test_run ();
}
