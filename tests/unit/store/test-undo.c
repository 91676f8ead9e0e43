/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"
#include "hr-db-private.h"
#include "hr-records-private.h"

static void
set (StoreFixture *fixture, const char *id, const char *field, const char *value)
{
  store_fixture_set (fixture, HR_KIND_MEETING, id, field, value, NULL);
}

static void
retire (StoreFixture *fixture, HrKind kind, const char *id)
{
  g_free (store_fixture_edit (fixture, HR_EDIT_RETIRE, kind, id, NULL, NULL));
}

typedef enum
{
  CHANGE_SET,
  CHANGE_ADD,
  CHANGE_RETIRE,
  CHANGE_RESTORE,
  CHANGE_CANCEL,
  CHANGE_AS_USUAL,
  CHANGE_PAUSE,
  CHANGE_MERGE,
  N_CHANGES
} Change;

static void
make_change (StoreFixture *fixture, Change change)
{
  switch (change)
    {
    case CHANGE_SET:
      store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "name", "Another", "notes", "New\nlines", NULL);
      break;
    case CHANGE_ADD:
      desk_add_meeting (fixture, "m-4", "Four");
      break;
    case CHANGE_RETIRE:
      retire (fixture, HR_KIND_MEETING, "m-1");
      break;
    case CHANGE_RESTORE:
      g_free (store_fixture_edit (fixture, HR_EDIT_RESTORE, HR_KIND_MEETING, "m-2", NULL, NULL));
      break;
    case CHANGE_CANCEL:
      desk_do (fixture, .verb = HR_DESK_CANCEL, .id = "m-1", .date = DESK_TODAY, .note = "The boiler is out");
      break;
    case CHANGE_AS_USUAL:
      desk_do (fixture, .verb = HR_DESK_AS_USUAL, .id = "m-1", .date = DESK_TODAY);
      break;
    case CHANGE_PAUSE:
      desk_do (fixture, .verb = HR_DESK_PAUSE, .kind = HR_KIND_MEETING, .id = "m-1", .date = DESK_TODAY,
               .until = DESK_TODAY + 20);
      break;
    case CHANGE_MERGE:
      desk_do (fixture, .verb = HR_DESK_MERGE, .id = "m-1", .other = "m-3");
      break;
    case N_CHANGES:
    default:
      g_assert_not_reached ();
    }
}

/* Each change, taken back, leaves what was there; that taken back, what it made; and so on. */
static void
test_back_and_forth (void)
{
  for (guint which = 0; which < N_CHANGES; which++)
    {
      g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);
      g_autoptr (GPtrArray) problems = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      gint64 change = 0;

      desk_add_meeting (fixture, "m-1", "One");
      desk_add_meeting (fixture, "m-2", "Two");
      desk_add_meeting (fixture, "m-3", "Three");
      retire (fixture, HR_KIND_MEETING, "m-2");
      desk_do (fixture, .verb = HR_DESK_MOVE, .id = "m-1", .date = DESK_TODAY, .new_date = HR_DATE_NONE,
               .new_start_min = 20 * 60);
      before = desk_dump (fixture);
      make_change (fixture, (Change)which);
      after = desk_dump (fixture);
      g_assert_cmpstr (before, !=, after);
      change = desk_last (fixture);
      for (guint i = 0; i < 3; i++)
        {
          g_autofree char *now = NULL;
          gint64 taken_back = change;

          desk_undo (fixture, change);
          change = desk_last (fixture);
          now = desk_dump (fixture);
          g_assert_cmpstr (now, ==, i % 2 == 0 ? before : after);
          desk_do_not (fixture, HR_ERROR_REFUSED, "already", .verb = HR_DESK_UNDO, .change = taken_back);
        }
      problems = hr_store_check (fixture->store, NULL);
      g_assert_cmpuint (problems->len, ==, 0);
    }
}

