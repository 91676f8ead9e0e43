/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "hr-cli-args-private.h"
#include <math.h>
#include <string.h>

#define TODAY hr_date_from_ymd (2026, 11, 23)

static void
test_days (void)
{
  static const struct
  {
    const char *text;
    guint days;
    int date; /* days after today, or -1 */
  } cases[] = {
    { "sunday", 1, -1 },        { "Mo", 2, -1 },         { "monday,wed", 2 | 8, -1 },
    { "SAT, sun", 64 | 1, -1 }, { "thursdays", 16, -1 }, { "today", 0, 0 },
    { "Tomorrow", 0, 1 },       { "2026-11-30", 0, 7 },  { "tue,tue", 4, -1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HrQuery) query = hr_query_new ();
      g_assert_true (hr_cli_read_days (cases[i].text, TODAY, query, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (query->days, ==, cases[i].days);
      g_assert_cmpint (query->on_date, ==, cases[i].date < 0 ? HR_DATE_NONE : TODAY + cases[i].date);
    }
}

static void
test_days_refused (void)
{
  static const char *const cases[] = { "",        ",", "m", "blursday", "monday,x", "2026-02-30", "today,monday",
                                       "mondayy", "7" };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HrQuery) query = hr_query_new ();
      g_assert_false (hr_cli_read_days (cases[i], TODAY, query, &error));
      g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
      g_assert_nonnull (strstr (error->message, "--day"));
    }
}

static void
test_words (void)
{
  g_autoptr (GError) error = NULL;
  guint mask = 0;
  guint64 features = 0;
  HrSort sort = HR_SORT_NEXT;
  g_assert_true (hr_cli_read_times ("morning, Night", &mask, NULL));
  g_assert_cmpuint (mask, ==, HR_TIME_MORNING | HR_TIME_NIGHT);
  g_assert_true (hr_cli_read_attendance ("in-person,hybrid", &mask, NULL));
  g_assert_cmpuint (mask, ==, HR_ATTENDANCE_IN_PERSON | HR_ATTENDANCE_HYBRID);
  g_assert_true (hr_cli_read_audience ("women,people_of_color", &features, NULL));
  g_assert_cmpuint (features, ==, HR_FEATURE_WOMEN | HR_FEATURE_PEOPLE_OF_COLOR);
  g_assert_true (hr_cli_read_sort ("rank", &sort, NULL));
  g_assert_cmpint (sort, ==, HR_SORT_RANK);
  mask = 77;
  g_assert_false (hr_cli_read_times ("dawn", &mask, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
  g_assert_false (hr_cli_read_times ("", &mask, NULL));
  g_assert_false (hr_cli_read_attendance ("zoom", &mask, NULL));
  /* step-free is a feature, but nobody is step-free */
  g_assert_false (hr_cli_read_audience ("step-free", &features, NULL));
  g_assert_false (hr_cli_read_sort ("price", &sort, NULL));
  g_assert_cmpuint (mask, ==, 77);
}

static void
test_points (void)
{
  static const char *const wrong[] = { "",    "41",     "41,",   ",1",    "91,0",  "0,181", "41.3 -72.9",
                                       "a,b", "0x10,1", "nan,1", "1,2,3", "1e1,2", "inf,0" };
  double latitude = 0, longitude = 0;
  g_assert_true (hr_cli_read_point ("41.31,-72.92", &latitude, &longitude, NULL));
  g_assert_cmpfloat (latitude, ==, 41.31);
  g_assert_cmpfloat (longitude, ==, -72.92);
  g_assert_true (hr_cli_read_point ("-33.8, +151.2", &latitude, &longitude, NULL));
  g_assert_cmpfloat (latitude, ==, -33.8);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (hr_cli_read_point (wrong[i], &latitude, &longitude, NULL));
  g_assert_cmpfloat (latitude, ==, -33.8);
}

static void
test_distances (void)
{
  static const struct
  {
    const char *text;
    double meters;
  } cases[] = { { "5km", 5000 }, { "800 m", 800 }, { "3mi", 4828.032 }, { "500FT", 152.4 }, { "0.5km", 500 } };
  static const char *const wrong[] = { "", "5", "km", "-5km", "0km", "5 leagues", "5kmh", "1e3m", "nanm" };
  double meters = 0;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (hr_cli_read_distance (cases[i].text, &meters, NULL));
      g_assert_cmpfloat_with_epsilon (meters, cases[i].meters, 0.001);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (hr_cli_read_distance (wrong[i], &meters, NULL));
}

static void
test_numbers (void)
{
  guint64 number = 0;
  g_assert_true (hr_cli_read_number ("0", "--limit", 10, &number, NULL));
  g_assert_true (hr_cli_read_number ("10", "--limit", 10, &number, NULL));
  g_assert_cmpuint (number, ==, 10);
  g_assert_false (hr_cli_read_number ("11", "--limit", 10, &number, NULL));
  g_assert_false (hr_cli_read_number ("-1", "--limit", 10, &number, NULL));
  g_assert_false (hr_cli_read_number ("ten", "--limit", 10, &number, NULL));
  g_assert_false (hr_cli_read_number ("", "--limit", 10, &number, NULL));
}

static void
test_moments (void)
{
  const HrZone *zone = hr_zone_get ("America/New_York");
  gint64 at_s = 0;
  g_assert_true (hr_cli_read_moment ("2026-11-23", "--from", zone, FALSE, &at_s, NULL));
  g_assert_cmpint (at_s, ==, 1795410000); /* 05:00 UTC */
  g_assert_true (hr_cli_read_moment ("2026-11-23", "--to", zone, TRUE, &at_s, NULL));
  g_assert_cmpint (at_s, ==, 1795410000 + 24 * 3600);
  /* the day on which the clock goes back has 25 hours */
  gint64 from_s = 0;
  g_assert_true (hr_cli_read_moment ("2026-11-01", "--from", zone, FALSE, &from_s, NULL));
  g_assert_true (hr_cli_read_moment ("2026-11-01", "--to", zone, TRUE, &at_s, NULL));
  g_assert_cmpint (at_s - from_s, ==, 25 * 3600);
  g_assert_true (hr_cli_read_moment ("2026-11-23T19:00:00-05:00", "--from", zone, FALSE, &at_s, NULL));
  g_assert_cmpint (at_s, ==, 1795410000 + 19 * 3600);
  g_assert_false (hr_cli_read_moment ("2026-11-23T19:00:00", "--from", zone, FALSE, &at_s, NULL));
  g_assert_false (hr_cli_read_moment ("soon", "--from", zone, FALSE, &at_s, NULL));
}

static void
test_lists (void)
{
  g_auto (GStrv) list = hr_cli_read_list (" a,,b c ,");
  g_assert_cmpuint (g_strv_length (list), ==, 2);
  g_assert_cmpstr (list[0], ==, "a");
  g_assert_cmpstr (list[1], ==, "b c");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli-args/days", test_days);
  g_test_add_func ("/cli-args/days-refused", test_days_refused);
  g_test_add_func ("/cli-args/words", test_words);
  g_test_add_func ("/cli-args/points", test_points);
  g_test_add_func ("/cli-args/distances", test_distances);
  g_test_add_func ("/cli-args/numbers", test_numbers);
  g_test_add_func ("/cli-args/moments", test_moments);
  g_test_add_func ("/cli-args/lists", test_lists);
  return g_test_run ();
}
