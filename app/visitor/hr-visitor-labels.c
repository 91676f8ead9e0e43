/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-visitor-labels-private.h"

#include "handrail/core/hr-record.h"

/* Longer lines lose the eye on the way back: WCAG 1.4.8 */
#define MAX_CHARS 80

static GtkWidget *
make_label (const char *text, GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "label", text, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "max-width-chars", MAX_CHARS, NULL);

  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  return label;
}

GtkWidget *
hr_visitor_label (const char *text, const char *css_class)
{
  GtkWidget *label = make_label (text, GTK_ACCESSIBLE_ROLE_LABEL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
hr_visitor_heading (const char *text, int level)
{
  GtkWidget *label = make_label (text, GTK_ACCESSIBLE_ROLE_HEADING);

  gtk_widget_add_css_class (label, level == 1 ? "hr-heading" : "hr-subheading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, level, -1);
  return label;
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
