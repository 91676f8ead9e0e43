/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-schedule.h"

#include <stdlib.h>
#include <string.h>

static HrDate
day (const char *text)
{
  HrDate date;

  g_assert_true (hr_date_parse (text, &date));
  return date;
}

/* "2026-11-23T19:00" on the wall of @zone */
static gint64
wall (const char *zone, const char *text)
{
  g_autofree char *date = g_strndup (text, 10);

  return hr_zone_to_unix_s (hr_zone_get (zone), day (date), atoi (text + 11) * 60 + atoi (text + 14));
}

static HrSchedule
make (const char *rule, const char *start, int length_min, const char *zone)
{
  g_autofree char *date = g_strndup (start, 10);
  HrSchedule schedule = { .first = day (date),
                          .start_min = (gint16)(atoi (start + 11) * 60 + atoi (start + 14)),
                          .length_min = (gint16)length_min,
                          .zone = hr_zone_get (zone) };

  g_assert_nonnull (schedule.zone);
  g_assert_true (hr_rule_parse (rule, &schedule.rule, NULL));
  return schedule;
}

static HrException *
make_exception (HrOccurrenceState state, const char *from, const char *until)
{
  HrException *exception = hr_exception_new ();

  exception->id = g_strdup_printf ("x-%s", from);
  exception->meeting_id = g_strdup ("m-1");
  exception->state = state;
  exception->from = day (from);
  exception->until = until != NULL ? day (until) : HR_DATE_NONE;
  return exception;
}

static HrException *
make_closure (const char *from, const char *until)
{
  HrException *exception = make_exception (HR_OCCURRENCE_CANCELLED, from, until);

  g_clear_pointer (&exception->meeting_id, g_free);
  exception->venue_id = g_strdup ("v-1");
  return exception;
}

/* "date start end state" of each, with the start and the end on the wall */
static char *
describe (const HrSchedule *schedule, const HrOccurrence *occurrence)
{
  g_autofree char *own = hr_date_to_string (occurrence->date);
  g_autofree char *start = hr_zone_format_rfc3339 (schedule->zone, occurrence->start_s);
  g_autofree char *end = hr_zone_format_rfc3339 (schedule->zone, occurrence->end_s);

  return g_strdup_printf ("%s %.16s %.16s %s", own, start, end, hr_occurrence_state_to_string (occurrence->state));
}

static char *
expand (const HrSchedule *schedule, GPtrArray *exceptions, const char *from, const char *to)
{
  const char *zone = hr_zone_get_id (schedule->zone);
  g_autoptr (GArray) list = hr_schedule_expand (schedule, (HrException *const *)exceptions->pdata, exceptions->len,
                                                wall (zone, from), wall (zone, to));
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      g_autofree char *line = describe (schedule, &g_array_index (list, HrOccurrence, i));

      g_string_append_printf (out, "%s%s", i > 0 ? "\n" : "", line);
    }
  return g_string_free (out, FALSE);
}

static char *
next (const HrSchedule *schedule, GPtrArray *exceptions, const char *at, gboolean with_cancelled)
{
  HrOccurrence occurrence;

  if (!hr_schedule_next (schedule, (HrException *const *)exceptions->pdata, exceptions->len,
                         wall (hr_zone_get_id (schedule->zone), at), with_cancelled, &occurrence))
    return g_strdup ("none");
  return describe (schedule, &occurrence);
}

static GPtrArray *
no_exceptions (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)hr_exception_unref);
}

#define ASSERT_EXPANDS(schedule, exceptions, from, to, expected)                                                       \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *got_ = expand (schedule, exceptions, from, to);                                                   \
    g_assert_cmpstr (got_, ==, expected);                                                                              \
  }                                                                                                                    \
  G_STMT_END

#define ASSERT_NEXT(schedule, exceptions, at, with_cancelled, expected)                                                \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *got_ = next (schedule, exceptions, at, with_cancelled);                                           \
    g_assert_cmpstr (got_, ==, expected);                                                                              \
  }                                                                                                                    \
  G_STMT_END

