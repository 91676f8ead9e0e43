/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-time-private.h"

#include <string.h>

#define DAY_MINUTES 1440
#define NOON 720

typedef enum
{
  HALF_NONE,
  HALF_AM,
  HALF_PM,
} Half;

/* One time while it is read: bare = an hour alone, which needs "am", "pm" or "h" to be a time */
typedef struct
{
  int minute;
  Half half;
  gboolean bare;
} Moment;

static const struct
{
  const char *word;
  int minute;
} moment_words[] = {
  { "midnight", 0 },    { "medianoche", 0 }, { "minuit", 0 },    { "mitternacht", 0 },
  { "meia-noite", 0 },  { "noon", NOON },    { "midday", NOON }, { "mediodía", NOON },
  { "mediodia", NOON }, { "midi", NOON },    { "mittag", NOON }, { "meio-dia", NOON },
};

static const char *
skip_space (const char *p)
{
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* @lower is lower-case text; skips one of @words if it stands there as a whole word */
static gboolean
skip_word (const char **p, const char *word)
{
  const gsize length = strlen (word);

  if (strncmp (*p, word, length) != 0 || g_ascii_isalnum ((*p)[length]))
    return FALSE;
  *p += length;
  return TRUE;
}

static Half
parse_half (const char **p)
{
  static const struct
  {
    const char *word;
    Half half;
  } words[] = {
    { "a.m.", HALF_AM },  { "p.m.", HALF_PM }, { "a.m", HALF_AM },      { "p.m", HALF_PM }, { "a. m.", HALF_AM },
    { "p. m.", HALF_PM }, { "am", HALF_AM },   { "pm", HALF_PM },       { "a", HALF_AM },   { "p", HALF_PM },
    { "noon", HALF_PM },  { "n", HALF_PM },    { "midnight", HALF_AM },
  };
  const char *q = skip_space (*p);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (skip_word (&q, words[i].word))
      {
        *p = q;
        return words[i].half;
      }
  return HALF_NONE;
}

/* ":30", ".30", "h30", then perhaps seconds, which nobody meets by */
static gboolean
parse_minutes (const char **p, int *ret_minutes)
{
  const char *q = *p;

  if (*q != ':' && *q != '.' && *q != 'h')
    return FALSE;
  if (!g_ascii_isdigit (q[1]) || !g_ascii_isdigit (q[2]) || g_ascii_isdigit (q[3]))
    return FALSE;
  *ret_minutes = (q[1] - '0') * 10 + (q[2] - '0');
  q += 3;
  if (*q == ':' && g_ascii_isdigit (q[1]) && g_ascii_isdigit (q[2]))
    {
      q += 3;
      if (*q == '.')
        while (g_ascii_isdigit (*++q))
          ;
    }
  *p = q;
  return *ret_minutes < 60;
}

static gboolean
parse_digits (const char **p, Moment *moment)
{
  const char *q = *p;
  int number = 0, minutes = 0;
  gsize n = 0;

  for (; g_ascii_isdigit (*q) && n < 5; q++, n++)
    number = number * 10 + (*q - '0');
  if (n == 0 || n > 4)
    return FALSE;
  if (n > 2)
    {
      minutes = number % 100;
      number /= 100;
    }
  else if (!parse_minutes (&q, &minutes))
    moment->bare = TRUE;
  if (minutes > 59)
    return FALSE;
  moment->half = parse_half (&q);
  if (moment->half == HALF_NONE)
    {
      q = skip_space (q);
      if (skip_word (&q, "uhr") || skip_word (&q, "h") || skip_word (&q, "hrs") || skip_word (&q, "hours"))
        moment->bare = FALSE;
    }
  moment->minute = number * 60 + minutes;
  *p = q;
  return TRUE;
}

static gboolean
parse_moment (const char **p, Moment *moment)
{
  *moment = (Moment){ 0 };
  *p = skip_space (*p);
  for (guint i = 0; i < G_N_ELEMENTS (moment_words); i++)
    if (skip_word (p, moment_words[i].word))
      {
        moment->minute = moment_words[i].minute;
        return TRUE;
      }
  if (strncmp (*p, "12", 2) == 0)
    {
      const char *q = skip_space (*p + 2);

      if (skip_word (&q, "noon") || skip_word (&q, "midnight"))
        {
          moment->minute = q[-1] == 't' ? 0 : NOON;
          *p = q;
          return TRUE;
        }
    }
  return parse_digits (p, moment);
}

/* Minutes after midnight, or -1 */
static int
resolve (const Moment *moment, Half half)
{
  int hour = moment->minute / 60;

  if (moment->half != HALF_NONE)
    half = moment->half;
  if (moment->bare && half == HALF_NONE)
    return -1;
  if (half != HALF_NONE && hour <= 12)
    hour = hour % 12 + (half == HALF_PM ? 12 : 0);
  else if (half == HALF_AM)
    return -1;
  if (hour > 24 || (hour == 24 && moment->minute % 60 != 0))
    return -1;
  return hour * 60 + moment->minute % 60;
}

static gboolean
skip_to (const char **p)
{
  static const char *const words[] = { "-", "–", "—", "to", "until", "till", "bis", "à", "a las", "às" };

  *p = skip_space (*p);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (skip_word (p, words[i]) || (i < 3 && g_str_has_prefix (*p, words[i])))
      {
        if (g_str_has_prefix (*p, words[i]))
          *p += strlen (words[i]);
        return TRUE;
      }
  return FALSE;
}

/* "2026-06-01T19:00:00" and "1899-12-30 19:00:00" are how spreadsheets write a time */
static const char *
skip_date (const char *text)
{
  for (guint i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return text;
  return text[10] == 't' || text[10] == ' ' ? text + 11 : text;
}

gboolean
hr_feed_parse_time (const char *text, int *ret_minute, int *ret_end)
{
  g_autofree char *lower = NULL;
  const char *p;
  Moment first, second;
  int start, end = -1;

  if (hr_feed_time_is_plain (text) && (text[0] < '2' || text[1] < '4') && text[0] < '3' && text[3] < '6')
    {
      *ret_minute = ((text[0] - '0') * 10 + (text[1] - '0')) * 60 + (text[3] - '0') * 10 + (text[4] - '0');
      *ret_end = -1;
      return TRUE;
    }
  lower = g_utf8_strdown (text, -1);
  p = skip_date (skip_space (lower));
  if (!parse_moment (&p, &first))
    return FALSE;
  p = skip_space (p);
  if (skip_to (&p))
    {
      if (!parse_moment (&p, &second))
        return FALSE;
      end = resolve (&second, HALF_NONE);
      /* "7-8 pm": the first borrows it, unless it would end before it begins ("11-1 pm") */
      if (first.half == HALF_NONE && second.half != HALF_NONE && first.minute / 60 <= 12)
        {
          start = resolve (&first, second.half);
          if (start > end)
            start = resolve (&first, second.half == HALF_PM ? HALF_AM : HALF_PM);
        }
      else
        start = resolve (&first, HALF_NONE);
      if (end < 0)
        return FALSE;
    }
  else
    start = resolve (&first, HALF_NONE);
  p = skip_space (p);
  if (*p == 'z' && p > lower && g_ascii_isdigit (p[-1]))
    p++;
  if (start < 0 || *p != '\0')
    return FALSE;
  *ret_minute = start;
  *ret_end = end;
  return TRUE;
}

gboolean
hr_feed_time_is_plain (const char *text)
{
  for (guint i = 0; i < 5; i++)
    if (i == 2 ? text[i] != ':' : !g_ascii_isdigit (text[i]))
      return FALSE;
  if (text[5] == '\0')
    return TRUE;
  return text[5] == ':' && g_ascii_isdigit (text[6]) && g_ascii_isdigit (text[7]) && text[8] == '\0';
}

static gboolean
parse_clock_length (const char *text, int *ret_minutes)
{
  int parts[3] = { 0 };
  guint n = 0;

  for (const char *p = text;; p++)
    {
      if (!g_ascii_isdigit (*p))
        return FALSE;
      for (; g_ascii_isdigit (*p) && parts[n] < 10000; p++)
        parts[n] = parts[n] * 10 + (*p - '0');
      n++;
      if (*p == '\0')
        break;
      if (*p != ':' || n == G_N_ELEMENTS (parts))
        return FALSE;
    }
  if (n == 1)
    *ret_minutes = parts[0];
  else if (parts[1] > 59 || parts[2] > 59)
    return FALSE;
  else
    *ret_minutes = parts[0] * 60 + parts[1];
  return *ret_minutes <= DAY_MINUTES;
}

gboolean
hr_feed_parse_length (const char *text, int *ret_minutes)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  const char *p = g_strstrip (lower);
  double total = 0;
  gboolean hours_seen = FALSE, any = FALSE;

  if (parse_clock_length (p, ret_minutes))
    return TRUE;
  if (g_str_has_prefix (p, "pt") && g_ascii_isdigit (p[2]))
    p += 2;
  while (*p != '\0')
    {
      char *end;
      double number;
      gsize word;

      if (!g_ascii_isdigit (*p))
        return FALSE;
      number = g_ascii_strtod (p, &end);
      p = skip_space (end);
      word = strspn (p, "abcdefghijklmnopqrstuvwxyz");
      if (*p == 'h')
        {
          total += number * 60;
          hours_seen = TRUE;
        }
      else if (*p == 'm' || (word == 0 && hours_seen) || (word == 0 && !any))
        total += number;
      else if (*p != 's')
        return FALSE;
      any = TRUE;
      p += word;
      p += strspn (p, " .,");
      if (g_str_has_prefix (p, "and "))
        p += 4;
    }
  if (!any || !(total >= 0 && total <= DAY_MINUTES))
    return FALSE;
  *ret_minutes = (int)(total + 0.5);
  return TRUE;
}
