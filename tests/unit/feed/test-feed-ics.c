/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/feed/hr-calendar.h"
#include "hr-test-feed.h"

#include <string.h>

#define CALENDAR(events) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" events "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n"
#define WEEKLY                                                                                                         \
  "UID:a@x\r\nSUMMARY:Monday\\, late\r\nDTSTART;TZID=America/New_York:20260105T190000\r\n"                             \
  "DTEND;TZID=America/New_York:20260105T203000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO\r\n"

static HrFeed *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  HrFeedOptions options = { .timezone = "America/New_York", .vocabulary = hr_test_vocabulary () };
  HrFeed *feed = hr_feed_read (text, strlen (text), &options, &error);

  g_assert_no_error (error);
  g_assert_cmpint (feed->format, ==, HR_FEED_ICS);
  g_assert_cmpuint (feed->records, ==, feed->rows->len + feed->rejected->len);
  for (guint i = 0; i < feed->rows->len; i++)
    {
      const HrFeedRow *row = feed->rows->pdata[i];

      g_assert_true (hr_record_check (row->meeting, &error));
      g_assert_no_error (error);
    }
  return feed;
}

static const char *
get (HrFeed *feed, guint row, const char *field)
{
  return hr_record_get (hr_test_row (feed, row)->meeting, field);
}

static HrRecord *
exception (HrFeed *feed, guint row, guint index)
{
  GPtrArray *list = hr_test_row (feed, row)->exceptions;

  g_assert_nonnull (list);
  g_assert_cmpuint (index, <, list->len);
  return list->pdata[index];
}

static void
test_weekly (void)
{
  g_autoptr (HrFeed) feed = read_text (CALENDAR (
      EVENT (WEEKLY "LOCATION:First Church\\, 12 Main St\\, Town\r\nGEO:40.5;-74.25\r\nDESCRIPTION:Bring a\r\n"
                    "  chair\\nand tea\r\nURL:https://example.org/a\r\nATTENDEE:mailto:ana@example.org\r\n"
                    "BEGIN:VALARM\r\nDESCRIPTION:Wake up\r\nEND:VALARM\r\n")));

  g_assert_cmpstr (get (feed, 0, "name"), ==, "Monday, late");
  g_assert_cmpstr (get (feed, 0, "slug"), ==, "a@x");
  g_assert_cmpstr (get (feed, 0, "rule"), ==, "FREQ=WEEKLY;BYDAY=MO");
  g_assert_cmpstr (get (feed, 0, "start"), ==, "2026-01-05T19:00");
  g_assert_cmpstr (get (feed, 0, "length"), ==, "90");
  g_assert_cmpstr (get (feed, 0, "timezone"), ==, "America/New_York");
  g_assert_cmpstr (get (feed, 0, "notes"), ==, "Bring a chair\nand tea");
  g_assert_cmpstr (get (feed, 0, "website"), ==, "https://example.org/a");
  g_assert_cmpstr (get (feed, 0, "attendance"), ==, "in_person");
  g_assert_cmpstr (hr_record_get (hr_test_row (feed, 0)->venue, "name"), ==, "First Church");
  g_assert_cmpstr (hr_record_get (hr_test_row (feed, 0)->venue, "address"), ==, "12 Main St, Town");
  g_assert_cmpstr (hr_record_get (hr_test_row (feed, 0)->venue, "latitude"), ==, "40.5");
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (feed->left_out, "ATTENDEE")), ==, 1);
  g_assert_null (g_hash_table_lookup (feed->left_out, "DTSTAMP"));
}

static void
test_exceptions (void)
{
  g_autoptr (HrFeed) feed = read_text (CALENDAR (
      EVENT (WEEKLY
             "EXDATE;TZID=America/New_York:20260112T190000\r\nEXDATE:20260120T000000Z\r\nRDATE:20260121T190000\r\n")
          EVENT ("UID:a@x\r\nRECURRENCE-ID;TZID=America/New_York:20260126T190000\r\nSUMMARY:x\r\n"
                 "DTSTART;TZID=America/New_York:20260127T180000\r\nDTEND;TZID=America/New_York:20260127T193000\r\n")
              EVENT ("UID:a@x\r\nRECURRENCE-ID:20260203T000000Z\r\nSTATUS:CANCELLED\r\n"
                     "DTSTART;TZID=America/New_York:20260202T190000\r\n")));

  g_assert_cmpuint (feed->rows->len, ==, 1);
  g_assert_cmpuint (hr_test_row (feed, 0)->exceptions->len, ==, 5);
  g_assert_cmpstr (hr_record_get (exception (feed, 0, 0), "from"), ==, "2026-01-12");
  g_assert_cmpstr (hr_record_get (exception (feed, 0, 0), "state"), ==, "cancelled");
  /* by the wall of the series, not in UTC */
  g_assert_cmpstr (hr_record_get (exception (feed, 0, 1), "from"), ==, "2026-01-19");
  g_assert_cmpstr (hr_record_get (exception (feed, 0, 2), "state"), ==, "extra");
  g_assert_cmpstr (hr_record_get (exception (feed, 0, 3), "from"), ==, "2026-01-26");
  g_assert_cmpstr (hr_record_get (exception (feed, 0, 3), "new_date"), ==, "2026-01-27");
  g_assert_cmpstr (hr_record_get (exception (feed, 0, 3), "new_start"), ==, "18:00");
  g_assert_cmpstr (hr_record_get (exception (feed, 0, 4), "from"), ==, "2026-02-02");
  g_assert_cmpstr (hr_record_get (exception (feed, 0, 4), "state"), ==, "cancelled");
}

