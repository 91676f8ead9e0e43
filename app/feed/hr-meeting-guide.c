/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record of Meeting Guide JSON as a meeting, its place and its group. */
#define G_LOG_DOMAIN "handrail-feed"

#include "handrail/core/hr-date.h"
#include "handrail/core/hr-text.h"
#include "hr-feed-suspended-private.h"
#include "hr-feed-types-private.h"
#include "hr-meeting-guide-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* leaves room for "-2" in a field of 255 */
#define KEY_BYTES 240

static const HrFeedColumn columns[] = {
  { "name", HR_GUIDE_NAME, 0 },
  { "meeting_name", HR_GUIDE_NAME, 1 },
  { "meeting", HR_GUIDE_NAME, 2 },
  { "title", HR_GUIDE_NAME, 3 },
  { "post_title", HR_GUIDE_NAME, 4 },
  { "slug", HR_GUIDE_SLUG, 0 },
  { "post_name", HR_GUIDE_SLUG, 1 },
  { "id", HR_GUIDE_ID, 0 },
  { "day", HR_GUIDE_DAY, 0 },
  { "weekday", HR_GUIDE_DAY, 1 },
  { "time", HR_GUIDE_TIME, 0 },
  { "start_time", HR_GUIDE_TIME, 1 },
  { "am_pm", HR_GUIDE_HALF, 0 },
  { "ampm", HR_GUIDE_HALF, 1 },
  { "end_time", HR_GUIDE_END_TIME, 0 },
  { "duration", HR_GUIDE_DURATION, 0 },
  { "timezone", HR_GUIDE_TIMEZONE, 0 },
  { "time_zone", HR_GUIDE_TIMEZONE, 1 },
  { "types", HR_GUIDE_TYPES, 0 },
  { "type", HR_GUIDE_TYPES, 1 },
  { "languages", HR_GUIDE_LANGUAGES, 0 },
  { "notes", HR_GUIDE_NOTES, 0 },
  { "location", HR_GUIDE_LOCATION, 0 },
  { "location_name", HR_GUIDE_LOCATION, 1 },
  { "location_notes", HR_GUIDE_LOCATION_NOTES, 0 },
  { "formatted_address", HR_GUIDE_FORMATTED_ADDRESS, 0 },
  { "full_address", HR_GUIDE_FORMATTED_ADDRESS, 1 },
  { "address", HR_GUIDE_ADDRESS, 0 },
  { "street_address", HR_GUIDE_ADDRESS, 1 },
  { "street", HR_GUIDE_ADDRESS, 2 },
  { "city", HR_GUIDE_CITY, 0 },
  { "state", HR_GUIDE_STATE, 0 },
  { "province", HR_GUIDE_STATE, 1 },
  { "postal_code", HR_GUIDE_POSTAL_CODE, 0 },
  { "zip", HR_GUIDE_POSTAL_CODE, 1 },
  { "zip_code", HR_GUIDE_POSTAL_CODE, 2 },
  { "postcode", HR_GUIDE_POSTAL_CODE, 3 },
  { "country", HR_GUIDE_COUNTRY, 0 },
  { "latitude", HR_GUIDE_LATITUDE, 0 },
  { "lat", HR_GUIDE_LATITUDE, 1 },
  { "longitude", HR_GUIDE_LONGITUDE, 0 },
  { "lng", HR_GUIDE_LONGITUDE, 1 },
  { "lon", HR_GUIDE_LONGITUDE, 2 },
  { "long", HR_GUIDE_LONGITUDE, 3 },
  { "coordinates", HR_GUIDE_COORDINATES, 0 },
  { "approximate", HR_GUIDE_APPROXIMATE, 0 },
  { "region", HR_GUIDE_REGION, 0 },
  { "sub_region", HR_GUIDE_SUB_REGION, 0 },
  { "sub_sub_region", HR_GUIDE_SUB_SUB_REGION, 0 },
  { "regions", HR_GUIDE_REGIONS, 0 },
  { "conference_url", HR_GUIDE_CONFERENCE_URL, 0 },
  { "conference_url_notes", HR_GUIDE_CONFERENCE_URL_NOTES, 0 },
  { "conference_phone", HR_GUIDE_CONFERENCE_PHONE, 0 },
  { "conference_phone_notes", HR_GUIDE_CONFERENCE_PHONE_NOTES, 0 },
  { "group", HR_GUIDE_GROUP, 0 },
  { "group_name", HR_GUIDE_GROUP, 1 },
  { "group_notes", HR_GUIDE_GROUP_NOTES, 0 },
  { "url", HR_GUIDE_URL, 0 },
  { "website", HR_GUIDE_WEBSITE, 0 },
  { "updated", HR_GUIDE_UPDATED, 0 },
  { "updatedAt", HR_GUIDE_UPDATED, 1 },
  { "last_contact", HR_GUIDE_LAST_CONTACT, 0 },
  { "attendance_option", HR_GUIDE_ATTENDANCE, 0 },
  { "archived", HR_GUIDE_ARCHIVED, 0 },
  { "published", HR_GUIDE_PUBLISHED, 0 },
  { "handrail", HR_GUIDE_HANDRAIL, 0 },
};

