/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VTIMEZONEs from the system's zone files, without their history. */
#pragma once

#include "handrail/core/hr-zone.h"

#include <libical/ical.h>

G_BEGIN_DECLS

/** hr_calendar_zone_new: Returns: (transfer full) (nullable): the component whose TZID is the IANA name; right from
 * @from_s on. %NULL for UTC, which needs none, and when libical cannot read the zone */
icalcomponent *hr_calendar_zone_new (const HrZone *zone, gint64 from_s) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
