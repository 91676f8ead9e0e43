/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing iCalendar (RFC 5545), with libical. */
#pragma once

#include "handrail/core/hr-meeting.h"

G_BEGIN_DECLS

/**
 * hr_calendar_write:
 * @meetings: (array length=n_meetings)
 * @exceptions: (nullable) (array length=n_meetings): per meeting the exceptions (element-type HrException), or %NULL
 * @at_s: now: a series starts with its next occurrence, so that no calendar fills with the past; also DTSTAMP
 * @language: of the texts of exceptions
 *
 * One VCALENDAR with VTIMEZONEs, a VEVENT per meeting (UID stable by id), EXDATE and RECURRENCE-ID for exceptions.
 * Meetings without occurrences are left out.
 *
 * Returns: (transfer full): CRLF lines, folded
 */
char *hr_calendar_write (HrMeeting *const *meetings, GPtrArray *const *exceptions, gsize n_meetings, gint64 at_s,
                         const char *language) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_calendar_write_for_qr:
 *
 * One VCALENDAR with one VEVENT, as short as a phone still understands: rule, DTSTART;TZID, DTEND, SUMMARY, LOCATION, URL
 * of an online meeting; no VTIMEZONE (IANA names are known to phones). Long texts are shortened so that a level M code
 * stays readable: at most 500 bytes.
 *
 * Returns: (transfer full) (nullable): %NULL for meetings without occurrences
 */
char *hr_calendar_write_for_qr (HrMeeting *meeting, gint64 at_s) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_calendar_write_all_for_qr:
 * @meetings: (array length=n_meetings)
 *
 * As hr_calendar_write_for_qr(), with one VEVENT for each meeting that has occurrences; neither places nor
 * addresses of online meetings are left out. At most 660 bytes.
 *
 * Returns: (transfer full) (nullable): %NULL when they do not fit into one code
 */
char *hr_calendar_write_all_for_qr (HrMeeting *const *meetings, gsize n_meetings, gint64 at_s) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
