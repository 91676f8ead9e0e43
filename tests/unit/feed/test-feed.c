/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around the records, and what is no feed. */
#define G_LOG_DOMAIN "handrail-test"

#include "handrail/core/hr-error.h"
#include "handrail/feed/hr-feed.h"
#include "hr-test-feed.h"

#include <string.h>

#define ONE                                                                                                            \
  "{\"name\":\"One\",\"slug\":\"one\",\"day\":1,\"time\":\"19:00\",\"location\":\"Hall\",\"address\":\"1 Main St\"}"
#define TWO                                                                                                            \
  "{\"name\":\"Two\",\"slug\":\"two\",\"day\":2,\"time\":\"20:00\",\"location\":\"Hall\",\"address\":\"1 Main St\"}"

static void
test_shapes (void)
{
  static const char *const texts[] = {
    "[" ONE "," TWO "]",
    "\xef\xbb\xbf[" ONE "," TWO "]",
    " \r\n [" ONE "\r\n,\r\n" TWO "] \n",
    "{\"meetings\":[" ONE "," TWO "]}",
    "{\"version\":1,\"meetings\":[" ONE "," TWO "],\"other\":[1,2]}",
    "{\"data\":[" ONE "," TWO "]}",
    "{\"data\":{\"meetings\":[" ONE "," TWO "]}}",
    "{\"items\":[" ONE "," TWO "]}",
    "{\"rows\":[" ONE "," TWO "]}",
    "{\"grupos\":[" ONE "," TWO "]}",
    "{\"whatever\":[" ONE "," TWO "]}",
    "{\"records\":[{\"id\":\"a\",\"fields\":" ONE "},{\"id\":\"b\",\"fields\":" TWO "}]}",
    "callback([" ONE "," TWO "]);",
    "/**/jsonp.cb_1 ({\"meetings\":[" ONE "," TWO "]})",
    ONE "\n" TWO "\n",
    ONE "\r\n" TWO,
    ONE "," TWO,
    "{\"values\":[[\"Name\",\"ID\",\"Day\",\"Time\",\"Location\",\"Address\"],"
    "[\"One\",\"one\",\"Monday\",\"7:00 PM\",\"Hall\",\"1 Main St\"],[\"Two\",\"two\",\"Tuesday\",\"8:00 PM\",\"Hall\","
    "\"1 Main St\"]]}",
    "[[\"name\",\"slug\",\"day\",\"time\",\"location\",\"address\"],[\"One\",\"one\",1,\"19:00\",\"Hall\",\"1 Main "
    "St\"],"
    "[\"Two\",\"two\",2,\"20:00\",\"Hall\",\"1 Main St\"]]",
    "{\"feed\":{\"title\":{\"$t\":\"x\"},\"entry\":[{\"gsx$name\":{\"$t\":\"One\"},\"gsx$slug\":{\"$t\":\"one\"},\"gsx$"
    "day\":"
    "{\"$t\":\"Monday\"},\"gsx$time\":{\"$t\":\"19:00\"},\"gsx$location\":{\"$t\":\"Hall\"},\"gsx$address\":{\"$t\":"
    "\"1 Main "
    "St\"}},{\"gsx$name\":{\"$t\":\"Two\"},\"gsx$slug\":{\"$t\":\"two\"},\"gsx$day\":{\"$t\":\"Tuesday\"},\"gsx$time\":"
    "{\"$t\":\"20:00\"},\"gsx$location\":{\"$t\":\"Hall\"},\"gsx$address\":{\"$t\":\"1 Main St\"}}]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HrFeed) feed = hr_test_read_feed (texts[i], NULL);

      g_test_message ("%s", texts[i]);
      g_assert_cmpint (feed->format, ==, HR_FEED_MEETING_GUIDE);
      g_assert_cmpuint (feed->rows->len, ==, 2);
      g_assert_cmpstr (hr_test_row (feed, 0)->key, ==, "one");
      g_assert_cmpstr (hr_record_get (hr_test_row (feed, 0)->meeting, "start"), ==, "2000-01-03T19:00");
      g_assert_cmpstr (hr_record_get (hr_test_row (feed, 1)->meeting, "name"), ==, "Two");
      g_assert_cmpstr (hr_record_get (hr_test_row (feed, 1)->meeting, "rule"), ==, "FREQ=WEEKLY;BYDAY=TU");
      g_assert_cmpstr (hr_record_get (hr_test_row (feed, 1)->meeting, "attendance"), ==, "in_person");
      /* the same place is one thing */
      g_assert_cmpstr (hr_test_row (feed, 0)->venue_key, ==, hr_test_row (feed, 1)->venue_key);
      g_assert_true (hr_record_equal (hr_test_row (feed, 0)->venue, hr_test_row (feed, 1)->venue));
    }
}

