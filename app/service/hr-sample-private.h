/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The embedded sample center: a key file in the program's resources, made into records. */
#pragma once

#include "handrail/core/hr-clock.h"
#include "handrail/core/hr-record.h"

G_BEGIN_DECLS

#define HR_SAMPLE_PATH "/org/handrail/data/sample/center.ini"

/** hr_sample_load: the sample of the program; Returns: (transfer full) (element-type HrRecord) */
GPtrArray *hr_sample_load (HrClock *clock, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_sample_parse:
 * @text: groups "[KIND ID]" with FIELD=VALUE; FIELD[es]=VALUE gives a translation
 *
 * Dates may count from today at the site: "+3" (a date), "+3T18:30" (a date and time), "next" and "next+7" (in an
 * exception: the first date of its meeting on or after today, or seven days from today).
 *
 * Returns: (transfer full) (element-type HrRecord) (nullable): with %HR_ERROR_INPUT that names group and field
 */
GPtrArray *hr_sample_parse (const char *text, gsize length, HrClock *clock, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
