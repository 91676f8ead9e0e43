/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A meeting as the flat record that Meeting Guide consumers know: one text per field. */
#pragma once

#include "handrail/feed/hr-feed-writer.h"

G_BEGIN_DECLS

typedef enum
{
  HR_FLAT_SLUG,
  HR_FLAT_NAME,
  HR_FLAT_DAY,
  HR_FLAT_TIME,
  HR_FLAT_END_TIME,
  HR_FLAT_TIMEZONE,
  HR_FLAT_TYPES,
  HR_FLAT_NOTES,
  HR_FLAT_LOCATION,
  HR_FLAT_LOCATION_NOTES,
  HR_FLAT_FORMATTED_ADDRESS,
  HR_FLAT_ADDRESS,
  HR_FLAT_CITY,
  HR_FLAT_STATE,
  HR_FLAT_POSTAL_CODE,
  HR_FLAT_COUNTRY,
  HR_FLAT_LATITUDE,
  HR_FLAT_LONGITUDE,
  HR_FLAT_APPROXIMATE,
  HR_FLAT_REGIONS,
  HR_FLAT_CONFERENCE_URL,
  HR_FLAT_CONFERENCE_URL_NOTES,
  HR_FLAT_CONFERENCE_PHONE,
  HR_FLAT_CONFERENCE_PHONE_NOTES,
  HR_FLAT_GROUP,
  HR_FLAT_GROUP_NOTES,
  HR_FLAT_URL,
  HR_FLAT_ATTENDANCE_OPTION,
  HR_N_FLAT,
} HrFlatColumn;

/**
 * HrFeedFlat:
 * @values: (nullable): text per column; types joined with ",", regions with " > ". %HR_FLAT_DAY is always %NULL
 * @days: weekdays, bit 0 = Sunday; 0 = by appointment, or not in a way that these consumers can show
 */
typedef struct
{
  char *values[HR_N_FLAT];
  guint8 days;
} HrFeedFlat;

/** hr_feed_flat_column_name: as the format calls it */
const char *hr_feed_flat_column_name (HrFlatColumn column);

/** hr_feed_flatten: @slugs: (element-type utf8 utf8): those given so far; a repeated one gets "-2", "-3", … */
void hr_feed_flatten (const HrFeedItem *item, const char *timezone, GHashTable *slugs, HrFeedFlat *ret_flat);
void hr_feed_flat_clear (HrFeedFlat *self);

/**
 * hr_feed_rule_days:
 * @ret_note: (out) (nullable) (transfer full): what the weekdays alone do not say, in English as these feeds are;
 *   %NULL for a meeting of every week
 *
 * Returns: the weekdays to list it under; 0 when a list by weekdays would send people to dates without a meeting
 */
guint8 hr_feed_rule_days (const char *rule, const char *start, char **ret_note);

G_END_DECLS
