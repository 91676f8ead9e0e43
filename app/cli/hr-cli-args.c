/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-cli"

#include "hr-cli-args-private.h"
#include "handrail/core/hr-error.h"
#include <math.h>
#include <string.h>

#define SHORTEST_DAY 2

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, message);
  return FALSE;
}

char **
hr_cli_read_list (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  GStrvBuilder *builder = g_strv_builder_new ();
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);
  char **list = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return list;
}

/* ---- days ---- */

/* "monday", "mondays", "mon", "Mo"; -1 for others */
static int
find_weekday (const char *word)
{
  static const char *const names[] = { "sundays",   "mondays", "tuesdays", "wednesdays",
                                       "thursdays", "fridays", "saturdays" };
  g_autofree char *lower = g_ascii_strdown (word, -1);
  for (int day = 0; day < (int)G_N_ELEMENTS (names); day++)
    if (strlen (lower) >= SHORTEST_DAY && g_str_has_prefix (names[day], lower))
      return day;
  return -1;
}

gboolean
hr_cli_read_days (const char *text, HrDate today, HrQuery *query, GError **error)
{
  HrDate date = HR_DATE_NONE;
  if (g_ascii_strcasecmp (text, "today") == 0)
    date = today;
  else if (g_ascii_strcasecmp (text, "tomorrow") == 0)
    date = today + 1;
  else
    hr_date_parse (text, &date);
  if (date != HR_DATE_NONE)
    {
      query->on_date = date;
      return TRUE;
    }
  g_auto (GStrv) words = hr_cli_read_list (text);
  guint days = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      int day = find_weekday (words[i]);
      if (day < 0)
        return refuse (error,
                       "--day: \"%s\" is not a day. Write names such as monday,wed, or today, tomorrow or one date "
                       "such as 2026-11-24.",
                       words[i]);
      days |= 1u << day;
    }
  if (days == 0)
    return refuse (error, "--day: write names such as monday,wed, or today, tomorrow or one date such as 2026-11-24.");
  query->days = days;
  return TRUE;
}

/* ---- lists of words ---- */

gboolean
hr_cli_read_times (const char *text, guint *ret_times, GError **error)
{
  g_auto (GStrv) words = hr_cli_read_list (text);
  guint times = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *lower = g_ascii_strdown (words[i], -1);
      HrTimeOfDay time_of_day = hr_time_of_day_from_string (lower);
      if (time_of_day == 0)
        return refuse (error, "--time: \"%s\" is not one of morning, midday, afternoon, evening, night.", words[i]);
      times |= time_of_day;
    }
  if (times == 0)
    return refuse (error, "--time: write one or more of morning, midday, afternoon, evening, night.");
  *ret_times = times;
  return TRUE;
}

gboolean
hr_cli_read_attendance (const char *text, guint *ret_attendance, GError **error)
{
  g_auto (GStrv) words = hr_cli_read_list (text);
  guint mask = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = g_strdelimit (g_ascii_strdown (words[i], -1), "-", '_');
      HrAttendance attendance;
      if (!hr_attendance_from_string (word, &attendance))
        return refuse (error, "--attendance: \"%s\" is not one of in_person, online, hybrid, inactive.", words[i]);
      mask |= attendance;
    }
  if (mask == 0)
    return refuse (error, "--attendance: write one or more of in_person, online, hybrid, inactive.");
  *ret_attendance = mask;
  return TRUE;
}

gboolean
hr_cli_read_audience (const char *text, guint64 *ret_features, GError **error)
{
  static const char names[] =
      "women, men, lgbtq, trans-nonbinary, young, seniors, people-of-color, indigenous, family, "
      "newcomer, secular, dual-diagnosis, professionals";
  g_auto (GStrv) words = hr_cli_read_list (text);
  guint64 features = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = g_strdelimit (g_ascii_strdown (words[i], -1), "_", '-');
      guint64 feature = hr_feature_from_name (word) & HR_FEATURES_AUDIENCE;
      if (feature == 0)
        return refuse (error, "--for: \"%s\" is not one of %s.", words[i], names);
      features |= feature;
    }
  if (features == 0)
    return refuse (error, "--for: write one or more of %s.", names);
  *ret_features = features;
  return TRUE;
}

