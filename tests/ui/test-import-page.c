/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list is brought in at the desk, from the folder to the listings, and taken back. */
#include "handrail/store/hr-store-import.h"
#include "hr-test-desk.h"
#include "hr-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* A folder of lists that the data folder's settings name, as a mounted share would be. */
static char *
make_lists (HrTestDesk *self)
{
  g_autoptr (GError) error = NULL;
  char *lists = g_build_filename (self->folder, "lists", NULL);
  g_autofree char *config = g_build_filename (self->folder, "handrail.conf", NULL);
  g_autofree char *words = g_strdup_printf ("[import]\nfolders=%s\n", lists);

  g_assert_cmpint (g_mkdir (lists, 0700), ==, 0);
  g_assert_true (g_file_set_contents (config, words, -1, &error));
  return lists;
}

static void
copy_list (const char *lists, const char *name)
{
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, "golden", "feeds", name, NULL);
  g_autofree char *to = g_build_filename (lists, name, NULL);
  g_autofree char *text = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (from, &text, &length, NULL));
  g_assert_true (g_file_set_contents (to, text, (gssize) length, NULL));
}

static void
write_list (const char *lists, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (lists, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
open_lists (HrTestDesk *self)
{
  hr_test_desk_go (self, "import", NULL);
  hr_test_desk_wait_for (self, "lists");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "lists"), "Open");
}

static void
choose (HrTestDesk *self, const char *name)
{
  /* the same name may stand among what was brought in before */
  while (hr_test_desk_row (self, name) == NULL || hr_test_desk_find (self, hr_test_desk_row (self, name), "Choose") == NULL)
    g_main_context_iteration (NULL, TRUE);
  hr_test_desk_touch_in (self, hr_test_desk_row (self, name), "Choose");
}

static guint
count_meetings (HrTestDesk *self)
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

/* A whole real feed: some left out, brought in, and taken back. */
static void
test_feed (void)
{
  HrTestDesk *self = hr_test_desk_new (1080, 1920, TRUE, TRUE);
  g_autofree char *lists = make_lists (self);

  copy_list (lists, "tsmlui-eda.json");
  hr_test_desk_begin (self);
  open_lists (self);
  hr_test_desk_picture (self, "import-files");
  choose (self, "tsmlui-eda.json");
  hr_test_desk_wait_for (self, "tsmlui-eda.json · Meeting Guide list · 185 meetings");
  g_assert_true (hr_test_desk_says (self, "These meetings are not in the listings yet."));
  hr_test_desk_picture (self, "import-review");
  g_assert_cmpuint (count_meetings (self), ==, 0);

  hr_test_desk_touch (self, "Leave out");
  g_assert_nonnull (hr_test_desk_find (self, NULL, "Take it"));
  g_assert_nonnull (hr_test_desk_find (self, NULL, "Bring in 184 changes"));
  hr_test_desk_picture (self, "import-left-out");

  /* of another fellowship they are other meetings: nothing of them is left out */
  hr_test_desk_touch (self, "Meetings of: Alcoholics Anonymous");
  gtk_editable_set_text (hr_test_desk_entry (self, "Search"), "eating");
  hr_test_desk_wait_for (self, "Eating Disorders Anonymous");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "Eating Disorders Anonymous"), "Choose");
  hr_test_desk_wait_for (self, "tsmlui-eda.json · Meeting Guide list · 185 meetings");
  while (hr_test_desk_find (self, NULL, "Meetings of: Eating Disorders Anonymous") == NULL)
    g_main_context_iteration (NULL, TRUE);

  hr_test_desk_touch (self, "Bring in 185 changes");
  hr_test_desk_wait_for (self, "It is done. New: 185.");
  hr_test_desk_picture (self, "import-done");
  g_assert_cmpuint (count_meetings (self), >=, 184);

  hr_test_desk_touch (self, "Take it all back");
  hr_test_desk_wait_for (self, "Taken back.");
  hr_test_desk_wait_for (self, "Was taken back");
  g_assert_cmpuint (count_meetings (self), ==, 0);
  hr_test_desk_picture (self, "import-past");
  hr_test_desk_free (self);
}

