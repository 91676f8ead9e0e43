/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-date.h"

/* The Gregorian calendar repeats after 400 years. Counting years from 1 March puts the leap day at the end of the
 * year, so that a day's number follows from its month by arithmetic alone. */
#define DAYS_PER_ERA 146097
#define DAYS_FROM_MARCH_0_TO_1970 719468

static gboolean
is_leap_year (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static gboolean
parse_digits (const char *text, guint n, int *ret_value)
{
  int value = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      value = value * 10 + (text[i] - '0');
    }
  *ret_value = value;
  return TRUE;
}

int
hr_date_days_in_month (int year, int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  g_return_val_if_fail (month >= 1 && month <= 12, 28);

  return month == 2 && is_leap_year (year) ? 29 : days[month - 1];
}

HrDate
hr_date_from_ymd (int year, int month, int day)
{
  int era, year_of_era, day_of_year, day_of_era;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > hr_date_days_in_month (year, month))
    return HR_DATE_NONE;

  if (month <= 2)
    year--;
  era = year / 400;
  year_of_era = year - era * 400;
  day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * DAYS_PER_ERA + day_of_era - DAYS_FROM_MARCH_0_TO_1970;
}

void
hr_date_to_ymd (HrDate date, int *ret_year, int *ret_month, int *ret_day)
{
  gint64 days = (gint64)date + DAYS_FROM_MARCH_0_TO_1970;
  gint64 era = (days >= 0 ? days : days - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
  int day_of_era = (int)(days - era * DAYS_PER_ERA);
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted_month = (5 * day_of_year + 2) / 153;
  int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;

  if (ret_year != NULL)
    *ret_year = (int)(era * 400) + year_of_era + (month <= 2 ? 1 : 0);
  if (ret_month != NULL)
    *ret_month = month;
  if (ret_day != NULL)
    *ret_day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
}

int
hr_date_weekday (HrDate date)
{
  /* 1970-01-01 was a Thursday */
  int weekday = (int)(((gint64)date + 4) % 7);

  return weekday < 0 ? weekday + 7 : weekday;
}

gboolean
hr_date_parse (const char *text, HrDate *ret_date)
{
  int year, month, day;
  HrDate date;

  /* digits stop at the terminator, so that a short text is never read past its end */
  if (text == NULL || !parse_digits (text, 4, &year) || text[4] != '-' || !parse_digits (text + 5, 2, &month)
      || text[7] != '-' || !parse_digits (text + 8, 2, &day) || text[10] != '\0')
    return FALSE;
  date = hr_date_from_ymd (year, month, day);
  if (date == HR_DATE_NONE)
    return FALSE;
  *ret_date = date;
  return TRUE;
}

char *
hr_date_to_string (HrDate date)
{
  int year, month, day;

  hr_date_to_ymd (date, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}