static void
test_next_table (void)
{
  static const struct
  {
    const char *rule, *start;
    int length_min;
    const char *zone, *at, *expected;
  } cases[] = {
    /* before, at the start, during, at the end */
    { "FREQ=WEEKLY;BYDAY=MO", "2026-01-05T19:00", 60, "America/New_York", "2026-11-23T18:50",
      "2026-11-23 2026-11-23T19:00 2026-11-23T20:00 planned" },
    { "FREQ=WEEKLY;BYDAY=MO", "2026-01-05T19:00", 60, "America/New_York", "2026-11-23T19:00",
      "2026-11-23 2026-11-23T19:00 2026-11-23T20:00 planned" },
    { "FREQ=WEEKLY;BYDAY=MO", "2026-01-05T19:00", 60, "America/New_York", "2026-11-23T19:59",
      "2026-11-23 2026-11-23T19:00 2026-11-23T20:00 planned" },
    { "FREQ=WEEKLY;BYDAY=MO", "2026-01-05T19:00", 60, "America/New_York", "2026-11-23T20:00",
      "2026-11-30 2026-11-30T19:00 2026-11-30T20:00 planned" },
    /* the series has not begun */
    { "FREQ=WEEKLY;BYDAY=MO", "2027-03-01T19:00", 60, "UTC", "2026-11-23T20:00",
      "2027-03-01 2027-03-01T19:00 2027-03-01T20:00 planned" },
    /* over midnight: it belongs to the evening that it began in */
    { "FREQ=WEEKLY;BYDAY=SA", "2026-01-03T23:30", 90, "Europe/London", "2026-11-29T00:30",
      "2026-11-28 2026-11-28T23:30 2026-11-29T01:00 planned" },
    { "FREQ=WEEKLY;BYDAY=SA", "2026-01-03T23:30", 90, "Europe/London", "2026-11-29T01:00",
      "2026-12-05 2026-12-05T23:30 2026-12-06T01:00 planned" },
    { "FREQ=WEEKLY;BYDAY=SA", "2026-01-03T00:00", 60, "UTC", "2026-11-27T23:59",
      "2026-11-28 2026-11-28T00:00 2026-11-28T01:00 planned" },
    /* all day and all night */
    { "FREQ=DAILY", "2026-01-01T00:00", 1440, "America/New_York", "2026-11-23T23:59",
      "2026-11-23 2026-11-23T00:00 2026-11-24T00:00 planned" },
    { "FREQ=DAILY", "2026-01-01T12:00", 1440, "America/New_York", "2026-11-23T11:59",
      "2026-11-22 2026-11-22T12:00 2026-11-23T12:00 planned" },
    /* 24 hours of elapsed time are 23:59 to 00:59 when summer time begins */
    { "FREQ=WEEKLY;BYDAY=SA", "2026-03-07T23:59", 1440, "America/New_York", "2026-03-09T00:30",
      "2026-03-07 2026-03-07T23:59 2026-03-09T00:59 planned" },
    { "FREQ=WEEKLY;BYDAY=SA", "2026-10-31T23:59", 1440, "America/New_York", "2026-11-01T22:58",
      "2026-10-31 2026-10-31T23:59 2026-11-01T22:59 planned" },
    { "FREQ=WEEKLY;BYDAY=SA", "2026-10-31T23:59", 1440, "America/New_York", "2026-11-01T22:59",
      "2026-11-07 2026-11-07T23:59 2026-11-08T23:59 planned" },
    /* once */
    { "", "2026-11-23T19:00", 60, "UTC", "2026-11-23T19:30", "2026-11-23 2026-11-23T19:00 2026-11-23T20:00 planned" },
    { "", "2026-11-23T19:00", 60, "UTC", "2026-11-23T20:00", "none" },
    /* the end of a series */
    { "FREQ=WEEKLY;COUNT=2", "2026-11-23T19:00", 60, "UTC", "2026-11-24T00:00",
      "2026-11-30 2026-11-30T19:00 2026-11-30T20:00 planned" },
    { "FREQ=WEEKLY;COUNT=2", "2026-11-23T19:00", 60, "UTC", "2026-11-30T20:00", "none" },
    { "FREQ=WEEKLY;UNTIL=20261130", "2026-11-23T19:00", 60, "UTC", "2026-11-30T19:59",
      "2026-11-30 2026-11-30T19:00 2026-11-30T20:00 planned" },
    { "FREQ=WEEKLY;UNTIL=20261129", "2026-11-23T19:00", 60, "UTC", "2026-11-24T19:59", "none" },
    /* seasons */
    { "FREQ=WEEKLY;BYDAY=SU;BYMONTH=6,7,8", "2026-06-07T08:00", 60, "America/New_York", "2026-11-23T12:00",
      "2027-06-06 2027-06-06T08:00 2027-06-06T09:00 planned" },
    { "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "2020-12-31T22:00", 180, "Asia/Kolkata", "2027-01-01T00:59",
      "2026-12-31 2026-12-31T22:00 2027-01-01T01:00 planned" },
    /* within ten years, not later */
    { "FREQ=YEARLY;INTERVAL=9", "2026-01-01T10:00", 60, "UTC", "2026-02-01T10:00",
      "2035-01-01 2035-01-01T10:00 2035-01-01T11:00 planned" },
    { "FREQ=YEARLY;INTERVAL=11", "2026-01-01T10:00", 60, "UTC", "2026-02-01T10:00", "none" },
    /* no summer time */
    { "FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30T18:00", 90, "America/Phoenix", "2026-11-23T12:00",
      "2026-11-27 2026-11-27T18:00 2026-11-27T19:30 planned" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", "2026-11-22T09:00", 60, "Australia/Lord_Howe", "2026-11-23T10:00",
      "2026-12-06 2026-12-06T09:00 2026-12-06T10:00 planned" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=MO", "2026-11-22T09:00", 60, "Australia/Lord_Howe", "2026-11-22T10:00",
      "2026-11-30 2026-11-30T09:00 2026-11-30T10:00 planned" },
  };
  g_autoptr (GPtrArray) none = no_exceptions ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrSchedule schedule = make (cases[i].rule, cases[i].start, cases[i].length_min, cases[i].zone);

      ASSERT_NEXT (&schedule, none, cases[i].at, FALSE, cases[i].expected);
    }
}

