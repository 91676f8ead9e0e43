/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-links.h"

#include <string.h>

static HrMeeting *
make_meeting (void)
{
  HrMeeting *meeting = hr_meeting_new ();

  meeting->id = g_strdup ("m-abc");
  meeting->name = g_strdup ("One Day at a Time");
  meeting->fellowship = g_strdup ("aa");
  meeting->rule = g_strdup ("FREQ=WEEKLY;BYDAY=TU");
  g_assert_true (hr_rule_parse (meeting->rule, &meeting->schedule.rule, NULL));
  meeting->schedule.first = hr_date_from_ymd (2026, 11, 24);
  meeting->schedule.start_min = 1140;
  meeting->schedule.length_min = 90;
  meeting->schedule.zone = hr_zone_get ("America/New_York");
  meeting->attendance = HR_ATTENDANCE_HYBRID;
  meeting->venue_name = g_strdup ("St. Mark's (annex)");
  meeting->address = g_strdup ("131 E 10th St, New York, NY 10003");
  meeting->latitude = 40.7301;
  meeting->longitude = -73.98712345;
  meeting->conference_url = g_strdup ("https://zoom.us/j/85512345678?utm_source=list&pwd=aGVsbG8&fbclid=x1#success");
  meeting->conference_url_notes = g_strdup ("Passcode: serenity");
  meeting->conference_phone = g_strdup ("+16465588656,,85512345678#,,,,*424242#");
  meeting->website = g_strdup ("https://www.example.org/groups/one-day/?utm_campaign=x");
  return meeting;
}

static const HrLink *
find (GPtrArray *links, HrLinkKind kind)
{
  for (guint i = 0; i < links->len; i++)
    if (((const HrLink *) links->pdata[i])->kind == kind)
      return links->pdata[i];
  return NULL;
}

static const HrLink *
get (GPtrArray *links, HrLinkKind kind)
{
  for (guint i = 0; i < links->len; i++)
    if (((const HrLink *) links->pdata[i])->kind == kind)
      return links->pdata[i];
  g_assert_not_reached ();
}

static gint64
now (void)
{
  return hr_zone_to_unix_s (hr_zone_get ("America/New_York"), hr_date_from_ymd (2026, 11, 23), 18 * 60 + 50);
}

static void
assert_link (GPtrArray *links, HrLinkKind kind, const char *payload, const char *title, const char *words)
{
  const HrLink *link = get (links, kind);

  if (payload != NULL)
    g_assert_cmpstr (link->payload, ==, payload);
  g_assert_cmpstr (link->title, ==, title);
  g_assert_cmpstr (link->words, ==, words);
}

static void
test_all (void)
{
  g_autoptr (HrMeeting) meeting = make_meeting ();
  g_autoptr (GPtrArray) links = hr_links_for_meeting (meeting, now ());

  g_assert_cmpuint (links->len, ==, 5);
  for (guint i = 0; i < links->len; i++)
    g_assert_cmpint (((const HrLink *) links->pdata[i])->kind, ==, i);
  assert_link (links, HR_LINK_CALENDAR, NULL, "Add to calendar", "Every Tuesday, 7:00 PM to 8:30 PM");
  g_assert_true (strstr (get (links, HR_LINK_CALENDAR)->payload, "BEGIN:VEVENT") != NULL);
  assert_link (links, HR_LINK_DIRECTIONS, "geo:40.7301,-73.98712?q=40.7301,-73.98712(St.%20Mark%27s%20%28annex%29)",
               "Directions", "St. Mark's (annex), 131 E 10th St, New York, NY 10003");
  assert_link (links, HR_LINK_JOIN, "https://zoom.us/j/85512345678?pwd=aGVsbG8#success", "Join online",
               "zoom.us/j/85512345678");
  assert_link (links, HR_LINK_CALL, "tel:+16465588656,,85512345678%23,,,,*424242%23", "Call",
               "(646) 558-8656, then 85512345678#");
  assert_link (links, HR_LINK_WEBSITE, "https://www.example.org/groups/one-day/", "Website",
               "example.org/groups/one-day");
}

