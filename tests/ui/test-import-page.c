/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list is brought in at the desk, from the folder to the listings, and taken back. */
#include "handrail/service/hr-language.h"
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
  g_assert_cmpuint (hr_test_desk_count_meetings (self), ==, 0);

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
  g_assert_cmpuint (hr_test_desk_count_meetings (self), >=, 184);

  hr_test_desk_touch (self, "Take it all back");
  hr_test_desk_wait_for (self, "Taken back.");
  hr_test_desk_wait_for (self, "Was taken back");
  g_assert_cmpuint (hr_test_desk_count_meetings (self), ==, 0);
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
  g_assert_cmpuint (hr_test_desk_count_meetings (self), ==, 3);
  hr_test_desk_touch (self, "Bring in 3 changes");
  hr_test_desk_touch (self, "They are really over: take them off");
  hr_test_desk_wait_for (self, "It is done. New: 0. Changed: 1. Taken off: 2.");
  g_assert_cmpuint (hr_test_desk_count_meetings (self), ==, 1);
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
  g_assert_cmpuint (hr_test_desk_count_meetings (self), ==, 0);
  hr_test_desk_free (self);
}

static gboolean
has_button (HrTestDesk *self, const char *words)
{
  GtkWidget *button = hr_test_desk_find (self, NULL, words);

  return button != NULL && gtk_widget_is_sensitive (button);
}

static void
wait_for_button (HrTestDesk *self, const char *words)
{
  while (!has_button (self, words))
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_row (HrTestDesk *self, const char *words)
{
  while (hr_test_desk_row (self, words) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* (nullable): the question over the page: the page behind it may hold the same words */
static GtkWidget *
find_sheet (GtkWidget *widget)
{
  GtkWidget *found = g_str_equal (G_OBJECT_TYPE_NAME (widget), "HrDeskSheet") ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_sheet (child);
  return found;
}

/* Columns that were matched wrongly are matched again from the review, and another time they are remembered. */
static void
test_columns_again (void)
{
  HrTestDesk *self = hr_test_desk_new (1280, 800, TRUE, TRUE);
  g_autofree char *lists = make_lists (self);

  write_list (lists, "table.csv", "Treffen;Ort;Wann\nOak Hall;Noon Group;Tuesday 12:00 pm\n");
  hr_test_desk_begin (self);
  open_lists (self);
  choose (self, "table.csv");
  hr_test_desk_wait_for (self, "What is in which column?");
  /* what is in a column says when, not what the others are */
  g_assert_nonnull (hr_test_desk_find (self, hr_test_desk_row (self, "Wann"), "Day and time in one"));
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "Treffen"), "Not read");
  hr_test_desk_touch (self, "Name of the meeting");
  hr_test_desk_touch (self, "Next");
  wait_for_row (self, "Oak Hall");
  hr_test_desk_picture (self, "import-table-review");
  hr_test_desk_touch (self, "Back to the columns");
  hr_test_desk_wait_for (self, "What is in which column?");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "Treffen"), "Name of the meeting");
  hr_test_desk_touch_in (self, find_sheet (GTK_WIDGET (self->window)), "Not read");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "Ort"), "Not read");
  hr_test_desk_touch_in (self, find_sheet (GTK_WIDGET (self->window)), "Name of the meeting");
  hr_test_desk_touch (self, "Next");
  wait_for_row (self, "Noon Group");
  g_assert_null (hr_test_desk_row (self, "Oak Hall"));
  /* back is one step, too */
  gtk_widget_activate_action (GTK_WIDGET (self->window), "desk.back", NULL);
  hr_test_desk_wait_for (self, "What is in which column?");
  hr_test_desk_touch (self, "Another list");
  hr_test_desk_wait_for (self, "lists");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "lists"), "Open");
  choose (self, "table.csv");
  hr_test_desk_wait_for (self, "What is in which column?");
  g_assert_nonnull (hr_test_desk_find (self, hr_test_desk_row (self, "Ort"), "Name of the meeting"));
  g_assert_nonnull (hr_test_desk_find (self, hr_test_desk_row (self, "Wann"), "Day and time in one"));
  g_assert_nonnull (hr_test_desk_find (self, hr_test_desk_row (self, "Treffen"), "Not read"));
  g_assert_cmpuint (hr_test_desk_count_meetings (self), ==, 0);
  hr_test_desk_free (self);
}

