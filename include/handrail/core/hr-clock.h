/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only source of "now". Tests and tours set it. Thread-safe. */
#pragma once

#include "handrail/core/hr-types.h"

G_BEGIN_DECLS

#define HR_TYPE_CLOCK (hr_clock_get_type ())
G_DECLARE_FINAL_TYPE (HrClock, hr_clock, HR, CLOCK, GObject)

/** hr_clock_new: Returns: (transfer full): the system's clock */
HrClock *hr_clock_new (void) G_GNUC_WARN_UNUSED_RESULT;

/** hr_clock_new_fixed: a clock that stands at @now_s (seconds since 1970, UTC) until it is advanced */
HrClock *hr_clock_new_fixed (gint64 now_s) G_GNUC_WARN_UNUSED_RESULT;

/** hr_clock_new_parse: a fixed clock from RFC 3339 text ("2026-11-23T18:50:00-05:00"); %NULL with %HR_ERROR_INPUT */
HrClock *hr_clock_new_parse (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_clock_now_s: seconds since 1970, UTC */
gint64 hr_clock_now_s (HrClock *self);

/** hr_clock_now_us: microseconds since 1970, UTC */
gint64 hr_clock_now_us (HrClock *self);

/** hr_clock_monotonic_ms: milliseconds from an arbitrary start, never backwards; follows advances of a fixed clock */
gint64 hr_clock_monotonic_ms (HrClock *self);

/** hr_clock_elapsed_ms: as hr_clock_monotonic_ms(), but it also runs on while the device sleeps: for waits and locks that a
 * closed lid must not stop */
gint64 hr_clock_elapsed_ms (HrClock *self);

/** hr_clock_advance_s: moves a fixed clock; a programming mistake on the system's clock */
void hr_clock_advance_s (HrClock *self, gint64 seconds);

/** hr_clock_set_s: somebody sets the clock on the wall of a fixed clock: no time passes; a programming mistake on the system's clock */
void hr_clock_set_s (HrClock *self, gint64 now_s);

/** hr_clock_is_plausible: whether "now" lies in 2025…2099: a clock that was never set does not */
gboolean hr_clock_is_plausible (HrClock *self);

G_END_DECLS
