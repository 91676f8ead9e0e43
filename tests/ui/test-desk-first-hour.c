/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Your first hour at the desk", as README.md has it: each step by what it says to touch, with a real pointer and real keys on an office PC.
 * Whoever changes a button that the page names finds out here. With $HANDRAIL_PICTURES a picture of each step goes into that folder. */
#include "handrail/service/hr-language.h"
#include "handrail/visitor/hr-visitor-preview.h"
#include "hr-test-hands.h"
#include "hr-test.h"

#include <glib/gstdio.h>

#define TONIGHT "Late Harbor"
#define MOVED "Harbor SMART"
#define PAUSED "First Steps"

typedef struct
{
  HrTestDesk *desk;
  HrTestHands hands;
} Hour;

static GtkWidget *
preview_cb (HrDirectory *directory, const char *page, const char *argument, const char *language, gpointer user_data)
{
  HrTestDesk *desk = user_data;

  return hr_visitor_preview_new (directory, desk->theme, page, argument, language, 1080, 1920);
}

static GtkWidget *
find (Hour *self, const char *row_words, const char *words, GtkWidget **ret_row)
{
  *ret_row = row_words != NULL ? hr_test_desk_row (self->desk, row_words) : NULL;
  return row_words == NULL || *ret_row != NULL ? hr_test_desk_find (self->desk, *ret_row, words) : NULL;
}

/* The button may come late, may have to be scrolled to, and what is listed may be read anew meanwhile. @row_words: (nullable): what a line
 * of its row begins with */
static void
touch (Hour *self, const char *row_words, const char *words)
{
  GtkWidget *row = NULL, *button = NULL;

  for (int i = 0; i < 500 && button == NULL; i++)
    {
      hr_test_hands_rest (10);
      button = find (self, row_words, words, &row);
    }
  hr_test_hands_rest (300);
  button = find (self, row_words, words, &row);
  if (button == NULL)
    {
      g_autofree char *text = hr_test_desk_text (self->desk);

      g_error ("“%s” has no “%s”:\n%s", row_words != NULL ? row_words : "The desk", words, text);
    }
  hr_test_hands_scroll_to (&self->hands, button);
  hr_test_hands_touch (&self->hands, row, words);
}

/* The first larger field: those of several lines are no GtkEntry */
static GtkWidget *
find_view (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_TEXT_VIEW (widget) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_view (child);
  return found;
}

static void
write_into (Hour *self, const char *field, const char *text)
{
  GtkWidget *entry = GTK_WIDGET (hr_test_desk_entry (self->desk, field));

  hr_test_hands_scroll_to (&self->hands, entry);
  hr_test_hands_touch_widget (&self->hands, entry);
  hr_test_hands_press (&self->hands, XK_Control_L, XK_a);
  hr_test_hands_type (&self->hands, text);
  hr_test_hands_rest (300);
}

static void
expect (Hour *self, const char *words)
{
  hr_test_desk_wait_for (self->desk, words);
}

static void
type_pin (Hour *self)
{
  for (const char *p = HR_TEST_DESK_PIN; *p != '\0'; p++)
    {
      const char key[] = { *p, '\0' };

      touch (self, NULL, key);
    }
}

static guint
count_found (Hour *self, HrKind kind, HrThingShow show, const char *words)
{
  const HrThingQuery query = { .kind = kind, .show = show, .text = words, .limit = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThings) things = hr_store_get_things (hr_center_get_store (self->desk->center), &query, &error);

  g_assert_no_error (error);
  return things->total;
}

static void
open_the_desk (Hour *self)
{
  expect (self, "Set up the staff desk");
  write_into (self, "Your name", "robin");
  touch (self, NULL, "Go on");
  expect (self, "Choose your PIN");
  type_pin (self);
  expect (self, "Type your PIN again");
  type_pin (self);
  expect (self, "Today");
}

