/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record of Meeting Guide JSON as a meeting, its place and its group. */
#define G_LOG_DOMAIN "handrail-feed"

#include "handrail/core/hr-date.h"
#include "handrail/core/hr-text.h"
#include "hr-feed-attendance-private.h"
#include "hr-feed-reading-private.h"
#include "hr-feed-suspended-private.h"
#include "hr-feed-time-private.h"
#include "hr-feed-types-private.h"

#include <string.h>

#define DAY_MINUTES 1440
#define NOTABLE_MINUTES (6 * 60)
/* leaves room for "-2" in a field of 255 */
#define KEY_BYTES 240

enum
{
  V_NAME,
  V_SLUG,
  V_ID,
  V_DAY,
  V_TIME,
  V_HALF,
  V_END_TIME,
  V_DURATION,
  V_TIMEZONE,
  V_TYPES,
  V_LANGUAGES,
  V_NOTES,
  V_LOCATION,
  V_LOCATION_NOTES,
  V_FORMATTED_ADDRESS,
  V_ADDRESS,
  V_CITY,
  V_STATE,
  V_POSTAL_CODE,
  V_COUNTRY,
  V_LATITUDE,
  V_LONGITUDE,
  V_COORDINATES,
  V_APPROXIMATE,
  V_REGION,
  V_SUB_REGION,
  V_SUB_SUB_REGION,
  V_REGIONS,
  V_CONFERENCE_URL,
  V_CONFERENCE_URL_NOTES,
  V_CONFERENCE_PHONE,
  V_CONFERENCE_PHONE_NOTES,
  V_GROUP,
  V_GROUP_NOTES,
  V_URL,
  V_WEBSITE,
  V_UPDATED,
  V_LAST_CONTACT,
  V_ATTENDANCE,
  V_ARCHIVED,
  V_PUBLISHED,
  V_HANDRAIL,
  N_VALUES,
};

static const HrFeedColumn columns[] = {
  { "name", V_NAME, 0 },
  { "meeting_name", V_NAME, 1 },
  { "meeting", V_NAME, 2 },
  { "title", V_NAME, 3 },
  { "slug", V_SLUG, 0 },
  { "id", V_ID, 0 },
  { "day", V_DAY, 0 },
  { "weekday", V_DAY, 1 },
  { "time", V_TIME, 0 },
  { "start_time", V_TIME, 1 },
  { "am_pm", V_HALF, 0 },
  { "ampm", V_HALF, 1 },
  { "end_time", V_END_TIME, 0 },
  { "duration", V_DURATION, 0 },
  { "timezone", V_TIMEZONE, 0 },
  { "time_zone", V_TIMEZONE, 1 },
  { "types", V_TYPES, 0 },
  { "type", V_TYPES, 1 },
  { "languages", V_LANGUAGES, 0 },
  { "notes", V_NOTES, 0 },
  { "location", V_LOCATION, 0 },
  { "location_name", V_LOCATION, 1 },
  { "location_notes", V_LOCATION_NOTES, 0 },
  { "formatted_address", V_FORMATTED_ADDRESS, 0 },
  { "full_address", V_FORMATTED_ADDRESS, 1 },
  { "address", V_ADDRESS, 0 },
  { "street_address", V_ADDRESS, 1 },
  { "street", V_ADDRESS, 2 },
  { "city", V_CITY, 0 },
  { "state", V_STATE, 0 },
  { "province", V_STATE, 1 },
  { "postal_code", V_POSTAL_CODE, 0 },
  { "zip", V_POSTAL_CODE, 1 },
  { "zip_code", V_POSTAL_CODE, 2 },
  { "postcode", V_POSTAL_CODE, 3 },
  { "country", V_COUNTRY, 0 },
  { "latitude", V_LATITUDE, 0 },
  { "lat", V_LATITUDE, 1 },
  { "longitude", V_LONGITUDE, 0 },
  { "lng", V_LONGITUDE, 1 },
  { "lon", V_LONGITUDE, 2 },
  { "long", V_LONGITUDE, 3 },
  { "coordinates", V_COORDINATES, 0 },
  { "approximate", V_APPROXIMATE, 0 },
  { "region", V_REGION, 0 },
  { "sub_region", V_SUB_REGION, 0 },
  { "sub_sub_region", V_SUB_SUB_REGION, 0 },
  { "regions", V_REGIONS, 0 },
  { "conference_url", V_CONFERENCE_URL, 0 },
  { "conference_url_notes", V_CONFERENCE_URL_NOTES, 0 },
  { "conference_phone", V_CONFERENCE_PHONE, 0 },
  { "conference_phone_notes", V_CONFERENCE_PHONE_NOTES, 0 },
  { "group", V_GROUP, 0 },
  { "group_name", V_GROUP, 1 },
  { "group_notes", V_GROUP_NOTES, 0 },
  { "url", V_URL, 0 },
  { "website", V_WEBSITE, 0 },
  { "updated", V_UPDATED, 0 },
  { "updatedAt", V_UPDATED, 1 },
  { "last_contact", V_LAST_CONTACT, 0 },
  { "attendance_option", V_ATTENDANCE, 0 },
  { "archived", V_ARCHIVED, 0 },
  { "published", V_PUBLISHED, 0 },
  { "handrail", V_HANDRAIL, 0 },
};

