/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-test"

#include "hr-feed-time-private.h"

#include <string.h>

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    int minute; /* -1 = no time */
    int end;
  } cases[] = {
    { "19:00", 1140, -1 },
    { "7:00", 420, -1 },
    { "23:59", 1439, -1 },
    { "24:00", 1440, -1 },
    { "24:30", -1, -1 },
    { "25:00", -1, -1 },
    { "19:60", -1, -1 },
    { "06:30:00", 390, -1 },
    { "6:30 PM", 1110, -1 },
    { "6:30pm", 1110, -1 },
    { "6:30 p.m.", 1110, -1 },
    { "7pm", 1140, -1 },
    { "12:00 AM", 0, -1 },
    { "12:00 PM", 720, -1 },
    { "12:30 am", 30, -1 },
    { "Noon", 720, -1 },
    { "12 noon", 720, -1 },
    { "midnight", 0, -1 },
    { "mediodía", 720, -1 },
    { "1930", 1170, -1 },
    { "730", 450, -1 },
    { "7", -1, -1 },
    { "19h30", 1170, -1 },
    { "19h", 1140, -1 },
    { "19.30 Uhr", 1170, -1 },
    { "7-8 pm", 1140, 1200 },
    { "11-1 pm", 660, 780 },
    { "19:00 - 20:15", 1140, 1215 },
    { "10:00 am to 11:00 am", 600, 660 },
    { "", -1, -1 },
    { "soon", -1, -1 },
    { "2026-06-01T19:30:00", 1170, -1 },
    { "12345", -1, -1 },
    { "-1:00", -1, -1 },
    { " 19:00 ", 1140, -1 },
    { "99:99", -1, -1 },
    { "2x:00", -1, -1 },
    { "20:00", 1200, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int minute = -1, end = -1;
      const gboolean ok = hr_feed_parse_time (cases[i].text, &minute, &end);

      g_test_message ("\"%s\"", cases[i].text);
      g_assert_cmpint (ok, ==, cases[i].minute >= 0);
      g_assert_cmpint (minute, ==, cases[i].minute);
      g_assert_cmpint (end, ==, cases[i].end);
    }
}

/* Every minute of the day, written in each of the common ways, is read as itself. */
static void
test_every_minute (void)
{
  for (int minute = 0; minute < 1440; minute++)
    {
      const int hour = minute / 60, rest = minute % 60;
      const int hour_12 = hour % 12 == 0 ? 12 : hour % 12;
      char *texts[] = {
        g_strdup_printf ("%02d:%02d", hour, rest),
        g_strdup_printf ("%d:%02d", hour, rest),
        g_strdup_printf ("%02d:%02d:00", hour, rest),
        g_strdup_printf ("%d:%02d %s", hour_12, rest, hour < 12 ? "AM" : "PM"),
        g_strdup_printf ("%d:%02d%s", hour_12, rest, hour < 12 ? "am" : "pm"),
        g_strdup_printf ("%02d%02d", hour, rest),
      };

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          int found = -1, end;

          g_assert_true (hr_feed_parse_time (texts[i], &found, &end));
          g_assert_cmpint (found, ==, minute);
          g_free (texts[i]);
        }
    }
}

