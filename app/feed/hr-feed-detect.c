/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-detect-private.h"
#include "hr-feed-guard-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-text.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define RECORDS_LOOKED_AT 40

/* A record counts for the first of these whose names it all has. */
static const struct
{
  HrFeedFormat format;
  const char *what; /* for those that are no feed of meetings */
  const char *names[3];
} shapes[] = {
  { HR_FEED_MEETING_GUIDE, NULL, { "handrail" } },
  { HR_FEED_BMLT, NULL, { "id_bigint", "weekday_tinyint" } },
  { HR_FEED_BMLT, NULL, { "weekday_tinyint", "start_time" } },
  { HR_FEED_BMLT, NULL, { "start_time", "duration_time" } },
  { HR_FEED_BMLT, NULL, { "id_bigint", "start_time" } },
  { HR_FEED_BMLT, NULL, { "serviceBodyId", "startTime" } },
  { HR_FEED_AUTO,
    N_ ("a list of BMLT formats (GetFormats), which belongs beside a feed"),
    { "key_string", "name_string" } },
  { HR_FEED_AUTO, N_ ("a list of BMLT formats, which belongs beside a feed"), { "translations", "worldId" } },
  { HR_FEED_AUTO, N_ ("a list of BMLT service bodies (GetServiceBodies)"), { "parent_id", "type", "name" } },
  { HR_FEED_AUTO, N_ ("a list of BMLT service bodies"), { "adminUserId", "name" } },
  { HR_FEED_AUTO, N_ ("a list of changes on a BMLT server (GetChanges)"), { "date_int", "change_type" } },
  { HR_FEED_AUTO, N_ ("the description of a BMLT server (GetServerInfo)"), { "versionInt", "version" } },
  { HR_FEED_AUTO, N_ ("the coverage area of a BMLT server (GetCoverageArea)"), { "nw_corner_longitude" } },
  { HR_FEED_AUTO,
    N_ ("a list of meetings in a shape of its own (\"days\", \"times\", \"details\"), as SMART Recovery had it"),
    { "days", "times", "details" } },
  { HR_FEED_AUTO, N_ ("a list of places for a map (GeoJSON)"), { "geometry", "properties" } },
};

/* Names of Meeting Guide fields: two of them, one of which says what or when, make a record. */
static const char *const guide_names[] = {
  "name",         "slug",       "day",      "time",  "types",          "location",         "formatted_address",
  "address",      "timezone",   "end_time", "notes", "conference_url", "conference_phone", "group",
  "meeting_name", "start_time",
};

json_t *
hr_feed_unwrap (json_t *record)
{
  json_t *fields = json_object_get (record, "fields");

  if (!json_is_object (fields))
    return record;
  if (json_object_get (fields, "id") == NULL && json_object_get (record, "id") != NULL)
    json_object_set (fields, "id", json_object_get (record, "id"));
  json_incref (fields);
  json_decref (record);
  return fields;
}

/* "Conference URL" is conference_url */
static char *
plain_name (const char *key)
{
  char *name = g_ascii_strdown (g_str_has_prefix (key, "gsx$") ? key + 4 : key, -1);

  for (char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && (*p & 0x80) == 0)
      *p = '_';
  return name;
}

static gboolean
is_guide_record (json_t *record)
{
  const char *key;
  json_t *value;
  guint n = 0, strong = 0;

  json_object_foreach (record, key, value)
  {
    g_autofree char *name = plain_name (key);

    for (guint i = 0; i < G_N_ELEMENTS (guide_names); i++)
      if (strcmp (name, guide_names[i]) == 0)
        {
          n++;
          strong += i < 4;
        }
  }
  return strong >= 1 && n >= 2;
}

static int
find_shape (json_t *record)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      gboolean all = TRUE;

      for (guint k = 0; k < G_N_ELEMENTS (shapes[i].names) && shapes[i].names[k] != NULL; k++)
        all = all && json_object_get (record, shapes[i].names[k]) != NULL;
      if (all)
        return (int)i;
    }
  return -1;
}

typedef struct
{
  guint looked_at;
  guint objects;
  guint guide;
  guint bmlt;
  guint other;
  const char *what; /* of the others */
} Votes;