static void
test_empty_lists (void)
{
  g_autoptr (HrFeed) list = hr_test_read_feed ("[]", NULL);
  g_autoptr (HrFeed) wrapped = hr_test_read_feed ("{\"meetings\":[],\"formats\":[]}", NULL);

  g_assert_cmpuint (list->records, ==, 0);
  g_assert_cmpint (list->format, ==, HR_FEED_MEETING_GUIDE);
  g_assert_cmpuint (wrapped->records, ==, 0);
  g_assert_cmpint (wrapped->format, ==, HR_FEED_BMLT);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *says;
  } cases[] = {
    { "", "line 1, column 1: the file is empty" },
    { " \n\t", "the file is empty" },
    { "\xef\xbb\xbf", "the file is empty" },
    { "<!DOCTYPE html><html><head><title>Just a moment...</title>",
      "line 1, column 1: this is a web page (\"Just a moment...\")" },
    { "\n<html>", "line 2, column 1: this is a web page" },
    { "hello", "line 1, column 1: a JSON feed begins with" },
    { "\"text\"", "a JSON feed begins with" },
    { "[" ONE ",", "line 1, column 93: the file ends in the middle" },
    { "[" ONE "\n", "line 2, column 1: the file ends here" },
    { "[" ONE ",{\"name\":\"T", "it was cut off" },
    { "{\"meetings\":[" ONE, "it was cut off" },
    { "{\"meetings\":[" ONE "]", "it was cut off" },
    { "{\"meet", "it was cut off" },
    { "[" ONE "\n" TWO "]", "line 2, column 1: this is no valid JSON: \",\" or \"]\" after a record is expected" },
    { "[" ONE ",]", "this is no valid JSON" },
    { "[" ONE "] x", "something follows the end of the feed" },
    { "[\n{\"name\": tru}]", "line 2, column 10: this is no valid JSON" },
    { "[{'name':'x'}]", "this is no valid JSON" },
    { "[{\"name\":NaN}]", "this is no valid JSON" },
    { "[// comment\n]", "this is no valid JSON" },
    { "{\"name\" \"x\"}", "\":\" is expected" },
    { "{\"error\":\"no such endpoint\"}", "says \"no such endpoint\"" },
    { "{\"a\":1}", "an object without a list of meetings" },
    { "[1,2,3]", "a list of something other than objects" },
    { "[[" ONE "]]", "a list inside of a list" },
    { "[{\"a\":1},{\"b\":2}]", "none of the fields of a meeting" },
    { "[{\"key_string\":\"B\",\"name_string\":\"Beginners\",\"id\":\"1\"}]", "GetFormats" },
    { "[{\"id\":\"1\",\"parent_id\":\"0\",\"name\":\"Region\",\"type\":\"RS\"}]", "service bodies" },
    { "[{\"days\":[\"mondays\"],\"times\":[\"4:00 pm\"],\"details\":\"x\"}]", "SMART" },
    { "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":{},\"properties\":{}}]}",
      "GeoJSON" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *message = hr_test_read_error (cases[i].text, -1, HR_ERROR_INPUT);

      g_test_message ("%s", message);
      g_assert_true (g_str_has_prefix (message, "line "));
      g_assert_nonnull (strstr (message, cases[i].says));
    }
}

static void
test_encodings (void)
{
  static const char utf16[] = "\xff\xfe[\0{\0}\0]\0";
  static const char utf16_plain[] = "[\0{\0}\0]\0";
  static const char windows[] = "[{\"name\":\"Caf\xe9\",\n\"slug\":\"x\"}]";
  static const char torn[] = "[{\"name\":\"x\"}\0\0\0\0";
  g_autofree char *first = hr_test_read_error (utf16, sizeof utf16 - 1, HR_ERROR_INPUT);
  g_autofree char *second = hr_test_read_error (utf16_plain, sizeof utf16_plain - 1, HR_ERROR_INPUT);
  g_autofree char *third = hr_test_read_error (windows, -1, HR_ERROR_INPUT);
  g_autofree char *fourth = hr_test_read_error (torn, sizeof torn - 1, HR_ERROR_INPUT);

  g_assert_nonnull (strstr (first, "UTF-16"));
  g_assert_nonnull (strstr (second, "UTF-16"));
  g_assert_nonnull (strstr (third, "line 1, column 14: there is a byte that is no UTF-8"));
  g_assert_nonnull (strstr (fourth, "line 1, column 14"));
}

static void
test_depth (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) fine = g_string_new ("[{\"name\":\"x\",\"day\":1,\"deep\":");
  g_autofree char *message = NULL;
  gint64 begun;

  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (deep, i % 2 == 0 ? '[' : '{');
  begun = g_get_monotonic_time ();
  message = hr_test_read_error (deep->str, (gssize)deep->len, HR_ERROR_LIMIT);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 2 * G_USEC_PER_SEC);
  g_assert_true (g_str_has_prefix (message, "line 1, column 65:"));
  /* brackets in texts are no depth */
  g_string_append_c (fine, '"');
  for (guint i = 0; i < 1000; i++)
    g_string_append (fine, "[{\\\"");
  g_string_append (fine, "\"}]");
  {
    g_autoptr (HrFeed) feed = hr_test_read_feed (fine->str, NULL);

    g_assert_cmpuint (feed->rows->len, ==, 1);
  }
}

