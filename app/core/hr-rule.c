/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-rule.h"

#include "handrail/core/hr-error.h"

#include <string.h>

#define MAX_INTERVAL 1000
#define MAX_COUNT 100000
#define ALL_WEEKDAYS 0x7f
#define ALL_MONTHS 0x1ffe
/* 9999-12-31 */
#define LAST_DATE 2932896
/* the calendar repeats after 400 years: what did not come in as many steps never comes */
#define MAX_MONTH_STEPS 4800
#define MAX_YEAR_STEPS 400
#define RULE_SEPARATOR ";"

static const char *const frequency_names[] = { "", "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
static const char weekday_names[7][3] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };

static gboolean
refuse (GError **error, const char *part, const char *why)
{
  g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "The repeating rule cannot be used because of “%s”: %s.", part, why);
  return FALSE;
}

static gboolean
parse_number (const char *text, int minimum, int maximum, int *ret_value)
{
  gint64 value;

  /* "+2" is allowed by RFC 5545, which g_ascii_string_to_signed() takes as well */
  if (*text == '\0' || !g_ascii_string_to_signed (text, 10, minimum, maximum, &value, NULL))
    return FALSE;
  *ret_value = (int) value;
  return TRUE;
}

static gboolean
parse_weekday (const char *text, int *ret_weekday)
{
  for (int i = 0; i < 7; i++)
    {
      if (g_ascii_strcasecmp (text, weekday_names[i]) == 0)
        {
          *ret_weekday = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* "MO", "1FR", "-1SU" */
static gboolean
parse_by_day (HrRule *rule, const char *part, const char *value, GError **error)
{
  g_auto (GStrv) items = g_strsplit (value, ",", -1);

  for (guint i = 0; items[i] != NULL; i++)
    {
      gsize length = strlen (items[i]);
      int weekday, ordinal;

      if (length < 2 || !parse_weekday (items[i] + length - 2, &weekday))
        return refuse (error, part, "days are MO, TU, WE, TH, FR, SA and SU");
      items[i][length - 2] = '\0';
      if (items[i][0] == '\0')
        {
          rule->days |= (guint8) (1 << weekday);
          continue;
        }
      if (!parse_number (items[i], -5, 5, &ordinal) || ordinal == 0)
        return refuse (error, part, "the number before a day counts from 1 to 5, or from -1 to -5 from the end");
      rule->nth[ordinal > 0 ? ordinal : 5 - ordinal] |= (guint8) (1 << weekday);
    }
  return TRUE;
}

static gboolean
parse_by_month_day (HrRule *rule, const char *part, const char *value, GError **error)
{
  g_auto (GStrv) items = g_strsplit (value, ",", -1);

  for (guint i = 0; items[i] != NULL; i++)
    {
      int day;

      if (!parse_number (items[i], -1, 31, &day) || day == 0)
        return refuse (error, part, "days of the month are 1 to 31, or -1 for the last one");
      if (day < 0)
        rule->last_day = TRUE;
      else
        rule->month_days |= 1u << day;
    }
  return TRUE;
}

static gboolean
parse_by_month (HrRule *rule, const char *part, const char *value, GError **error)
{
  g_auto (GStrv) items = g_strsplit (value, ",", -1);

  for (guint i = 0; items[i] != NULL; i++)
    {
      int month;

      if (!parse_number (items[i], 1, 12, &month))
        return refuse (error, part, "months are 1 to 12");
      rule->months |= (guint16) (1 << month);
    }
  return TRUE;
}

/* "20261231", "20261231T235959Z", and as other programs write it "2026-12-31" */
static gboolean
parse_until (const char *value, HrDate *ret_until)
{
  char text[11] = "";
  gboolean dashes = strlen (value) >= 10 && value[4] == '-';
  const char *rest;

  if (!dashes && strlen (value) < 8)
    return FALSE;
  if (dashes)
    memcpy (text, value, 10);
  else
    g_snprintf (text, sizeof text, "%.4s-%.2s-%.2s", value, value + 4, value + 6);
  rest = value + (dashes ? 10 : 8);
  if (*rest != '\0')
    {
      if (g_ascii_toupper (*rest) != 'T' || rest[1] == '\0')
        return FALSE;
      for (rest++; *rest != '\0'; rest++)
        {
          if (!g_ascii_isdigit (*rest) && *rest != ':' && !(g_ascii_toupper (*rest) == 'Z' && rest[1] == '\0'))
            return FALSE;
        }
    }
  return hr_date_parse (text, ret_until);
}

static gboolean
parse_frequency (HrRule *rule, const char *part, const char *value, GError **error)
{
  for (guint i = HR_FREQUENCY_DAILY; i <= HR_FREQUENCY_YEARLY; i++)
    {
      if (g_ascii_strcasecmp (value, frequency_names[i]) == 0)
        {
          rule->frequency = (HrFrequency) i;
          return TRUE;
        }
    }
  return refuse (error, part, "meetings repeat DAILY, WEEKLY, MONTHLY or YEARLY");
}

static gboolean
parse_part (HrRule *rule, const char *part, GError **error)
{
  const char *value = strchr (part, '=');
  g_autofree char *name = NULL;
  int number;

  if (value == NULL || value[1] == '\0')
    return refuse (error, part, "every part is written NAME=VALUE");
  name = g_ascii_strup (part, value - part);
  value++;
  if (strcmp (name, "FREQ") == 0)
    return parse_frequency (rule, part, value, error);
  if (strcmp (name, "BYDAY") == 0)
    return parse_by_day (rule, part, value, error);
  if (strcmp (name, "BYMONTHDAY") == 0)
    return parse_by_month_day (rule, part, value, error);
  if (strcmp (name, "BYMONTH") == 0)
    return parse_by_month (rule, part, value, error);
  if (strcmp (name, "UNTIL") == 0)
    return parse_until (value, &rule->until) || refuse (error, part, "the last day is written as 20261231");
  if (strcmp (name, "INTERVAL") == 0)
    {
      if (!parse_number (value, 1, MAX_INTERVAL, &number))
        return refuse (error, part, "an interval is a number from 1 to 1000");
      rule->interval = (guint16) number;
      return TRUE;
    }
  if (strcmp (name, "COUNT") == 0)
    {
      if (!parse_number (value, 1, MAX_COUNT, &number))
        return refuse (error, part, "a count is a number from 1 to 100000");
      rule->count = (guint32) number;
      return TRUE;
    }
  if (strcmp (name, "WKST") == 0)
    {
      if (!parse_weekday (value, &number))
        return refuse (error, part, "the week starts on MO, TU, WE, TH, FR, SA or SU");
      rule->week_start = (guint8) number;
      return TRUE;
    }
  return refuse (error, part,
                 "only FREQ, INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY and WKST are understood");
}

static gboolean
has_ordinals (const HrRule *rule)
{
  for (guint i = 1; i <= 10; i++)
    {
      if (rule->nth[i] != 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_month_days (const HrRule *rule)
{
  return rule->month_days != 0 || rule->last_day;
}

/* the 30th of February would be searched for in vain, through all years */
static gboolean
month_days_exist (const HrRule *rule)
{
  if (rule->month_days == 0 || rule->last_day || rule->months == 0)
    return TRUE;
  for (int month = 1; month <= 12; month++)
    {
      /* 2024 has all days that a year can have */
      guint32 possible = (2u << hr_date_days_in_month (2024, month)) - 1;

      if ((rule->months >> month & 1) != 0 && (rule->month_days & possible) != 0)
        return TRUE;
    }
  return FALSE;
}

/* what RFC 5545 forbids, and what would mean something else than the fields of HrRule say */
static gboolean
check_rule (const HrRule *rule, GError **error)
{
  if (rule->frequency == HR_FREQUENCY_ONCE)
    return refuse (error, "FREQ", "it is missing; write FREQ=WEEKLY, for example");
  if (rule->count > 0 && rule->until != HR_DATE_NONE)
    return refuse (error, "COUNT", "a rule ends by COUNT or by UNTIL, not by both");
  if (rule->frequency < HR_FREQUENCY_MONTHLY && has_ordinals (rule))
    return refuse (error, "BYDAY", "a number before a day needs FREQ=MONTHLY or FREQ=YEARLY");
  if (rule->frequency == HR_FREQUENCY_WEEKLY && has_month_days (rule))
    return refuse (error, "BYMONTHDAY", "it does not go with FREQ=WEEKLY");
  if (rule->frequency == HR_FREQUENCY_YEARLY && rule->months == 0 && has_ordinals (rule))
    return refuse (error, "BYDAY", "a number before a day counts in a month; add BYMONTH");
  if (has_month_days (rule) && has_ordinals (rule))
    return refuse (error, "BYMONTHDAY", "it does not go with a number before a day");
  if (!month_days_exist (rule))
    return refuse (error, "BYMONTHDAY", "no such day is in these months");
  return TRUE;
}

gboolean
hr_rule_parse (const char *text, HrRule *ret_rule, GError **error)
{
  HrRule rule = { .frequency = HR_FREQUENCY_ONCE, .interval = 1, .week_start = 1, .until = HR_DATE_NONE };
  g_autoptr (GHashTable) seen = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (ret_rule != NULL, FALSE);

  stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  if (stripped[0] == '\0')
    {
      *ret_rule = rule;
      return TRUE;
    }
  if (g_ascii_strncasecmp (stripped, "RRULE:", 6) == 0)
    memmove (stripped, stripped + 6, strlen (stripped + 6) + 1);
  parts = g_strsplit (stripped, RULE_SEPARATOR, -1);
  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      /* some programs end the rule with a separator */
      if (parts[i][0] == '\0' && parts[i + 1] == NULL && i > 0)
        break;
      if (!g_hash_table_add (seen, g_ascii_strup (parts[i], (gssize) strcspn (parts[i], "="))))
        return refuse (error, parts[i], "it stands there twice");
      if (!parse_part (&rule, parts[i], error))
        return FALSE;
    }
  if (!check_rule (&rule, error))
    return FALSE;
  /* such a rule is meant for every month (RFC 5545, 3.3.10), but calendars disagree about it unless that is said */
  if (rule.frequency == HR_FREQUENCY_YEARLY && rule.months == 0 && has_month_days (&rule))
    rule.months = ALL_MONTHS;
  *ret_rule = rule;
  return TRUE;
}

static void
append_item (GString *out, gboolean *first, const char *name, const char *item)
{
  if (*first)
    g_string_append_printf (out, ";%s=", name);
  else
    g_string_append_c (out, ',');
  g_string_append (out, item);
  *first = FALSE;
}

static void
append_numbers (GString *out, const char *name, guint32 mask, gboolean last_day)
{
  gboolean first = TRUE;

  for (int i = 1; i <= 31; i++)
    {
      char number[8];

      if ((mask >> i & 1) == 0)
        continue;
      g_snprintf (number, sizeof number, "%d", i);
      append_item (out, &first, name, number);
    }
  if (last_day)
    append_item (out, &first, name, "-1");
}

static void
append_days (GString *out, const HrRule *rule)
{
  gboolean first = TRUE;

  for (int k = 0; k <= 10; k++)
    {
      guint mask = k == 0 ? rule->days : rule->nth[k];

      for (int weekday = 0; weekday < 7; weekday++)
        {
          char item[8];

          if ((mask >> weekday & 1) == 0)
            continue;
          if (k == 0)
            g_snprintf (item, sizeof item, "%s", weekday_names[weekday]);
          else
            g_snprintf (item, sizeof item, "%d%s", k <= 5 ? k : 5 - k, weekday_names[weekday]);
          append_item (out, &first, "BYDAY", item);
        }
    }
}

char *
hr_rule_to_string (const HrRule *rule)
{
  GString *out;

  g_return_val_if_fail (rule != NULL, NULL);

  if (rule->frequency == HR_FREQUENCY_ONCE)
    return g_strdup ("");
  out = g_string_new ("FREQ=");
  g_string_append (out, frequency_names[rule->frequency]);
  if (rule->interval > 1)
    g_string_append_printf (out, ";INTERVAL=%u", rule->interval);
  if (rule->count > 0)
    g_string_append_printf (out, ";COUNT=%u", rule->count);
  if (rule->until != HR_DATE_NONE)
    {
      int year, month, day;

      hr_date_to_ymd (rule->until, &year, &month, &day);
      g_string_append_printf (out, ";UNTIL=%04d%02d%02d", year, month, day);
    }
  append_numbers (out, "BYMONTH", rule->months, FALSE);
  append_numbers (out, "BYMONTHDAY", rule->month_days, rule->last_day);
  append_days (out, rule);
  if (rule->week_start != 1)
    g_string_append_printf (out, ";WKST=%s", weekday_names[rule->week_start % 7]);
  return g_string_free (out, FALSE);
}

gboolean
hr_rule_equal (const HrRule *a, const HrRule *b)
{
  return a->frequency == b->frequency && a->interval == b->interval && a->days == b->days
         && memcmp (a->nth + 1, b->nth + 1, sizeof a->nth - 1) == 0 && a->month_days == b->month_days
         && !a->last_day == !b->last_day && a->months == b->months && a->week_start == b->week_start
         && a->until == b->until && a->count == b->count;
}

HrRule
hr_rule_weekly (guint8 day_mask)
{
  HrRule rule = { .frequency = HR_FREQUENCY_WEEKLY,
                  .interval = 1,
                  .days = day_mask & ALL_WEEKDAYS,
                  .week_start = 1,
                  .until = HR_DATE_NONE };

  return rule;
}

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
  if (has_month_days (rule))
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

  return (days >> rule->week_start | days << (7 - rule->week_start)) & ALL_WEEKDAYS;
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
  guint rest = mask & (ALL_WEEKDAYS << (from - week));
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

  if (rule->days == 0 && !has_ordinals (rule))
    {
      if (!has_month_days (rule))
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
  if (has_month_days (rule))
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
    months = rule->days != 0 || has_month_days (rule) ? ALL_MONTHS : 1u << first_month;
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
  if (rule->frequency == HR_FREQUENCY_DAILY && rule->days == 0 && !has_month_days (rule))
    last = first + (count - 1) * rule->interval;
  else if (rule->frequency == HR_FREQUENCY_WEEKLY)
    {
      guint mask = week_mask (rule, first);
      HrDate week = start_of_week (rule, first);
      int per_week = __builtin_popcount (mask);
      int skipped = __builtin_popcount (mask & ~(ALL_WEEKDAYS << (first - week)));
      gint64 at = skipped + count - 1;

      for (gint64 k = at % per_week; k > 0; k--)
        mask &= mask - 1;
      last = week + at / per_week * 7 * rule->interval + __builtin_ctz (mask);
    }
  else
    return HR_DATE_NONE;
  return (HrDate) MIN (last, LAST_DATE);
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
