/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars as ical.js reads them (tests/golden/ical/check.mjs), against the schedules they were written from. */
#include "handrail/feed/hr-calendar.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* 2026-11-23, 18:50 in New York */
#define NOW_S G_GINT64_CONSTANT (1795477800)
#define NOW_TEXT "2026-11-23T23:50:00Z"
#define TODAY 20780
#define N_MEETINGS 300
#define N_SHOWN 8

static const char *const rules[] = { "FREQ=WEEKLY",
                                     "FREQ=WEEKLY;BYDAY=MO,TH",
                                     "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE;WKST=SU",
                                     "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE",
                                     "FREQ=DAILY",
                                     "FREQ=DAILY;INTERVAL=3",
                                     "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
                                     "FREQ=MONTHLY;BYDAY=2TU,-1FR",
                                     "FREQ=MONTHLY;BYDAY=5SU",
                                     "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
                                     "FREQ=MONTHLY;BYMONTHDAY=31,-1",
                                     "FREQ=MONTHLY;INTERVAL=5",
                                     "FREQ=WEEKLY;BYMONTH=5,6,7;BYDAY=SA",
                                     "FREQ=WEEKLY;COUNT=60",
                                     "FREQ=WEEKLY;UNTIL=20270601",
                                     "FREQ=YEARLY;BYMONTH=12;BYDAY=-1MO",
                                     "FREQ=YEARLY;BYMONTHDAY=24",
                                     "" };
static const char *const zone_names[] = { "America/New_York",  "Europe/London", "Australia/Lord_Howe",
                                          "America/Phoenix",   "Asia/Kolkata",  "Europe/Dublin",
                                          "Africa/Casablanca", "UTC",           "Pacific/Chatham",
                                          "America/St_Johns" };

static int
roll (int n)
{
  return g_test_rand_int_range (0, n);
}

/* no time lies in an hour that is left out when the clock changes: there readers differ */
static gint16
random_time (void)
{
  return (gint16)(240 + 5 * roll (216));
}

static HrMeeting *
random_meeting (guint i)
{
  HrMeeting *meeting = hr_meeting_new ();

  meeting->id = g_strdup_printf ("m-%03u", i);
  meeting->name = g_strdup_printf ("Meeting %u; Group, “ñ”", i);
  meeting->attendance = HR_ATTENDANCE_IN_PERSON;
  g_assert_true (hr_rule_parse (rules[i % G_N_ELEMENTS (rules)], &meeting->schedule.rule, NULL));
  meeting->schedule.first = TODAY - 300 + roll (400);
  meeting->schedule.start_min = random_time ();
  meeting->schedule.length_min = (gint16)(15 + roll (200));
  meeting->schedule.zone = hr_zone_get (zone_names[roll (G_N_ELEMENTS (zone_names))]);
  g_assert_nonnull (meeting->schedule.zone);
  return meeting;
}

static GPtrArray *
random_exceptions (const HrMeeting *meeting)
{
  const HrSchedule *schedule = &meeting->schedule;
  GPtrArray *exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_exception_unref);

  for (int i = roll (4); i > 0; i--)
    {
      HrDate date = hr_rule_next (&schedule->rule, schedule->first, TODAY + roll (100));
      HrException *exception;

      if (date == HR_DATE_NONE)
        continue;
      exception = hr_exception_new ();
      exception->id = g_strdup_printf ("x-%d", i);
      exception->meeting_id = g_strdup (meeting->id);
      exception->from = date;
      if (roll (2) == 0)
        {
          exception->state = HR_OCCURRENCE_MOVED;
          exception->new_start_min = random_time ();
        }
      g_ptr_array_add (exceptions, exception);
    }
  return exceptions;
}

/* the lines that check.mjs prints for a meeting */
static void
add_expected (GPtrArray *lines, const HrMeeting *meeting, GPtrArray *exceptions)
{
  const HrZone *utc = hr_zone_get ("UTC");
  g_autoptr (GArray) list = hr_schedule_expand (&meeting->schedule, (HrException *const *)exceptions->pdata,
                                                exceptions->len, NOW_S, NOW_S + G_GINT64_CONSTANT (86400) * 365 * 40);
  guint n = 0;

  for (guint i = 0; i < list->len && n < N_SHOWN; i++)
    {
      const HrOccurrence *one = &g_array_index (list, HrOccurrence, i);
      g_autofree char *start = hr_zone_format_rfc3339 (utc, one->start_s);
      g_autofree char *end = hr_zone_format_rfc3339 (utc, one->end_s);

      if (one->state == HR_OCCURRENCE_CANCELLED)
        continue;
      g_ptr_array_add (lines,
                       g_strdup_printf ("%s@handrail\t%.19sZ\t%.19sZ\t%s\t", meeting->id, start, end, meeting->name));
      n++;
    }
}

