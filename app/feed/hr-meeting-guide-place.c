/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-meeting-guide-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

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

/* {"id": 4, "name": "Mission"} is how some sites hand a region over. */
static char *
level_text (HrFeedReading *self, const json_t *value, const char *name)
{
  const json_t *inner = json_object_get (value, "name");

  return hr_feed_text (self, json_is_string (inner) ? inner : value, name, FALSE);
}

static char *
read_region (HrFeedReading *self, json_t **values)
{
  static const guint levels[] = { HR_GUIDE_REGION, HR_GUIDE_SUB_REGION, HR_GUIDE_SUB_SUB_REGION };
  g_autoptr (GString) path = g_string_new (NULL);
  json_t *item;
  size_t i;

  if (json_is_array (values[HR_GUIDE_REGIONS]))
    json_array_foreach (values[HR_GUIDE_REGIONS], i, item)
    {
      g_autofree char *text =
          json_is_string (item) || json_is_object (item) ? level_text (self, item, "regions") : NULL;

      if (text != NULL)
        add_region (path, text);
    }
  else if (values[HR_GUIDE_REGIONS] != NULL)
    {
      g_autofree char *text = level_text (self, values[HR_GUIDE_REGIONS], "regions");

      if (text != NULL)
        add_region (path, text);
    }
  if (path->len == 0)
    for (i = 0; i < G_N_ELEMENTS (levels); i++)
      {
        g_autofree char *text = level_text (self, values[levels[i]], "region");

        if (text != NULL)
          add_region (path, text);
      }
  return path->len > 0 ? g_strdup (path->str) : NULL;
}

HrRecord *
hr_meeting_guide_read_venue (HrFeedReading *self, json_t **values, gboolean *ret_point)
{
  static const struct
  {
    guint value;
    const char *name;
    const char *field;
    gboolean multiline;
  } texts[] = {
    { HR_GUIDE_LOCATION, "location", "name", FALSE },
    { HR_GUIDE_FORMATTED_ADDRESS, "formatted_address", "address", FALSE },
    { HR_GUIDE_ADDRESS, "address", "street", FALSE },
    { HR_GUIDE_CITY, "city", "city", FALSE },
    { HR_GUIDE_STATE, "state", "state", FALSE },
    { HR_GUIDE_POSTAL_CODE, "postal_code", "postal_code", FALSE },
    { HR_GUIDE_COUNTRY, "country", "country", FALSE },
    { HR_GUIDE_LOCATION_NOTES, "location_notes", "notes", TRUE },
  };
  HrRecord *venue = hr_record_new (HR_KIND_VENUE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (values[texts[i].value] != NULL)
      hr_feed_take (self, venue, texts[i].field,
                    hr_feed_text (self, values[texts[i].value], texts[i].name, texts[i].multiline));
  /* what a number column says when it is empty */
  if (g_strcmp0 (hr_record_get (venue, "postal_code"), "0") == 0)
    hr_record_set (venue, "postal_code", NULL, NULL);
  hr_feed_take (self, venue, "region", read_region (self, values));
  *ret_point = hr_feed_take_point (self, venue, values[HR_GUIDE_LATITUDE], values[HR_GUIDE_LONGITUDE]);
  return venue;
}

/* {"lat": 40.1, "lng": -75.2}, also with the long names */
static char *
join_point (const json_t *value)
{
  const json_t *latitude = json_object_get (value, "lat"), *longitude = json_object_get (value, "lng");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (latitude == NULL)
    latitude = json_object_get (value, "latitude");
  if (longitude == NULL)
    longitude = json_object_get (value, json_object_get (value, "lon") != NULL ? "lon" : "longitude");
  first = hr_feed_plain (latitude);
  second = hr_feed_plain (longitude);
  return first != NULL && second != NULL ? g_strdup_printf ("%s,%s", first, second) : NULL;
}

/* "40.1,-75.2" is a point; four numbers are the corners of an area. */
static int
read_coordinates (HrFeedReading *self, HrRecord *venue, const json_t *value, gboolean *point)
{
  g_autofree char *text = json_is_object (value) ? join_point (value) : hr_feed_plain (value);
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
  if ((text != NULL && strpbrk (text, "0123456789") == NULL && g_strstrip (text)[0] != '\0')
      || (text == NULL && json_is_object (value) && json_object_size (value) > 0))
    {
      g_autofree char *quoted = text != NULL ? hr_feed_quote (text) : g_strdup ("in an object");

      hr_feed_repair (self, _ ("coordinates %s are no place on earth; left out"), quoted);
    }
  return parts != NULL && g_strv_length (parts) == 4 ? 1 : -1;
}

HrFeedPlace
hr_meeting_guide_read_place (HrFeedReading *self, HrRecord *venue, json_t **values, gboolean point)
{
  const int corners = read_coordinates (self, venue, values[HR_GUIDE_COORDINATES], &point);
  g_autofree char *said = hr_feed_plain (values[HR_GUIDE_APPROXIMATE]);
  HrFeedPlace place = HR_FEED_PLACE_EXACT;

  if (said != NULL && g_strstrip (said)[0] == '\0')
    g_clear_pointer (&said, g_free);
  if (said != NULL
      && (g_ascii_strcasecmp (said, "yes") == 0 || g_ascii_strcasecmp (said, "true") == 0 || strcmp (said, "1") == 0))
    place = HR_FEED_PLACE_AREA;
  else if (said != NULL
           && (g_ascii_strcasecmp (said, "no") == 0 || g_ascii_strcasecmp (said, "false") == 0
               || strcmp (said, "0") == 0))
    place = HR_FEED_PLACE_EXACT;
  else if (corners >= 0)
    place = corners > 0 ? HR_FEED_PLACE_AREA : HR_FEED_PLACE_EXACT;
  else
    {
      place = hr_feed_infer_place (venue);
      if (said != NULL)
        {
          g_autofree char *quoted = hr_feed_quote (said);

          hr_feed_repair (self, _ ("approximate %s is neither yes nor no; it was found from the address"), quoted);
        }
    }
  if (place == HR_FEED_PLACE_AREA)
    hr_feed_take_known (venue, "approximate", "yes");
  else if (said != NULL || corners == 0)
    hr_feed_take_known (venue, "approximate", "no");
  return hr_feed_has_address (venue) ? place : hr_feed_infer_place (venue);
}
