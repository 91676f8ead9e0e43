/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-rule.h"

#include "hr-rule-private.h"

#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define MAX_INTERVAL 1000
#define MAX_COUNT 100000
#define RULE_SEPARATOR ";"

static const char *const frequency_names[] = { "", "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
static const char weekday_names[7][3] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };

static gboolean
refuse (GError **error, const char *part, const char *why)
{
  g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("The repeating rule cannot be used because of “%s”: %s."), part,
               why);
  return FALSE;
}

static gboolean
parse_number (const char *text, int minimum, int maximum, int *ret_value)
{
  gint64 value;

  /* "+2" is allowed by RFC 5545, which g_ascii_string_to_signed() takes as well */
  if (*text == '\0' || !g_ascii_string_to_signed (text, 10, minimum, maximum, &value, NULL))
    return FALSE;
  *ret_value = (int)value;
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
        return refuse (error, part, _ ("days are MO, TU, WE, TH, FR, SA and SU"));
      items[i][length - 2] = '\0';
      if (items[i][0] == '\0')
        {
          rule->days |= (guint8)(1 << weekday);
          continue;
        }
      if (!parse_number (items[i], -5, 5, &ordinal) || ordinal == 0)
        return refuse (error, part, _ ("the number before a day counts from 1 to 5, or from -1 to -5 from the end"));
      rule->nth[ordinal > 0 ? ordinal : 5 - ordinal] |= (guint8)(1 << weekday);
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
        return refuse (error, part, _ ("days of the month are 1 to 31, or -1 for the last one"));
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
        return refuse (error, part, _ ("months are 1 to 12"));
      rule->months |= (guint16)(1 << month);
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
          rule->frequency = (HrFrequency)i;
          return TRUE;
        }
    }
  return refuse (error, part, _ ("meetings repeat DAILY, WEEKLY, MONTHLY or YEARLY"));
}

static gboolean
parse_part (HrRule *rule, const char *part, GError **error)
{
  const char *value = strchr (part, '=');
  g_autofree char *name = NULL;
  int number;

  if (value == NULL || value[1] == '\0')
    return refuse (error, part, _ ("every part is written NAME=VALUE"));
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
    return parse_until (value, &rule->until) || refuse (error, part, _ ("the last day is written as 20261231"));
  if (strcmp (name, "INTERVAL") == 0)
    {
      if (!parse_number (value, 1, MAX_INTERVAL, &number))
        return refuse (error, part, _ ("an interval is a number from 1 to 1000"));
      rule->interval = (guint16)number;
      return TRUE;
    }
  if (strcmp (name, "COUNT") == 0)
    {
      if (!parse_number (value, 1, MAX_COUNT, &number))
        return refuse (error, part, _ ("a count is a number from 1 to 100000"));
      rule->count = (guint32)number;
      return TRUE;
    }
  if (strcmp (name, "WKST") == 0)
    {
      if (!parse_weekday (value, &number))
        return refuse (error, part, _ ("the week starts on MO, TU, WE, TH, FR, SA or SU"));
      rule->week_start = (guint8)number;
      return TRUE;
    }
  return refuse (error, part,
                 _ ("only FREQ, INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY and WKST are understood"));
}

gboolean
hr_rule_has_ordinals (const HrRule *rule)
{
  for (guint i = 1; i <= 10; i++)
    {
      if (rule->nth[i] != 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
hr_rule_has_month_days (const HrRule *rule)
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
    return refuse (error, "FREQ", _ ("it is missing; write FREQ=WEEKLY, for example"));
  if (rule->count > 0 && rule->until != HR_DATE_NONE)
    return refuse (error, "COUNT", _ ("a rule ends by COUNT or by UNTIL, not by both"));
  if (rule->frequency < HR_FREQUENCY_MONTHLY && hr_rule_has_ordinals (rule))
    return refuse (error, "BYDAY", _ ("a number before a day needs FREQ=MONTHLY or FREQ=YEARLY"));
  if (rule->frequency == HR_FREQUENCY_WEEKLY && hr_rule_has_month_days (rule))
    return refuse (error, "BYMONTHDAY", _ ("it does not go with FREQ=WEEKLY"));
  if (rule->frequency == HR_FREQUENCY_YEARLY && rule->months == 0 && hr_rule_has_ordinals (rule))
    return refuse (error, "BYDAY", _ ("a number before a day counts in a month; add BYMONTH"));
  if (hr_rule_has_month_days (rule) && hr_rule_has_ordinals (rule))
    return refuse (error, "BYMONTHDAY", _ ("it does not go with a number before a day"));
  if (!month_days_exist (rule))
    return refuse (error, "BYMONTHDAY", _ ("no such day is in these months"));
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
      if (!g_hash_table_add (seen, g_ascii_strup (parts[i], (gssize)strcspn (parts[i], "="))))
        return refuse (error, parts[i], _ ("it stands there twice"));
      if (!parse_part (&rule, parts[i], error))
        return FALSE;
    }
  if (!check_rule (&rule, error))
    return FALSE;
  /* such a rule is meant for every month (RFC 5545, 3.3.10), but calendars disagree about it unless that is said */
  if (rule.frequency == HR_FREQUENCY_YEARLY && rule.months == 0 && hr_rule_has_month_days (&rule))
    rule.months = HR_ALL_MONTHS;
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
                  .days = day_mask & HR_ALL_WEEKDAYS,
                  .week_start = 1,
                  .until = HR_DATE_NONE };

  return rule;
}
