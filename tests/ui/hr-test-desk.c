/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-test-desk.h"

#include "handrail/service/hr-language.h"
#include "handrail/ui/hr-tap-button.h"
#include "hr-picture.h"
#include "hr-test.h"
#include <string.h>

HrTestDesk *
hr_test_desk_new (int width, int height, gboolean kiosk, gboolean empty)
{
  HrTestDesk *self = g_new0 (HrTestDesk, 1);

  hr_language_set ("en");
  self->folder = hr_test_make_folder ();
  self->center = hr_test_open_center (self->folder, empty, HR_TEST_DESK_NOW);
  self->directory = hr_directory_new (self->center);
  self->staff = hr_staff_new (self->folder, hr_center_get_clock (self->center));
  self->theme = hr_theme_new (gdk_display_get_default ());
  self->window = hr_staff_window_new (NULL, self->center, self->directory, self->staff, self->theme);
  self->device = hr_device_new (self->folder);
  hr_staff_window_set_device (self->window, self->device);
  hr_staff_window_set_kiosk (self->window, kiosk);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_window_present (GTK_WINDOW (self->window));
  return self;
}

HrTestDesk *
hr_test_desk_new_beside (HrTestDesk *other, int width, int height)
{
  HrTestDesk *self = g_new0 (HrTestDesk, 1);
  g_autoptr (GError) error = NULL;

  self->beside = TRUE;
  self->folder = other->folder;
  self->center = hr_center_new (self->folder, hr_center_get_clock (other->center));
  g_assert_true (hr_center_open (self->center, &error));
  self->directory = hr_directory_new (self->center);
  self->staff = hr_staff_new (self->folder, hr_center_get_clock (self->center));
  self->theme = hr_theme_new (gdk_display_get_default ());
  self->window = hr_staff_window_new (NULL, self->center, self->directory, self->staff, self->theme);
  self->device = hr_device_new (self->folder);
  hr_staff_window_set_device (self->window, self->device);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_window_present (GTK_WINDOW (self->window));
  return self;
}

void
hr_test_desk_free (HrTestDesk *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  hr_staff_close (self->staff);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->staff);
  g_object_unref (self->device);
  g_object_unref (self->directory);
  g_object_unref (self->theme);
  hr_center_close (self->center);
  g_object_unref (self->center);
  if (!self->beside)
    hr_test_remove_folder (self->folder);
  g_free (self);
}

/* ---- looking ---- */

static GtkWidget *
find_label (GtkWidget *widget, const char *words, gboolean begins)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_LABEL (widget)
      && (begins ? g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), words)
                 : g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), words)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found; child = gtk_widget_get_next_sibling (child))
    found = find_label (child, words, begins);
  return found;
}

/* Labels that are not in a button may say the same as one */
static GtkWidget *
find_button (GtkWidget *widget, const char *words)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && find_label (widget, words, FALSE) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found; child = gtk_widget_get_next_sibling (child))
    found = find_button (child, words);
  return found;
}

static void
collect (GtkWidget *widget, GString *text)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    collect (child, text);
}

char *
hr_test_desk_text (HrTestDesk *self)
{
  GString *text = g_string_new (NULL);

  collect (GTK_WIDGET (self->window), text);
  return g_string_free (text, FALSE);
}

gboolean
hr_test_desk_says (HrTestDesk *self, const char *words)
{
  return find_label (GTK_WIDGET (self->window), words, TRUE) != NULL;
}

typedef struct
{
  HrTestDesk *desk;
  const char *words;
} Wanted;

static gboolean
says (gpointer user_data)
{
  Wanted *wanted = user_data;

  return hr_test_desk_says (wanted->desk, wanted->words);
}

void
hr_test_desk_wait_for (HrTestDesk *self, const char *words)
{
  Wanted wanted = { self, words };

  if (hr_test_try_until (says, &wanted))
    return;
  g_error ("The desk does not say “%s” but:\n%s", words, hr_test_desk_text (self));
}

GtkWidget *
hr_test_desk_find (HrTestDesk *self, GtkWidget *root, const char *words)
{
  return find_button (root != NULL ? root : GTK_WIDGET (self->window), words);
}