/* Whatever a listing holds, a passcode is never among the words on the screen. */
static void
test_no_secrets (void)
{
  g_autoptr (HrMeeting) meeting = make_meeting ();
  g_autoptr (GPtrArray) links = hr_links_for_meeting (meeting, now ());
  static const char *const secrets[] = { "aGVsbG8", "serenity", "424242", "utm_", "fbclid" };

  for (guint i = 0; i < links->len; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (secrets); k++)
      g_assert_null (strstr (((const HrLink *) links->pdata[i])->words, secrets[k]));
}

static void
test_directions (void)
{
  static const struct
  {
    HrAttendance attendance;
    gboolean approximate, known, expected;
  } table[] = {
    { HR_ATTENDANCE_IN_PERSON, FALSE, TRUE, TRUE },  { HR_ATTENDANCE_HYBRID, FALSE, TRUE, TRUE },
    { HR_ATTENDANCE_ONLINE, FALSE, TRUE, FALSE },    { HR_ATTENDANCE_INACTIVE, FALSE, TRUE, FALSE },
    { HR_ATTENDANCE_IN_PERSON, TRUE, TRUE, FALSE },  { HR_ATTENDANCE_IN_PERSON, FALSE, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (HrMeeting) meeting = make_meeting ();
      g_autoptr (HrMeeting) unknown = hr_meeting_new ();
      g_autoptr (GPtrArray) links = NULL;

      meeting->attendance = table[i].attendance;
      meeting->approximate = table[i].approximate;
      if (!table[i].known)
        meeting->latitude = unknown->latitude;
      links = hr_links_for_meeting (meeting, now ());
      g_assert_cmpint (find (links, HR_LINK_DIRECTIONS) != NULL, ==, table[i].expected);
    }
}

static void
test_only_what_exists (void)
{
  g_autoptr (HrMeeting) meeting = hr_meeting_new ();
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) in_person = NULL;
  g_autoptr (HrMeeting) full = make_meeting ();

  meeting->name = g_strdup ("By appointment");
  meeting->attendance = HR_ATTENDANCE_ONLINE;
  none = hr_links_for_meeting (meeting, now ());
  g_assert_cmpuint (none->len, ==, 0);
  /* A left-over address of a meeting that went back into its room */
  full->attendance = HR_ATTENDANCE_IN_PERSON;
  in_person = hr_links_for_meeting (full, now ());
  g_assert_null (find (in_person, HR_LINK_JOIN));
  g_assert_null (find (in_person, HR_LINK_CALL));
  g_assert_nonnull (find (in_person, HR_LINK_WEBSITE));
}

