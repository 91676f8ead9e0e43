/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-visitor-labels-private.h"

#include "handrail/core/hr-record.h"
#include "handrail/ui/hr-words-label.h"

/* Longer lines lose the eye on the way back: WCAG 1.4.8 */
#define MAX_CHARS 80

GtkWidget *
hr_visitor_label (const char *text, const char *css_class)
{
  return hr_words_label_new (text, css_class, MAX_CHARS);
}

GtkWidget *
hr_visitor_heading (const char *text, int level)
{
  return hr_words_heading_new (text, level, MAX_CHARS);
}

void
hr_visitor_set_line (GtkLabel *label, const char *text)
{
  const char *words = text != NULL ? text : "";

  g_return_if_fail (GTK_IS_LABEL (label));

  gtk_widget_set_visible (GTK_WIDGET (label), *words != '\0');
  if (g_strcmp0 (gtk_label_get_text (label), words) == 0)
    return;
  gtk_label_set_text (label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

char *
hr_visitor_pick (const char *translated, const char *language)
{
  g_autoptr (HrRecord) record = NULL;

  if (translated == NULL || *translated == '\0')
    return NULL;
  /* The records know how such a text is read; any field of that form will do */
  record = hr_record_new (HR_KIND_EXCEPTION, NULL);
  hr_record_take_canonical (record, (guint) hr_kind_find_field (HR_KIND_EXCEPTION, "note"), g_strdup (translated));
  return hr_record_get_translated (record, "note", language);
}
