/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-flat-private.h"

#include "handrail/core/hr-rule.h"

#include <string.h>

#define ALL_DAYS 0x7f

static const char *const weekday_names[] = { "Sunday",   "Monday", "Tuesday", "Wednesday",
                                             "Thursday", "Friday", "Saturday" };
static const char *const month_names[] = { NULL,   "January", "February",  "March",   "April",    "May",     "June",
                                           "July", "August",  "September", "October", "November", "December" };
static const char *const ordinal_names[] = {
  NULL,   "first",          "second",        "third",          "fourth",       "fifth",
  "last", "second to last", "third to last", "fourth to last", "fifth to last"
};

/* "a", "a and b", "a, b and c" */
static char *
join_words (GPtrArray *words)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      if (i > 0)
        g_string_append (out, i + 1 == words->len ? " and " : ", ");
      g_string_append (out, words->pdata[i]);
    }
  return g_string_free (out, FALSE);
}

/* "first and third Friday", "last Sunday"; %NULL when the rule has no such days */
static char *
describe_ordinals (const HrRule *rule)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (int weekday = 0; weekday < 7; weekday++)
    {
      g_autoptr (GPtrArray) ordinals = g_ptr_array_new ();
      g_autofree char *joined = NULL;

      for (int k = 1; k <= 10; k++)
        {
          if ((rule->nth[k] >> weekday & 1) != 0)
            g_ptr_array_add (ordinals, (gpointer)ordinal_names[k]);
        }
      if (ordinals->len == 0)
        continue;
      joined = join_words (ordinals);
      g_ptr_array_add (parts, g_strdup_printf ("%s %s", joined, weekday_names[weekday]));
    }
  return parts->len > 0 ? join_words (parts) : NULL;
}

static void add_sentence (GString *note, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_sentence (GString *note, const char *format, ...)
{
  va_list arguments;

  if (note->len > 0)
    g_string_append_c (note, ' ');
  va_start (arguments, format);
  g_string_append_vprintf (note, format, arguments);
  va_end (arguments);
}

static guint8
days_of (const HrRule *rule, HrDate first)
{
  guint days = rule->days;

  for (int k = 1; k <= 10; k++)
    days |= rule->nth[k];
  if (days != 0)
    return (guint8)days;
  switch (rule->frequency)
    {
    case HR_FREQUENCY_DAILY:
      return rule->interval == 1 && rule->month_days == 0 && !rule->last_day ? ALL_DAYS : 0;
    case HR_FREQUENCY_WEEKLY:
      return (guint8)(1 << hr_date_weekday (first));
    case HR_FREQUENCY_ONCE:
    case HR_FREQUENCY_MONTHLY:
    case HR_FREQUENCY_YEARLY:
    default:
      return 0;
    }
}

static void
describe_pace (const HrRule *rule, const char *date, GString *note)
{
  g_autofree char *ordinals = describe_ordinals (rule);

  if (rule->frequency == HR_FREQUENCY_WEEKLY)
    {
      if (rule->interval > 1)
        add_sentence (note, "Every %u weeks, counted from %s.", rule->interval, date);
    }
  else if (rule->frequency == HR_FREQUENCY_MONTHLY && ordinals != NULL && rule->days == 0)
    {
      if (rule->interval > 1)
        add_sentence (note, "Every %u months, counted from %s, on the %s.", rule->interval, date, ordinals);
      else
        add_sentence (note, "Only on the %s of the month.", ordinals);
    }
  else if (rule->frequency != HR_FREQUENCY_DAILY || rule->interval > 1 || rule->month_days != 0 || rule->last_day)
    add_sentence (note, "Not every week. Please ask for the next date.");
}

static void
describe_limits (const HrRule *rule, HrDate first, GString *note)
{
  HrDate until = rule->until;

  if (rule->months != 0 && rule->frequency != HR_FREQUENCY_YEARLY)
    {
      g_autoptr (GPtrArray) months = g_ptr_array_new ();
      g_autofree char *joined = NULL;

      for (int month = 1; month <= 12; month++)
        {
          if ((rule->months >> month & 1) != 0)
            g_ptr_array_add (months, (gpointer)month_names[month]);
        }
      joined = join_words (months);
      add_sentence (note, "Only in %s.", joined);
    }
  if (rule->count > 0)
    {
      HrDate date = hr_rule_next (rule, first, first);

      /* some hundreds at most are worth the walk; a longer series has no end that anybody plans for */
      for (guint32 n = 0; n < MIN (rule->count, 1000) && date != HR_DATE_NONE; n++)
        {
          until = date;
          date = hr_rule_next (rule, first, date + 1);
        }
      if (date != HR_DATE_NONE)
        until = HR_DATE_NONE;
    }
  if (until != HR_DATE_NONE)
    {
      g_autofree char *text = hr_date_to_string (until);

      add_sentence (note, "Until %s.", text);
    }
}

guint8
hr_feed_rule_days (const char *rule_text, const char *start, char **ret_note)
{
  g_autoptr (GString) note = g_string_new (NULL);
  g_autofree char *date = NULL;
  guint8 days = 0;
  HrDate first;
  HrRule rule;

  *ret_note = NULL;
  if (start == NULL)
    return 0;
  date = g_strndup (start, 10);
  if (!hr_date_parse (date, &first) || !hr_rule_parse (rule_text, &rule, NULL))
    return 0;
  days = days_of (&rule, first);
  if (rule.frequency == HR_FREQUENCY_ONCE)
    add_sentence (note, "Only on %s at %s.", date, strlen (start) >= 16 ? start + 11 : "");
  else
    {
      describe_pace (&rule, date, note);
      describe_limits (&rule, first, note);
    }
  if (note->len > 0)
    *ret_note = g_string_free (g_steal_pointer (&note), FALSE);
  return days;
}