const HrFeedColumn *
hr_meeting_guide_columns (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (columns);
  return columns;
}

/* 0 = Sunday … 6 = Saturday; some feeds count to 7 for Sunday, which no other day can be. */
static gboolean
add_day (HrFeedReading *self, const json_t *value, HrFeedDays *days)
{
  g_autofree char *text = NULL;
  g_autofree char *quoted = NULL;
  HrFeedDays found;

  if (json_is_integer (value) && json_integer_value (value) >= 0 && json_integer_value (value) <= 6)
    {
      days->mask |= (guint8) (1u << json_integer_value (value));
      return TRUE;
    }
  text = json_is_boolean (value) ? NULL : hr_feed_text (self, value, "day", FALSE);
  if (text == NULL)
    return json_is_null (value) || json_is_string (value);
  quoted = hr_feed_quote (text);
  if (!hr_feed_parse_days (text, &found))
    {
      hr_feed_repair (self, "day %s is no day of the week; left out", quoted);
      return FALSE;
    }
  if (strcmp (text, "7") == 0)
    hr_feed_repair (self, "day \"7\" was read as Sunday");
  else if (found.guessed)
    hr_feed_repair (self, "day %s holds more than a day; only the day was read", quoted);
  days->mask |= found.mask;
  if (found.nth != 0 && days->nth == 0)
    {
      days->nth = found.nth;
      hr_feed_repair (self, "day %s was read as once a month", quoted);
    }
  return TRUE;
}

static gboolean
read_days (HrFeedReading *self, const json_t *value, HrFeedDays *days)
{
  json_t *item;
  size_t i;

  *days = (HrFeedDays){ 0 };
  if (value == NULL)
    return FALSE;
  if (json_is_array (value))
    json_array_foreach (value, i, item)
      {
        if (!json_is_array (item))
          add_day (self, item, days);
      }
  else
    add_day (self, value, days);
  return days->mask != 0;
}

/* Spreadsheets hand a time over as a part of a day. */
static char *
time_text (HrFeedReading *self, const json_t *value, const char *name)
{
  const double part = json_is_real (value) ? json_real_value (value) : -1;

  if (part > 0 && part < 1)
    {
      const int minute = (int) (part * DAY_MINUTES + 0.5) % DAY_MINUTES;

      hr_feed_repair (self, "%s %.4f was read as %02d:%02d", name, part, minute / 60, minute % 60);
      return g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
    }
  return json_is_boolean (value) ? NULL : hr_feed_text (self, value, name, FALSE);
}

/* Returns -1 when there is no usable time */
static int
read_time (HrFeedReading *self, const json_t *value, const json_t *half, const char *name, int *ret_end)
{
  g_autofree char *text = time_text (self, value, name);
  g_autofree char *suffix = text != NULL && half != NULL ? hr_feed_plain (half) : NULL;
  g_autofree char *quoted = NULL;
  int minute;

  *ret_end = -1;
  if (text == NULL)
    return -1;
  if (suffix != NULL)
    {
      char *both = g_strconcat (text, " ", suffix, NULL);

      g_free (text);
      text = both;
    }
  if (hr_feed_parse_time (text, &minute, ret_end))
    {
      if (minute == DAY_MINUTES && ret_end != NULL && strcmp (name, "time") == 0)
        hr_feed_repair (self, "time \"24:00\" was read as 00:00 of the next day");
      return minute;
    }
  quoted = hr_feed_quote (text);
  hr_feed_repair (self, "%s %s is no time; left out", name, quoted);
  return -1;
}

