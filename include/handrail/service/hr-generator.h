/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large, realistic, deterministic directory for benchmarks and tests. */
#pragma once

#include "handrail/service/hr-center.h"

G_BEGIN_DECLS

/** hr_generator_make: (element-type HrRecord): venues, groups, meetings, exceptions; the same @seed gives the same things on every
 * machine */
GPtrArray *hr_generator_make (guint n_meetings, guint32 seed, const char *timezone) G_GNUC_WARN_UNUSED_RESULT;
/** hr_generator_run: blocks; makes them and adds them to the store */
gboolean hr_generator_run (HrCenter *center, guint n_meetings, guint32 seed, GError **error);

G_END_DECLS
