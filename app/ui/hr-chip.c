/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-chip.h"

struct _HrChip
{
  HrTapButton parent_instance;
  GtkWidget *mark;
  GtkWidget *label;
  gboolean active;
};

enum
{
  PROP_0,
  PROP_ACTIVE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HrChip, hr_chip, HR_TYPE_TAP_BUTTON)

static void
show_state (HrChip *self)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->mark), self->active ? "hr-check-symbolic" : "hr-circle-symbolic");
  if (self->active)
    gtk_widget_add_css_class (GTK_WIDGET (self), "on");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "on");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
                               self->active ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

static void
hr_chip_clicked (GtkButton *button)
{
  HrChip *self = HR_CHIP (button);

  hr_chip_set_active (self, !self->active);
  if (GTK_BUTTON_CLASS (hr_chip_parent_class)->clicked != NULL)
    GTK_BUTTON_CLASS (hr_chip_parent_class)->clicked (button);
}

static void
hr_chip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACTIVE)
    g_value_set_boolean (value, HR_CHIP (object)->active);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hr_chip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACTIVE)
    hr_chip_set_active (HR_CHIP (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hr_chip_class_init (HrChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hr_chip_get_property;
  object_class->set_property = hr_chip_set_property;
  GTK_BUTTON_CLASS (klass)->clicked = hr_chip_clicked;
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  /* GTK 4.8 has no role of its own for toggle buttons: a button with a pressed state is one, as in ARIA */
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
hr_chip_init (HrChip *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "hr-beside");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  self->mark = gtk_image_new ();
  gtk_widget_set_valign (self->mark, GTK_ALIGN_CENTER);
  self->label = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0.0f);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (box), self->mark);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-chip");
  show_state (self);
}

GtkWidget *
hr_chip_new (const char *label)
{
  HrChip *self = g_object_new (HR_TYPE_CHIP, NULL);

  hr_chip_set_label (self, label);
  return GTK_WIDGET (self);
}

void
hr_chip_set_label (HrChip *self, const char *label)
{
  g_return_if_fail (HR_IS_CHIP (self));
  gtk_label_set_label (GTK_LABEL (self->label), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label != NULL ? label : "", -1);
}

gboolean
hr_chip_get_active (HrChip *self)
{
  g_return_val_if_fail (HR_IS_CHIP (self), FALSE);
  return self->active;
}

void
hr_chip_set_active (HrChip *self, gboolean active)
{
  g_return_if_fail (HR_IS_CHIP (self));
  active = !!active;
  if (self->active == active)
    return;
  self->active = active;
  show_state (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}
