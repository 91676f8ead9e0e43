/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"

#define MONDAY(n) (DESK_TODAY + 7 * (n))

/* "planned", "cancelled note", "moved 2026-11-24 20:00 place" …, of the date at the site that the meeting's own date became */
static char *
tell (StoreFixture *fixture, HrDate own_date)
{
  gint64 from = hr_zone_to_unix_s (hr_zone_get ("America/New_York"), own_date - 10, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dates = hr_store_get_occurrences (fixture->store, "m-1", from, from + 60 * 86400, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < dates->len; i++)
    {
      const HrMeetingDate *date = dates->pdata[i];
      HrDate day = HR_DATE_NONE;
      int minute = 0;
      g_autofree char *text = NULL;

      if (date->occurrence.date != own_date)
        continue;
      hr_zone_from_unix_s (hr_zone_get ("America/New_York"), date->occurrence.start_s, &day, &minute);
      text = hr_date_to_string (day);
      return g_strdup_printf ("%s %s %02d:%02d %s %s", hr_occurrence_state_to_string (date->occurrence.state), text,
                              minute / 60, minute % 60, date->place != NULL ? date->place : "-",
                              date->note != NULL ? date->note : "-");
    }
  return g_strdup ("none");
}

static void
expect (StoreFixture *fixture, HrDate own_date, const char *wanted)
{
  g_autofree char *told = tell (fixture, own_date);
  g_autoptr (GPtrArray) problems = hr_store_check (fixture->store, NULL);

  g_assert_cmpstr (told, ==, wanted);
  g_assert_cmpuint (problems->len, ==, 0);
}

static StoreFixture *
set_up (void)
{
  StoreFixture *fixture = store_fixture_new (DESK_NOW);

  store_fixture_add (fixture, HR_KIND_VENUE, "v-1", "name", "Oak Hall", NULL);
  store_fixture_add (fixture, HR_KIND_VENUE, "v-2", "name", "Elm Hall", NULL);
  desk_add_meeting (fixture, "m-1", "One");
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "venue", "v-1", NULL);
  return fixture;
}

static gint64
live_exceptions (StoreFixture *fixture)
{
  return store_fixture_number (fixture, "SELECT count(*) FROM exception WHERE retired IS NOT 1");
}

static void
test_cancel (void)
{
  g_autoptr (StoreFixture) fixture = set_up ();

  desk_do (fixture, .verb = HR_DESK_CANCEL, .id = "m-1", .date = MONDAY (0), .note = "The boiler is out");
  expect (fixture, MONDAY (0), "cancelled 2026-11-23 19:00 - en=The boiler is out");
  expect (fixture, MONDAY (1), "planned 2026-11-30 19:00 - -");
  /* the last word counts */
  desk_do (fixture, .verb = HR_DESK_CANCEL, .id = "m-1", .date = MONDAY (0), .note = "en=Snow\nes=Nieve");
  expect (fixture, MONDAY (0), "cancelled 2026-11-23 19:00 - en=Snow\nes=Nieve");
  g_assert_cmpint (live_exceptions (fixture), ==, 1);
  desk_do (fixture, .verb = HR_DESK_AS_USUAL, .id = "m-1", .date = MONDAY (0));
  expect (fixture, MONDAY (0), "planned 2026-11-23 19:00 - -");
  g_assert_cmpint (live_exceptions (fixture), ==, 0);
  /* as it is already */
  desk_do (fixture, .verb = HR_DESK_AS_USUAL, .id = "m-1", .date = MONDAY (0));
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM history WHERE actor = 'Ana' AND verb = 'add'"),
                   ==, 2);
}

