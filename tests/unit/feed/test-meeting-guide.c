/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-test"

#include "handrail/feed/hr-feed.h"
#include "hr-test-feed.h"

#include <string.h>

#define ADDRESS "\"location\":\"Trinity Church\",\"formatted_address\":\"1 Main St, Lewes, DE 19958, USA\""
#define ZOOM "\"conference_url\":\"https://zoom.us/j/123456789\""

static const char *
meeting_value (HrFeed *feed, const char *field)
{
  return hr_record_get (hr_test_row (feed, 0)->meeting, field);
}

static const char *
venue_value (HrFeed *feed, const char *field)
{
  return hr_record_get (hr_test_row (feed, 0)->venue, field);
}

/* Each case: fields of one record, then what one field of its meeting becomes, and a part of the note it leaves. */
typedef struct
{
  const char *fields;
  const char *value;
  const char *note; /* (nullable): none expected */
} Case;

static void
check_cases (const Case *cases, guint n, const char *field, const char *common)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *fields = g_strconcat (cases[i].fields, common, NULL);
      g_autoptr (HrFeed) feed = hr_test_read_meeting (fields);

      g_test_message ("%s", fields);
      for (guint k = 0; k < feed->repaired->len; k++)
        g_test_message ("  %s", ((HrFeedNote *)feed->repaired->pdata[k])->text);
      g_assert_cmpstr (meeting_value (feed, field), ==, cases[i].value);
      if (cases[i].note == NULL)
        g_assert_cmpuint (feed->repaired->len, ==, 0);
      else
        g_assert_true (hr_test_has_note (feed->repaired, 1, cases[i].note));
    }
}

static void
test_days (void)
{
  static const Case cases[] = {
    { "\"day\":0", "FREQ=WEEKLY;BYDAY=SU", NULL },
    { "\"day\":6", "FREQ=WEEKLY;BYDAY=SA", NULL },
    { "\"day\":\"3\"", "FREQ=WEEKLY;BYDAY=WE", NULL },
    { "\"day\":3.0", "FREQ=WEEKLY;BYDAY=WE", NULL },
    { "\"day\":\"3.0\"", "FREQ=WEEKLY;BYDAY=WE", NULL },
    { "\"day\":\"3.5\"", NULL, "day \"3.5\" is no day" },
    { "\"day\":7", "FREQ=WEEKLY;BYDAY=SU", "day \"7\" was read as Sunday" },
    { "\"day\":\"Tuesdays\"", "FREQ=WEEKLY;BYDAY=TU", NULL },
    { "\"day\":\"jueves\"", "FREQ=WEEKLY;BYDAY=TH", NULL },
    { "\"day\":[1,3]", "FREQ=WEEKLY;BYDAY=MO,WE", NULL },
    { "\"day\":[\"1\",\"Friday\"]", "FREQ=WEEKLY;BYDAY=MO,FR", NULL },
    { "\"day\":[5,5]", "FREQ=WEEKLY;BYDAY=FR", NULL },
    { "\"day\":[1,\"x\"]", "FREQ=WEEKLY;BYDAY=MO", "day \"x\" is no day" },
    { "\"day\":\"Mon, Wed\"", "FREQ=WEEKLY;BYDAY=MO,WE", NULL },
    { "\"day\":8", NULL, "day \"8\" is no day of the week" },
    { "\"day\":-1", NULL, "is no day of the week" },
    { "\"day\":\"the\"", NULL, "day \"the\" is no day" },
    { "\"day\":\"first Friday\"", "FREQ=MONTHLY;BYDAY=1FR", "once a month" },
    { "\"day\":null", NULL, "no usable day; the meeting is by appointment" },
    { "\"day\":true", NULL, "by appointment" },
    { "\"day\":{}", NULL, "by appointment" },
    { "\"day\":{\"1\":1,\"2\":3}", "FREQ=WEEKLY;BYDAY=MO,WE", "day is an object instead of a list" },
  };

  check_cases (cases, G_N_ELEMENTS (cases), "rule", ",\"name\":\"x\",\"slug\":\"x\",\"time\":\"19:00\"," ADDRESS);
}