GtkWidget *
hr_test_desk_row (HrTestDesk *self, const char *words)
{
  GtkWidget *widget = find_label (GTK_WIDGET (self->window), words, TRUE);

  while (widget != NULL && !gtk_widget_has_css_class (widget, "hr-desk-row"))
    widget = gtk_widget_get_parent (widget);
  return widget;
}

static gboolean
is_named (GtkWidget *widget, const char *words)
{
  const char *placeholder = GTK_IS_ENTRY (widget) ? gtk_entry_get_placeholder_text (GTK_ENTRY (widget)) : NULL;

  /* gtk_test_accessible_check_property() compares whole strings only, and returns what it found */
  if (words == NULL || (placeholder != NULL && g_str_has_prefix (placeholder, words)))
    return TRUE;
  {
    g_autofree char *found = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words);

    return found == NULL || g_str_has_prefix (found, words);
  }
}

static GtkEditable *
find_entry (GtkWidget *widget, const char *words)
{
  GtkEditable *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if ((GTK_IS_ENTRY (widget) || GTK_IS_PASSWORD_ENTRY (widget)) && is_named (widget, words))
    return GTK_EDITABLE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found; child = gtk_widget_get_next_sibling (child))
    found = find_entry (child, words);
  return found;
}

GtkEditable *
hr_test_desk_entry (HrTestDesk *self, const char *words)
{
  GtkEditable *entry = find_entry (GTK_WIDGET (self->window), words);

  if (entry == NULL)
    g_error ("The desk has no text field “%s”:\n%s", words != NULL ? words : "", hr_test_desk_text (self));
  return entry;
}

void
hr_test_desk_picture (HrTestDesk *self, const char *name)
{
  const char *folder = g_getenv ("HANDRAIL_PICTURES");
  g_autofree char *file = NULL, *path = NULL;

  if (folder == NULL)
    return;
  file = g_strconcat (name, ".png", NULL);
  path = g_build_filename (folder, file, NULL);
  for (gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC; g_get_monotonic_time () < until;)
    (void) g_main_context_iteration (NULL, FALSE);
  hr_test_desk_save (self, path);
}

void
hr_test_desk_save (HrTestDesk *self, const char *path)
{
  hr_picture_save (GTK_WIDGET (self->window), path);
}

/* ---- doing ---- */

void
hr_test_desk_touch_in (HrTestDesk *self, GtkWidget *root, const char *words)
{
  GtkWidget *button = hr_test_desk_find (self, root, words);

  if (button == NULL)
    g_error ("No button of the desk says “%s”:\n%s", words, hr_test_desk_text (self));
  if (!gtk_widget_is_sensitive (button))
    g_error ("The button that says “%s” does not answer.", words);
  g_signal_emit_by_name (button, "clicked");
}

void
hr_test_desk_touch (HrTestDesk *self, const char *words)
{
  hr_test_desk_touch_in (self, NULL, words);
}

void
hr_test_desk_type_pin (HrTestDesk *self, const char *pin)
{
  for (; *pin != '\0'; pin++)
    {
      const char key[] = { *pin, '\0' };

      hr_test_desk_touch (self, key);
    }
}

void
hr_test_desk_go (HrTestDesk *self, const char *page, const char *argument)
{
  hr_staff_window_go (self->window, page, argument);
}

void
hr_test_desk_begin (HrTestDesk *self)
{
  hr_test_desk_wait_for (self, "Set up the staff desk");
  gtk_editable_set_text (hr_test_desk_entry (self, NULL), "Robin");
  hr_test_desk_touch (self, "Go on");
  hr_test_desk_wait_for (self, "Choose your PIN");
  hr_test_desk_type_pin (self, HR_TEST_DESK_PIN);
  hr_test_desk_wait_for (self, "Type your PIN again");
  hr_test_desk_type_pin (self, HR_TEST_DESK_PIN);
  hr_test_desk_wait_for (self, "Today");
}

guint
hr_test_desk_count_meetings (HrTestDesk *self)
{
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) results = NULL;

  query->unpublished = TRUE;
  query->limit = 1;
  results = hr_store_find (hr_center_get_store (self->center), query, &error);
  g_assert_no_error (error);
  return results->total;
}