static void
test_too_many (void)
{
  g_autoptr (GString) text = g_string_new ("[{\"name\":\"x\",\"day\":1}");
  g_autofree char *message = NULL;

  for (guint i = 0; i <= HR_FEED_MAX_RECORDS; i++)
    g_string_append (text, ",0");
  g_string_append_c (text, ']');
  message = hr_test_read_error (text->str, (gssize)text->len, HR_ERROR_LIMIT);
  g_assert_nonnull (strstr (message, "1000000 records"));
}

static void
test_formats_are_certain (void)
{
  static const char bmlt[] =
      "[{\"id_bigint\":\"1\",\"weekday_tinyint\":\"2\",\"start_time\":\"19:00:00\",\"meeting_name\":\"x\"}]";
  HrFeedOptions options = { .format = HR_FEED_MEETING_GUIDE, .vocabulary = hr_test_vocabulary () };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrFeed) feed = NULL;
  HrFeedFormat format;

  g_assert_null (hr_feed_read (bmlt, strlen (bmlt), &options, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "BMLT"));
  g_clear_error (&error);
  options.format = HR_FEED_BMLT;
  g_assert_null (hr_feed_read ("[" ONE "]", strlen ("[" ONE "]"), &options, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
  feed = hr_test_read_feed (bmlt, NULL);
  g_assert_cmpint (feed->format, ==, HR_FEED_BMLT);
  g_assert_true (hr_feed_format_from_string ("bmlt", &format));
  g_assert_cmpint (format, ==, HR_FEED_BMLT);
  g_assert_false (hr_feed_format_from_string ("xml", &format));
  g_assert_cmpstr (hr_feed_format_to_string (HR_FEED_AUTO), ==, "auto");
}

static void
test_odd_records (void)
{
  g_autoptr (HrFeed) feed = hr_test_read_feed ("[" ONE ",null,3,\"x\",[],{},{\"notes\":\"only notes\"},"
                                               "{\"slug\":\"two\",\"slug\":\"three\",\"name\":\"Three\"}]",
                                               NULL);

  g_assert_cmpuint (feed->records, ==, 8);
  g_assert_cmpuint (feed->rows->len, ==, 2);
  g_assert_cmpuint (feed->rejected->len, ==, 6);
  g_assert_true (hr_test_has_note (feed->rejected, 2, "empty (null)"));
  g_assert_true (hr_test_has_note (feed->rejected, 3, "a number"));
  g_assert_true (hr_test_has_note (feed->rejected, 6, "no name, no time, no place and no link"));
  g_assert_true (hr_test_has_note (feed->rejected, 7, "no name"));
  g_assert_cmpstr (hr_test_row (feed, 1)->key, ==, "three");
  g_assert_true (hr_test_has_note (feed->repaired, 8, "twice"));
}

/* A number that no integer holds does not cost the whole feed. */
static void
test_big_numbers (void)
{
  g_autoptr (HrFeed) feed =
      hr_test_read_feed ("[{\"name\":\"x\",\"day\":1,\"time\":\"19:00\",\"zoom\":123456789012345678901234567890,"
                         "\"slug\":12345678901234}]",
                         NULL);

  g_assert_cmpuint (feed->rows->len, ==, 1);
  g_assert_cmpstr (hr_test_row (feed, 0)->key, ==, "12345678901234");
}

/* Half an emoji is taken out; it does not cost the whole feed either. */
static void
test_half_characters (void)
{
  g_autoptr (HrFeed) feed =
      hr_test_read_feed ("[{\"name\":\"One \\ud83d\",\"slug\":\"one\",\"day\":1},"
                         "{\"name\":\"Two \\ud83d\\ude00 \\\\ud83d\",\"slug\":\"two\",\"day\":1}]",
                         NULL);

  g_assert_cmpuint (feed->rows->len, ==, 2);
  g_assert_cmpstr (hr_record_get (hr_test_row (feed, 0)->meeting, "name"), ==, "One");
  g_assert_true (hr_test_has_note (feed->repaired, 1, "name held"));
  g_assert_cmpstr (hr_record_get (hr_test_row (feed, 1)->meeting, "name"), ==, "Two \xf0\x9f\x98\x80 \\ud83d");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/shapes", test_shapes);
  g_test_add_func ("/feed/empty-lists", test_empty_lists);
  g_test_add_func ("/feed/refused", test_refused);
  g_test_add_func ("/feed/encodings", test_encodings);
  g_test_add_func ("/feed/depth", test_depth);
  g_test_add_func ("/feed/too-many", test_too_many);
  g_test_add_func ("/feed/formats-are-certain", test_formats_are_certain);
  g_test_add_func ("/feed/odd-records", test_odd_records);
  g_test_add_func ("/feed/big-numbers", test_big_numbers);
  g_test_add_func ("/feed/half-characters", test_half_characters);
  return g_test_run ();
}
