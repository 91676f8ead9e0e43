/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-test"

#include "handrail/core/hr-error.h"
#include "handrail/feed/hr-feed.h"
#include "hr-test-feed.h"

#include <string.h>

#define BASE                                                                                                           \
  "\"id_bigint\":\"7\",\"weekday_tinyint\":\"2\",\"start_time\":\"19:30:00\",\"duration_time\":\"01:30:00\","          \
  "\"meeting_name\":\"Serenity\",\"location_text\":\"Trinity Church\",\"location_street\":\"1 Main St\","              \
  "\"location_municipality\":\"Lewes\",\"location_province\":\"DE\""

static HrFeed *
read_with (const char *fields, const char *formats)
{
  g_autofree char *text = g_strdup_printf ("[{" BASE "%s%s}]", fields[0] != '\0' ? "," : "", fields);
  HrFeedOptions options = { .formats = formats,
                            .formats_length = formats != NULL ? strlen (formats) : 0,
                            .timezone = "America/New_York",
                            .vocabulary = hr_test_vocabulary () };
  g_autoptr (GError) error = NULL;
  HrFeed *feed = hr_feed_read (text, strlen (text), &options, &error);

  g_assert_no_error (error);
  g_assert_cmpint (feed->format, ==, HR_FEED_BMLT);
  g_assert_cmpuint (feed->rows->len, ==, 1);
  return feed;
}

static const char *
meeting_value (HrFeed *feed, const char *field)
{
  return hr_record_get (hr_test_row (feed, 0)->meeting, field);
}

static void
test_basics (void)
{
  g_autoptr (HrFeed) feed =
      read_with ("\"location_sub_province\":\"Sussex\",\"location_neighborhood\":\"Old Town\","
                 "\"location_info\":\"Upstairs\",\"bus_lines\":\"Bus Lines#@-@#201\",\"comments\":\"Bring a "
                 "book\",\"latitude\":\"38.7\",\"longitude\":\"-75.1\",\"time_zone\":\"America/Chicago\","
                 "\"contact_name_1\":\"Ann\",\"email_contact\":\"a@example.org\",\"published\":\"1\"",
                 NULL);
  const HrFeedRow *row = hr_test_row (feed, 0);

  g_assert_cmpstr (row->key, ==, "bmlt-7");
  g_assert_cmpstr (hr_record_get (row->meeting, "slug"), ==, "bmlt-7");
  g_assert_cmpstr (hr_record_get (row->meeting, "name"), ==, "Serenity");
  g_assert_cmpstr (hr_record_get (row->meeting, "fellowship"), ==, "na");
  /* 1 is Sunday there */
  g_assert_cmpstr (hr_record_get (row->meeting, "rule"), ==, "FREQ=WEEKLY;BYDAY=MO");
  g_assert_cmpstr (hr_record_get (row->meeting, "start"), ==, "2000-01-03T19:30");
  g_assert_cmpstr (hr_record_get (row->meeting, "length"), ==, "90");
  g_assert_cmpstr (hr_record_get (row->meeting, "timezone"), ==, "America/Chicago");
  g_assert_cmpstr (hr_record_get (row->meeting, "notes"), ==, "Bring a book");
  g_assert_cmpstr (hr_record_get (row->meeting, "attendance"), ==, "in_person");
  g_assert_null (hr_record_get (row->meeting, "published"));
  g_assert_cmpstr (hr_record_get (row->venue, "region"), ==, "DE > Sussex > Lewes > Old Town");
  g_assert_cmpstr (hr_record_get (row->venue, "notes"), ==, "Upstairs\n201");
  g_assert_cmpstr (hr_record_get (row->venue, "latitude"), ==, "38.7");
  g_assert_null (row->group);
  g_assert_true (g_hash_table_contains (feed->left_out, "contact_name_1"));
  g_assert_true (g_hash_table_contains (feed->left_out, "email_contact"));
}

