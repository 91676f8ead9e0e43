/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days, times, lengths and zones as people write them. Pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hr_feed_parse_time:
 * @ret_minute: (out): after midnight, 0…1440 (1440 = "24:00")
 * @ret_end: (out): of a span such as "7-8 pm", or -1
 *
 * "19:00", "7:00 PM", "7pm", "1930", "19h30", "noon", "midnight", "19:00:00"
 *
 * Returns: whether it is a time
 */
gboolean hr_feed_parse_time (const char *text, int *ret_minute, int *ret_end);

/** hr_feed_time_is_plain: whether @text is exactly "HH:MM" (or "HH:MM:SS"), as the standards want it */
gboolean hr_feed_time_is_plain (const char *text);

/** hr_feed_parse_length: minutes: "90", "01:30:00", "1.5 hours", "1 hr 30 mins", "PT1H30M"; 0 for a written zero */
gboolean hr_feed_parse_length (const char *text, int *ret_minutes);

/**
 * HrFeedDays:
 * @mask: bit 0 = Sunday
 * @nth: 1…5 or -1 ("first Friday", "last Monday"), 0 = every week
 * @guessed: other words stood beside the days
 */
typedef struct
{
  guint8 mask;
  int nth;
  gboolean guessed;
} HrFeedDays;

/** hr_feed_parse_days: names of days in English, Spanish, French, Portuguese or German; also several, "daily",
 * "weekdays", "Mon-Fri" */
gboolean hr_feed_parse_days (const char *text, HrFeedDays *ret_days);

/** hr_feed_parse_zone: Returns: (nullable) (transfer none): the IANA name for @text; %NULL when it is none */
const char *hr_feed_parse_zone (const char *text);

G_END_DECLS
