/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child that publishes is killed at its first write to a file, another one at its second, and so on, until one comes through: afterwards
 * the old state stands whole, with the draft, or the new one, with its line in the history. */
#include "store-fixture.h"
#include "handrail/store/hr-store-desk.h"
#include "handrail/store/hr-store-import.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOW "2026-11-23T18:50:00-05:00"
#define MOST_STEPS 2000
#define VENUE "v-hall"
#define MEETING "m-early"

/* ---- the step at which the child dies ---- */

/* Everything of SQLite that changes a file. A killed program loses nothing that it wrote, so a sync is no step of its own. */
static int steps_left = -1;

static void
take_step (void)
{
  if (steps_left >= 0 && steps_left-- == 0)
    raise (SIGKILL);
}

static ssize_t
step_write (int fd, const void *data, size_t length)
{
  take_step ();
  return write (fd, data, length);
}

static ssize_t
step_pwrite (int fd, const void *data, size_t length, off_t offset)
{
  take_step ();
  return pwrite (fd, data, length, offset);
}

static int
step_truncate (int fd, off_t length)
{
  take_step ();
  return ftruncate (fd, length);
}

static int
step_unlink (const char *path)
{
  take_step ();
  return unlink (path);
}

static void
watch_steps (void)
{
  sqlite3_vfs *vfs;

  sqlite3_initialize ();
  vfs = sqlite3_vfs_find (NULL);
  g_assert_cmpint (vfs->xSetSystemCall (vfs, "write", (sqlite3_syscall_ptr) step_write), ==, SQLITE_OK);
  g_assert_cmpint (vfs->xSetSystemCall (vfs, "pwrite", (sqlite3_syscall_ptr) step_pwrite), ==, SQLITE_OK);
  (void) vfs->xSetSystemCall (vfs, "pwrite64", (sqlite3_syscall_ptr) step_pwrite);
  g_assert_cmpint (vfs->xSetSystemCall (vfs, "ftruncate", (sqlite3_syscall_ptr) step_truncate), ==, SQLITE_OK);
  g_assert_cmpint (vfs->xSetSystemCall (vfs, "unlink", (sqlite3_syscall_ptr) step_unlink), ==, SQLITE_OK);
}

/* Returns: whether the child came through */
static gboolean
run_child (StoreFixture *fixture, int step, void (*work) (StoreFixture *fixture, int step))
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      /* programs of their own do not share names of temporary files */
      g_random_set_seed ((guint32) step + 1);
      watch_steps ();
      store_fixture_reopen (fixture);
      /* the reading when it opens is not what is looked at */
      steps_left = step;
      work (fixture, step);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) || WTERMSIG (status) == SIGKILL);
  g_assert_true (!WIFEXITED (status) || WEXITSTATUS (status) == 0);
  return WIFEXITED (status);
}

/* ---- publish ---- */

