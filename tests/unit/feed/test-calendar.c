/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written is read again with libical, and its occurrences are compared with the schedule's own. */
#include "handrail/feed/hr-calendar.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

/* 2026-11-23, 18:50 in New York */
#define NOW_S G_GINT64_CONSTANT (1795477800)
#define WINDOW_S (G_GINT64_CONSTANT (1600) * 86400)

static const char *const zone_names[] = { "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Phoenix",
                                          "Asia/Kolkata",     "Europe/Dublin", "Africa/Casablanca",   "UTC",
                                          "Pacific/Chatham",  "America/Nuuk",  "America/St_Johns",    "US/Eastern" };

static int
roll (int n)
{
  return g_test_rand_int_range (0, n);
}

static HrMeeting *
make_meeting (const char *rule, const char *start, int length_min, const char *zone)
{
  HrMeeting *meeting = hr_meeting_new ();
  g_autofree char *date = g_strndup (start, 10);

  meeting->id = g_strdup ("m-0123456789abcdefghij");
  meeting->name = g_strdup ("Monday Night");
  meeting->attendance = HR_ATTENDANCE_IN_PERSON;
  meeting->rule = g_strdup (rule);
  g_assert_true (hr_rule_parse (rule, &meeting->schedule.rule, NULL));
  g_assert_true (hr_date_parse (date, &meeting->schedule.first));
  meeting->schedule.start_min = (gint16)(atoi (start + 11) * 60 + atoi (start + 14));
  meeting->schedule.length_min = (gint16)length_min;
  meeting->schedule.zone = hr_zone_get (zone);
  return meeting;
}

static char *
write_one (HrMeeting *meeting, GPtrArray *exceptions, gint64 at_s)
{
  return hr_calendar_write (&meeting, &exceptions, 1, at_s, "en");
}

/* RFC 5545, 3.1: CRLF, at most 75 octets, and no character cut in two */
static void
check_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  g_assert_true (g_str_has_suffix (text, "END:VCALENDAR\r\n"));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (strlen (lines[i]) > 75 || strpbrk (lines[i], "\r\n") != NULL || !g_utf8_validate (lines[i], -1, NULL))
        {
          g_autofree char *escaped = g_strescape (text, NULL);

          g_error ("“%s” is no line in %s", lines[i], escaped);
        }
    }
}

static icalcomponent *
parse (const char *text)
{
  icalcomponent *calendar = icalparser_parse_string (text);

  g_assert_nonnull (calendar);
  g_assert_cmpint (icalcomponent_isa (calendar), ==, ICAL_VCALENDAR_COMPONENT);
  if (icalcomponent_count_errors (calendar) > 0)
    {
      g_autofree char *marked = g_strdup (icalcomponent_as_ical_string (calendar));

      g_error ("libical complains: %s", marked);
    }
  return calendar;
}

/* by the VTIMEZONE in the file only */
static gint64
to_unix (icalcomponent *calendar, icalproperty *property)
{
  icalparameter *tzid = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);
  struct icaltimetype time = icalvalue_get_datetime (icalproperty_get_value (property));
  icaltimezone *zone = icaltimezone_get_utc_timezone ();

  if (tzid != NULL)
    {
      zone = icalcomponent_get_timezone (calendar, icalparameter_get_tzid (tzid));
      g_assert_nonnull (zone);
    }
  else
    g_assert_true (icaltime_is_utc (time));
  return icaltime_as_timet_with_zone (time, zone);
}

static gboolean
has_date (icalcomponent *calendar, icalcomponent *event, icalproperty_kind kind, gint64 unix_s)
{
  for (icalproperty *property = icalcomponent_get_first_property (event, kind); property != NULL;
       property = icalcomponent_get_next_property (event, kind))
    {
      if (to_unix (calendar, property) == unix_s)
        return TRUE;
    }
  return FALSE;
}