static void
test_move (void)
{
  g_autoptr (StoreFixture) fixture = set_up ();

  desk_do (fixture, .verb = HR_DESK_MOVE, .id = "m-1", .date = MONDAY (1), .new_date = MONDAY (1) + 1,
           .new_start_min = 20 * 60 + 15, .new_venue = "v-2", .note = "Painting");
  expect (fixture, MONDAY (1), "moved 2026-12-01 20:15 Elm Hall en=Painting");
  /* each of the three alone, and what is as usual is not said */
  desk_do (fixture, .verb = HR_DESK_MOVE, .id = "m-1", .date = MONDAY (1), .new_date = MONDAY (1), .new_start_min = -1,
           .new_venue = "v-2");
  expect (fixture, MONDAY (1), "moved 2026-11-30 19:00 Elm Hall -");
  desk_do (fixture, .verb = HR_DESK_MOVE, .id = "m-1", .date = MONDAY (1), .new_date = HR_DATE_NONE, .new_start_min = 0,
           .new_venue = "v-1");
  expect (fixture, MONDAY (1), "moved 2026-11-30 00:00 - -");
  g_assert_cmpint (store_fixture_number (fixture,
                                         "SELECT count(*) FROM exception WHERE retired IS NOT 1 AND new_date IS NULL "
                                         "AND new_venue IS NULL"),
                   ==, 1);
  /* and a refusal leaves what was said before */
  desk_do_not (fixture, HR_ERROR_INPUT, "Choose another", .verb = HR_DESK_MOVE, .id = "m-1", .date = MONDAY (1),
               .new_date = MONDAY (1), .new_start_min = 19 * 60, .new_venue = "v-1");
  desk_do_not (fixture, HR_ERROR_INPUT, "v-9", .verb = HR_DESK_MOVE, .id = "m-1", .date = MONDAY (1),
               .new_date = HR_DATE_NONE, .new_start_min = -1, .new_venue = "v-9");
  desk_do_not (fixture, HR_ERROR_INPUT, "2026-11-24", .verb = HR_DESK_MOVE, .id = "m-1", .date = DESK_TODAY + 1,
               .new_date = DESK_TODAY, .new_start_min = -1);
  desk_do_not (fixture, HR_ERROR_INPUT, "2026-11-24", .verb = HR_DESK_CANCEL, .id = "m-1", .date = DESK_TODAY + 1);
  desk_do_not (fixture, HR_ERROR_NOT_FOUND, "m-9", .verb = HR_DESK_CANCEL, .id = "m-9", .date = DESK_TODAY);
  desk_do_not (fixture, HR_ERROR_INPUT, "date", .verb = HR_DESK_CANCEL, .id = "m-1", .date = HR_DATE_NONE);
  expect (fixture, MONDAY (1), "moved 2026-11-30 00:00 - -");
}

/* An extra meeting is itself changed, and cancelled by being withdrawn. */
static void
test_extra (void)
{
  g_autoptr (StoreFixture) fixture = set_up ();

  store_fixture_add (fixture, HR_KIND_EXCEPTION, "x-1", "meeting", "m-1", "from", "2026-11-26", "state", "extra",
                     "new_start", "12:00", NULL);
  expect (fixture, DESK_TODAY + 3, "extra 2026-11-26 12:00 - -");
  desk_do (fixture, .verb = HR_DESK_MOVE, .id = "m-1", .date = DESK_TODAY + 3, .new_date = DESK_TODAY + 4,
           .new_start_min = 13 * 60);
  expect (fixture, DESK_TODAY + 3, "none");
  expect (fixture, DESK_TODAY + 4, "extra 2026-11-27 13:00 - -");
  desk_do (fixture, .verb = HR_DESK_CANCEL, .id = "m-1", .date = DESK_TODAY + 4, .note = "x");
  expect (fixture, DESK_TODAY + 4, "none");
  g_assert_cmpint (live_exceptions (fixture), ==, 0);
}