static void
test_times (void)
{
  static const Case cases[] = {
    { "\"time\":\"19:00\"", "2000-01-03T19:00", NULL },
    { "\"time\":\"7:05\"", "2000-01-03T07:05", NULL },
    { "\"time\":\"19:00:00\"", "2000-01-03T19:00", NULL },
    { "\"time\":\"6:30 PM\"", "2000-01-03T18:30", NULL },
    { "\"time\":\"7pm\"", "2000-01-03T19:00", NULL },
    { "\"time\":\"Noon\"", "2000-01-03T12:00", NULL },
    { "\"time\":\"midnight\"", "2000-01-03T00:00", NULL },
    { "\"time\":\"1930\"", "2000-01-03T19:30", NULL },
    { "\"time\":\"0.8125\"", "2000-01-03T19:30", "time 0.8125 was read as 19:30" },
    { "\"time\":\"7:00 PM EST\"", "2000-01-03T19:00", "holds a time zone; only the time was read" },
    { "\"time\":\"7:00 PM Eastern Time\"", "2000-01-03T19:00", "holds a time zone" },
    { "\"time\":\"EST\"", NULL, "time \"EST\" is no time" },
    { "\"time\":1930", "2000-01-03T19:30", NULL },
    { "\"time\":\"23:59\"", "2000-01-03T23:59", NULL },
    { "\"time\":\"24:00\"", "2000-01-04T00:00", "00:00 of the next day" },
    { "\"time\":0.5", "2000-01-03T12:00", "was read as 12:00" },
    { "\"time\":\"7:30\",\"am_pm\":\"PM\"", "2000-01-03T19:30", NULL },
    { "\"start_time\":\"19:00\"", "2000-01-03T19:00", NULL },
    { "\"time\":\"\"", NULL, "by appointment" },
    { "\"time\":null", NULL, "by appointment" },
    { "\"time\":\"25:00\"", NULL, "time \"25:00\" is no time; left out" },
    { "\"time\":[1]", NULL, "is no time" },
    { "\"time\":{\"a\":1}", NULL, "by appointment" },
  };

  check_cases (cases, G_N_ELEMENTS (cases), "start", ",\"day\":1,\"name\":\"x\",\"slug\":\"x\"," ADDRESS);
}

static void
test_lengths (void)
{
  static const Case cases[] = {
    { "\"end_time\":\"20:00\"", "60", NULL },
    { "\"end_time\":\"8:15 PM\"", "75", NULL },
    { "\"end_time\":\"19:00\"", NULL, NULL },
    { "\"end_time\":\"19:00\",\"duration\":90", "90", NULL },
    { "\"end_time\":\"00:30\"", "330", NULL },
    { "\"end_time\":\"24:00\"", "300", NULL },
    { "\"end_time\":\"18:00\"", "1380", "it was read as the next day (23 hours)" },
    { "\"end_time\":\"25:00\"", NULL, "end_time \"25:00\" is no time; left out" },
    { "\"duration\":45", "45", NULL },
    { "\"duration\":\"01:30\"", "90", NULL },
    { "\"duration\":\"1hr 30mins\"", "90", NULL },
    { "\"duration\":\"forever\"", NULL, "duration \"forever\" is no length" },
    { "\"duration\":0", NULL, NULL },
    { "\"x\":1", NULL, NULL },
  };

  check_cases (cases, G_N_ELEMENTS (cases), "length",
               ",\"day\":1,\"time\":\"19:00\",\"name\":\"x\",\"slug\":\"x\"," ADDRESS);
}

