/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-words-label.h"

static GtkWidget *
make_label (const char *text, GtkAccessibleRole role, int max_chars)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "xalign", 0.0, "max-width-chars", max_chars, NULL);

  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  return label;
}

GtkWidget *
hr_words_label_new (const char *text, const char *css_class, int max_chars)
{
  GtkWidget *label = make_label (text, GTK_ACCESSIBLE_ROLE_LABEL, max_chars);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
hr_words_heading_new (const char *text, int level, int max_chars)
{
  GtkWidget *label = make_label (text, GTK_ACCESSIBLE_ROLE_HEADING, max_chars);

  gtk_widget_add_css_class (label, level == 1 ? "hr-heading" : "hr-subheading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, level, -1);
  return label;
}