static void
test_numbers_and_strings (void)
{
  g_autoptr (HrFeed) feed = hr_test_read_feed ("{\"meetings\":[{\"id_bigint\":8,\"weekday_tinyint\":7,\"start_time\":"
                                               "\"24:00:00\",\"duration_time\":\"24:00:00\",\"published\":0,"
                                               "\"meeting_name\":\"Marathon\",\"location_street\":\"1 Main "
                                               "St\"},{\"id_bigint\":9,\"weekday_tinyint\":\"8\",\"start_time\":"
                                               "\"19:00\",\"duration_time\":\"00:00:00\",\"meeting_name\":\"\","
                                               "\"published\":false,\"location_text\":\"Hall\"}],\"formats\":[]}",
                                               NULL);
  const HrFeedRow *first = hr_test_row (feed, 0), *second = hr_test_row (feed, 1);

  g_assert_cmpstr (hr_record_get (first->meeting, "start"), ==, "2000-01-02T00:00");
  g_assert_cmpstr (hr_record_get (first->meeting, "rule"), ==, "FREQ=WEEKLY;BYDAY=SU");
  g_assert_true (hr_test_has_note (feed->repaired, 1, "next day"));
  g_assert_cmpstr (hr_record_get (first->meeting, "length"), ==, "1440");
  g_assert_cmpstr (hr_record_get (first->meeting, "published"), ==, "no");
  g_assert_null (hr_record_get (second->meeting, "start"));
  g_assert_true (hr_test_has_note (feed->repaired, 2, "weekday_tinyint \"8\" is no day"));
  g_assert_true (hr_test_has_note (feed->repaired, 2, "by appointment"));
  g_assert_cmpstr (hr_record_get (second->meeting, "name"), ==, "Hall");
  g_assert_true (hr_test_has_note (feed->repaired, 2, "meeting_name is missing"));
  g_assert_null (hr_record_get (second->meeting, "length"));
  g_assert_cmpstr (hr_record_get (second->meeting, "published"), ==, "no");
  g_assert_true (hr_test_has_note (feed->repaired, 2, "published is no; the meeting is kept but not shown"));
}

static void
test_ways_without_a_way (void)
{
  g_autoptr (HrFeed) feed = hr_test_read_feed (
      "[{\"id_bigint\":\"1\",\"weekday_tinyint\":\"Monday\",\"start_time\":\"19:00:00\",\"venue_type\":\"3\","
      "\"meeting_name\":\"a\",\"location_street\":\"1 Main St\"},"
      "{\"id_bigint\":\"2\",\"weekday_tinyint\":\"2,4\",\"start_time\":\"19:00:00\",\"venue_type\":\"1\","
      "\"meeting_name\":\"b\"}]",
      NULL);

  g_assert_cmpstr (hr_record_get (hr_test_row (feed, 0)->meeting, "attendance"), ==, "hybrid");
  g_assert_true (hr_test_has_note (feed->repaired, 1, "the meeting is hybrid, but there is neither a link nor"));
  g_assert_cmpstr (hr_record_get (hr_test_row (feed, 0)->meeting, "rule"), ==, "FREQ=WEEKLY;BYDAY=MO");
  g_assert_true (hr_test_has_note (feed->repaired, 1, "weekday_tinyint \"Monday\" was read as a day's name"));
  g_assert_true (hr_test_has_note (feed->repaired, 2, "in person, but there is no place"));
  g_assert_true (hr_test_has_note (feed->repaired, 2, "weekday_tinyint \"2,4\" is no day"));
}