static void
look_at_today (Hour *self)
{
  touch (self, TONIGHT, "Cancel");
  expect (self, "Touch a reason.");
  touch (self, NULL, "The room is not free.");
  expect (self, "Cancelled. The lobby shows it now.");
  expect (self, "Cancelled · The room is not free.");
  touch (self, MOVED, "Move");
  expect (self, "Another time");
  expect (self, "Another room or place");
  expect (self, "Another day, at the same time");
  touch (self, NULL, "8:00 PM");
  expect (self, "Moved. The lobby shows it now.");
  touch (self, PAUSED, "More");
  expect (self, "Pause this meeting, from this day on, for");
  expect (self, "Close ");
  g_assert_nonnull (hr_test_desk_find (self->desk, NULL, "Everything about this meeting"));
  hr_test_desk_picture (self->desk, "hour-2-more");
  touch (self, NULL, "2 weeks");
  expect (self, "The meeting is paused up to and including");
}

static void
choose_day (Hour *self, const char *day)
{
  touch (self, NULL, "Choose the day");
  touch (self, NULL, day);
}

static void
tell_everybody (Hour *self)
{
  touch (self, NULL, "Today");
  touch (self, NULL, "New announcement");
  expect (self, "Nothing is written yet.");
  expect (self, "Title");
  hr_test_hands_touch_widget (&self->hands, find_view (GTK_WIDGET (self->desk->window)));
  hr_test_hands_type (&self->hands, "soup on friday");
  choose_day (self, "23");
  choose_day (self, "27");
  hr_test_desk_picture (self->desk, "hour-3-announcement");
  touch (self, NULL, "Publish");
  expect (self, "Published. The lobby shows it now.");
  g_assert_cmpuint (count_found (self, HR_KIND_ANNOUNCEMENT, HR_SHOW_LIVE, "soup"), ==, 1);
}

static void
find_a_listing (Hour *self)
{
  touch (self, NULL, "Listings");
  touch (self, NULL, "Meetings");
  write_into (self, "Search", "anch");
  expect (self, "Noon Anchor");
  touch (self, NULL, "Not checked lately");
  hr_test_desk_picture (self->desk, "hour-4-not-checked");
  touch (self, NULL, "In use");
  touch (self, "Noon Anchor", "Checked today");
}

static void
correct_it (Hour *self)
{
  touch (self, "Noon Anchor", "Open");
  expect (self, "As it is published.");
  write_into (self, "Name", "noon anchor group");
  expect (self, "Kept as a draft.");
  touch (self, NULL, "Days of the month");
  touch (self, NULL, "2nd");
  touch (self, NULL, "4th");
  touch (self, NULL, "Tuesday");
  expect (self, "The next dates:");
  hr_test_desk_picture (self->desk, "hour-5-days");
}

static void
expect_name (Hour *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThing) thing = hr_store_get_thing (hr_center_get_store (self->desk->center), HR_KIND_MEETING, "m-noon-anchor", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (hr_record_get (thing->record, "name"), ==, name);
}

static void
publish_it (Hour *self)
{
  touch (self, NULL, "Preview");
  expect (self, "So the lobby will show it.");
  hr_test_desk_picture (self->desk, "hour-6-preview");
  hr_test_hands_press (&self->hands, 0, XK_Escape);
  hr_test_hands_rest (400);
  touch (self, NULL, "Publish");
  expect (self, "Published. The lobby shows it now.");
  expect_name (self, "noon anchor group");
  touch (self, NULL, "Undo");
  expect (self, "Taken back.");
  expect_name (self, "Noon Anchor");
}

/* The copy is left as it is: two listings of one meeting, for a later step. */
static void
copy_and_retire (Hour *self)
{
  touch (self, NULL, "Copy");
  expect (self, "Kept as a draft.");
  touch (self, NULL, "Publish");
  expect (self, "Published. The lobby shows it now.");
  touch (self, NULL, "Retire");
  expect (self, "Retired. The lobby does not show it any more.");
  touch (self, NULL, "Listings");
  g_assert_nonnull (hr_test_desk_find (self->desk, NULL, "New meeting"));
  touch (self, NULL, "Retired");
  touch (self, "Noon Anchor", "Open");
  hr_test_desk_picture (self->desk, "hour-7-retired");
  touch (self, NULL, "Bring back");
  expect (self, "Brought back. The lobby shows it again.");
}

