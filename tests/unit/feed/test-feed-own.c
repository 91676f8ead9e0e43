/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Handrail wrote is read back as it was, and distrusted like anything else. */
#define G_LOG_DOMAIN "handrail-test"

#include "handrail/feed/hr-feed-writer.h"
#include "handrail/feed/hr-feed.h"
#include "hr-test-feed.h"

#include <string.h>

static HrRecord *
make (HrKind kind, const char *id, ...)
{
  HrRecord *record = hr_record_new (kind, id);
  va_list args;
  const char *field;

  va_start (args, id);
  while ((field = va_arg (args, const char *)) != NULL)
    {
      const char *value = va_arg (args, const char *);
      g_autoptr (GError) error = NULL;

      hr_record_set (record, field, value, &error);
      g_assert_no_error (error);
    }
  va_end (args);
  return record;
}

static void
test_round_trip (void)
{
  g_autoptr (HrRecord) meeting =
      make (HR_KIND_MEETING, "m-1", "name", "A < B & <b>C</b>", "slug", "a-b", "fellowship", "na", "group", "g-1",
            "venue", "v-1", "rule", "FREQ=MONTHLY;BYDAY=-1FR", "start", "2026-01-30T19:00", "length", "75", "timezone",
            "America/Chicago", "types", "O,ZZZ", "attendance", "hybrid", "notes", "one\ntwo", "conference_url",
            "https://zoom.us/j/1", "first_time", "en=Come in\nes=Pase", "sign_in", "yes", "capacity", "30", "verified",
            "2026-01-01", NULL);
  g_autoptr (HrRecord) venue = make (HR_KIND_VENUE, "v-1", "name", "Hall", "street", "1 Main St", "latitude", "40.5",
                                     "longitude", "-74", "step_free", "yes", NULL);
  g_autoptr (HrRecord) group = make (HR_KIND_GROUP, "g-1", "name", "Group", "fellowship", "na", "slips", "ask", NULL);
  g_autoptr (HrRecord) source = make (HR_KIND_SOURCE, "s-1", "name", "Area feed", "format", "bmlt", NULL);
  g_autoptr (GPtrArray) exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  HrFeedItem item = { meeting, venue, group, source, exceptions };
  g_autofree char *text = NULL;
  g_autoptr (HrFeed) feed = NULL;
  const HrFeedRow *row;

  g_ptr_array_add (exceptions, make (HR_KIND_EXCEPTION, "x-1", "meeting", "m-1", "from", "2026-02-27", "state",
                                     "cancelled", "note", "en=Snow", NULL));
  text = hr_feed_write_meeting_guide (&item, 1, NULL, "America/New_York");
  feed = hr_test_read_feed (text, NULL);
  row = hr_test_row (feed, 0);
  g_assert_true (feed->own_export);
  g_assert_cmpuint (feed->rows->len, ==, 1);
  g_assert_cmpuint (feed->repaired->len, ==, 0);
  g_assert_cmpstr (row->key, ==, "a-b");
  g_assert_true (hr_record_equal (row->meeting, meeting));
  g_assert_true (hr_record_equal (row->venue, venue));
  g_assert_true (hr_record_equal (row->group, group));
  g_assert_cmpuint (row->exceptions->len, ==, 1);
  g_assert_true (hr_record_equal (row->exceptions->pdata[0], exceptions->pdata[0]));
  g_assert_cmpstr (row->source_name, ==, "Area feed");
  g_assert_cmpstr (row->source_format, ==, "bmlt");
  /* a code that the vocabulary lacks comes along */
  g_assert_cmpuint (feed->types->len, ==, 1);
  g_assert_cmpstr (hr_record_get_id (feed->types->pdata[0]), ==, "na:ZZZ");
}

/* A center in Chicago reads what one in New York wrote: seven in the evening stays New York's seven. */
static void
test_other_zone (void)
{
  g_autoptr (HrRecord) meeting = make (HR_KIND_MEETING, "m-1", "name", "Hope", "slug", "hope", "fellowship", "na", "rule",
                                       "FREQ=WEEKLY;BYDAY=MO", "start", "2026-01-05T19:00", "attendance", "in_person", NULL);
  HrFeedItem item = { meeting, NULL, NULL, NULL, NULL };
  g_autofree char *theirs = hr_feed_write_meeting_guide (&item, 1, NULL, "America/Chicago");
  g_autofree char *ours = hr_feed_write_meeting_guide (&item, 1, NULL, "America/New_York");
  g_autoptr (HrFeed) from_theirs = hr_test_read_feed (theirs, NULL);
  g_autoptr (HrFeed) from_ours = hr_test_read_feed (ours, NULL);

  g_assert_cmpstr (hr_record_get (hr_test_row (from_theirs, 0)->meeting, "timezone"), ==, "America/Chicago");
  g_assert_cmpuint (from_theirs->repaired->len, ==, 1);
  g_assert_null (hr_record_get (hr_test_row (from_ours, 0)->meeting, "timezone"));
  g_assert_cmpuint (from_ours->repaired->len, ==, 0);
}

