/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time zones of the IANA database, with the rules of RFC 5545 section 3.3.5 for local times that do not
 * exist (read with the offset before the gap) or exist twice (the first one). */
#pragma once

#include "handrail/core/hr-date.h"
#include "handrail/core/hr-types.h"

G_BEGIN_DECLS

/**
 * hr_zone_get:
 * @iana_id: such as "America/New_York" or "UTC"
 *
 * Zones are interned and live for ever; any thread. Fast on the second call.
 *
 * Returns: (nullable) (transfer none): %NULL when the system knows no such zone
 */
const HrZone *hr_zone_get (const char *iana_id);
const char *hr_zone_get_id (const HrZone *zone);

/** hr_zone_offset_s: seconds east of UTC at @unix_s */
int hr_zone_offset_s (const HrZone *zone, gint64 unix_s);

/** hr_zone_to_unix_s: @minute counts from midnight of @date by the clock on the wall; may be negative or over 1439 */
gint64 hr_zone_to_unix_s (const HrZone *zone, HrDate date, int minute);

/** hr_zone_from_unix_s: the wall clock at @unix_s; @ret_minute is 0…1439 */
void hr_zone_from_unix_s (const HrZone *zone, gint64 unix_s, HrDate *ret_date, int *ret_minute);

/** hr_zone_format_rfc3339: Returns: (transfer full): "2026-11-23T19:00:00-05:00" */
char *hr_zone_format_rfc3339 (const HrZone *zone, gint64 unix_s) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
