/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-plan-words-private.h"

#include "handrail/service/hr-words.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>

static void
add_label (GtkWidget *box, const char *text, const char *css_class)
{
  if (text != NULL && *text != '\0')
    gtk_box_append (GTK_BOX (box), hr_visitor_label (text, css_class));
}

static void
add_phone (GtkWidget *box, const char *phone)
{
  g_autofree char *words = phone != NULL ? hr_words_phone (phone) : NULL;
  GtkWidget *label;

  if (words == NULL)
    return;
  label = hr_visitor_label (words, NULL);
  g_object_set_data_full (G_OBJECT (label), HR_PAGER_SPOKEN, hr_words_digits_spoken (phone), g_free);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
entry_box (const HrPlanEntry *entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  /* Translators: a line of "My plan": a time, and what is then */
  g_autofree char *timed = entry->part == HR_PLAN_ON_DAY ? g_strdup_printf (C_ ("plan", "%1$s · %2$s"), entry->time, entry->title) : NULL;

  add_label (box, timed != NULL ? timed : entry->title, "hr-strong");
  add_label (box, entry->note, "hr-notice");
  add_label (box, entry->line, NULL);
  if (entry->part != HR_PLAN_ON_DAY)
    add_label (box, entry->time, NULL);
  add_phone (box, entry->phone);
  return box;
}

static char *
heading_of (const HrPlanEntry *entry, HrDate today)
{
  switch (entry->part)
    {
    case HR_PLAN_ON_DAY:
      return hr_words_day (entry->day, today);
    case HR_PLAN_ASK:
      return g_strdup (_ ("Ask for the time"));
    case HR_PLAN_AT_HAND:
    default:
      return g_strdup (_ ("Papers and links"));
    }
}

/* All of one thing stays together on a page, unless the letters are so large that it would not go on one */
static void
add_entry (HrPager *pager, const HrPlanEntry *entry, gboolean large)
{
  GtkWidget *box = entry_box (entry), *child;

  if (!large)
    {
      hr_pager_append (pager, HR_PAGER_BLOCK, box);
      return;
    }
  g_object_ref_sink (box);
  while ((child = gtk_widget_get_first_child (box)) != NULL)
    {
      g_object_ref (child);
      gtk_box_remove (GTK_BOX (box), child);
      hr_pager_append (pager, HR_PAGER_BLOCK, child);
      g_object_unref (child);
    }
  g_object_unref (box);
}

void
hr_plan_words_fill (HrPager *pager, const HrPlanWeek *week, guint n_gone, HrDate today, gboolean codes, gboolean large)
{
  g_autofree char *last = NULL;

  hr_pager_remove_all (pager);
  hr_pager_append (pager, HR_PAGER_BLOCK,
                   hr_visitor_label (codes ? _ ("This plan is gone when your visit ends. Take it along before you go.")
                                          : _ ("This plan is gone when your visit ends. Write it down, or take a picture of it."),
                                    "hr-notice"));
  if (n_gone > 0)
    hr_pager_append (pager, HR_PAGER_BLOCK,
                     hr_visitor_label (n_gone == 1 ? _ ("One thing is no longer listed. It is not in your plan any more.")
                                                   : _ ("Some things are no longer listed. They are not in your plan any more."),
                                       NULL));
  for (guint i = 0; i < week->entries->len; i++)
    {
      const HrPlanEntry *entry = g_ptr_array_index (week->entries, i);
      g_autofree char *heading = heading_of (entry, today);

      if (g_strcmp0 (heading, last) != 0)
        hr_pager_append (pager, HR_PAGER_HEADING, hr_visitor_heading (heading, 2));
      add_entry (pager, entry, large);
      g_free (last);
      last = g_steal_pointer (&heading);
    }
}

const char *
hr_plan_words_icon (HrKind kind)
{
  return kind == HR_KIND_MEETING ? "hr-calendar-symbolic"
         : kind == HR_KIND_PEER  ? "hr-person-symbolic"
         : kind == HR_KIND_PROGRAM ? "hr-people-symbolic"
                                   : "hr-papers-symbolic";
}