static void
test_file (void)
{
  g_autoptr (HrRecord) meeting = make (HR_KIND_MEETING, "m-1", "name", "Seen", "slug", "a", "fellowship", "hope",
                                       "types", "TEA,GONE", "attendance", "in_person", "source", "s-1", NULL);
  g_autoptr (HrRecord) draft = make (HR_KIND_MEETING, "m-2", "name", "Draft", "slug", "a", "fellowship", "hope",
                                     "attendance", "inactive", "published", "no", NULL);
  g_autoptr (HrRecord) source =
      make (HR_KIND_SOURCE, "s-1", "name", "Area feed", "format", "bmlt", "fellowship", "na", NULL);
  g_autoptr (GPtrArray) types = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  HrFeedItem items[2] = { { .meeting = meeting, .source = source }, { .meeting = meeting, .source = source } };
  HrFeedItem unpublished = { .meeting = draft };
  HrFeedExtras extras = { &unpublished, 1, types, others };
  g_autofree char *text = NULL;
  g_autoptr (HrFeed) feed = NULL;

  g_ptr_array_add (types, make (HR_KIND_TYPE, "hope:TEA", "fellowship", "hope", "code", "TEA", "names",
                                "en=With tea\nes=Con té", NULL));
  g_ptr_array_add (others, make (HR_KIND_FELLOWSHIP, "hope", "name", "Hope House", NULL));
  g_ptr_array_add (others,
                   make (HR_KIND_EXCEPTION, "x-1", "venue", "v-1", "from", "2026-12-24", "state", "cancelled", NULL));
  text = hr_feed_write_meeting_guide (items, 2, &extras, "America/New_York");
  feed = hr_test_read_feed (text, NULL);
  g_assert_cmpuint (feed->records, ==, 3);
  g_assert_cmpuint (feed->rows->len, ==, 3);
  g_assert_cmpuint (feed->repaired->len, ==, 0);
  /* behind the others, under its own slug, although another one has it */
  g_assert_cmpuint (hr_test_row (feed, 2)->record, ==, 3);
  g_assert_true (hr_record_equal (hr_test_row (feed, 2)->meeting, draft));
  /* the file names every type: none is made up for GONE */
  g_assert_cmpuint (feed->types->len, ==, 0);
  g_assert_cmpuint (feed->others->len, ==, 4);
  g_assert_true (hr_record_equal (feed->others->pdata[0], source));
  g_assert_true (hr_record_equal (feed->others->pdata[1], types->pdata[0]));
  g_assert_true (hr_record_equal (feed->others->pdata[2], others->pdata[0]));
  g_assert_true (hr_record_equal (feed->others->pdata[3], others->pdata[1]));
}

static void
test_distrust (void)
{
  g_autoptr (HrFeed) feed = hr_test_read_feed (
      "[{\"slug\":\"a\",\"handrail\":{\"version\":1,\"meeting\":{\"id\":\"m "
      "1\",\"name\":\"A\",\"slug\":\"a\",\"fellowship\":\"aa\","
      "\"attendance\":\"in_person\",\"length\":\"99999\",\"conference_url\":\"javascript:x\",\"colour\":\"red\"},"
      "\"group\":{\"id\":\"g-1\"},\"exceptions\":[{\"id\":\"x-1\",\"from\":\"soon\"},7],\"source\":{\"name\":\"x\","
      "\"format\":\"xml\"}}},"
      "{\"handrail\":{}},{\"handrail\":{\"meeting\":7}},"
      "{\"handrail\":{\"meeting\":{\"id\":\"m-2\",\"name\":\"B\",\"attendance\":\"sometimes\"}}},"
      "{\"handrail\":{\"version\":9,\"meeting\":{\"id\":\"m-3\",\"name\":\"C\",\"attendance\":\"online\"}}}]",
      NULL);
  const HrFeedRow *row = hr_test_row (feed, 0);

  g_assert_cmpuint (feed->rows->len, ==, 2);
  g_assert_cmpuint (feed->rejected->len, ==, 3);
  g_assert_null (hr_record_get_id (row->meeting));
  g_assert_null (hr_record_get (row->meeting, "length"));
  g_assert_null (hr_record_get (row->meeting, "conference_url"));
  g_assert_null (row->group);
  g_assert_cmpuint (row->exceptions->len, ==, 0);
  g_assert_null (row->source_format);
  g_assert_true (hr_test_has_note (feed->repaired, 1, "colour"));
  g_assert_true (hr_test_has_note (feed->repaired, 1, "the group does not hold"));
  g_assert_true (hr_test_has_note (feed->rejected, 4, "does not hold"));
  g_assert_true (hr_test_has_note (feed->repaired, 5, "newer Handrail"));
  g_assert_cmpstr (hr_test_row (feed, 1)->key, ==, "m-3");
  g_assert_cmpstr (hr_record_get (hr_test_row (feed, 1)->meeting, "fellowship"), ==, "aa");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed-own/round-trip", test_round_trip);
  g_test_add_func ("/feed-own/other-zone", test_other_zone);
  g_test_add_func ("/feed-own/file", test_file);
  g_test_add_func ("/feed-own/distrust", test_distrust);
  return g_test_run ();
}
