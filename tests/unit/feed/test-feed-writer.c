/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/feed/hr-feed-writer.h"

#include <jansson.h>
#include <string.h>

static HrRecord *
make_record (HrKind kind, const char *id, const char *const *pairs)
{
  HrRecord *record = hr_record_new (kind, id);

  for (guint i = 0; pairs[i] != NULL; i += 2)
    {
      g_autoptr (GError) error = NULL;

      hr_record_set (record, pairs[i], pairs[i + 1], &error);
      g_assert_no_error (error);
    }
  return record;
}

#define RECORD(kind, id, ...) make_record (kind, id, (const char *const[]){ __VA_ARGS__, NULL })

static HrRecord *
make_meeting (const char *slug, const char *rule, const char *start)
{
  HrRecord *meeting = RECORD (HR_KIND_MEETING, "m-1", "name", "Monday Night Step Group", "slug", slug, "fellowship",
                              "aa", "attendance", "in_person", "types", "O,X");

  g_assert_true (hr_record_set (meeting, "rule", rule, NULL));
  g_assert_true (hr_record_set (meeting, "start", start, NULL));
  return meeting;
}

static HrRecord *
make_venue (void)
{
  return RECORD (HR_KIND_VENUE, "v-1", "name", "St. Mark's", "address", "12 Main St, Albany, NY 12207, USA", "street",
                 "12 Main St", "city", "Albany", "state", "NY", "postal_code", "12207", "country", "USA", "region",
                 "Capital > Albany", "latitude", "42.6525793", "longitude", "-73.7562317", "notes", "Ring twice",
                 "capacity", "40");
}

static json_t *
write_one (const HrFeedItem *item)
{
  g_autofree char *text = hr_feed_write_meeting_guide (item, 1, NULL, "America/New_York");
  json_t *root = json_loads (text, JSON_REJECT_DUPLICATES, NULL);

  g_assert_nonnull (root);
  g_assert_cmpuint (json_array_size (root), ==, 1);
  return root;
}

static const char *
text_of (json_t *root, const char *key)
{
  return json_string_value (json_object_get (json_array_get (root, 0), key));
}

static char *
types_of (json_t *root)
{
  json_t *types = json_object_get (json_array_get (root, 0), "types");
  GString *out = g_string_new (NULL);
  json_t *type;
  size_t i;

  json_array_foreach (types, i, type) g_string_append_printf (out, "%s%s", i > 0 ? "," : "", json_string_value (type));
  return g_string_free (out, FALSE);
}

static void
test_plain (void)
{
  g_autoptr (HrRecord) meeting = make_meeting ("monday-night", "FREQ=WEEKLY;BYDAY=MO", "2026-01-05T19:00");
  g_autoptr (HrRecord) venue = make_venue ();
  g_autoptr (HrRecord) group =
      RECORD (HR_KIND_GROUP, "g-1", "name", "Step Group", "fellowship", "aa", "notes", "Since 1987");
  HrFeedItem item = { meeting, venue, group, NULL, NULL };
  g_autofree char *types = NULL;
  json_t *root, *record;

  g_assert_true (hr_record_set (meeting, "length", "90", NULL));
  g_assert_true (hr_record_set (meeting, "notes", "Coffee\nat 6", NULL));
  g_assert_true (hr_record_set (meeting, "website", "https://example.org/m", NULL));
  root = write_one (&item);
  record = json_array_get (root, 0);
  g_assert_cmpstr (text_of (root, "slug"), ==, "monday-night");
  g_assert_cmpstr (text_of (root, "name"), ==, "Monday Night Step Group");
  g_assert_cmpint (json_integer_value (json_object_get (record, "day")), ==, 1);
  g_assert_true (json_is_integer (json_object_get (record, "day")));
  g_assert_cmpstr (text_of (root, "time"), ==, "19:00");
  g_assert_cmpstr (text_of (root, "end_time"), ==, "20:30");
  g_assert_cmpstr (text_of (root, "timezone"), ==, "America/New_York");
  g_assert_cmpstr (text_of (root, "notes"), ==, "Coffee\nat 6");
  g_assert_cmpstr (text_of (root, "location"), ==, "St. Mark's");
  g_assert_cmpstr (text_of (root, "location_notes"), ==, "Ring twice");
  g_assert_cmpstr (text_of (root, "formatted_address"), ==, "12 Main St, Albany, NY 12207, USA");
  g_assert_cmpstr (text_of (root, "approximate"), ==, "no");
  g_assert_cmpstr (text_of (root, "group"), ==, "Step Group");
  g_assert_cmpstr (text_of (root, "group_notes"), ==, "Since 1987");
  g_assert_cmpstr (text_of (root, "url"), ==, "https://example.org/m");
  g_assert_true (json_real_value (json_object_get (record, "latitude")) == 42.6525793);
  g_assert_true (json_real_value (json_object_get (record, "longitude")) == -73.7562317);
  g_assert_cmpuint (json_array_size (json_object_get (record, "regions")), ==, 2);
  g_assert_cmpstr (json_string_value (json_array_get (json_object_get (record, "regions"), 1)), ==, "Albany");
  g_assert_null (json_object_get (record, "updated"));
  g_assert_null (json_object_get (record, "conference_url"));
  types = types_of (root);
  g_assert_cmpstr (types, ==, "O,X");
  json_decref (root);
}

