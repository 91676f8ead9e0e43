/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hours of a week, as people of maps write them: "Mo-Fr 09:00-17:00; Sa 10:00-12:00,14:00-16:00", "24/7". Days are names in
 * English, from their first two letters on; without days, every day. A time that ends at or before it begins ends on the next
 * day. Pure arithmetic on minutes of the wall clock. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HrHoursSpan: open from @from_min to before @until_min, in minutes since the midnight that begins Sunday (@until_min may lie
 * beyond the week's end)
 */
typedef struct
{
  int from_min;
  int until_min;
} HrHoursSpan;

#define HR_HOURS_DAY_MIN (24 * 60)
#define HR_HOURS_WEEK_MIN (7 * HR_HOURS_DAY_MIN)

/** hr_hours_parse: Returns: (transfer full) (nullable) (element-type HrHoursSpan): in the order of their beginnings, never empty;
 * %NULL with %HR_ERROR_INPUT, whose message says what to write */
GArray *hr_hours_parse (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_hours_is_always: day and night, the whole week */
gboolean hr_hours_is_always (const GArray *spans);

/** hr_hours_is_open: @weekday: 0 = Sunday; @ret_until_min: (out) (optional): minutes from that midnight on until it closes */
gboolean hr_hours_is_open (const GArray *spans, int weekday, int minute, int *ret_until_min);

/** hr_hours_next: when it opens next: minutes from the midnight of @weekday on, more than a day for a later day; -1 = never.
 * While it is open, the next opening after that */
int hr_hours_next (const GArray *spans, int weekday, int minute);

/** hr_hours_on: whether it opens at some time of @weekday after @minute, or is open then */
gboolean hr_hours_on (const GArray *spans, int weekday, int minute);

/** hr_hours_mask: weekdays on which it opens, bit 0 = Sunday */
guint hr_hours_mask (const GArray *spans);

G_END_DECLS