const HrFeedColumn *
hr_meeting_guide_columns (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (columns);
  return columns;
}

static void
read_links (HrFeedReading *self, HrRecord *meeting, json_t **values, HrFeedWays *ways)
{
  g_autofree char *url = hr_feed_plain (values[HR_GUIDE_CONFERENCE_URL]);
  g_autofree char *phone = hr_feed_plain (values[HR_GUIDE_CONFERENCE_PHONE]);

  ways->claimed = (url != NULL && g_strstrip (url)[0] != '\0') || (phone != NULL && g_strstrip (phone)[0] != '\0');
  ways->link = hr_feed_take_link (self, meeting, "conference_url", values[HR_GUIDE_CONFERENCE_URL], "conference_url");
  ways->link |=
      hr_feed_take_phone (self, meeting, "conference_phone", values[HR_GUIDE_CONFERENCE_PHONE], "conference_phone");
  hr_feed_take (self, meeting, "conference_url_notes",
                hr_feed_text (self, values[HR_GUIDE_CONFERENCE_URL_NOTES], "conference_url_notes", TRUE));
  hr_feed_take (self, meeting, "conference_phone_notes",
                hr_feed_text (self, values[HR_GUIDE_CONFERENCE_PHONE_NOTES], "conference_phone_notes", TRUE));
}

/* "2023-08-29 15:56:59" or, from spreadsheets, "8/29/2023 3:56 PM" */
static gboolean
parse_day (const char *text, HrDate *ret_date)
{
  g_autofree char *day = g_strndup (text, strcspn (text, " T"));
  int parts[3], n = 0;
  char *end = day;

  if (hr_date_parse (day, ret_date))
    return TRUE;
  for (char *p = day; n < 3 && g_ascii_isdigit (*p); p = end + 1)
    {
      parts[n++] = (int)MIN (g_ascii_strtoull (p, &end, 10), 9999);
      if (*end != '/')
        break;
    }
  if (n != 3 || *end != '\0')
    return FALSE;
  *ret_date =
      parts[0] > 12 ? hr_date_from_ymd (parts[2], parts[1], parts[0]) : hr_date_from_ymd (parts[2], parts[0], parts[1]);
  return *ret_date != HR_DATE_NONE && parts[2] >= 1000;
}

static void
read_verified (HrFeedReading *self, HrRecord *meeting, json_t **values)
{
  static const guint sources[] = { HR_GUIDE_LAST_CONTACT, HR_GUIDE_UPDATED };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autofree char *text = hr_feed_plain (values[sources[i]]);
      HrDate date;

      if (text != NULL && parse_day (text, &date))
        {
          g_autofree char *day = hr_date_to_string (date);

          hr_feed_take_known (meeting, "verified", day);
          return;
        }
    }
}