/* What was moved from before the start of the series is an entry of its own: "m-1-2026-11-24-moved@handrail" belongs to "m-1@handrail" */
static void
name_the_meeting (char *line)
{
  const char *const mark = "-moved@", *const date = "-2026-11-24";
  char *found = strstr (line, mark);

  if (found != NULL && found - line > (gssize)strlen (date))
    memmove (found - strlen (date), found + strlen (mark) - 1, strlen (found + strlen (mark) - 1) + 1);
}

static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Of sorted @lines the first ones of each meeting: the other reader counts them for each entry, and some meetings have two. */
static void
keep_shown (char **lines)
{
  guint kept = 0, of_meeting = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize id = strcspn (lines[i], "\t") + 1;

      of_meeting = kept > 0 && strncmp (lines[kept - 1], lines[i], id) == 0 ? of_meeting + 1 : 1;
      if (of_meeting <= N_SHOWN)
        lines[kept++] = lines[i];
      else
        g_free (lines[i]);
    }
  lines[kept] = NULL;
}

static char *
run_check (const char *folder, const char *path)
{
  g_autofree char *node = g_find_program_in_path ("node");
  g_autofree char *script = g_build_filename (folder, "check.mjs", NULL);
  const char *const command[] = { node, script, "--count=8", "--from=" NOW_TEXT, path, NULL };
  g_autofree char *complaint = NULL;
  g_autoptr (GError) error = NULL;
  char *printed = NULL;
  int status;

  g_assert_true (
      g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &printed, &complaint, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (complaint, ==, "");
  g_assert_cmpint (status, ==, 0);
  return printed;
}

static gboolean
has_reader (const char *folder)
{
  g_autofree char *node = g_find_program_in_path ("node");
  g_autofree char *module = g_build_filename (folder, "node_modules", "ical.js", NULL);

  return node != NULL && g_file_test (module, G_FILE_TEST_IS_DIR);
}

static void
test_occurrences (void)
{
  g_autofree char *folder = g_build_filename (g_test_get_dir (G_TEST_DIST), "golden", "ical", NULL);
  g_autoptr (GPtrArray) meetings = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_meeting_unref);
  g_autoptr (GPtrArray) exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *temporary = g_dir_make_tmp ("handrail-ical-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (temporary, "meetings.ics", NULL);
  g_autofree char *text = NULL;
  g_autofree char *printed = NULL;
  g_auto (GStrv) lines = NULL;

  if (!has_reader (folder))
    {
      g_test_skip ("ical.js is not installed: run npm ci in tests/golden/ical");
      return;
    }
  for (guint i = 0; i < N_MEETINGS; i++)
    {
      g_ptr_array_add (meetings, random_meeting (i));
      g_ptr_array_add (exceptions, random_exceptions (meetings->pdata[i]));
      add_expected (expected, meetings->pdata[i], exceptions->pdata[i]);
    }
  text = hr_calendar_write ((HrMeeting *const *)meetings->pdata, (GPtrArray *const *)exceptions->pdata, N_MEETINGS,
                            NOW_S, "en");
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  printed = run_check (folder, path);
  g_assert_true (g_str_has_suffix (printed, "\n"));
  printed[strlen (printed) - 1] = '\0';
  lines = g_strsplit (printed, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    name_the_meeting (lines[i]);
  qsort (lines, g_strv_length (lines), sizeof (char *), compare_lines);
  keep_shown (lines);
  g_ptr_array_sort (expected, compare_lines);
  for (guint i = 0; i < expected->len; i++)
    g_assert_cmpstr (lines[i], ==, expected->pdata[i]);
  g_assert_cmpuint (g_strv_length (lines), ==, expected->len);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (temporary), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/golden/ical/occurrences", test_occurrences);
  return g_test_run ();
}