/* A change whose undo was undone counts again, and can be taken back again. */
static void
test_again (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);
  g_autofree char *before = NULL;
  g_autofree char *now = NULL;
  gint64 change = 0, undo = 0;

  desk_add_meeting (fixture, "m-1", "One");
  before = desk_dump (fixture);
  set (fixture, "m-1", "name", "Two");
  change = desk_last (fixture);
  desk_undo (fixture, change);
  undo = desk_last (fixture);
  desk_undo (fixture, undo);
  desk_undo (fixture, change);
  now = desk_dump (fixture);
  g_assert_cmpstr (now, ==, before);
  {
    g_autoptr (GPtrArray) past = desk_history (fixture, HR_KIND_MEETING, "m-1");
    const HrPastChange *newest = past->pdata[0];
    const HrPastChange *oldest = past->pdata[past->len - 1];

    g_assert_cmpuint (past->len, ==, 5);
    g_assert_cmpint (newest->undo_of, ==, change);
    g_assert_true (newest->can_undo);
    g_assert_cmpstr (((const HrPastField *)newest->fields->pdata[0])->verb, ==, "undo");
    g_assert_true (((const HrPastChange *)past->pdata[3])->undone);
    g_assert_false (((const HrPastChange *)past->pdata[3])->can_undo);
    g_assert_cmpint (((const HrPastChange *)past->pdata[2])->number, ==, undo);
    g_assert_true (((const HrPastChange *)past->pdata[2])->undone);
    g_assert_true (oldest->can_undo);
  }
}

static void
test_refusals (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);
  g_autofree char *dump = NULL;
  g_autofree char *now = NULL;
  gint64 added = 0, named = 0, both = 0;

  desk_add_meeting (fixture, "m-1", "Sunrise");
  added = desk_last (fixture);
  set (fixture, "m-1", "name", "Sunset");
  named = desk_last (fixture);
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "name", "Noon", "notes", "x", NULL);
  both = desk_last (fixture);
  dump = desk_dump (fixture);
  desk_do_not (fixture, HR_ERROR_REFUSED, "“Name” of the meeting “Noon”", .verb = HR_DESK_UNDO, .change = named);
  desk_do_not (fixture, HR_ERROR_REFUSED, "“Name” of the meeting “Noon”", .verb = HR_DESK_UNDO, .change = added);
  desk_do_not (fixture, HR_ERROR_NOT_FOUND, "no such change", .verb = HR_DESK_UNDO, .change = 7);
  /* a new directory is no change of staff */
  {
    g_autoptr (GPtrArray) past = desk_history (fixture, HR_N_KINDS, NULL);
    const HrPastChange *first = past->pdata[past->len - 1];

    g_assert_false (first->can_undo);
    g_assert_cmpint (((const HrPastField *)first->fields->pdata[0])->kind, ==, HR_N_KINDS);
    desk_do_not (fixture, HR_ERROR_REFUSED, "backup", .verb = HR_DESK_UNDO, .change = first->number);
  }
  now = desk_dump (fixture);
  g_assert_cmpstr (now, ==, dump);
  /* in the other order all of them can be taken back */
  desk_undo (fixture, both);
  desk_undo (fixture, named);
  desk_undo (fixture, added);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM meeting WHERE retired IS NOT 1"), ==, 0);
}

/* What the change referred to before is gone meanwhile. */
static void
test_gone (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);
  g_autoptr (HrRecord) record = NULL;

  store_fixture_add (fixture, HR_KIND_VENUE, "v-1", "name", "Oak Hall", NULL);
  store_fixture_add (fixture, HR_KIND_VENUE, "v-2", "name", "Elm Hall", NULL);
  desk_add_meeting (fixture, "m-1", "One");
  set (fixture, "m-1", "venue", "v-1");
  set (fixture, "m-1", "venue", "v-2");
  {
    gint64 moved = desk_last (fixture);

    retire (fixture, HR_KIND_VENUE, "v-1");
    desk_do_not (fixture, HR_ERROR_REFUSED, "v-1", .verb = HR_DESK_UNDO, .change = moved);
  }
  record = hr_store_get_record (fixture->store, HR_KIND_MEETING, "m-1", NULL);
  g_assert_cmpstr (hr_record_get (record, "venue"), ==, "v-2");
}

static void
test_late (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);
  g_autoptr (HrClock) later = NULL;
  gint64 change = 0;

  desk_add_meeting (fixture, "m-1", "One");
  set (fixture, "m-1", "name", "Two");
  change = desk_last (fixture);
  /* thirty days later, to the hour */
  later = hr_clock_new_parse ("2026-12-23T18:00:00-05:00", NULL);
  g_set_object (&fixture->clock, later);
  store_fixture_reopen (fixture);
  {
    g_autoptr (GPtrArray) past = desk_history (fixture, HR_N_KINDS, NULL);

    g_assert_true (((const HrPastChange *)past->pdata[0])->can_undo);
  }
  g_clear_object (&later);
  later = hr_clock_new_parse ("2026-12-23T19:00:00-05:00", NULL);
  g_set_object (&fixture->clock, later);
  store_fixture_reopen (fixture);
  {
    g_autoptr (GPtrArray) past = desk_history (fixture, HR_N_KINDS, NULL);

    g_assert_false (((const HrPastChange *)past->pdata[0])->can_undo);
  }
  desk_do_not (fixture, HR_ERROR_REFUSED, "30 days", .verb = HR_DESK_UNDO, .change = change);
}

