/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const fields[] = { "name", "notes", NULL };

static void
save (StoreFixture *fixture, HrKind kind, const char *id, const char *name)
{
  const char *const values[] = { name, "nonsense, half typed", NULL };

  desk_do (fixture, .verb = HR_DESK_SAVE_DRAFT, .kind = kind, .id = id, .fields = fields, .values = values);
}

static char *
read_name (StoreFixture *fixture, HrKind kind, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrDraft) draft = hr_store_get_draft (fixture->store, kind, id, &error);

  g_assert_no_error (error);
  if (draft == NULL)
    return NULL;
  g_assert_cmpuint (g_strv_length (draft->fields), ==, 2);
  g_assert_cmpstr (draft->fields[0], ==, "name");
  g_assert_cmpstr (draft->values[1], ==, "nonsense, half typed");
  g_assert_cmpint (draft->wall_ms, ==, hr_clock_now_us (fixture->clock) / 1000);
  return g_strdup (draft->values[0]);
}

static void
expect (StoreFixture *fixture, HrKind kind, const char *id, const char *name)
{
  g_autofree char *found = read_name (fixture, kind, id);

  g_assert_cmpstr (found, ==, name);
}

/* One for each thing, one for each kind of new thing; as it stands; no history, no other listing. */
static void
test_keep (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 rows = 0, stamp = 0;

  desk_add_meeting (fixture, "m-1", "One");
  desk_add_meeting (fixture, "m-2", "Two");
  before = desk_dump (fixture);
  rows = store_fixture_number (fixture, "SELECT count(*) FROM history");
  stamp = store_fixture_number (fixture, "SELECT value FROM meta WHERE key = 'stamp'");
  save (fixture, HR_KIND_MEETING, "m-1", "On");
  save (fixture, HR_KIND_MEETING, "m-1", "Onc");
  save (fixture, HR_KIND_MEETING, NULL, "New");
  save (fixture, HR_KIND_VENUE, NULL, "");
  expect (fixture, HR_KIND_MEETING, "m-1", "Onc");
  expect (fixture, HR_KIND_MEETING, "m-2", NULL);
  expect (fixture, HR_KIND_MEETING, NULL, "New");
  store_fixture_reopen (fixture);
  expect (fixture, HR_KIND_MEETING, "m-1", "Onc");
  after = desk_dump (fixture);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM history"), ==, rows);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT value FROM meta WHERE key = 'stamp'"), ==, stamp);
  /* without fields it is dropped */
  desk_do (fixture, .verb = HR_DESK_SAVE_DRAFT, .kind = HR_KIND_MEETING);
  expect (fixture, HR_KIND_MEETING, NULL, NULL);
  expect (fixture, HR_KIND_MEETING, "m-1", "Onc");
}

static void
test_end (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);
  const char *const name[] = { "name", NULL };
  const char *const one[] = { "One", NULL };
  const char *const nothing[] = { "", NULL };
  HrEdit change = { HR_EDIT_SET, HR_KIND_MEETING, "m-1", name, one };
  HrEdit bad = { HR_EDIT_SET, HR_KIND_MEETING, "m-1", name, nothing };
  HrEdit new = { HR_EDIT_ADD, HR_KIND_VENUE, NULL, name, one };

  desk_add_meeting (fixture, "m-1", "One");
  save (fixture, HR_KIND_MEETING, "m-1", "Onc");
  save (fixture, HR_KIND_MEETING, NULL, "New");
  save (fixture, HR_KIND_VENUE, NULL, "Hal");
  /* other ways to change it do not end what somebody is typing */
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "notes", "x", NULL);
  desk_do (fixture, .verb = HR_DESK_VERIFY, .kind = HR_KIND_MEETING, .id = "m-1");
  desk_do (fixture, .verb = HR_DESK_CANCEL, .id = "m-1", .date = DESK_TODAY);
  /* nor does an edit that is refused */
  desk_do_not (fixture, HR_ERROR_INPUT, "name", .verb = HR_DESK_EDIT, .edits = &bad, .n_edits = 1);
  expect (fixture, HR_KIND_MEETING, "m-1", "Onc");
  /* also when nothing but the draft differs */
  desk_do (fixture, .verb = HR_DESK_EDIT, .edits = &change, .n_edits = 1);
  expect (fixture, HR_KIND_MEETING, "m-1", NULL);
  expect (fixture, HR_KIND_MEETING, NULL, "New");
  desk_do (fixture, .verb = HR_DESK_EDIT, .edits = &new, .n_edits = 1);
  expect (fixture, HR_KIND_VENUE, NULL, NULL);
  expect (fixture, HR_KIND_MEETING, NULL, "New");
}

static void
test_unknown_field (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);
  const char *const unknown[] = { "colour", NULL };
  const char *const values[] = { "red", NULL };

  save (fixture, HR_KIND_MEETING, NULL, "New");
  desk_do_not (fixture, HR_ERROR_INPUT, "colour", .verb = HR_DESK_SAVE_DRAFT, .kind = HR_KIND_MEETING,
               .fields = unknown, .values = values);
  expect (fixture, HR_KIND_MEETING, NULL, "New");
}

