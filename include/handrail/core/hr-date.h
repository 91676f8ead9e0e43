/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Civil dates as a count of days: proleptic Gregorian, no time, no zone. Pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HrDate: days since 1970-01-01; before that negative */
typedef gint32 HrDate;

#define HR_DATE_NONE G_MININT32

/** hr_date_from_ymd: Returns: the date, or %HR_DATE_NONE when there is no such day (years 1…9999) */
HrDate hr_date_from_ymd (int year, int month, int day);
void hr_date_to_ymd (HrDate date, int *ret_year, int *ret_month, int *ret_day);

/** hr_date_weekday: 0 = Sunday … 6 = Saturday, as in the feeds */
int hr_date_weekday (HrDate date);

/** hr_date_days_in_month: 28…31 */
int hr_date_days_in_month (int year, int month);

/** hr_date_parse: exactly "YYYY-MM-DD"; @ret_date is written on success only */
gboolean hr_date_parse (const char *text, HrDate *ret_date);

/** hr_date_to_string: Returns: (transfer full): "YYYY-MM-DD" */
char *hr_date_to_string (HrDate date) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