static HrRecord *
read_group (HrFeedReading *self, json_t **values)
{
  g_autofree char *name = hr_feed_text (self, values[HR_GUIDE_GROUP], "group", FALSE);
  HrRecord *group;

  if (name == NULL)
    return NULL;
  group = hr_record_new (HR_KIND_GROUP, NULL);
  hr_feed_take (self, group, "name", g_steal_pointer (&name));
  hr_feed_take_known (group, "fellowship", self->fellowship);
  hr_feed_take (self, group, "notes", hr_feed_text (self, values[HR_GUIDE_GROUP_NOTES], "group_notes", TRUE));
  hr_feed_take_link (self, group, "website", values[HR_GUIDE_WEBSITE], "website");
  return group;
}

/* Notes about a group that has no name stay with the meeting. */
static void
read_notes (HrFeedReading *self, HrRecord *meeting, json_t **values, gboolean has_group)
{
  g_autofree char *notes = hr_feed_text (self, values[HR_GUIDE_NOTES], "notes", TRUE);
  g_autofree char *more = has_group ? NULL : hr_feed_text (self, values[HR_GUIDE_GROUP_NOTES], "group_notes", TRUE);

  if (notes != NULL && more != NULL && strcmp (notes, more) != 0)
    hr_feed_take (self, meeting, "notes", g_strconcat (notes, "\n", more, NULL));
  else
    hr_feed_take (self, meeting, "notes", notes != NULL ? g_steal_pointer (&notes) : g_steal_pointer (&more));
}

/* Returns whether the name says that the meeting is suspended */
static gboolean
read_name (HrFeedReading *self, HrRecord *meeting, json_t **values)
{
  g_autofree char *name = hr_feed_text (self, values[HR_GUIDE_NAME], "name", FALSE);
  g_autofree char *rest = name != NULL ? hr_feed_strip_suspended (name) : NULL;

  if (rest == NULL)
    {
      hr_feed_take (self, meeting, "name", g_steal_pointer (&name));
      return FALSE;
    }
  {
    g_autofree char *quoted = hr_feed_quote (name);

    hr_feed_repair (self, _ ("name %s says that the meeting is suspended; the mark was taken out of the name"), quoted);
  }
  if (rest[0] != '\0')
    hr_feed_take (self, meeting, "name", g_steal_pointer (&rest));
  return TRUE;
}

static char *
make_key (HrFeedReading *self, const HrRecord *meeting, json_t **values)
{
  char *key =
      json_is_boolean (values[HR_GUIDE_SLUG]) ? NULL : hr_feed_text (self, values[HR_GUIDE_SLUG], "slug", FALSE);
  g_autofree char *when = NULL;
  g_autofree char *joined = NULL;

  if (key == NULL && !json_is_boolean (values[HR_GUIDE_ID]))
    key = hr_feed_text (self, values[HR_GUIDE_ID], "id", FALSE);
  if (key != NULL)
    {
      char *shorter = hr_text_truncate (key, KEY_BYTES);

      if (shorter == NULL)
        return key;
      hr_feed_repair (self, _ ("slug has %zu bytes; it was cut to %d"), strlen (key), KEY_BYTES);
      g_free (key);
      return shorter;
    }
  when = hr_feed_describe_time (meeting);
  joined = g_strdup_printf ("%s %s", hr_record_get (meeting, "name"), when != NULL ? when : "");
  key = hr_text_slug (joined);
  hr_feed_repair (self, _ ("slug is missing; \"%s\" was made of name, day and time"), key);
  return key;
}

/* Whether there is anything to show: a name, a time, a place or a link */
static gboolean
is_something (const HrRecord *meeting, const HrRecord *venue, const HrRecord *group, gboolean suspended)
{
  return suspended || hr_record_get (meeting, "name") != NULL || hr_record_get (meeting, "start") != NULL
         || hr_record_get (meeting, "conference_url") != NULL || hr_record_get (meeting, "conference_phone") != NULL
         || hr_record_get (venue, "name") != NULL || hr_feed_has_address (venue) || group != NULL;
}