/* From the end, else from the duration; 0 = unknown */
static int
read_length (HrFeedReading *self, json_t **values, int start, int end)
{
  g_autofree char *text = NULL;
  int given = -1, ignored, length = 0;

  if (values[V_END_TIME] != NULL)
    given = read_time (self, values[V_END_TIME], NULL, "end_time", &ignored);
  if (given < 0)
    given = end;
  if (given >= 0)
    length = (given - start % DAY_MINUTES + 2 * DAY_MINUTES) % DAY_MINUTES;
  if (given >= 0 && given < start && length > NOTABLE_MINUTES)
    hr_feed_repair (self, "end_time %02d:%02d lies before time %02d:%02d; it was read as the next day (%d hours)",
                    given / 60, given % 60, start / 60, start % 60, (length + 30) / 60);
  if (length > 0 || values[V_DURATION] == NULL)
    return length;
  text = json_is_boolean (values[V_DURATION]) ? NULL : hr_feed_text (self, values[V_DURATION], "duration", FALSE);
  if (text != NULL && !hr_feed_parse_length (text, &length))
    {
      g_autofree char *quoted = hr_feed_quote (text);

      hr_feed_repair (self, "duration %s is no length up to 24 hours; left out", quoted);
      length = 0;
    }
  return length;
}

static void
read_schedule (HrFeedReading *self, HrRecord *meeting, json_t **values)
{
  HrFeedDays days;
  const gboolean has_day = read_days (self, values[V_DAY], &days);
  int end;
  const int start = read_time (self, values[V_TIME], values[V_HALF], "time", &end);
  const gboolean asked = json_is_array (values[V_DAY]) ? json_array_size (values[V_DAY]) > 0
                                                       : json_is_number (values[V_DAY]) || json_string_length (values[V_DAY]) > 0;

  if (has_day && start >= 0)
    hr_feed_take_week (self, meeting, days.mask, days.nth, start, read_length (self, values, start, end));
  else if (has_day)
    hr_feed_repair (self, "there is a day but no usable time; the meeting is by appointment");
  else if (start >= 0)
    hr_feed_repair (self, "there is a time but no usable day; the meeting is by appointment");
  else if (asked && values[V_TIME] != NULL)
    hr_feed_repair (self, "neither day nor time is usable; the meeting is by appointment");
}

/* Joined " > ", without empty levels and without the same level twice in a row */
static void
add_region (GString *path, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ">", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);
      const char *last = g_strrstr (path->str, " > ");

      if (part[0] == '\0' || strcmp (last != NULL ? last + 3 : path->str, part) == 0)
        continue;
      g_string_append_printf (path, "%s%s", path->len > 0 ? " > " : "", part);
    }
}

static char *
read_region (HrFeedReading *self, json_t **values)
{
  static const guint levels[] = { V_REGION, V_SUB_REGION, V_SUB_SUB_REGION };
  g_autoptr (GString) path = g_string_new (NULL);
  json_t *item;
  size_t i;

  if (json_is_array (values[V_REGIONS]))
    json_array_foreach (values[V_REGIONS], i, item)
      {
        g_autofree char *text = json_is_string (item) ? hr_feed_text (self, item, "regions", FALSE) : NULL;

        if (text != NULL)
          add_region (path, text);
      }
  else if (values[V_REGIONS] != NULL)
    {
      g_autofree char *text = hr_feed_text (self, values[V_REGIONS], "regions", FALSE);

      if (text != NULL)
        add_region (path, text);
    }
  if (path->len == 0)
    for (i = 0; i < G_N_ELEMENTS (levels); i++)
      {
        g_autofree char *text = hr_feed_text (self, values[levels[i]], "region", FALSE);

        if (text != NULL)
          add_region (path, text);
      }
  return path->len > 0 ? g_strdup (path->str) : NULL;
}