static void
test_types (void)
{
  static const Case cases[] = {
    { "\"types\":[\"O\",\"W\",\"X\"]", "O,W,X", NULL },
    { "\"types\":\"O, W,X\"", "O,W,X", NULL },
    { "\"types\":\"Open,Wheelchair Access,English,Online Meeting\"", "O,X,EN", NULL },
    { "\"types\":[\"[open]\"]", "O", NULL },
    { "\"types\":\"[open, women]\"", "O,W", NULL },
    { "\"types\":[\"o\",\"x\"]", "O,X", NULL },
    { "\"types\":[\"Abierta\",\"Mujeres\"]", "O,W", NULL },
    { "\"types\":[\"Women's Meeting\",\"Beginners\"]", "W,BE", NULL },
    { "\"types\":[\"Sign Language\",\"Outdoor Meeting\",\"Step Meeting\"]", "ASL,OUT,ST", NULL },
    { "\"types\":[\"O\",\"O\",\"open\"]", "O", NULL },
    { "\"types\":[\"ONL\",\"D\"]", "D", NULL },
    { "\"types\":[\"onl\"]", NULL, NULL },
    { "\"types\":[\"O\",\"C\",\"D\"]", "C,D", "closed was kept" },
    { "\"types\":[\"TC\",\"D\"],\"conference_url\":\"https://zoom.us/j/1\"", "TC,D", NULL },
    { "\"types\":[\"ASBI\"]", "ASBI", NULL },
    { "\"types\":\"\"", NULL, NULL },
    { "\"types\":null", NULL, NULL },
    { "\"types\":[]", NULL, NULL },
    { "\"types\":[null,\"D\"]", "D", NULL },
    { "\"types\":[true,{},[\"O\"],\"D\"]", "D", "types holds something that is no type; left out" },
    { "\"types\":[11]", "11", NULL },
    { "\"types\":{\"a\":1}", NULL, "types is no list of types" },
    { "\"types\":true", NULL, "types is no list of types" },
    { "\"types\":{\"0\":\"O\",\"3\":\"D\"}", "O,D", "types is an object instead of a list; O,D was read from it" },
    { "\"types\":{\"O\":true,\"C\":false,\"D\":true}", "O,D", "O,D was read from it" },
    { "\"types\":[\"12 Steps & 12 Traditions\"]", "12x12", NULL },
    { "\"types\":[\"D\"],\"languages\":[\"en\"]", "D", NULL },
    { "\"types\":[\"D\"],\"languages\":[\"es\",\"en\"]", "D,S,EN", "languages \"es\" became the type S" },
    { "\"languages\":[\"xx\"]", NULL, "languages \"xx\" is no known language" },
  };

  check_cases (cases, G_N_ELEMENTS (cases), "types",
               ",\"day\":1,\"time\":\"19:00\",\"name\":\"x\",\"slug\":\"x\"," ADDRESS);
}

static void
test_brought_types (void)
{
  g_autoptr (HrFeed) feed =
      hr_test_read_feed ("[{\"name\":\"a\",\"slug\":\"a\",\"types\":[\"ASBI\",\"asbi\",\"Potluck, monthly\"]},"
                         "{\"name\":\"b\",\"slug\":\"b\",\"types\":[\"ASBI\",\"Family Potluck\"]}]",
                         "aa");
  const HrRecord *type;
  g_autofree char *name = NULL;

  g_assert_cmpuint (feed->types->len, ==, 4);
  type = feed->types->pdata[0];
  g_assert_cmpint (hr_record_get_kind (type), ==, HR_KIND_TYPE);
  g_assert_cmpstr (hr_record_get_id (type), ==, "aa:ASBI");
  g_assert_cmpstr (hr_record_get (type, "code"), ==, "ASBI");
  g_assert_cmpstr (meeting_value (feed, "types"), ==, "ASBI,Potluck,monthly");
  type = feed->types->pdata[3];
  g_assert_cmpstr (hr_record_get (type, "code"), ==, "Family-Potluck");
  name = hr_record_get_translated (type, "names", "en");
  g_assert_cmpstr (name, ==, "Family Potluck");
  for (guint i = 0; i < feed->types->len; i++)
    g_assert_true (hr_record_check (feed->types->pdata[i], NULL));
}

