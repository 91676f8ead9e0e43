/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times, days and places in plain words, in the language that is set (hr-language.h). All results (transfer full). Names of days
 * and months come from the catalogue: a kiosk has no other locale than C.UTF-8. */
#pragma once

#include "handrail/core/hr-meeting.h"

G_BEGIN_DECLS

/** hr_words_time: "7:00 PM", "Noon", "Midnight"; in Spanish "7:00 p. m.", "mediodía", "medianoche" */
char *hr_words_time (int minute);
/** hr_words_span: "7:00 PM to 8:30 PM" */
char *hr_words_span (int start_minute, int length_min);
/** hr_words_weekday: "Tuesday"; hr_words_date: "Tuesday, November 24" */
char *hr_words_weekday (int weekday);
char *hr_words_date (HrDate date);
/** hr_words_date_of_year: "Tuesday, November 24, 2026" */
char *hr_words_date_of_year (HrDate date);
/** hr_words_date_inside: the same within a sentence: "martes, 24 de noviembre" where a language writes days small */
char *hr_words_date_inside (HrDate date);
char *hr_words_date_of_year_inside (HrDate date);
/** hr_words_month: "November 2026", above a calendar */
char *hr_words_month (int year, int month);
/** hr_words_day: "Today", "Tomorrow", else the date */
char *hr_words_day (HrDate date, HrDate today);
/** hr_words_checked: when a listing was last checked: "Checked in March 2026"; after 180 days "Please call first: last checked in
 * March 2026". @verified: %HR_DATE_NONE gives "": nobody knows. A day after @today counts as today */
char *hr_words_checked (HrDate verified, HrDate today);
/** hr_words_until: "On now, until 8:00 PM", "in 25 minutes", "in 2 hours", "Tomorrow" …, relative to @now_s */
char *hr_words_until (const HrOccurrence *occurrence, gint64 now_s, const HrZone *zone);
/** hr_words_rule: "Every Tuesday", "Every other Monday and Wednesday", "First Friday of the month", "Once, on …", "By appointment" */
char *hr_words_rule (const HrSchedule *schedule);
/** hr_words_when: rule and time: "Every Tuesday, 7:00 PM to 8:30 PM"; names the zone when it is not @zone */
char *hr_words_when (const HrMeeting *meeting, const HrZone *zone);
/** hr_words_hours: of hours as hr-hours.h has them: "Monday to Friday, 9:00 AM to 5:00 PM"; "" when unset */
char *hr_words_hours (const char *hours);
/** hr_words_open_now: (nullable): "Open now, until 5:00 PM", "Closed now. Opens: Monday, 9:00 AM"; on a holiday it says no more than that;
 * %NULL when nobody knows */
char *hr_words_open_now (const char *hours, HrDate date, int minute);
/** hr_words_one_stop: (transfer full): takes @text; "7:00 p. m.." ends in one stop */
char *hr_words_one_stop (char *text) G_GNUC_WARN_UNUSED_RESULT;
/** hr_words_distance: "400 feet", "1.2 miles" (metric where the language's custom is metric) */
char *hr_words_distance (double meters);
/** hr_words_attendance: "In person", "Online", "In person and online", "Not meeting right now" */
char *hr_words_attendance (HrAttendance attendance);
/** hr_words_phone: as people write it: "(555) 010-0100"; left alone when it is not a North American number */
char *hr_words_phone (const char *phone);
/** hr_words_digits_spoken: a number for speech, digit by digit with pauses */
char *hr_words_digits_spoken (const char *phone);
/** hr_words_feature: "Women", "Step-free", "Signs proof of attendance" …: one HR_FEATURE_… */
char *hr_words_feature (guint64 feature);

G_END_DECLS
