/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How one can attend: computed from what a record has, never from what it calls itself. */
#pragma once

#include "handrail/core/hr-meeting.h"
#include "handrail/core/hr-record.h"

G_BEGIN_DECLS

/**
 * HrFeedPlace: how much a record says about its place
 * @HR_FEED_PLACE_NONE: nothing
 * @HR_FEED_PLACE_AREA: only a city or a county
 * @HR_FEED_PLACE_ONLY_NAME: the name of a building, no address
 * @HR_FEED_PLACE_EXACT: somewhere to go to
 */
typedef enum
{
  HR_FEED_PLACE_NONE,
  HR_FEED_PLACE_AREA,
  HR_FEED_PLACE_ONLY_NAME,
  HR_FEED_PLACE_EXACT,
} HrFeedPlace;

/**
 * HrFeedWays: the ways in
 * @link: a usable web address or phone number
 * @claimed: one of them was given, usable or not
 * @closed: the place is closed for now (TC)
 * @suspended: the name says so
 */
typedef struct
{
  gboolean link;
  gboolean claimed;
  gboolean closed;
  gboolean suspended;
  HrFeedPlace place;
} HrFeedWays;

HrAttendance hr_feed_find_attendance (const HrFeedWays *ways);

/** hr_feed_accept_said: whether @said is possible where only the name of a place is known */
gboolean hr_feed_accept_said (const HrFeedWays *ways, HrAttendance said);

/** hr_feed_infer_place: where the feed does not say "approximate" */
HrFeedPlace hr_feed_infer_place (const HrRecord *venue);

/** hr_feed_has_address: whether there is any address, however coarse, or a point */
gboolean hr_feed_has_address (const HrRecord *venue);

G_END_DECLS
