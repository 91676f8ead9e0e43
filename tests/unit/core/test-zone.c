/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-zone.h"

#include <stdlib.h>
#include <time.h>

static gint64
to_unix (const char *zone, const char *date, int hour, int minute)
{
  HrDate day;

  g_assert_true (hr_date_parse (date, &day));
  return hr_zone_to_unix_s (hr_zone_get (zone), day, hour * 60 + minute);
}

static void
test_get (void)
{
  static const char *const bad[] = { "",
                                     "Mars/Olympus",
                                     "../../../etc/passwd",
                                     "/usr/share/zoneinfo/UTC",
                                     "America",
                                     "zone.tab",
                                     "leapseconds",
                                     "tzdata.zi",
                                     "right/UTC",
                                     "posix/UTC",
                                     "localtime",
                                     "America/New_York ",
                                     "america/new_york",
                                     "+05:00",
                                     "America/../UTC",
                                     "Factory" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (hr_zone_get (bad[i]));
  g_assert_null (hr_zone_get (NULL));
  g_assert_nonnull (hr_zone_get ("UTC"));
  g_assert_true (hr_zone_get ("Europe/London") == hr_zone_get ("Europe/London"));
  g_assert_cmpstr (hr_zone_get_id (hr_zone_get ("Asia/Kolkata")), ==, "Asia/Kolkata");
}

static void
test_known_offsets (void)
{
  static const struct
  {
    const char *zone;
    gint64 unix_s;
    int offset_s;
  } cases[] = {
    { "UTC", 0, 0 },
    { "Asia/Kolkata", 1795000000, 19800 },
    { "America/New_York", 1772953199, -18000 }, /* 2026-03-08, the second before summer time */
    { "America/New_York", 1772953200, -14400 },
    { "America/New_York", 1793512799, -14400 }, /* 2026-11-01 */
    { "America/New_York", 1793512800, -18000 },
    { "America/Phoenix", 1783000000, -25200 },
    { "Europe/Dublin", 1767225600, 0 }, /* winter is the exception there, summer time the standard */
    { "Europe/Dublin", 1783000000, 3600 },
    { "Africa/Casablanca", 1783000000, 3600 },
    { "Australia/Lord_Howe", 1783000000, 37800 },
    { "Australia/Lord_Howe", 1767225600, 39600 },
    /* after the tables of the files end, their rules go on */
    { "America/New_York", G_GINT64_CONSTANT (4118000000), -14400 },
    { "Europe/Dublin", G_GINT64_CONSTANT (4103000000), 0 },
    { "Europe/Dublin", G_GINT64_CONSTANT (4118000000), 3600 },
    { "America/New_York", G_MININT64 / 4, -17762 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (hr_zone_offset_s (hr_zone_get (cases[i].zone), cases[i].unix_s), ==, cases[i].offset_s);
}

static void
test_against_libc (void)
{
  static const char *const zones[] = {
    "America/New_York", "Europe/London",     "Australia/Lord_Howe", "Europe/Dublin",
    "America/Nuuk",     "Pacific/Apia",      "Asia/Kathmandu",      "Asia/Gaza",
    "America/Caracas",  "Africa/Casablanca", "America/St_Johns",    "Pacific/Chatham",
    "Asia/Tokyo",       "America/Sao_Paulo", "Antarctica/Troll",    "EST5EDT"
  };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      const HrZone *zone = hr_zone_get (zones[i]);

      g_assert_nonnull (zone);
      g_setenv ("TZ", zones[i], TRUE);
      tzset ();
      for (gint64 unix_s = -2000000000; unix_s < G_GINT64_CONSTANT (4400000000); unix_s += 86400 * 5 + 3607)
        {
          time_t moment = (time_t)unix_s;
          struct tm parts;
          HrDate date;
          int minute;

          localtime_r (&moment, &parts);
          g_assert_cmpint (hr_zone_offset_s (zone, unix_s), ==, parts.tm_gmtoff);
          hr_zone_from_unix_s (zone, unix_s, &date, &minute);
          g_assert_cmpint (date, ==, hr_date_from_ymd (parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday));
          g_assert_cmpint (minute, ==, parts.tm_hour * 60 + parts.tm_min);
        }
    }
  g_setenv ("TZ", "UTC", TRUE);
  tzset ();
}

/* a time that does not exist is read with the offset before the gap (RFC 5545, 3.3.5) */
static void
test_gap (void)
{
  g_assert_cmpint (to_unix ("America/New_York", "2026-03-08", 1, 59), ==, 1772953140);
  g_assert_cmpint (to_unix ("America/New_York", "2026-03-08", 2, 0), ==, 1772953200);
  g_assert_cmpint (to_unix ("America/New_York", "2026-03-08", 2, 30), ==, 1772955000);
  g_assert_cmpint (to_unix ("America/New_York", "2026-03-08", 3, 0), ==, 1772953200);
  g_assert_cmpint (to_unix ("America/New_York", "2026-03-08", 3, 30), ==, 1772955000);
  g_assert_cmpint (to_unix ("Europe/London", "2026-03-29", 1, 15), ==, 1774746900);
  /* half an hour only: 02:15 is read as 02:45 */
  g_assert_cmpint (to_unix ("Australia/Lord_Howe", "2026-10-04", 2, 15), ==, 1791042300);
  g_assert_cmpint (to_unix ("Australia/Lord_Howe", "2026-10-04", 2, 45), ==, 1791042300);
  /* a whole day was left out */
  g_assert_cmpint (to_unix ("Pacific/Apia", "2011-12-30", 12, 0), ==, to_unix ("Pacific/Apia", "2011-12-31", 12, 0));
}

/* of a time that comes twice the first one counts */
static void
test_overlap (void)
{
  g_assert_cmpint (to_unix ("America/New_York", "2026-11-01", 1, 0), ==, 1793509200);
  g_assert_cmpint (to_unix ("America/New_York", "2026-11-01", 1, 59), ==, 1793512740);
  g_assert_cmpint (to_unix ("America/New_York", "2026-11-01", 2, 0), ==, 1793516400);
  g_assert_cmpint (to_unix ("Europe/London", "2026-10-25", 1, 30), ==, 1792888200);
  g_assert_cmpint (to_unix ("Australia/Lord_Howe", "2026-04-05", 1, 45), ==, 1775313900);
}

static void
test_minutes_beyond_the_day (void)
{
  const HrZone *zone = hr_zone_get ("America/New_York");
  HrDate date;

  g_assert_true (hr_date_parse ("2026-11-23", &date));
  g_assert_cmpint (hr_zone_to_unix_s (zone, date, -30), ==, hr_zone_to_unix_s (zone, date - 1, 1410));
  g_assert_cmpint (hr_zone_to_unix_s (zone, date, 1500), ==, hr_zone_to_unix_s (zone, date + 1, 60));
}

/* every wall time that exists comes back */
static void
test_round_trip (void)
{
  static const char *const zones[] = { "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca" };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      const HrZone *zone = hr_zone_get (zones[i]);

      for (gint64 unix_s = 1767225600; unix_s < 1767225600 + 86400 * 400; unix_s += 900)
        {
          HrDate date;
          int minute;
          gint64 back_s;

          hr_zone_from_unix_s (zone, unix_s, &date, &minute);
          back_s = hr_zone_to_unix_s (zone, date, minute);
          /* the second of two equal times gives the first */
          g_assert_true (back_s == unix_s || (back_s < unix_s && unix_s - back_s <= 3600));
        }
    }
}

static void
test_rfc3339 (void)
{
  static const struct
  {
    const char *zone;
    gint64 unix_s;
    const char *text;
  } cases[] = {
    { "America/New_York", 1795478400, "2026-11-23T19:00:00-05:00" },
    { "UTC", 1795478407, "2026-11-24T00:00:07+00:00" },
    { "Asia/Kolkata", 1795478400, "2026-11-24T05:30:00+05:30" },
    { "America/St_Johns", 1795478400, "2026-11-23T20:30:00-03:30" },
    { "UTC", -1, "1969-12-31T23:59:59+00:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hr_zone_format_rfc3339 (hr_zone_get (cases[i].zone), cases[i].unix_s);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static gpointer
use_zones_cb (gpointer data)
{
  static const char *const zones[] = { "Europe/Berlin", "Europe/Paris", "America/Denver", "America/Chicago" };
  gint64 sum = 0;

  for (guint i = 0; i < 20000; i++)
    sum += hr_zone_offset_s (hr_zone_get (zones[i % 4]), (i * G_GINT64_CONSTANT (2654435761)) % 4000000000);
  return GINT_TO_POINTER ((int)(sum / 60));
}

static void
test_threads (void)
{
  GThread *threads[4];
  gpointer expected = use_zones_cb (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("zones", use_zones_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zone/get", test_get);
  g_test_add_func ("/zone/known-offsets", test_known_offsets);
  g_test_add_func ("/zone/against-libc", test_against_libc);
  g_test_add_func ("/zone/gap", test_gap);
  g_test_add_func ("/zone/overlap", test_overlap);
  g_test_add_func ("/zone/minutes-beyond-the-day", test_minutes_beyond_the_day);
  g_test_add_func ("/zone/round-trip", test_round_trip);
  g_test_add_func ("/zone/rfc3339", test_rfc3339);
  g_test_add_func ("/zone/threads", test_threads);
  return g_test_run ();
}