gboolean
hr_cli_read_sort (const char *text, HrSort *ret_sort, GError **error)
{
  static const struct
  {
    const char *name;
    HrSort sort;
  } sorts[] = {
    { "next", HR_SORT_NEXT }, { "distance", HR_SORT_DISTANCE }, { "name", HR_SORT_NAME }, { "rank", HR_SORT_RANK }
  };
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (g_str_equal (sorts[i].name, text))
      {
        *ret_sort = sorts[i].sort;
        return TRUE;
      }
  return refuse (error, "--sort: \"%s\" is not one of next, distance, name, rank.", text);
}

/* ---- numbers ---- */

/* A decimal number at @text without exponents, hexadecimal, "inf" or "nan", all of which g_ascii_strtod() takes. */
static gboolean
read_decimal (const char *text, double *ret_value, const char **ret_end)
{
  gsize length = *text == '-' || *text == '+' ? 1 : 0;
  gsize digits = strspn (text + length, "0123456789.");
  g_autofree char *number = g_strndup (text, length + digits);
  char *end = NULL;
  double value = g_ascii_strtod (number, &end);
  if (digits == 0 || end == number || *end != '\0')
    return FALSE;
  *ret_value = value;
  *ret_end = text + length + digits;
  return TRUE;
}

gboolean
hr_cli_read_point (const char *text, double *ret_latitude, double *ret_longitude, GError **error)
{
  double latitude = NAN, longitude = NAN;
  const char *at = text;
  gboolean fits = read_decimal (at, &latitude, &at) && *at == ',';
  if (fits)
    {
      at++;
      while (*at == ' ')
        at++;
      fits = read_decimal (at, &longitude, &at) && *at == '\0';
    }
  if (!fits || !(fabs (latitude) <= 90) || !(fabs (longitude) <= 180))
    return refuse (
        error, "--near: \"%s\" is not a place. Write latitude and longitude in degrees, such as 41.31,-72.92.", text);
  *ret_latitude = latitude;
  *ret_longitude = longitude;
  return TRUE;
}

gboolean
hr_cli_read_distance (const char *text, double *ret_distance_m, GError **error)
{
  static const struct
  {
    const char *unit;
    double meters;
  } units[] = { { "km", 1000 }, { "m", 1 }, { "mi", 1609.344 }, { "ft", 0.3048 } };
  double number = 0;
  const char *at = text;
  if (read_decimal (text, &number, &at) && number > 0)
    {
      while (*at == ' ')
        at++;
      for (guint i = 0; i < G_N_ELEMENTS (units); i++)
        if (g_ascii_strcasecmp (at, units[i].unit) == 0)
          {
            *ret_distance_m = number * units[i].meters;
            return TRUE;
          }
    }
  return refuse (error, "--within: \"%s\" is not a distance. Write a number and km, m, mi or ft, such as 5km.", text);
}

gboolean
hr_cli_read_number (const char *text, const char *option, guint64 most, guint64 *ret_number, GError **error)
{
  if (g_ascii_string_to_unsigned (text, 10, 0, most, ret_number, NULL))
    return TRUE;
  return refuse (error, "%s: \"%s\" is not a whole number from 0 to %" G_GUINT64_FORMAT ".", option, text, most);
}

gboolean
hr_cli_read_moment (const char *text, const char *option, const HrZone *zone, gboolean end, gint64 *ret_s,
                    GError **error)
{
  HrDate date;
  if (hr_date_parse (text, &date))
    {
      *ret_s = hr_zone_to_unix_s (zone, end ? date + 1 : date, 0);
      return TRUE;
    }
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (text, NULL);
  if (moment == NULL)
    return refuse (error,
                   "%s: \"%s\" is neither a date such as 2026-11-24 nor a time with its offset such as "
                   "2026-11-24T19:00:00-05:00.",
                   option, text);
  *ret_s = g_date_time_to_unix (moment);
  return TRUE;
}
