/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What belongs to the site: the place in its profile, and every other room at the same address. */
#pragma once

#include "handrail/core/hr-schedule.h"
#include "hr-state-private.h"

G_BEGIN_DECLS

/** hr_site_get_venues: (transfer none) (element-type utf8 utf8): a set of ids; empty when the profile names no place; known
 * until hr_site_forget() */
GHashTable *hr_site_get_venues (HrState *state, GError **error);

/** hr_site_forget: a venue or the profile changed */
void hr_site_forget (HrState *state);

/**
 * hr_site_takes_sign_in:
 *
 * Whether people sign in to this very date here: where the meeting is signed in to, unless it is moved away on that date; and
 * where it is moved to the site, unless staff said that nobody signs in to it.
 */
gboolean hr_site_takes_sign_in (HrState *state, const HrMeeting *meeting, const HrOccurrence *occurrence,
                                gboolean *ret_takes, GError **error);

/** hr_site_find_meetings: (element-type utf8): ids of the published meetings that have dates to sign in to, sorted */
GPtrArray *hr_site_find_meetings (HrState *state, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
