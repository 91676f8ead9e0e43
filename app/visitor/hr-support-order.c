/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-support-order-private.h"

#include "handrail/service/hr-article.h"
#include "hr-support-words-private.h"

/* Of each page of the Learn pages the one in the visitor's language, else in English, else any */
static GPtrArray *
pick_languages (GPtrArray *all, HrVisitorContext *context)
{
  const char *language = hr_session_get_language (context->session);
  g_autoptr (GHashTable) best = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *picked = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_record_unref);

  for (guint i = 0; i < all->len; i++)
    {
      HrRecord *record = g_ptr_array_index (all, i);
      const char *page = hr_record_get (record, "page");
      guint rank = hr_article_rank (record, language);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (best, page)); /* rank + 1, and below it the place */

      if (place == 0)
        {
          g_ptr_array_add (picked, hr_record_ref (record));
          g_hash_table_insert (best, (gpointer) page, GUINT_TO_POINTER ((picked->len - 1) * 4 + rank + 1));
        }
      else if ((place - 1) % 4 < rank)
        {
          guint at = (place - 1) / 4;

          hr_record_unref (g_ptr_array_index (picked, at));
          g_ptr_array_index (picked, at) = hr_record_ref (record);
          g_hash_table_insert (best, (gpointer) page, GUINT_TO_POINTER (at * 4 + rank + 1));
        }
    }
  return picked;
}

static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (hr_record_get (*(HrRecord *const *) a, "name"), hr_record_get (*(HrRecord *const *) b, "name"));
}

/* "Here today" first; both parts keep their order */
static GPtrArray *
here_first (GPtrArray *all, HrVisitorContext *context)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_record_unref);

  for (int here = 1; here >= 0; here--)
    for (guint i = 0; i < all->len; i++)
      if (hr_support_here_today (g_ptr_array_index (all, i), context) == here)
        g_ptr_array_add (sorted, hr_record_ref (g_ptr_array_index (all, i)));
  return sorted;
}

GPtrArray *
hr_support_order (GPtrArray *all, HrKind kind, HrVisitorContext *context)
{
  GPtrArray *ordered;

  if (kind == HR_KIND_ARTICLE)
    return pick_languages (all, context);
  if (kind == HR_KIND_PEER)
    return here_first (all, context);
  ordered = g_ptr_array_ref (all);
  if (kind == HR_KIND_FELLOWSHIP)
    g_ptr_array_sort (ordered, compare_names_cb);
  return ordered;
}