/* whether another event replaces that occurrence */
static gboolean
is_overridden (icalcomponent *calendar, icalcomponent *event, gint64 unix_s)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  for (icalcomponent *other = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT); other != NULL;
       other = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    g_ptr_array_add (events, other);
  for (guint i = 0; i < events->len; i++)
    {
      if (events->pdata[i] != event
          && strcmp (icalcomponent_get_uid (events->pdata[i]), icalcomponent_get_uid (event)) == 0
          && has_date (calendar, events->pdata[i], ICAL_RECURRENCEID_PROPERTY, unix_s))
        return TRUE;
    }
  return FALSE;
}

static gint
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a, second = *(const gint64 *)b;

  return first < second ? -1 : first > second;
}

static void
expand_event (icalcomponent *calendar, icalcomponent *event, gint64 to_s, GArray *starts)
{
  icalproperty *start = icalcomponent_get_first_property (event, ICAL_DTSTART_PROPERTY);
  icalproperty *rule = icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY);
  icalparameter *tzid = icalproperty_get_first_parameter (start, ICAL_TZID_PARAMETER);
  icaltimezone *zone = tzid != NULL ? icalcomponent_get_timezone (calendar, icalparameter_get_tzid (tzid))
                                    : icaltimezone_get_utc_timezone ();
  struct icaltimetype first = icalproperty_get_dtstart (start);
  icalrecur_iterator *iterator;
  gint64 unix_s = to_unix (calendar, start);

  if (rule == NULL)
    {
      if (unix_s < to_s)
        g_array_append_val (starts, unix_s);
      return;
    }
  first = icaltime_set_timezone (&first, zone);
  iterator = icalrecur_iterator_new (icalproperty_get_rrule (rule), first);
  g_assert_nonnull (iterator);
  for (struct icaltimetype time = icalrecur_iterator_next (iterator); !icaltime_is_null_time (time);
       time = icalrecur_iterator_next (iterator))
    {
      unix_s = icaltime_as_timet_with_zone (time, zone);
      if (unix_s >= to_s)
        break;
      if (!has_date (calendar, event, ICAL_EXDATE_PROPERTY, unix_s) && !is_overridden (calendar, event, unix_s))
        g_array_append_val (starts, unix_s);
    }
  icalrecur_iterator_free (iterator);
}

static GArray *
expand_text (const char *text, gint64 to_s)
{
  icalcomponent *calendar = parse (text);
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  for (icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT); event != NULL;
       event = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    g_ptr_array_add (events, event);
  for (guint i = 0; i < events->len; i++)
    expand_event (calendar, events->pdata[i], to_s, starts);
  g_array_sort (starts, compare_times);
  icalcomponent_free (calendar);
  return starts;
}

static void
check_same_occurrences (const char *text, const HrSchedule *schedule, GPtrArray *exceptions, gint64 at_s)
{
  g_autoptr (GArray) theirs = expand_text (text, at_s + WINDOW_S);
  g_autoptr (GArray) ours =
      hr_schedule_expand (schedule, exceptions != NULL ? (HrException *const *)exceptions->pdata : NULL,
                          exceptions != NULL ? exceptions->len : 0, at_s, at_s + WINDOW_S);
  guint n = 0;

  for (guint i = 0; i < ours->len; i++)
    {
      const HrOccurrence *one = &g_array_index (ours, HrOccurrence, i);

      if (one->state == HR_OCCURRENCE_CANCELLED)
        continue;
      if (n >= theirs->len || g_array_index (theirs, gint64, n) != one->start_s)
        {
          g_autofree char *start = hr_zone_format_rfc3339 (schedule->zone, one->start_s);

          g_error ("%s (%u of %u) is not in:\n%s", start, n, theirs->len, text);
        }
      n++;
    }
  if (n != theirs->len)
    g_error ("%u occurrences too many in:\n%s", theirs->len - n, text);
}

