/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole afternoon of staff work, on one desk, from unlocking to locking: what each piece of it leaves in the database, and in the history
 * at its end. With $HANDRAIL_PICTURES a picture of each state goes into that folder. */
#include "handrail/service/hr-language.h"
#include "hr-test-desk.h"
#include "hr-test.h"
#include <string.h>

#define TONIGHT "Late Harbor"
#define MOVED "Harbor SMART"
#define CORRECTED "m-noon-anchor"
#define NEW "Harbor Lights Zwei"

static void
rest (int ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
picture (HrTestDesk *self, const char *name)
{
  const char *folder = g_getenv ("HANDRAIL_PICTURES");
  g_autofree char *path = g_strdup_printf ("%s/afternoon-%s.png", folder, name);

  if (folder == NULL)
    return;
  rest (200);
  hr_test_desk_save (self, path);
}

static HrOccurrence
next_of (HrTestDesk *self, const char *name)
{
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) results = NULL;
  HrOccurrence next;

  query->text = g_strdup (name);
  query->limit = 1;
  results = hr_store_find (hr_center_get_store (self->center), query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->meetings->len, ==, 1);
  next = ((HrMeeting *) results->meetings->pdata[0])->next;
  next.exception = NULL;
  return next;
}

static char *
stored (HrTestDesk *self, HrKind kind, const char *id, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThing) thing = hr_store_get_thing (hr_center_get_store (self->center), kind, id, &error);

  g_assert_no_error (error);
  return g_strdup (hr_record_get (thing->record, field));
}

static guint
count_live (HrTestDesk *self, const char *words)
{
  const HrThingQuery query = { .kind = HR_KIND_MEETING, .show = HR_SHOW_LIVE, .text = words, .limit = 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThings) things = hr_store_get_things (hr_center_get_store (self->center), &query, &error);

  g_assert_no_error (error);
  return things->total;
}

/* Not the one who made the desk just now: somebody who comes to a locked one. */
static void
unlock (HrTestDesk *self)
{
  hr_test_desk_begin (self);
  hr_test_desk_touch (self, "Lock");
  hr_test_desk_wait_for (self, "PIN of Robin");
  picture (self, "00-lock");
  hr_test_desk_type_pin (self, HR_TEST_DESK_PIN);
  hr_test_desk_wait_for (self, TONIGHT);
  picture (self, "01-today");
}

static void
cancel_tonight (HrTestDesk *self)
{
  g_assert_cmpint (next_of (self, TONIGHT).state, ==, HR_OCCURRENCE_PLANNED);
  hr_test_desk_touch_in (self, hr_test_desk_row (self, TONIGHT), "Cancel");
  hr_test_desk_wait_for (self, "Touch a reason.");
  hr_test_desk_touch (self, "The room is not free.");
  hr_test_desk_wait_for (self, "Cancelled. The lobby shows it now.");
  hr_test_desk_wait_for (self, "Cancelled · The room is not free.");
  g_assert_cmpint (next_of (self, TONIGHT).state, ==, HR_OCCURRENCE_CANCELLED);
  picture (self, "02-cancelled");
}

static void
move_one (HrTestDesk *self)
{
  HrOccurrence before = next_of (self, MOVED), after;

  hr_test_desk_touch_in (self, hr_test_desk_row (self, MOVED), "Move");
  hr_test_desk_wait_for (self, "Another time");
  hr_test_desk_touch (self, "8:00 PM");
  hr_test_desk_wait_for (self, "Moved. The lobby shows it now.");
  after = next_of (self, MOVED);
  g_assert_cmpint (after.state, ==, HR_OCCURRENCE_MOVED);
  g_assert_cmpint (after.start_s, !=, before.start_s);
  picture (self, "03-moved");
}

static void
correct_one (HrTestDesk *self)
{
  g_autofree char *name = NULL;

  hr_test_desk_go (self, "thing", "meeting " CORRECTED);
  hr_test_desk_wait_for (self, "As it is published.");
  gtk_editable_set_text (hr_test_desk_entry (self, "Name"), "Noon Anchor Group");
  hr_test_desk_wait_for (self, "Kept as a draft.");
  picture (self, "04-corrected");
  hr_test_desk_touch (self, "Publish");
  hr_test_desk_wait_for (self, "Published. The lobby shows it now.");
  name = stored (self, HR_KIND_MEETING, CORRECTED, "name");
  g_assert_cmpstr (name, ==, "Noon Anchor Group");
}