static void
complete_name (HrFeedReading *self, HrRecord *meeting, const HrRecord *venue, const HrRecord *group)
{
  const char *place = hr_record_get (venue, "name");
  const char *by = group != NULL ? hr_record_get (group, "name") : NULL;
  g_autofree char *when = NULL;

  if (hr_record_get (meeting, "name") != NULL)
    return;
  when = hr_feed_describe_time (meeting);
  if (place != NULL || by != NULL)
    hr_feed_take (self, meeting, "name", g_strdup (place != NULL ? place : by));
  else
    hr_feed_take (self, meeting, "name", when != NULL ? g_strdup_printf ("Meeting %s", when) : g_strdup ("Meeting"));
  {
    g_autofree char *quoted = hr_feed_quote (hr_record_get (meeting, "name"));

    hr_feed_repair (self, _ ("name is missing; %s was put there"), quoted);
  }
}

static void
read_attendance (HrFeedReading *self, HrRecord *meeting, HrRecord *venue, json_t **values, HrFeedWays *ways)
{
  g_autofree char *said =
      json_is_string (values[HR_GUIDE_ATTENDANCE]) ? hr_feed_plain (values[HR_GUIDE_ATTENDANCE]) : NULL;
  g_autofree char *word = said != NULL ? g_strdelimit (g_ascii_strdown (said, -1), "- ", '_') : NULL;
  HrAttendance attendance = hr_feed_find_attendance (ways);
  HrAttendance other;

  if (word != NULL && hr_attendance_from_string (word, &other) && other != attendance)
    {
      if (ways->claimed && !ways->link && other == HR_ATTENDANCE_ONLINE)
        {
          attendance = HR_ATTENDANCE_ONLINE;
          hr_feed_repair (self,
                          _ ("attendance_option says online, but there is no usable link or number; online was kept"));
        }
      else if (!(ways->place == HR_FEED_PLACE_ONLY_NAME && hr_feed_accept_said (ways, other)))
        hr_feed_repair (self, _ ("attendance_option \"%s\" does not fit what is known; it is %s"), said,
                        hr_attendance_to_string (attendance));
      else
        attendance = other;
    }
  else if (said != NULL && said[0] != '\0' && !hr_attendance_from_string (word, &other))
    {
      g_autofree char *quoted = hr_feed_quote (said);

      hr_feed_repair (self, _ ("attendance_option %s is unknown; it is %s"), quoted,
                      hr_attendance_to_string (attendance));
    }
  else if (attendance == HR_ATTENDANCE_INACTIVE && !ways->suspended && !ways->closed
           && ways->place == HR_FEED_PLACE_AREA && hr_feed_infer_place (venue) == HR_FEED_PLACE_EXACT)
    hr_feed_repair (self, _ ("the address is marked as approximate and there is neither a link nor a phone number; the "
                             "meeting is inactive"));
  else if (attendance == HR_ATTENDANCE_INACTIVE && !ways->suspended && !ways->closed)
    hr_feed_repair (self, _ ("there is neither a street address nor a link or phone number; the meeting is inactive"));
  hr_feed_take_known (meeting, "attendance", hr_attendance_to_string (attendance));
  /* The map position of an online meeting is often just the middle of a city or a default. */
  if (attendance == HR_ATTENDANCE_ONLINE)
    {
      hr_record_set (venue, "latitude", NULL, NULL);
      hr_record_set (venue, "longitude", NULL, NULL);
    }
}

static void
read_published (HrFeedReading *self, HrRecord *meeting, json_t **values)
{
  g_autofree char *archived = hr_feed_plain (values[HR_GUIDE_ARCHIVED]);
  g_autofree char *published = hr_feed_plain (values[HR_GUIDE_PUBLISHED]);

  if (archived != NULL
      && (g_ascii_strcasecmp (archived, "yes") == 0 || g_ascii_strcasecmp (archived, "true") == 0
          || strcmp (archived, "1") == 0))
    {
      hr_feed_take_known (meeting, "published", "no");
      hr_feed_repair (self, _ ("archived is set; the meeting is kept but not shown"));
    }
  else if (published != NULL && hr_record_set (meeting, "published", published, NULL)
           && hr_record_get_yes_no (meeting, "published", TRUE))
    hr_record_set (meeting, "published", NULL, NULL);
  else if (published != NULL && hr_record_get (meeting, "published") != NULL)
    hr_feed_repair (self, _ ("published is %s; the meeting is kept but not shown"), published);
}

