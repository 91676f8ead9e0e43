/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-trouble-page-private.h"
#include "hr-help-strip-private.h"

#include <glib/gi18n-lib.h>

struct _HrTroublePage
{
  HrPage parent_instance;
  GtkWidget *first;
  GtkWidget *second;
  GtkWidget *strip;
};

G_DEFINE_FINAL_TYPE (HrTroublePage, hr_trouble_page, HR_TYPE_PAGE)

static void
hr_trouble_page_refresh (HrPage *page)
{
  HrTroublePage *self = HR_TROUBLE_PAGE (page);

  hr_page_set_title (page, _ ("This screen is being looked after."));
  gtk_label_set_label (GTK_LABEL (self->first), _ ("This screen is being looked after."));
  gtk_label_set_label (GTK_LABEL (self->second), _ ("Ask at the front desk."));
  hr_help_strip_refresh (self->strip);
}

static void
hr_trouble_page_class_init (HrTroublePageClass *klass)
{
  HR_PAGE_CLASS (klass)->refresh = hr_trouble_page_refresh;
}

static GtkWidget *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
hr_trouble_page_init (HrTroublePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (words, "hr-trouble");
  gtk_widget_add_css_class (words, "hr-bounded");
  gtk_widget_set_vexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  self->first = add_label (words, "hr-heading");
  self->second = add_label (words, "hr-subheading");
  self->strip = hr_help_strip_new ();
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), self->strip);
  gtk_widget_add_css_class (GTK_WIDGET (self), "trouble");
  hr_page_set_child (HR_PAGE (self), box);
}

HrPage *
hr_trouble_page_new (HrVisitorContext *context)
{
  HrPage *page = g_object_new (HR_TYPE_TROUBLE_PAGE, NULL);

  hr_page_refresh (page);
  return page;
}