static void
test_attendance (void)
{
  static const Case cases[] = {
    { ADDRESS, "in_person", NULL },
    { ADDRESS "," ZOOM, "hybrid", NULL },
    { ZOOM, "online", NULL },
    { "\"conference_phone\":\"+16465588656,,123456789#\"", "online", NULL },
    { ADDRESS ",\"types\":[\"TC\"]", "inactive", NULL },
    { ADDRESS ",\"types\":[\"TC\"]," ZOOM, "online", NULL },
    { ADDRESS ",\"approximate\":\"yes\"", "inactive", "the address is marked as approximate" },
    { ADDRESS ",\"approximate\":\" Yes \"," ZOOM, "online", NULL },
    { ADDRESS ",\"approximate\":\"perhaps\"", "in_person", "approximate \"perhaps\" is neither yes nor no" },
    { ADDRESS ",\"coordinates\":{\"lat\":39.95,\"lng\":-75.16}", "in_person", NULL },
    { ADDRESS ",\"coordinates\":\"here\"", "in_person", "coordinates \"here\" are no place on earth" },
    { ADDRESS ",\"attendance_option\":\"perhaps\"", "in_person", "attendance_option \"perhaps\" is unknown" },
    { ADDRESS ",\"approximate\":true," ZOOM, "online", NULL },
    { ADDRESS ",\"approximate\":\"no\"," ZOOM, "hybrid", NULL },
    { "\"formatted_address\":\"Philadelphia, PA, USA\"," ZOOM, "online", NULL },
    { "\"formatted_address\":\"Philadelphia, PA, USA\",\"approximate\":\"no\"," ZOOM, "hybrid", NULL },
    { "\"formatted_address\":\"Philadelphia, PA, USA\"", "inactive", "neither a street address" },
    /* three parts, but with a number: a street in a country whose addresses are short */
    { "\"formatted_address\":\"125 Charing Cross Rd, London WC2H 0EW, UK\"", "in_person", NULL },
    { "\"formatted_address\":\"Philadelphia, PA, USA\",\"coordinates\":\"39.95,-75.16\"", "in_person", NULL },
    { ADDRESS ",\"coordinates\":\"1,2,3,4\"," ZOOM, "online", NULL },
    { "\"address\":\"1 Main St\",\"city\":\"Lewes\"", "in_person", NULL },
    { "\"city\":\"Lewes\",\"state\":\"DE\"," ZOOM, "online", NULL },
    { "\"location\":\"Trinity Church\"", "in_person", NULL },
    { "\"location\":\"Zoom\"", "inactive", "neither a street address" },
    { "\"location\":\"Online\"," ZOOM, "online", NULL },
    /* any provider is one */
    { "\"conference_url\":\"https://jitsi.example.org/room\"", "online", NULL },
    { ADDRESS ",\"attendance_option\":\"online\"", "in_person", "attendance_option \"online\" does not fit" },
    { "\"formatted_address\":\"Philadelphia, PA, USA\",\"attendance_option\":\"online\"", "inactive", "does not fit" },
    { "\"formatted_address\":\"Philadelphia, PA, USA\",\"attendance_option\":\"online\",\"conference_phone\":\"+11\"",
      "online", "online was kept" },
    { ADDRESS ",\"attendance_option\":\"in_person\"", "in_person", NULL },
    { ADDRESS ",\"attendance_option\":\"In-Person\"", "in_person", NULL },
  };

  check_cases (cases, G_N_ELEMENTS (cases), "attendance",
               ",\"day\":1,\"time\":\"19:00\",\"name\":\"x\",\"slug\":\"x\"");
}

static void
test_suspended (void)
{
  g_autoptr (HrFeed) here =
      hr_test_read_meeting ("\"name\":\"Early Risers (SUSPENDED)\",\"slug\":\"a\",\"day\":1," ADDRESS);
  g_autoptr (HrFeed) online =
      hr_test_read_meeting ("\"name\":\"Suspended: Early Risers\",\"slug\":\"a\",\"day\":1," ADDRESS "," ZOOM);
  g_autoptr (HrFeed) nameless = hr_test_read_meeting ("\"name\":\"SUSPENDED\",\"slug\":\"a\",\"day\":1," ADDRESS);

  g_assert_cmpstr (meeting_value (here, "name"), ==, "Early Risers");
  g_assert_cmpstr (meeting_value (here, "attendance"), ==, "inactive");
  g_assert_true (hr_test_has_note (here->repaired, 1, "says that the meeting is suspended"));
  g_assert_cmpstr (((HrFeedNote *)here->repaired->pdata[0])->name, ==, "Early Risers");
  g_assert_cmpstr (meeting_value (online, "name"), ==, "Early Risers");
  g_assert_cmpstr (meeting_value (online, "attendance"), ==, "online");
  g_assert_cmpstr (meeting_value (nameless, "name"), ==, "Trinity Church");
}