static HrRecord *
read_venue (HrFeedReading *self, json_t **values, gboolean *ret_point)
{
  static const struct
  {
    guint value;
    const char *name;
    const char *field;
    gboolean multiline;
  } texts[] = {
    { V_LOCATION, "location", "name", FALSE },
    { V_FORMATTED_ADDRESS, "formatted_address", "address", FALSE },
    { V_ADDRESS, "address", "street", FALSE },
    { V_CITY, "city", "city", FALSE },
    { V_STATE, "state", "state", FALSE },
    { V_POSTAL_CODE, "postal_code", "postal_code", FALSE },
    { V_COUNTRY, "country", "country", FALSE },
    { V_LOCATION_NOTES, "location_notes", "notes", TRUE },
  };
  HrRecord *venue = hr_record_new (HR_KIND_VENUE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (values[texts[i].value] != NULL)
      hr_feed_take (self, venue, texts[i].field,
                    hr_feed_text (self, values[texts[i].value], texts[i].name, texts[i].multiline));
  hr_feed_take (self, venue, "region", read_region (self, values));
  *ret_point = hr_feed_take_point (self, venue, values[V_LATITUDE], values[V_LONGITUDE]);
  return venue;
}

/* "40.1,-75.2" is a point; four numbers are the corners of an area. */
static int
read_coordinates (HrFeedReading *self, HrRecord *venue, const json_t *value, gboolean *point)
{
  g_autofree char *text = value != NULL ? hr_feed_plain (value) : NULL;
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, ",", -1) : NULL;

  if (parts != NULL && g_strv_length (parts) == 2)
    {
      if (!*point)
        {
          json_t *latitude = json_string (parts[0]), *longitude = json_string (parts[1]);

          *point = hr_feed_take_point (self, venue, latitude, longitude);
          json_decref (latitude);
          json_decref (longitude);
        }
      return 0;
    }
  return parts != NULL && g_strv_length (parts) == 4 ? 1 : -1;
}

static HrFeedPlace
read_place (HrFeedReading *self, HrRecord *venue, json_t **values, gboolean point)
{
  const int corners = read_coordinates (self, venue, values[V_COORDINATES], &point);
  g_autofree char *said = hr_feed_plain (values[V_APPROXIMATE]);
  HrFeedPlace place = HR_FEED_PLACE_EXACT;

  if (said != NULL && (g_ascii_strcasecmp (said, "yes") == 0 || g_ascii_strcasecmp (said, "true") == 0
                       || strcmp (said, "1") == 0))
    place = HR_FEED_PLACE_AREA;
  else if (said != NULL && (g_ascii_strcasecmp (said, "no") == 0 || g_ascii_strcasecmp (said, "false") == 0
                            || strcmp (said, "0") == 0))
    place = HR_FEED_PLACE_EXACT;
  else if (corners >= 0)
    place = corners > 0 ? HR_FEED_PLACE_AREA : HR_FEED_PLACE_EXACT;
  else
    place = hr_feed_infer_place (venue);
  if (place == HR_FEED_PLACE_AREA)
    hr_feed_take_known (venue, "approximate", "yes");
  else if (said != NULL || corners == 0)
    hr_feed_take_known (venue, "approximate", "no");
  return hr_feed_has_address (venue) ? place : hr_feed_infer_place (venue);
}

static void
read_links (HrFeedReading *self, HrRecord *meeting, json_t **values, HrFeedWays *ways)
{
  g_autofree char *url = hr_feed_plain (values[V_CONFERENCE_URL]);
  g_autofree char *phone = hr_feed_plain (values[V_CONFERENCE_PHONE]);

  ways->claimed = (url != NULL && g_strstrip (url)[0] != '\0') || (phone != NULL && g_strstrip (phone)[0] != '\0');
  ways->link = hr_feed_take_link (self, meeting, "conference_url", values[V_CONFERENCE_URL], "conference_url");
  ways->link |= hr_feed_take_phone (self, meeting, "conference_phone", values[V_CONFERENCE_PHONE], "conference_phone");
  hr_feed_take (self, meeting, "conference_url_notes",
                hr_feed_text (self, values[V_CONFERENCE_URL_NOTES], "conference_url_notes", TRUE));
  hr_feed_take (self, meeting, "conference_phone_notes",
                hr_feed_text (self, values[V_CONFERENCE_PHONE_NOTES], "conference_phone_notes", TRUE));
}

