/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-desk-keys-private.h"

static void
add_key (GtkEventController *keys, guint key, GdkModifierType modifiers, const char *action, const char *place)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_named_action_new (action));

  if (place != NULL)
    gtk_shortcut_set_arguments (shortcut, g_variant_new_string (place));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

GtkEventController *
hr_desk_keys_new (void)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  add_key (keys, GDK_KEY_Escape, 0, "desk.back", NULL);
  add_key (keys, GDK_KEY_f, GDK_CONTROL_MASK, "desk.go", "listings search");
  return keys;
}
