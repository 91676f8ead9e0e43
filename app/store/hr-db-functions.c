/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What SQL itself lacks for lists that people read: comparing and finding text as hr_text_fold() sees it. */
#define G_LOG_DOMAIN "handrail-store"

#include "handrail/core/hr-text.h"
#include "hr-db-functions-private.h"
#include <string.h>

#define FLAGS (SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY)

static const char *
get_text (sqlite3_value *value)
{
  return (const char *)sqlite3_value_text (value);
}

/* hr_fold (text) */
static void
fold_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *text = get_text (values[0]);

  if (n_values == 1 && text != NULL)
    sqlite3_result_text (context, hr_text_fold (text), -1, g_free);
}

/* hr_title (translated): in English, else in the first language */
static void
title_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *text = get_text (values[0]);
  const char *line = NULL, *start = NULL;

  if (n_values != 1 || text == NULL)
    return;
  line = g_str_has_prefix (text, "en=") ? text : strstr (text, "\nen=");
  if (line == NULL)
    line = text;
  start = strchr (line, '=');
  start = start != NULL ? start + 1 : line;
  sqlite3_result_text (context, start, (int)strcspn (start, "\n"), SQLITE_TRANSIENT);
}

/* hr_texts (translated): in all languages, without their names */
static void
texts_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *text = get_text (values[0]);
  g_autoptr (GString) all = NULL;
  g_auto (GStrv) lines = NULL;

  if (n_values != 1 || text == NULL)
    return;
  all = g_string_new (NULL);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *equals = strchr (lines[i], '=');

      g_string_append_printf (all, "%s ", equals != NULL ? equals + 1 : lines[i]);
    }
  sqlite3_result_text (context, all->str, (int)all->len, SQLITE_TRANSIENT);
}

static gboolean
begins_a_word (const char *folded, const char *word, gsize length)
{
  for (const char *p = folded; p != NULL; p = strchr (p, ' '))
    {
      if (*p == ' ')
        p++;
      if (strncmp (p, word, length) == 0)
        return TRUE;
    }
  return FALSE;
}

/* hr_has_words (folded words, text): whether each begins a word of the text */
static void
has_words_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *words = get_text (values[0]);
  const char *text = get_text (values[1]);
  g_autofree char *folded = NULL;
  gboolean has = TRUE;

  g_assert (n_values == 2);
  folded = hr_text_fold (text != NULL ? text : "");
  while (has && words != NULL && *words != '\0')
    {
      gsize length = strcspn (words, " ");

      has = begins_a_word (folded, words, length);
      words += length;
      words += strspn (words, " ");
    }
  sqlite3_result_int (context, has);
}

gboolean
hr_db_add_functions (sqlite3 *handle)
{
  return sqlite3_create_function_v2 (handle, "hr_fold", 1, FLAGS, NULL, fold_cb, NULL, NULL, NULL) == SQLITE_OK
         && sqlite3_create_function_v2 (handle, "hr_title", 1, FLAGS, NULL, title_cb, NULL, NULL, NULL) == SQLITE_OK
         && sqlite3_create_function_v2 (handle, "hr_texts", 1, FLAGS, NULL, texts_cb, NULL, NULL, NULL) == SQLITE_OK
         && sqlite3_create_function_v2 (handle, "hr_has_words", 2, FLAGS, NULL, has_words_cb, NULL, NULL, NULL)
                == SQLITE_OK;
}
