/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record of BMLT's semantic JSON, or of its administration API, as a meeting and its place. */
#define G_LOG_DOMAIN "handrail-feed"

#include "handrail/core/hr-text.h"
#include "hr-bmlt-formats-private.h"
#include "hr-feed-attendance-private.h"
#include "hr-feed-suspended-private.h"
#include "hr-feed-time-private.h"
#include "hr-feed-types-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define DAY_MINUTES 1440

enum
{
  V_ID,
  V_ADMIN_ID,
  V_NAME,
  V_WEEKDAY,
  V_DAY,
  V_START,
  V_DURATION,
  V_TIMEZONE,
  V_VENUE_TYPE,
  V_TEMPORARILY_VIRTUAL,
  V_FORMATS,
  V_FORMAT_IDS,
  V_LANGUAGE,
  V_LATITUDE,
  V_LONGITUDE,
  V_PUBLISHED,
  V_ROOT,
  V_ROOT_ID,
  V_LOCATION,
  V_LOCATION_INFO,
  V_STREET,
  V_SUBSECTION,
  V_NEIGHBORHOOD,
  V_CITY,
  V_SUB_PROVINCE,
  V_PROVINCE,
  V_POSTAL_CODE,
  V_NATION,
  V_COMMENTS,
  V_FORMAT_COMMENTS,
  V_TRAIN,
  V_BUS,
  V_PUBLIC_TRANSPORT,
  V_LINK,
  V_LINK_NOTES,
  V_PHONE,
  N_VALUES,
};

static const HrFeedColumn columns[] = {
  { "id_bigint", V_ID, 0 },
  { "id", V_ADMIN_ID, 0 },
  { "meeting_name", V_NAME, 0 },
  { "name", V_NAME, 1 },
  { "weekday_tinyint", V_WEEKDAY, 0 },
  { "day", V_DAY, 0 },
  { "start_time", V_START, 0 },
  { "startTime", V_START, 1 },
  { "duration_time", V_DURATION, 0 },
  { "duration", V_DURATION, 1 },
  { "time_zone", V_TIMEZONE, 0 },
  { "timeZone", V_TIMEZONE, 1 },
  { "venue_type", V_VENUE_TYPE, 0 },
  { "venueType", V_VENUE_TYPE, 1 },
  { "temporarilyVirtual", V_TEMPORARILY_VIRTUAL, 0 },
  { "formats", V_FORMATS, 0 },
  { "format_shared_id_list", V_FORMAT_IDS, 0 },
  { "formatIds", V_FORMAT_IDS, 1 },
  { "lang_enum", V_LANGUAGE, 0 },
  { "latitude", V_LATITUDE, 0 },
  { "longitude", V_LONGITUDE, 0 },
  { "published", V_PUBLISHED, 0 },
  { "root_server_uri", V_ROOT, 0 },
  { "root_server_id", V_ROOT_ID, 0 },
  { "location_text", V_LOCATION, 0 },
  { "location_info", V_LOCATION_INFO, 0 },
  { "location_street", V_STREET, 0 },
  { "location_city_subsection", V_SUBSECTION, 0 },
  { "location_neighborhood", V_NEIGHBORHOOD, 0 },
  { "location_municipality", V_CITY, 0 },
  { "location_sub_province", V_SUB_PROVINCE, 0 },
  { "location_province", V_PROVINCE, 0 },
  { "location_postal_code_1", V_POSTAL_CODE, 0 },
  { "location_nation", V_NATION, 0 },
  { "comments", V_COMMENTS, 0 },
  { "format_comments", V_FORMAT_COMMENTS, 0 },
  { "train_lines", V_TRAIN, 0 },
  { "bus_lines", V_BUS, 0 },
  { "public_transport", V_PUBLIC_TRANSPORT, 0 },
  { "virtual_meeting_link", V_LINK, 0 },
  { "virtual_meeting_additional_info", V_LINK_NOTES, 0 },
  { "phone_meeting_number", V_PHONE, 0 },
};

const HrFeedColumn *
hr_bmlt_columns (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (columns);
  return columns;
}