/* What stood there comes back beside what was typed, and guards it. */
static void
test_bases (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);
  const char *const typed[] = { "Two", "x", NULL };
  const char *const bases[] = { "One", "", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrDraft) draft = NULL;
  HrEdit edit = { HR_EDIT_SET, HR_KIND_MEETING, "m-1", fields, typed, bases };

  desk_add_meeting (fixture, "m-1", "One");
  desk_do (fixture, .verb = HR_DESK_SAVE_DRAFT, .kind = HR_KIND_MEETING, .id = "m-1", .fields = fields, .values = typed,
           .bases = bases);
  draft = hr_store_get_draft (fixture->store, HR_KIND_MEETING, "m-1", &error);
  g_assert_no_error (error);
  g_assert_cmpstrv (draft->fields, fields);
  g_assert_cmpstrv (draft->values, typed);
  g_assert_cmpstrv (draft->bases, bases);
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "notes", "Theirs", NULL);
  desk_do_not (fixture, HR_ERROR_CONFLICT, "notes", .verb = HR_DESK_EDIT, .edits = &edit, .n_edits = 1);
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "notes", "", NULL);
  desk_do (fixture, .verb = HR_DESK_EDIT, .edits = &edit, .n_edits = 1);
}

static void
type_for_ever (StoreFixture *fixture, int acknowledge)
{
  store_fixture_reopen (fixture);
  for (guint i = 0;; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      save (fixture, HR_KIND_MEETING, NULL, text);
      if (write (acknowledge, &i, sizeof i) != sizeof i)
        _exit (1);
    }
}

/* Whatever was saved is there after a kill: the last draft, or the one that was on its way, and always whole. */
static void
test_kill (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);

  g_clear_object (&fixture->store);
  for (guint round = 0; round < 10; round++)
    {
      g_autofree char *found = NULL;
      guint i = 0, last = 0;
      int channel[2], status = 0;
      gboolean any = FALSE;
      pid_t child = 0;

      g_assert_cmpint (pipe (channel), ==, 0);
      child = fork ();
      if (child == 0)
        {
          close (channel[0]);
          type_for_ever (fixture, channel[1]);
        }
      close (channel[1]);
      /* at least one was said to be saved */
      g_assert_cmpint (read (channel[0], &last, sizeof last), ==, sizeof last);
      g_usleep ((gulong)g_test_rand_int_range (0, 30000));
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      while (read (channel[0], &i, sizeof i) == sizeof i)
        last = i;
      close (channel[0]);
      store_fixture_reopen (fixture);
      found = read_name (fixture, HR_KIND_MEETING, NULL);
      g_assert_nonnull (found);
      any = g_ascii_strtoull (found, NULL, 10) == last || g_ascii_strtoull (found, NULL, 10) == last + 1;
      if (!any)
        g_error ("%u was saved last, but %s is there", last, found);
      g_clear_object (&fixture->store);
    }
}

static void
publish_for_ever (StoreFixture *fixture, int acknowledge)
{
  store_fixture_reopen (fixture);
  for (guint i = 1;; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);
      const char *const values[] = { text, text, NULL };
      HrEdit edit = { HR_EDIT_SET, HR_KIND_MEETING, "m-1", fields, values };

      desk_do (fixture, .verb = HR_DESK_SAVE_DRAFT, .kind = HR_KIND_MEETING, .id = "m-1", .fields = fields, .values = values);
      desk_do (fixture, .verb = HR_DESK_EDIT, .edits = &edit, .n_edits = 1);
      if (write (acknowledge, &i, sizeof i) != sizeof i)
        _exit (1);
    }
}

static guint
run_publisher (StoreFixture *fixture)
{
  guint i = 0, last = 0;
  int channel[2], status = 0;
  pid_t child = 0;

  g_assert_cmpint (pipe (channel), ==, 0);
  child = fork ();
  if (child == 0)
    {
      close (channel[0]);
      publish_for_ever (fixture, channel[1]);
    }
  close (channel[1]);
  g_assert_cmpint (read (channel[0], &last, sizeof last), ==, sizeof last);
  g_usleep ((gulong)g_test_rand_int_range (0, 20000));
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  while (read (channel[0], &i, sizeof i) == sizeof i)
    last = i;
  close (channel[0]);
  return last;
}

/* Killed at any moment of a publish: all its fields are new or all are old, what was said to be published is, and the draft is gone with the
 * publish or there with the old state. */
static void
test_kill_publish (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);

  desk_add_meeting (fixture, "m-1", "0");
  g_clear_object (&fixture->store);
  for (guint round = 0; round < 20; round++)
    {
      guint last = run_publisher (fixture), published = 0;
      g_autoptr (HrThing) thing = NULL;
      g_autoptr (HrDraft) draft = NULL;

      store_fixture_reopen (fixture);
      thing = hr_store_get_thing (fixture->store, HR_KIND_MEETING, "m-1", NULL);
      draft = hr_store_get_draft (fixture->store, HR_KIND_MEETING, "m-1", NULL);
      g_assert_nonnull (thing);
      g_assert_cmpstr (hr_record_get (thing->record, "name"), ==, hr_record_get (thing->record, "notes"));
      published = (guint)g_ascii_strtoull (hr_record_get (thing->record, "name"), NULL, 10);
      g_assert_true (published == last || published == last + 1);
      if (draft != NULL)
        {
          g_assert_cmpstr (draft->values[0], ==, draft->values[1]);
          g_assert_cmpuint ((guint)g_ascii_strtoull (draft->values[0], NULL, 10), ==, published + 1);
        }
      g_clear_object (&fixture->store);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* first: a fork wants no other threads */
  g_test_add_func ("/drafts/kill", test_kill);
  g_test_add_func ("/drafts/kill-publish", test_kill_publish);
  g_test_add_func ("/drafts/keep", test_keep);
  g_test_add_func ("/drafts/end", test_end);
  g_test_add_func ("/drafts/bases", test_bases);
  g_test_add_func ("/drafts/unknown-field", test_unknown_field);
  return g_test_run ();
}