static void
test_plain (void)
{
  g_autoptr (HrMeeting) meeting = make_meeting ("FREQ=WEEKLY;BYDAY=MO", "2026-01-05T19:00", 90, "America/New_York");
  g_autofree char *text = NULL;

  meeting->venue_name = g_strdup ("St. Mark's; Hall");
  meeting->address = g_strdup ("12 Main St, Albany");
  meeting->notes = g_strdup ("Ring twice\nSecond floor");
  meeting->latitude = 42.6525793;
  meeting->longitude = -73.7562317;
  text = write_one (meeting, NULL, NOW_S);
  check_lines (text);
  g_assert_nonnull (strstr (text, "\r\nUID:m-0123456789abcdefghij@handrail\r\n"));
  g_assert_nonnull (strstr (text, "\r\nDTSTAMP:20261123T235000Z\r\n"));
  g_assert_nonnull (strstr (text, "\r\nDTSTART;TZID=America/New_York:20261123T190000\r\n"));
  g_assert_nonnull (strstr (text, "\r\nDTEND;TZID=America/New_York:20261123T203000\r\n"));
  g_assert_nonnull (strstr (text, "\r\nRRULE:FREQ=WEEKLY;BYDAY=MO\r\n"));
  g_assert_nonnull (strstr (text, "\r\nSUMMARY:Monday Night\r\n"));
  g_assert_nonnull (strstr (text, "\r\nLOCATION:St. Mark's\\; Hall\\, 12 Main St\\, Albany\r\n"));
  g_assert_nonnull (strstr (text, "\r\nDESCRIPTION:Ring twice\\nSecond floor\r\n"));
  g_assert_nonnull (strstr (text, "\r\nGEO:42.65"));
  g_assert_nonnull (strstr (text, "\r\nTZID:America/New_York\r\n"));
  g_assert_null (strstr (text, "1955"));
  check_same_occurrences (text, &meeting->schedule, NULL, NOW_S);
}

static void
test_privacy (void)
{
  g_autoptr (HrMeeting) meeting = make_meeting ("FREQ=WEEKLY;BYDAY=MO", "2026-01-05T19:00", 90, "UTC");
  g_autofree char *text = NULL;

  meeting->attendance = HR_ATTENDANCE_ONLINE;
  meeting->venue_name = g_strdup ("Closed Hall");
  meeting->conference_url = g_strdup ("https://zoom.us/j/1");
  meeting->conference_url_notes = g_strdup ("Passcode 4711");
  meeting->conference_phone_notes = g_strdup ("Pin 4711");
  meeting->group_phone = g_strdup ("+15185550100");
  text = write_one (meeting, NULL, NOW_S);
  check_lines (text);
  g_assert_null (strstr (text, "4711"));
  g_assert_null (strstr (text, "5550100"));
  /* an online meeting has no place to go to */
  g_assert_null (strstr (text, "LOCATION"));
  g_assert_nonnull (strstr (text, "\r\nURL:https://zoom.us/j/1\r\n"));
  /* UTC needs no VTIMEZONE */
  g_assert_null (strstr (text, "VTIMEZONE"));
  g_assert_nonnull (strstr (text, "\r\nDTSTART:20261130T190000Z\r\n"));
}

static void
test_in_step (void)
{
  static const char *const rules[] = { "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
                                       "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,WE;WKST=SU",
                                       "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,WE",
                                       "FREQ=DAILY;INTERVAL=5",
                                       "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
                                       "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31",
                                       "FREQ=YEARLY;INTERVAL=2",
                                       "FREQ=WEEKLY;COUNT=100",
                                       "FREQ=DAILY;COUNT=1700;BYDAY=MO,TU",
                                       "FREQ=MONTHLY;BYDAY=2TU;COUNT=90",
                                       "FREQ=WEEKLY;UNTIL=20261130",
                                       "FREQ=WEEKLY;BYMONTH=6,7;BYDAY=SA",
                                       "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
                                       "FREQ=YEARLY;BYMONTHDAY=24",
                                       "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13" };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (HrMeeting) meeting = make_meeting (rules[i], "2025-01-06T19:00", 60, "Europe/London");
      g_autofree char *text = write_one (meeting, NULL, NOW_S);

      check_lines (text);
      g_assert_null (strstr (text, "COUNT="));
      check_same_occurrences (text, &meeting->schedule, NULL, NOW_S);
    }
}