/* Old servers put a label before the value: "Train Lines#@-@#2 and 5" */
static char *
read_text (HrFeedReading *self, json_t **values, guint number, gboolean multiline)
{
  const char *name = columns[0].name;
  char *text;
  char *mark;

  if (values[number] == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (columns[i].field == number && columns[i].rank == 0)
      name = columns[i].name;
  text = hr_feed_text (self, values[number], name, multiline);
  mark = text != NULL ? g_strrstr (text, "#@-@#") : NULL;
  if (mark != NULL)
    {
      char *rest = g_strstrip (g_strdup (mark + strlen ("#@-@#")));

      hr_feed_repair (self, _ ("%s held a label of the server; it was taken out"), name);
      g_free (text);
      text = rest;
      if (text[0] == '\0')
        g_clear_pointer (&text, g_free);
    }
  return text;
}

/* 1 = Sunday … 7 = Saturday in answers to searches, 0 … 6 in the administration API; -1 = none */
static int
read_day (HrFeedReading *self, json_t **values)
{
  const json_t *value = values[V_WEEKDAY] != NULL ? values[V_WEEKDAY] : values[V_DAY];
  const int first = values[V_WEEKDAY] != NULL ? 1 : 0;
  g_autofree char *text = hr_feed_plain (value);
  g_autofree char *quoted = NULL;
  HrFeedDays days;

  if (text == NULL || g_strstrip (text)[0] == '\0')
    return -1;
  if (strlen (text) == 1 && text[0] >= '0' + first && text[0] <= '6' + first)
    return text[0] - '0' - first;
  quoted = hr_feed_quote (text);
  if (strpbrk (text, "0123456789") == NULL && hr_feed_parse_days (text, &days) && days.nth == 0 && !days.guessed
      && (days.mask & (days.mask - 1)) == 0)
    {
      hr_feed_repair (self, _ ("%s %s was read as a day's name"), first == 1 ? "weekday_tinyint" : "day", quoted);
      return g_bit_nth_lsf (days.mask, -1);
    }
  hr_feed_repair (self, _ ("%s %s is no day of the week; left out"), first == 1 ? "weekday_tinyint" : "day", quoted);
  return -1;
}

static int
read_start (HrFeedReading *self, json_t **values)
{
  g_autofree char *text =
      json_is_boolean (values[V_START]) ? NULL : hr_feed_text (self, values[V_START], "start_time", FALSE);
  g_autofree char *quoted = NULL;
  int minute, end;

  if (text == NULL)
    return -1;
  if (hr_feed_parse_time (text, &minute, &end))
    {
      if (minute == DAY_MINUTES)
        hr_feed_repair (self, _ ("start_time \"24:00\" was read as 00:00 of the next day"));
      return minute;
    }
  quoted = hr_feed_quote (text);
  hr_feed_repair (self, _ ("start_time %s is no time; left out"), quoted);
  return -1;
}

static int
read_length (HrFeedReading *self, json_t **values)
{
  g_autofree char *text =
      json_is_boolean (values[V_DURATION]) ? NULL : hr_feed_text (self, values[V_DURATION], "duration_time", FALSE);
  g_autofree char *quoted = NULL;
  int length = 0;

  if (text == NULL || hr_feed_parse_length (text, &length))
    return length;
  quoted = hr_feed_quote (text);
  hr_feed_repair (self, _ ("duration_time %s is no length up to 24 hours; left out"), quoted);
  return 0;
}

static void
read_schedule (HrFeedReading *self, HrRecord *meeting, json_t **values)
{
  const int day = read_day (self, values);
  const int start = read_start (self, values);

  if (day >= 0 && start >= 0)
    hr_feed_take_week (self, meeting, (guint8)(1u << day), 0, start, read_length (self, values));
  else if (day >= 0)
    hr_feed_repair (self, _ ("there is a day but no usable start_time; the meeting is by appointment"));
  else if (start >= 0)
    hr_feed_repair (self, _ ("there is a start_time but no usable day; the meeting is by appointment"));
}

static char *
read_region (HrFeedReading *self, json_t **values)
{
  static const guint levels[] = { V_PROVINCE, V_SUB_PROVINCE, V_CITY, V_SUBSECTION, V_NEIGHBORHOOD };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autofree char *plain = hr_feed_plain (values[levels[i]]);
      char *text = plain != NULL ? hr_text_clean (plain, FALSE, NULL) : NULL;

      if (text == NULL || text[0] == '\0' || g_ptr_array_find_with_equal_func (parts, text, g_str_equal, NULL))
        g_free (text);
      else
        g_ptr_array_add (parts, text);
    }
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" > ", (char **)parts->pdata);
}