static void
test_pause (void)
{
  g_autoptr (StoreFixture) fixture = set_up ();

  desk_do (fixture, .verb = HR_DESK_MOVE, .id = "m-1", .date = MONDAY (1), .new_date = HR_DATE_NONE,
           .new_start_min = 20 * 60);
  desk_do (fixture, .verb = HR_DESK_CANCEL, .id = "m-1", .date = MONDAY (3));
  desk_do (fixture, .verb = HR_DESK_PAUSE, .kind = HR_KIND_MEETING, .id = "m-1", .date = MONDAY (1),
           .until = MONDAY (2), .note = "Summer break");
  expect (fixture, MONDAY (0), "planned 2026-11-23 19:00 - -");
  expect (fixture, MONDAY (1), "cancelled 2026-11-30 19:00 - en=Summer break");
  expect (fixture, MONDAY (2), "cancelled 2026-12-07 19:00 - en=Summer break");
  expect (fixture, MONDAY (3), "cancelled 2026-12-14 19:00 - -");
  g_assert_cmpint (live_exceptions (fixture), ==, 2);
  /* one date of a pause is no date alone */
  desk_do_not (fixture, HR_ERROR_REFUSED, "2026-11-30 to 2026-12-07", .verb = HR_DESK_AS_USUAL, .id = "m-1",
               .date = MONDAY (1));
  /* one date within it may still be another way */
  desk_do (fixture, .verb = HR_DESK_MOVE, .id = "m-1", .date = MONDAY (1), .new_date = HR_DATE_NONE,
           .new_start_min = 60);
  expect (fixture, MONDAY (1), "moved 2026-11-30 01:00 - -");
  /* a closed place */
  desk_do (fixture, .verb = HR_DESK_PAUSE, .kind = HR_KIND_VENUE, .id = "v-1", .date = MONDAY (4), .until = MONDAY (4));
  expect (fixture, MONDAY (4), "cancelled 2026-12-21 19:00 - -");
  desk_do_not (fixture, HR_ERROR_REFUSED, "closed place", .verb = HR_DESK_AS_USUAL, .id = "m-1", .date = MONDAY (4));
  desk_do_not (fixture, HR_ERROR_INPUT, "before", .verb = HR_DESK_PAUSE, .kind = HR_KIND_VENUE, .id = "v-1",
               .date = MONDAY (4), .until = MONDAY (3));
  desk_do_not (fixture, HR_ERROR_INPUT, "last day", .verb = HR_DESK_PAUSE, .kind = HR_KIND_VENUE, .id = "v-1",
               .date = MONDAY (4), .until = HR_DATE_NONE);
  desk_do_not (fixture, HR_ERROR_INPUT, "Only", .verb = HR_DESK_PAUSE, .kind = HR_KIND_GROUP, .id = "v-1",
               .date = MONDAY (4), .until = MONDAY (4));
  desk_do_not (fixture, HR_ERROR_NOT_FOUND, "v-9", .verb = HR_DESK_PAUSE, .kind = HR_KIND_VENUE, .id = "v-9",
               .date = MONDAY (4), .until = MONDAY (4));
}

static char *
list_day (StoreFixture *fixture, HrDate date, gboolean here)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dates = hr_store_get_day (fixture->store, date, here, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < dates->len; i++)
    {
      const HrMeetingDate *one = dates->pdata[i];

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", one->meeting->id,
                              hr_occurrence_state_to_string (one->occurrence.state));
    }
  return g_string_free (text, FALSE);
}

static void
expect_day (StoreFixture *fixture, HrDate date, gboolean here, const char *wanted)
{
  g_autofree char *list = list_day (fixture, date, here);

  g_assert_cmpstr (list, ==, wanted);
}

static void
test_day (void)
{
  g_autoptr (StoreFixture) fixture = set_up ();

  store_fixture_set (fixture, HR_KIND_SITE, "site", "venue", "v-2", NULL);
  for (guint i = 2; i <= 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("m-%u", i);

      desk_add_meeting (fixture, id, id);
      store_fixture_set (fixture, HR_KIND_MEETING, id, "venue", i < 4 ? "v-2" : "v-1", NULL);
    }
  store_fixture_set (fixture, HR_KIND_MEETING, "m-5", "sign_in", "yes", NULL);
  store_fixture_set (fixture, HR_KIND_MEETING, "m-3", "start", "2026-01-05T23:30", NULL);
  desk_do (fixture, .verb = HR_DESK_CANCEL, .id = "m-2", .date = DESK_TODAY);
  expect_day (fixture, DESK_TODAY, FALSE, "m-1 planned, m-2 cancelled, m-4 planned, m-5 planned, m-3 planned");
  expect_day (fixture, DESK_TODAY, TRUE, "m-2 cancelled, m-5 planned, m-3 planned");
  /* what began before midnight is of the day before */
  expect_day (fixture, DESK_TODAY + 1, TRUE, "");
  desk_do (fixture, .verb = HR_DESK_MOVE, .id = "m-4", .date = DESK_TODAY, .new_date = DESK_TODAY + 1,
           .new_start_min = -1, .new_venue = "v-2");
  expect_day (fixture, DESK_TODAY, TRUE, "m-2 cancelled, m-5 planned, m-3 planned");
  expect_day (fixture, DESK_TODAY + 1, TRUE, "m-4 moved");
  expect_day (fixture, DESK_TODAY + 1, FALSE, "m-4 moved");
  /* the day that the clocks go back has 25 hours */
  expect_day (fixture, hr_date_from_ymd (2026, 11, 1), TRUE, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/say/cancel", test_cancel);
  g_test_add_func ("/say/move", test_move);
  g_test_add_func ("/say/extra", test_extra);
  g_test_add_func ("/say/pause", test_pause);
  g_test_add_func ("/say/day", test_day);
  return g_test_run ();
}