static void
test_ended (void)
{
  static const char *const rules[] = { "", "FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;UNTIL=20260301" };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (HrMeeting) meeting = make_meeting (rules[i], "2026-01-05T19:00", 60, "Europe/London");
      g_autofree char *text = write_one (meeting, NULL, NOW_S);
      g_autofree char *code = hr_calendar_write_for_qr (meeting, NOW_S);

      g_assert_null (strstr (text, "VEVENT"));
      g_assert_null (code);
      icalcomponent_free (parse (text));
    }
}

static HrException *
make_exception (HrOccurrenceState state, const char *from, const char *note)
{
  static guint n;
  HrException *exception = hr_exception_new ();

  exception->id = g_strdup_printf ("x-%u", ++n);
  exception->meeting_id = g_strdup ("m-0123456789abcdefghij");
  exception->state = state;
  g_assert_true (hr_date_parse (from, &exception->from));
  exception->note = g_strdup (note);
  return exception;
}

static void
test_exceptions (void)
{
  g_autoptr (HrMeeting) meeting = make_meeting ("FREQ=WEEKLY;BYDAY=MO", "2026-01-05T19:00", 60, "America/New_York");
  g_autoptr (GPtrArray) exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_exception_unref);
  g_autofree char *text = NULL;
  g_autofree char *spanish = NULL;
  HrException *moved = make_exception (HR_OCCURRENCE_MOVED, "2026-12-07", "en=Room 2\nes=Sala 2");
  GPtrArray *list;

  moved->new_start_min = 600;
  moved->new_venue_id = g_strdup ("v-2");
  meeting->venue_name = g_strdup ("Old Hall");
  g_ptr_array_add (exceptions, make_exception (HR_OCCURRENCE_CANCELLED, "2026-11-30", NULL));
  g_ptr_array_add (exceptions, moved);
  g_ptr_array_add (exceptions, make_exception (HR_OCCURRENCE_EXTRA, "2026-12-24", "en=Holiday"));
  text = write_one (meeting, exceptions, NOW_S);
  check_lines (text);
  g_assert_nonnull (strstr (text, "\r\nEXDATE;TZID=America/New_York:20261130T190000\r\n"));
  g_assert_nonnull (strstr (text, "\r\nRECURRENCE-ID;TZID=America/New_York:20261207T190000\r\n"));
  g_assert_nonnull (strstr (text, "\r\nDTSTART;TZID=America/New_York:20261207T100000\r\n"));
  g_assert_nonnull (strstr (text, "\r\nDTSTART;TZID=America/New_York:20261224T190000\r\n"));
  g_assert_nonnull (strstr (text, "\r\nDESCRIPTION:Room 2\r\n"));
  check_same_occurrences (text, &meeting->schedule, exceptions, NOW_S);
  list = exceptions;
  spanish = hr_calendar_write (&meeting, &list, 1, NOW_S, "es_MX");
  g_assert_nonnull (strstr (spanish, "\r\nDESCRIPTION:Sala 2\r\n"));

  /* nobody is sent to the old place */
  g_assert_null (strstr (strstr (text, "RECURRENCE-ID"), "LOCATION:Old Hall\r\nDESCRIPTION:Room 2"));
}

