/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desk from its first start: the manager chooses a PIN, cancels what is on in two touches, takes it back, locks. */
#include "handrail/service/hr-language.h"
#include "hr-test-desk.h"
#include "hr-staff-window-private.h"
#include "hr-test.h"

#define WIDTH 1080
#define HEIGHT 1920

static HrTestDesk *
desk_new (void)
{
  return hr_test_desk_new (WIDTH, HEIGHT, TRUE, FALSE);
}

static void
test_weak_pin (void)
{
  HrTestDesk *self = desk_new ();

  hr_test_desk_wait_for (self, "Set up the staff desk");
  gtk_editable_set_text (hr_test_desk_entry (self, NULL), "Robin");
  hr_test_desk_touch (self, "Go on");
  hr_test_desk_wait_for (self, "Choose your PIN");
  hr_test_desk_type_pin (self, "111111");
  g_assert_false (hr_test_desk_says (self, "Type your PIN again"));
  hr_test_desk_type_pin (self, HR_TEST_DESK_PIN);
  hr_test_desk_wait_for (self, "Type your PIN again");
  hr_test_desk_free (self);
}

static HrOccurrenceState
state_of_today (HrTestDesk *self, const char *name)
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
  HrTestDesk *self = desk_new ();
  GtkWidget *row;

  hr_test_desk_begin (self);
  hr_test_desk_wait_for (self, "Harbor SMART");
  g_assert_cmpint (state_of_today (self, "Harbor SMART"), ==, HR_OCCURRENCE_PLANNED);
  row = hr_test_desk_row (self, "Harbor SMART");
  g_assert_nonnull (row);
  hr_test_desk_touch_in (self, row, "Cancel");
  hr_test_desk_wait_for (self, "Touch a reason.");
  hr_test_desk_touch (self, "Bad weather");
  hr_test_desk_wait_for (self, "Cancelled. The lobby shows it now.");
  g_assert_cmpint (state_of_today (self, "Harbor SMART"), ==, HR_OCCURRENCE_CANCELLED);
  hr_test_desk_wait_for (self, "Cancelled · Bad weather");
  hr_test_desk_touch (self, "Undo");
  hr_test_desk_wait_for (self, "It is as usual again.");
  g_assert_cmpint (state_of_today (self, "Harbor SMART"), ==, HR_OCCURRENCE_PLANNED);
  hr_test_desk_free (self);
}

static void
test_lock (void)
{
  HrTestDesk *self = desk_new ();

  hr_test_desk_begin (self);
  hr_test_desk_wait_for (self, "Harbor SMART");
  hr_test_desk_touch (self, "Lock");
  hr_test_desk_wait_for (self, "PIN of Robin");
  g_assert_false (hr_test_desk_says (self, "Harbor SMART"));
  /* nothing that comes late tells whoever stands there what was done, or offers to take it back */
  hr_staff_window_say (self->window, "Published.", "Undo", NULL, NULL);
  g_assert_false (hr_test_desk_says (self, "Published."));
  hr_test_desk_type_pin (self, "730483");
  hr_test_desk_wait_for (self, "This is not the PIN.");
  g_assert_cmpint (hr_staff_get_state (self->staff), ==, HR_STAFF_LOCKED);
  hr_test_desk_type_pin (self, "730482");
  hr_test_desk_wait_for (self, "Harbor SMART");
  g_assert_cmpstr (hr_staff_get_current (self->staff)->name, ==, "Robin");
  hr_test_desk_free (self);
}

static void
test_language (void)
{
  HrTestDesk *self = desk_new ();
  g_autoptr (HrTickets) tickets = hr_tickets_new (hr_center_get_clock (self->center));

  hr_staff_window_set_tickets (self->window, tickets);
  hr_test_desk_begin (self);
  hr_test_desk_wait_for (self, "Harbor SMART");
  hr_tickets_ask (tickets, "en");
  hr_test_desk_wait_for (self, "Today (1)");
  hr_test_desk_touch (self, "Español");
  /* somebody waits still */
  hr_test_desk_wait_for (self, "Hoy (1)");
  hr_test_desk_wait_for (self, "Harbor SMART");
  g_assert_cmpint (hr_staff_get_state (self->staff), ==, HR_STAFF_OPEN);
  g_assert_false (hr_test_desk_says (self, "Lock"));
  hr_test_desk_touch (self, "English");
  hr_test_desk_wait_for (self, "Lock");
  hr_test_desk_touch (self, "Lock");
  hr_test_desk_wait_for (self, "PIN of Robin");
  hr_test_desk_free (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  hr_language_init (NULL);
  g_test_add_func ("/staff-window/weak-pin", test_weak_pin);
  g_test_add_func ("/staff-window/two-touches", test_two_touches);
  g_test_add_func ("/staff-window/lock", test_lock);
  g_test_add_func ("/staff-window/language", test_language);
  return g_test_run ();
}
