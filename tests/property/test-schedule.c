/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random rules, starts, zones and exceptions: the dates against libical's own iterator, the rest against a plain
 * expansion day by day. */
#include "handrail/core/hr-schedule.h"

#include <libical/ical.h>
#include <string.h>

static const char *const zone_names[] = { "America/New_York",  "Europe/London", "Australia/Lord_Howe",
                                          "America/Phoenix",   "Asia/Kolkata",  "Europe/Dublin",
                                          "Africa/Casablanca", "UTC",           "Pacific/Chatham",
                                          "America/Nuuk",      "Asia/Gaza" };

static int
roll (int n)
{
  return g_test_rand_int_range (0, n);
}

static guint8
random_days (void)
{
  guint8 days = 0;

  for (int i = roll (3); i >= 0; i--)
    days |= (guint8)(1 << roll (7));
  return days;
}

static guint16
random_months (void)
{
  guint16 months = 0;

  for (int i = roll (4); i >= 0; i--)
    months |= (guint16)(1 << (1 + roll (12)));
  return months;
}

static guint32
random_month_days (void)
{
  guint32 days = 0;

  for (int i = roll (3); i >= 0; i--)
    days |= 1u << (1 + roll (31));
  return days;
}

static void
fill_days (HrRule *rule)
{
  switch (roll (rule->frequency == HR_FREQUENCY_WEEKLY ? 2 : 5))
    {
    case 0:
      rule->days = random_days ();
      break;
    case 2:
      rule->month_days = random_month_days ();
      rule->last_day = roll (3) == 0;
      break;
    case 3:
      if (rule->frequency == HR_FREQUENCY_YEARLY && rule->months == 0)
        rule->months = random_months ();
      if (rule->frequency >= HR_FREQUENCY_MONTHLY)
        {
          for (int i = roll (3); i >= 0; i--)
            rule->nth[1 + roll (10)] |= random_days ();
        }
      break;
    case 4:
      rule->month_days = random_month_days ();
      rule->days = random_days ();
      break;
    default:
      break;
    }
}

static HrRule
random_rule (HrDate first)
{
  HrRule rule = {
    .frequency = (HrFrequency)(HR_FREQUENCY_DAILY + roll (4)), .interval = 1, .week_start = 1, .until = HR_DATE_NONE
  };

  if (roll (2) == 0)
    rule.interval = (guint16)(1 + roll (6));
  if (roll (3) == 0)
    rule.week_start = (guint8)(roll (4) == 0 ? roll (7) : 0);
  if (roll (3) == 0)
    rule.months = random_months ();
  fill_days (&rule);
  /* what hr_rule_parse() makes of a yearly rule that names no month */
  if (rule.frequency == HR_FREQUENCY_YEARLY && rule.months == 0 && (rule.month_days != 0 || rule.last_day))
    rule.months = 0x1ffe;
  if (roll (4) == 0)
    rule.count = (guint32)(1 + roll (40));
  else if (roll (4) == 0)
    rule.until = first + roll (2000);
  return rule;
}

static HrDate
random_first (void)
{
  return hr_date_from_ymd (2016, 1, 1) + roll (366 * 12);
}

static struct icaltimetype
to_ical (HrDate date)
{
  struct icaltimetype time = icaltime_null_time ();

  time.is_date = 1;
  hr_date_to_ymd (date, &time.year, &time.month, &time.day);
  return time;
}

static HrDate
from_ical (struct icaltimetype time)
{
  return hr_date_from_ymd (time.year, time.month, time.day);
}

/* libical takes a start that is off the rule into the series at times; a real one is on it (RFC 5545) */
static gboolean
is_on_rule (const HrRule *rule, HrDate first)
{
  return hr_rule_next (rule, first, first) == first;
}

