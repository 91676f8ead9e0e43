/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-desk-sheet-private.h"

#include "hr-desk-widgets-private.h"

#include <glib/gi18n-lib.h>

struct _HrDeskSheet
{
  GtkWidget parent_instance;
  GtkWidget *ground;
  GtkWidget *panel;
  GtkWidget *title;
  GtkWidget *back;
  GtkWidget *content;
  GtkWidget *before; /* (nullable): what had the focus, to go back to; a weak pointer */
};

G_DEFINE_FINAL_TYPE (HrDeskSheet, hr_desk_sheet, GTK_TYPE_WIDGET)

static void
hr_desk_sheet_dispose (GObject *object)
{
  HrDeskSheet *self = HR_DESK_SHEET (object);

  g_clear_weak_pointer (&self->before);
  g_clear_pointer (&self->ground, gtk_widget_unparent);

  G_OBJECT_CLASS (hr_desk_sheet_parent_class)->dispose (object);
}

/* It lies over a page and takes what there is: a panel that would be taller were it narrower must not push the ground out of the window. */
static void
hr_desk_sheet_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                       int *natural_baseline)
{
  gtk_widget_measure (HR_DESK_SHEET (widget)->ground, orientation, for_size, NULL, natural, NULL, NULL);
  *minimum = 0;
}

static void
hr_desk_sheet_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (HR_DESK_SHEET (widget)->ground, width, height, baseline, NULL);
}

static void
hr_desk_sheet_class_init (HrDeskSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_desk_sheet_dispose;
  widget_class->measure = hr_desk_sheet_measure;
  widget_class->size_allocate = hr_desk_sheet_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "hr-desk-sheet");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
}

static void
hr_desk_sheet_init (HrDeskSheet *self)
{
  GtkWidget *head = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);

  self->back = hr_tap_button_new_with_icon ("hr-back-symbolic", _ ("Back"), FALSE);
  self->ground = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->ground, "hr-desk-ground");
  self->panel = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-desk-panel");
  gtk_widget_set_halign (self->panel, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->panel, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (self->panel, TRUE);
  self->title = hr_desk_heading ("", 1);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), "desk.back");
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), self->back);
  gtk_box_append (GTK_BOX (self->panel), head);
  gtk_box_append (GTK_BOX (self->ground), self->panel);
  gtk_widget_set_parent (self->ground, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
hr_desk_sheet_new (void)
{
  return g_object_new (HR_TYPE_DESK_SHEET, NULL);
}

static void
take_away (HrDeskSheet *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (self->content != NULL)
    gtk_box_remove (GTK_BOX (self->panel), self->content);
  self->content = NULL;
}

void
hr_desk_sheet_open (HrDeskSheet *self, const char *title, GtkWidget *content)
{
  g_return_if_fail (HR_IS_DESK_SHEET (self));
  g_return_if_fail (GTK_IS_WIDGET (content));

  /* of one sheet after another, the way back leads to the page */
  if (self->content == NULL)
    g_set_weak_pointer (&self->before, hr_desk_get_focus (GTK_WIDGET (self)));
  take_away (self);
  self->content = content;
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (self->panel), content);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  /* what stands behind it gives the focus, and the keyboard on the screen, up */
  if (!gtk_widget_child_focus (content, GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (self->back);
}

void
hr_desk_sheet_close (HrDeskSheet *self)
{
  GtkWidget *before;

  g_return_if_fail (HR_IS_DESK_SHEET (self));

  if (self->content == NULL)
    return;
  take_away (self);
  before = self->before;
  g_clear_weak_pointer (&self->before);
  hr_desk_give_focus_back (GTK_WIDGET (self), before);
}