static void
test_exceptions_at_the_edge (void)
{
  g_autoptr (HrMeeting) meeting = make_meeting ("FREQ=WEEKLY;BYDAY=MO", "2026-01-05T19:00", 60, "America/New_York");
  g_autoptr (HrMeeting) once = make_meeting ("", "2026-11-30T19:00", 60, "America/New_York");
  g_autoptr (GPtrArray) exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_exception_unref);
  HrException *moved = make_exception (HR_OCCURRENCE_MOVED, "2026-11-16", NULL);
  HrException *put_off = make_exception (HR_OCCURRENCE_MOVED, "2026-11-30", NULL);
  g_autofree char *text = NULL;
  g_autofree char *text_once = NULL;

  /* tonight's is off, last week's was put off to tomorrow, next week's was already held on Sunday */
  g_ptr_array_add (exceptions, make_exception (HR_OCCURRENCE_CANCELLED, "2026-11-23", NULL));
  moved->new_date = moved->from + 8;
  g_ptr_array_add (exceptions, moved);
  put_off->new_date = put_off->from - 8;
  g_ptr_array_add (exceptions, put_off);
  text = write_one (meeting, exceptions, NOW_S);
  check_same_occurrences (text, &meeting->schedule, exceptions, NOW_S);
  g_assert_nonnull (strstr (text, "UID:m-0123456789abcdefghij-2026-11-16-moved@handrail"));

  put_off->new_date = put_off->from + 1;
  text_once = write_one (once, exceptions, NOW_S);
  g_assert_null (strstr (text_once, "RECURRENCE-ID"));
  check_same_occurrences (text_once, &once->schedule, exceptions, NOW_S);
}

/* no start lies in an hour that is left out when the clock changes: libical reads those in its own way */
static HrMeeting *
random_meeting (void)
{
  static const char *const rules[] = { "FREQ=WEEKLY",
                                       "FREQ=WEEKLY;BYDAY=MO,TH",
                                       "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE;WKST=SU",
                                       "FREQ=DAILY",
                                       "FREQ=DAILY;INTERVAL=3",
                                       "FREQ=MONTHLY;BYDAY=2TU,-1FR",
                                       "FREQ=MONTHLY;BYDAY=5SU",
                                       "FREQ=MONTHLY;BYMONTHDAY=31,-1",
                                       "FREQ=WEEKLY;BYMONTH=5,6,7;BYDAY=SA",
                                       "",
                                       "FREQ=WEEKLY;COUNT=60",
                                       "FREQ=WEEKLY;UNTIL=20270601",
                                       "FREQ=YEARLY;BYMONTH=12;BYDAY=-1MO" };
  g_autofree char *start =
      g_strdup_printf ("2026-%02d-%02dT%02d:%02d", 1 + roll (12), 1 + roll (28), 4 + roll (18), 5 * roll (12));

  return make_meeting (rules[roll (G_N_ELEMENTS (rules))], start, 15 + roll (200),
                       zone_names[roll (G_N_ELEMENTS (zone_names))]);
}

static GPtrArray *
random_exceptions (const HrSchedule *schedule)
{
  GPtrArray *exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_exception_unref);

  for (int i = roll (5); i > 0; i--)
    {
      HrException *exception = make_exception ((HrOccurrenceState)(1 + roll (3)), "2026-01-01", NULL);
      HrDate near = 20780 - 20 + roll (200);
      HrDate on_rule = hr_rule_next (&schedule->rule, schedule->first, near);

      exception->from = on_rule != HR_DATE_NONE && roll (5) > 0 ? on_rule : near;
      if (roll (4) == 0)
        exception->until = exception->from + roll (30);
      if (exception->state == HR_OCCURRENCE_MOVED && roll (2) == 0)
        exception->new_date = exception->from - 20 + roll (40);
      if (exception->state != HR_OCCURRENCE_CANCELLED && roll (3) > 0)
        exception->new_start_min = (gint16)(240 + 5 * roll (216));
      if (roll (6) == 0)
        {
          g_clear_pointer (&exception->meeting_id, g_free);
          exception->venue_id = g_strdup ("v-1");
        }
      g_ptr_array_add (exceptions, exception);
    }
  return exceptions;
}

static void
test_random (void)
{
  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (HrMeeting) meeting = random_meeting ();
      g_autoptr (GPtrArray) exceptions = random_exceptions (&meeting->schedule);
      gint64 at_s = NOW_S + roll (40 * 86400);
      g_autofree char *text = write_one (meeting, exceptions, at_s);

      check_lines (text);
      check_same_occurrences (text, &meeting->schedule, exceptions, at_s);
    }
}