static void
test_against_libical (void)
{
  guint compared = 0, dates = 0;

  for (guint i = 0; i < 4000; i++)
    {
      HrDate first = random_first ();
      HrRule rule = random_rule (first);
      HrDate end = first + 3653, date;
      g_autofree char *text = hr_rule_to_string (&rule);
      g_autofree char *start = hr_date_to_string (first);
      struct icalrecurrencetype recur;
      icalrecur_iterator *iterator;
      struct icaltimetype theirs;
      HrRule parsed;

      /* what the file format cannot say (no such day in these months) is refused, not compared */
      if (!hr_rule_parse (text, &parsed, NULL))
        continue;
      g_assert_true (hr_rule_equal (&rule, &parsed));
      /* libical 3.0.16 leaves the last day of the month out of daily rules, and DTSTART itself out of weekly ones
       * when the week starts late in it */
      if ((rule.frequency == HR_FREQUENCY_DAILY && rule.last_day) || rule.week_start > 1)
        continue;
      if (!is_on_rule (&rule, first))
        {
          /* start where the endless rule first matches, and compare from there */
          HrRule endless = rule;

          endless.count = 0;
          endless.until = HR_DATE_NONE;
          first = hr_rule_next (&endless, first, first);
          if (first == HR_DATE_NONE)
            continue;
          g_free (start);
          start = hr_date_to_string (first);
          end = first + 3653;
        }
      recur = icalrecurrencetype_from_string (text);
      iterator = icalrecur_iterator_new (recur, to_ical (first));
      g_assert_nonnull (iterator);
      compared++;
      date = hr_rule_next (&rule, first, first);
      for (theirs = icalrecur_iterator_next (iterator);; theirs = icalrecur_iterator_next (iterator))
        {
          HrDate expected = icaltime_is_null_time (theirs) ? HR_DATE_NONE : from_ical (theirs);

          if (expected > end)
            expected = HR_DATE_NONE;
          if (date > end)
            date = HR_DATE_NONE;
          if (date != expected)
            {
              g_autofree char *ours_text = date == HR_DATE_NONE ? g_strdup ("none") : hr_date_to_string (date);
              g_autofree char *theirs_text =
                  expected == HR_DATE_NONE ? g_strdup ("none") : hr_date_to_string (expected);

              g_error ("%s from %s: libical says %s, we say %s", text, start, theirs_text, ours_text);
            }
          if (expected == HR_DATE_NONE)
            break;
          dates++;
          date = hr_rule_next (&rule, first, date + 1);
        }
      icalrecur_iterator_free (iterator);
    }
  g_test_message ("%u rules, %u dates", compared, dates);
  g_assert_cmpuint (compared, >, 2000);
}

static void
test_text_round_trip (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      HrRule rule = random_rule (random_first ()), again, third;
      g_autofree char *text = hr_rule_to_string (&rule);
      g_autofree char *lower = g_ascii_strdown (text, -1);
      g_autofree char *canonical = NULL;

      if (!hr_rule_parse (text, &again, NULL))
        continue;
      g_assert_true (hr_rule_equal (&rule, &again));
      g_assert_true (hr_rule_parse (lower, &third, NULL));
      canonical = hr_rule_to_string (&third);
      g_assert_cmpstr (canonical, ==, text);
    }
}

/* never goes back, never skips: any date asked between two neighbours gives the later one */
static void
test_monotone (void)
{
  for (guint i = 0; i < 4000; i++)
    {
      HrDate first = random_first ();
      HrRule rule = random_rule (first);
      HrDate date = first - 1;

      for (guint k = 0; k < 20; k++)
        {
          HrDate next = hr_rule_next (&rule, first, date + 1);
          HrDate between;

          if (next == HR_DATE_NONE)
            break;
          g_assert_cmpint (next, >, date);
          between = date + 1 + (next > date + 1 ? roll (next - date) : 0);
          g_assert_cmpint (hr_rule_next (&rule, first, between), ==, next);
          g_assert_cmpint (hr_rule_next (&rule, first, next), ==, next);
          date = next;
        }
    }
}

/* Text that is nearly a rule: taken or refused, and what is taken has a canonical form. */
static void
test_mangled_text (void)
{
  static const char letters[] = "FREQ=WEEKLY;BYDAYMONTHINTERVALCOUNT,-+0123456789:TZ ";

  for (guint i = 0; i < 20000; i++)
    {
      HrRule rule = random_rule (random_first ());
      g_autofree char *text = hr_rule_to_string (&rule);
      g_autoptr (GError) error = NULL;
      HrRule parsed, again;

      for (int k = roll (3); k >= 0; k--)
        text[roll ((int)strlen (text))] = letters[roll ((int)sizeof letters - 1)];
      if (hr_rule_parse (text, &parsed, &error))
        {
          g_autofree char *canonical = hr_rule_to_string (&parsed);

          g_assert_true (hr_rule_parse (canonical, &again, NULL));
          g_assert_true (hr_rule_equal (&parsed, &again));
        }
      else
        g_assert_nonnull (error);
    }
}

