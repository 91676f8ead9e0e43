/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-desk-keys-private.h"

#include "hr-staff-context-private.h"

static void
add_key (GtkEventController *keys, guint key, GdkModifierType modifiers, const char *action, const char *place)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_named_action_new (action));

  if (place != NULL)
    gtk_shortcut_set_arguments (shortcut, g_variant_new_string (place));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

/* With Alt the row of keys from 1 to 0, and the one behind it: a page that is full of rows is a long way by Tab. */
static void
add_pages (GtkEventController *keys)
{
  static const guint row[] = { GDK_KEY_1, GDK_KEY_2, GDK_KEY_3, GDK_KEY_4, GDK_KEY_5,    GDK_KEY_6,
                               GDK_KEY_7, GDK_KEY_8, GDK_KEY_9, GDK_KEY_0, GDK_KEY_minus };
  guint n, number = 0;
  const HrStaffPage *pages = hr_staff_pages_get (&n);

  for (guint i = 0; i < n && number < G_N_ELEMENTS (row); i++)
    if (pages[i].label != NULL)
      add_key (keys, row[number++], GDK_ALT_MASK, "desk.go", pages[i].name);
}

GtkEventController *
hr_desk_keys_new (void)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  add_pages (keys);
  add_key (keys, GDK_KEY_Escape, 0, "desk.back", NULL);
  add_key (keys, GDK_KEY_Left, GDK_ALT_MASK, "desk.back", NULL);
  add_key (keys, GDK_KEY_f, GDK_CONTROL_MASK, "desk.go", "listings search");
  return keys;
}