/* The history only grows, by what the undo did and by what it took back. */
static void
test_history (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);
  gint64 rows = 0;

  desk_add_meeting (fixture, "m-1", "One");
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "name", "Two", "notes", "x", NULL);
  rows = store_fixture_number (fixture, "SELECT count(*) FROM history");
  desk_undo (fixture, desk_last (fixture));
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM history"), ==, rows + 3);
  g_assert_cmpint (store_fixture_number (fixture,
                                         "SELECT count(*) FROM history WHERE verb = 'undo' AND actor = 'Ana' AND "
                                         "field = 'name' AND old = 'Two' AND new = 'One'"),
                   ==, 1);
  /* every change has a time of its own, though the clock stands still */
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(DISTINCT wall_ms) FROM history"), ==, 4);
}

/* Taking back is writing: another device must see it as the newer word. */
static void
test_versions (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);
  g_autofree char *path = g_build_filename (fixture->directory, HR_STORE_FILE, NULL);
  guint number = hr_kind_get_clock_number (HR_KIND_MEETING, (guint)hr_kind_find_field (HR_KIND_MEETING, "name"));
  HrVersion versions[3];

  desk_add_meeting (fixture, "m-1", "One");
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HrDb) db = NULL;
      g_autoptr (HrRow) row = NULL;

      if (i == 1)
        {
          /* as if another device had set it */
          g_autofree char *key = g_build_filename (fixture->directory, "device.key", NULL);

          g_assert_cmpint (g_remove (key), ==, 0);
          store_fixture_reopen (fixture);
          set (fixture, "m-1", "name", "Two");
        }
      else if (i == 2)
        desk_undo (fixture, desk_last (fixture));
      db = hr_db_open (path, HR_DB_READ, &error);
      g_assert_no_error (error);
      row = hr_records_get (db, HR_KIND_MEETING, "m-1", &error);
      g_assert_no_error (error);
      versions[i] = *hr_row_clock_get (&row->clock, number);
    }
  g_assert_cmpuint (versions[1].gen, ==, versions[0].gen + 1);
  g_assert_cmpuint (versions[1].device, !=, versions[0].device);
  g_assert_cmpuint (versions[2].gen, ==, versions[1].gen);
  g_assert_cmpuint (versions[2].device, ==, versions[1].device);
  g_assert_cmpint (hr_version_compare (&versions[2], "b", &versions[1], "b"), >, 0);
}

static void
test_keep_both (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);

  desk_add_meeting (fixture, "m-1", "One");
  desk_add_meeting (fixture, "m-2", "One");
  desk_do (fixture, .verb = HR_DESK_KEEP_BOTH, .id = "m-2", .other = "m-1");
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM kept_pair WHERE a = 'm-1' AND b = 'm-2'"), ==,
                   1);
  desk_undo (fixture, desk_last (fixture));
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM kept_pair"), ==, 0);
  desk_undo (fixture, desk_last (fixture));
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM kept_pair"), ==, 1);
  desk_do_not (fixture, HR_ERROR_INPUT, "two", .verb = HR_DESK_KEEP_BOTH, .id = "m-2", .other = "m-2");
  desk_do_not (fixture, HR_ERROR_NOT_FOUND, "m-9", .verb = HR_DESK_MERGE, .id = "m-2", .other = "m-9");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/undo/back-and-forth", test_back_and_forth);
  g_test_add_func ("/undo/again", test_again);
  g_test_add_func ("/undo/refusals", test_refusals);
  g_test_add_func ("/undo/gone", test_gone);
  g_test_add_func ("/undo/late", test_late);
  g_test_add_func ("/undo/history", test_history);
  g_test_add_func ("/undo/versions", test_versions);
  g_test_add_func ("/undo/keep-both", test_keep_both);
  return g_test_run ();
}