static void
read_verified (HrFeedReading *self, HrRecord *meeting, json_t **values)
{
  static const guint sources[] = { V_LAST_CONTACT, V_UPDATED };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autofree char *text = hr_feed_plain (values[sources[i]]);
      HrDate date;

      if (text == NULL || strlen (text) < 10)
        continue;
      text[10] = '\0';
      if (hr_date_parse (text, &date) && hr_record_set (meeting, "verified", text, NULL))
        return;
    }
}

static HrRecord *
read_group (HrFeedReading *self, json_t **values)
{
  g_autofree char *name = hr_feed_text (self, values[V_GROUP], "group", FALSE);
  HrRecord *group;

  if (name == NULL)
    return NULL;
  group = hr_record_new (HR_KIND_GROUP, NULL);
  hr_feed_take (self, group, "name", g_steal_pointer (&name));
  hr_feed_take_known (group, "fellowship", self->fellowship);
  hr_feed_take (self, group, "notes", hr_feed_text (self, values[V_GROUP_NOTES], "group_notes", TRUE));
  hr_feed_take_link (self, group, "website", values[V_WEBSITE], "website");
  return group;
}

/* Notes about a group that has no name stay with the meeting. */
static void
read_notes (HrFeedReading *self, HrRecord *meeting, json_t **values, gboolean has_group)
{
  g_autofree char *notes = hr_feed_text (self, values[V_NOTES], "notes", TRUE);
  g_autofree char *more = has_group ? NULL : hr_feed_text (self, values[V_GROUP_NOTES], "group_notes", TRUE);

  if (notes != NULL && more != NULL && strcmp (notes, more) != 0)
    hr_feed_take (self, meeting, "notes", g_strconcat (notes, "\n", more, NULL));
  else
    hr_feed_take (self, meeting, "notes", notes != NULL ? g_steal_pointer (&notes) : g_steal_pointer (&more));
}

/* Returns whether the name says that the meeting is suspended */
static gboolean
read_name (HrFeedReading *self, HrRecord *meeting, json_t **values)
{
  g_autofree char *name = hr_feed_text (self, values[V_NAME], "name", FALSE);
  g_autofree char *rest = name != NULL ? hr_feed_strip_suspended (name) : NULL;

  if (rest == NULL)
    {
      hr_feed_take (self, meeting, "name", g_steal_pointer (&name));
      return FALSE;
    }
  {
    g_autofree char *quoted = hr_feed_quote (name);

    hr_feed_repair (self, "name %s says that the meeting is suspended; the mark was taken out of the name", quoted);
  }
  if (rest[0] != '\0')
    hr_feed_take (self, meeting, "name", g_steal_pointer (&rest));
  return TRUE;
}

static char *
make_key (HrFeedReading *self, const HrRecord *meeting, json_t **values)
{
  char *key = json_is_boolean (values[V_SLUG]) ? NULL : hr_feed_text (self, values[V_SLUG], "slug", FALSE);
  g_autofree char *when = NULL;
  g_autofree char *joined = NULL;

  if (key == NULL && !json_is_boolean (values[V_ID]))
    key = hr_feed_text (self, values[V_ID], "id", FALSE);
  if (key != NULL)
    {
      char *shorter = hr_text_truncate (key, KEY_BYTES);

      if (shorter == NULL)
        return key;
      hr_feed_repair (self, "slug has %" G_GSIZE_FORMAT " bytes; it was cut to %d", strlen (key), KEY_BYTES);
      g_free (key);
      return shorter;
    }
  when = hr_feed_describe_time (meeting);
  joined = g_strdup_printf ("%s %s", hr_record_get (meeting, "name"), when != NULL ? when : "");
  key = hr_text_slug (joined);
  hr_feed_repair (self, "slug is missing; \"%s\" was made of name, day and time", key);
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

    hr_feed_repair (self, "name is missing; %s was put there", quoted);
  }
}