static void
test_slugs (void)
{
  g_autoptr (HrFeed) feed = hr_test_read_feed (
      "[{\"name\":\"A\",\"slug\":\"x\"},{\"name\":\"B\",\"slug\":\"x\"},{\"name\":\"C\",\"slug\":\"x\"},"
      "{\"name\":\"D\",\"slug\":17},{\"name\":\"E\",\"id\":18},{\"name\":\"F\",\"id\":19,\"slug\":\"\"},"
      "{\"name\":\"G G\",\"day\":1,\"time\":\"19:00\"},{\"name\":\"H\",\"slug\":\"x-2\"}]",
      NULL);
  static const char *const keys[] = { "x", "x-2", "x-3", "17", "18", "19", "g-g-monday-at-19-00", "x-2-2" };

  g_assert_cmpuint (feed->rows->len, ==, G_N_ELEMENTS (keys));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_assert_cmpstr (hr_test_row (feed, i)->key, ==, keys[i]);
      g_assert_cmpstr (hr_record_get (hr_test_row (feed, i)->meeting, "slug"), ==, keys[i]);
      g_assert_cmpuint (hr_test_row (feed, i)->record, ==, i + 1);
    }
  g_assert_true (hr_test_has_note (feed->repaired, 2, "this record became \"x-2\""));
  g_assert_true (hr_test_has_note (feed->repaired, 7, "slug is missing"));
}

static void
test_names (void)
{
  g_autofree char *fields = NULL;
  GString *name = g_string_new (NULL);
  g_autoptr (HrFeed) place = hr_test_read_meeting ("\"slug\":\"a\",\"day\":1,\"time\":\"19:00\"," ADDRESS);
  g_autoptr (HrFeed) group = hr_test_read_meeting ("\"slug\":\"a\",\"day\":1,\"time\":\"19:00\",\"group\":\"Harbor\"");
  g_autoptr (HrFeed) when = hr_test_read_meeting ("\"slug\":\"a\",\"day\":1,\"time\":\"19:00\"," ZOOM);
  g_autoptr (HrFeed) html = hr_test_read_meeting ("\"slug\":\"a\",\"name\":\"<b>Men&#8217;s &amp; Women&rsquo;s</b>\"");
  g_autoptr (HrFeed) longer = NULL;

  g_assert_cmpstr (meeting_value (place, "name"), ==, "Trinity Church");
  g_assert_true (hr_test_has_note (place->repaired, 1, "name is missing"));
  g_assert_cmpstr (meeting_value (group, "name"), ==, "Harbor");
  g_assert_cmpstr (meeting_value (when, "name"), ==, "Meeting Monday at 19:00");
  g_assert_cmpstr (meeting_value (html, "name"), ==, "Men’s & Women’s");
  g_assert_true (hr_test_has_note (html->repaired, 1, "name held markup"));

  for (guint i = 0; i < 100; i++)
    g_string_append (name, "näme ");
  fields = g_strdup_printf ("\"slug\":\"a\",\"name\":\"%s\"", name->str);
  g_string_free (name, TRUE);
  longer = hr_test_read_meeting (fields);
  g_assert_cmpuint (strlen (meeting_value (longer, "name")), <=, 255);
  g_assert_true (g_utf8_validate (meeting_value (longer, "name"), -1, NULL));
  g_assert_true (hr_test_has_note (longer->repaired, 1, "it was cut to 255"));
}