static void
test_rejected (void)
{
  static const struct
  {
    const char *lines;
    const char *why;
  } cases[] = {
    { "SUMMARY:x\r\nDTSTART:20260105T190000\r\nRRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2\r\n", "cannot be held" },
    { "SUMMARY:x\r\nDTSTART:20260105T190000\r\nSTATUS:CANCELLED\r\n", "cancelled" },
    { "SUMMARY:x\r\nDTSTART;VALUE=DATE:20260105\r\n", "no time of day" },
    { "SUMMARY:x\r\n", "no start" },
    { "SUMMARY:x\r\nDTSTART:20261305T190000\r\n", "is none" },
    { "SUMMARY:x\r\nDTSTART;TZID=Mars/Base:20260105T190000\r\n", "time zone" },
    { "SUMMARY:x\r\nDTSTART:20260105T190000\r\nDURATION:P3D\r\n", "24 hours" },
    { "SUMMARY:x\r\nDTSTART:20260105T190000\r\nRECURRENCE-ID:20260105T190000\r\n", "not in the file" },
    { "SUMMARY:x\r\nDTSTART:20260105T190000\r\nRRULE:FREQ=DAILY\r\nRRULE:FREQ=WEEKLY\r\n", "more than one rule" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (CALENDAR (EVENT ("%s")), cases[i].lines);
      g_autoptr (HrFeed) feed = read_text (text);

      g_assert_cmpuint (feed->rows->len, ==, 0);
      g_assert_true (hr_test_has_note (feed->rejected, 1, cases[i].why));
      g_assert_cmpstr (((HrFeedNote *)feed->rejected->pdata[0])->name, ==, "x");
    }
}

static void
test_zones (void)
{
  g_autoptr (HrFeed) feed = read_text (
      CALENDAR ("BEGIN:VTIMEZONE\r\nTZID:Mine\r\nX-LIC-LOCATION:Europe/London\r\nEND:VTIMEZONE\r\n" EVENT (
          "UID:1\r\nSUMMARY:a\r\nDTSTART:20260105T190000\r\nDURATION:PT45M\r\n")
                    EVENT ("UID:2\r\nSUMMARY:b\r\nDTSTART;TZID=Mine:20260105T190000\r\n")
                        EVENT ("UID:3\r\nSUMMARY:c\r\nDTSTART;TZID=\"Eastern Standard Time\":20260105T190000\r\n")
                            EVENT ("UID:4\r\nSUMMARY:d\r\nDTSTART;TZID=/vendor.org/x/Asia/Tokyo:20260105T190000\r\n")
                                EVENT ("UID:5\r\nSUMMARY:e\r\nDTSTART:20260105T190000Z\r\n")));

  g_assert_cmpuint (feed->rows->len, ==, 5);
  g_assert_null (get (feed, 0, "timezone"));
  g_assert_cmpstr (get (feed, 0, "length"), ==, "45");
  g_assert_null (get (feed, 0, "rule"));
  g_assert_cmpstr (get (feed, 1, "timezone"), ==, "Europe/London");
  g_assert_cmpstr (get (feed, 2, "timezone"), ==, "America/New_York");
  g_assert_cmpstr (get (feed, 3, "timezone"), ==, "Asia/Tokyo");
  g_assert_cmpstr (get (feed, 4, "timezone"), ==, "UTC");
}

static void
test_until (void)
{
  g_autoptr (HrFeed) feed =
      read_text (CALENDAR (EVENT ("UID:1\r\nSUMMARY:a\r\nDTSTART;TZID=America/"
                                  "New_York:20260105T190000\r\nRRULE:FREQ=DAILY;UNTIL=20260111T000000Z\r\n")
                               EVENT ("UID:2\r\nSUMMARY:a\r\nDTSTART;TZID=America/"
                                      "New_York:20260105T190000\r\nRRULE:FREQ=DAILY;UNTIL=20260110T120000Z\r\n")));

  g_assert_cmpstr (get (feed, 0, "rule"), ==, "FREQ=DAILY;UNTIL=20260110");
  g_assert_cmpstr (get (feed, 1, "rule"), ==, "FREQ=DAILY;UNTIL=20260109");
}

static void
test_broken (void)
{
  g_autofree char *cut = hr_test_read_error ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n", -1, HR_ERROR_INPUT);
  g_autofree char *bad = hr_test_read_error ("BEGIN:VCALENDAR\nX:\xff\n", -1, HR_ERROR_INPUT);

  g_assert_nonnull (strstr (cut, "cut off"));
  g_assert_true (g_str_has_prefix (bad, "line 2, column 3"));
}

/* What our own export writes is the same meeting again. */
static void
test_own_export (void)
{
  static const char *const rules[] = { "FREQ=WEEKLY;BYDAY=MO",    "FREQ=WEEKLY;BYDAY=MO,TH",   "FREQ=MONTHLY;BYDAY=2MO",
                                       "FREQ=MONTHLY;BYDAY=-1MO", "FREQ=DAILY;UNTIL=20260801", "" };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (HrMeeting) meeting = hr_meeting_new ();
      g_autoptr (HrFeed) feed = NULL;
      g_autoptr (HrException) gone = hr_exception_new ();
      g_autoptr (HrException) extra = hr_exception_new ();
      g_autoptr (GPtrArray) exceptions = g_ptr_array_new ();
      g_autofree char *text = NULL;
      GPtrArray *lists[1] = { NULL };
      const gint64 at_s = hr_zone_to_unix_s (hr_zone_get ("America/New_York"), hr_date_from_ymd (2026, 1, 1), 0);

      meeting->id = g_strdup ("m-1");
      meeting->name = g_strdup ("Name; with, all \"that\"");
      meeting->venue_name = g_strdup ("First Church");
      meeting->address = g_strdup ("12 Main St, Town, NY 01234");
      meeting->attendance = HR_ATTENDANCE_IN_PERSON;
      meeting->notes = g_strdup ("Line one\nLine two");
      g_assert_true (hr_rule_parse (rules[i], &meeting->schedule.rule, NULL));
      meeting->schedule.first = hr_date_from_ymd (2026, 1, 5);
      meeting->schedule.start_min = 19 * 60;
      meeting->schedule.length_min = 75;
      meeting->schedule.zone = hr_zone_get ("America/New_York");
      gone->id = g_strdup ("x-1");
      gone->meeting_id = g_strdup ("m-1");
      gone->from = gone->until = hr_date_from_ymd (2026, 6, 1);
      gone->state = HR_OCCURRENCE_CANCELLED;
      extra->id = g_strdup ("x-2");
      extra->meeting_id = g_strdup ("m-1");
      extra->from = extra->until = hr_date_from_ymd (2026, 3, 4);
      extra->state = HR_OCCURRENCE_EXTRA;
      extra->new_start_min = 12 * 60;
      g_ptr_array_add (exceptions, gone);
      g_ptr_array_add (exceptions, extra);
      lists[0] = exceptions;
      text = hr_calendar_write ((HrMeeting *const *)&meeting, lists, 1, at_s, "en");
      feed = read_text (text);
      g_assert_cmpuint (feed->rows->len, ==, 1);
      g_assert_cmpstr (get (feed, 0, "name"), ==, "Name; with, all \"that\"");
      g_assert_cmpstr (get (feed, 0, "rule"), ==, rules[i][0] != '\0' ? rules[i] : NULL);
      g_assert_cmpstr (get (feed, 0, "length"), ==, "75");
      g_assert_cmpstr (get (feed, 0, "notes"), ==, "Line one\nLine two");
      g_assert_true (g_str_has_suffix (get (feed, 0, "start"), "T19:00"));
      g_assert_cmpstr (hr_record_get (hr_test_row (feed, 0)->venue, "name"), ==, "First Church");
      g_assert_cmpstr (hr_record_get (hr_test_row (feed, 0)->venue, "address"), ==, "12 Main St, Town, NY 01234");
      g_assert_cmpstr (hr_record_get (exception (feed, 0, hr_test_row (feed, 0)->exceptions->len - 1), "state"), ==,
                       "extra");
      g_assert_cmpstr (hr_record_get (exception (feed, 0, hr_test_row (feed, 0)->exceptions->len - 1), "new_start"), ==,
                       "12:00");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed-ics/weekly", test_weekly);
  g_test_add_func ("/feed-ics/exceptions", test_exceptions);
  g_test_add_func ("/feed-ics/rejected", test_rejected);
  g_test_add_func ("/feed-ics/zones", test_zones);
  g_test_add_func ("/feed-ics/until", test_until);
  g_test_add_func ("/feed-ics/broken", test_broken);
  g_test_add_func ("/feed-ics/own-export", test_own_export);
  return g_test_run ();
}
