/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hours of a week in words. */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/core/hr-holiday.h"
#include "handrail/core/hr-hours.h"
#include "handrail/service/hr-words.h"
#include "hr-words-private.h"

#include <glib/gi18n-lib.h>

static char *
clock_words (int minute)
{
  return hr_words_time (minute % HR_HOURS_DAY_MIN);
}

/* Days of @mask from Monday on, as within a sentence: "Monday to Friday", "Monday, Wednesday" */
static char *
days_words (guint mask)
{
  GString *text = g_string_new (NULL);

  if (mask == 0x7f)
    {
      g_string_append (text, _ ("Every day"));
      return g_string_free (text, FALSE);
    }
  for (int i = 0; i < 7; i++)
    {
      int last = i;
      const char *from = hr_words_weekday_inside ((i + 1) % 7);

      if ((mask >> ((i + 1) % 7) & 1) == 0)
        continue;
      while (last < 6 && (mask >> ((last + 2) % 7) & 1) != 0)
        last++;
      if (text->len > 0)
        g_string_append (text, ", ");
      if (last - i >= 2)
        {
          const char *until = hr_words_weekday_inside ((last + 1) % 7);

          /* Translators: from a day of the week to another one */
          g_string_append_printf (text, C_ ("weekdays", "%1$s to %2$s"), from, until);
          i = last;
        }
      else
        g_string_append (text, from);
    }
  return g_string_free (text, FALSE);
}

char *
hr_words_hours (const char *hours)
{
  g_autoptr (GArray) spans = hours != NULL ? hr_hours_parse (hours, NULL) : NULL;
  GString *text = g_string_new (NULL);

  if (spans == NULL || hr_hours_is_always (spans))
    {
      g_string_append (text, spans != NULL ? _ ("Day and night, every day") : "");
      return g_string_free (text, FALSE);
    }
  /* days with the same hours are said together, the first of them first */
  for (guint i = 0; i < spans->len; i++)
    {
      const HrHoursSpan *span = &g_array_index (spans, HrHoursSpan, i);
      int from = span->from_min % HR_HOURS_DAY_MIN, length = span->until_min - span->from_min;
      guint mask = 0;
      gboolean said = FALSE;

      for (guint k = 0; k < spans->len; k++)
        {
          const HrHoursSpan *other = &g_array_index (spans, HrHoursSpan, k);

          if (other->from_min % HR_HOURS_DAY_MIN != from || other->until_min - other->from_min != length)
            continue;
          said = said || k < i;
          mask |= 1u << (other->from_min / HR_HOURS_DAY_MIN);
        }
      if (!said)
        {
          g_autofree char *days = days_words (mask);
          g_autofree char *times = hr_words_span_inside (from, length);

          g_string_append_printf (text, "%s%s, %s", text->len > 0 ? "; " : "", days, times);
        }
    }
  return hr_words_begin (g_string_free (text, FALSE));
}

char *
hr_words_open_now (const char *hours, HrDate date, int minute)
{
  int weekday = hr_date_weekday (date);
  g_autoptr (GArray) spans = hours != NULL ? hr_hours_parse (hours, NULL) : NULL;
  g_autofree char *time = NULL;
  int at = 0;

  if (spans == NULL)
    return NULL;
  if (hr_hours_is_always (spans))
    return g_strdup (_ ("Open now"));
  /* who goes there for nothing may not go again */
  if (hr_date_is_holiday (date))
    return g_strdup (_ ("Today is a holiday. It may be closed: please call first."));
  if (hr_hours_is_open (spans, weekday, minute, &at))
    {
      time = clock_words (at);
      return g_strdup_printf (_ ("Open now, until %s"), time);
    }
  at = hr_hours_next (spans, weekday, minute);
  time = clock_words (at);
  if (at < HR_HOURS_DAY_MIN)
    return g_strdup_printf (_ ("Closed now. Opens today: %s"), time);
  return g_strdup_printf (_ ("Closed now. Opens: %s, %s"), hr_words_weekday_inside ((weekday + at / HR_HOURS_DAY_MIN) % 7), time);
}
