/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/core/hr-rule.h"

#include <string.h>

static HrDate
day (const char *text)
{
  HrDate date;

  g_assert_true (hr_date_parse (text, &date));
  return date;
}

static HrRule
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  HrRule rule;

  g_assert_true (hr_rule_parse (text, &rule, &error));
  g_assert_no_error (error);
  return rule;
}

static void
test_canonical (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "  ", "" },
    { "FREQ=WEEKLY", "FREQ=WEEKLY" },
    { "RRULE:FREQ=WEEKLY;BYDAY=WE,MO", "FREQ=WEEKLY;BYDAY=MO,WE" },
    { "rrule:freq=weekly;byday=mo", "FREQ=WEEKLY;BYDAY=MO" },
    { "BYDAY=FR;FREQ=WEEKLY;", "FREQ=WEEKLY;BYDAY=FR" },
    { "FREQ=WEEKLY;INTERVAL=1;WKST=MO", "FREQ=WEEKLY" },
    { "FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=SU,TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU" },
    { "FREQ=MONTHLY;BYDAY=+1FR,-1SU,3MO", "FREQ=MONTHLY;BYDAY=1FR,3MO,-1SU" },
    { "FREQ=MONTHLY;BYMONTHDAY=-1,15,1,1", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1" },
    { "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24" },
    { "FREQ=YEARLY;BYMONTHDAY=24", "FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=24" },
    { "FREQ=WEEKLY;BYMONTH=9,6,7,8", "FREQ=WEEKLY;BYMONTH=6,7,8,9" },
    { "FREQ=WEEKLY;COUNT=10", "FREQ=WEEKLY;COUNT=10" },
    { "FREQ=WEEKLY;UNTIL=20261231T235959Z", "FREQ=WEEKLY;UNTIL=20261231" },
    { "FREQ=WEEKLY;UNTIL=20261231", "FREQ=WEEKLY;UNTIL=20261231" },
    { "FREQ=WEEKLY;UNTIL=2026-12-31", "FREQ=WEEKLY;UNTIL=20261231" },
    { "FREQ=WEEKLY;UNTIL=2026-12-31T10:00:00", "FREQ=WEEKLY;UNTIL=20261231" },
    { "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR" },
  };
  HrRule rule;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;
      HrRule again;

      rule = parse (cases[i][0]);
      text = hr_rule_to_string (&rule);
      g_assert_cmpstr (text, ==, cases[i][1]);
      again = parse (text);
      g_assert_true (hr_rule_equal (&rule, &again));
    }
  rule = parse (NULL);
  g_assert_cmpint (rule.frequency, ==, HR_FREQUENCY_ONCE);
}