/* What was recognised is a proposal; a file that cannot be read says why, and can be read as something else. */
static void
test_format (void)
{
  HrTestDesk *self = hr_test_desk_new (1080, 1920, TRUE, TRUE);
  g_autofree char *lists = make_lists (self);

  write_list (lists, "list.json", "[{\"slug\":\"a\",\"name\":\"Alpha\",\"day\":1,\"time\":\"19:00\"}]");
  hr_test_desk_begin (self);
  open_lists (self);
  choose (self, "list.json");
  hr_test_desk_wait_for (self, "list.json · Meeting Guide list · 1 meeting");
  hr_test_desk_touch (self, "It is another kind of list");
  hr_test_desk_wait_for (self, "What kind of list is it?");
  hr_test_desk_picture (self, "import-format");
  hr_test_desk_touch (self, "Calendar (iCalendar)");
  /* it is none, and says so with a way on */
  hr_test_desk_wait_for (self, "list.json");
  wait_for_button (self, "It is another kind of list");
  hr_test_desk_picture (self, "import-refused");
  hr_test_desk_touch (self, "It is another kind of list");
  hr_test_desk_touch (self, "Look at it again");
  hr_test_desk_wait_for (self, "list.json · Meeting Guide list · 1 meeting");
  g_assert_cmpuint (hr_test_desk_count_meetings (self), ==, 0);
  hr_test_desk_free (self);
}

/* Many meetings, so that their import takes a while. */
static void
write_many (const char *lists)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (guint i = 0; i < 4000; i++)
    g_string_append_printf (text, "%s{\"slug\":\"m-%u\",\"name\":\"Meeting %u\",\"day\":%u,\"time\":\"%02u:00\"}", i > 0 ? "," : "", i, i, i % 7,
                            i % 24);
  g_string_append (text, "]");
  write_list (lists, "many.json", text->str);
}

/* Stopped while it is written: nothing is changed, and the same list can be brought in afterwards. In another language meanwhile: the desk
 * still says how it ended. Taken back from the list of earlier ones. */
static void
test_long (void)
{
  HrTestDesk *self = hr_test_desk_new (1920, 1080, FALSE, TRUE);
  g_autofree char *lists = make_lists (self);

  write_many (lists);
  hr_test_desk_begin (self);
  open_lists (self);
  choose (self, "many.json");
  wait_for_button (self, "Bring in 4000 changes");
  hr_test_desk_touch (self, "Bring in 4000 changes");
  hr_test_desk_touch (self, "Stop");
  hr_test_desk_wait_for (self, "Stopped. Nothing was changed.");
  g_assert_cmpuint (hr_test_desk_count_meetings (self), ==, 0);

  wait_for_button (self, "Bring in 4000 changes");
  hr_test_desk_touch (self, "Bring in 4000 changes");
  g_assert_true (hr_test_desk_find (self, NULL, "Stop") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "desk.language", "s", "es");
  hr_test_desk_wait_for (self, "Listo. Nuevas: 4000.");
  g_assert_cmpuint (hr_test_desk_count_meetings (self), ==, 4000);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "desk.language", "s", "en");
  hr_test_desk_wait_for (self, "It is done. New: 4000.");
  hr_test_desk_picture (self, "import-done-again");

  hr_test_desk_touch (self, "Another list");
  wait_for_row (self, "many.json");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "many.json"), "Take it all back");
  hr_test_desk_wait_for (self, "Taken back.");
  hr_test_desk_wait_for (self, "Was taken back");
  g_assert_cmpuint (hr_test_desk_count_meetings (self), ==, 0);
  hr_test_desk_free (self);
}

/* What staff wrote stays, and the review shows it beside what the list says. */
static void
test_kept (void)
{
  HrTestDesk *self = hr_test_desk_new (1080, 1920, TRUE, TRUE);
  g_autofree char *lists = make_lists (self);
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (HrResults) results = NULL;
  g_autoptr (GError) error = NULL;
  const char *const fields[] = { "name", NULL };
  const char *const values[] = { "Alpha at the Pier", NULL };
  HrEdit edit = { HR_EDIT_SET, HR_KIND_MEETING, NULL, fields, values, NULL };

  write_list (lists, "list.json", "[{\"slug\":\"a\",\"name\":\"Alpha\",\"day\":1,\"time\":\"19:00\"}]");
  hr_test_desk_begin (self);
  open_lists (self);
  choose (self, "list.json");
  hr_test_desk_wait_for (self, "list.json · Meeting Guide list · 1 meeting");
  hr_test_desk_touch (self, "Bring in 1 change");
  hr_test_desk_wait_for (self, "It is done. New: 1.");
  query->unpublished = TRUE;
  results = hr_store_find (hr_center_get_store (self->center), query, &error);
  g_assert_no_error (error);
  edit.id = ((HrMeeting *) results->meetings->pdata[0])->id;
  {
    g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (self->center), &edit, 1, "Kim", &error);

    g_assert_no_error (error);
  }
  write_list (lists, "list.json", "[{\"slug\":\"a\",\"name\":\"Alpha Group\",\"day\":1,\"time\":\"20:00\"}]");
  hr_test_desk_touch (self, "Another list");
  hr_test_desk_wait_for (self, "lists");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "lists"), "Open");
  choose (self, "list.json");
  wait_for_button (self, "Your words stay: 1");
  hr_test_desk_touch (self, "Your words stay: 1");
  hr_test_desk_wait_for (self, "Name: here “Alpha at the Pier”, in the list “Alpha Group”");
  hr_test_desk_picture (self, "import-kept");
  hr_test_desk_touch (self, "Bring in 1 change");
  hr_test_desk_wait_for (self, "It is done. New: 0. Changed: 1.");
  {
    g_autoptr (HrRecord) now = hr_store_get_record (hr_center_get_store (self->center), HR_KIND_MEETING, edit.id, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (hr_record_get (now, "name"), ==, "Alpha at the Pier");
    g_assert_true (g_str_has_suffix (hr_record_get (now, "start"), "T20:00"));
  }
  hr_test_desk_free (self);
}

