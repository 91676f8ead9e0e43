/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-date.h"

static void
test_known_days (void)
{
  static const struct
  {
    int year, month, day;
    HrDate date;
    int weekday;
  } cases[] = {
    { 1970, 1, 1, 0, 4 },       { 1969, 12, 31, -1, 3 },  { 2000, 2, 29, 11016, 2 },    { 2000, 3, 1, 11017, 3 },
    { 2026, 11, 23, 20780, 1 }, { 1, 1, 1, -719162, 1 },  { 9999, 12, 31, 2932896, 5 }, { 1900, 3, 1, -25508, 4 },
    { 2100, 2, 28, 47540, 0 },  { 2100, 3, 1, 47541, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int year, month, day;

      g_assert_cmpint (hr_date_from_ymd (cases[i].year, cases[i].month, cases[i].day), ==, cases[i].date);
      g_assert_cmpint (hr_date_weekday (cases[i].date), ==, cases[i].weekday);
      hr_date_to_ymd (cases[i].date, &year, &month, &day);
      g_assert_cmpint (year, ==, cases[i].year);
      g_assert_cmpint (month, ==, cases[i].month);
      g_assert_cmpint (day, ==, cases[i].day);
    }
}

/* every day of the years that GDate knows as well */
static void
test_against_gdate (void)
{
  GDate date;
  guint32 julian_of_1970;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1970);
  julian_of_1970 = g_date_get_julian (&date);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1);
  for (HrDate i = -719162; i <= 2932896; i += i > -30000 && i < 60000 ? 1 : 37)
    {
      int year, month, day;

      g_date_set_julian (&date, (guint32)(i + (gint64)julian_of_1970));
      hr_date_to_ymd (i, &year, &month, &day);
      g_assert_cmpint (year, ==, g_date_get_year (&date));
      g_assert_cmpint (month, ==, (int)g_date_get_month (&date));
      g_assert_cmpint (day, ==, g_date_get_day (&date));
      g_assert_cmpint (hr_date_weekday (i), ==, (int)g_date_get_weekday (&date) % 7);
      g_assert_cmpint (hr_date_from_ymd (year, month, day), ==, i);
    }
}

static void
test_no_such_day (void)
{
  static const int cases[][3] = { { 2026, 2, 29 }, { 2100, 2, 29 }, { 2026, 4, 31 }, { 2026, 0, 1 },  { 2026, 13, 1 },
                                  { 2026, 1, 0 },  { 2026, 1, 32 }, { 0, 1, 1 },     { 10000, 1, 1 }, { -1, 1, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (hr_date_from_ymd (cases[i][0], cases[i][1], cases[i][2]), ==, HR_DATE_NONE);
}

static void
test_days_in_month (void)
{
  g_assert_cmpint (hr_date_days_in_month (2024, 2), ==, 29);
  g_assert_cmpint (hr_date_days_in_month (2026, 2), ==, 28);
  g_assert_cmpint (hr_date_days_in_month (1900, 2), ==, 28);
  g_assert_cmpint (hr_date_days_in_month (2000, 2), ==, 29);
  g_assert_cmpint (hr_date_days_in_month (2026, 9), ==, 30);
  g_assert_cmpint (hr_date_days_in_month (2026, 12), ==, 31);
}

static void
test_text (void)
{
  static const char *const bad[] = { "",           "2026",       "2026-11",       "2026-11-2",   "2026-11-233",
                                     "2026/11/23", "2026-1-023", " 2026-11-23",   "2026-11-23 ", "-026-11-23",
                                     "2026-02-30", "20261123",   "２０２６-11-23" };
  HrDate date = 7;
  g_autofree char *text = NULL;
  g_autofree char *early = hr_date_to_string (hr_date_from_ymd (33, 4, 3));

  g_assert_true (hr_date_parse ("2026-11-23", &date));
  g_assert_cmpint (date, ==, 20780);
  text = hr_date_to_string (date);
  g_assert_cmpstr (text, ==, "2026-11-23");
  g_assert_cmpstr (early, ==, "0033-04-03");
  date = 7;
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (hr_date_parse (bad[i], &date));
  g_assert_false (hr_date_parse (NULL, &date));
  g_assert_cmpint (date, ==, 7);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/known-days", test_known_days);
  g_test_add_func ("/date/against-gdate", test_against_gdate);
  g_test_add_func ("/date/no-such-day", test_no_such_day);
  g_test_add_func ("/date/days-in-month", test_days_in_month);
  g_test_add_func ("/date/text", test_text);
  return g_test_run ();
}