static void
bring_in_a_list (Hour *self)
{
  touch (self, NULL, "Import");
  touch (self, "lists", "Open");
  touch (self, "table.csv", "Choose");
  expect (self, "What is in which column?");
  touch (self, "Treffen", "Not read");
  expect (self, "What is in the column “Treffen”?");
  touch (self, NULL, "Name of the meeting");
  touch (self, NULL, "Next");
  expect (self, "table.csv · Table (CSV) · 2 meetings");
  touch (self, "Early Light", "Leave out");
  hr_test_desk_picture (self->desk, "hour-8-import");
  touch (self, NULL, "Bring in 1 change");
  expect (self, "It is done. New: 1.");
  touch (self, NULL, "Take it all back");
  expect (self, "Taken back.");
}

static void
two_listings (Hour *self)
{
  touch (self, NULL, "Listings");
  touch (self, NULL, "Duplicates");
  expect (self, "Same day and time, same place, the same name");
  g_assert_nonnull (hr_test_desk_find (self->desk, NULL, "They are two"));
  hr_test_desk_picture (self->desk, "hour-9-duplicates");
  touch (self, NULL, "Keep this one");
  expect (self, "They are one now.");
}

/* The first device of a share; what two of them show each other is the share's own test. */
static void
more_than_one_device (Hour *self)
{
  g_autofree char *folder = g_build_filename (self->desk->folder, "between", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  touch (self, NULL, "Share");
  g_assert_nonnull (hr_test_desk_find (self->desk, NULL, "Join a share"));
  touch (self, NULL, "Start a share");
  /* real keys know no capitals, and the folder of a test has some */
  gtk_editable_set_text (hr_test_desk_entry (self->desk, "Folder"), folder);
  write_into (self, "Name of this device", "office");
  touch (self, NULL, "Start the share");
  touch (self, NULL, g_get_home_dir ());
  expect (self, "This device is “office”");
  touch (self, NULL, "Sync now");
  expect (self, "In step with the share.");
  hr_test_desk_picture (self->desk, "hour-10-share");
}

static void
write_list (Hour *self)
{
  g_autofree char *lists = g_build_filename (self->desk->folder, "lists", NULL);
  g_autofree char *table = g_build_filename (lists, "table.csv", NULL);
  g_autofree char *config = g_build_filename (self->desk->folder, "handrail.conf", NULL);
  g_autofree char *words = g_strdup_printf ("[import]\nfolders=%s\n", lists);

  g_assert_cmpint (g_mkdir (lists, 0700), ==, 0);
  g_assert_true (g_file_set_contents (config, words, -1, NULL));
  g_assert_true (g_file_set_contents (table, "Treffen;Wann;Wo\nEarly Light;Monday 7:00 am;1 Oak Street\nNoon Group;Tuesday 12:00 pm;2 Elm Street\n",
                                      -1, NULL));
}

static void
test_hour (void)
{
  Hour self = { .desk = hr_test_desk_new (1600, 1200, FALSE, FALSE) };

  write_list (&self);
  hr_staff_window_set_preview (self.desk->window, preview_cb, self.desk);
  hr_test_desk_wait_for (self.desk, "Set up the staff desk");
  hr_test_hands_init (&self.hands, self.desk);
  open_the_desk (&self);
  look_at_today (&self);
  tell_everybody (&self);
  find_a_listing (&self);
  correct_it (&self);
  publish_it (&self);
  copy_and_retire (&self);
  bring_in_a_list (&self);
  two_listings (&self);
  more_than_one_device (&self);
  hr_test_desk_free (self.desk);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = hr_test_make_folder ();
  int status;

  /* where a root key goes that has no stick */
  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  hr_language_init (NULL);
  g_test_add_func ("/desk-first-hour/steps", test_hour);
  status = g_test_run ();
  hr_test_remove_folder (g_steal_pointer (&home));
  return status;
}
