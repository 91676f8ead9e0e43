/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-desk-scanner-private.h"

#define MODIFIERS (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)

struct _HrDeskScanner
{
  GObject parent_instance;
  GtkWidget *entry;
  GtkEventController *controller; /* (nullable): on the window while it listens */
};

G_DEFINE_FINAL_TYPE (HrDeskScanner, hr_desk_scanner, G_TYPE_OBJECT)

static gboolean
key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, HrDeskScanner *self)
{
  GtkWidget *window = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if ((focus != NULL && GTK_IS_EDITABLE (focus)) || !gtk_widget_get_mapped (self->entry) || !gtk_widget_is_sensitive (self->entry))
    return FALSE;
  if ((state & MODIFIERS) == GDK_CONTROL_MASK && (letter == 'v' || letter == 'V'))
    {
      gtk_widget_grab_focus (self->entry);
      return gtk_widget_activate_action (text, "clipboard.paste", NULL);
    }
  if (letter <= ' ' || letter > '~' || (state & MODIFIERS) != 0)
    return FALSE;
  gtk_widget_grab_focus (self->entry);
  return gtk_event_controller_key_forward (controller, text);
}

void
hr_desk_scanner_listen (HrDeskScanner *self, gboolean listen)
{
  GtkRoot *root = NULL;

  g_return_if_fail (HR_IS_DESK_SCANNER (self));

  if (!listen && self->controller != NULL)
    gtk_widget_remove_controller (gtk_event_controller_get_widget (self->controller), self->controller);
  if (!listen)
    self->controller = NULL;
  root = gtk_widget_get_root (self->entry);
  if (!listen || self->controller != NULL || root == NULL)
    return;
  self->controller = gtk_event_controller_key_new ();
  g_signal_connect_object (self->controller, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (root), self->controller);
}

static void
hr_desk_scanner_class_init (HrDeskScannerClass *klass)
{
}

static void
hr_desk_scanner_init (HrDeskScanner *self)
{
}

HrDeskScanner *
hr_desk_scanner_new (GtkWidget *entry)
{
  HrDeskScanner *self;

  g_return_val_if_fail (GTK_IS_EDITABLE (entry), NULL);

  self = g_object_new (HR_TYPE_DESK_SCANNER, NULL);
  self->entry = entry;
  return self;
}
