/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desk on an office PC without a mouse: real keys find a listing, open, change, publish, take back and leave it. */
#include "handrail/service/hr-language.h"
#include "hr-test-hands.h"
#include "hr-test.h"

#define MEETING "m-noon-anchor"

static char *
stored_name (HrTestHands *self)
{
  g_autoptr (HrThing) thing = hr_store_get_thing (hr_center_get_store (self->desk->center), HR_KIND_MEETING, MEETING, NULL);

  return g_strdup (hr_record_get (thing->record, "name"));
}

static void
assert_name (HrTestHands *self, const char *name)
{
  g_autofree char *found = stored_name (self);

  g_assert_cmpstr (found, ==, name);
}

static void
test_keys (void)
{
  HrTestHands hands = { 0 };
  HrTestDesk *desk = hr_test_desk_new (1280, 800, FALSE, FALSE);

  hr_test_desk_begin (desk);
  hr_test_hands_init (&hands, desk);
  /* the pages by number, and back */
  hr_test_hands_press (&hands, XK_Alt_L, XK_9);
  hr_test_desk_wait_for (desk, "Look again");
  hr_test_hands_press (&hands, XK_Alt_L, XK_0);
  hr_test_desk_wait_for (desk, "New PIN");
  hr_test_hands_press (&hands, XK_Alt_L, XK_1);
  hr_test_desk_wait_for (desk, "Harbor SMART");
  hr_test_hands_press (&hands, XK_Control_L, XK_f);
  hr_test_desk_wait_for (desk, "New meeting");
  hr_test_hands_type (&hands, "noon anchor");
  hr_test_desk_wait_for (desk, "2 entries");
  hr_test_hands_tab_to (&hands, NULL, "Open");
  /* of the second row */
  hr_test_hands_press (&hands, 0, XK_Tab);
  hr_test_hands_press (&hands, 0, XK_Tab);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (desk->window)),
                                         hr_test_desk_row (desk, "Noon Anchor")));
  hr_test_hands_press (&hands, 0, XK_Return);
  hr_test_desk_wait_for (desk, "As it is published.");
  gtk_widget_grab_focus (GTK_WIDGET (hr_test_desk_entry (desk, "Name")));
  hr_test_hands_press (&hands, 0, XK_End);
  hr_test_hands_type (&hands, "s");
  hr_test_desk_wait_for (desk, "Kept as a draft.");
  hr_test_hands_press (&hands, XK_Control_L, XK_s);
  hr_test_desk_wait_for (desk, "Published.");
  assert_name (&hands, "Noon Anchors");
  hr_test_hands_tab_to (&hands, NULL, "Every week");
  hr_test_hands_press (&hands, 0, XK_space);
  hr_test_desk_wait_for (desk, "Kept as a draft.");
  hr_test_hands_press (&hands, XK_Control_L, XK_z);
  hr_test_desk_wait_for (desk, "As it is published.");
  hr_test_hands_press (&hands, XK_Control_L, XK_z);
  hr_test_desk_wait_for (desk, "Taken back.");
  /* once more takes nothing back that nobody asked for */
  hr_test_hands_press (&hands, XK_Control_L, XK_z);
  hr_test_hands_rest (200);
  assert_name (&hands, "Noon Anchor");
  hr_test_hands_press (&hands, XK_Alt_L, XK_Left);
  hr_test_desk_wait_for (desk, "New meeting");
  /* one tonight is off, and on again: the questions and the note give the keyboard back */
  hr_test_hands_press (&hands, XK_Alt_L, XK_1);
  hr_test_desk_wait_for (desk, "Harbor SMART");
  hr_test_hands_enter (&hands, "Cancel");
  hr_test_desk_wait_for (desk, "Touch a reason.");
  hr_test_hands_enter (&hands, "Bad weather");
  hr_test_desk_wait_for (desk, "Cancelled. The lobby shows it now.");
  hr_test_hands_enter (&hands, "Undo");
  hr_test_desk_wait_for (desk, "It is as usual again.");
  hr_test_hands_enter (&hands, "Close");
  hr_test_hands_enter (&hands, "Next day");
  /* behind a lock no key leads anywhere */
  hr_test_desk_touch (desk, "Lock");
  hr_test_desk_wait_for (desk, "PIN of Robin");
  hr_test_hands_press (&hands, XK_Alt_L, XK_2);
  hr_test_hands_press (&hands, XK_Control_L, XK_f);
  hr_test_hands_rest (300);
  g_assert_true (hr_test_desk_says (desk, "PIN of Robin"));
  g_assert_false (hr_test_desk_says (desk, "New meeting"));
  hr_test_desk_free (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  hr_language_init (NULL);
  g_test_add_func ("/desk-keys/office", test_keys);
  return g_test_run ();
}