static void
add_one (HrTestDesk *self)
{
  hr_test_desk_go (self, "listings", "meeting");
  hr_test_desk_wait_for (self, "New meeting");
  hr_test_desk_touch (self, "New meeting");
  hr_test_desk_wait_for (self, "Nothing is written yet.");
  gtk_editable_set_text (hr_test_desk_entry (self, "Name"), NEW);
  hr_test_desk_touch_in (self, NULL, "Choose");
  hr_test_desk_wait_for (self, "Alcoholics Anonymous");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "Alcoholics Anonymous"), "Choose");
  hr_test_desk_touch (self, "In person");
  hr_test_desk_touch (self, "Days of the month");
  hr_test_desk_wait_for (self, "Choose one day of the week or several.");
  hr_test_desk_touch (self, "Tuesday");
  hr_test_desk_wait_for (self, "Choose which ones of the month");
  hr_test_desk_touch (self, "2nd");
  hr_test_desk_touch (self, "4th");
  gtk_editable_set_text (hr_test_desk_entry (self, "Time"), "7:30 pm");
  hr_test_desk_wait_for (self, "Tuesday, December 8, 2026");
  picture (self, "05-new");
  hr_test_desk_touch (self, "Publish");
  hr_test_desk_wait_for (self, "Published. The lobby shows it now.");
  g_assert_cmpuint (count_live (self, NEW), ==, 1);
}

/* The new one was a mistake. The history says who did what, and takes it back. */
static void
take_back (HrTestDesk *self)
{
  g_autofree char *text = NULL;

  hr_test_desk_go (self, "history", NULL);
  hr_test_desk_wait_for (self, "Meeting: " NEW);
  text = hr_test_desk_text (self);
  g_assert_nonnull (strstr (text, "· Robin"));
  g_assert_nonnull (strstr (text, "Name: Noon Anchor → Noon Anchor Group"));
  picture (self, "06-history");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "Meeting: " NEW), "Undo");
  hr_test_desk_wait_for (self, "Taken back.");
  g_assert_cmpuint (count_live (self, NEW), ==, 0);
}

static void
enter_headcount (HrTestDesk *self)
{
  GtkEditable *entry;

  hr_test_desk_go (self, "counts", NULL);
  hr_test_desk_wait_for (self, "By meeting");
  hr_test_desk_touch (self, "Enter a headcount");
  hr_test_desk_wait_for (self, "Which meeting");
  for (int day = 0; day < 4; day++)
    {
      rest (200);
      hr_test_desk_touch (self, "Day before");
    }
  hr_test_desk_wait_for (self, "Thursday, November 19");
  rest (300);
  hr_test_desk_touch (self, "5:30 PM · After Work");
  hr_test_desk_wait_for (self, "How many came");
  entry = hr_test_desk_entry (self, "How many came");
  gtk_editable_set_text (entry, "17");
  picture (self, "07-headcount");
  hr_test_desk_touch (self, "Enter the headcount");
  hr_test_desk_wait_for (self, "The headcount is entered.");
}

static gboolean
is_set (gpointer data)
{
  return hr_device_get (((HrTestDesk *) data)->device)->idle_s == 300;
}

static void
change_setting (HrTestDesk *self)
{
  hr_test_desk_go (self, "settings", NULL);
  hr_test_desk_wait_for (self, "This center");
  hr_test_desk_touch (self, "This screen");
  hr_test_desk_touch (self, "5 minutes");
  hr_test_wait_until (is_set, self);
  hr_test_desk_wait_for (self, "Saved. This screen follows at once.");
  picture (self, "08-setting");
}

static void
lock (HrTestDesk *self)
{
  hr_test_desk_touch (self, "Lock");
  hr_test_desk_wait_for (self, "PIN of Robin");
  g_assert_false (hr_test_desk_says (self, "Settings"));
  g_assert_cmpint (hr_staff_get_state (self->staff), ==, HR_STAFF_LOCKED);
  picture (self, "09-locked");
}

static void
test_afternoon (void)
{
  HrTestDesk *self = hr_test_desk_new (1080, 1920, TRUE, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = NULL;

  hr_center_open_counts (self->center, &error);
  g_assert_no_error (error);
  unlock (self);
  cancel_tonight (self);
  move_one (self);
  correct_one (self);
  add_one (self);
  take_back (self);
  enter_headcount (self);
  change_setting (self);
  lock (self);
  /* cancelled, moved, corrected, added, taken back, headcount: each under the name of who did it, and nothing else since the sample */
  history = hr_store_get_history (hr_center_get_store (self->center), HR_KIND_MEETING, NULL, 0, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpstr (((HrPastChange *) history->pdata[i])->actor, ==, "Robin");
  g_assert_cmpstr (((HrPastChange *) history->pdata[6])->actor, !=, "Robin");
  hr_test_desk_free (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  hr_language_init (NULL);
  g_test_add_func ("/desk-afternoon/work", test_afternoon);
  return g_test_run ();
}
