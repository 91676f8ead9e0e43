/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a meeting repeats, as a sentence. */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-words.h"
#include "hr-words-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define ALL_DAYS 0x7F
#define WORKING_DAYS 0x3E
#define N_ORDINALS 10

/* Only English has the same word for "Saturday" and for the days of "every Saturday". */
static const char *
every_weekday (int weekday)
{
  switch (weekday)
    {
    case 0:
      /* Translators: these seven stand after "Every"; in Spanish after "todos los" */
      return C_("after every", "Sunday");
    case 1:
      return C_("after every", "Monday");
    case 2:
      return C_("after every", "Tuesday");
    case 3:
      return C_("after every", "Wednesday");
    case 4:
      return C_("after every", "Thursday");
    case 5:
      return C_("after every", "Friday");
    case 6:
      return C_("after every", "Saturday");
    default:
      g_return_val_if_reached ("");
    }
}

/* 1…5 from the beginning of the month, 6…10 from its end: as HrRule.nth */
static const char *
ordinal (int k)
{
  switch (k)
    {
    case 1:
      /* Translators: these stand before a weekday: "first Friday of the month" */
      return C_("ordinal", "first");
    case 2:
      return C_("ordinal", "second");
    case 3:
      return C_("ordinal", "third");
    case 4:
      return C_("ordinal", "fourth");
    case 5:
      return C_("ordinal", "fifth");
    case 6:
      return C_("ordinal", "last");
    case 7:
      return C_("ordinal", "second to last");
    case 8:
      return C_("ordinal", "third to last");
    case 9:
      return C_("ordinal", "fourth to last");
    case 10:
      return C_("ordinal", "fifth to last");
    default:
      g_return_val_if_reached ("");
    }
}

static char *
join_days (guint8 days, const char *(*name) (int))
{
  char *items[7];
  gsize n = 0;
  char *joined;

  for (int day = 0; day < 7; day++)
    if (days & 1 << day)
      items[n++] = g_strdup (name (day));
  joined = hr_words_join (items, n);
  for (gsize i = 0; i < n; i++)
    g_free (items[i]);
  return joined;
}

/* "first Tuesday and third Thursday"; the weekdays that have ordinals, each once */
static char *
join_ordinals (const HrRule *rule)
{
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func (g_free);

  for (int day = 0; day < 7; day++)
    {
      char *ordinals[N_ORDINALS];
      gsize n = 0;
      g_autofree char *joined = NULL;

      for (int k = 1; k <= N_ORDINALS; k++)
        if (rule->nth[k] & 1 << day)
          ordinals[n++] = g_strdup (ordinal (k));
      joined = hr_words_join (ordinals, n);
      for (gsize i = 0; i < n; i++)
        g_free (ordinals[i]);
      if (n > 0)
        /* Translators: "first and third" and "Friday"; the end " of the month" comes later */
        g_ptr_array_add (days, g_strdup_printf (C_("ordinals and weekday", "%1$s %2$s"), joined,
                                                hr_words_weekday_inside (day)));
    }
  return hr_words_join ((char *const *) days->pdata, days->len);
}

/* "day 1, day 15 and the last day"; %NULL when the rule names no day of the month */
static char *
join_month_days (const HrRule *rule)
{
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func (g_free);

  for (int day = 1; day <= 31; day++)
    if (rule->month_days & G_GUINT64_CONSTANT (1) << day)
      /* Translators: a day of the month by its number */
      g_ptr_array_add (days, g_strdup_printf (_("day %d"), day));
  if (rule->last_day)
    /* Translators: of the month */
    g_ptr_array_add (days, g_strdup (_("last day")));
  return days->len > 0 ? hr_words_join ((char *const *) days->pdata, days->len) : NULL;
}

static gboolean
has_ordinals (const HrRule *rule)
{
  for (int k = 1; k <= N_ORDINALS; k++)
    if (rule->nth[k] != 0)
      return TRUE;
  return FALSE;
}

static char *
words_daily (const HrRule *rule)
{
  if (rule->interval == 2)
    return g_strdup (_("Every other day"));
  if (rule->interval > 2)
    return g_strdup_printf (_("Every %d days"), (int) rule->interval);
  return g_strdup (_("Every day"));
}

