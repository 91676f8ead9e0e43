/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-hours.h"
#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define MOST_SPANS 100

static GArray *
refuse (const char *part, GError **error)
{
  g_set_error (
      error, HR_ERROR, HR_ERROR_INPUT,
      _ ("Hours are written like \"Mo-Fr 09:00-17:00; Sa 10:00-12:00\" or \"24/7\"; \"%s\" is not understood."), part);
  return NULL;
}

/* The name of a day, from two letters on. Returns: what follows it, or %NULL */
static const char *
read_day (const char *text, int *ret_day)
{
  static const char *const days[] = { "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday" };
  gsize length = 0;

  while (g_ascii_isalpha (text[length]))
    length++;
  for (guint i = 0; length >= 2 && i < G_N_ELEMENTS (days); i++)
    if (length <= strlen (days[i]) && g_ascii_strncasecmp (text, days[i], length) == 0)
      {
        *ret_day = (int) i;
        return text + length + (text[length] == '.' ? 1 : 0);
      }
  return NULL;
}

static const char *
skip_spaces (const char *text)
{
  while (*text == ' ')
    text++;
  return text;
}

/* "-" or the dash of printed pages */
static const char *
read_dash (const char *text)
{
  text = skip_spaces (text);
  if (*text == '-')
    return skip_spaces (text + 1);
  return g_str_has_prefix (text, "–") ? skip_spaces (text + strlen ("–")) : NULL;
}

/* "Mo-Fr", "Mo,We-Fr"; without a day every day. Returns: what follows */
static const char *
read_days (const char *text, guint *ret_mask)
{
  const char *rest = text;
  int first, last;

  *ret_mask = 0;
  while ((text = read_day (skip_spaces (rest), &first)) != NULL)
    {
      const char *to = read_dash (text);

      last = first;
      rest = text;
      if (to != NULL)
        {
          const char *after = read_day (to, &last);

          if (after == NULL)
            return NULL;
          rest = after;
        }
      for (int day = first;; day = (day + 1) % 7)
        {
          *ret_mask |= 1u << day;
          if (day == last)
            break;
        }
      rest = skip_spaces (rest);
      if (*rest != ',')
        return rest;
      rest++;
    }
  if (*ret_mask == 0)
    *ret_mask = 0x7f;
  return skip_spaces (rest);
}

/* "9", "09:00", "24:00". Returns: what follows, or %NULL */
static const char *
read_time (const char *text, int *ret_minute)
{
  int hour = 0, minute = 0;
  guint digits = 0;

  for (; digits < 2 && g_ascii_isdigit (*text); text++, digits++)
    hour = hour * 10 + (*text - '0');
  if (digits == 0)
    return NULL;
  if (*text == ':')
    {
      if (!g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[2]))
        return NULL;
      minute = (text[1] - '0') * 10 + (text[2] - '0');
      text += 3;
    }
  *ret_minute = hour * 60 + minute;
  return minute < 60 && *ret_minute <= HR_HOURS_DAY_MIN && !g_ascii_isdigit (*text) ? text : NULL;
}

static void
add (GArray *spans, guint mask, int from, int until)
{
  for (int day = 0; day < 7; day++)
    {
      HrHoursSpan span = { day * HR_HOURS_DAY_MIN + from,
                           day * HR_HOURS_DAY_MIN + until + (until <= from ? HR_HOURS_DAY_MIN : 0) };

      if (mask >> day & 1)
        g_array_append_val (spans, span);
    }
}

