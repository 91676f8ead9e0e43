/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-suspended-private.h"

#include <string.h>

/* Longer ones first: the mark is taken out whole. Lower case. */
static const char *const phrases[] = {
  "temporarily suspended",
  "suspended temporarily",
  "suspended until further notice",
  "closed until further notice",
  "temporarily closed",
  "closed temporarily",
  "temporary closure",
  "currently suspended",
  "currently closed",
  "suspendida temporalmente",
  "suspendido temporalmente",
  "temporalmente suspendida",
  "temporalmente suspendido",
  "temporalmente cerrada",
  "temporalmente cerrado",
  "cerrada temporalmente",
  "cerrado temporalmente",
  "temporairement fermée",
  "temporairement fermé",
  "fermée temporairement",
  "fermé temporairement",
  "temporairement suspendue",
  "temporairement suspendu",
  "temporariamente suspensa",
  "temporariamente fechada",
  "vorübergehend geschlossen",
  "meeting suspended",
  "suspendida",
  "suspendido",
  "suspendue",
  "suspendu",
  "suspensa",
  "suspenso",
  "ausgesetzt",
  "suspended",
};

static gboolean
is_edge (const char *text, const char *at)
{
  return at < text || *at == '\0' || !g_unichar_isalnum (g_utf8_get_char (at));
}

static const char *
find_phrase (const char *lower, gsize *ret_length, gboolean *ret_single)
{
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      const char *at = strstr (lower, phrases[i]);

      while (at != NULL)
        {
          const char *before = at > lower ? g_utf8_find_prev_char (lower, at) : NULL;

          *ret_length = strlen (phrases[i]);
          *ret_single = strchr (phrases[i], ' ') == NULL;
          if ((before == NULL || !g_unichar_isalnum (g_utf8_get_char (before))) && is_edge (lower, at + *ret_length))
            return at;
          at = strstr (at + 1, phrases[i]);
        }
    }
  return NULL;
}

/* What stands between a mark and the name proper */
static gsize
blanks_before (const char *text, gsize at)
{
  gsize i = at;

  while (i > 0 && strchr (" -:*~/|.,!\t", text[i - 1]) != NULL)
    i--;
  if (i >= 3 && memcmp (text + i - 3, "–", 3) == 0)
    i -= 3;
  while (i > 0 && text[i - 1] == ' ')
    i--;
  return i;
}

static gsize
blanks_after (const char *text, gsize at)
{
  while (text[at] != '\0' && strchr (" -:*~/|.,!\t", text[at]) != NULL)
    at++;
  if (strncmp (text + at, "–", 3) == 0)
    at += 3;
  return at + strspn (text + at, " ");
}

/* A word alone may belong to the name ("Suspended Animation Group"): a mark is shouted, parted off or at the end. */
static gboolean
is_mark (const char *name, gsize begin, gsize end)
{
  gboolean shouted = TRUE;

  for (gsize i = begin; i < end; i++)
    if (g_ascii_islower (name[i]))
      shouted = FALSE;
  return shouted || name[end] == '\0' || (name[end] != ' ' && !g_ascii_isalnum (name[end]))
         || (name[end] == ' ' && (strchr ("-:*/|", name[end + 1]) != NULL || strncmp (name + end + 1, "–", 3) == 0))
         || (begin > 0 && name[begin - 1] != ' ');
}

/* Cheap, because it is asked of every name: no phrase is without one of these. */
static gboolean
may_hold_phrase (const char *name)
{
  static const char *const stems[] = { "susp", "clos", "cerrad", "ferm", "fechad", "geschl", "ausge" };

  for (const char *p = name; *p != '\0'; p++)
    if (strchr ("SsCcFfGgAa", *p) != NULL)
      for (guint i = 0; i < G_N_ELEMENTS (stems); i++)
        if (g_ascii_strncasecmp (p, stems[i], strlen (stems[i])) == 0)
          return TRUE;
  return FALSE;
}

char *
hr_feed_strip_suspended (const char *name)
{
  g_autofree char *lower = NULL;
  g_autofree char *before = NULL;
  gboolean single = FALSE, bracket = FALSE;
  gsize begin, end, length = 0;
  const char *found;

  if (!may_hold_phrase (name) || !g_utf8_validate (name, -1, NULL))
    return NULL;
  lower = g_utf8_strdown (name, -1);
  /* the offsets below need equal lengths, which few letters break */
  if (strlen (lower) != strlen (name) || (found = find_phrase (lower, &length, &single)) == NULL)
    return NULL;
  begin = (gsize)(found - lower);
  end = begin + length;
  for (gsize i = begin; i-- > 0 && name[i] != ')' && name[i] != ']';)
    if (name[i] == '(' || name[i] == '[')
      {
        const gsize close = strcspn (name + end, "])");

        begin = i;
        end += close + (name[end + close] != '\0');
        bracket = TRUE;
        break;
      }
  if (single && !bracket && !is_mark (name, begin, end))
    return NULL;
  begin = bracket && begin > 0 ? begin - (name[begin - 1] == ' ') : blanks_before (name, begin);
  end = bracket && name[end] != '\0' && begin > 0 ? end : blanks_after (name, end);
  before = g_strndup (name, begin);
  return g_strstrip (
      g_strconcat (before, begin > 0 && name[end] != '\0' && name[end] != ' ' ? " " : "", name + end, NULL));
}