static void
read_attendance (HrFeedReading *self, HrRecord *meeting, HrRecord *venue, json_t **values, HrFeedWays *ways)
{
  g_autofree char *said = json_is_string (values[V_ATTENDANCE]) ? hr_feed_plain (values[V_ATTENDANCE]) : NULL;
  HrAttendance attendance = hr_feed_find_attendance (ways);
  HrAttendance other;

  if (said != NULL && hr_attendance_from_string (said, &other) && other != attendance)
    {
      if (ways->claimed && !ways->link && other == HR_ATTENDANCE_ONLINE)
        {
          attendance = HR_ATTENDANCE_ONLINE;
          hr_feed_repair (self, "attendance_option says online, but there is no usable link or number; online was kept");
        }
      else if (!(ways->place == HR_FEED_PLACE_ONLY_NAME && hr_feed_accept_said (ways, other)))
        hr_feed_repair (self, "attendance_option \"%s\" does not fit what is known; it is %s", said,
                        hr_attendance_to_string (attendance));
      else
        attendance = other;
    }
  else if (attendance == HR_ATTENDANCE_INACTIVE && !ways->suspended && !ways->closed)
    hr_feed_repair (self, "there is neither a street address nor a link or phone number; the meeting is inactive");
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
  g_autofree char *archived = hr_feed_plain (values[V_ARCHIVED]);
  g_autofree char *published = hr_feed_plain (values[V_PUBLISHED]);

  if (archived != NULL && (g_ascii_strcasecmp (archived, "yes") == 0 || g_ascii_strcasecmp (archived, "true") == 0
                           || strcmp (archived, "1") == 0))
    {
      hr_feed_take_known (meeting, "published", "no");
      hr_feed_repair (self, "archived is set; the meeting is kept but not shown");
    }
  else if (published != NULL && hr_record_set (meeting, "published", published, NULL)
           && hr_record_get_yes_no (meeting, "published", TRUE))
    hr_record_set (meeting, "published", NULL, NULL);
}

static gboolean
is_venue (const HrRecord *venue)
{
  return hr_record_get (venue, "name") != NULL || hr_feed_has_address (venue) || hr_record_get (venue, "region") != NULL
         || hr_record_get (venue, "notes") != NULL || hr_record_get (venue, "latitude") != NULL;
}

void
hr_meeting_guide_read (HrFeedReading *self, json_t *record)
{
  json_t *values[N_VALUES];
  g_autoptr (HrRecord) meeting = hr_record_new (HR_KIND_MEETING, NULL);
  g_autoptr (HrRecord) venue = NULL;
  g_autoptr (HrRecord) group = NULL;
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *key = NULL;
  HrFeedWays ways = { 0 };
  HrFeedRow *row;
  gboolean point;

  if (json_is_object (json_object_get (record, "handrail")))
    {
      hr_feed_read_own (self, json_object_get (record, "handrail"), json_object_get (record, "slug"));
      return;
    }
  hr_feed_sort_values (self, record, values, N_VALUES);
  ways.suspended = read_name (self, meeting, values);
  read_schedule (self, meeting, values);
  hr_feed_take_zone (self, meeting, values[V_TIMEZONE], "timezone");
  read_links (self, meeting, values, &ways);
  venue = read_venue (self, values, &point);
  group = read_group (self, values);
  if (!is_something (meeting, venue, group, ways.suspended))
    {
      hr_feed_reject (self, NULL, "the record has no name, no time, no place and no link");
      return;
    }
  complete_name (self, meeting, venue, group);
  hr_feed_take_known (meeting, "fellowship", self->fellowship);
  hr_feed_add_codes (self, values[V_TYPES], codes);
  hr_feed_add_languages (self, values[V_LANGUAGES], codes);
  ways.closed = (hr_feed_take_codes (self, meeting, codes) & HR_FEATURE_CLOSED_TEMPORARILY) != 0
                || g_ptr_array_find_with_equal_func (codes, "TC", g_str_equal, NULL);
  ways.place = read_place (self, venue, values, point);
  read_attendance (self, meeting, venue, values, &ways);
  read_notes (self, meeting, values, group != NULL);
  if (!hr_feed_take_link (self, meeting, "website", values[V_URL], "url") && group == NULL)
    hr_feed_take_link (self, meeting, "website", values[V_WEBSITE], "website");
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
