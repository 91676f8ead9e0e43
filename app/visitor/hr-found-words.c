/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-found-words-private.h"

#include "hr-papers-words-private.h"
#include "hr-support-words-private.h"

#include <glib/gi18n-lib.h>

static char *
count_of (HrKind kind, guint n)
{
  /* Translators: what a search found; several of these stand side by side: "2 people · 1 program" */
  switch ((int) kind)
    {
    case HR_KIND_PEER:
      return g_strdup_printf (ngettext ("%u person", "%u people", n), n);
    case HR_KIND_PROGRAM:
      return g_strdup_printf (ngettext ("%u program", "%u programs", n), n);
    case HR_KIND_RESOURCE:
      return g_strdup_printf (ngettext ("%u paper or link", "%u papers or links", n), n);
    case HR_KIND_FELLOWSHIP:
      return g_strdup_printf (ngettext ("%u group by name", "%u groups by name", n), n);
    case HR_KIND_ARTICLE:
      return g_strdup_printf (ngettext ("%u page to read", "%u pages to read", n), n);
    default:
      return g_strdup_printf (ngettext ("%u story", "%u stories", n), n);
    }
}

char *
hr_found_count_words (GPtrArray *things)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0, n; i < things->len; i += n)
    {
      HrKind kind = hr_record_get_kind (g_ptr_array_index (things, i));
      g_autofree char *count = NULL;

      for (n = 1; i + n < things->len && hr_record_get_kind (g_ptr_array_index (things, i + n)) == kind; n++)
        ;
      count = count_of (kind, n);
      g_string_append_printf (words, "%s%s", i > 0 ? " · " : "", count);
    }
  return g_string_free (words, FALSE);
}

const char *
hr_found_page (HrRecord *thing)
{
  switch ((int) hr_record_get_kind (thing))
    {
    case HR_KIND_PEER:
      return "talk";
    case HR_KIND_PROGRAM:
      return "programs";
    case HR_KIND_RESOURCE:
      return "papers";
    case HR_KIND_FELLOWSHIP:
      return "fellowships";
    case HR_KIND_ARTICLE:
      return "learn";
    default:
      return "stories";
    }
}

/* Below the icon, where a meeting has its day */
static const char *
kind_words (HrRecord *thing)
{
  switch ((int) hr_record_get_kind (thing))
    {
    case HR_KIND_PEER:
      /* Translators: these stand below a picture on a card and say what it leads to; short */
      return g_strcmp0 (hr_record_get (thing, "role"), "coach") == 0 ? _ ("Coach") : _ ("Peer");
    case HR_KIND_PROGRAM:
      return _ ("Program");
    case HR_KIND_RESOURCE:
      return _ (hr_papers_need_of (thing)->name);
    case HR_KIND_FELLOWSHIP:
      return _ ("Group");
    case HR_KIND_ARTICLE:
      return _ ("To read");
    default:
      return _ ("Story");
    }
}

static void
clear_card (HrCard *card)
{
  hr_card_set_lead (card, NULL);
  hr_card_set_detail (card, NULL);
  hr_card_set_trail (card, NULL);
  hr_card_set_badges (card, NULL);
  hr_card_set_tone (card, "plain");
}

void
hr_found_fill_card (HrCard *card, HrRecord *thing, HrVisitorContext *context)
{
  clear_card (card);
  if (hr_record_get_kind (thing) == HR_KIND_RESOURCE)
    hr_papers_fill_card (card, thing, context);
  else
    hr_support_fill_card (card, thing, context);
  hr_card_set_trail (card, kind_words (thing));
}

void
hr_found_fill_group (HrCard *card, GPtrArray *things)
{
  g_autofree char *count = hr_found_count_words (things);

  clear_card (card);
  hr_card_set_icon (card, "hr-search-symbolic");
  /* Translators: a card above meetings that were found; below stands what else was: "2 people · 1 program" */
  hr_card_set_title (card, _ ("Also found"));
  hr_card_set_line (card, count);
  hr_card_set_tone (card, "group");
}

void
hr_found_fill_help (HrCard *card)
{
  g_autofree char *line = g_strdup_printf ("%s · %s", _ ("Call or text 988"), _ ("In danger: call 911"));

  clear_card (card);
  hr_card_set_icon (card, "hr-help-symbolic");
  hr_card_set_title (card, _ ("Help now"));
  hr_card_set_line (card, line);
}