static void
test_points (void)
{
  g_autoptr (HrFeed) text = hr_test_read_meeting (
      "\"name\":\"x\",\"slug\":\"x\",\"latitude\":\"40.5\",\"longitude\":\"-74.123456789\"," ADDRESS);
  g_autoptr (HrFeed) number =
      hr_test_read_meeting ("\"name\":\"x\",\"slug\":\"x\",\"latitude\":40,\"longitude\":-74.25," ADDRESS);
  g_autoptr (HrFeed) zero =
      hr_test_read_meeting ("\"name\":\"x\",\"slug\":\"x\",\"latitude\":\"0\",\"longitude\":0.0," ADDRESS);
  g_autoptr (HrFeed) empty =
      hr_test_read_meeting ("\"name\":\"x\",\"slug\":\"x\",\"latitude\":\"\",\"longitude\":null," ADDRESS);
  g_autoptr (HrFeed) far =
      hr_test_read_meeting ("\"name\":\"x\",\"slug\":\"x\",\"latitude\":140,\"longitude\":0," ADDRESS);
  g_autoptr (HrFeed) half = hr_test_read_meeting ("\"name\":\"x\",\"slug\":\"x\",\"latitude\":40," ADDRESS);
  g_autoptr (HrFeed) hex =
      hr_test_read_meeting ("\"name\":\"x\",\"slug\":\"x\",\"latitude\":\"0x10\",\"longitude\":\"nan\"," ADDRESS);
  g_autoptr (HrFeed) online = hr_test_read_meeting (
      "\"name\":\"x\",\"slug\":\"x\",\"latitude\":40,\"longitude\":-74,\"approximate\":\"yes\"," ADDRESS "," ZOOM);

  g_assert_cmpstr (venue_value (text, "latitude"), ==, "40.5");
  g_assert_cmpstr (venue_value (text, "longitude"), ==, "-74.1234568");
  g_assert_cmpstr (venue_value (number, "latitude"), ==, "40");
  g_assert_cmpstr (venue_value (number, "longitude"), ==, "-74.25");
  g_assert_null (venue_value (zero, "latitude"));
  g_assert_true (hr_test_has_note (zero->repaired, 1, "are 0; left out"));
  g_assert_null (venue_value (empty, "latitude"));
  g_assert_cmpuint (empty->repaired->len, ==, 0);
  g_assert_null (venue_value (far, "longitude"));
  g_assert_true (hr_test_has_note (far->repaired, 1, "are no place on earth"));
  g_assert_null (venue_value (half, "latitude"));
  g_assert_null (venue_value (hex, "latitude"));
  g_assert_cmpstr (meeting_value (online, "attendance"), ==, "online");
  g_assert_null (venue_value (online, "latitude"));
}

static void
test_links (void)
{
  static const Case cases[] = {
    { "\"conference_url\":\"https://zoom.us/j/1?pwd=x\"", "https://zoom.us/j/1?pwd=x", NULL },
    { "\"conference_url\":\"HTTPS://Zoom.US/j/1\"", "https://zoom.us/j/1", NULL },
    { "\"conference_url\":\"zoom.us/j/1\"", "https://zoom.us/j/1", "was read as" },
    { "\"conference_url\":\"https:/zoom.us/j/1\"", "https://zoom.us/j/1", "was read as" },
    { "\"conference_url\":\"Join: https://zoom.us/j/1.\"", "https://zoom.us/j/1", "was read as" },
    { "\"conference_url\":\"https://us06web.zoom.us/j/ 8258\"", "https://us06web.zoom.us/j/8258", "was read as" },
    { "\"conference_url\":\"https://zoom.us/j/1?a=1&amp;b=2\"", "https://zoom.us/j/1?a=1&b=2", NULL },
    { "\"conference_url\":\"javascript:alert(1)\"", NULL, "is no web address; left out" },
    { "\"conference_url\":\"call Bob\"", NULL, "is no web address" },
    { "\"conference_url\":\"bob@example.org\"", NULL, "is no web address" },
    { "\"conference_url\":\"\"", NULL, NULL },
    { "\"conference_url\":null", NULL, NULL },
    { "\"conference_url\":true", NULL, NULL },
  };
  g_autoptr (HrFeed) phone =
      hr_test_read_meeting ("\"name\":\"x\",\"slug\":\"x\",\"conference_phone\":\"Dial 646-876-9923, PIN 123#\"");
  g_autoptr (HrFeed) letters = hr_test_read_meeting (
      "\"name\":\"x\",\"slug\":\"x\",\"conference_phone\":\"+15873281099,,82900440659#,,#,,M1F3TTRlakdHUDg4#\"");
  g_autoptr (HrFeed) none = hr_test_read_meeting ("\"name\":\"x\",\"slug\":\"x\",\"conference_phone\":\"ask\"");

  check_cases (cases, G_N_ELEMENTS (cases), "conference_url", ",\"name\":\"x\",\"slug\":\"x\"," ADDRESS);
  g_assert_true (hr_test_has_note (phone->repaired, 1, "it was read as \"646-876-9923\""));
  g_assert_cmpstr (meeting_value (phone, "conference_phone"), ==, "646-876-9923");
  /* a passcode of letters cannot be dialled */
  g_assert_cmpstr (meeting_value (letters, "conference_phone"), ==, "+15873281099,,82900440659#");
  g_assert_null (meeting_value (none, "conference_phone"));
  g_assert_true (hr_test_has_note (none->repaired, 1, "is no phone number"));
}