static void
add_line (GString *lines, char *text)
{
  if (text != NULL && text[0] != '\0' && strstr (lines->str, text) == NULL)
    g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", text);
  g_free (text);
}

static HrRecord *
read_venue (HrFeedReading *self, json_t **values)
{
  static const struct
  {
    guint value;
    const char *field;
  } texts[] = {
    { V_LOCATION, "name" },  { V_STREET, "street" },           { V_CITY, "city" },
    { V_PROVINCE, "state" }, { V_POSTAL_CODE, "postal_code" }, { V_NATION, "country" },
  };
  HrRecord *venue = hr_record_new (HR_KIND_VENUE, NULL);
  g_autoptr (GString) notes = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    hr_feed_take (self, venue, texts[i].field, read_text (self, values, texts[i].value, FALSE));
  if (hr_record_get (venue, "city") == NULL)
    hr_feed_take (self, venue, "city", read_text (self, values, V_SUBSECTION, FALSE));
  hr_feed_take (self, venue, "region", read_region (self, values));
  add_line (notes, read_text (self, values, V_LOCATION_INFO, TRUE));
  add_line (notes, read_text (self, values, V_TRAIN, TRUE));
  add_line (notes, read_text (self, values, V_BUS, TRUE));
  add_line (notes, read_text (self, values, V_PUBLIC_TRANSPORT, TRUE));
  if (notes->len > 0)
    hr_feed_take (self, venue, "notes", g_strdup (notes->str));
  return venue;
}

static void
add_code (GPtrArray *codes, const char *code)
{
  if (code[0] != '\0' && !g_ptr_array_find_with_equal_func (codes, code, g_str_equal, NULL))
    g_ptr_array_add (codes, g_strdup (code));
}

/* By the ids of the formats, which are the same in every language; by their keys where the server's list lacks them. */
static guint64
read_formats (HrFeedReading *self, json_t **values, GPtrArray *codes)
{
  g_autofree char *ids = hr_feed_plain (values[V_FORMAT_IDS]);
  g_autofree char *keys = hr_feed_plain (values[V_FORMATS]);
  g_autofree char *language = hr_feed_plain (values[V_LANGUAGE]);
  g_auto (GStrv) id_list = g_strsplit (ids != NULL ? ids : "", ",", -1);
  g_auto (GStrv) key_list = g_strsplit (keys != NULL ? keys : "", ",", -1);
  const gboolean known = self->formats != NULL;
  guint64 features = 0;
  guint unknown = 0, n = 0;

  for (gsize i = 0; known && id_list[i] != NULL; i++)
    {
      const HrBmltCode *found;

      if (g_strstrip (id_list[i])[0] == '\0')
        continue;
      n++;
      found = hr_bmlt_find_id (self, id_list[i]);
      if (found == NULL)
        {
          unknown++;
          continue;
        }
      features |= found->feature;
      add_code (codes, found->code);
    }
  if (n > 0 && unknown == 0)
    return features;
  for (gsize i = 0; key_list[i] != NULL; i++)
    if (g_strstrip (key_list[i])[0] != '\0')
      {
        HrBmltCode found = hr_bmlt_find_key (self, key_list[i], language != NULL ? language : "en");

        features |= found.feature;
        add_code (codes, found.code);
        g_free (found.code);
      }
  if (unknown > 0 && key_list[0] == NULL)
    hr_feed_repair (self, _ ("%u of its formats are not in the list of formats; left out"), unknown);
  else if (!known && key_list[0] == NULL && id_list[0] != NULL && id_list[0][0] != '\0')
    hr_feed_repair (self, _ ("its formats are only numbers and there is no list of formats; left out"));
  return features;
}

/* 1 = in person, 2 = virtual, 3 = hybrid; 0 = not said */
static int
read_venue_type (HrFeedReading *self, json_t **values)
{
  g_autofree char *text = hr_feed_plain (values[V_VENUE_TYPE]);
  g_autofree char *quoted = NULL;

  if (text == NULL || g_strstrip (text)[0] == '\0' || strcmp (text, "0") == 0)
    return 0;
  if (strlen (text) == 1 && text[0] >= '1' && text[0] <= '3')
    return text[0] - '0';
  quoted = hr_feed_quote (text);
  hr_feed_repair (self, _ ("venue_type %s is unknown; how to attend was found from formats and links"), quoted);
  return 0;
}

