/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two listings of one meeting are shown side by side, merged only when somebody says so, and taken apart again. */
#include "handrail/store/hr-store-desk.h"
#include "hr-test-desk.h"
#include "hr-test.h"

static void
add_meeting (HrTestDesk *self, const char *name, const char *venue, const char *notes)
{
  static const char *const fields[] = { "name", "fellowship", "rule", "start", "venue", "notes", "attendance", NULL };
  const char *const values[] = { name, "aa", "FREQ=WEEKLY;BYDAY=MO", "2026-11-23T19:00", venue, notes, "in_person", NULL };
  const HrEdit edit = { .verb = HR_EDIT_ADD, .kind = HR_KIND_MEETING, .fields = fields, .values = values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (self->center), &edit, 1, "test", &error);

  g_assert_no_error (error);
}

static char *
add_venue (HrTestDesk *self)
{
  static const char *const fields[] = { "name", "street", "city", NULL };
  const char *const values[] = { "Oak Hall", "1 Oak Street", "Springfield", NULL };
  const HrEdit edit = { .verb = HR_EDIT_ADD, .kind = HR_KIND_VENUE, .fields = fields, .values = values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (self->center), &edit, 1, "test", &error);

  g_assert_no_error (error);
  return g_strdup (ids[0]);
}

static guint
count_meetings (HrTestDesk *self)
{
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) results = hr_store_find (hr_center_get_store (self->center), query, &error);

  g_assert_no_error (error);
  return results->total;
}

static HrTestDesk *
open_pairs (int width, int height)
{
  HrTestDesk *self = hr_test_desk_new (width, height, TRUE, TRUE);
  g_autofree char *venue = add_venue (self);

  add_meeting (self, "Monday Night Big Book", venue, "Use the side door");
  add_meeting (self, "Monday Night Bigbook", venue, "Coffee at half past six");
  hr_test_desk_begin (self);
  hr_test_desk_go (self, "duplicates", NULL);
  hr_test_desk_wait_for (self, "1 pair looks like one meeting.");
  return self;
}

static void
test_merge (void)
{
  HrTestDesk *self = open_pairs (1080, 1920);

  g_assert_true (hr_test_desk_says (self, "Same day and time, same place,"));
  g_assert_true (hr_test_desk_says (self, "Use the side door"));
  g_assert_true (hr_test_desk_says (self, "Coffee at half past six"));
  hr_test_desk_wait_for (self, "Oak Hall");
  hr_test_desk_picture (self, "duplicates");
  g_assert_cmpuint (count_meetings (self), ==, 2);
  hr_test_desk_touch (self, "Keep this one");
  hr_test_desk_wait_for (self, "No two meetings look alike.");
  g_assert_cmpuint (count_meetings (self), ==, 1);
  hr_test_desk_touch (self, "Undo");
  hr_test_desk_wait_for (self, "1 pair looks like one meeting.");
  g_assert_cmpuint (count_meetings (self), ==, 2);
  hr_test_desk_free (self);
}

static void
test_two (void)
{
  HrTestDesk *self = open_pairs (1280, 800);

  hr_test_desk_picture (self, "duplicates-small");
  hr_test_desk_touch (self, "They are two");
  hr_test_desk_wait_for (self, "No two meetings look alike.");
  g_assert_cmpuint (count_meetings (self), ==, 2);
  /* and it stays so */
  hr_test_desk_go (self, "today", NULL);
  hr_test_desk_go (self, "duplicates", NULL);
  hr_test_desk_wait_for (self, "No two meetings look alike.");
  hr_test_desk_free (self);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duplicates-page/merge", test_merge);
  g_test_add_func ("/duplicates-page/two", test_two);
  return g_test_run ();
}