/* the VTIMEZONE alone gives the offsets of the years to come */
static void
test_zones (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (zone_names); i++)
    {
      g_autoptr (HrMeeting) meeting = make_meeting ("FREQ=DAILY", "2026-01-05T12:00", 60, zone_names[i]);
      g_autofree char *text = write_one (meeting, NULL, NOW_S);

      check_same_occurrences (text, &meeting->schedule, NULL, NOW_S);
    }
}

/* the end on the wall of a meeting in the night when the clock changes is no measure for the others */
static void
test_changing_clock (void)
{
  g_autoptr (HrMeeting) meeting = make_meeting ("FREQ=WEEKLY", "2026-03-08T01:30", 60, "America/New_York");
  g_autofree char *text = write_one (meeting, NULL, 1772940000);

  g_assert_nonnull (strstr (text, "\r\nDTSTART;TZID=America/New_York:20260308T013000\r\n"));
  /* half past two does not exist that night, and is read as an hour after half past one */
  g_assert_nonnull (strstr (text, "\r\nDTEND;TZID=America/New_York:20260308T023000\r\n"));
  /* in the other night it is two hours later */
  meeting->schedule.first += 238;
  g_clear_pointer (&text, g_free);
  text = write_one (meeting, NULL, 1793500000);
  g_assert_nonnull (strstr (text, "\r\nDURATION:PT1H\r\n"));
  g_assert_null (strstr (text, "DTEND"));
}

static void
test_several (void)
{
  HrMeeting *meetings[3] = { make_meeting ("FREQ=WEEKLY", "2026-01-05T19:00", 60, "Europe/London"),
                             make_meeting ("FREQ=WEEKLY", "2026-01-06T19:00", 60, "Europe/London"),
                             make_meeting ("FREQ=WEEKLY", "2026-01-06T19:00", 60, "Asia/Tokyo") };
  g_autofree char *text = hr_calendar_write (meetings, NULL, 3, NOW_S, NULL);
  g_autofree char *none = hr_calendar_write (NULL, NULL, 0, NOW_S, "en");
  icalcomponent *calendar = parse (text);

  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 3);
  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VTIMEZONE_COMPONENT), ==, 2);
  icalcomponent_free (calendar);
  calendar = parse (none);
  icalcomponent_free (calendar);
  for (guint i = 0; i < 3; i++)
    hr_meeting_unref (meetings[i]);
}

static void
test_qr (void)
{
  g_autoptr (HrMeeting) meeting =
      make_meeting ("FREQ=WEEKLY;BYDAY=MO;COUNT=99", "2026-01-05T19:00", 60, "America/New_York");
  g_autofree char *plain = NULL;
  g_autofree char *cancelled = NULL;

  meeting->venue_name = g_strdup ("St. Mark's");
  plain = hr_calendar_write_for_qr (meeting, NOW_S);
  check_lines (plain);
  g_assert_cmpstr (plain, ==,
                   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Handrail//EN\r\nBEGIN:VEVENT\r\n"
                   "UID:m-0123456789abcdefghij\r\nDTSTART;TZID=America/New_York:20261123T190000\r\n"
                   "DTEND;TZID=America/New_York:20261123T200000\r\n"
                   "RRULE:FREQ=WEEKLY;UNTIL=20271123T000000Z;BYDAY=MO\r\nSUMMARY:Monday Night\r\n"
                   "LOCATION:St. Mark's\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");

  /* tonight's is cancelled: the code begins with next week's */
  meeting->has_next = TRUE;
  meeting->next.date = 20780;
  meeting->next.state = HR_OCCURRENCE_CANCELLED;
  cancelled = hr_calendar_write_for_qr (meeting, NOW_S);
  g_assert_nonnull (strstr (cancelled, "\r\nDTSTART;TZID=America/New_York:20261130T190000\r\n"));
}