static guint
count_rows (HrTestDesk *self)
{
  g_autofree char *text = hr_test_desk_text (self);
  guint n = 0;

  for (const char *at = text; (at = strstr (at, "list-")) != NULL; at++)
    n++;
  return n;
}

/* A folder with very many files is shown page by page. */
static void
test_many_files (void)
{
  HrTestDesk *self = hr_test_desk_new (1280, 800, TRUE, TRUE);
  g_autofree char *lists = make_lists (self);

  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *name = g_strdup_printf ("list-%03u.json", i);

      write_list (lists, name, "[]");
    }
  hr_test_desk_begin (self);
  open_lists (self);
  wait_for_row (self, "list-000.json");
  g_assert_cmpuint (count_rows (self), ==, 50);
  g_assert_true (hr_test_desk_says (self, "1 to 50 of 120"));
  hr_test_desk_touch (self, "More");
  hr_test_desk_touch (self, "More");
  g_assert_true (hr_test_desk_says (self, "101 to 120 of 120"));
  g_assert_nonnull (hr_test_desk_row (self, "list-119.json"));
  g_assert_false (has_button (self, "More"));
  hr_test_desk_free (self);
}

/* No English is left on a page of a desk in Spanish, beside what the list says: not in what was repaired, not in why a record or a whole file cannot be
 * read. */
static void
assert_spanish (HrTestDesk *self)
{
  static const char *const english[] = { "the", "is", "was", "and", "this", "with", "out", "no time", "record", "missing", "left", "line" };
  g_autofree char *text = hr_test_desk_text (self);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (english); k++)
      {
        g_autofree char *pattern = g_strdup_printf ("\\b%s\\b", english[k]);

        if (g_regex_match_simple (pattern, lines[i], G_REGEX_CASELESS, 0))
          g_error ("“%s” on a Spanish page: %s", english[k], lines[i]);
      }
}

static void
test_spanish (void)
{
  HrTestDesk *self = hr_test_desk_new (1080, 1920, TRUE, TRUE);
  g_autofree char *lists = make_lists (self);

  write_list (lists, "lista.json",
              "[{\"slug\":\"a\",\"name\":\"Alfa\",\"day\":1,\"time\":\"25:00\",\"end_time\":\"x\"},{\"slug\":\"b\",\"name\":\"\",\"day\":9},7,"
              "{\"slug\":\"c\",\"name\":\"Gama\",\"day\":2,\"time\":\"19:00\",\"website\":\"x y\",\"latitude\":0,\"longitude\":0}]");
  write_list (lists, "rota.json", "[{\"name\":\"Alfa\",");
  hr_test_desk_begin (self);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "desk.language", "s", "es");
  hr_test_desk_go (self, "import", NULL);
  wait_for_row (self, "lists");
  assert_spanish (self);
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "lists"), "Abrir");
  wait_for_row (self, "rota.json");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "rota.json"), "Elegir");
  hr_test_desk_wait_for (self, "rota.json: línea 1, columna");
  assert_spanish (self);
  hr_test_desk_picture (self, "import-spanish-refused");
  wait_for_row (self, "lists");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "lists"), "Abrir");
  wait_for_row (self, "lista.json");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "lista.json"), "Elegir");
  hr_test_desk_wait_for (self, "lista.json · ");
  assert_spanish (self);
  hr_test_desk_touch (self, "No se pudieron leer: 2");
  g_assert_true (hr_test_desk_says (self, "el registro es un número"));
  assert_spanish (self);
  hr_test_desk_picture (self, "import-spanish-rejected");
  hr_test_desk_free (self);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  hr_language_init (NULL);
  g_test_add_func ("/import-page/feed", test_feed);
  g_test_add_func ("/import-page/table", test_table);
  g_test_add_func ("/import-page/changed", test_changed);
  g_test_add_func ("/import-page/nothing-changed", test_nothing_changed);
  g_test_add_func ("/import-page/columns-again", test_columns_again);
  g_test_add_func ("/import-page/format", test_format);
  g_test_add_func ("/import-page/long", test_long);
  g_test_add_func ("/import-page/kept", test_kept);
  g_test_add_func ("/import-page/many-files", test_many_files);
  g_test_add_func ("/import-page/spanish", test_spanish);
  return g_test_run ();
}