static void
test_tracking (void)
{
  static const char *const table[][2] = {
    { "https://example.org/?utm_source=a", "https://example.org/" },
    { "https://example.org/a?b=1&utm_medium=x&c=2", "https://example.org/a?b=1&c=2" },
    { "https://example.org/a?GCLID=1&gclids=2", "https://example.org/a?gclids=2" },
    { "https://example.org/a#utm_source=b", "https://example.org/a#utm_source=b" },
    { "https://example.org/a?x#y?fbclid=1", "https://example.org/a?x#y?fbclid=1" },
    { "https://example.org", "https://example.org" },
    { "https://example.org/?", "https://example.org/" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (HrMeeting) meeting = hr_meeting_new ();
      g_autoptr (GPtrArray) links = NULL;

      meeting->attendance = HR_ATTENDANCE_ONLINE;
      meeting->conference_url = g_strdup (table[i][0]);
      links = hr_links_for_meeting (meeting, now ());
      g_assert_cmpuint (links->len, ==, 1);
      g_assert_cmpstr (get (links, HR_LINK_JOIN)->payload, ==, table[i][1]);
    }
}

static void
test_phones (void)
{
  static const char *const table[][2] = {
    { "988", "tel:988" },
    { "(555) 010-0100", "tel:+15550100100" },
    { "1-800-662-4357", "tel:+18006624357" },
    { "+44 20 7946 0000", "tel:+442079460000" },
    { "555 010 0100 x12", "tel:+15550100100,12" },
    { "741741", "tel:741741" },
    { "*67", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (HrRecord) resource = hr_record_new (HR_KIND_RESOURCE, "r-1");
      g_autoptr (GPtrArray) links = NULL;

      if (!hr_record_set (resource, "phone", table[i][0], NULL))
        {
          g_assert_null (table[i][1]);
          continue;
        }
      links = hr_links_for_resource (resource);
      g_assert_cmpuint (links->len, ==, 1);
      g_assert_cmpstr (get (links, HR_LINK_CALL)->payload, ==, table[i][1]);
    }
}

static void
test_resource (void)
{
  g_autoptr (HrRecord) resource = hr_record_new (HR_KIND_RESOURCE, "r-1");
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GPtrArray) none = hr_links_for_resource (resource);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (hr_record_set (resource, "phone", "555-010-0100", NULL));
  g_assert_true (hr_record_set (resource, "address", "12 Main St, Ñuñoa & Sons", NULL));
  g_assert_true (hr_record_set (resource, "website", "https://example.org/caf%C3%A9/?utm_id=3", NULL));
  links = hr_links_for_resource (resource);
  g_assert_cmpuint (links->len, ==, 3);
  assert_link (links, HR_LINK_CALL, "tel:+15550100100", "Call", "(555) 010-0100");
  assert_link (links, HR_LINK_DIRECTIONS, "geo:0,0?q=12%20Main%20St%2C%20%C3%91u%C3%B1oa%20%26%20Sons", "Directions",
               "12 Main St, Ñuñoa & Sons");
  assert_link (links, HR_LINK_WEBSITE, "https://example.org/caf%C3%A9/", "Website", "example.org/café");
}

/* Two short meetings go into one code, before those of each; what does not fit has only its own */
static void
test_plan (void)
{
  g_autoptr (GPtrArray) meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_meeting_unref);
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) two = NULL;
  g_autoptr (GPtrArray) many = NULL;
  const HrLink *all;

  for (guint i = 0; i < 2; i++)
    {
      HrMeeting *meeting = make_meeting ();

      meeting->attendance = HR_ATTENDANCE_IN_PERSON;
      g_free (meeting->id);
      meeting->id = g_strdup_printf ("m-%u", i);
      g_ptr_array_add (meetings, meeting);
      if (i == 0)
        one = hr_links_for_plan (meetings, now ());
    }
  g_assert_cmpuint (one->len, ==, 1);
  assert_link (one, HR_LINK_CALENDAR, NULL, "One Day at a Time", "Every Tuesday, 7:00 PM to 8:30 PM");

  two = hr_links_for_plan (meetings, now ());
  g_assert_cmpuint (two->len, ==, 3);
  assert_link (two, HR_LINK_CALENDAR, NULL, "One Day at a Time", "Every Tuesday, 7:00 PM to 8:30 PM");
  g_assert_cmpint (((HrLink *) two->pdata[0])->kind, ==, HR_LINK_CALENDAR);
  all = two->pdata[2];
  g_assert_cmpint (all->kind, ==, HR_LINK_CALENDARS);
  g_assert_cmpstr (all->title, ==, "All in one code");
  g_assert_cmpstr (all->words, ==, "One Day at a Time, One Day at a Time");
  g_assert_nonnull (strstr (all->payload, "UID:m-0"));
  g_assert_nonnull (strstr (all->payload, "UID:m-1"));

  for (guint i = 2; i < 8; i++)
    {
      HrMeeting *meeting = make_meeting ();

      g_free (meeting->id);
      meeting->id = g_strdup_printf ("m-%u", i);
      g_ptr_array_add (meetings, meeting);
    }
  many = hr_links_for_plan (meetings, now ());
  g_assert_cmpuint (many->len, ==, 8);
  g_assert_null (find (many, HR_LINK_CALENDARS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hr_language_init ("/nonexistent");
  g_test_add_func ("/links/all", test_all);
  g_test_add_func ("/links/no-secrets", test_no_secrets);
  g_test_add_func ("/links/directions", test_directions);
  g_test_add_func ("/links/only-what-exists", test_only_what_exists);
  g_test_add_func ("/links/tracking", test_tracking);
  g_test_add_func ("/links/phones", test_phones);
  g_test_add_func ("/links/resource", test_resource);
  g_test_add_func ("/links/plan", test_plan);
  return g_test_run ();
}
