/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-time-private.h"

#include "handrail/core/hr-text.h"

#include <string.h>

/* Folded: lower case, no marks. A final "s" of a name is dropped before the comparison. */
static const char *const day_words[7][20] = {
  { "sunday", "sun", "su", "domingo", "dom", "dimanche", "dim", "sonntag", "so" },
  { "monday", "mon", "mo", "lunes", "lune", "lun", "lundi", "lu", "segunda", "segunda feira", "seg", "montag" },
  { "tuesday", "tue", "tu", "tues", "marte", "mar", "mardi", "ma", "terca", "terca feira", "ter", "dienstag", "di" },
  { "wednesday", "wed", "we", "wedne", "mercredi", "mer", "me", "miercole", "mie", "mier", "mi", "quarta",
    "quarta feira", "qua", "mittwoch" },
  { "thursday", "thu", "th", "thur", "jueve", "jue", "jeudi", "jeu", "quinta", "quinta feira", "qui", "donnerstag",
    "do" },
  { "friday", "fri", "fr", "vierne", "vie", "vendredi", "ven", "sexta", "sexta feira", "sex", "freitag" },
  { "saturday", "sat", "sa", "sabado", "sab", "samedi", "sam", "samstag", "sonnabend" },
};

static const struct
{
  const char *word;
  guint8 mask;
} mask_words[] = {
  { "daily", 0x7f },         { "everyday", 0x7f },     { "every day", 0x7f },     { "all", 0x7f },
  { "7 days a week", 0x7f }, { "diario", 0x7f },       { "weekday", 0x3e },       { "weekend", 0x41 },
  { "tous les jour", 0x7f }, { "todos os dia", 0x7f }, { "todos los dia", 0x7f }, { "taglich", 0x7f },
};

static const struct
{
  const char *word;
  int nth;
} nth_words[] = {
  { "first", 1 }, { "1st", 1 },   { "second", 2 }, { "2nd", 2 },   { "third", 3 },  { "3rd", 3 },     { "fourth", 4 },
  { "4th", 4 },   { "fifth", 5 }, { "5th", 5 },    { "last", -1 }, { "primer", 1 }, { "ultimo", -1 }, { "primero", 1 },
};

static int
find_day (const char *word)
{
  for (int day = 0; day < 7; day++)
    for (guint i = 0; i < G_N_ELEMENTS (day_words[day]) && day_words[day][i] != NULL; i++)
      if (strcmp (word, day_words[day][i]) == 0)
        return day;
  return -1;
}

/* A day or a word for several; 0 when it is none */
static guint8
find_mask (const char *word)
{
  const gsize length = strlen (word);
  g_autofree char *singular = NULL;
  int day = find_day (word);

  if (day < 0 && length > 2 && word[length - 1] == 's')
    {
      singular = g_strndup (word, length - 1);
      word = singular;
      day = find_day (word);
    }
  if (day >= 0)
    return (guint8)(1u << day);
  for (guint i = 0; i < G_N_ELEMENTS (mask_words); i++)
    if (strcmp (word, mask_words[i].word) == 0)
      return mask_words[i].mask;
  return 0;
}

static int
find_nth (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (nth_words); i++)
    if (strcmp (word, nth_words[i].word) == 0)
      return nth_words[i].nth;
  return 0;
}

/* Every day from the one bit of @from to that of @to, around the end of the week */
static guint8
span (guint8 from, guint8 to)
{
  guint8 mask = from;

  for (guint i = 0; i < 7 && from != to; i++)
    {
      from = from == 0x40 ? 1 : (guint8)(from << 1);
      mask |= from;
    }
  return mask;
}

static gboolean
is_single (guint8 mask)
{
  return mask != 0 && (mask & (mask - 1)) == 0;
}

/* "Mon-Fri" and "Monday through Friday", but not "segunda-feira" */
static gboolean
parse_span (const char *text, HrFeedDays *days)
{
  static const char *const marks[] = { "-", "–", " to ", " thru ", " through ", " bis ", " a ", " à " };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *mark = strstr (text, marks[i]);

      if (mark != NULL)
        {
          g_autofree char *first = g_strndup (text, (gsize)(mark - text));
          g_autofree char *from = hr_text_fold (first);
          g_autofree char *to = hr_text_fold (mark + strlen (marks[i]));
          const guint8 begin = find_mask (from), end = find_mask (to);

          if (is_single (begin) && is_single (end))
            {
              days->mask |= span (begin, end);
              return TRUE;
            }
        }
    }
  return FALSE;
}

static void
parse_part (const char *text, HrFeedDays *days)
{
  g_autofree char *folded = hr_text_fold (text);
  g_auto (GStrv) words = NULL;
  guint8 mask = find_mask (folded);

  if (folded[0] == '\0')
    return;
  if (mask != 0 || parse_span (text, days))
    {
      days->mask |= mask;
      return;
    }
  words = g_strsplit (folded, " ", -1);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      mask = find_mask (words[i]);
      days->mask |= mask;
      if (mask != 0 || strcmp (words[i], "and") == 0 || strcmp (words[i], "y") == 0 || strcmp (words[i], "feira") == 0
          || strcmp (words[i], "every") == 0)
        continue;
      if (find_nth (words[i]) != 0 && days->nth == 0)
        days->nth = find_nth (words[i]);
      else
        days->guessed = TRUE;
    }
}

gboolean
hr_feed_parse_days (const char *text, HrFeedDays *ret_days)
{
  HrFeedDays days = { 0 };
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_auto (GStrv) parts = g_strsplit_set (lower, ",;/&+|\n", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (g_ascii_isdigit (parts[i][0]) && parts[i][1] == '\0' && parts[i][0] <= '7')
        days.mask |= (guint8)(1u << ((parts[i][0] - '0') % 7));
      else
        parse_part (parts[i], &days);
    }
  if (days.mask == 0)
    return FALSE;
  *ret_days = days;
  return TRUE;
}