static void
test_attendance (void)
{
  static const struct
  {
    const char *fields;
    const char *attendance;
    const char *types;
  } cases[] = {
    { "\"venue_type\":\"1\"", "in_person", NULL },
    { "\"venue_type\":1", "in_person", NULL },
    { "\"venue_type\":\"2\",\"virtual_meeting_link\":\"https://zoom.us/j/1\"", "online", NULL },
    { "\"venue_type\":\"3\",\"virtual_meeting_link\":\"https://zoom.us/j/1\"", "hybrid", NULL },
    { "\"venue_type\":\"2\",\"formats\":\"VM,TC,O\",\"virtual_meeting_link\":\"https://zoom.us/j/1\"", "online",
      "TC,O" },
    { "\"venue_type\":\"\",\"formats\":\"VM,O\",\"phone_meeting_number\":\"+16465588656\"", "online", "O" },
    { "\"venue_type\":\"\",\"formats\":\"HY,O\",\"virtual_meeting_link\":\"https://zoom.us/j/1\"", "hybrid", "O" },
    { "\"formats\":\"TC,O\"", "inactive", "TC,O" },
    { "\"formats\":\"TC,O\",\"virtual_meeting_link\":\"https://zoom.us/j/1\"", "online", "TC,O" },
    { "\"formats\":\"O,C,D\"", "in_person", "C,D" },
    { "\"venue_type\":\"9\"", "in_person", NULL },
    { "\"virtual_meeting_link\":\"https://zoom.us/j/1\"", "hybrid", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *fields =
          g_strconcat (cases[i].fields, ",\"latitude\":\"34.24\",\"longitude\":\"-118.56\"", NULL);
      g_autoptr (HrFeed) feed = read_with (fields, NULL);

      g_test_message ("%s", cases[i].fields);
      g_assert_cmpstr (meeting_value (feed, "attendance"), ==, cases[i].attendance);
      g_assert_cmpstr (meeting_value (feed, "types"), ==, cases[i].types);
      /* the place of a virtual meeting on the map is the server's default */
      g_assert_cmpint (hr_record_get (hr_test_row (feed, 0)->venue, "latitude") == NULL, ==,
                       strcmp (cases[i].attendance, "online") == 0);
    }
}

#define FORMATS                                                                                                        \
  "[{\"key_string\":\"RC\",\"name_string\":\"Recém-chegados\",\"lang\":\"pt\",\"id\":\"1\",\"world_id\":\"BEG\","     \
  "\"format_type_enum\":\"FC3\"},"                                                                                     \
  "{\"key_string\":\"F\",\"name_string\":\"Fechada\",\"lang\":\"pt\",\"id\":\"4\",\"world_id\":\"CLOSED\"},"           \
  "{\"key_string\":\"B\",\"name_string\":\"Boat\",\"lang\":\"en\",\"id\":\"90\",\"world_id\":\"XBOAT\"},"              \
  "{\"key_string\":\"POT\",\"name_string\":\"Potluck\",\"lang\":\"en\",\"id\":\"91\",\"world_id\":\"\"},"              \
  "{\"key_string\":\"POT\",\"name_string\":\"Comida\",\"lang\":\"es\",\"id\":\"91\",\"world_id\":\"\"},"               \
  "{\"key_string\":\"POT\",\"name_string\":\"Spise\",\"lang\":\"dk\",\"id\":\"91\",\"world_id\":\"\"}]"

static void
test_formats (void)
{
  g_autoptr (HrFeed) feed =
      read_with ("\"lang_enum\":\"pt\",\"formats\":\"RC,F,POT,B\",\"format_shared_id_list\":\"1,4,91,90\"", FORMATS);
  const HrRecord *type;

  g_assert_cmpstr (meeting_value (feed, "types"), ==, "B,C,POT,B.90");
  g_assert_cmpuint (feed->types->len, ==, 2);
  type = feed->types->pdata[0];
  g_assert_cmpstr (hr_record_get_id (type), ==, "na:POT");
  g_assert_cmpstr (hr_record_get (type, "names"), ==, "da=Spise\nen=Potluck\nes=Comida");
  type = feed->types->pdata[1];
  g_assert_cmpstr (hr_record_get (type, "code"), ==, "B.90");
}

/* Keys are translated too: "M" are women in Portuguese and men in English. */
static void
test_keys_of_languages (void)
{
  static const struct
  {
    const char *fields;
    const char *types;
  } cases[] = {
    { "\"lang_enum\":\"en\",\"formats\":\"M,B\"", "M,B" },
    { "\"lang_enum\":\"pt\",\"formats\":\"M,RC,F\"", "W,B,C" },
    { "\"lang_enum\":\"it\",\"formats\":\"NV,Ap.\"", "B,O" },
    { "\"lang_enum\":\"sv\",\"formats\":\"Ö,K\"", "O,W" },
    { "\"formats\":\"\"", NULL },
    { "\"formats\":\"M,M,,M\"", "M" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrFeed) feed = read_with (cases[i].fields, NULL);

      g_test_message ("%s", cases[i].fields);
      g_assert_cmpstr (meeting_value (feed, "types"), ==, cases[i].types);
      g_assert_cmpuint (feed->types->len, ==, 0);
    }
}

static void
test_bad_formats_file (void)
{
  HrFeedOptions options = { .formats = "[{", .formats_length = 2, .vocabulary = hr_test_vocabulary () };
  g_autoptr (GError) error = NULL;

  g_assert_null (hr_feed_read ("[{" BASE "}]", strlen ("[{" BASE "}]"), &options, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
  g_assert_true (g_str_has_prefix (error->message, "The file of formats: line 1, column 3:"));
  g_clear_error (&error);
  options.formats = "[{\"a\":1}]";
  options.formats_length = strlen (options.formats);
  g_assert_null (hr_feed_read ("[{" BASE "}]", strlen ("[{" BASE "}]"), &options, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
}

static void
test_admin_shape (void)
{
  g_autoptr (HrFeed) feed = hr_test_read_feed ("[{\"id\":12,\"serviceBodyId\":3,\"formatIds\":[17,4],\"venueType\":2,"
                                               "\"temporarilyVirtual\":true,\"day\":0,\"startTime\":\"19:00\","
                                               "\"duration\":\"01:00\",\"timeZone\":\"Australia/"
                                               "Sydney\",\"latitude\":-33.8,\"longitude\":151.2,\"published\":true,"
                                               "\"email\":null,\"worldId\":\"\",\"name\":\"Sydney\",\"location_text\":"
                                               "\"Hall\",\"location_street\":\"1 George St\","
                                               "\"virtual_meeting_link\":\"https://zoom.us/j/1\",\"comments\":null}]",
                                               NULL);

  g_assert_cmpint (feed->format, ==, HR_FEED_BMLT);
  g_assert_cmpstr (hr_test_row (feed, 0)->key, ==, "bmlt-12");
  /* 0 is Sunday there */
  g_assert_cmpstr (meeting_value (feed, "rule"), ==, "FREQ=WEEKLY;BYDAY=SU");
  g_assert_cmpstr (meeting_value (feed, "length"), ==, "60");
  g_assert_cmpstr (meeting_value (feed, "attendance"), ==, "online");
  g_assert_cmpstr (meeting_value (feed, "types"), ==, "TC");
  g_assert_cmpstr (meeting_value (feed, "timezone"), ==, "Australia/Sydney");
  g_assert_true (hr_test_has_note (feed->repaired, 1, "no list of formats"));
}

static void
test_servers (void)
{
  g_autoptr (HrFeed) feed =
      hr_test_read_feed ("[{" BASE ",\"root_server_uri\":\"https://bmlt.example.org/main_server/\"},{" BASE
                         ",\"root_server_uri\":\"https://na.example.com\"}"
                         ",{" BASE "},{" BASE "},{" BASE ",\"root_server_id\":\"4\"}]",
                         NULL);

  g_assert_cmpstr (hr_test_row (feed, 0)->key, ==, "bmlt-example-org-7");
  g_assert_cmpstr (hr_test_row (feed, 1)->key, ==, "na-example-com-7");
  g_assert_cmpstr (hr_test_row (feed, 2)->key, ==, "bmlt-7");
  g_assert_cmpstr (hr_test_row (feed, 3)->key, ==, "bmlt-7-2");
  /* an aggregator that leaves the address out: its number for the server keeps the key, whatever the order */
  g_assert_cmpstr (hr_test_row (feed, 4)->key, ==, "bmlt-4-7");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bmlt/basics", test_basics);
  g_test_add_func ("/bmlt/numbers-and-strings", test_numbers_and_strings);
  g_test_add_func ("/bmlt/attendance", test_attendance);
  g_test_add_func ("/bmlt/ways-without-a-way", test_ways_without_a_way);
  g_test_add_func ("/bmlt/formats", test_formats);
  g_test_add_func ("/bmlt/keys-of-languages", test_keys_of_languages);
  g_test_add_func ("/bmlt/bad-formats-file", test_bad_formats_file);
  g_test_add_func ("/bmlt/admin-shape", test_admin_shape);
  g_test_add_func ("/bmlt/servers", test_servers);
  return g_test_run ();
}
