/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-calendar-zone-private.h"

#include <string.h>

#define YEAR_S (366 * G_GINT64_CONSTANT (86400))

static gint64
to_seconds (struct icaltimetype time)
{
  HrDate date = hr_date_from_ymd (time.year, time.month, time.day);

  return date * G_GINT64_CONSTANT (86400) + time.hour * 3600 + time.minute * 60 + time.second;
}

/* When an observance begins for the last time, within a day; %G_MAXINT64 when it comes every year. */
static gint64
last_onset_s (icalcomponent *observance)
{
  icalproperty *rule = icalcomponent_get_first_property (observance, ICAL_RRULE_PROPERTY);
  gint64 last_s = to_seconds (icalcomponent_get_dtstart (observance));

  if (rule != NULL)
    {
      struct icalrecurrencetype recur = icalproperty_get_rrule (rule);

      if (icaltime_is_null_time (recur.until))
        return G_MAXINT64;
      last_s = MAX (last_s, to_seconds (recur.until));
    }
  for (icalproperty *date = icalcomponent_get_first_property (observance, ICAL_RDATE_PROPERTY); date != NULL;
       date = icalcomponent_get_next_property (observance, ICAL_RDATE_PROPERTY))
    last_s = MAX (last_s, to_seconds (icalproperty_get_rdate (date).time));
  return last_s;
}

/* Of the observances that are over only the very last one still counts, until the next one begins: and not even that
 * one when yearly ones have been going on for a while. */
static void
drop_history (icalcomponent *component, gint64 from_s)
{
  g_autoptr (GPtrArray) over = g_ptr_array_new ();
  icalcomponent *latest = NULL;
  gint64 latest_s = G_MININT64;
  gboolean goes_on = FALSE;

  for (icalcomponent *child = icalcomponent_get_first_component (component, ICAL_ANY_COMPONENT); child != NULL;
       child = icalcomponent_get_next_component (component, ICAL_ANY_COMPONENT))
    {
      gint64 onset_s = last_onset_s (child);

      if (onset_s >= from_s)
        {
          goes_on = goes_on || to_seconds (icalcomponent_get_dtstart (child)) < from_s - YEAR_S;
          continue;
        }
      g_ptr_array_add (over, child);
      if (onset_s > latest_s)
        {
          latest = child;
          latest_s = onset_s;
        }
    }
  for (guint i = 0; i < over->len; i++)
    {
      if (over->pdata[i] == latest && !(goes_on && latest_s < from_s - YEAR_S))
        continue;
      icalcomponent_remove_component (component, over->pdata[i]);
      icalcomponent_free (over->pdata[i]);
    }
}

icalcomponent *
hr_calendar_zone_new (const HrZone *zone, gint64 from_s)
{
  const char *id = hr_zone_get_id (zone);
  icalcomponent *component;
  icalproperty *property;

  if (strcmp (id, "UTC") == 0)
    return NULL;
  component = icaltzutil_fetch_timezone (id);
  if (component == NULL)
    {
      g_info ("libical cannot read the zone %s; calendars will go by its name", id);
      return NULL;
    }
  property = icalcomponent_get_first_property (component, ICAL_TZID_PROPERTY);
  if (property != NULL)
    icalproperty_set_tzid (property, id);
  else
    icalcomponent_add_property (component, icalproperty_new_tzid (id));
  property = icalcomponent_get_first_property (component, ICAL_X_PROPERTY);
  if (property != NULL)
    {
      icalcomponent_remove_property (component, property);
      icalproperty_free (property);
    }
  /* a series may start a day before now, and onsets are compared by the wall */
  drop_history (component, from_s - 7 * 86400);
  return component;
}