static char *
words_weekly (const HrRule *rule, guint8 days)
{
  g_autofree char *names = join_days (days, rule->interval == 1 ? every_weekday : hr_words_weekday_inside);

  if (rule->interval == 1 && days == ALL_DAYS)
    return g_strdup (_("Every day"));
  if (rule->interval == 1 && days == WORKING_DAYS)
    return g_strdup (_("Monday to Friday"));
  if (rule->interval == 1)
    /* Translators: one or more weekdays: "Every Monday and Wednesday" */
    return g_strdup_printf (_("Every %s"), names);
  if (rule->interval == 2)
    /* Translators: every second week on these weekdays: "Every other Monday and Wednesday" */
    return g_strdup_printf (_("Every other %s"), names);
  /* Translators: %1$d is 3 or more, %2$s one or more weekdays */
  return g_strdup_printf (_("Every %1$d weeks on %2$s"), (int) rule->interval, names);
}

static char *
words_monthly (const HrRule *rule, HrDate first)
{
  g_autofree char *days = has_ordinals (rule) ? join_ordinals (rule) : join_month_days (rule);
  int year, month, day;

  if (days == NULL && rule->days != 0 && rule->interval == 1)
    return words_weekly (rule, rule->days);
  if (days == NULL && rule->days != 0)
    {
      g_autofree char *names = join_days (rule->days, every_weekday);

      /* Translators: "Every Friday, every 2 months": all of them in such a month */
      return g_strdup_printf (_("Every %1$s, every %2$d months"), names, (int) rule->interval);
    }
  if (days == NULL)
    {
      hr_date_to_ymd (first, &year, &month, &day);
      days = g_strdup_printf (_("day %d"), day);
    }
  if (rule->interval == 1)
    /* Translators: "first Friday", "last day" or "day 15" */
    return g_strdup_printf (_("%s of the month"), days);
  if (rule->interval == 2)
    return g_strdup_printf (_("%s of every other month"), days);
  return g_strdup_printf (_("%1$s, every %2$d months"), days, (int) rule->interval);
}

static char *
words_yearly (const HrRule *rule, HrDate first)
{
  int year, month, day;
  g_autofree char *days = has_ordinals (rule) ? join_ordinals (rule) : NULL;

  hr_date_to_ymd (first, &year, &month, &day);
  if (days != NULL && rule->interval == 1)
    /* Translators: "first Friday of the month, every year"; the months may follow */
    return g_strdup_printf (_("%s of the month, every year"), days);
  if (days != NULL)
    return g_strdup_printf (_("%1$s of the month, every %2$d years"), days, (int) rule->interval);
  if (rule->interval == 1)
    /* Translators: %1$s is a month, %2$d a day */
    return g_strdup_printf (_("Every year on %1$s %2$d"), hr_words_month_inside (month), day);
  return g_strdup_printf (_("Every %3$d years on %1$s %2$d"), hr_words_month_inside (month), day, (int) rule->interval);
}

/* Whether the months follow each other, perhaps over the new year; a year has no beginning for a season */
static gboolean
is_season (guint16 months, int *ret_from, int *ret_to)
{
  int n_starts = 0;

  for (int month = 1; month <= 12; month++)
    {
      int before = month == 1 ? 12 : month - 1;
      int after = month == 12 ? 1 : month + 1;

      if ((months & 1 << month) && !(months & 1 << before))
        {
          *ret_from = month;
          n_starts++;
        }
      if ((months & 1 << month) && !(months & 1 << after))
        *ret_to = month;
    }
  return n_starts == 1;
}

/* Takes @words */
static char *
add_months (char *words, guint16 months)
{
  g_autofree char *before = words;
  g_autofree char *joined = NULL;
  char *names[12];
  gsize n = 0;
  int from = 0;
  int to = 0;

  for (int month = 1; month <= 12; month++)
    if (months & 1 << month)
      names[n++] = g_strdup (hr_words_month_inside (month));
  joined = hr_words_join (names, n);
  for (gsize i = 0; i < n; i++)
    g_free (names[i]);
  if (n == 0 || n == 12)
    return g_steal_pointer (&before);
  if (n > 2 && is_season (months, &from, &to))
    /* Translators: "Every Monday, from May to September" */
    return g_strdup_printf (_("%1$s, from %2$s to %3$s"), before, hr_words_month_inside (from),
                            hr_words_month_inside (to));
  /* Translators: "Every Monday, in May and July" */
  return g_strdup_printf (_("%1$s, in %2$s"), before, joined);
}

