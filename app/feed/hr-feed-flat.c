/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-flat-private.h"

#include "handrail/core/hr-meeting.h"

#include <stdlib.h>
#include <string.h>

static const char *const column_names[HR_N_FLAT] = {
  [HR_FLAT_SLUG] = "slug",
  [HR_FLAT_NAME] = "name",
  [HR_FLAT_DAY] = "day",
  [HR_FLAT_TIME] = "time",
  [HR_FLAT_END_TIME] = "end_time",
  [HR_FLAT_TIMEZONE] = "timezone",
  [HR_FLAT_TYPES] = "types",
  [HR_FLAT_NOTES] = "notes",
  [HR_FLAT_LOCATION] = "location",
  [HR_FLAT_LOCATION_NOTES] = "location_notes",
  [HR_FLAT_FORMATTED_ADDRESS] = "formatted_address",
  [HR_FLAT_ADDRESS] = "address",
  [HR_FLAT_CITY] = "city",
  [HR_FLAT_STATE] = "state",
  [HR_FLAT_POSTAL_CODE] = "postal_code",
  [HR_FLAT_COUNTRY] = "country",
  [HR_FLAT_LATITUDE] = "latitude",
  [HR_FLAT_LONGITUDE] = "longitude",
  [HR_FLAT_APPROXIMATE] = "approximate",
  [HR_FLAT_REGIONS] = "regions",
  [HR_FLAT_CONFERENCE_URL] = "conference_url",
  [HR_FLAT_CONFERENCE_URL_NOTES] = "conference_url_notes",
  [HR_FLAT_CONFERENCE_PHONE] = "conference_phone",
  [HR_FLAT_CONFERENCE_PHONE_NOTES] = "conference_phone_notes",
  [HR_FLAT_GROUP] = "group",
  [HR_FLAT_GROUP_NOTES] = "group_notes",
  [HR_FLAT_URL] = "url",
  [HR_FLAT_ATTENDANCE_OPTION] = "attendance_option",
};

const char *
hr_feed_flat_column_name (HrFlatColumn column)
{
  g_return_val_if_fail (column < HR_N_FLAT, NULL);

  return column_names[column];
}

void
hr_feed_flat_clear (HrFeedFlat *self)
{
  for (guint i = 0; i < HR_N_FLAT; i++)
    g_clear_pointer (&self->values[i], g_free);
}

static void
take (HrFeedFlat *self, HrFlatColumn column, const HrRecord *record, const char *field)
{
  if (record != NULL)
    self->values[column] = g_strdup (hr_record_get (record, field));
}

static char *
make_unique (GHashTable *slugs, const char *slug)
{
  char *unique = g_strdup (slug != NULL ? slug : "untitled");

  for (guint n = 2; g_hash_table_contains (slugs, unique); n++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s-%u", slug != NULL ? slug : "untitled", n);
    }
  g_hash_table_add (slugs, g_strdup (unique));
  return unique;
}

static void
flatten_times (HrFeedFlat *self, const HrRecord *meeting, const char *site_zone)
{
  const char *start = hr_record_get (meeting, "start");
  const char *zone = hr_record_get (meeting, "timezone");
  gint64 length = hr_record_get_integer (meeting, "length", 0);
  const char *notes = hr_record_get (meeting, "notes");
  g_autofree char *said = NULL;

  self->days = hr_feed_rule_days (hr_record_get (meeting, "rule"), start, &said);
  self->values[HR_FLAT_TIMEZONE] = g_strdup (zone != NULL ? zone : site_zone);
  if (said != NULL && notes != NULL)
    self->values[HR_FLAT_NOTES] = g_strdup_printf ("%s\n%s", said, notes);
  else
    self->values[HR_FLAT_NOTES] = g_strdup (said != NULL ? said : notes);
  if (self->days == 0 || start == NULL || strlen (start) < 16)
    return;
  self->values[HR_FLAT_TIME] = g_strndup (start + 11, 5);
  /* 24 hours would read as none */
  if (length > 0 && length < 1440)
    {
      int end = (atoi (start + 11) * 60 + atoi (start + 14) + (int)length) % 1440;

      self->values[HR_FLAT_END_TIME] = g_strdup_printf ("%02d:%02d", end / 60, end % 60);
    }
}