static void
test_days (void)
{
  static const struct
  {
    const char *rule, *start;
    guint mask;
    const char *note;
  } cases[] = {
    { "FREQ=WEEKLY;BYDAY=MO,WE", "2026-01-05T19:00", 1 << 1 | 1 << 3, NULL },
    { "FREQ=WEEKLY", "2026-01-10T19:00", 1 << 6, NULL },
    { "FREQ=DAILY", "2026-01-10T19:00", 127, NULL },
    { "FREQ=DAILY;BYDAY=SU,SA", "2026-01-10T19:00", 1 | 1 << 6, NULL },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-01-06T19:00", 1 << 2, "Every 2 weeks, counted from 2026-01-06." },
    { "FREQ=MONTHLY;BYDAY=1FR", "2026-01-02T19:00", 1 << 5, "Only on the first Friday of the month." },
    { "FREQ=MONTHLY;BYDAY=2TU,-1TU,3WE", "2026-01-13T19:00", 1 << 2 | 1 << 3,
      "Only on the second and last Tuesday and third Wednesday of the month." },
    { "FREQ=MONTHLY;BYMONTHDAY=15", "2026-01-15T19:00", 0, "Not every week. Please ask for the next date." },
    { "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", "2026-12-24T19:00", 0, "Not every week. Please ask for the next date." },
    { "FREQ=DAILY;INTERVAL=3", "2026-12-24T19:00", 0, "Not every week. Please ask for the next date." },
    { "FREQ=WEEKLY;BYMONTH=6,7,8", "2026-06-06T19:00", 1 << 6, "Only in June, July and August." },
    { "FREQ=WEEKLY;UNTIL=20270131", "2026-06-06T19:00", 1 << 6, "Until 2027-01-31." },
    { "FREQ=WEEKLY;COUNT=3", "2026-06-06T19:00", 1 << 6, "Until 2026-06-20." },
    { "", "2026-11-23T19:00", 0, "Only on 2026-11-23 at 19:00." },
    { "", NULL, 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrRecord) meeting = make_meeting ("x", cases[i].rule, cases[i].start);
      HrFeedItem item = { meeting, NULL, NULL, NULL, NULL };
      json_t *root = write_one (&item), *value;
      json_t *day = json_object_get (json_array_get (root, 0), "day");
      guint mask = 0;
      size_t k;

      if (json_is_integer (day))
        mask = 1u << json_integer_value (day);
      else
        json_array_foreach (day, k, value) mask |= 1u << json_integer_value (value);
      g_assert_cmpuint (mask, ==, cases[i].mask);
      g_assert_cmpstr (text_of (root, "notes"), ==, cases[i].note);
      /* without a day there is no time either: by appointment */
      g_assert_cmpint (text_of (root, "time") != NULL, ==, mask != 0);
      json_decref (root);
    }
}

static void
test_end_time (void)
{
  static const char *const cases[][3] = {
    { "2026-01-05T23:30", "60", "00:30" }, { "2026-01-05T00:00", "1439", "23:59" },
    { "2026-01-05T10:00", "1440", NULL },  { "2026-01-05T10:00", NULL, NULL },
    { "2026-01-05T09:05", "5", "09:10" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrRecord) meeting = make_meeting ("x", "FREQ=WEEKLY", cases[i][0]);
      HrFeedItem item = { meeting, NULL, NULL, NULL, NULL };
      json_t *root;

      g_assert_true (hr_record_set (meeting, "length", cases[i][1], NULL));
      root = write_one (&item);
      g_assert_cmpstr (text_of (root, "end_time"), ==, cases[i][2]);
      json_decref (root);
    }
}

