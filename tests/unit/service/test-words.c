/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-test-catalogue.h"

#include "handrail/service/hr-language.h"
#include "handrail/service/hr-words.h"

#include "handrail/core/hr-vocabulary.h"

#include <math.h>

#define NEW_YORK "America/New_York"

static const CatalogueEntry spanish[] = {
  ENTRY ("", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"),
  ENTRY ("%1$d:%2$02d PM", "%1$d:%2$02d p. m."),
  ENTRY ("%1$s to %2$s", "%1$s a %2$s"),
  ENTRY ("%1$s, %2$s %3$d", "%1$s, %3$d de %2$s"),
  ENTRY ("%s of the month", "%s de cada mes"),
  ENTRY ("%s, %d", "%s de %d"),
  ENTRY ("Checked in %1$s %2$d", "Revisado en %1$s de %2$d"),
  ENTRY ("Every %s", "todos los %s"),
  ENTRY ("Friday", "viernes"),
  ENTRY ("Noon", "mediodía"),
  ENTRY ("November", "noviembre"),
  ENTRY ("Tuesday", "martes"),
  ENTRY ("after every\004Saturday", "sábados"),
  ENTRY ("after every\004Tuesday", "martes"),
  ENTRY ("list\004%1$s and %2$s", "%1$s y %2$s"),
  ENTRY ("ordinal\004first", "primer"),
  ENTRY ("ordinal\004third", "tercer"),
  ENTRY ("units of distance\004miles", "metric"),
};

static void
assert_words (char *words, const char *expected)
{
  g_assert_cmpstr (words, ==, expected);
  g_free (words);
}

static HrDate
date (const char *text)
{
  HrDate result = HR_DATE_NONE;

  g_assert_true (hr_date_parse (text, &result));
  return result;
}

static HrSchedule
schedule (const char *rule, const char *first, int start_min, int length_min)
{
  HrSchedule result = { .first = date (first), .start_min = (gint16) start_min, .length_min = (gint16) length_min };
  g_autoptr (GError) error = NULL;

  result.zone = hr_zone_get (NEW_YORK);
  hr_rule_parse (rule, &result.rule, &error);
  g_assert_no_error (error);
  return result;
}

static void
test_times (void)
{
  static const struct
  {
    int minute;
    const char *words;
  } expected[] = {
    { 0, "Midnight" },       { 1, "12:01 AM" },   { 59, "12:59 AM" },      { 60, "1:00 AM" },      { 605, "10:05 AM" },
    { 719, "11:59 AM" },     { 720, "Noon" },     { 721, "12:01 PM" },     { 780, "1:00 PM" },     { 1140, "7:00 PM" },
    { 1438, "11:58 PM" },    { 1439, "Midnight" }, { 1440, "Midnight" },   { 1500, "1:00 AM" },    { -60, "11:00 PM" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    assert_words (hr_words_time (expected[i].minute), expected[i].words);
  assert_words (hr_words_span (1140, 90), "7:00 PM to 8:30 PM");
  assert_words (hr_words_span (1380, 120), "11:00 PM to 1:00 AM");
  assert_words (hr_words_span (720, 60), "Noon to 1:00 PM");
  assert_words (hr_words_span (600, 1440), "10:00 AM, for 24 hours");
}

static void
test_days (void)
{
  HrDate monday = date ("2026-11-23");

  assert_words (hr_words_weekday (0), "Sunday");
  assert_words (hr_words_weekday (6), "Saturday");
  assert_words (hr_words_date (monday + 1), "Tuesday, November 24");
  assert_words (hr_words_date (date ("2027-05-01")), "Saturday, May 1");
  assert_words (hr_words_date_of_year (date ("2027-05-01")), "Saturday, May 1, 2027");
  assert_words (hr_words_day (monday, monday), "Today");
  assert_words (hr_words_day (monday + 1, monday), "Tomorrow");
  assert_words (hr_words_day (monday + 2, monday), "Wednesday, November 25");
  assert_words (hr_words_day (monday - 1, monday), "Sunday, November 22");
}

static void
test_checked (void)
{
  HrDate today = date ("2026-11-23");

  assert_words (hr_words_checked (date ("2026-10-30"), today), "Checked in October 2026");
  assert_words (hr_words_checked (today - 180, today), "Checked in May 2026");
  assert_words (hr_words_checked (today - 181, today), "Please call first: last checked in May 2026");
  assert_words (hr_words_checked (date ("2025-03-05"), today), "Please call first: last checked in March 2025");
  assert_words (hr_words_checked (date ("2027-01-01"), today), "Checked in November 2026");
  assert_words (hr_words_checked (HR_DATE_NONE, today), "");
}

static void
test_until (void)
{
  static const struct
  {
    int day, start_min;
    int length_min;
    const char *words;
  } expected[] = {
    /* It is Monday, 18:50. */
    { 0, 18 * 60, 60, "On now, until 7:00 PM" },
    { 0, 18 * 60 + 50, 60, "On now, until 7:50 PM" },
    { 0, 18 * 60, 30, "Over" },
    { 0, 17 * 60 + 50, 60, "Over" },
    { 0, 18 * 60 + 51, 60, "in 1 minute" },
    { 0, 19 * 60 + 15, 60, "in 25 minutes" },
    { 0, 19 * 60 + 49, 60, "in 59 minutes" },
    { 0, 19 * 60 + 50, 60, "in 1 hour" },
    { 0, 19 * 60 + 51, 60, "in 1 hour and 1 minute" },
    { 0, 20 * 60 + 30, 60, "in 1 hour and 40 minutes" },
    { 0, 20 * 60 + 50, 60, "in 2 hours" },
    { 0, 23 * 60 + 45, 60, "in 4 hours" },
    { 1, 0, 60, "Tomorrow" },
    { 1, 7 * 60, 60, "Tomorrow" },
    { 2, 7 * 60, 60, "Wednesday" },
    { 6, 7 * 60, 60, "Sunday" },
    { 7, 7 * 60, 60, "Monday, November 30" },
  };
  const HrZone *zone = hr_zone_get (NEW_YORK);
  HrDate today = date ("2026-11-23");
  gint64 now_s = hr_zone_to_unix_s (zone, today, 18 * 60 + 50);
  HrOccurrence near = { .date = today + 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      HrOccurrence occurrence = { .date = today + expected[i].day };

      occurrence.start_s = hr_zone_to_unix_s (zone, occurrence.date, expected[i].start_min);
      occurrence.end_s = occurrence.start_s + expected[i].length_min * 60;
      assert_words (hr_words_until (&occurrence, now_s, zone), expected[i].words);
    }
  /* Just after midnight is soon, not "tomorrow"; half a minute is rounded up. */
  near.start_s = hr_zone_to_unix_s (zone, today + 1, 15);
  near.end_s = near.start_s + 3600;
  assert_words (hr_words_until (&near, near.start_s - 25 * 60, zone), "in 25 minutes");
  assert_words (hr_words_until (&near, near.start_s - 1, zone), "in 1 minute");
  assert_words (hr_words_until (&near, near.start_s, zone), "On now, until 1:15 AM");
}

static void
test_rules (void)
{
  static const struct
  {
    const char *rule, *words;
  } expected[] = {
    { "", "Once, on Tuesday, November 24" },
    { "FREQ=DAILY", "Every day" },
    { "FREQ=DAILY;INTERVAL=2", "Every other day" },
    { "FREQ=DAILY;INTERVAL=3", "Every 3 days" },
    { "FREQ=WEEKLY", "Every Tuesday" },
    { "FREQ=WEEKLY;BYDAY=TU", "Every Tuesday" },
    { "FREQ=WEEKLY;BYDAY=MO,WE", "Every Monday and Wednesday" },
    { "FREQ=WEEKLY;BYDAY=SU,TU,SA", "Every Sunday, Tuesday and Saturday" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Monday to Friday" },
    { "FREQ=WEEKLY;BYDAY=SU,MO,TU,WE,TH,FR,SA", "Every day" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "Every other Monday and Wednesday" },
    { "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO", "Every 3 weeks on Monday" },
    { "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270615", "Every Tuesday, until June 15, 2027" },
    { "FREQ=WEEKLY;BYDAY=TU;COUNT=12", "Every Tuesday, 12 times" },
    { "FREQ=MONTHLY;BYDAY=1FR", "First Friday of the month" },
    { "FREQ=MONTHLY;BYDAY=-1FR", "Last Friday of the month" },
    { "FREQ=MONTHLY;BYDAY=-2SU", "Second to last Sunday of the month" },
    { "FREQ=MONTHLY;BYDAY=1FR,3FR", "First and third Friday of the month" },
    { "FREQ=MONTHLY;BYDAY=1TU,3TH", "First Tuesday and third Thursday of the month" },
    { "FREQ=MONTHLY;INTERVAL=2;BYDAY=1FR", "First Friday of every other month" },
    { "FREQ=MONTHLY;INTERVAL=3;BYDAY=1FR", "First Friday, every 3 months" },
    { "FREQ=MONTHLY;BYMONTHDAY=15", "Day 15 of the month" },
    { "FREQ=MONTHLY;BYMONTHDAY=1,15", "Day 1 and day 15 of the month" },
    { "FREQ=MONTHLY;BYMONTHDAY=-1", "Last day of the month" },
    { "FREQ=MONTHLY", "Day 24 of the month" },
    { "FREQ=MONTHLY;BYDAY=FR", "Every Friday" },
    { "FREQ=YEARLY", "Every year on November 24" },
    { "FREQ=WEEKLY;BYMONTH=5,6,7,8,9;BYDAY=MO", "Every Monday, from May to September" },
    { "FREQ=WEEKLY;BYMONTH=11,12,1;BYDAY=MO", "Every Monday, from November to January" },
    { "FREQ=WEEKLY;BYMONTH=5,7;BYDAY=MO", "Every Monday, in May and July" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      HrSchedule value = schedule (expected[i].rule, "2026-11-24", 1140, 60);

      g_test_message ("%s", expected[i].rule);
      assert_words (hr_words_rule (&value), expected[i].words);
    }
}

static void
test_when (void)
{
  g_autoptr (HrMeeting) meeting = hr_meeting_new ();
  const HrZone *zone = hr_zone_get (NEW_YORK);
  const HrZone *other = hr_zone_get ("America/Los_Angeles");

  assert_words (hr_words_when (meeting, zone), "By appointment");
  meeting->schedule = schedule ("FREQ=WEEKLY;BYDAY=TU", "2026-11-24", 1140, 90);
  assert_words (hr_words_when (meeting, zone), "Every Tuesday, 7:00 PM to 8:30 PM");
  assert_words (hr_words_when (meeting, other), "Every Tuesday, 7:00 PM to 8:30 PM (New York time)");
  meeting->length_assumed = TRUE;
  assert_words (hr_words_when (meeting, NULL), "Every Tuesday, 7:00 PM");
}

static void
test_distances (void)
{
  static const struct
  {
    double meters;
    const char *words;
  } expected[] = {
    { 0, "100 feet" },        { 120, "400 feet" },       { 304, "1000 feet" },       { 340, "0.2 miles" },
    { 1609.344, "1 mile" },   { 1931.2, "1.2 miles" },   { 15900, "9.9 miles" },     { 16093, "10 miles" },
    { 40233, "25 miles" },    { 1600, "1 mile" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    assert_words (hr_words_distance (expected[i].meters), expected[i].words);
  assert_words (hr_words_distance (NAN), "");
}

static void
test_phones (void)
{
  static const struct
  {
    const char *phone, *words, *spoken;
  } expected[] = {
    { "+15550100100", "(555) 010-0100", "5 5 5, 0 1 0, 0 1 0 0" },
    { "555-010-0100", "(555) 010-0100", "5 5 5, 0 1 0, 0 1 0 0" },
    { "5550100100", "(555) 010-0100", "5 5 5, 0 1 0, 0 1 0 0" },
    { "1 (555) 010.0100", "(555) 010-0100", "5 5 5, 0 1 0, 0 1 0 0" },
    { "1-800-662-4357", "1-800-662-4357", "1, 8 0 0, 6 6 2, 4 3 5 7" },
    { "988", "988", "9 8 8" },
    { "911", "911", "9 1 1" },
    { "+44 20 7946 0000", "+44 20 7946 0000", "plus 4 4, 2 0, 7 9 4 6, 0 0 0 0" },
    { "555-010-0100 x 12", "(555) 010-0100, extension 12", "5 5 5, 0 1 0, 0 1 0 0, extension, 1 2" },
    { "+15550100100,,123456#", "(555) 010-0100, then 123456#", "5 5 5, 0 1 0, 0 1 0 0, then, 1 2 3 4 5 6 pound" },
    { "555-0100", "555-0100", "5 5 5, 0 1 0 0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      assert_words (hr_words_phone (expected[i].phone), expected[i].words);
      assert_words (hr_words_digits_spoken (expected[i].phone), expected[i].spoken);
    }
}

static void
test_labels (void)
{
  for (guint i = 0; hr_feature_to_name (G_GUINT64_CONSTANT (1) << i) != NULL; i++)
    {
      g_autofree char *words = hr_words_feature (G_GUINT64_CONSTANT (1) << i);

      g_assert_nonnull (words);
      g_assert_cmpuint (strlen (words), >, 1);
    }
  assert_words (hr_words_attendance (HR_ATTENDANCE_HYBRID), "In person and online");
  assert_words (hr_words_attendance (HR_ATTENDANCE_INACTIVE), "Not meeting right now");
}

static void
test_spanish (void)
{
  HrDate tuesday = date ("2026-11-24");
  g_autoptr (HrMeeting) meeting = hr_meeting_new ();
  HrSchedule monthly = schedule ("FREQ=MONTHLY;BYDAY=1FR,3FR", "2026-11-06", 1140, 60);

  hr_language_set ("es");
  assert_words (hr_words_time (1140), "7:00 p. m.");
  assert_words (hr_words_time (720), "mediodía");
  assert_words (hr_words_span (1140, 90), "7:00 p. m. a 8:30 p. m.");
  assert_words (hr_words_span (720, 60), "Mediodía a 1:00 p. m.");
  assert_words (hr_words_hours ("Tu 12-18"), "Martes, mediodía a 6:00 p. m.");
  assert_words (hr_words_one_stop (g_strdup ("A las 8:15 p. m.. Adiós... p. m.")), "A las 8:15 p. m. Adiós... p. m.");
  assert_words (hr_words_weekday (2), "Martes");
  assert_words (hr_words_date (tuesday), "Martes, 24 de noviembre");
  assert_words (hr_words_date_of_year (tuesday), "Martes, 24 de noviembre de 2026");
  assert_words (hr_words_date_of_year_inside (tuesday), "martes, 24 de noviembre de 2026");
  assert_words (hr_words_date_inside (tuesday), "martes, 24 de noviembre");
  assert_words (hr_words_rule (&monthly), "Primer y tercer viernes de cada mes");
  meeting->schedule = schedule ("FREQ=WEEKLY;BYDAY=TU,SA", "2026-11-24", 720, 60);
  assert_words (hr_words_when (meeting, NULL), "Todos los martes y sábados, mediodía a 1:00 p. m.");
  assert_words (hr_words_checked (tuesday, tuesday), "Revisado en noviembre de 2026");
  assert_words (hr_words_distance (130), "150 m");
  assert_words (hr_words_distance (10), "50 m");
  assert_words (hr_words_distance (1234), "1.2 km");
  assert_words (hr_words_distance (25400), "25 km");
  hr_language_set ("en");
  assert_words (hr_words_weekday (2), "Tuesday");
}

static void
test_hours (void)
{
  static const char *const table[][2] = {
    { "Mo-Fr 09:00-17:00", "Monday to Friday, 9:00 AM to 5:00 PM" },
    { "Mo,We 10-14", "Monday, Wednesday, 10:00 AM to 2:00 PM" },
    { "Sa,Su 10-12", "Saturday, Sunday, 10:00 AM to Noon" },
    { "Fr 15-19; Su 10-13", "Sunday, 10:00 AM to 1:00 PM; Friday, 3:00 PM to 7:00 PM" },
    { "9-17", "Every day, 9:00 AM to 5:00 PM" },
    { "24/7", "Day and night, every day" },
    { "nonsense", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *words = hr_words_hours (table[i][0]);

      g_assert_cmpstr (words, ==, table[i][1]);
    }
}

static void
test_open_now (void)
{
  static const struct
  {
    const char *hours;
    const char *day;
    int minute;
    const char *words;
  } table[] = {
    { "Mo-Fr 09:00-17:00", "2026-11-23", 10 * 60, "Open now, until 5:00 PM" },
    { "Mo-Fr 09:00-17:00", "2026-11-23", 8 * 60, "Closed now. Opens today: 9:00 AM" },
    { "Mo-Fr 09:00-17:00", "2026-11-20", 18 * 60, "Closed now. Opens: Monday, 9:00 AM" },
    /* a night belongs to the day on which it began */
    { "Fr 22:00-02:00", "2026-11-20", 23 * 60, "Open now, until 2:00 AM" },
    { "Fr 22:00-02:00", "2026-11-21", 0, "Open now, until 2:00 AM" },
    { "Fr 22:00-02:00", "2026-11-21", 119, "Open now, until 2:00 AM" },
    { "Fr 22:00-02:00", "2026-11-21", 120, "Closed now. Opens: Friday, 10:00 PM" },
    { "Fr 22:00-02:00", "2026-11-20", 60, "Closed now. Opens today: 10:00 PM" },
    { "Sa 22:00-02:00", "2026-11-22", 60, "Open now, until 2:00 AM" },
    { "Mo 18:00-24:00", "2026-11-23", 1439, "Open now, until Midnight" },
    { "Mo 18:00-24:00", "2026-11-24", 0, "Closed now. Opens: Monday, 6:00 PM" },
    /* Thanksgiving, and the Monday on which a Sunday's Fourth of July is kept */
    { "Mo-Fr 09:00-17:00", "2026-11-26", 10 * 60, "Today is a holiday. It may be closed: please call first." },
    { "Mo-Fr 09:00-17:00", "2027-07-05", 10 * 60, "Today is a holiday. It may be closed: please call first." },
    { "24/7", "2026-11-26", 0, "Open now" },
    { NULL, "2026-11-23", 0, NULL },
    { "nonsense", "2026-11-23", 0, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *words = hr_words_open_now (table[i].hours, date (table[i].day), table[i].minute);

      g_assert_cmpstr (words, ==, table[i].words);
    }
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("handrail-words-XXXXXX", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  catalogue_write (folder, "es", spanish, G_N_ELEMENTS (spanish));
  g_setenv ("HANDRAIL_LOCALE_DIR", folder, TRUE);
  hr_language_init (NULL);
  g_test_add_func ("/words/times", test_times);
  g_test_add_func ("/words/days", test_days);
  g_test_add_func ("/words/checked", test_checked);
  g_test_add_func ("/words/until", test_until);
  g_test_add_func ("/words/rules", test_rules);
  g_test_add_func ("/words/when", test_when);
  g_test_add_func ("/words/distances", test_distances);
  g_test_add_func ("/words/phones", test_phones);
  g_test_add_func ("/words/labels", test_labels);
  g_test_add_func ("/words/spanish", test_spanish);
  g_test_add_func ("/words/hours", test_hours);
  g_test_add_func ("/words/open-now", test_open_now);
  status = g_test_run ();
  catalogue_remove (folder, "es");
  return status;
}