static void
save_draft (StoreFixture *fixture)
{
  const char *const fields[] = { "name", NULL }, *const values[] = { "Half Typed", NULL };
  const HrDeskWrite write = { .verb = HR_DESK_SAVE_DRAFT, .kind = HR_KIND_MEETING, .id = MEETING, .fields = fields, .values = values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_write (fixture->store, &write, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (ids);
}

/* Two things, as a form that changes a place for its meeting: one transaction. */
static void
publish (StoreFixture *fixture, int step)
{
  const char *const fields[] = { "name", NULL };
  g_autofree char *name = g_strdup_printf ("Name %d", step);
  const char *const values[] = { name, NULL };
  const HrEdit edits[] = {
    { HR_EDIT_SET, HR_KIND_VENUE, VENUE, fields, values, NULL },
    { HR_EDIT_SET, HR_KIND_MEETING, MEETING, fields, values, NULL },
  };
  const HrDeskWrite write = { .verb = HR_DESK_EDIT, .edits = edits, .n_edits = G_N_ELEMENTS (edits), .new_start_min = -1 };
  g_auto (GStrv) ids = hr_store_write (fixture->store, &write, "Robin", NULL);

  if (ids == NULL)
    _exit (1);
}

static char *
name_of (StoreFixture *fixture, HrKind kind, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrRecord) record = hr_store_get_record (fixture->store, kind, id, &error);

  g_assert_no_error (error);
  return g_strdup (hr_record_get (record, "name"));
}

static void
check_sound (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = hr_store_check (fixture->store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
fill (StoreFixture *fixture)
{
  store_fixture_add (fixture, HR_KIND_VENUE, VENUE, "name", "Oak Hall", NULL);
  store_fixture_add (fixture, HR_KIND_MEETING, MEETING, "name", "Early Birds", "fellowship", "aa", "attendance", "in_person", "venue",
                     VENUE, NULL);
}

static void
test_publish (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  guint n_old = 0;
  gboolean through = FALSE;

  fill (fixture);
  for (int step = 0; !through; step++)
    {
      g_autofree char *wanted = g_strdup_printf ("Name %d", step), *before = NULL, *venue = NULL, *meeting = NULL;
      g_autoptr (HrDraft) draft = NULL;
      guint n_history, n_now;
      gboolean done;

      g_assert_cmpint (step, <, MOST_STEPS);
      save_draft (fixture);
      before = name_of (fixture, HR_KIND_MEETING, MEETING);
      {
        g_autoptr (GPtrArray) history = hr_store_get_history (fixture->store, HR_KIND_MEETING, MEETING, 0, NULL);

        n_history = history->len;
      }
      g_clear_object (&fixture->store);
      through = run_child (fixture, step, publish);
      store_fixture_reopen (fixture);
      check_sound (fixture);
      venue = name_of (fixture, HR_KIND_VENUE, VENUE);
      meeting = name_of (fixture, HR_KIND_MEETING, MEETING);
      done = g_str_equal (meeting, wanted);
      g_assert_cmpint (g_str_equal (venue, wanted), ==, done);
      g_assert_true (done || g_str_equal (meeting, before));
      g_assert_true (done || !through);
      draft = hr_store_get_draft (fixture->store, HR_KIND_MEETING, MEETING, NULL);
      g_assert_cmpint (draft == NULL, ==, done);
      {
        g_autoptr (GPtrArray) history = hr_store_get_history (fixture->store, HR_KIND_MEETING, MEETING, 0, NULL);

        n_now = history->len;
      }
      g_assert_cmpuint (n_now, ==, done ? MIN (n_history + 1, 50) : n_history);
      n_old += !done;
    }
  /* it did die on the way */
  g_assert_cmpuint (n_old, >=, 3);
}

/* ---- the way back to a backup ---- */

static char *backup;

static void
back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = hr_store_bring_back_finish (HR_STORE (source), result, &error);

  if (kept == NULL)
    g_printerr ("%s\n", error->message);
  *(int *) user_data = kept != NULL ? 0 : 1;
}

static void
bring_back (StoreFixture *fixture, int step)
{
  int status = -1;

  hr_store_bring_back_async (fixture->store, backup, back_cb, &status);
  while (status < 0)
    g_main_context_iteration (NULL, TRUE);
  if (status != 0)
    _exit (1);
}

static void
test_bring_back (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (GError) error = NULL;
  gboolean through = FALSE;
  guint n_old = 0;

  fill (fixture);
  backup = g_build_filename (fixture->directory, "then.db", NULL);
  g_assert_true (hr_store_backup (fixture->store, backup, &error));
  publish (fixture, 7);
  for (int step = 0; !through; step++)
    {
      g_autofree char *venue = NULL, *meeting = NULL;
      gboolean old;

      g_assert_cmpint (step, <, MOST_STEPS);
      g_clear_object (&fixture->store);
      through = run_child (fixture, step, bring_back);
      store_fixture_reopen (fixture);
      check_sound (fixture);
      venue = name_of (fixture, HR_KIND_VENUE, VENUE);
      meeting = name_of (fixture, HR_KIND_MEETING, MEETING);
      old = g_str_equal (meeting, "Name 7");
      g_assert_cmpint (g_str_equal (venue, "Name 7"), ==, old);
      g_assert_true (old || (g_str_equal (meeting, "Early Birds") && g_str_equal (venue, "Oak Hall")));
      g_assert_true (!old || !through);
      n_old += old;
      if (!old)
        publish (fixture, 7);
      /* hundreds of pages are written alike: not every one of them is looked at */
      step += step > 40 ? 12 : 0;
    }
  g_assert_cmpuint (n_old, >=, 3);
  g_clear_pointer (&backup, g_free);
}

/* ---- import ---- */

/* Three meetings at one new place, all with this step's name */
static void
import (StoreFixture *fixture, int step)
{
  g_autofree char *list = g_strdup_printf ("[{\"slug\":\"a\",\"name\":\"List %1$d\",\"day\":1,\"time\":\"19:00\",\"location\":\"Place %1$d\",\"address\":\"1 Oak\"},"
                                           "{\"slug\":\"b\",\"name\":\"List %1$d\",\"day\":2,\"time\":\"12:00\"},"
                                           "{\"slug\":\"c\",\"name\":\"List %1$d\",\"day\":3,\"time\":\"08:00\"}]",
                                           step);
  const HrFeedOptions reading = { .format = HR_FEED_AUTO, .vocabulary = fixture->vocabulary };
  const HrApplyOptions applying = { .source = "list", .file_name = "list.json", .fellowship = "aa", .actor = "Robin" };
  g_autoptr (HrFeed) feed = hr_feed_read (list, strlen (list), &reading, NULL);
  g_autoptr (HrImportReport) report = feed != NULL ? hr_store_apply_feed (fixture->store, feed, &applying, NULL) : NULL;

  if (report == NULL || report->added->len + report->changed->len != 3)
    _exit (1);
}

/* Returns: the name that all three of the list have; "" when there is none of them */
static char *
name_of_list (StoreFixture *fixture)
{
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) results = NULL;
  const char *name = "";
  guint n = 0;

  query->text = g_strdup ("list");
  results = hr_store_find (fixture->store, query, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < results->meetings->len; i++)
    {
      const HrMeeting *meeting = results->meetings->pdata[i];

      g_assert_true (n == 0 || g_str_equal (name, meeting->name));
      name = meeting->name;
      n++;
    }
  g_assert_true (n == 0 || n == 3);
  return g_strdup (name);
}

static void
test_import (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  gboolean through = FALSE;
  guint n_old = 0;

  for (int step = 0; !through; step++)
    {
      g_autofree char *before = name_of_list (fixture), *wanted = g_strdup_printf ("List %d", step), *after = NULL;
      g_autoptr (GPtrArray) imports = NULL;
      guint n_imports;
      gboolean done;

      g_assert_cmpint (step, <, MOST_STEPS);
      {
        g_autoptr (GPtrArray) past = hr_store_get_imports (fixture->store, NULL);

        n_imports = past->len;
      }
      g_clear_object (&fixture->store);
      through = run_child (fixture, step, import);
      store_fixture_reopen (fixture);
      check_sound (fixture);
      after = name_of_list (fixture);
      done = g_str_equal (after, wanted);
      g_assert_true (done || g_str_equal (after, before));
      g_assert_true (done || !through);
      /* and it can be taken back exactly when it happened */
      imports = hr_store_get_imports (fixture->store, NULL);
      g_assert_cmpuint (imports->len, ==, n_imports + (done ? 1 : 0));
      n_old += !done;
    }
  g_assert_cmpuint (n_old, >=, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crash-steps/publish", test_publish);
  g_test_add_func ("/crash-steps/bring-back", test_bring_back);
  g_test_add_func ("/crash-steps/import", test_import);
  return g_test_run ();
}