/* Takes @words */
static char *
add_end (char *words, const HrRule *rule)
{
  g_autofree char *before = words;
  int year, month, day;

  if (rule->until != HR_DATE_NONE)
    {
      hr_date_to_ymd (rule->until, &year, &month, &day);
      /* Translators: %1$s is "Every Monday", %2$s a month, %3$d a day, %4$d a year */
      return g_strdup_printf (_("%1$s, until %2$s %3$d, %4$d"), before, hr_words_month_inside (month), day, year);
    }
  if (rule->count > 0)
    /* Translators: "Every Monday, 12 times" */
    return g_strdup_printf (ngettext ("%1$s, %2$u time", "%1$s, %2$u times", rule->count), before, rule->count);
  return g_steal_pointer (&before);
}

char *
hr_words_rule (const HrSchedule *schedule)
{
  g_return_val_if_fail (schedule != NULL, NULL);

  HrRule rule = schedule->rule;
  char *words = NULL;

  if (schedule->first == HR_DATE_NONE)
    return g_strdup (_("By appointment"));
  if (rule.interval == 0)
    rule.interval = 1;
  switch (rule.frequency)
    {
    case HR_FREQUENCY_ONCE:
      {
        g_autofree char *date = hr_words_date_inside (schedule->first);

        /* Translators: a meeting that does not repeat, with its date */
        return g_strdup_printf (_("Once, on %s"), date);
      }
    case HR_FREQUENCY_DAILY:
      words = rule.days != 0 && rule.interval == 1 ? words_weekly (&rule, rule.days) : words_daily (&rule);
      break;
    case HR_FREQUENCY_WEEKLY:
      words = words_weekly (&rule, rule.days != 0 ? rule.days : (guint8) (1 << hr_date_weekday (schedule->first)));
      break;
    case HR_FREQUENCY_MONTHLY:
      words = words_monthly (&rule, schedule->first);
      break;
    case HR_FREQUENCY_YEARLY:
      words = words_yearly (&rule, schedule->first);
      break;
    default:
      g_return_val_if_reached (NULL);
    }
  if (rule.frequency != HR_FREQUENCY_YEARLY || has_ordinals (&rule))
    words = add_months (words, rule.months);
  return hr_words_begin (add_end (words, &rule));
}

/* "America/New_York" → "New York", "America/North_Dakota/Center" → "Center" */
static char *
city_of (const HrZone *zone)
{
  const char *id = hr_zone_get_id (zone);
  const char *slash = strrchr (id, '/');

  return g_strdelimit (g_strdup (slash != NULL ? slash + 1 : id), "_", ' ');
}

char *
hr_words_when (const HrMeeting *meeting, const HrZone *zone)
{
  g_return_val_if_fail (meeting != NULL, NULL);

  const HrSchedule *schedule = &meeting->schedule;
  g_autofree char *rule = hr_words_rule (schedule);
  g_autofree char *time = NULL;
  g_autofree char *city = NULL;

  if (schedule->first == HR_DATE_NONE)
    return g_steal_pointer (&rule);
  time = meeting->length_assumed ? hr_words_time (schedule->start_min)
                                 : hr_words_span_inside (schedule->start_min, schedule->length_min);
  if (schedule->zone == NULL || zone == NULL || strcmp (hr_zone_get_id (schedule->zone), hr_zone_get_id (zone)) == 0)
    /* Translators: how it repeats, and the time: "Every Tuesday, 7:00 PM to 8:30 PM" */
    return g_strdup_printf (C_("rule and time", "%1$s, %2$s"), rule, time);
  city = city_of (schedule->zone);
  /* Translators: the same with the city whose clock is meant: "Every Tuesday, 7:00 PM (New York time)" */
  return g_strdup_printf (_("%1$s, %2$s (%3$s time)"), rule, time, city);
}
