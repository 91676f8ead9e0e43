/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-article.h"

#include <cmark.h>
#include <string.h>

/* A paragraph of so many bytes is as high as the smallest screen at the largest text */
#define MOST_BYTES 170

static void
part_free (gpointer data)
{
  HrArticlePart *self = data;

  g_free (self->text);
  g_free (self);
}

/* Words of a block without its marks */
static char *
plain_text (cmark_node *block)
{
  cmark_iter *iter = cmark_iter_new (block);
  GString *text = g_string_new (NULL);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      cmark_node_type type = cmark_node_get_type (node);

      if (event != CMARK_EVENT_ENTER)
        continue;
      if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
        g_string_append (text, cmark_node_get_literal (node));
      else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
        g_string_append_c (text, ' ');
    }
  cmark_iter_free (iter);
  return g_string_free (text, FALSE);
}

static void
add (GPtrArray *parts, HrArticlePartKind kind, const char *text, gsize length)
{
  g_autofree char *words = g_strstrip (g_strndup (text, length));
  HrArticlePart *part;

  if (*words == '\0')
    return;
  part = g_new (HrArticlePart, 1);
  part->kind = kind;
  part->text = g_steal_pointer (&words);
  g_ptr_array_add (parts, part);
}

/* Between sentences, as late as there is room */
static void
add_broken (GPtrArray *parts, const char *text)
{
  while (strlen (text) > MOST_BYTES)
    {
      const char *cut = NULL;

      for (const char *p = text; *p != '\0' && (p < text + MOST_BYTES || cut == NULL); p++)
        if (strchr (".!?", *p) != NULL && p[1] == ' ')
          cut = p + 1;
      if (cut == NULL)
        break;
      add (parts, HR_ARTICLE_PARAGRAPH, text, (gsize) (cut - text));
      text = cut;
    }
  add (parts, HR_ARTICLE_PARAGRAPH, text, strlen (text));
}

GPtrArray *
hr_article_parse (const char *markdown)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  cmark_node *document;
  cmark_iter *iter;
  cmark_event_type event;
  guint in_item = 0;

  g_return_val_if_fail (markdown != NULL, parts);
  document = cmark_parse_document (markdown, strlen (markdown), CMARK_OPT_VALIDATE_UTF8);
  iter = cmark_iter_new (document);
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      cmark_node_type type = cmark_node_get_type (node);
      g_autofree char *text = NULL;

      if (type == CMARK_NODE_ITEM)
        in_item += event == CMARK_EVENT_ENTER ? 1 : -1u;
      if (event != CMARK_EVENT_ENTER || (type != CMARK_NODE_HEADING && type != CMARK_NODE_PARAGRAPH))
        continue;
      text = plain_text (node);
      if (type == CMARK_NODE_HEADING)
        add (parts, HR_ARTICLE_HEADING, text, strlen (text));
      else if (in_item > 0)
        add (parts, HR_ARTICLE_ITEM, text, strlen (text));
      else
        add_broken (parts, text);
    }
  cmark_iter_free (iter);
  cmark_node_free (document);
  return parts;
}

guint
hr_article_rank (HrRecord *article, const char *language)
{
  const char *spoken = hr_record_get (article, "language");

  return strncmp (spoken, language, 2) == 0 ? 2 : g_strcmp0 (spoken, "en") == 0 ? 1 : 0;
}