static void
test_zones (void)
{
  static const Case cases[] = {
    { "\"timezone\":\"America/Chicago\"", "America/Chicago", NULL },
    { "\"timezone\":\"EST\"", "America/New_York", "timezone \"EST\" was read as America/New_York" },
    { "\"timezone\":\"Los Angeles\"", "America/Los_Angeles", "was read as America/Los_Angeles" },
    { "\"timezone\":\"(UTC-05:00) Eastern Time (US & Canada)\"", "America/New_York", "was read as" },
    { "\"timezone\":\"Mars\"", NULL, "is no known time zone; the site's is used" },
    { "\"timezone\":\"\"", NULL, NULL },
    { "\"timezone\":null", NULL, NULL },
  };

  check_cases (cases, G_N_ELEMENTS (cases), "timezone", ",\"name\":\"x\",\"slug\":\"x\"," ADDRESS);
}

static void
test_regions (void)
{
  static const struct
  {
    const char *fields;
    const char *region;
  } cases[] = {
    { "\"regions\":[\"Delaware County\",\"Woodlyn\"]", "Delaware County > Woodlyn" },
    { "\"regions\":\"Delaware County > Woodlyn\"", "Delaware County > Woodlyn" },
    { "\"region\":\"SF\",\"sub_region\":\"Mission\"", "SF > Mission" },
    { "\"region\":\"SF\",\"sub_region\":\"SF\"", "SF" },
    { "\"regions\":[],\"region\":\"SF\"", "SF" },
    { "\"regions\":[null,\" \",5,\"SF\"]", "SF" },
    { "\"regions\":[{\"id\":4,\"name\":\"SF\"},{\"name\":\"Mission\"}]", "SF > Mission" },
    { "\"region\":{\"id\":4,\"name\":\"SF\"}", "SF" },
    { "\"city\":\"Lewes\"", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *fields = g_strconcat (cases[i].fields, ",\"name\":\"x\",\"slug\":\"x\"," ADDRESS, NULL);
      g_autoptr (HrFeed) feed = hr_test_read_meeting (fields);

      g_assert_cmpstr (venue_value (feed, "region"), ==, cases[i].region);
    }
}

/* What belongs to people does not come in, and the report says how often it was there. */
static void
test_left_out (void)
{
  g_autoptr (HrFeed) feed = hr_test_read_meeting ("\"name\":\"x\",\"slug\":\"x\",\"contact_1_name\":\"Ann\",\"contact_"
                                                  "1_phone\":\"555\",\"email\":\"a@example.org\","
                                                  "\"venmo\":\"@x\",\"square\":\"$x\",\"paypal\":\"x\",\"feedback_"
                                                  "emails\":[\"a@example.org\"],\"edit_url\":\"https://x.org\","
                                                  "\"phone\":\"555\",\"nonsense\":{\"a\":1},\"empty\":\"\",\"nothing\":"
                                                  "null,\"conference_url_notes\":\"Passcode 0000\"," ZOOM);
  GString *all = g_string_new (NULL);

  hr_test_append_record (all, hr_test_row (feed, 0)->meeting);
  g_assert_null (strstr (all->str, "Ann"));
  g_assert_null (strstr (all->str, "example.org"));
  g_assert_null (strstr (all->str, "@x"));
  g_string_free (all, TRUE);
  g_assert_cmpstr (meeting_value (feed, "conference_url_notes"), ==, "Passcode 0000");
  g_assert_cmpuint (g_hash_table_size (feed->left_out), ==, 10);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (feed->left_out, "venmo")), ==, 1);
  g_assert_false (g_hash_table_contains (feed->left_out, "empty"));
}

