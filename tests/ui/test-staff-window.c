/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desk from its first start: the manager chooses a PIN, cancels what is on in two touches, takes it back, locks. */
#include "handrail/service/hr-language.h"
#include "handrail/staff/hr-staff-window.h"
#include "handrail/ui/hr-tap-button.h"
#include "hr-test.h"
#include <string.h>

#define NOW "2026-11-23T18:50:00-05:00"
#define WIDTH 1080
#define HEIGHT 1920

typedef struct
{
  char *folder;
  HrCenter *center;
  HrDirectory *directory;
  HrStaff *staff;
  HrTheme *theme;
  HrStaffWindow *window;
  const char *wanted;
} Desk;

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

static gboolean
says (gpointer user_data)
{
  Desk *self = user_data;

  return find_label (GTK_WIDGET (self->window), self->wanted, TRUE) != NULL;
}

static void
wait_for (Desk *self, const char *words)
{
  self->wanted = words;
  hr_test_wait_until (says, self);
}

static void
touch (Desk *self, const char *words)
{
  GtkWidget *label = find_label (GTK_WIDGET (self->window), words, FALSE);

  if (label == NULL)
    g_error ("nothing says \"%s\"", words);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

static void
type_pin (Desk *self, const char *pin)
{
  for (; *pin != '\0'; pin++)
    {
      const char key[] = { *pin, '\0' };

      touch (self, key);
    }
}

static GtkEditable *
find_entry (GtkWidget *widget)
{
  GtkEditable *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_ENTRY (widget))
    return GTK_EDITABLE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found; child = gtk_widget_get_next_sibling (child))
    found = find_entry (child);
  return found;
}

static Desk *
desk_new (void)
{
  Desk *self = g_new0 (Desk, 1);

  hr_language_set ("en");
  self->folder = hr_test_make_folder ();
  self->center = hr_test_open_center (self->folder, FALSE, NOW);
  self->directory = hr_directory_new (self->center);
  self->staff = hr_staff_new (self->folder, hr_center_get_clock (self->center));
  self->theme = hr_theme_new (gdk_display_get_default ());
  self->window = hr_staff_window_new (NULL, self->center, self->directory, self->staff, self->theme);
  hr_staff_window_set_kiosk (self->window, TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (self->window));
  return self;
}

static void
desk_free (Desk *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  hr_staff_close (self->staff);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->staff);
  g_object_unref (self->directory);
  g_object_unref (self->theme);
  hr_center_close (self->center);
  g_object_unref (self->center);
  hr_test_remove_folder (self->folder);
  g_free (self);
}

static void
begin (Desk *self)
{
  wait_for (self, "Set up the staff desk");
  gtk_editable_set_text (find_entry (GTK_WIDGET (self->window)), "Robin");
  touch (self, "Go on");
  wait_for (self, "Choose your PIN");
  type_pin (self, "111111");
  g_assert_null (find_label (GTK_WIDGET (self->window), "Type your PIN again", FALSE));
  type_pin (self, "730482");
  wait_for (self, "Type your PIN again");
  type_pin (self, "730482");
  wait_for (self, "Harbor SMART");
}

static HrOccurrenceState
state_of_today (Desk *self, const char *name)
{
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) results = NULL;

  query->text = g_strdup (name);
  query->limit = 1;
  results = hr_store_find (hr_center_get_store (self->center), query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->meetings->len, ==, 1);
  return ((HrMeeting *)results->meetings->pdata[0])->next.state;
}

static void
test_two_touches (void)
{
  Desk *self = desk_new ();
  GtkWidget *row;

  begin (self);
  g_assert_cmpint (state_of_today (self, "Harbor SMART"), ==, HR_OCCURRENCE_PLANNED);
  row = gtk_widget_get_ancestor (find_label (GTK_WIDGET (self->window), "Harbor SMART", FALSE), GTK_TYPE_BOX);
  row = gtk_widget_get_parent (row);
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_label (row, "Cancel", FALSE), GTK_TYPE_BUTTON), "clicked");
  wait_for (self, "Touch a reason.");
  touch (self, "Bad weather");
  wait_for (self, "Cancelled. The lobby shows it now.");
  g_assert_cmpint (state_of_today (self, "Harbor SMART"), ==, HR_OCCURRENCE_CANCELLED);
  wait_for (self, "Cancelled · Bad weather");
  touch (self, "Undo");
  wait_for (self, "It is as usual again.");
  g_assert_cmpint (state_of_today (self, "Harbor SMART"), ==, HR_OCCURRENCE_PLANNED);
  desk_free (self);
}

static void
test_lock (void)
{
  Desk *self = desk_new ();

  begin (self);
  touch (self, "Lock");
  wait_for (self, "PIN of Robin");
  g_assert_null (find_label (GTK_WIDGET (self->window), "Harbor SMART", FALSE));
  type_pin (self, "730483");
  wait_for (self, "This is not the PIN.");
  g_assert_cmpint (hr_staff_get_state (self->staff), ==, HR_STAFF_LOCKED);
  type_pin (self, "730482");
  wait_for (self, "Harbor SMART");
  g_assert_cmpstr (hr_staff_get_current (self->staff)->name, ==, "Robin");
  desk_free (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  hr_language_init (NULL);
  g_test_add_func ("/staff-window/two-touches", test_two_touches);
  g_test_add_func ("/staff-window/lock", test_lock);
  return g_test_run ();
}
