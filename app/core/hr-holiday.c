/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-holiday.h"

#define MONDAY 1
#define THURSDAY 4
#define FRIDAY 5
#define LAST 5

/* 5 U.S.C. 6103: on a day of the month, or on the nth weekday of it */
static const struct
{
  int month, day, weekday, nth;
} holidays[] = {
  { 1, 1, 0, 0 },        /* New Year */
  { 1, 0, MONDAY, 3 },   /* Martin Luther King */
  { 2, 0, MONDAY, 3 },   /* Washington */
  { 5, 0, MONDAY, LAST }, /* Memorial Day */
  { 6, 19, 0, 0 },       /* Juneteenth */
  { 7, 4, 0, 0 },        /* Independence Day */
  { 9, 0, MONDAY, 1 },   /* Labor Day */
  { 10, 0, MONDAY, 2 },  /* Columbus, Indigenous Peoples */
  { 11, 11, 0, 0 },      /* Veterans Day */
  { 11, 0, THURSDAY, 4 }, /* Thanksgiving */
  { 12, 25, 0, 0 },      /* Christmas */
};

static gboolean
is_on (HrDate date)
{
  int year, month, day, other_month;

  hr_date_to_ymd (date + 7, &year, &other_month, &day);
  hr_date_to_ymd (date, &year, &month, &day);
  for (gsize i = 0; i < G_N_ELEMENTS (holidays); i++)
    {
      if (holidays[i].month != month)
        continue;
      if (holidays[i].day != 0)
        {
          if (holidays[i].day == day)
            return TRUE;
          continue;
        }
      if (hr_date_weekday (date) == holidays[i].weekday
          && (holidays[i].nth == LAST ? other_month != month : (day - 1) / 7 + 1 == holidays[i].nth))
        return TRUE;
    }
  return FALSE;
}

gboolean
hr_date_is_holiday (HrDate date)
{
  int weekday = hr_date_weekday (date);

  return is_on (date) || (weekday == FRIDAY && is_on (date + 1)) || (weekday == MONDAY && is_on (date - 1));
}
