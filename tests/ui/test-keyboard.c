/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The on-screen keyboard writes what its keys say, and takes no focus. */
#include "handrail/ui/hr-keyboard.h"
#include "handrail/ui/hr-tap-button.h"
#include "handrail/ui/hr-theme.h"

static GtkWidget *
find_key (GtkWidget *widget, const char *words)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;
      if (GTK_IS_LABEL (child) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (child)), words) == 0)
        return gtk_widget_get_ancestor (child, GTK_TYPE_BUTTON);
      found = find_key (child, words);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
strike (GtkWidget *keyboard, const char *words)
{
  GtkWidget *key = find_key (keyboard, words);

  g_assert_nonnull (key);
  g_signal_emit_by_name (key, "clicked");
}

static void
done_cb (HrKeyboard *keyboard, guint *count)
{
  (*count)++;
}

static void
test_types (void)
{
  g_autoptr (GtkWidget) keyboard = g_object_ref_sink (hr_keyboard_new ());
  g_autoptr (GtkWidget) entry = g_object_ref_sink (gtk_entry_new ());
  guint done = 0;

  g_signal_connect (keyboard, "done", G_CALLBACK (done_cb), &done);
  strike (keyboard, "a"); /* without a target nothing happens */
  hr_keyboard_set_target (HR_KEYBOARD (keyboard), GTK_EDITABLE (entry));
  strike (keyboard, "n");
  strike (keyboard, "e");
  strike (keyboard, "w");
  strike (keyboard, "Space");
  strike (keyboard, "123");
  strike (keyboard, "7");
  strike (keyboard, "ABC");
  strike (keyboard, "x");
  strike (keyboard, "Delete");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "new 7");
  gtk_editable_select_region (GTK_EDITABLE (entry), 0, -1);
  strike (keyboard, "Delete");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  strike (keyboard, "Delete");
  strike (keyboard, "Done");
  g_assert_cmpuint (done, ==, 1);
}

static void
test_spanish (void)
{
  g_autoptr (GtkWidget) keyboard = g_object_ref_sink (hr_keyboard_new ());
  g_autoptr (GtkWidget) entry = g_object_ref_sink (gtk_entry_new ());

  g_assert_null (find_key (keyboard, "ñ"));
  hr_keyboard_set_language (HR_KEYBOARD (keyboard), "es");
  hr_keyboard_set_target (HR_KEYBOARD (keyboard), GTK_EDITABLE (entry));
  strike (keyboard, "ñ");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "ñ");
}

static void
test_target_goes_away (void)
{
  g_autoptr (GtkWidget) keyboard = g_object_ref_sink (hr_keyboard_new ());
  GtkWidget *entry = g_object_ref_sink (gtk_entry_new ());

  hr_keyboard_set_target (HR_KEYBOARD (keyboard), GTK_EDITABLE (entry));
  g_object_unref (entry);
  strike (keyboard, "a");
}

static void
test_keys (void)
{
  g_autoptr (GtkWidget) keyboard = g_object_ref_sink (hr_keyboard_new ());
  static const char *const words[] = { "q", "p", "m", "Space", "Delete", "Done", "123" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      GtkWidget *key = find_key (keyboard, words[i]);
      int minimum = 0;
      g_assert_nonnull (key);
      g_assert_false (gtk_widget_get_focusable (key));
      gtk_widget_measure (key, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, >=, hr_theme_px (hr_theme_get_for_widget (key), HR_TAP_MIN_MM));
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyboard/types", test_types);
  g_test_add_func ("/keyboard/spanish", test_spanish);
  g_test_add_func ("/keyboard/target-goes-away", test_target_goes_away);
  g_test_add_func ("/keyboard/keys", test_keys);
  return g_test_run ();
}