static HrAttendance
find_attendance (HrFeedReading *self, int venue_type, guint64 features, const HrFeedWays *ways, const HrRecord *venue)
{
  const gboolean closed = ways->closed || ways->suspended;
  const gboolean somewhere = hr_record_get (venue, "street") != NULL || hr_record_get (venue, "name") != NULL;

  if (venue_type == 0)
    {
      if (features & HR_FEATURE_HYBRID)
        venue_type = 3;
      else if (features & HR_FEATURE_ONLINE)
        venue_type = 2;
      else if (ways->link)
        venue_type = somewhere ? 3 : 2;
      else
        venue_type = 1;
    }
  if (venue_type == 2)
    {
      if (!ways->link)
        hr_feed_repair (self, _ ("the meeting is virtual, but there is neither a link nor a phone number"));
      return ways->suspended && !ways->link ? HR_ATTENDANCE_INACTIVE : HR_ATTENDANCE_ONLINE;
    }
  if (closed)
    return ways->link ? HR_ATTENDANCE_ONLINE : HR_ATTENDANCE_INACTIVE;
  if (venue_type == 3 && !ways->link)
    hr_feed_repair (self, _ ("the meeting is hybrid, but there is neither a link nor a phone number"));
  if (!somewhere && !hr_feed_has_address (venue) && !ways->link)
    hr_feed_repair (self, _ ("the meeting is in person, but there is no place"));
  return venue_type == 3 ? HR_ATTENDANCE_HYBRID : HR_ATTENDANCE_IN_PERSON;
}

static void
read_links (HrFeedReading *self, HrRecord *meeting, json_t **values, HrFeedWays *ways)
{
  char *notes = read_text (self, values, V_LINK_NOTES, TRUE);
  const gboolean url = hr_feed_take_link (self, meeting, "conference_url", values[V_LINK], "virtual_meeting_link");
  const gboolean phone =
      hr_feed_take_phone (self, meeting, "conference_phone", values[V_PHONE], "phone_meeting_number");

  ways->link = url || phone;
  hr_feed_take (self, meeting, phone && !url ? "conference_phone_notes" : "conference_url_notes", notes);
}

static void
read_name (HrFeedReading *self, HrRecord *meeting, const HrRecord *venue, json_t **values, HrFeedWays *ways)
{
  g_autofree char *name = read_text (self, values, V_NAME, FALSE);
  g_autofree char *rest = name != NULL ? hr_feed_strip_suspended (name) : NULL;
  g_autofree char *when = NULL;
  const char *place = hr_record_get (venue, "name");

  if (rest != NULL)
    {
      g_autofree char *quoted = hr_feed_quote (name);

      ways->suspended = TRUE;
      hr_feed_repair (
          self, _ ("meeting_name %s says that the meeting is suspended; the mark was taken out of the name"), quoted);
      g_free (name);
      name = rest[0] != '\0' ? g_steal_pointer (&rest) : NULL;
    }
  if (name == NULL)
    {
      when = hr_feed_describe_time (meeting);
      name = place != NULL  ? g_strdup (place)
             : when != NULL ? g_strdup_printf ("Meeting %s", when)
                            : g_strdup ("Meeting");
      {
        g_autofree char *quoted = hr_feed_quote (name);

        hr_feed_repair (self, _ ("meeting_name is missing; %s was put there"), quoted);
      }
    }
  hr_feed_take (self, meeting, "name", g_steal_pointer (&name));
}

/* "bmlt-123", or with the server's name where several servers are in one feed */
static char *
make_key (HrFeedReading *self, const HrRecord *meeting, json_t **values)
{
  g_autofree char *id = hr_feed_plain (values[V_ID] != NULL ? values[V_ID] : values[V_ADMIN_ID]);
  g_autofree char *root = hr_feed_plain (values[V_ROOT]);
  g_autofree char *number = hr_feed_plain (values[V_ROOT_ID]);
  g_autofree char *key = NULL;

  if (id == NULL || g_strstrip (id)[0] == '\0')
    {
      g_autofree char *when = hr_feed_describe_time (meeting);
      g_autofree char *joined = g_strdup_printf ("%s %s", hr_record_get (meeting, "name"), when != NULL ? when : "");

      key = hr_text_slug (joined);
      hr_feed_repair (self, _ ("id_bigint is missing; the key \"%s\" was made of name, day and time"), key);
      return g_steal_pointer (&key);
    }
  if (root != NULL && strstr (root, "://") != NULL)
    {
      g_autofree char *host = g_strdup (strstr (root, "://") + 3);

      host[strcspn (host, "/:?#")] = '\0';
      if (host[0] != '\0')
        {
          g_autofree char *joined = g_strdup_printf ("%.40s %.20s", host, id);

          return hr_text_slug (joined);
        }
    }
  if (number != NULL && g_strstrip (number)[0] != '\0')
    key = g_strdup_printf ("bmlt %.20s %.40s", number, id);
  else
    key = g_strdup_printf ("bmlt %.40s", id);
  return hr_text_slug (key);
}