/* the wall time stays when the offset changes */
static void
test_summer_time (void)
{
  static const struct
  {
    const char *zone, *start, *to;
    gint64 starts_s[3];
  } cases[] = {
    { "America/New_York", "2026-03-01T19:00", "2026-03-16T00:00", { 1772409600, 1773010800, 1773615600 } },
    { "America/New_York", "2026-10-25T19:00", "2026-11-09T00:00", { 1792969200, 1793577600, 1794182400 } },
    { "Europe/London", "2026-03-22T19:00", "2026-04-06T00:00", { 1774206000, 1774807200, 1775412000 } },
    { "Australia/Lord_Howe", "2026-03-29T19:00", "2026-04-13T00:00", { 1774771200, 1775377800, 1775982600 } },
    { "America/Phoenix", "2026-03-01T19:00", "2026-03-16T00:00", { 1772416800, 1773021600, 1773626400 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrSchedule schedule = make ("FREQ=WEEKLY", cases[i].start, 60, cases[i].zone);
      g_autoptr (GArray) list = hr_schedule_expand (&schedule, NULL, 0, wall (cases[i].zone, cases[i].start),
                                                    wall (cases[i].zone, cases[i].to));

      g_assert_cmpint (list->len, ==, 3);
      for (guint k = 0; k < 3; k++)
        g_assert_cmpint (g_array_index (list, HrOccurrence, k).start_s, ==, cases[i].starts_s[k]);
    }
}

static void
test_gap_and_overlap (void)
{
  g_autoptr (GPtrArray) none = no_exceptions ();
  HrSchedule night = make ("FREQ=DAILY", "2026-03-07T02:30", 60, "America/New_York");
  HrSchedule lord_howe = make ("FREQ=DAILY", "2026-10-03T02:15", 60, "Australia/Lord_Howe");
  HrOccurrence occurrence;

  /* 02:30 does not exist on the 8th */
  ASSERT_EXPANDS (&night, none, "2026-03-07T00:00", "2026-03-10T00:00",
                  "2026-03-07 2026-03-07T02:30 2026-03-07T03:30 planned\n"
                  "2026-03-08 2026-03-08T03:30 2026-03-08T04:30 planned\n"
                  "2026-03-09 2026-03-09T02:30 2026-03-09T03:30 planned");
  ASSERT_EXPANDS (&lord_howe, none, "2026-10-03T00:00", "2026-10-05T00:00",
                  "2026-10-03 2026-10-03T02:15 2026-10-03T03:15 planned\n"
                  "2026-10-04 2026-10-04T02:45 2026-10-04T03:45 planned");

  /* 01:30 comes twice on 1 November: the first one counts, and it lasts an hour, not two */
  night.start_min = 90;
  g_assert_true (hr_schedule_on (&night, NULL, 0, day ("2026-11-01"), &occurrence));
  g_assert_cmpint (occurrence.start_s, ==, 1793511000);
  g_assert_cmpint (occurrence.end_s, ==, 1793514600);
}

static void
test_other_zone (void)
{
  HrSchedule london = make ("FREQ=WEEKLY;BYDAY=TU", "2026-01-06T00:30", 60, "Europe/London");
  HrOccurrence occurrence;

  /* Tuesday half past midnight in London is Monday evening in New York */
  g_assert_true (
      hr_schedule_next (&london, NULL, 0, wall ("America/New_York", "2026-11-23T12:00"), FALSE, &occurrence));
  g_assert_cmpint (occurrence.date, ==, day ("2026-11-24"));
  g_assert_cmpint (occurrence.start_s, ==, wall ("America/New_York", "2026-11-23T19:30"));
  /* in the two weeks in which only one of them has summer time it is an hour earlier */
  g_assert_true (
      hr_schedule_next (&london, NULL, 0, wall ("America/New_York", "2026-10-26T12:00"), FALSE, &occurrence));
  g_assert_cmpint (occurrence.start_s, ==, wall ("America/New_York", "2026-10-26T20:30"));
}

static void
test_day_left_out (void)
{
  HrSchedule apia = make ("FREQ=DAILY", "2011-12-28T12:00", 60, "Pacific/Apia");
  g_autoptr (GArray) list = hr_schedule_expand (&apia, NULL, 0, wall ("Pacific/Apia", "2011-12-29T00:00"),
                                                wall ("Pacific/Apia", "2012-01-01T23:00"));

  /* 30 December never was: its occurrence falls on the 31st, at the same moment as that day's own */
  g_assert_cmpint (list->len, ==, 4);
  g_assert_cmpint (g_array_index (list, HrOccurrence, 1).date, ==, day ("2011-12-30"));
  g_assert_cmpint (g_array_index (list, HrOccurrence, 2).date, ==, day ("2011-12-31"));
  g_assert_cmpint (g_array_index (list, HrOccurrence, 1).start_s, ==, g_array_index (list, HrOccurrence, 2).start_s);
}

static void
test_by_appointment (void)
{
  HrSchedule schedule = make ("FREQ=WEEKLY", "2026-11-23T19:00", 60, "UTC");
  g_autoptr (GPtrArray) exceptions = no_exceptions ();
  g_autoptr (GArray) list = NULL;
  HrOccurrence occurrence;

  schedule.first = HR_DATE_NONE;
  g_assert_false (hr_schedule_next (&schedule, NULL, 0, 0, TRUE, &occurrence));
  g_assert_false (hr_schedule_on (&schedule, NULL, 0, day ("2026-11-23"), &occurrence));
  list = hr_schedule_expand (&schedule, NULL, 0, 0, G_MAXINT64);
  g_assert_cmpint (list->len, ==, 0);

  /* a date that staff add needs a time of its own */
  g_ptr_array_add (exceptions, make_exception (HR_OCCURRENCE_EXTRA, "2026-11-24", NULL));
  ASSERT_NEXT (&schedule, exceptions, "2026-11-01T00:00", TRUE, "none");
  ((HrException *)exceptions->pdata[0])->new_start_min = 600;
  ASSERT_NEXT (&schedule, exceptions, "2026-11-01T00:00", TRUE, "2026-11-24 2026-11-24T10:00 2026-11-24T11:00 extra");
  schedule.zone = NULL;
  g_assert_false (hr_schedule_next (&schedule, NULL, 0, 0, TRUE, &occurrence));
}

static void
test_window (void)
{
  g_autoptr (GPtrArray) none = no_exceptions ();
  HrSchedule schedule = make ("FREQ=DAILY", "2026-11-20T19:00", 60, "UTC");

  /* what ends at the beginning and what starts at the end is outside */
  ASSERT_EXPANDS (&schedule, none, "2026-11-23T20:00", "2026-11-25T19:00",
                  "2026-11-24 2026-11-24T19:00 2026-11-24T20:00 planned");
  ASSERT_EXPANDS (&schedule, none, "2026-11-23T19:59", "2026-11-23T20:00",
                  "2026-11-23 2026-11-23T19:00 2026-11-23T20:00 planned");
  ASSERT_EXPANDS (&schedule, none, "2026-11-23T20:00", "2026-11-23T20:00", "");
  ASSERT_EXPANDS (&schedule, none, "2026-11-25T00:00", "2026-11-23T00:00", "");
}

static void
test_cancelled (void)
{
  HrSchedule schedule = make ("FREQ=WEEKLY;BYDAY=MO", "2026-11-02T19:00", 60, "America/New_York");
  g_autoptr (GPtrArray) exceptions = no_exceptions ();
  HrOccurrence occurrence;

  g_ptr_array_add (exceptions, make_exception (HR_OCCURRENCE_CANCELLED, "2026-11-23", NULL));
  ASSERT_EXPANDS (&schedule, exceptions, "2026-11-16T00:00", "2026-12-01T00:00",
                  "2026-11-16 2026-11-16T19:00 2026-11-16T20:00 planned\n"
                  "2026-11-23 2026-11-23T19:00 2026-11-23T20:00 cancelled\n"
                  "2026-11-30 2026-11-30T19:00 2026-11-30T20:00 planned");
  ASSERT_NEXT (&schedule, exceptions, "2026-11-23T18:00", TRUE,
               "2026-11-23 2026-11-23T19:00 2026-11-23T20:00 cancelled");
  ASSERT_NEXT (&schedule, exceptions, "2026-11-23T18:00", FALSE,
               "2026-11-30 2026-11-30T19:00 2026-11-30T20:00 planned");
  g_assert_true (
      hr_schedule_on (&schedule, (HrException *const *)exceptions->pdata, 1, day ("2026-11-23"), &occurrence));
  g_assert_cmpint (occurrence.state, ==, HR_OCCURRENCE_CANCELLED);
  g_assert_true (occurrence.exception == exceptions->pdata[0]);
  g_assert_false (
      hr_schedule_on (&schedule, (HrException *const *)exceptions->pdata, 1, day ("2026-11-24"), &occurrence));

  /* a date that is none of the meeting's changes nothing */
  g_ptr_array_set_size (exceptions, 0);
  g_ptr_array_add (exceptions, make_exception (HR_OCCURRENCE_CANCELLED, "2026-11-24", NULL));
  g_ptr_array_add (exceptions, make_exception (HR_OCCURRENCE_MOVED, "2026-11-25", NULL));
  ASSERT_EXPANDS (&schedule, exceptions, "2026-11-23T00:00", "2026-11-30T00:00",
                  "2026-11-23 2026-11-23T19:00 2026-11-23T20:00 planned");
}

static void
test_span (void)
{
  HrSchedule schedule = make ("FREQ=DAILY", "2026-11-02T19:00", 60, "America/New_York");
  g_autoptr (GPtrArray) exceptions = no_exceptions ();
  HrException *moved = make_exception (HR_OCCURRENCE_MOVED, "2026-12-25", NULL);

  g_ptr_array_add (exceptions, make_exception (HR_OCCURRENCE_CANCELLED, "2026-12-24", "2027-01-01"));
  ASSERT_NEXT (&schedule, exceptions, "2026-12-24T00:00", FALSE,
               "2027-01-02 2027-01-02T19:00 2027-01-02T20:00 planned");

  /* within the span somebody said something about one date */
  moved->new_start_min = 10 * 60;
  g_ptr_array_add (exceptions, moved);
  ASSERT_NEXT (&schedule, exceptions, "2026-12-24T00:00", FALSE, "2026-12-25 2026-12-25T10:00 2026-12-25T11:00 moved");
  ASSERT_EXPANDS (&schedule, exceptions, "2026-12-24T00:00", "2026-12-27T00:00",
                  "2026-12-24 2026-12-24T19:00 2026-12-24T20:00 cancelled\n"
                  "2026-12-25 2026-12-25T10:00 2026-12-25T11:00 moved\n"
                  "2026-12-26 2026-12-26T19:00 2026-12-26T20:00 cancelled");

  /* for ever */
  g_ptr_array_set_size (exceptions, 0);
  g_ptr_array_add (exceptions, make_exception (HR_OCCURRENCE_CANCELLED, "2026-12-24", "9999-12-31"));
  ASSERT_NEXT (&schedule, exceptions, "2026-12-24T00:00", FALSE, "none");
  ASSERT_NEXT (&schedule, exceptions, "2026-12-24T00:00", TRUE,
               "2026-12-24 2026-12-24T19:00 2026-12-24T20:00 cancelled");
}

static void
test_moved (void)
{
  HrSchedule schedule = make ("FREQ=WEEKLY;BYDAY=MO", "2026-11-02T19:00", 60, "America/New_York");
  g_autoptr (GPtrArray) exceptions = no_exceptions ();
  HrException *later = make_exception (HR_OCCURRENCE_MOVED, "2026-11-23", NULL);
  HrException *earlier = make_exception (HR_OCCURRENCE_MOVED, "2026-12-07", NULL);
  HrOccurrence occurrence;

  later->new_date = day ("2026-11-25");
  later->new_start_min = 12 * 60;
  later->new_length_min = 30;
  earlier->new_date = day ("2026-11-24");
  g_ptr_array_add (exceptions, later);
  g_ptr_array_add (exceptions, earlier);
  ASSERT_EXPANDS (&schedule, exceptions, "2026-11-23T00:00", "2026-12-15T00:00",
                  "2026-12-07 2026-11-24T19:00 2026-11-24T20:00 moved\n"
                  "2026-11-23 2026-11-25T12:00 2026-11-25T12:30 moved\n"
                  "2026-11-30 2026-11-30T19:00 2026-11-30T20:00 planned\n"
                  "2026-12-14 2026-12-14T19:00 2026-12-14T20:00 planned");
  /* moved from a date that is still far, to one that is near */
  ASSERT_NEXT (&schedule, exceptions, "2026-11-23T18:00", FALSE, "2026-12-07 2026-11-24T19:00 2026-11-24T20:00 moved");
  ASSERT_NEXT (&schedule, exceptions, "2026-11-24T20:00", FALSE, "2026-11-23 2026-11-25T12:00 2026-11-25T12:30 moved");
  /* what has already been is not announced on its old date */
  ASSERT_NEXT (&schedule, exceptions, "2026-12-07T18:00", FALSE,
               "2026-12-14 2026-12-14T19:00 2026-12-14T20:00 planned");
  g_assert_true (
      hr_schedule_on (&schedule, (HrException *const *)exceptions->pdata, 2, day ("2026-12-07"), &occurrence));
  g_assert_cmpint (occurrence.state, ==, HR_OCCURRENCE_MOVED);
  g_assert_cmpint (occurrence.start_s, ==, wall ("America/New_York", "2026-11-24T19:00"));
}

static void
test_moved_far (void)
{
  HrSchedule schedule = make ("", "2026-01-05T19:00", 60, "UTC");
  g_autoptr (GPtrArray) exceptions = no_exceptions ();
  HrException *moved = make_exception (HR_OCCURRENCE_MOVED, "2026-01-05", NULL);

  /* put off by almost a year, and it lasts longer then */
  moved->new_date = day ("2026-12-05");
  moved->new_length_min = 1440;
  g_ptr_array_add (exceptions, moved);
  ASSERT_NEXT (&schedule, exceptions, "2026-06-01T00:00", FALSE, "2026-01-05 2026-12-05T19:00 2026-12-06T19:00 moved");
  ASSERT_NEXT (&schedule, exceptions, "2026-12-06T18:59", FALSE, "2026-01-05 2026-12-05T19:00 2026-12-06T19:00 moved");
  ASSERT_NEXT (&schedule, exceptions, "2026-12-06T19:00", FALSE, "none");
}

static void
test_moved_span (void)
{
  HrSchedule schedule = make ("FREQ=DAILY", "2026-11-02T19:00", 60, "UTC");
  g_autoptr (GPtrArray) exceptions = no_exceptions ();
  HrException *moved = make_exception (HR_OCCURRENCE_MOVED, "2026-11-23", "2026-11-25");

  /* three days in another room, at another hour */
  moved->new_start_min = 8 * 60;
  moved->new_venue_id = g_strdup ("v-2");
  g_ptr_array_add (exceptions, moved);
  ASSERT_EXPANDS (&schedule, exceptions, "2026-11-22T00:00", "2026-11-27T00:00",
                  "2026-11-22 2026-11-22T19:00 2026-11-22T20:00 planned\n"
                  "2026-11-23 2026-11-23T08:00 2026-11-23T09:00 moved\n"
                  "2026-11-24 2026-11-24T08:00 2026-11-24T09:00 moved\n"
                  "2026-11-25 2026-11-25T08:00 2026-11-25T09:00 moved\n"
                  "2026-11-26 2026-11-26T19:00 2026-11-26T20:00 planned");
  /* and when the span is moved to other days, the days keep their distance */
  moved->new_date = day ("2026-12-01");
  ASSERT_EXPANDS (&schedule, exceptions, "2026-12-02T00:00", "2026-12-03T00:00",
                  "2026-11-24 2026-12-02T08:00 2026-12-02T09:00 moved\n"
                  "2026-12-02 2026-12-02T19:00 2026-12-02T20:00 planned");
}

static void
test_extra (void)
{
  HrSchedule schedule = make ("FREQ=WEEKLY;BYDAY=MO", "2026-11-02T19:00", 60, "America/New_York");
  g_autoptr (GPtrArray) exceptions = no_exceptions ();
  HrException *extra = make_exception (HR_OCCURRENCE_EXTRA, "2026-11-26", NULL);
  HrException *early = make_exception (HR_OCCURRENCE_EXTRA, "2026-10-01", NULL);
  HrException *second = make_exception (HR_OCCURRENCE_EXTRA, "2026-11-30", NULL);
  HrOccurrence occurrence;

  extra->new_start_min = 9 * 60;
  extra->new_length_min = 180;
  g_ptr_array_add (exceptions, extra);
  ASSERT_NEXT (&schedule, exceptions, "2026-11-24T00:00", FALSE, "2026-11-26 2026-11-26T09:00 2026-11-26T12:00 extra");
  ASSERT_NEXT (&schedule, exceptions, "2026-11-26T11:59", FALSE, "2026-11-26 2026-11-26T09:00 2026-11-26T12:00 extra");
  g_assert_true (
      hr_schedule_on (&schedule, (HrException *const *)exceptions->pdata, 1, day ("2026-11-26"), &occurrence));
  g_assert_cmpint (occurrence.state, ==, HR_OCCURRENCE_EXTRA);

  /* before the series begins, with the time of the series */
  g_ptr_array_add (exceptions, early);
  ASSERT_NEXT (&schedule, exceptions, "2026-09-01T00:00", FALSE, "2026-10-01 2026-10-01T19:00 2026-10-01T20:00 extra");

  /* on a day that has its own meeting: the same start says nothing new, another one is a second meeting */
  g_ptr_array_add (exceptions, second);
  ASSERT_EXPANDS (&schedule, exceptions, "2026-11-30T00:00", "2026-12-01T00:00",
                  "2026-11-30 2026-11-30T19:00 2026-11-30T20:00 planned");
  second->new_start_min = 7 * 60;
  ASSERT_EXPANDS (&schedule, exceptions, "2026-11-30T00:00", "2026-12-01T00:00",
                  "2026-11-30 2026-11-30T07:00 2026-11-30T08:00 extra\n"
                  "2026-11-30 2026-11-30T19:00 2026-11-30T20:00 planned");
}

static void
test_extra_instead_of_cancelled (void)
{
  HrSchedule schedule = make ("FREQ=WEEKLY;BYDAY=MO", "2026-11-02T19:00", 60, "UTC");
  g_autoptr (GPtrArray) exceptions = no_exceptions ();
  HrOccurrence occurrence;

  g_ptr_array_add (exceptions, make_exception (HR_OCCURRENCE_CANCELLED, "2026-11-16", "2026-12-31"));
  g_ptr_array_add (exceptions, make_exception (HR_OCCURRENCE_EXTRA, "2026-11-23", NULL));
  ASSERT_NEXT (&schedule, exceptions, "2026-11-16T00:00", FALSE, "2026-11-23 2026-11-23T19:00 2026-11-23T20:00 extra");
  g_assert_true (
      hr_schedule_on (&schedule, (HrException *const *)exceptions->pdata, 2, day ("2026-11-23"), &occurrence));
  g_assert_cmpint (occurrence.state, ==, HR_OCCURRENCE_EXTRA);
  /* on a tie what takes place comes first */
  ASSERT_NEXT (&schedule, exceptions, "2026-11-23T00:00", TRUE, "2026-11-23 2026-11-23T19:00 2026-11-23T20:00 extra");
}

static void
test_closed_venue (void)
{
  HrSchedule schedule = make ("FREQ=DAILY", "2026-11-02T19:00", 60, "UTC");
  g_autoptr (GPtrArray) exceptions = no_exceptions ();
  HrException *away = make_exception (HR_OCCURRENCE_MOVED, "2026-12-25", NULL);
  HrException *stays = make_exception (HR_OCCURRENCE_MOVED, "2026-12-26", NULL);
  HrException *put_off = make_exception (HR_OCCURRENCE_MOVED, "2026-12-24", NULL);
  HrException *extra = make_exception (HR_OCCURRENCE_EXTRA, "2026-12-25", NULL);
  HrOccurrence occurrence;

  g_ptr_array_add (exceptions, make_closure ("2026-12-24", "2026-12-26"));
  ASSERT_NEXT (&schedule, exceptions, "2026-12-24T00:00", FALSE,
               "2026-12-27 2026-12-27T19:00 2026-12-27T20:00 planned");
  g_assert_true (
      hr_schedule_on (&schedule, (HrException *const *)exceptions->pdata, 1, day ("2026-12-25"), &occurrence));
  g_assert_true (occurrence.exception == exceptions->pdata[0]);

  /* a meeting that goes elsewhere or to an open day takes place; one that stays in the closed house does not */
  away->new_venue_id = g_strdup ("v-2");
  stays->new_start_min = 8 * 60;
  put_off->new_date = day ("2026-12-28");
  put_off->new_start_min = 8 * 60;
  extra->new_start_min = 12 * 60;
  g_ptr_array_add (exceptions, away);
  g_ptr_array_add (exceptions, stays);
  g_ptr_array_add (exceptions, put_off);
  g_ptr_array_add (exceptions, extra);
  ASSERT_EXPANDS (&schedule, exceptions, "2026-12-24T00:00", "2026-12-28T12:00",
                  "2026-12-25 2026-12-25T12:00 2026-12-25T13:00 cancelled\n"
                  "2026-12-25 2026-12-25T19:00 2026-12-25T20:00 moved\n"
                  "2026-12-26 2026-12-26T08:00 2026-12-26T09:00 cancelled\n"
                  "2026-12-27 2026-12-27T19:00 2026-12-27T20:00 planned\n"
                  "2026-12-24 2026-12-28T08:00 2026-12-28T09:00 moved");
}

/* what is decided does not depend on the order in which it was read */
static void
test_any_order (void)
{
  HrSchedule schedule = make ("FREQ=DAILY", "2026-11-02T19:00", 60, "UTC");
  g_autoptr (GPtrArray) exceptions = no_exceptions ();
  g_autofree char *expected = NULL;

  for (guint i = 0; i < 4; i++)
    {
      HrException *exception =
          make_exception (i % 2 == 0 ? HR_OCCURRENCE_CANCELLED : HR_OCCURRENCE_MOVED, "2026-11-23", NULL);

      exception->new_start_min = (gint16)(60 * i);
      g_free (exception->id);
      exception->id = g_strdup_printf ("x-%u", i);
      g_ptr_array_add (exceptions, exception);
    }
  g_ptr_array_add (exceptions, make_exception (HR_OCCURRENCE_MOVED, "2026-11-22", "2026-11-24"));
  expected = expand (&schedule, exceptions, "2026-11-20T00:00", "2026-11-27T00:00");
  g_assert_nonnull (strstr (expected, "2026-11-23 2026-11-23T19:00 2026-11-23T20:00 cancelled"));
  for (guint i = 0; i < 50; i++)
    {
      guint a = (guint)g_test_rand_int_range (0, (gint32)exceptions->len);
      guint b = (guint)g_test_rand_int_range (0, (gint32)exceptions->len);
      gpointer kept = exceptions->pdata[a];

      exceptions->pdata[a] = exceptions->pdata[b];
      exceptions->pdata[b] = kept;
      ASSERT_EXPANDS (&schedule, exceptions, "2026-11-20T00:00", "2026-11-27T00:00", expected);
    }
}

static void
test_exception_value (void)
{
  HrException *exception = make_exception (HR_OCCURRENCE_MOVED, "2026-11-23", NULL);
  g_autoptr (HrException) held = hr_exception_ref (exception);
  GValue value = G_VALUE_INIT;

  exception->note = g_strdup ("en=Snow");
  hr_exception_unref (exception);
  g_value_init (&value, HR_TYPE_EXCEPTION);
  g_value_set_boxed (&value, held);
  g_assert_true (g_value_get_boxed (&value) == held);
  g_value_unset (&value);
  g_assert_cmpstr (held->note, ==, "en=Snow");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/next-table", test_next_table);
  g_test_add_func ("/schedule/summer-time", test_summer_time);
  g_test_add_func ("/schedule/gap-and-overlap", test_gap_and_overlap);
  g_test_add_func ("/schedule/other-zone", test_other_zone);
  g_test_add_func ("/schedule/day-left-out", test_day_left_out);
  g_test_add_func ("/schedule/by-appointment", test_by_appointment);
  g_test_add_func ("/schedule/window", test_window);
  g_test_add_func ("/schedule/cancelled", test_cancelled);
  g_test_add_func ("/schedule/span", test_span);
  g_test_add_func ("/schedule/moved", test_moved);
  g_test_add_func ("/schedule/moved-far", test_moved_far);
  g_test_add_func ("/schedule/moved-span", test_moved_span);
  g_test_add_func ("/schedule/extra", test_extra);
  g_test_add_func ("/schedule/extra-instead-of-cancelled", test_extra_instead_of_cancelled);
  g_test_add_func ("/schedule/closed-venue", test_closed_venue);
  g_test_add_func ("/schedule/any-order", test_any_order);
  g_test_add_func ("/schedule/exception-value", test_exception_value);
  return g_test_run ();
}
