/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-words.h"
#include "hr-words-private.h"

#include "handrail/core/hr-record.h"
#include "handrail/core/hr-vocabulary.h"
#include "handrail/store/hr-store-desk.h"

#include <glib/gi18n-lib.h>

#include <math.h>
#include <string.h>

#define MINUTE_S 60
#define HOUR_MIN 60
#define DAY_MIN 1440
/* A start on the next day that is so near is still told in hours. */
#define NEAR_MIN 180
#define FOOT_M 0.3048
#define MILE_M 1609.344

const char *
hr_words_weekday_inside (int weekday)
{
  switch (weekday)
    {
    case 0:
      return _("Sunday");
    case 1:
      return _("Monday");
    case 2:
      return _("Tuesday");
    case 3:
      return _("Wednesday");
    case 4:
      return _("Thursday");
    case 5:
      return _("Friday");
    case 6:
      return _("Saturday");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
hr_words_month_inside (int month)
{
  switch (month)
    {
    case 1:
      return _("January");
    case 2:
      return _("February");
    case 3:
      return _("March");
    case 4:
      return _("April");
    case 5:
      /* Translators: the fifth month; the words before the bar are not shown */
      return C_("month", "May");
    case 6:
      return _("June");
    case 7:
      return _("July");
    case 8:
      return _("August");
    case 9:
      return _("September");
    case 10:
      return _("October");
    case 11:
      return _("November");
    case 12:
      return _("December");
    default:
      g_return_val_if_reached ("");
    }
}

char *
hr_words_pick (const char *translated, const char *language)
{
  g_autoptr (HrRecord) record = hr_record_new (HR_KIND_RESOURCE, NULL);

  if (translated == NULL || !hr_record_set (record, "line", translated, NULL))
    return g_strdup (translated);
  return hr_record_get_translated (record, "line", language);
}

char *
hr_words_begin (char *text)
{
  gunichar first = g_utf8_get_char (text);
  GString *capital;

  if (!g_unichar_islower (first))
    return text;
  capital = g_string_new (NULL);
  g_string_append_unichar (capital, g_unichar_totitle (first));
  g_string_append (capital, g_utf8_next_char (text));
  g_free (text);
  return g_string_free (capital, FALSE);
}

char *
hr_words_one_stop (char *text)
{
  char *at = strstr (text, "m..");

  /* three of them are no mistake */
  for (; at != NULL; at = strstr (at + 1, "m.."))
    if (at[3] != '.')
      memmove (at + 2, at + 3, strlen (at + 3) + 1);
  return text;
}

char *
hr_words_join (char *const *items, gsize n)
{
  g_autofree char *all = NULL;

  if (n == 0)
    return g_strdup ("");
  all = g_strdup (items[0]);
  for (gsize i = 1; i + 1 < n; i++)
    {
      /* Translators: two parts of a longer list, like "Monday, Tuesday" in "Monday, Tuesday and Friday" */
      char *longer = g_strdup_printf (C_("list", "%1$s, %2$s"), all, items[i]);

      g_free (all);
      all = longer;
    }
  if (n == 1)
    return g_steal_pointer (&all);
  /* Translators: the end of a list: "Monday, Tuesday" and "Friday" */
  return g_strdup_printf (C_("list", "%1$s and %2$s"), all, items[n - 1]);
}

char *
hr_words_time (int minute)
{
  int hour, rest, hour_12;

  minute = ((minute % DAY_MIN) + DAY_MIN) % DAY_MIN;
  if (minute == 12 * HOUR_MIN)
    return g_strdup (_("Noon"));
  /* Many feeds write 23:59 because midnight would be the next day. */
  if (minute == 0 || minute == DAY_MIN - 1)
    return g_strdup (_("Midnight"));
  hour = minute / HOUR_MIN;
  rest = minute % HOUR_MIN;
  hour_12 = hour % 12 == 0 ? 12 : hour % 12;
  if (hour < 12)
    /* Translators: a time before noon: hour 1…12 and minute; write it with 24 hours only if everybody in the US who reads
     * your language does */
    return g_strdup_printf (_("%1$d:%2$02d AM"), hour_12, rest);
  /* Translators: a time after noon: hour 1…12 and minute */
  return g_strdup_printf (_("%1$d:%2$02d PM"), hour_12, rest);
}

char *
hr_words_span_inside (int start_minute, int length_min)
{
  g_autofree char *start = hr_words_time (start_minute);
  g_autofree char *end = hr_words_time (start_minute + length_min);

  if (length_min >= DAY_MIN)
    /* Translators: begins at that time and goes on for a day and a night */
    return g_strdup_printf (_("%s, for 24 hours"), start);
  /* Translators: from a time to a time, like "7:00 PM to 8:30 PM" */
  return g_strdup_printf (_("%1$s to %2$s"), start, end);
}

char *
hr_words_span (int start_minute, int length_min)
{
  return hr_words_begin (hr_words_span_inside (start_minute, length_min));
}

char *
hr_words_weekday (int weekday)
{
  return hr_words_begin (g_strdup (hr_words_weekday_inside (weekday)));
}

char *
hr_words_date_inside (HrDate date)
{
  int year, month, day;

  g_return_val_if_fail (date != HR_DATE_NONE, NULL);
  hr_date_to_ymd (date, &year, &month, &day);
  /* Translators: a date: %1$s is the weekday, %2$s the month, %3$d the day of the month */
  return g_strdup_printf (_("%1$s, %2$s %3$d"), hr_words_weekday_inside (hr_date_weekday (date)),
                          hr_words_month_inside (month), day);
}

char *
hr_words_month (int year, int month)
{
  g_return_val_if_fail (month >= 1 && month <= 12, g_strdup (""));
  /* Translators: a month and its year, above a calendar */
  return g_strdup_printf (C_("above a calendar", "%1$s %2$d"), hr_words_month_inside (month), year);
}

char *
hr_words_date (HrDate date)
{
  g_return_val_if_fail (date != HR_DATE_NONE, NULL);
  return hr_words_begin (hr_words_date_inside (date));
}

char *
hr_words_date_of_year_inside (HrDate date)
{
  int year, month, day;
  g_autofree char *text = hr_words_date_inside (date);

  g_return_val_if_fail (text != NULL, NULL);
  hr_date_to_ymd (date, &year, &month, &day);
  /* Translators: a day, "Tuesday, November 24", and its year */
  return g_strdup_printf (_ ("%s, %d"), text, year);
}

char *
hr_words_date_of_year (HrDate date)
{
  g_return_val_if_fail (date != HR_DATE_NONE, NULL);
  return hr_words_begin (hr_words_date_of_year_inside (date));
}

char *
hr_words_day (HrDate date, HrDate today)
{
  if (date == today)
    return g_strdup (_("Today"));
  if (date == today + 1)
    return g_strdup (_("Tomorrow"));
  return hr_words_date (date);
}

char *
hr_words_checked (HrDate verified, HrDate today)
{
  int year, month, day;

  if (verified == HR_DATE_NONE)
    return g_strdup ("");
  hr_date_to_ymd (MIN (verified, today), &year, &month, &day);
  if (today - verified > HR_STALE_CALL_DAYS)
    /* Translators: the listing may be out of date: %1$s is the month, %2$d the year */
    return g_strdup_printf (_("Please call first: last checked in %1$s %2$d"), hr_words_month_inside (month), year);
  /* Translators: when a listing was last checked: %1$s is the month, %2$d the year */
  return g_strdup_printf (_("Checked in %1$s %2$d"), hr_words_month_inside (month), year);
}

static char *
words_in (gint64 minutes)
{
  gint64 hours = minutes / HOUR_MIN;
  gint64 rest = minutes % HOUR_MIN;

  if (minutes < HOUR_MIN)
    /* Translators: a meeting starts in so many minutes */
    return g_strdup_printf (ngettext ("in %d minute", "in %d minutes", (gulong) minutes), (int) minutes);
  if (minutes < 2 * HOUR_MIN && rest > 0)
    /* Translators: a meeting starts in one hour and so many minutes */
    return g_strdup_printf (ngettext ("in 1 hour and %d minute", "in 1 hour and %d minutes", (gulong) rest), (int) rest);
  /* Translators: a meeting starts in so many hours */
  return g_strdup_printf (ngettext ("in %d hour", "in %d hours", (gulong) hours), (int) hours);
}

char *
hr_words_until (const HrOccurrence *occurrence, gint64 now_s, const HrZone *zone)
{
  g_return_val_if_fail (occurrence != NULL, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  HrDate today, date;
  int minute;
  gint64 minutes;

  if (now_s >= occurrence->end_s)
    /* Translators: the meeting has ended */
    return g_strdup (_("Over"));
  if (now_s >= occurrence->start_s)
    {
      g_autofree char *end = NULL;

      hr_zone_from_unix_s (zone, occurrence->end_s, &date, &minute);
      end = hr_words_time (minute);
      /* Translators: the meeting is going on, and ends at that time */
      return g_strdup_printf (_("On now, until %s"), end);
    }
  minutes = (occurrence->start_s - now_s + MINUTE_S - 1) / MINUTE_S;
  hr_zone_from_unix_s (zone, now_s, &today, &minute);
  hr_zone_from_unix_s (zone, occurrence->start_s, &date, &minute);
  if (date == today || minutes < NEAR_MIN)
    return words_in (minutes);
  if (date < today + 7 && date != today + 1)
    return hr_words_weekday (hr_date_weekday (date));
  return hr_words_day (date, today);
}

static char *
one_decimal (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.1f", value);
  if (g_str_has_suffix (buffer, ".0"))
    buffer[strlen (buffer) - 2] = '\0';
  return g_strdup (buffer);
}

static char *
metric_distance (double meters)
{
  g_autofree char *kilometers = one_decimal (meters < 9950 ? meters / 1000 : round (meters / 1000));
  int rounded = (int) (round (meters / 50) * 50);

  if (rounded < 1000)
    /* Translators: a distance in meters */
    return g_strdup_printf (_("%d m"), MAX (rounded, 50));
  /* Translators: a distance in kilometers, like "1.2 km" */
  return g_strdup_printf (_("%s km"), kilometers);
}

char *
hr_words_distance (double meters)
{
  double miles = meters / MILE_M;
  int feet = (int) (round (meters / FOOT_M / 100) * 100);
  g_autofree char *number = NULL;

  if (!isfinite (meters) || meters < 0)
    return g_strdup ("");
  /* Translators: not shown. Write "metric" if people in the US who read your language think in meters and kilometers,
   * else leave it */
  if (strcmp (C_("units of distance", "miles"), "metric") == 0)
    return metric_distance (meters);
  if (feet <= 1000)
    /* Translators: a distance in feet */
    return g_strdup_printf (ngettext ("%d foot", "%d feet", (gulong) MAX (feet, 100)), MAX (feet, 100));
  number = one_decimal (miles < 9.95 ? miles : round (miles));
  if (strcmp (number, "1") == 0)
    return g_strdup (_("1 mile"));
  /* Translators: a distance in miles, like "1.2 miles"; never exactly one */
  return g_strdup_printf (_("%s miles"), number);
}

char *
hr_words_attendance (HrAttendance attendance)
{
  switch (attendance)
    {
    case HR_ATTENDANCE_IN_PERSON:
      return g_strdup (_("In person"));
    case HR_ATTENDANCE_ONLINE:
      return g_strdup (_("Online"));
    case HR_ATTENDANCE_HYBRID:
      return g_strdup (_("In person and online"));
    case HR_ATTENDANCE_INACTIVE:
      return g_strdup (_("Not meeting right now"));
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
hr_words_feature (guint64 feature)
{
  static const struct
  {
    guint64 feature;
    const char *words;
  } table[] = {
    /* Translators: from here on what a meeting is like or who it is for, on a small card each */
    { HR_FEATURE_STEP_FREE, N_("Step-free") },
    { HR_FEATURE_PROOF, N_("Signs proof of attendance") },
    { HR_FEATURE_OPEN, N_("Open to everyone") },
    { HR_FEATURE_CLOSED, N_("For people who share the problem") },
    { HR_FEATURE_NEWCOMER, N_("New people") },
    { HR_FEATURE_WOMEN, N_("Women") },
    { HR_FEATURE_MEN, N_("Men") },
    { HR_FEATURE_LGBTQ, N_("LGBTQ+") },
    { HR_FEATURE_YOUNG, N_("Young people") },
    { HR_FEATURE_SENIORS, N_("Seniors") },
    { HR_FEATURE_PEOPLE_OF_COLOR, N_("People of color") },
    { HR_FEATURE_INDIGENOUS, N_("Indigenous people") },
    { HR_FEATURE_FAMILY, N_("Family and friends") },
    { HR_FEATURE_SECULAR, N_("Secular") },
    { HR_FEATURE_DUAL_DIAGNOSIS, N_("Mental health and recovery") },
    { HR_FEATURE_SIGN_LANGUAGE, N_("Sign language") },
    { HR_FEATURE_CHILD_CARE, N_("Child care") },
    { HR_FEATURE_CHILD_FRIENDLY, N_("Children welcome") },
    { HR_FEATURE_PROFESSIONALS, N_("Professionals") },
    { HR_FEATURE_MEDITATION, N_("Meditation") },
    { HR_FEATURE_SPEAKER, N_("Speaker") },
    { HR_FEATURE_CLOSED_TEMPORARILY, N_("Place closed for now") },
    { HR_FEATURE_ONLINE, N_("Online") },
    { HR_FEATURE_HYBRID, N_("In person and online") },
    { HR_FEATURE_HEARING, N_("Deaf or hard of hearing") },
    { HR_FEATURE_OUTDOOR, N_("Outdoors") },
    { HR_FEATURE_TRANS_NONBINARY, N_("Transgender and non-binary people") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i].feature == feature)
      return g_strdup (_(table[i].words));
  g_return_val_if_reached (NULL);
}