static gboolean
is_something (const HrRecord *meeting, const HrRecord *venue, json_t **values)
{
  g_autofree char *name = hr_feed_plain (values[V_NAME]);

  return (name != NULL && g_strstrip (name)[0] != '\0') || hr_record_get (meeting, "start") != NULL
         || hr_record_get (meeting, "conference_url") != NULL || hr_record_get (meeting, "conference_phone") != NULL
         || hr_record_get (venue, "name") != NULL || hr_feed_has_address (venue);
}

static void
read_notes (HrFeedReading *self, HrRecord *meeting, json_t **values)
{
  g_autoptr (GString) notes = g_string_new (NULL);

  add_line (notes, read_text (self, values, V_COMMENTS, TRUE));
  add_line (notes, read_text (self, values, V_FORMAT_COMMENTS, TRUE));
  if (notes->len > 0)
    hr_feed_take (self, meeting, "notes", g_strdup (notes->str));
}

/* "0", 0 and false: such records come only when a server is asked for them. */
static void
read_published (HrFeedReading *self, HrRecord *meeting, json_t **values)
{
  g_autofree char *text = hr_feed_plain (values[V_PUBLISHED]);

  if (text != NULL
      && (strcmp (g_strstrip (text), "0") == 0 || g_ascii_strcasecmp (text, "no") == 0
          || g_ascii_strcasecmp (text, "false") == 0))
    {
      hr_feed_take_known (meeting, "published", "no");
      hr_feed_repair (self, _ ("published is %s; the meeting is kept but not shown"), text);
    }
}

void
hr_bmlt_read (HrFeedReading *self, json_t *record)
{
  json_t *values[N_VALUES];
  g_autoptr (HrRecord) meeting = hr_record_new (HR_KIND_MEETING, NULL);
  g_autoptr (HrRecord) venue = NULL;
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *key = NULL;
  HrFeedWays ways = { 0 };
  HrAttendance attendance;
  guint64 features;
  HrFeedRow *row;

  hr_feed_sort_values (self, record, values, N_VALUES);
  read_schedule (self, meeting, values);
  hr_feed_take_zone (self, meeting, values[V_TIMEZONE], "time_zone");
  read_links (self, meeting, values, &ways);
  venue = read_venue (self, values);
  if (!is_something (meeting, venue, values))
    {
      hr_feed_reject (self, NULL, _ ("the record has no name, no time, no place and no link"));
      return;
    }
  read_name (self, meeting, venue, values, &ways);
  hr_feed_take_known (meeting, "fellowship", self->fellowship);
  features = read_formats (self, values, codes);
  if (json_is_true (values[V_TEMPORARILY_VIRTUAL]))
    {
      add_code (codes, "TC");
      features |= HR_FEATURE_CLOSED_TEMPORARILY;
    }
  hr_feed_take_codes (self, meeting, codes);
  ways.closed = (features & HR_FEATURE_CLOSED_TEMPORARILY) != 0;
  attendance = find_attendance (self, read_venue_type (self, values), features, &ways, venue);
  hr_feed_take_known (meeting, "attendance", hr_attendance_to_string (attendance));
  if (attendance != HR_ATTENDANCE_ONLINE)
    hr_feed_take_point (self, venue, values[V_LATITUDE], values[V_LONGITUDE]);
  read_notes (self, meeting, values);
  read_published (self, meeting, values);
  key = make_key (self, meeting, values);
  row = g_new0 (HrFeedRow, 1);
  row->meeting = g_steal_pointer (&meeting);
  if (hr_record_get (venue, "name") != NULL || hr_feed_has_address (venue) || hr_record_get (venue, "notes") != NULL
      || hr_record_get (venue, "region") != NULL)
    hr_feed_share_venue (self, row, g_steal_pointer (&venue));
  hr_feed_add_row (self, row, key);
}