static gboolean
count_votes (HrFeedSource *source, Votes *votes, GError **error)
{
  json_t *record = NULL;
  gboolean repeated;

  for (; votes->looked_at < RECORDS_LOOKED_AT; votes->looked_at++)
    {
      int shape;

      if (!hr_feed_source_next (source, &record, &repeated, error))
        return FALSE;
      if (record == NULL)
        break;
      record = hr_feed_unwrap (record);
      votes->objects += json_is_object (record);
      shape = find_shape (record);
      if (shape >= 0 && shapes[shape].what != NULL)
        {
          votes->other++;
          votes->what = shapes[shape].what;
        }
      else if (shape >= 0 && shapes[shape].format == HR_FEED_BMLT)
        votes->bmlt++;
      else if (shape >= 0 || is_guide_record (record))
        votes->guide++;
      json_decref (record);
    }
  return TRUE;
}

static HrFeedFormat
set_error (GError **error, const char *what)
{
  g_set_error (
      error, HR_ERROR, HR_ERROR_INPUT,
      _ ("line 1, column 1: this seems to be %s. What is expected is a list of meetings: Meeting Guide JSON, the "
         "answer of a BMLT server to GetSearchResults, a table (CSV) or a calendar (iCalendar)."),
      what);
  return HR_FEED_AUTO;
}

/* No records at all: an empty list is a feed, an object without a list is not. */
static HrFeedFormat
judge_empty (HrFeedSource *source, HrFeedFormat wanted, GError **error)
{
  const char *message = hr_feed_source_get_message (source);

  if (hr_feed_source_has_list (source))
    return wanted != HR_FEED_AUTO                        ? wanted
           : hr_feed_source_get_formats (source) != NULL ? HR_FEED_BMLT
                                                         : HR_FEED_MEETING_GUIDE;
  if (message != NULL)
    {
      g_autofree char *clean = hr_text_clean (message, FALSE, NULL);
      g_autofree char *what = g_strdup_printf (_ ("an answer without meetings, which says \"%s\""), clean);

      return set_error (error, what);
    }
  return set_error (error, _ ("an object without a list of meetings in it"));
}

/* JSON begins with a bracket, a page with "<", a call (JSONP) with a name and a parenthesis. */
HrFeedFormat
hr_feed_detect_text (const char *data, gsize length)
{
  static const char calendar[] = "BEGIN:VCALENDAR";
  gsize at = length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  gsize name;

  at = hr_feed_skip_space (data, length, at);
  if (length - at >= strlen (calendar) && g_ascii_strncasecmp (data + at, calendar, strlen (calendar)) == 0)
    return HR_FEED_ICS;
  if (at == length || strchr ("[{<", data[at]) != NULL)
    return HR_FEED_AUTO;
  for (name = at; name < length && (g_ascii_isalnum (data[name]) || strchr ("_$./*", data[name]) != NULL);)
    name++;
  return name < length && data[name] == '(' ? HR_FEED_AUTO : HR_FEED_CSV;
}

gboolean
hr_feed_may_be_table (const char *data, gsize length)
{
  return length > 0 && hr_feed_detect_text (data, length) == HR_FEED_CSV;
}

HrFeedFormat
hr_feed_detect (HrFeedSource *source, HrFeedFormat wanted, GError **error)
{
  Votes votes = { 0 };

  if (!count_votes (source, &votes, error))
    return HR_FEED_AUTO;
  hr_feed_source_rewind (source);
  if (votes.looked_at == 0)
    return judge_empty (source, wanted, error);
  if (votes.objects == 0)
    return set_error (error, _ ("a list of something other than objects"));
  if (votes.other > votes.bmlt && votes.other > votes.guide)
    return set_error (error, _ (votes.what));
  if (votes.guide == 0 && votes.bmlt == 0)
    return wanted != HR_FEED_AUTO
               ? wanted
               : set_error (error, _ ("a list of objects that have none of the fields of a meeting"));
  if (wanted == HR_FEED_MEETING_GUIDE && votes.guide == 0)
    return set_error (error, _ ("a BMLT feed, not Meeting Guide JSON"));
  if (wanted == HR_FEED_BMLT && votes.bmlt == 0)
    return set_error (error, _ ("a Meeting Guide feed, not BMLT"));
  if (wanted != HR_FEED_AUTO)
    return wanted;
  return votes.bmlt >= votes.guide ? HR_FEED_BMLT : HR_FEED_MEETING_GUIDE;
}