static gboolean
is_venue (const HrRecord *venue)
{
  return hr_record_get (venue, "name") != NULL || hr_feed_has_address (venue) || hr_record_get (venue, "region") != NULL
         || hr_record_get (venue, "notes") != NULL || hr_record_get (venue, "latitude") != NULL;
}

static void
take_schedule (HrRecord *meeting, const HrRecord *schedule)
{
  static const char *const fields[] = { "rule", "start", "length", "timezone" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (hr_record_get (schedule, fields[i]) != NULL)
      hr_feed_take_known (meeting, fields[i], hr_record_get (schedule, fields[i]));
}

void
hr_meeting_guide_read_values (HrFeedReading *self, json_t **values, const HrRecord *schedule)
{
  g_autoptr (HrRecord) meeting = hr_record_new (HR_KIND_MEETING, NULL);
  g_autoptr (HrRecord) venue = NULL;
  g_autoptr (HrRecord) group = NULL;
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *key = NULL;
  HrFeedWays ways = { 0 };
  HrFeedRow *row;
  gboolean point;

  ways.suspended = read_name (self, meeting, values);
  if (schedule != NULL)
    take_schedule (meeting, schedule);
  else
    {
      hr_meeting_guide_read_schedule (self, meeting, values);
      hr_feed_take_zone (self, meeting, values[HR_GUIDE_TIMEZONE], "timezone");
    }
  read_links (self, meeting, values, &ways);
  venue = hr_meeting_guide_read_venue (self, values, &point);
  group = read_group (self, values);
  if (!is_something (meeting, venue, group, ways.suspended))
    {
      hr_feed_reject (self, NULL, _ ("the record has no name, no time, no place and no link"));
      return;
    }
  complete_name (self, meeting, venue, group);
  hr_feed_take_known (meeting, "fellowship", self->fellowship);
  hr_feed_add_codes (self, values[HR_GUIDE_TYPES], codes);
  hr_feed_add_languages (self, values[HR_GUIDE_LANGUAGES], codes);
  ways.closed = (hr_feed_take_codes (self, meeting, codes) & HR_FEATURE_CLOSED_TEMPORARILY) != 0
                || g_ptr_array_find_with_equal_func (codes, "TC", g_str_equal, NULL);
  ways.place = hr_meeting_guide_read_place (self, venue, values, point);
  read_attendance (self, meeting, venue, values, &ways);
  read_notes (self, meeting, values, group != NULL);
  if (!hr_feed_take_link (self, meeting, "website", values[HR_GUIDE_URL], "url") && group == NULL)
    hr_feed_take_link (self, meeting, "website", values[HR_GUIDE_WEBSITE], "website");
  read_verified (self, meeting, values);
  read_published (self, meeting, values);
  key = make_key (self, meeting, values);
  row = g_new0 (HrFeedRow, 1);
  row->meeting = g_steal_pointer (&meeting);
  if (is_venue (venue))
    hr_feed_share_venue (self, row, g_steal_pointer (&venue));
  if (group != NULL)
    hr_feed_share_group (self, row, g_steal_pointer (&group));
  hr_feed_add_row (self, row, key);
}

void
hr_meeting_guide_read (HrFeedReading *self, json_t *record)
{
  json_t *values[HR_N_GUIDE];

  if (json_is_object (json_object_get (record, "handrail")))
    {
      hr_feed_read_own (self, json_object_get (record, "handrail"), json_object_get (record, "slug"),
                        json_object_get (record, "timezone"));
      return;
    }
  hr_feed_sort_values (self, record, values, HR_N_GUIDE);
  hr_meeting_guide_read_values (self, values, NULL);
}