static gboolean
read_part (const char *text, GArray *spans)
{
  guint mask = 0;
  const char *rest = read_days (text, &mask);

  if (rest == NULL)
    return FALSE;
  if (strcmp (rest, "24/7") == 0)
    {
      add (spans, 0x7f, 0, HR_HOURS_DAY_MIN);
      return TRUE;
    }
  for (;;)
    {
      int from, until;

      rest = read_time (skip_spaces (rest), &from);
      rest = rest != NULL ? read_dash (rest) : NULL;
      rest = rest != NULL ? read_time (rest, &until) : NULL;
      if (rest == NULL || from >= HR_HOURS_DAY_MIN)
        return FALSE;
      add (spans, mask, from, until);
      rest = skip_spaces (rest);
      if (*rest == '\0')
        return TRUE;
      if (*rest++ != ',')
        return FALSE;
    }
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const HrHoursSpan *x = a, *y = b;

  return x->from_min != y->from_min ? x->from_min - y->from_min : x->until_min - y->until_min;
}

GArray *
hr_hours_parse (const char *text, GError **error)
{
  g_autoptr (GArray) spans = NULL;
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  spans = g_array_new (FALSE, FALSE, sizeof (HrHoursSpan));
  parts = g_strsplit (text, ";", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      /* a last ";" is no mistake */
      if (*part == '\0' && spans->len > 0)
        continue;
      if (!read_part (part, spans) || spans->len > MOST_SPANS)
        return refuse (part, error);
    }
  if (spans->len == 0)
    return refuse (text, error);
  g_array_sort (spans, compare_cb);
  return g_steal_pointer (&spans);
}

static const HrHoursSpan *
span_at (const GArray *spans, guint i)
{
  return &g_array_index (spans, HrHoursSpan, i);
}

gboolean
hr_hours_is_open (const GArray *spans, int weekday, int minute, int *ret_until_min)
{
  int midnight = weekday * HR_HOURS_DAY_MIN, now, until = -1;

  g_return_val_if_fail (spans != NULL && weekday >= 0 && weekday < 7, FALSE);
  now = midnight + minute;
  /* what begins before the end of one span goes on with the next; three weeks show every case once around */
  for (int week = -1; week <= 1; week++)
    for (guint i = 0; i < spans->len; i++)
      {
        int from = span_at (spans, i)->from_min + week * HR_HOURS_WEEK_MIN;
        int end = span_at (spans, i)->until_min + week * HR_HOURS_WEEK_MIN;

        if (from <= (until < 0 ? now : until) && end > (until < 0 ? now : until))
          until = end;
      }
  if (until < 0)
    return FALSE;
  if (ret_until_min != NULL)
    *ret_until_min = until - midnight;
  return TRUE;
}

gboolean
hr_hours_is_always (const GArray *spans)
{
  int until = 0;

  return hr_hours_is_open (spans, 0, 0, &until) && until >= HR_HOURS_WEEK_MIN;
}

int
hr_hours_next (const GArray *spans, int weekday, int minute)
{
  int midnight = weekday * HR_HOURS_DAY_MIN, next = -1, now;

  g_return_val_if_fail (spans != NULL && weekday >= 0 && weekday < 7, -1);
  if (hr_hours_is_always (spans))
    return -1;
  now = midnight + minute;
  for (int week = 0; week <= 1; week++)
    for (guint i = 0; i < spans->len; i++)
      {
        int from = span_at (spans, i)->from_min + week * HR_HOURS_WEEK_MIN;

        /* a span that only goes on with another one is no opening */
        if (from > now && (next < 0 || from < next)
            && !hr_hours_is_open (spans, (from - 1) / HR_HOURS_DAY_MIN % 7, (from - 1) % HR_HOURS_DAY_MIN, NULL))
          next = from;
      }
  return next < 0 ? -1 : next - midnight;
}

gboolean
hr_hours_on (const GArray *spans, int weekday, int minute)
{
  int next = hr_hours_next (spans, weekday, minute);

  return hr_hours_is_open (spans, weekday, minute, NULL) || (next >= 0 && next < HR_HOURS_DAY_MIN);
}

guint
hr_hours_mask (const GArray *spans)
{
  guint mask = 0;

  g_return_val_if_fail (spans != NULL, 0);
  for (guint i = 0; i < spans->len; i++)
    mask |= 1u << (span_at (spans, i)->from_min / HR_HOURS_DAY_MIN);
  return mask;
}