static void
test_shared_things (void)
{
  g_autoptr (HrFeed) feed =
      hr_test_read_feed ("[{\"name\":\"a\",\"slug\":\"a\"," ADDRESS ",\"group\":\"Harbor Group\"},"
                         "{\"name\":\"b\",\"slug\":\"b\",\"location\":\"TRINITY CHURCH\",\"formatted_address\":\"1 "
                         "Main St, Lewes, DE 19958, USA\","
                         "\"location_notes\":\"Side door\",\"group\":\"harbor group\",\"group_notes\":\"All welcome\"},"
                         "{\"name\":\"c\",\"slug\":\"c\"," ADDRESS
                         ",\"location_notes\":\"Upstairs\",\"group\":\"Harbor Group\",\"group_notes\":\"Other\"}]",
                         NULL);
  const HrFeedRow *a = hr_test_row (feed, 0), *b = hr_test_row (feed, 1), *c = hr_test_row (feed, 2);

  g_assert_cmpstr (a->venue_key, ==, b->venue_key);
  g_assert_true (hr_record_equal (a->venue, b->venue));
  g_assert_cmpstr (hr_record_get (a->venue, "notes"), ==, "Side door");
  /* another room keeps its own words */
  g_assert_cmpstr (c->venue_key, !=, a->venue_key);
  g_assert_cmpstr (hr_record_get (c->venue, "notes"), ==, "Upstairs");
  g_assert_cmpstr (a->group_key, ==, c->group_key);
  g_assert_cmpstr (hr_record_get (a->group, "notes"), ==, "All welcome");
  g_assert_true (hr_test_has_note (feed->repaired, 3, "group_notes differ"));
  g_assert_cmpstr (hr_record_get (a->group, "fellowship"), ==, "aa");
}

static void
test_other_fields (void)
{
  g_autoptr (HrFeed) sheet = hr_test_read_meeting (
      "\"name\":\"x\",\"slug\":\"x\",\"updated\":\"8/25/2022 11:17:07 AM\",\"postal_code\":0," ADDRESS);
  g_autoptr (HrFeed) feed =
      hr_test_read_meeting ("\"name\":\"x\",\"slug\":\"x\",\"url\":\"https://x.org/m\",\"website\":\"https://g.org\","
                            "\"group\":\"G\",\"updated\":\"2023-08-29 15:56:59\",\"last_contact\":\"2023-09-01\","
                            "\"archived\":true,\"notes\":\"Line one<br>Line two\"");
  const HrFeedRow *row = hr_test_row (feed, 0);

  g_assert_cmpstr (hr_record_get (row->meeting, "website"), ==, "https://x.org/m");
  g_assert_cmpstr (hr_record_get (row->group, "website"), ==, "https://g.org");
  g_assert_cmpstr (hr_record_get (row->meeting, "verified"), ==, "2023-09-01");
  g_assert_cmpstr (hr_record_get (row->meeting, "published"), ==, "no");
  g_assert_cmpstr (meeting_value (sheet, "verified"), ==, "2022-08-25");
  g_assert_null (venue_value (sheet, "postal_code"));
  g_assert_cmpstr (hr_record_get (row->meeting, "notes"), ==, "Line one\nLine two");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/meeting-guide/days", test_days);
  g_test_add_func ("/meeting-guide/times", test_times);
  g_test_add_func ("/meeting-guide/lengths", test_lengths);
  g_test_add_func ("/meeting-guide/types", test_types);
  g_test_add_func ("/meeting-guide/brought-types", test_brought_types);
  g_test_add_func ("/meeting-guide/attendance", test_attendance);
  g_test_add_func ("/meeting-guide/suspended", test_suspended);
  g_test_add_func ("/meeting-guide/slugs", test_slugs);
  g_test_add_func ("/meeting-guide/names", test_names);
  g_test_add_func ("/meeting-guide/points", test_points);
  g_test_add_func ("/meeting-guide/links", test_links);
  g_test_add_func ("/meeting-guide/zones", test_zones);
  g_test_add_func ("/meeting-guide/regions", test_regions);
  g_test_add_func ("/meeting-guide/left-out", test_left_out);
  g_test_add_func ("/meeting-guide/shared-things", test_shared_things);
  g_test_add_func ("/meeting-guide/other-fields", test_other_fields);
  return g_test_run ();
}