/* A spreadsheet saved as CSV with semicolons, in Windows-1252, with CR line ends and a line break inside a cell */
static void
test_table (void)
{
  HrTestDesk *self = hr_test_desk_new (1280, 800, TRUE, TRUE);
  g_autofree char *lists = make_lists (self);
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (HrResults) results = NULL;
  g_autoptr (GError) error = NULL;

  write_list (lists, "table.csv",
              "Treffen;Wann;Wo;Bemerkung\r"
              "Caf\xe9 Light;Monday 7:00 pm;1 Oak Street;\"bring\rcoffee\"\r"
              "Noon Group;Tuesday 12:00 pm;2 Elm Street;\r");
  hr_test_desk_begin (self);
  open_lists (self);
  choose (self, "table.csv");
  hr_test_desk_wait_for (self, "What is in which column?");
  hr_test_desk_picture (self, "import-columns");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "Treffen"), "Not read");
  hr_test_desk_wait_for (self, "What is in the column “Treffen”?");
  hr_test_desk_picture (self, "import-column");
  hr_test_desk_touch (self, "Name of the meeting");
  if (hr_test_desk_find (self, hr_test_desk_row (self, "Wann"), "Day and time in one") == NULL)
    {
      hr_test_desk_touch_in (self, hr_test_desk_row (self, "Wann"), "Not read");
      hr_test_desk_touch (self, "Day and time in one");
    }
  hr_test_desk_touch (self, "Next");
  hr_test_desk_wait_for (self, "table.csv · Table (CSV) · 2 meetings");
  g_assert_true (hr_test_desk_says (self, "Every Monday, 7:00 PM"));
  hr_test_desk_touch (self, "Bring in 2 changes");
  hr_test_desk_wait_for (self, "It is done. New: 2.");
  query->text = g_strdup ("cafe");
  results = hr_store_find (hr_center_get_store (self->center), query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->total, ==, 1);
  g_assert_cmpstr (((HrMeeting *) results->meetings->pdata[0])->name, ==, "Café Light");
  hr_test_desk_free (self);
}

/* A changed list says what changes, from what to what; a list that came short asks first. */
static void
test_changed (void)
{
  HrTestDesk *self = hr_test_desk_new (1920, 1080, FALSE, TRUE);
  g_autofree char *lists = make_lists (self);

  write_list (lists, "list.json",
              "[{\"slug\":\"a\",\"name\":\"Alpha\",\"day\":1,\"time\":\"19:00\"},{\"slug\":\"b\",\"name\":\"Beta\",\"day\":2,\"time\":\"12:00\"},"
              "{\"slug\":\"c\",\"name\":\"Gamma\",\"day\":3,\"time\":\"08:00\"}]");
  hr_test_desk_begin (self);
  open_lists (self);
  choose (self, "list.json");
  hr_test_desk_wait_for (self, "list.json · Meeting Guide list · 3 meetings");
  hr_test_desk_touch (self, "Bring in 3 changes");
  hr_test_desk_wait_for (self, "It is done. New: 3.");
  write_list (lists, "list.json", "[{\"slug\":\"a\",\"name\":\"Alpha\",\"day\":1,\"time\":\"20:00\"},{\"slug\":\"x\",\"name\":\"\",\"day\":9}]");
  hr_test_desk_touch (self, "Another list");
  hr_test_desk_wait_for (self, "lists");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "lists"), "Open");
  choose (self, "list.json");
  hr_test_desk_wait_for (self, "list.json · Meeting Guide list · 2 meetings");
  g_assert_true (hr_test_desk_says (self, "Start: 7:00 PM → 8:00 PM"));
  hr_test_desk_picture (self, "import-changed");
  hr_test_desk_touch (self, "Taken off: 2");
  g_assert_nonnull (hr_test_desk_row (self, "Beta"));
  hr_test_desk_touch (self, "Could not be read: 1");
  hr_test_desk_picture (self, "import-rejected");
  hr_test_desk_touch (self, "Bring in 3 changes");
  hr_test_desk_wait_for (self, "Is that right?");
  hr_test_desk_picture (self, "import-removals");
  hr_test_desk_touch (self, "Look at it again");
  g_assert_cmpuint (count_meetings (self), ==, 3);
  hr_test_desk_touch (self, "Bring in 3 changes");
  hr_test_desk_touch (self, "They are really over: take them off");
  hr_test_desk_wait_for (self, "It is done. New: 0. Changed: 1. Taken off: 2.");
  g_assert_cmpuint (count_meetings (self), ==, 1);
  hr_test_desk_free (self);
}

/* Something else than a list, and a stop in the middle: nothing is changed, and the way on is open. */
static void
test_nothing_changed (void)
{
  HrTestDesk *self = hr_test_desk_new (1080, 1920, TRUE, TRUE);
  g_autofree char *lists = make_lists (self);

  write_list (lists, "broken.json", "[{\"name\":\"Alpha\",");
  copy_list (lists, "tsmlui-aasepia-philadelphia-1.json");
  hr_test_desk_begin (self);
  open_lists (self);
  choose (self, "broken.json");
  hr_test_desk_wait_for (self, "broken.json: line 1, column");
  hr_test_desk_wait_for (self, "lists");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "lists"), "Open");
  choose (self, "tsmlui-aasepia-philadelphia-1.json");
  hr_test_desk_touch (self, "Stop");
  hr_test_desk_wait_for (self, "Stopped. Nothing was changed.");
  g_assert_cmpuint (count_meetings (self), ==, 0);
  hr_test_desk_free (self);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-page/feed", test_feed);
  g_test_add_func ("/import-page/table", test_table);
  g_test_add_func ("/import-page/changed", test_changed);
  g_test_add_func ("/import-page/nothing-changed", test_nothing_changed);
  return g_test_run ();
}
