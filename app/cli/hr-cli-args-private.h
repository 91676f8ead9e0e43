/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of the command line made into values. Pure functions; errors are %HR_ERROR_INPUT and say what to write. */
#pragma once

#include "handrail/core/hr-query.h"
#include "handrail/core/hr-zone.h"

G_BEGIN_DECLS

/** hr_cli_read_days: "monday,wed", "today", "tomorrow" or a date, into days or on_date of @query */
gboolean hr_cli_read_days (const char *text, HrDate today, HrQuery *query, GError **error);

/** hr_cli_read_times: "morning,evening" */
gboolean hr_cli_read_times (const char *text, guint *ret_times, GError **error);

/** hr_cli_read_attendance: "online,hybrid" */
gboolean hr_cli_read_attendance (const char *text, guint *ret_attendance, GError **error);

/** hr_cli_read_audience: "women,secular": a mask of %HR_FEATURES_AUDIENCE */
gboolean hr_cli_read_audience (const char *text, guint64 *ret_features, GError **error);

/** hr_cli_read_point: "40.71,-74.00" */
gboolean hr_cli_read_point (const char *text, double *ret_latitude, double *ret_longitude, GError **error);

/** hr_cli_read_distance: "5km", "800 m", "3mi", "500ft" */
gboolean hr_cli_read_distance (const char *text, double *ret_distance_m, GError **error);

/** hr_cli_read_sort: "next", "distance", "name" or "rank" */
gboolean hr_cli_read_sort (const char *text, HrSort *ret_sort, GError **error);

/** hr_cli_read_number: decimal, 0…@most */
gboolean hr_cli_read_number (const char *text, const char *option, guint64 most, guint64 *ret_number, GError **error);

/**
 * hr_cli_read_moment: a date (in @zone) or RFC 3339 text
 * @end: a date means the end of that day, not its beginning
 */
gboolean hr_cli_read_moment (const char *text, const char *option, const HrZone *zone, gboolean end, gint64 *ret_s,
                             GError **error);

/** hr_cli_read_list: (transfer full): the parts of "a,b", trimmed, without empty ones */
char **hr_cli_read_list (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
