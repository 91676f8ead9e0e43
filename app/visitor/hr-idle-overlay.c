/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-idle-overlay-private.h"
#include "handrail/ui/hr-tap-button.h"

#include <glib/gi18n-lib.h>

struct _HrIdleOverlay
{
  HrPage parent_instance;
  GtkWidget *box;
  GtkWidget *question;
  GtkWidget *reason;
  GtkWidget *button;
};

enum
{
  STAY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrIdleOverlay, hr_idle_overlay, HR_TYPE_PAGE)

static void
stay_cb (GtkButton *button, HrIdleOverlay *self)
{
  g_signal_emit (self, signals[STAY], 0);
}

static void
hr_idle_overlay_class_init (HrIdleOverlayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[STAY] = g_signal_new ("stay", HR_TYPE_IDLE_OVERLAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "hr-idle-overlay");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT_DIALOG);
}

static GtkWidget *
add_label (HrIdleOverlay *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self->box), label);
  return label;
}

static void
hr_idle_overlay_init (HrIdleOverlay *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "hr-overlay-box");
  gtk_widget_add_css_class (self->box, "hr-bounded");
  gtk_widget_set_valign (self->box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (self->box, GTK_ALIGN_CENTER);
  self->question = add_label (self, "question");
  self->reason = add_label (self, "reason");
  self->button = hr_tap_button_new_with_icon ("hr-check-symbolic", "", FALSE);
  gtk_widget_add_css_class (self->button, "large");
  gtk_widget_add_css_class (self->button, "primary");
  gtk_widget_set_halign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect (self->button, "clicked", G_CALLBACK (stay_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->button);
  hr_page_set_child (HR_PAGE (self), self->box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-overlay");
  hr_idle_overlay_refresh (self);
}

GtkWidget *
hr_idle_overlay_new (void)
{
  return g_object_new (HR_TYPE_IDLE_OVERLAY, NULL);
}

void
hr_idle_overlay_refresh (HrIdleOverlay *self)
{
  g_return_if_fail (HR_IS_IDLE_OVERLAY (self));
  gtk_label_set_label (GTK_LABEL (self->question), _ ("Do you need more time?"));
  gtk_label_set_label (GTK_LABEL (self->reason), _ ("To protect your privacy this screen will clear."));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->button), _ ("I'm still here"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Do you need more time?"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ ("To protect your privacy this screen will clear."), -1);
}

void
hr_idle_overlay_take_focus (HrIdleOverlay *self)
{
  g_return_if_fail (HR_IS_IDLE_OVERLAY (self));
  gtk_widget_grab_focus (self->button);
}

char *
hr_idle_overlay_get_spoken (HrIdleOverlay *self)
{
  g_return_val_if_fail (HR_IS_IDLE_OVERLAY (self), g_strdup (""));
  return g_strdup_printf ("%s %s", gtk_label_get_text (GTK_LABEL (self->question)),
                          gtk_label_get_text (GTK_LABEL (self->reason)));
}
