/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-time-entry-private.h"

#include <string.h>

#define NOON (12 * 60)

/* Small letters without spaces and dots: "p. m." is "pm". */
static char *
squeeze (const char *text)
{
  g_autofree char *small = g_utf8_strdown (text, -1);
  GString *squeezed = g_string_new (NULL);

  for (const char *p = small; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (squeezed, g_utf8_get_char (p));
  return g_string_free (squeezed, FALSE);
}

static int
parse_half (const char *rest, int hour)
{
  g_autofree char *half = g_strdup (rest);
  char *out = half;

  for (const char *p = half; *p != '\0'; p++)
    if (*p != '.')
      *out++ = *p;
  *out = '\0';
  if (*half == '\0')
    return hour <= 23 ? hour : -1;
  if (hour < 1 || hour > 12)
    return -1;
  if (strcmp (half, "am") == 0 || strcmp (half, "a") == 0)
    return hour % 12;
  if (strcmp (half, "pm") == 0 || strcmp (half, "p") == 0)
    return hour % 12 + 12;
  return -1;
}

int
hr_time_parse (const char *text)
{
  g_autofree char *word = squeeze (text);
  const char *p = word;
  int hour = 0, minute = 0, digits = 0;

  if (strcmp (word, "noon") == 0 || strcmp (word, "mediodía") == 0 || strcmp (word, "mediodia") == 0)
    return NOON;
  if (strcmp (word, "midnight") == 0 || strcmp (word, "medianoche") == 0)
    return 0;
  for (; g_ascii_isdigit (*p) && digits < 3; p++, digits++)
    hour = hour * 10 + (*p - '0');
  if (digits < 1 || digits > 2)
    return -1;
  if ((*p == ':' || *p == '.') && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]) && !g_ascii_isdigit (p[3]))
    {
      minute = (p[1] - '0') * 10 + (p[2] - '0');
      p += 3;
    }
  hour = parse_half (p, hour);
  return hour >= 0 && minute <= 59 ? hour * 60 + minute : -1;
}
