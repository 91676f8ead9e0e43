/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-holiday.h"

/* As the calendar of the federal government has them */
static const char *const days_of_2026[] = { "2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-03",
                                            "2026-07-04", "2026-09-07", "2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25" };
static const char *const days_of_2027[] = { "2027-01-01", "2027-01-18", "2027-02-15", "2027-05-31", "2027-06-18", "2027-06-19",
                                            "2027-07-04", "2027-07-05", "2027-09-06", "2027-10-11", "2027-11-11", "2027-11-25",
                                            "2027-12-24", "2027-12-25", "2027-12-31" };

static void
check_year (int year, const char *const *days, gsize n_days)
{
  gsize next = 0;

  for (HrDate date = hr_date_from_ymd (year, 1, 1); date < hr_date_from_ymd (year + 1, 1, 1); date++)
    {
      g_autofree char *text = hr_date_to_string (date);
      gboolean expected = next < n_days && g_str_equal (text, days[next]);

      g_test_message ("%s", text);
      g_assert_cmpint (hr_date_is_holiday (date), ==, expected);
      next += expected ? 1 : 0;
    }
  g_assert_cmpuint (next, ==, n_days);
}

static void
test_years (void)
{
  check_year (2026, days_of_2026, G_N_ELEMENTS (days_of_2026));
  check_year (2027, days_of_2027, G_N_ELEMENTS (days_of_2027));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/holiday/years", test_years);
  return g_test_run ();
}
