/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-attendance-private.h"

#include "handrail/core/hr-text.h"

#include <string.h>

/* "street, city, state zip, country": fewer parts name no street, unless the first one has a number in it */
#define STREET_PARTS 4

HrAttendance
hr_feed_find_attendance (const HrFeedWays *ways)
{
  const gboolean here =
      !ways->closed && !ways->suspended
      && (ways->place == HR_FEED_PLACE_EXACT || (ways->place == HR_FEED_PLACE_ONLY_NAME && !ways->link));

  if (ways->link)
    return here ? HR_ATTENDANCE_HYBRID : HR_ATTENDANCE_ONLINE;
  return here ? HR_ATTENDANCE_IN_PERSON : HR_ATTENDANCE_INACTIVE;
}

gboolean
hr_feed_accept_said (const HrFeedWays *ways, HrAttendance said)
{
  if (ways->closed || ways->suspended)
    return FALSE;
  return said == HR_ATTENDANCE_IN_PERSON || (said == HR_ATTENDANCE_HYBRID && ways->link);
}

gboolean
hr_feed_has_address (const HrRecord *venue)
{
  static const char *const fields[] = { "address", "street", "city", "state", "postal_code", "latitude" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (hr_record_get (venue, fields[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* "Online", "Zoom meeting", "Virtual Only (D38)": a name that is no building */
static gboolean
names_no_building (const char *name)
{
  static const char *const words[] = { "online", "zoom",     "virtual",    "telephone", "phone", "skype",
                                       "email",  "internet", "conference", "en linea",  "web" };
  g_autofree char *folded = hr_text_fold (name);
  g_autofree char *padded = g_strdup_printf (" %s ", folded);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *word = g_strdup_printf (" %s ", words[i]);

      if (strstr (padded, word) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_street (const char *address)
{
  guint parts = 1;

  for (const char *p = address; *p != '\0'; p++)
    parts += *p == ',';
  if (parts >= STREET_PARTS)
    return TRUE;
  return strcspn (address, "0123456789") < strcspn (address, ",");
}

HrFeedPlace
hr_feed_infer_place (const HrRecord *venue)
{
  const char *address = hr_record_get (venue, "address");
  const char *name = hr_record_get (venue, "name");

  if (hr_record_get (venue, "street") != NULL)
    return HR_FEED_PLACE_EXACT;
  if (address != NULL)
    return has_street (address) ? HR_FEED_PLACE_EXACT : HR_FEED_PLACE_AREA;
  if (hr_feed_has_address (venue)
      && (name == NULL || hr_record_get (venue, "latitude") == NULL || names_no_building (name)))
    return name == NULL || names_no_building (name) ? HR_FEED_PLACE_AREA : HR_FEED_PLACE_ONLY_NAME;
  if (hr_feed_has_address (venue))
    return HR_FEED_PLACE_EXACT;
  return name != NULL && !names_no_building (name) ? HR_FEED_PLACE_ONLY_NAME : HR_FEED_PLACE_NONE;
}
