/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dates of a rule, by arithmetic: no walk from the start of the series. */
#define G_LOG_DOMAIN "handrail-core"

#include "hr-rule-private.h"

/* 9999-12-31 */
#define LAST_DATE 2932896
/* the calendar repeats after 400 years: what did not come in as many steps never comes */
#define MAX_MONTH_STEPS 4800
#define MAX_YEAR_STEPS 400

static HrDate
first_of_next_allowed_month (const HrRule *rule, HrDate date)
{
  int year, month;

  hr_date_to_ymd (date, &year, &month, NULL);
  do
    {
      year += month == 12 ? 1 : 0;
      month = month % 12 + 1;
    }
  while ((rule->months >> month & 1) == 0);
  return hr_date_from_ymd (year, month, 1);
}

static gboolean
is_allowed_month (const HrRule *rule, HrDate date)
{
  int month;

  if (rule->months == 0)
    return TRUE;
  hr_date_to_ymd (date, NULL, &month, NULL);
  return (rule->months >> month & 1) != 0;
}

static gboolean
is_allowed_day (const HrRule *rule, HrDate date)
{
  if (rule->days != 0 && (rule->days >> hr_date_weekday (date) & 1) == 0)
    return FALSE;
  if (hr_rule_has_month_days (rule))
    {
      int year, month, day;

      hr_date_to_ymd (date, &year, &month, &day);
      if ((rule->month_days >> day & 1) == 0 && !(rule->last_day && day == hr_date_days_in_month (year, month)))
        return FALSE;
    }
  return TRUE;
}

static HrDate
next_daily (const HrRule *rule, HrDate first, HrDate from)
{
  int interval = rule->interval;

  if (rule->days != 0 && interval % 7 == 0 && (rule->days >> hr_date_weekday (first) & 1) == 0)
    return HR_DATE_NONE;
  while (from != HR_DATE_NONE && from <= LAST_DATE)
    {
      HrDate date = first + (from - first + interval - 1) / interval * interval;

      if (date > LAST_DATE)
        break;
      if (!is_allowed_month (rule, date))
        from = first_of_next_allowed_month (rule, date);
      else if (is_allowed_day (rule, date))
        return date;
      else
        from = date + 1;
    }
  return HR_DATE_NONE;
}

/* bit n: the nth day of the week, counted from the rule's own start of the week */
static guint
week_mask (const HrRule *rule, HrDate first)
{
  guint days = rule->days != 0 ? rule->days : 1u << hr_date_weekday (first);

  return (days >> rule->week_start | days << (7 - rule->week_start)) & HR_ALL_WEEKDAYS;
}

static HrDate
start_of_week (const HrRule *rule, HrDate date)
{
  return date - (hr_date_weekday (date) - rule->week_start + 7) % 7;
}

static HrDate
next_in_weeks (const HrRule *rule, HrDate first, HrDate from)
{
  guint mask = week_mask (rule, first);
  HrDate week = start_of_week (rule, from);
  guint rest = mask & (HR_ALL_WEEKDAYS << (from - week));
  int late = rule->interval > 1 ? (week - start_of_week (rule, first)) / 7 % rule->interval : 0;

  /* in a week that does not count, or after the last day of one that does, the next one that counts begins */
  if (late != 0 || rest == 0)
    {
      week += 7 * (rule->interval - late);
      rest = mask;
    }
  return week + __builtin_ctz (rest);
}

static HrDate
next_weekly (const HrRule *rule, HrDate first, HrDate from)
{
  while (from != HR_DATE_NONE && from <= LAST_DATE)
    {
      HrDate date = next_in_weeks (rule, first, from);

      if (is_allowed_month (rule, date))
        return date;
      from = first_of_next_allowed_month (rule, date);
    }
  return HR_DATE_NONE;
}

/* bit n: day n of the month is one of the rule's */
static guint32
month_mask (const HrRule *rule, int first_day, int year, int month, HrDate month_start)
{
  int n_days = hr_date_days_in_month (year, month);
  guint32 all = (2u << n_days) - 2;
  guint32 mask = 0;
  int first_weekday;

  if (rule->days == 0 && !hr_rule_has_ordinals (rule))
    {
      if (!hr_rule_has_month_days (rule))
        return (1u << first_day) & all;
      return (rule->month_days | (rule->last_day ? 1u << n_days : 0)) & all;
    }
  first_weekday = hr_date_weekday (month_start);
  for (int weekday = 0; weekday < 7; weekday++)
    {
      int day = 1 + (weekday - first_weekday + 7) % 7;
      int n = (n_days - day) / 7 + 1;

      for (int k = 1; k <= n; k++)
        {
          if (((rule->days | rule->nth[k] | rule->nth[5 + n + 1 - k]) >> weekday & 1) != 0)
            mask |= 1u << (day + 7 * (k - 1));
        }
    }
  if (hr_rule_has_month_days (rule))
    mask &= rule->month_days | (rule->last_day ? 1u << n_days : 0);
  return mask & all;
}