/* the rule that every consumer has: link or phone, exact address, TC */
static const char *
work_out_attendance (json_t *root)
{
  g_autofree char *types = types_of (root);
  g_auto (GStrv) codes = g_strsplit (types, ",", -1);
  gboolean online = text_of (root, "conference_url") != NULL || text_of (root, "conference_phone") != NULL;
  gboolean here =
      g_strcmp0 (text_of (root, "approximate"), "no") == 0 && !g_strv_contains ((const char *const *)codes, "TC");

  g_assert_cmpint (online, ==, g_strv_contains ((const char *const *)codes, "ONL"));
  return online ? (here ? "hybrid" : "online") : here ? "in_person" : "inactive";
}

static void
test_attendance (void)
{
  static const char *const cases[] = { "in_person", "online", "hybrid", "inactive" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrRecord) meeting = make_meeting ("x", "FREQ=WEEKLY", "2026-01-05T19:00");
      g_autoptr (HrRecord) venue = make_venue ();
      HrFeedItem item = { meeting, venue, NULL, NULL, NULL };
      json_t *root;

      g_assert_true (hr_record_set (meeting, "attendance", cases[i], NULL));
      g_assert_true (hr_record_set (meeting, "types", "O,TC,ONL", NULL));
      g_assert_true (hr_record_set (meeting, "conference_url", "https://zoom.us/j/1", NULL));
      g_assert_true (hr_record_set (meeting, "conference_phone", "+16465588656,,1#", NULL));
      root = write_one (&item);
      g_assert_cmpstr (work_out_attendance (root), ==, cases[i]);
      g_assert_cmpstr (text_of (root, "attendance_option"), ==, cases[i]);
      json_decref (root);

      /* the same at a place that is only an area */
      if (i != 1)
        continue;
      g_assert_true (hr_record_set (venue, "approximate", "yes", NULL));
      root = write_one (&item);
      g_assert_cmpstr (work_out_attendance (root), ==, "online");
      json_decref (root);
    }
}

static void
assert_same_record (json_t *object, const HrRecord *record)
{
  g_autoptr (HrRecord) read = hr_record_new (hr_record_get_kind (record), NULL);
  const char *key;
  json_t *value;

  g_assert_true (json_is_object (object));
  json_object_foreach (object, key, value)
  {
    if (strcmp (key, "id") == 0)
      hr_record_set_id (read, json_string_value (value));
    else
      g_assert_true (hr_record_set (read, key, json_string_value (value), NULL));
  }
  g_assert_true (hr_record_equal (read, record));
}

/* every record comes back from the object "handrail" as it was */
static void
test_own (void)
{
  g_autoptr (HrRecord) meeting =
      make_meeting ("first-friday", "FREQ=MONTHLY;BYDAY=1FR;UNTIL=20291231", "2026-01-02T19:00");
  g_autoptr (HrRecord) venue = make_venue ();
  g_autoptr (HrRecord) group = RECORD (HR_KIND_GROUP, "g-1", "name", "Step Group", "fellowship", "aa", "slips", "ask");
  g_autoptr (HrRecord) source = RECORD (HR_KIND_SOURCE, "s-1", "name", "Albany", "format", "meeting-guide");
  g_autoptr (GPtrArray) exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  HrFeedItem item = { meeting, venue, group, source, exceptions };
  json_t *root, *own;

  g_assert_true (hr_record_set (meeting, "first_time", "en=Come early\nes=Venga temprano", NULL));
  g_assert_true (hr_record_set (meeting, "notes", "\"=1+1\"\n<b>&amp;\\", NULL));
  g_assert_true (hr_record_set (meeting, "published", "no", NULL));
  g_assert_true (hr_record_set (meeting, "source_key", "42", NULL));
  g_ptr_array_add (exceptions, RECORD (HR_KIND_EXCEPTION, "x-1", "meeting", "m-1", "from", "2026-12-04", "state",
                                       "moved", "new_date", "2026-12-05", "note", "en=Snow"));
  g_ptr_array_add (exceptions,
                   RECORD (HR_KIND_EXCEPTION, "x-2", "meeting", "m-1", "from", "2027-01-01", "state", "cancelled"));
  root = write_one (&item);
  own = json_object_get (json_array_get (root, 0), "handrail");
  g_assert_cmpint (json_integer_value (json_object_get (own, "version")), ==, 1);
  assert_same_record (json_object_get (own, "meeting"), meeting);
  assert_same_record (json_object_get (own, "venue"), venue);
  assert_same_record (json_object_get (own, "group"), group);
  assert_same_record (json_object_get (own, "source"), source);
  g_assert_cmpuint (json_array_size (json_object_get (own, "exceptions")), ==, 2);
  assert_same_record (json_array_get (json_object_get (own, "exceptions"), 0), exceptions->pdata[0]);
  assert_same_record (json_array_get (json_object_get (own, "exceptions"), 1), exceptions->pdata[1]);
  json_decref (root);
}