static void
flatten_venue (HrFeedFlat *self, const HrRecord *venue)
{
  if (venue == NULL)
    return;
  take (self, HR_FLAT_LOCATION, venue, "name");
  take (self, HR_FLAT_LOCATION_NOTES, venue, "notes");
  take (self, HR_FLAT_FORMATTED_ADDRESS, venue, "address");
  take (self, HR_FLAT_ADDRESS, venue, "street");
  take (self, HR_FLAT_CITY, venue, "city");
  take (self, HR_FLAT_STATE, venue, "state");
  take (self, HR_FLAT_POSTAL_CODE, venue, "postal_code");
  take (self, HR_FLAT_COUNTRY, venue, "country");
  take (self, HR_FLAT_LATITUDE, venue, "latitude");
  take (self, HR_FLAT_LONGITUDE, venue, "longitude");
  take (self, HR_FLAT_REGIONS, venue, "region");
  self->values[HR_FLAT_APPROXIMATE] = g_strdup (hr_record_get_yes_no (venue, "approximate", FALSE) ? "yes" : "no");
}

/* Consumers work the attendance out of link, phone, address and TC: what they get is such that they find ours. */
static void
flatten_attendance (HrFeedFlat *self, const HrFeedItem *item)
{
  g_auto (GStrv) codes = hr_record_get_codes (item->meeting, "types");
  g_autoptr (GPtrArray) types = g_ptr_array_new ();
  HrAttendance attendance = HR_ATTENDANCE_IN_PERSON;
  gboolean here, online, exact;

  hr_attendance_from_string (hr_record_get (item->meeting, "attendance"), &attendance);
  here = (attendance & (HR_ATTENDANCE_IN_PERSON | HR_ATTENDANCE_HYBRID)) != 0;
  online = (attendance & (HR_ATTENDANCE_ONLINE | HR_ATTENDANCE_HYBRID)) != 0;
  exact = item->venue != NULL && !hr_record_get_yes_no (item->venue, "approximate", FALSE);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      if (strcmp (codes[i], "ONL") != 0 && strcmp (codes[i], "TC") != 0)
        g_ptr_array_add (types, codes[i]);
    }
  if (online)
    {
      g_ptr_array_add (types, (gpointer) "ONL");
      take (self, HR_FLAT_CONFERENCE_URL, item->meeting, "conference_url");
      take (self, HR_FLAT_CONFERENCE_URL_NOTES, item->meeting, "conference_url_notes");
      take (self, HR_FLAT_CONFERENCE_PHONE, item->meeting, "conference_phone");
      take (self, HR_FLAT_CONFERENCE_PHONE_NOTES, item->meeting, "conference_phone_notes");
    }
  if (!here && exact)
    g_ptr_array_add (types, (gpointer) "TC");
  self->values[HR_FLAT_ATTENDANCE_OPTION] = g_strdup (hr_attendance_to_string (attendance));
  g_ptr_array_add (types, NULL);
  if (types->len > 1)
    self->values[HR_FLAT_TYPES] = g_strjoinv (",", (char **)types->pdata);
}

void
hr_feed_flatten (const HrFeedItem *item, const char *site_zone, GHashTable *slugs, HrFeedFlat *ret_flat)
{
  HrFeedFlat flat = { 0 };

  flat.values[HR_FLAT_SLUG] = make_unique (slugs, hr_record_get (item->meeting, "slug"));
  take (&flat, HR_FLAT_NAME, item->meeting, "name");
  take (&flat, HR_FLAT_URL, item->meeting, "website");
  take (&flat, HR_FLAT_GROUP, item->group, "name");
  take (&flat, HR_FLAT_GROUP_NOTES, item->group, "notes");
  flatten_times (&flat, item->meeting, site_zone);
  flatten_venue (&flat, item->venue);
  flatten_attendance (&flat, item);
  *ret_flat = flat;
}
