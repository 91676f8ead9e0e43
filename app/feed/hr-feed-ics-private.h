/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars (RFC 5545) as feeds: events in, meetings out. Content lines are read here and not by libical: one broken event must
 * not cost the others, errors name a line, and nothing of a hostile file is built up as a tree. */
#pragma once

#include "hr-feed-reading-private.h"

#include "handrail/core/hr-date.h"

G_BEGIN_DECLS

#define HR_ICS_MAX_LINE_BYTES (1024 * 1024)

/**
 * HrIcsLines: the content lines of a file, unfolded, one at a time
 * @line: 1-based, of the beginning of the current one
 * @name: in capitals; @parameters: "TZID=…;VALUE=…" or ""; @value: as it stands
 */
typedef struct
{
  const char *data;
  gsize length;
  gsize at;
  guint next_line;
  guint line;
  GString *name;
  GString *parameters;
  GString *value;
} HrIcsLines;

void hr_ics_lines_init (HrIcsLines *self, const char *data, gsize length);
void hr_ics_lines_clear (HrIcsLines *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrIcsLines, hr_ics_lines_clear)

/** hr_ics_lines_next: @ret_more: (out): %FALSE at the end. Lines without a colon are passed over. Returns: %FALSE with %HR_ERROR_LIMIT */
gboolean hr_ics_lines_next (HrIcsLines *self, gboolean *ret_more, GError **error);

/** hr_ics_parameter: (transfer full) (nullable): of "TZID=\"a:b\";VALUE=DATE" */
char *hr_ics_parameter (const char *parameters, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/** hr_ics_text: (transfer full): without the escapes of TEXT values */
char *hr_ics_text (const char *value) G_GNUC_WARN_UNUSED_RESULT;

/**
 * HrIcsTime:
 * @minute: -1 for a date without a time
 * @zone: (nullable) (transfer full): what TZID says; "UTC"; %NULL = by the clock of whoever looks
 */
typedef struct
{
  HrDate date;
  int minute;
  char *zone;
} HrIcsTime;

void hr_ics_time_clear (HrIcsTime *self);

/** hr_ics_parse_time: "20261123T190000Z", "20261123T190000", "20261123" */
gboolean hr_ics_parse_time (const char *text, const char *parameters, HrIcsTime *ret_time);
/** hr_ics_parse_duration: whole minutes of "PT1H30M", "P1D", "P1W"; not negative */
gboolean hr_ics_parse_duration (const char *text, int *ret_minutes);

/** hr_feed_read_calendar: as hr_feed_read() */
HrFeed *hr_feed_read_calendar (const char *data, gsize length, const HrFeedOptions *options,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
