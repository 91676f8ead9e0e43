/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be told about the bytes of a file before they are read as JSON. */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-guard-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-text.h"
#include "handrail/feed/hr-feed.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define TITLE_BYTES 120

void
hr_feed_set_error_at (GError **error, const char *data, gsize offset, const char *format, ...)
{
  g_autofree char *text = NULL;
  guint line = 0, column = 0;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  hr_text_position (data, offset, &line, &column);
  g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("line %u, column %u: %s"), line, column, text);
}

static gboolean
check_encoding (const char *data, gsize length, GError **error)
{
  const guint8 *bytes = (const guint8 *)data;
  guint line, column;

  if (length >= 2
      && ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff)
          || (bytes[0] == 0 && bytes[1] != 0) || (bytes[0] != 0 && bytes[1] == 0)))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT,
                           _ ("line 1, column 1: the file is UTF-16 text. Save it as UTF-8 and read it again."));
      return FALSE;
    }
  if (hr_text_find_bad_utf8 (data, length, &line, &column))
    {
      g_set_error (
          error, HR_ERROR, HR_ERROR_INPUT,
          _ ("line %u, column %u: there is a byte that is no UTF-8 text. Save the file as UTF-8 and read it again."),
          line, column);
      return FALSE;
    }
  return TRUE;
}

/* A login page, a challenge or "404 Not Found" where the feed should be. */
static void
set_page_error (const char *data, gsize length, gsize at, GError **error)
{
  const char *open = g_strstr_len (data + at, (gssize)MIN (length - at, 64 * 1024), "<title");
  const char *begin = open != NULL ? memchr (open, '>', length - (gsize)(open - data)) : NULL;
  const char *end = begin != NULL ? memchr (begin, '<', length - (gsize)(begin - data)) : NULL;

  if (end != NULL && end > begin + 1)
    {
      g_autofree char *raw = g_strndup (begin + 1, MIN ((gsize)(end - begin - 1), TITLE_BYTES));
      g_autofree char *valid = g_utf8_make_valid (raw, -1);
      g_autofree char *title = hr_text_clean (valid, FALSE, NULL);

      hr_feed_set_error_at (error, data, at, _ ("this is a web page (\"%s\"), not a feed. Fetch the feed again."),
                            title);
      return;
    }
  hr_feed_set_error_at (error, data, at, _ ("this is a web page or XML, not a JSON feed. Fetch the feed again."));
}

static gboolean
check_depth (const char *data, gsize length, gsize at, GError **error)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = at; i < length; i++)
    {
      const char c = data[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (c == '"')
        in_string = TRUE;
      else if (c == '[' || c == '{')
        {
          if (++depth > HR_FEED_MAX_DEPTH)
            {
              guint line, column;

              hr_text_position (data, i, &line, &column);
              g_set_error (
                  error, HR_ERROR, HR_ERROR_LIMIT,
                  _ ("line %u, column %u: lists or objects stand in each other more than %d deep. This is no feed."),
                  line, column, HR_FEED_MAX_DEPTH);
              return FALSE;
            }
        }
      else if ((c == ']' || c == '}') && depth > 0)
        depth--;
    }
  return TRUE;
}

/* "callback([...]);" as BMLT servers answer to switcher=jsonp */
static gsize
skip_call (const char *data, gsize length, gsize at)
{
  gsize i = at;

  if (length - at > 4 && memcmp (data + at, "/**/", 4) == 0)
    i += 4;
  if (i >= length || !(g_ascii_isalpha (data[i]) || data[i] == '_' || data[i] == '$'))
    return at;
  while (i < length && (g_ascii_isalnum (data[i]) || strchr ("_$.", data[i]) != NULL))
    i++;
  while (i < length && g_ascii_isspace (data[i]))
    i++;
  return i < length && data[i] == '(' ? i + 1 : at;
}

gsize
hr_feed_skip_space (const char *data, gsize length, gsize at)
{
  while (at < length && (data[at] == ' ' || data[at] == '\n' || data[at] == '\r' || data[at] == '\t'))
    at++;
  return at;
}

gboolean
hr_feed_guard (const char *data, gsize length, guint64 max_bytes, gsize *ret_at, gboolean *ret_call, GError **error)
{
  gsize at = 0, inner;

  if (length > max_bytes)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_LIMIT,
                   _ ("The file has %zu bytes; a feed may have %zu. Split it into smaller ones."), length, max_bytes);
      return FALSE;
    }
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    at = 3;
  at = hr_feed_skip_space (data, length, at);
  if (at == length)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT,
                           _ ("line 1, column 1: the file is empty. Fetch the feed again."));
      return FALSE;
    }
  if (data[at] == '<')
    {
      set_page_error (data, length, at, error);
      return FALSE;
    }
  if (!check_encoding (data, length, error))
    return FALSE;
  inner = skip_call (data, length, at);
  *ret_call = inner != at;
  at = hr_feed_skip_space (data, length, inner);
  if (at == length)
    {
      hr_feed_set_error_at (error, data, length, _ ("the file ends here; it was cut off. Fetch the feed again."));
      return FALSE;
    }
  if (data[at] != '[' && data[at] != '{')
    {
      hr_feed_set_error_at (error, data, at,
                            _ ("a JSON feed begins with \"[\" or \"{\". This file is something else, or a table "
                               "whose columns have names that are not known here."));
      return FALSE;
    }
  *ret_at = at;
  return check_depth (data, length, at, error);
}