static void
test_slugs (void)
{
  g_autoptr (HrRecord) meeting = make_meeting ("same", "FREQ=WEEKLY", "2026-01-05T19:00");
  HrFeedItem items[3] = { { .meeting = meeting }, { .meeting = meeting }, { .meeting = meeting } };
  g_autofree char *text = hr_feed_write_meeting_guide (items, 3, NULL, "UTC");
  g_autofree char *none = hr_feed_write_meeting_guide (NULL, 0, NULL, "UTC");
  json_t *root = json_loads (text, 0, NULL);

  g_assert_cmpstr (json_string_value (json_object_get (json_array_get (root, 0), "slug")), ==, "same");
  g_assert_cmpstr (json_string_value (json_object_get (json_array_get (root, 1), "slug")), ==, "same-2");
  g_assert_cmpstr (json_string_value (json_object_get (json_array_get (root, 2), "slug")), ==, "same-3");
  json_decref (root);
  g_assert_cmpstr (none, ==, "[]\n");
}

static const char csv_header[] =
    "slug,name,day,time,end_time,timezone,types,notes,location,location_notes,formatted_address,address,city,state,"
    "postal_code,country,latitude,longitude,approximate,regions,conference_url,conference_url_notes,"
    "conference_phone,conference_phone_notes,group,group_notes,url,attendance_option\r\n";

static void
test_csv (void)
{
  g_autoptr (HrRecord) meeting = make_meeting ("mw", "FREQ=WEEKLY;BYDAY=MO,WE", "2026-01-05T19:00");
  g_autoptr (HrRecord) venue = RECORD (HR_KIND_VENUE, "v-1", "name", "The \"Barn\"", "longitude", "-73.75", "latitude",
                                       "42.65", "address", "12 Main St, Albany");
  HrFeedItem item = { .meeting = meeting, .venue = venue };
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;

  g_assert_true (hr_record_set (meeting, "notes", "two\nlines", NULL));
  text = hr_feed_write_csv (&item, 1, "UTC");
  expected = g_strconcat (csv_header,
                          "mw-1,Monday Night Step Group,Monday,19:00,,UTC,\"O,X\",\"two\nlines\",\"The \"\"Barn\"\"\",,"
                          "\"12 Main St, Albany\",,,,,,42.65,-73.75,no,,,,,,,,,in_person\r\n",
                          "mw-3,Monday Night Step Group,Wednesday,19:00,,UTC,\"O,X\",\"two\nlines\","
                          "\"The \"\"Barn\"\"\",,\"12 Main St, Albany\",,,,,,42.65,-73.75,no,,,,,,,,,in_person\r\n",
                          NULL);
  g_assert_cmpstr (text, ==, expected);
}

/* a cell of a feed must not become a formula on the desk of whoever opens the table */
static void
test_csv_formulas (void)
{
  static const char *const names[] = { "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (HrRecord) meeting = make_meeting ("x", "FREQ=WEEKLY", "2026-01-05T19:00");
      HrFeedItem item = { .meeting = meeting };
      g_autofree char *text = NULL;
      const char *cell;

      g_assert_true (hr_record_set (meeting, "name", names[i], NULL));
      text = hr_feed_write_csv (&item, 1, "UTC");
      cell = strstr (text, "\r\nx,");
      g_assert_nonnull (cell);
      cell += 4;
      g_assert_true (g_str_has_prefix (cell, "'") || g_str_has_prefix (cell, "\"'"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed-writer/plain", test_plain);
  g_test_add_func ("/feed-writer/days", test_days);
  g_test_add_func ("/feed-writer/end-time", test_end_time);
  g_test_add_func ("/feed-writer/attendance", test_attendance);
  g_test_add_func ("/feed-writer/own", test_own);
  g_test_add_func ("/feed-writer/slugs", test_slugs);
  g_test_add_func ("/feed-writer/csv", test_csv);
  g_test_add_func ("/feed-writer/csv-formulas", test_csv_formulas);
  return g_test_run ();
}