static HrSchedule
random_schedule (void)
{
  HrDate first = random_first ();
  HrSchedule schedule = { .rule = random_rule (first),
                          .first = first,
                          .start_min = (gint16)(roll (4) == 0 ? roll (240) : 15 * roll (96)),
                          .length_min = (gint16)(roll (6) == 0 ? 1440 : 1 + roll (180)),
                          .zone = hr_zone_get (zone_names[roll (G_N_ELEMENTS (zone_names))]) };

  if (roll (10) == 0)
    hr_rule_parse ("", &schedule.rule, NULL);
  return schedule;
}

static GPtrArray *
random_exceptions (const HrSchedule *schedule)
{
  GPtrArray *exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_exception_unref);

  for (int i = roll (6); i > 0; i--)
    {
      HrException *exception = hr_exception_new ();
      HrDate near = schedule->first + roll (400);
      HrDate on_rule = hr_rule_next (&schedule->rule, schedule->first, near);

      exception->id = g_strdup_printf ("x-%d", i);
      exception->from = on_rule != HR_DATE_NONE && roll (4) > 0 ? on_rule : near;
      exception->until = roll (3) == 0 ? exception->from + roll (40) : HR_DATE_NONE;
      exception->state = (HrOccurrenceState)(HR_OCCURRENCE_CANCELLED + roll (3));
      if (roll (5) == 0)
        {
          exception->venue_id = g_strdup ("v-1");
          exception->state = HR_OCCURRENCE_CANCELLED;
        }
      else
        exception->meeting_id = g_strdup ("m-1");
      if (exception->state != HR_OCCURRENCE_CANCELLED)
        {
          if (exception->state == HR_OCCURRENCE_MOVED && roll (2) == 0)
            exception->new_date = exception->from - 30 + roll (60);
          exception->new_start_min = (gint16)(roll (3) == 0 ? -1 : roll (1440));
          exception->new_length_min = (gint16)(roll (3) == 0 ? 1 + roll (1440) : 0);
          exception->new_venue_id = roll (4) == 0 ? g_strdup ("v-2") : NULL;
        }
      g_ptr_array_add (exceptions, exception);
    }
  return exceptions;
}

/* hr_schedule_next() is the first of hr_schedule_expand() that has not ended */
static void
test_next_is_in_expand (void)
{
  for (guint i = 0; i < 1200; i++)
    {
      HrSchedule schedule = random_schedule ();
      g_autoptr (GPtrArray) exceptions = random_exceptions (&schedule);
      HrException *const *list = (HrException *const *)exceptions->pdata;
      gint64 from_s = hr_zone_to_unix_s (schedule.zone, schedule.first, 0) - 40 * 86400;
      gint64 to_s = from_s + G_GINT64_CONSTANT (3653) * 86400;
      g_autoptr (GArray) all = hr_schedule_expand (&schedule, list, exceptions->len, from_s, to_s);

      for (guint k = 0; k < 30; k++)
        {
          gint64 at_s = from_s + (gint64)roll (600 * 1440) * 60 + roll (60);
          gboolean with_cancelled = roll (2) == 0, found, expected = FALSE;
          HrOccurrence next, wanted = { 0 };

          /* exactly at a start or an end */
          if (all->len > 0 && k % 2 == 0)
            {
              const HrOccurrence *one = &g_array_index (all, HrOccurrence, (guint)roll ((int)MIN (all->len, 400)));

              at_s = (k % 4 == 0 ? one->start_s : one->end_s) - roll (2);
            }
          for (guint n = 0; n < all->len && !expected; n++)
            {
              wanted = g_array_index (all, HrOccurrence, n);
              expected = wanted.end_s > at_s && (with_cancelled || wanted.state != HR_OCCURRENCE_CANCELLED);
            }
          found = hr_schedule_next (&schedule, list, exceptions->len, at_s, with_cancelled, &next);
          if (!expected)
            {
              /* it may lie after the end of the list */
              g_assert_true (!found || next.start_s >= to_s);
              continue;
            }
          if (wanted.start_s >= at_s + G_GINT64_CONSTANT (3653) * 86400)
            continue;
          g_assert_true (found);
          g_assert_cmpint (next.start_s, ==, wanted.start_s);
          g_assert_cmpint (next.date, ==, wanted.date);
        }
    }
}