/* the first of the rule's days of that month on or after @from, or %HR_DATE_NONE */
static HrDate
next_in_month (const HrRule *rule, int first_day, int year, int month, HrDate from)
{
  HrDate start = hr_date_from_ymd (year, month, 1);
  guint32 mask;

  if (start == HR_DATE_NONE || start + 31 <= from)
    return HR_DATE_NONE;
  mask = month_mask (rule, first_day, year, month, start);
  if (from > start)
    mask &= ~((1u << (from - start + 1)) - 1);
  return mask != 0 ? start + __builtin_ctz (mask) - 1 : HR_DATE_NONE;
}

static HrDate
next_monthly (const HrRule *rule, HrDate first, HrDate from)
{
  int first_year, first_month, first_day, year, month, at, late;

  hr_date_to_ymd (first, &first_year, &first_month, &first_day);
  hr_date_to_ymd (from, &year, &month, NULL);
  at = year * 12 + month - 1;
  late = (at - (first_year * 12 + first_month - 1)) % rule->interval;
  if (late != 0)
    at += rule->interval - late;
  for (guint i = 0; i < MAX_MONTH_STEPS && at < 120000; i++, at += rule->interval)
    {
      HrDate date;

      if (rule->months != 0 && (rule->months >> (at % 12 + 1) & 1) == 0)
        continue;
      date = next_in_month (rule, first_day, at / 12, at % 12 + 1, from);
      if (date != HR_DATE_NONE)
        return date;
    }
  return HR_DATE_NONE;
}

static HrDate
next_yearly (const HrRule *rule, HrDate first, HrDate from)
{
  int first_year, first_month, first_day, year, late;
  guint months = rule->months;

  hr_date_to_ymd (first, &first_year, &first_month, &first_day);
  hr_date_to_ymd (from, &year, NULL, NULL);
  if (months == 0)
    months = rule->days != 0 || hr_rule_has_month_days (rule) ? HR_ALL_MONTHS : 1u << first_month;
  late = (year - first_year) % rule->interval;
  if (late != 0)
    year += rule->interval - late;
  for (guint i = 0; i < MAX_YEAR_STEPS && year <= 9999; i++, year += rule->interval)
    {
      for (int month = 1; month <= 12; month++)
        {
          HrDate date = HR_DATE_NONE;

          if ((months >> month & 1) != 0)
            date = next_in_month (rule, first_day, year, month, from);
          if (date != HR_DATE_NONE)
            return date;
        }
    }
  return HR_DATE_NONE;
}

/* without regard to the end of the series; @from is not before @first */
static HrDate
next_endless (const HrRule *rule, HrDate first, HrDate from)
{
  switch (rule->frequency)
    {
    case HR_FREQUENCY_DAILY:
      return next_daily (rule, first, from);
    case HR_FREQUENCY_WEEKLY:
      return next_weekly (rule, first, from);
    case HR_FREQUENCY_MONTHLY:
      return next_monthly (rule, first, from);
    case HR_FREQUENCY_YEARLY:
      return next_yearly (rule, first, from);
    case HR_FREQUENCY_ONCE:
    default:
      return from <= first ? first : HR_DATE_NONE;
    }
}

/* the date of the last counted occurrence, where a formula gives it; else %HR_DATE_NONE */
static HrDate
last_counted (const HrRule *rule, HrDate first)
{
  gint64 last = -1, count = rule->count;

  if (rule->months != 0)
    return HR_DATE_NONE;
  if (rule->frequency == HR_FREQUENCY_DAILY && rule->days == 0 && !hr_rule_has_month_days (rule))
    last = first + (count - 1) * rule->interval;
  else if (rule->frequency == HR_FREQUENCY_WEEKLY)
    {
      guint mask = week_mask (rule, first);
      HrDate week = start_of_week (rule, first);
      int per_week = __builtin_popcount (mask);
      int skipped = __builtin_popcount (mask & ~(HR_ALL_WEEKDAYS << (first - week)));
      gint64 at = skipped + count - 1;

      for (gint64 k = at % per_week; k > 0; k--)
        mask &= mask - 1;
      last = week + at / per_week * 7 * rule->interval + __builtin_ctz (mask);
    }
  else
    return HR_DATE_NONE;
  return (HrDate)MIN (last, LAST_DATE);
}

static HrDate
next_counted (const HrRule *rule, HrDate first, HrDate from)
{
  HrDate date = first, last = last_counted (rule, first);

  if (last != HR_DATE_NONE)
    {
      date = from <= last ? next_endless (rule, first, from) : HR_DATE_NONE;
      return date <= last ? date : HR_DATE_NONE;
    }
  for (guint32 n = 0; n < rule->count; n++, date++)
    {
      date = next_endless (rule, first, date);
      if (date == HR_DATE_NONE || date >= from)
        return date;
    }
  return HR_DATE_NONE;
}

HrDate
hr_rule_next (const HrRule *rule, HrDate first, HrDate from)
{
  HrDate date;

  if (first == HR_DATE_NONE || first > LAST_DATE || from > LAST_DATE)
    return HR_DATE_NONE;
  if (from < first)
    from = first;
  if (rule->until != HR_DATE_NONE && from > rule->until && rule->frequency != HR_FREQUENCY_ONCE)
    return HR_DATE_NONE;
  date = rule->count > 0 ? next_counted (rule, first, from) : next_endless (rule, first, from);
  if (date > LAST_DATE || (rule->until != HR_DATE_NONE && date > rule->until && rule->frequency != HR_FREQUENCY_ONCE))
    return HR_DATE_NONE;
  return date;
}