static void
test_lengths (void)
{
  static const struct
  {
    const char *text;
    int minutes; /* -1 = no length */
  } cases[] = {
    { "60", 60 },           { "01:30:00", 90 },   { "1:30", 90 },
    { "24:00:00", 1440 },   { "00:00:00", 0 },    { "25:00:00", -1 },
    { "1.5 hours", 90 },    { "90 min", 90 },     { "90 minutes", 90 },
    { "1 hr 30 mins", 90 }, { "1hr 30mins", 90 }, { "1h30", 90 },
    { "PT1H30M", 90 },      { "2h", 120 },        { "1 hour and 15 minutes", 75 },
    { "long", -1 },         { "", -1 },           { "01:75:00", -1 },
    { "99999999999", -1 },  { "1:2:3:4", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int minutes = -1;
      const gboolean ok = hr_feed_parse_length (cases[i].text, &minutes);

      g_test_message ("\"%s\"", cases[i].text);
      g_assert_cmpint (ok, ==, cases[i].minutes >= 0);
      if (ok)
        g_assert_cmpint (minutes, ==, cases[i].minutes);
    }
}

static void
test_days (void)
{
  static const struct
  {
    const char *text;
    guint8 mask; /* 0 = no day */
    int nth;
    gboolean guessed;
  } cases[] = {
    { "0", 0x01 },
    { "6", 0x40 },
    { "7", 0x01 },
    { "8", 0 },
    { "Sunday", 0x01 },
    { "sundays", 0x01 },
    { "Tue", 0x04 },
    { "Tues.", 0x04 },
    { "Thurs", 0x10 },
    { "WEDNESDAYS", 0x08 },
    { "lunes", 0x02 },
    { "Miércoles", 0x08 },
    { "miercoles", 0x08 },
    { "sábados", 0x40 },
    { "domingo", 0x01 },
    { "jueves", 0x10 },
    { "lundi", 0x02 },
    { "Dimanche", 0x01 },
    { "vendredis", 0x20 },
    { "terça-feira", 0x04 },
    { "Quinta", 0x10 },
    { "sexta-feira", 0x20 },
    { "Montag", 0x02 },
    { "donnerstags", 0x10 },
    { "Sonnabend", 0x40 },
    { "Mon, Wed", 0x0a },
    { "Monday-Friday", 0x3e },
    { "Fri-Mon", 0x63 },
    { "daily", 0x7f },
    { "weekends", 0x41 },
    { "1,3,5", 0x2a },
    { "Sat/Sun", 0x41 },
    { "Monday and Wednesday", 0x0a },
    { "first Friday", 0x20, 1 },
    { "last Monday", 0x02, -1 },
    { "Thursday evenings", 0x10, 0, TRUE },
    { "the", 0 },
    { "7pm", 0 },
    { "", 0 },
    { "holiday", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrFeedDays days = { 0 };
      const gboolean ok = hr_feed_parse_days (cases[i].text, &days);

      g_test_message ("\"%s\"", cases[i].text);
      g_assert_cmpint (ok, ==, cases[i].mask != 0);
      g_assert_cmphex (days.mask, ==, cases[i].mask);
      g_assert_cmpint (days.nth, ==, cases[i].nth);
      g_assert_cmpint (days.guessed, ==, cases[i].guessed);
    }
}

static void
test_zones (void)
{
  g_assert_cmpstr (hr_feed_parse_zone ("America/New_York"), ==, "America/New_York");
  g_assert_cmpstr (hr_feed_parse_zone ("america/new_york"), ==, "America/New_York");
  g_assert_cmpstr (hr_feed_parse_zone ("America/New York"), ==, "America/New_York");
  /* "EST" also is a zone of its own, without summer time; nobody means that */
  g_assert_cmpstr (hr_feed_parse_zone ("EST"), ==, "America/New_York");
  g_assert_cmpstr (hr_feed_parse_zone ("Pacific Time"), ==, "America/Los_Angeles");
  g_assert_cmpstr (hr_feed_parse_zone ("US/Central"), ==, "America/Chicago");
  g_assert_null (hr_feed_parse_zone ("Mars/Olympus"));
  g_assert_null (hr_feed_parse_zone ("../../etc/passwd"));
  g_assert_null (hr_feed_parse_zone (""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed-time/times", test_times);
  g_test_add_func ("/feed-time/every-minute", test_every_minute);
  g_test_add_func ("/feed-time/lengths", test_lengths);
  g_test_add_func ("/feed-time/days", test_days);
  g_test_add_func ("/feed-time/zones", test_zones);
  return g_test_run ();
}