static void
test_qr_moved_once (void)
{
  g_autoptr (HrMeeting) meeting = make_meeting ("", "2026-11-23T19:00", 60, "America/New_York");
  g_autofree char *text = NULL;

  meeting->has_next = TRUE;
  meeting->next.date = 20780;
  meeting->next.state = HR_OCCURRENCE_MOVED;
  meeting->next.start_s = NOW_S + 86400;
  meeting->next.end_s = NOW_S + 86400 + 1800;
  text = hr_calendar_write_for_qr (meeting, NOW_S);
  g_assert_nonnull (strstr (text, "\r\nDTSTART;TZID=America/New_York:20261124T185000\r\n"));
  g_assert_nonnull (strstr (text, "\r\nDTEND;TZID=America/New_York:20261124T192000\r\n"));
}

static char *
random_text (int max)
{
  static const char *const pieces[] = { "a", "word ", "é", "日本", ", ", "; ", "\\", "🙂", "Street " };
  GString *out = g_string_new ("x");

  for (int i = roll (max); i > 0; i--)
    g_string_append (out, pieces[roll (G_N_ELEMENTS (pieces))]);
  return g_string_free (out, FALSE);
}

/* a code that is too dense cannot be read from the height of a standing person */
static void
test_qr_size (void)
{
  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (HrMeeting) meeting = random_meeting ();
      g_autofree char *text = NULL;
      icalcomponent *calendar;

      g_free (meeting->name);
      meeting->name = random_text (80);
      meeting->venue_name = random_text (80);
      meeting->address = random_text (80);
      meeting->attendance = roll (2) == 0 ? HR_ATTENDANCE_HYBRID : HR_ATTENDANCE_IN_PERSON;
      meeting->conference_url = g_strnfill ((gsize)(1 + roll (600)), 'u');
      text = hr_calendar_write_for_qr (meeting, NOW_S);
      if (text == NULL)
        continue;
      check_lines (text);
      g_assert_cmpuint (strlen (text), <=, 500);
      calendar = parse (text);
      g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 1);
      icalcomponent_free (calendar);
    }
}

/* One code for several: all that have dates are in it, or there is none */
static void
test_qr_all (void)
{
  guint n_codes = 0, n_none = 0;

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (GPtrArray) meetings = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_meeting_unref);
      guint n = 1 + (guint)roll (5);
      int expected = 0;
      g_autofree char *text = NULL;
      icalcomponent *calendar;

      for (guint k = 0; k < n; k++)
        {
          HrMeeting *meeting = random_meeting ();
          g_autofree char *alone = hr_calendar_write_for_qr (meeting, NOW_S);

          expected += alone != NULL ? 1 : 0;
          g_ptr_array_add (meetings, meeting);
        }
      text = hr_calendar_write_all_for_qr ((HrMeeting *const *)meetings->pdata, meetings->len, NOW_S);
      n_codes += text != NULL ? 1 : 0;
      n_none += text == NULL ? 1 : 0;
      if (expected == 0)
        g_assert_null (text);
      if (text == NULL)
        continue;
      check_lines (text);
      g_assert_cmpuint (strlen (text), <=, 660);
      calendar = parse (text);
      g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, expected);
      icalcomponent_free (calendar);
    }
  g_assert_cmpuint (n_codes, >, 20);
  g_assert_cmpuint (n_none, >, 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/plain", test_plain);
  g_test_add_func ("/calendar/privacy", test_privacy);
  g_test_add_func ("/calendar/in-step", test_in_step);
  g_test_add_func ("/calendar/ended", test_ended);
  g_test_add_func ("/calendar/exceptions", test_exceptions);
  g_test_add_func ("/calendar/exceptions-at-the-edge", test_exceptions_at_the_edge);
  g_test_add_func ("/calendar/random", test_random);
  g_test_add_func ("/calendar/zones", test_zones);
  g_test_add_func ("/calendar/changing-clock", test_changing_clock);
  g_test_add_func ("/calendar/several", test_several);
  g_test_add_func ("/calendar/qr", test_qr);
  g_test_add_func ("/calendar/qr-moved-once", test_qr_moved_once);
  g_test_add_func ("/calendar/qr-size", test_qr_size);
  g_test_add_func ("/calendar/qr-all", test_qr_all);
  return g_test_run ();
}
