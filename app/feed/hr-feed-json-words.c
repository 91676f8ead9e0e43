/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-json-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NEAR " near '"
#define AT_END " near end of file"

/** Words: @begin: how jansson begins; @quoted: what follows belongs to it, and takes the place of the %s in @words */
typedef struct
{
  const char *begin;
  gboolean quoted;
  const char *words;
} Words;

/* Where two begin alike the longer one is first. Translators: each ends the sentence "this is no valid JSON: …" */
static const Words table[] = {
  { "unable to decode byte ", TRUE, N_ ("the byte %s is part of no letter") },
  { "unexpected newline", FALSE, N_ ("a line ends before the text in quotes does") },
  { "control character ", TRUE, N_ ("a text in quotes has the control character %s in it") },
  { "invalid escape", FALSE, N_ ("a backslash stands before a letter that it does not go with") },
  { "invalid Unicode escape ", TRUE, N_ ("%s stands for no letter") },
  { "invalid Unicode ", TRUE, N_ ("%s stands for no letter") },
  { "too big negative integer", FALSE, N_ ("a number is too large") },
  { "too big integer", FALSE, N_ ("a number is too large") },
  { "real number overflow", FALSE, N_ ("a number is too large") },
  { "maximum parsing depth reached", FALSE, N_ ("too many lists stand one inside another") },
  { "string or '}' expected", FALSE, N_ ("the name of a field in quotes, or \"}\", is expected") },
  { "duplicate object key", FALSE, N_ ("a field stands there twice") },
  { "NUL byte in object key not supported", FALSE, N_ ("the name of a field has a zero byte in it") },
  { "':' expected", FALSE, N_ ("\":\" is expected") },
  { "'}' expected", FALSE, N_ ("\",\" or \"}\" is expected") },
  { "']' expected", FALSE, N_ ("\",\" or \"]\" is expected") },
  { "invalid token", FALSE, N_ ("a word is none that JSON knows") },
  { "unexpected token", FALSE, N_ ("something does not belong here") },
};

/* Where what is quoted ends, and what it is near begins. */
static const char *
find_end (const char *quoted)
{
  const char *near = strstr (quoted, NEAR), *end = strstr (quoted, AT_END);

  return near != NULL ? near : end != NULL ? end : quoted + strlen (quoted);
}

static char *
put_in (const char *words, const char *quoted, const char *end)
{
  g_autofree char *text = g_strndup (quoted, (gsize)(end - quoted));
  g_autoptr (GString) whole = g_string_new (words);

  g_string_replace (whole, "%s", text, 1);
  return g_string_free (g_steal_pointer (&whole), FALSE);
}

char *
hr_feed_json_words (const char *problem)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const char *rest = NULL, *end = NULL;
      g_autofree char *words = NULL;
      g_autofree char *near = NULL;

      if (!g_str_has_prefix (problem, table[i].begin))
        continue;
      rest = problem + strlen (table[i].begin);
      end = table[i].quoted ? find_end (rest) : rest;
      words = put_in (_ (table[i].words), rest, end);
      if (g_str_has_prefix (end, AT_END))
        return g_strdup_printf (_ ("%s, at the end of the file"), words);
      if (!g_str_has_prefix (end, NEAR))
        return g_steal_pointer (&words);
      near = g_strndup (end + strlen (NEAR), strlen (end) - strlen (NEAR) - (g_str_has_suffix (end, "'") ? 1 : 0));
      return g_strdup_printf (_ ("%1$s, near “%2$s”"), words, near);
    }
  return g_strdup (problem);
}