/* a window shows exactly those of a larger window that touch it */
static void
test_windows_agree (void)
{
  for (guint i = 0; i < 1200; i++)
    {
      HrSchedule schedule = random_schedule ();
      g_autoptr (GPtrArray) exceptions = random_exceptions (&schedule);
      HrException *const *list = (HrException *const *)exceptions->pdata;
      gint64 from_s = hr_zone_to_unix_s (schedule.zone, schedule.first, 0) - 40 * 86400;
      gint64 to_s = from_s + 500 * 86400;
      g_autoptr (GArray) all = hr_schedule_expand (&schedule, list, exceptions->len, from_s, to_s);
      gint64 part_from_s = from_s + (gint64)roll (499 * 1440) * 60;
      gint64 part_to_s = part_from_s + roll (40 * 1440) * (gint64)60;
      g_autoptr (GArray) part = NULL;
      guint n = 0;

      part_to_s = MIN (part_to_s, to_s);
      part = hr_schedule_expand (&schedule, list, exceptions->len, part_from_s, part_to_s);
      for (guint k = 0; k < all->len; k++)
        {
          const HrOccurrence *one = &g_array_index (all, HrOccurrence, k);
          const HrOccurrence *same;

          g_assert_cmpint (one->end_s, >, one->start_s);
          if (k > 0)
            g_assert_cmpint (one[-1].start_s, <=, one->start_s);
          if (one->end_s <= part_from_s || one->start_s >= part_to_s || part_from_s >= part_to_s)
            continue;
          g_assert_cmpuint (n, <, part->len);
          same = &g_array_index (part, HrOccurrence, n);
          g_assert_cmpint (same->start_s, ==, one->start_s);
          g_assert_cmpint (same->state, ==, one->state);
          n++;
        }
      g_assert_cmpuint (n, ==, part->len);
    }
}

/* without exceptions: one occurrence for each date of the rule, at the time on the wall */
static void
test_expand_follows_rule (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      HrSchedule schedule = random_schedule ();
      gint64 from_s = hr_zone_to_unix_s (schedule.zone, schedule.first - 5, 0);
      gint64 to_s = hr_zone_to_unix_s (schedule.zone, schedule.first + 3653, 0);
      g_autoptr (GArray) all = hr_schedule_expand (&schedule, NULL, 0, from_s, to_s);
      HrDate date = hr_rule_next (&schedule.rule, schedule.first, schedule.first);

      for (guint k = 0; k < all->len; k++)
        {
          const HrOccurrence *one = &g_array_index (all, HrOccurrence, k);
          HrOccurrence same;
          HrDate wall_date;
          int minute;

          g_assert_cmpint (one->date, ==, date);
          g_assert_cmpint (one->end_s - one->start_s, ==, schedule.length_min * 60);
          hr_zone_from_unix_s (schedule.zone, one->start_s, &wall_date, &minute);
          /* an hour that was left out is the only reason for another time */
          g_assert_cmpint (ABS ((wall_date - date) * 1440 + minute - schedule.start_min), <=, 60);
          g_assert_true (hr_schedule_on (&schedule, NULL, 0, date, &same));
          g_assert_cmpint (same.start_s, ==, one->start_s);
          date = hr_rule_next (&schedule.rule, schedule.first, date + 1);
        }
      g_assert_true (date == HR_DATE_NONE || date >= schedule.first + 3653);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/property/schedule/against-libical", test_against_libical);
  g_test_add_func ("/property/schedule/text-round-trip", test_text_round_trip);
  g_test_add_func ("/property/schedule/monotone", test_monotone);
  g_test_add_func ("/property/schedule/mangled-text", test_mangled_text);
  g_test_add_func ("/property/schedule/next-is-in-expand", test_next_is_in_expand);
  g_test_add_func ("/property/schedule/windows-agree", test_windows_agree);
  g_test_add_func ("/property/schedule/expand-follows-rule", test_expand_follows_rule);
  return g_test_run ();
}
