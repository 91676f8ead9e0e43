/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole of Import without a mouse, and without a keyboard: a file, its columns, what would change, one left out, brought in, taken back. */
#include "handrail/service/hr-language.h"
#include "hr-test-hands.h"
#include "hr-test.h"

#include <glib/gstdio.h>

static void
write_lists (HrTestDesk *self)
{
  g_autofree char *lists = g_build_filename (self->folder, "lists", NULL);
  g_autofree char *table = g_build_filename (lists, "table.csv", NULL);
  g_autofree char *config = g_build_filename (self->folder, "handrail.conf", NULL);
  g_autofree char *words = g_strdup_printf ("[import]\nfolders=%s\n", lists);

  g_assert_cmpint (g_mkdir (lists, 0700), ==, 0);
  g_assert_true (g_file_set_contents (config, words, -1, NULL));
  g_assert_true (g_file_set_contents (table,
                                      "Treffen;Wann;Wo\n"
                                      "Early Light;Monday 7:00 am;1 Oak Street\n"
                                      "Noon Group;Tuesday 12:00 pm;2 Elm Street\n"
                                      "No Day;soon;\n",
                                      -1, NULL));
}

static GtkWidget *
wait_for_row (HrTestDesk *self, const char *words, const char *button)
{
  GtkWidget *row = NULL;

  for (int i = 0; i < 1000 && (row == NULL || hr_test_desk_find (self, row, button) == NULL); i++)
    {
      hr_test_hands_rest (10);
      row = hr_test_desk_row (self, words);
    }
  if (row == NULL || hr_test_desk_find (self, row, button) == NULL)
    {
      g_autofree char *text = hr_test_desk_text (self);

      g_error ("No row “%s” with “%s”:\n%s", words, button, text);
    }
  return row;
}

static void
test_keys (void)
{
  HrTestDesk *desk = hr_test_desk_new (1280, 800, FALSE, TRUE);
  HrTestHands hands = { 0 };

  write_lists (desk);
  hr_test_desk_begin (desk);
  hr_test_hands_init (&hands, desk);
  hr_test_hands_enter (&hands, "Import");
  hr_test_hands_tab_to (&hands, wait_for_row (desk, "lists", "Open"), "Open");
  hr_test_hands_press (&hands, 0, XK_Return);
  hr_test_hands_tab_to (&hands, wait_for_row (desk, "table.csv", "Choose"), "Choose");
  hr_test_hands_press (&hands, 0, XK_Return);
  hr_test_desk_wait_for (desk, "What is in which column?");
  hr_test_hands_tab_to (&hands, hr_test_desk_row (desk, "Treffen"), "Not read");
  hr_test_hands_press (&hands, 0, XK_space);
  hr_test_desk_wait_for (desk, "What is in the column “Treffen”?");
  hr_test_hands_enter (&hands, "Name of the meeting");
  hr_test_desk_wait_for (desk, "What is in which column?");
  hr_test_desk_picture (desk, "import-keys-columns");
  hr_test_hands_enter (&hands, "Next");
  hr_test_desk_wait_for (desk, "table.csv · Table (CSV) · 3 meetings");
  /* back to the columns and on again, as on paper */
  hr_test_hands_press (&hands, 0, XK_Escape);
  hr_test_desk_wait_for (desk, "What is in which column?");
  /* the same button twice in half a second would be one touch of a trembling hand */
  hr_test_hands_rest (600);
  hr_test_hands_enter (&hands, "Next");
  hr_test_hands_tab_to (&hands, wait_for_row (desk, "Noon Group", "Leave out"), "Leave out");
  hr_test_hands_press (&hands, 0, XK_space);
  g_assert_nonnull (hr_test_desk_find (desk, hr_test_desk_row (desk, "Noon Group"), "Take it"));
  g_assert_cmpuint (hr_test_desk_count_meetings (desk), ==, 0);
  hr_test_desk_picture (desk, "import-keys-left-out");
  hr_test_hands_enter (&hands, "Bring in 2 changes");
  hr_test_desk_wait_for (desk, "It is done. New: 2.");
  g_assert_cmpuint (hr_test_desk_count_meetings (desk), ==, 2);
  hr_test_hands_enter (&hands, "Take it all back");
  hr_test_desk_wait_for (desk, "Taken back.");
  g_assert_cmpuint (hr_test_desk_count_meetings (desk), ==, 0);
  hr_test_desk_free (desk);
}

static void
test_touch (void)
{
  HrTestDesk *desk = hr_test_desk_new (1080, 1920, TRUE, TRUE);
  HrTestHands hands = { 0 };

  write_lists (desk);
  hr_test_desk_begin (desk);
  hr_test_hands_init (&hands, desk);
  hr_test_hands_touch (&hands, NULL, "Import");
  hr_test_hands_touch (&hands, wait_for_row (desk, "lists", "Open"), "Open");
  hr_test_hands_touch (&hands, wait_for_row (desk, "table.csv", "Choose"), "Choose");
  hr_test_desk_wait_for (desk, "What is in which column?");
  hr_test_hands_touch (&hands, hr_test_desk_row (desk, "Treffen"), "Not read");
  hr_test_desk_wait_for (desk, "What is in the column “Treffen”?");
  hr_test_hands_touch (&hands, NULL, "Name of the meeting");
  hr_test_hands_touch (&hands, NULL, "Next");
  hr_test_desk_wait_for (desk, "table.csv · Table (CSV) · 3 meetings");
  hr_test_hands_touch (&hands, wait_for_row (desk, "Noon Group", "Leave out"), "Leave out");
  hr_test_desk_picture (desk, "import-touch-left-out");
  hr_test_hands_touch (&hands, NULL, "Bring in 2 changes");
  hr_test_desk_wait_for (desk, "It is done. New: 2.");
  g_assert_cmpuint (hr_test_desk_count_meetings (desk), ==, 2);
  hr_test_hands_rest (600);
  hr_test_hands_touch (&hands, NULL, "Take it all back");
  hr_test_desk_wait_for (desk, "Taken back.");
  g_assert_cmpuint (hr_test_desk_count_meetings (desk), ==, 0);
  hr_test_desk_free (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  hr_language_init (NULL);
  g_test_add_func ("/import-hands/keys", test_keys);
  g_test_add_func ("/import-hands/touch", test_touch);
  return g_test_run ();
}
