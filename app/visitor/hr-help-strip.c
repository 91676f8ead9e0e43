/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-help-strip-private.h"
#include "handrail/ui/hr-column.h"
#include "handrail/ui/hr-flow.h"
#include "handrail/ui/hr-tap-button.h"

#include <glib/gi18n-lib.h>

#define GAP_MM 7.0

#define PARTS_KEY "hr-help-strip"

typedef struct
{
  GtkWidget *title;
  GtkWidget *crisis;
  GtkWidget *danger;
} Parts;

static GtkWidget *
make_part (const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
hr_help_strip_new (void)
{
  GtkWidget *strip = g_object_new (HR_TYPE_TAP_BUTTON, NULL);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = hr_column_new ();
  GtkWidget *numbers = hr_flow_new (GAP_MM);
  GtkWidget *image = gtk_image_new_from_icon_name ("hr-help-symbolic");
  GtkWidget *arrow = gtk_image_new_from_icon_name ("hr-next-symbolic");
  Parts *parts = g_new0 (Parts, 1);

  gtk_widget_add_css_class (row, "hr-help-strip-row");
  gtk_widget_add_css_class (row, "hr-modest");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (row, GTK_ALIGN_CENTER);
  parts->title = make_part ("title");
  parts->crisis = make_part ("number");
  parts->danger = make_part ("number");
  hr_column_append (HR_COLUMN (words), parts->title);
  hr_column_append (HR_COLUMN (words), numbers);
  hr_flow_append (HR_FLOW (numbers), parts->crisis);
  hr_flow_append (HR_FLOW (numbers), parts->danger);
  gtk_widget_add_css_class (image, "life-ring");
  gtk_widget_add_css_class (arrow, "arrow");
  gtk_box_append (GTK_BOX (row), image);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), arrow);
  gtk_button_set_child (GTK_BUTTON (strip), row);
  gtk_widget_add_css_class (strip, "hr-help-strip");
  g_object_set_data_full (G_OBJECT (strip), PARTS_KEY, parts, g_free);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (strip), "s", "help");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (strip), "win.go");
  hr_help_strip_refresh (strip);
  return strip;
}

void
hr_help_strip_refresh (GtkWidget *strip)
{
  Parts *parts = g_object_get_data (G_OBJECT (strip), PARTS_KEY);
  g_autofree char *name = NULL;

  g_return_if_fail (parts != NULL);
  gtk_label_set_label (GTK_LABEL (parts->title), _ ("Need help right now?"));
  gtk_label_set_label (GTK_LABEL (parts->crisis), _ ("Call or text 988"));
  gtk_label_set_label (GTK_LABEL (parts->danger), _ ("In danger: call 911"));
  name =
      g_strdup_printf ("%s %s. %s.", gtk_label_get_text (GTK_LABEL (parts->title)),
                       gtk_label_get_text (GTK_LABEL (parts->crisis)), gtk_label_get_text (GTK_LABEL (parts->danger)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
