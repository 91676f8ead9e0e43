/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-feed-attendance-private.h"
#include "hr-feed-reading-private.h"

G_BEGIN_DECLS

/* The values of one record, in the order of the standard */
enum
{
  HR_GUIDE_NAME,
  HR_GUIDE_SLUG,
  HR_GUIDE_ID,
  HR_GUIDE_DAY,
  HR_GUIDE_TIME,
  HR_GUIDE_HALF,
  HR_GUIDE_END_TIME,
  HR_GUIDE_DURATION,
  HR_GUIDE_TIMEZONE,
  HR_GUIDE_TYPES,
  HR_GUIDE_LANGUAGES,
  HR_GUIDE_NOTES,
  HR_GUIDE_LOCATION,
  HR_GUIDE_LOCATION_NOTES,
  HR_GUIDE_FORMATTED_ADDRESS,
  HR_GUIDE_ADDRESS,
  HR_GUIDE_CITY,
  HR_GUIDE_STATE,
  HR_GUIDE_POSTAL_CODE,
  HR_GUIDE_COUNTRY,
  HR_GUIDE_LATITUDE,
  HR_GUIDE_LONGITUDE,
  HR_GUIDE_COORDINATES,
  HR_GUIDE_APPROXIMATE,
  HR_GUIDE_REGION,
  HR_GUIDE_SUB_REGION,
  HR_GUIDE_SUB_SUB_REGION,
  HR_GUIDE_REGIONS,
  HR_GUIDE_CONFERENCE_URL,
  HR_GUIDE_CONFERENCE_URL_NOTES,
  HR_GUIDE_CONFERENCE_PHONE,
  HR_GUIDE_CONFERENCE_PHONE_NOTES,
  HR_GUIDE_GROUP,
  HR_GUIDE_GROUP_NOTES,
  HR_GUIDE_URL,
  HR_GUIDE_WEBSITE,
  HR_GUIDE_UPDATED,
  HR_GUIDE_LAST_CONTACT,
  HR_GUIDE_ATTENDANCE,
  HR_GUIDE_ARCHIVED,
  HR_GUIDE_PUBLISHED,
  HR_GUIDE_HANDRAIL,
  HR_N_GUIDE,
};

/** hr_meeting_guide_read_schedule: days, time and length; what is unusable makes a meeting by appointment, with a note */
void hr_meeting_guide_read_schedule (HrFeedReading *self, HrRecord *meeting, json_t **values);

/** hr_meeting_guide_read_venue: (transfer full): possibly with no field set; @ret_point: whether it has a point */
HrRecord *hr_meeting_guide_read_venue (HrFeedReading *self, json_t **values,
                                       gboolean *ret_point) G_GNUC_WARN_UNUSED_RESULT;

/** hr_meeting_guide_read_place: sets "approximate". Returns: what is known of the place */
HrFeedPlace hr_meeting_guide_read_place (HrFeedReading *self, HrRecord *venue, json_t **values, gboolean point);

G_END_DECLS
