/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-desk-keyboard-private.h"

#include "handrail/service/hr-language.h"
#include "handrail/ui/hr-keyboard.h"

struct _HrDeskKeyboard
{
  GtkWidget parent_instance;
  GtkWidget *keyboard;
  GtkWindow *window; /* weak */
  gboolean enabled;
};

G_DEFINE_FINAL_TYPE (HrDeskKeyboard, hr_desk_keyboard, GTK_TYPE_WIDGET)

static void
focus_cb (HrDeskKeyboard *self)
{
  GtkWidget *focus = self->window != NULL ? gtk_window_get_focus (self->window) : NULL;
  gboolean editable = focus != NULL && GTK_IS_EDITABLE (focus) && gtk_editable_get_editable (GTK_EDITABLE (focus));
  gboolean text = focus != NULL && GTK_IS_TEXT_VIEW (focus);

  hr_keyboard_set_target (HR_KEYBOARD (self->keyboard), editable ? GTK_EDITABLE (focus) : NULL);
  hr_keyboard_set_text_target (HR_KEYBOARD (self->keyboard), text ? GTK_TEXT_VIEW (focus) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), self->enabled && (editable || text));
}

static void
hr_desk_keyboard_dispose (GObject *object)
{
  HrDeskKeyboard *self = HR_DESK_KEYBOARD (object);

  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->keyboard, gtk_widget_unparent);

  G_OBJECT_CLASS (hr_desk_keyboard_parent_class)->dispose (object);
}

static void
hr_desk_keyboard_class_init (HrDeskKeyboardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_desk_keyboard_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "hr-desk-keyboard");
}

static void
hr_desk_keyboard_init (HrDeskKeyboard *self)
{
  self->keyboard = hr_keyboard_new ();
  hr_keyboard_set_full (HR_KEYBOARD (self->keyboard), TRUE);
  g_signal_connect_swapped (self->keyboard, "done", G_CALLBACK (hr_desk_keyboard_hide), self);
  gtk_widget_set_parent (self->keyboard, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
hr_desk_keyboard_new (GtkWindow *window)
{
  HrDeskKeyboard *self = g_object_new (HR_TYPE_DESK_KEYBOARD, NULL);

  g_set_weak_pointer (&self->window, window);
  hr_keyboard_set_language (HR_KEYBOARD (self->keyboard), hr_language_get ());
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (focus_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
hr_desk_keyboard_set_enabled (HrDeskKeyboard *self, gboolean enabled)
{
  g_return_if_fail (HR_IS_DESK_KEYBOARD (self));

  self->enabled = enabled;
  focus_cb (self);
}

void
hr_desk_keyboard_hide (HrDeskKeyboard *self)
{
  g_return_if_fail (HR_IS_DESK_KEYBOARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