/* refused with the part named, never dropped */
static void
test_refused (void)
{
  static const char *const cases[][2] = {
    { "WEEKLY", "WEEKLY" },
    { "FREQ=", "FREQ=" },
    { "FREQ=HOURLY", "FREQ=HOURLY" },
    { "FREQ=SECONDLY", "FREQ=SECONDLY" },
    { "BYDAY=MO", "FREQ" },
    { "FREQ=WEEKLY;FREQ=DAILY", "FREQ=DAILY" },
    { "FREQ=WEEKLY;BYDAY=MO;byday=TU", "byday=TU" },
    { "FREQ=WEEKLY;;BYDAY=MO", "" },
    { "FREQ=WEEKLY;BYDAY=", "BYDAY=" },
    { "FREQ=WEEKLY;BYDAY=MO,", "BYDAY=MO," },
    { "FREQ=WEEKLY;BYDAY=XX", "BYDAY=XX" },
    { "FREQ=WEEKLY;BYDAY=1MO", "BYDAY" },
    { "FREQ=DAILY;BYDAY=-1MO", "BYDAY" },
    { "FREQ=MONTHLY;BYDAY=6MO", "BYDAY=6MO" },
    { "FREQ=MONTHLY;BYDAY=0MO", "BYDAY=0MO" },
    { "FREQ=MONTHLY;BYDAY=-6MO", "BYDAY=-6MO" },
    { "FREQ=YEARLY;BYDAY=2MO", "BYDAY" },
    { "FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY" },
    { "FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY=0" },
    { "FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32" },
    { "FREQ=MONTHLY;BYMONTHDAY=-2", "BYMONTHDAY=-2" },
    { "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=2FR", "BYMONTHDAY" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,31", "BYMONTHDAY" },
    { "FREQ=YEARLY;BYMONTH=13", "BYMONTH=13" },
    { "FREQ=YEARLY;BYMONTH=0", "BYMONTH=0" },
    { "FREQ=WEEKLY;INTERVAL=0", "INTERVAL=0" },
    { "FREQ=WEEKLY;INTERVAL=1001", "INTERVAL=1001" },
    { "FREQ=WEEKLY;INTERVAL=99999999999999999999", "INTERVAL=99999999999999999999" },
    { "FREQ=WEEKLY;COUNT=0", "COUNT=0" },
    { "FREQ=WEEKLY;COUNT=-1", "COUNT=-1" },
    { "FREQ=WEEKLY;COUNT=3;UNTIL=20261231", "COUNT" },
    { "FREQ=WEEKLY;UNTIL=2026", "UNTIL=2026" },
    { "FREQ=WEEKLY;UNTIL=20261301", "UNTIL=20261301" },
    { "FREQ=WEEKLY;UNTIL=20261231X", "UNTIL=20261231X" },
    { "FREQ=WEEKLY;WKST=1", "WKST=1" },
    { "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "BYSETPOS=1" },
    { "FREQ=WEEKLY;BYHOUR=9", "BYHOUR=9" },
    { "FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO=20" },
    { "FREQ=YEARLY;BYYEARDAY=100", "BYYEARDAY=100" },
    { "FREQ=WEEKLY;X-NOTE=1", "X-NOTE=1" },
    { "RSCALE=CHINESE;FREQ=YEARLY", "RSCALE=CHINESE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      HrRule rule = { .interval = 77 };

      if (hr_rule_parse (cases[i][0], &rule, &error))
        g_error ("“%s” was taken", cases[i][0]);
      g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
      g_assert_nonnull (strstr (error->message, cases[i][1]));
      g_assert_true (g_str_has_suffix (error->message, "."));
      g_assert_cmpint (rule.interval, ==, 77);
    }
}

/* the dates were worked out with a calendar at hand */
static void
test_series (void)
{
  static const struct
  {
    const char *rule;
    const char *first;
    const char *dates;
  } cases[] = {
    { "", "2026-11-23", "2026-11-23" },
    { "FREQ=DAILY;COUNT=3", "2026-12-30", "2026-12-30 2026-12-31 2027-01-01" },
    { "FREQ=DAILY;INTERVAL=10;UNTIL=20261225", "2026-12-01", "2026-12-01 2026-12-11 2026-12-21" },
    { "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=4", "2026-11-26", "2026-11-26 2026-11-27 2026-11-30 2026-12-01" },
    { "FREQ=DAILY;BYMONTH=12;BYMONTHDAY=24,25;COUNT=3", "2026-11-01", "2026-12-24 2026-12-25 2027-12-24" },
    { "FREQ=DAILY;BYMONTHDAY=-1;COUNT=3", "2028-01-15", "2028-01-31 2028-02-29 2028-03-31" },
    { "FREQ=WEEKLY;COUNT=2", "2026-11-23", "2026-11-23 2026-11-30" },
    { "FREQ=WEEKLY;BYDAY=MO,WE,SA;COUNT=4", "2026-11-25", "2026-11-25 2026-11-28 2026-11-30 2026-12-02" },
    /* the start is on no day of the rule: the series begins with the first match */
    { "FREQ=WEEKLY;BYDAY=FR;COUNT=2", "2026-11-23", "2026-11-27 2026-12-04" },
    /* RFC 5545's own example of why the start of the week matters */
    { "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05",
      "1997-08-05 1997-08-10 1997-08-19 1997-08-24" },
    { "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05",
      "1997-08-05 1997-08-17 1997-08-19 1997-08-31" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;COUNT=3", "2026-11-22", "2026-11-22 2026-12-06 2026-12-20" },
    { "FREQ=WEEKLY;BYDAY=SA;BYMONTH=6,7,8;COUNT=15", "2026-08-15",
      "2026-08-15 2026-08-22 2026-08-29 2027-06-05 2027-06-12 2027-06-19 2027-06-26 2027-07-03 2027-07-10 2027-07-17 "
      "2027-07-24 2027-07-31 2027-08-07 2027-08-14 2027-08-21" },
    { "FREQ=MONTHLY;COUNT=4", "2026-12-31", "2026-12-31 2027-01-31 2027-03-31 2027-05-31" },
    { "FREQ=MONTHLY;BYDAY=1FR;COUNT=4", "2026-11-01", "2026-11-06 2026-12-04 2027-01-01 2027-02-05" },
    { "FREQ=MONTHLY;BYDAY=-1TH;COUNT=3", "2026-11-01", "2026-11-26 2026-12-31 2027-01-28" },
    { "FREQ=MONTHLY;BYDAY=-2MO;COUNT=2", "2026-11-01", "2026-11-23 2026-12-21" },
    { "FREQ=MONTHLY;BYDAY=5SU;COUNT=3", "2026-11-01", "2026-11-29 2027-01-31 2027-05-30" },
    { "FREQ=MONTHLY;BYDAY=-5SU;COUNT=2", "2026-11-01", "2026-11-01 2027-01-03" },
    { "FREQ=MONTHLY;BYDAY=2TU,4TU;COUNT=4", "2026-11-10", "2026-11-10 2026-11-24 2026-12-08 2026-12-22" },
    { "FREQ=MONTHLY;BYDAY=TH;COUNT=5", "2026-11-19", "2026-11-19 2026-11-26 2026-12-03 2026-12-10 2026-12-17" },
    { "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", "2026-01-01", "2026-02-13 2026-03-13 2026-11-13" },
    { "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;COUNT=3", "2026-11-30", "2026-11-30 2027-02-28 2027-05-31" },
    { "FREQ=MONTHLY;BYDAY=2SA;BYMONTH=1,2;COUNT=3", "2026-11-14", "2027-01-09 2027-02-13 2028-01-08" },
    { "FREQ=YEARLY;COUNT=3", "2024-02-29", "2024-02-29 2028-02-29 2032-02-29" },
    { "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=3", "2026-11-26", "2026-11-26 2027-11-25 2028-11-23" },
    { "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24,31;COUNT=3", "2026-12-24", "2026-12-24 2026-12-31 2027-12-24" },
    { "FREQ=YEARLY;BYMONTH=1,7;COUNT=3", "2026-07-04", "2026-07-04 2027-01-04 2027-07-04" },
    { "FREQ=YEARLY;INTERVAL=2;BYDAY=MO;BYMONTH=9;COUNT=5", "2026-09-21",
      "2026-09-21 2026-09-28 2028-09-04 2028-09-11 2028-09-18" },
    { "FREQ=YEARLY;BYMONTHDAY=31;COUNT=3", "2026-10-31", "2026-10-31 2026-12-31 2027-01-31" },
    { "FREQ=WEEKLY;UNTIL=20261123", "2026-11-23", "2026-11-23" },
    { "FREQ=WEEKLY;UNTIL=20261122", "2026-11-23", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrRule rule = parse (cases[i].rule);
      HrDate first = day (cases[i].first);
      g_autoptr (GString) dates = g_string_new (NULL);

      for (HrDate date = hr_rule_next (&rule, first, first - 1000); date != HR_DATE_NONE;
           date = hr_rule_next (&rule, first, date + 1))
        {
          g_autofree char *text = hr_date_to_string (date);

          g_string_append_printf (dates, "%s%s", dates->len > 0 ? " " : "", text);
        }
      g_assert_cmpstr (dates->str, ==, cases[i].dates);
    }
}

static void
test_phase (void)
{
  HrRule other_week = parse ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO");
  HrRule third_day = parse ("FREQ=DAILY;INTERVAL=3");

  /* asked from the middle, the series stays in step with its start */
  g_assert_cmpint (hr_rule_next (&other_week, day ("2026-11-23"), day ("2126-11-24")), ==, day ("2126-11-25"));
  g_assert_cmpint (hr_rule_next (&other_week, day ("2026-11-23"), day ("2126-11-26")), ==, day ("2126-12-09"));
  g_assert_cmpint (hr_rule_next (&third_day, day ("2026-11-23"), day ("2026-11-24")), ==, day ("2026-11-26"));
}

static void
test_far_away (void)
{
  HrRule leap = parse ("FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29");
  HrRule daily = parse ("FREQ=DAILY");
  HrRule never = parse ("FREQ=DAILY;INTERVAL=7;BYDAY=TU");
  HrRule never_monthly = parse ("FREQ=MONTHLY;INTERVAL=12;BYDAY=1MO;BYMONTH=5");
  HrRule last_month = parse ("FREQ=MONTHLY;BYMONTHDAY=31");
  gint64 begun_us = g_get_monotonic_time ();

  g_assert_cmpint (hr_rule_next (&leap, day ("2000-02-29"), day ("2000-03-01")), ==, day ("2400-02-29"));
  g_assert_cmpint (hr_rule_next (&daily, day ("0001-01-01"), day ("9999-12-31")), ==, day ("9999-12-31"));
  g_assert_cmpint (hr_rule_next (&daily, day ("0001-01-01"), day ("9999-12-31") + 1), ==, HR_DATE_NONE);
  g_assert_cmpint (hr_rule_next (&daily, HR_DATE_NONE, 0), ==, HR_DATE_NONE);
  g_assert_cmpint (hr_rule_next (&never, day ("2026-11-23"), day ("2026-11-23")), ==, HR_DATE_NONE);
  g_assert_cmpint (hr_rule_next (&never_monthly, day ("2026-11-23"), day ("2026-11-23")), ==, HR_DATE_NONE);
  /* the first of a month after a month with 31 days */
  g_assert_cmpint (hr_rule_next (&last_month, day ("2026-01-31"), day ("2026-02-01")), ==, day ("2026-03-31"));
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, 2000000);
}

/* a count is the same as an end on the date of the last one, for every kind of rule */
static void
test_count_is_until (void)
{
  static const char *const rules[] = { "FREQ=DAILY",
                                       "FREQ=DAILY;INTERVAL=3;BYDAY=MO,SU",
                                       "FREQ=WEEKLY",
                                       "FREQ=WEEKLY;BYDAY=MO,WE,SU",
                                       "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
                                       "FREQ=WEEKLY;BYDAY=TU;BYMONTH=1,2",
                                       "FREQ=MONTHLY;BYDAY=5MO",
                                       "FREQ=MONTHLY;BYMONTHDAY=31",
                                       "FREQ=YEARLY;BYMONTH=3,5;BYDAY=SU" };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      HrRule endless = parse (rules[i]);
      HrDate first = day ("2026-11-25");
      HrDate last = first - 1;

      for (guint count = 1; count <= 60; count++)
        {
          HrRule counted = endless;

          counted.count = count;
          last = hr_rule_next (&endless, first, last + 1);
          g_assert_cmpint (hr_rule_next (&counted, first, last), ==, last);
          g_assert_cmpint (hr_rule_next (&counted, first, last + 1), ==, HR_DATE_NONE);
        }
    }
}

static void
test_weekly (void)
{
  HrRule rule = hr_rule_weekly (1 << 1 | 1 << 5);
  g_autofree char *text = hr_rule_to_string (&rule);

  g_assert_cmpstr (text, ==, "FREQ=WEEKLY;BYDAY=MO,FR");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule/canonical", test_canonical);
  g_test_add_func ("/rule/refused", test_refused);
  g_test_add_func ("/rule/series", test_series);
  g_test_add_func ("/rule/phase", test_phase);
  g_test_add_func ("/rule/far-away", test_far_away);
  g_test_add_func ("/rule/count-is-until", test_count_is_until);
  g_test_add_func ("/rule/weekly", test_weekly);
  return g_test_run ();
}
