/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOW "2026-11-23T18:50:00-05:00"

static char *
path_in (StoreFixture *fixture, const char *name)
{
  return g_build_filename (fixture->directory, name, NULL);
}

static guint
count_files (const char *directory, const char *part)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += strstr (name, part) != NULL;
  return n;
}

static void
add_venue (StoreFixture *fixture, const char *id)
{
  store_fixture_add (fixture, HR_KIND_VENUE, id, "name", "Oak Hall", NULL);
}

static void
test_backup_and_restore (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autofree char *copy = path_in (fixture, "copy.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (HrRecord) record = NULL;

  add_venue (fixture, "v-before");
  g_assert_true (hr_store_backup (fixture->store, copy, &error));
  g_assert_false (hr_store_backup (fixture->store, copy, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_clear_error (&error);
  add_venue (fixture, "v-after");
  g_clear_object (&fixture->store);
  g_assert_true (hr_store_restore_file (fixture->directory, copy, fixture->clock, &error));
  g_assert_no_error (error);
  store_fixture_reopen (fixture);
  record = hr_store_get_record (fixture->store, HR_KIND_VENUE, "v-before", &error);
  g_assert_no_error (error);
  g_assert_null (hr_store_get_record (fixture->store, HR_KIND_VENUE, "v-after", &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  /* what was there is kept, whole */
  g_assert_cmpuint (count_files (fixture->directory, "before-restore"), ==, 1);
  g_assert_cmpuint (count_files (fixture->directory, ".part"), ==, 0);
  g_clear_error (&error);
  add_venue (fixture, "v-new");
  /* the clock of these tests stands still: a second restore finds another name */
  g_clear_object (&fixture->store);
  g_assert_true (hr_store_restore_file (fixture->directory, copy, fixture->clock, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture->directory, "before-restore"), ==, 2);
  store_fixture_reopen (fixture);
}

static void
test_restore_refusals (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autofree char *bad = path_in (fixture, "bad.db");
  g_autofree char *copy = path_in (fixture, "copy.db");
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;
  gsize length = 0;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("v-%u", i);

      add_venue (fixture, id);
    }
  g_assert_true (hr_store_backup (fixture->store, copy, &error));
  hr_store_close (fixture->store);
  g_assert_false (hr_store_restore_file (fixture->directory, bad, fixture->clock, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (copy, &data, &length, NULL));
  /* a page in the middle is gone */
  memset (data + length / 2 / 4096 * 4096, 0, 4096);
  g_assert_true (g_file_set_contents (bad, data, (gssize) length, NULL));
  g_assert_false (hr_store_restore_file (fixture->directory, bad, fixture->clock, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CORRUPT);
  g_clear_error (&error);
  /* cut off */
  g_assert_true (g_file_set_contents (bad, data, (gssize) length / 3, NULL));
  g_assert_false (hr_store_restore_file (fixture->directory, bad, fixture->clock, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CORRUPT);
  g_clear_error (&error);
  /* of a newer program */
  g_assert_cmpint (sqlite3_open (copy, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version=99", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_false (hr_store_restore_file (fixture->directory, copy, fixture->clock, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_TOO_NEW);
  g_assert_cmpuint (count_files (fixture->directory, "before-restore"), ==, 0);
  store_fixture_reopen (fixture);
}

static void
test_daily (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 9; i++)
    {
      g_assert_true (hr_store_backup_daily (fixture->store, &error));
      g_assert_true (hr_store_backup_daily (fixture->store, &error));
      g_assert_no_error (error);
      hr_clock_advance_s (fixture->clock, 86400);
    }
  backups = hr_store_find_backups (fixture->directory);
  g_assert_cmpuint (backups->len, ==, 7);
  g_assert_true (g_str_has_suffix (backups->pdata[0], "/backups/handrail-2026-12-01.db"));
  g_assert_true (g_str_has_suffix (backups->pdata[6], "/backups/handrail-2026-11-25.db"));
  g_clear_object (&fixture->store);
  g_assert_true (hr_store_restore_file (fixture->directory, backups->pdata[3], fixture->clock, &error));
}

/* ---- the way back while it is open ---- */

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **ret_result = user_data;

  *ret_result = g_object_ref (result);
}

static char *
bring_back (StoreFixture *fixture, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hr_store_bring_back_async (fixture->store, path, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return hr_store_bring_back_finish (fixture->store, result, error);
}

static char *
back_up (StoreFixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hr_store_back_up_async (fixture->store, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return hr_store_back_up_finish (fixture->store, result, error);
}

static gboolean
has_venue (HrStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrRecord) record = hr_store_get_record (store, HR_KIND_VENUE, id, &error);

  g_assert_true (record != NULL || g_error_matches (error, HR_ERROR, HR_ERROR_NOT_FOUND));
  return record != NULL;
}

static void
count_change_cb (guint *n)
{
  (*n)++;
}

/* Two programs have the file open: both see what was brought back, and what was there can be brought back in turn. */
static void
test_bring_back (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (HrStore) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL, *second = NULL, *kept = NULL, *again = NULL;
  guint n_changes = 0, n_other = 0;

  add_venue (fixture, "v-before");
  first = back_up (fixture, &error);
  g_assert_no_error (error);
  second = back_up (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, !=, second);
  add_venue (fixture, "v-after");
  other = hr_store_new (fixture->directory, fixture->vocabulary, fixture->clock);
  g_assert_true (hr_store_open (other, &error));
  g_assert_true (has_venue (other, "v-after"));
  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (count_change_cb), &n_changes);
  g_signal_connect_swapped (other, "changed", G_CALLBACK (count_change_cb), &n_other);
  kept = bring_back (fixture, first, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_true (has_venue (fixture->store, "v-before"));
  g_assert_false (has_venue (fixture->store, "v-after"));
  g_assert_false (has_venue (other, "v-after"));
  while (n_changes == 0 || n_other == 0)
    g_main_context_iteration (NULL, TRUE);
  /* both go on writing */
  add_venue (fixture, "v-new");
  g_assert_true (has_venue (other, "v-new"));
  again = bring_back (fixture, kept, &error);
  g_assert_no_error (error);
  g_assert_true (has_venue (fixture->store, "v-after"));
  g_assert_false (has_venue (fixture->store, "v-new"));
  g_assert_cmpuint (count_files (fixture->directory, ".back"), ==, 0);
  hr_store_close (other);
}

static void
test_bring_back_refusals (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *backups = path_in (fixture, "backups");
  sqlite3 *db = NULL;

  add_venue (fixture, "v-before");
  path = back_up (fixture, &error);
  g_assert_no_error (error);
  add_venue (fixture, "v-after");
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version=99", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_null (bring_back (fixture, path, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_TOO_NEW);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "not a database", -1, NULL));
  g_assert_null (bring_back (fixture, path, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (bring_back (fixture, "/nowhere/at-all.db", &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_assert_true (has_venue (fixture->store, "v-after"));
  g_assert_cmpuint (count_files (backups, "before-restore"), ==, 0);
  g_assert_cmpuint (count_files (fixture->directory, ".back"), ==, 0);
}

/* ---- damage ---- */

static void
damage (StoreFixture *fixture, gsize from, gsize n)
{
  g_autofree char *path = path_in (fixture, HR_STORE_FILE);
  g_autofree char *data = NULL;
  gsize length = 0;

  hr_store_close (fixture->store);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  memset (data + MIN (from, length), 0x5a, MIN (n, length - MIN (from, length)));
  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
}

static void
expect_open (StoreFixture *fixture, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hr_store_open (fixture->store, &error));
  g_assert_error (error, HR_ERROR, code);
}

static void
test_damaged_header (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);

  damage (fixture, 0, 100);
  expect_open (fixture, HR_ERROR_CORRUPT);
}

static void
test_damaged_schema (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);

  damage (fixture, 100, 3000);
  expect_open (fixture, HR_ERROR_CORRUPT);
}

static void
test_empty_file (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autofree char *path = path_in (fixture, HR_STORE_FILE);

  hr_store_close (fixture->store);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  expect_open (fixture, HR_ERROR_CORRUPT);
}

static void
test_missing_table (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autofree char *path = path_in (fixture, HR_STORE_FILE);
  sqlite3 *db = NULL;

  hr_store_close (fixture->store);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "DROP TABLE venue", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  expect_open (fixture, HR_ERROR_CORRUPT);
}

static void
test_too_new (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autofree char *path = path_in (fixture, HR_STORE_FILE);
  sqlite3 *db = NULL;

  hr_store_close (fixture->store);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version=2000", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  expect_open (fixture, HR_ERROR_TOO_NEW);
}

static void
test_no_database (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new_empty (NOW);

  expect_open (fixture, HR_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_files (fixture->directory, "handrail"), ==, 0);
}

static void
test_check_finds (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autofree char *path = path_in (fixture, HR_STORE_FILE);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  store_fixture_add (fixture, HR_KIND_MEETING, "m-1", "name", "One", "fellowship", "aa", "attendance", "online", NULL);
  hr_store_close (fixture->store);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "UPDATE meeting SET venue = 'v-lost'; DELETE FROM meeting_text; "
                                 "DELETE FROM fellowship WHERE id = 'aa'",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
  store_fixture_reopen (fixture);
  problems = hr_store_check (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 3);
  g_assert_cmpstr (problems->pdata[0], ==, "meeting/m-1: fellowship: there is no fellowship “aa”.");
}

/* ---- a full disk ---- */

/* The limit on file sizes stands for a full disk; in a child, because it cannot be taken back there. */
static void
fill_up (StoreFixture *fixture)
{
  struct rlimit limit = { 600 * 1024, 600 * 1024 };
  g_autoptr (GError) error = NULL;
  guint stored = 0;

  store_fixture_reopen (fixture);
  signal (SIGXFSZ, SIG_IGN);
  if (setrlimit (RLIMIT_FSIZE, &limit) != 0)
    _exit (3);
  for (guint i = 0; i < 2000 && error == NULL; i++)
    {
      g_autofree char *id = g_strdup_printf ("v-full-%u", i);
      g_autofree char *notes = g_strnfill (8000, 'x');

      g_free (store_fixture_edit (fixture, HR_EDIT_ADD, HR_KIND_VENUE, id, &error, "name", "Hall", "notes", notes, NULL));
      stored += error == NULL;
    }
  if (!g_error_matches (error, HR_ERROR, HR_ERROR_NO_SPACE))
    {
      g_printerr ("%s\n", error != NULL ? error->message : "the disk was never full");
      _exit (4);
    }
  /* reading goes on, and what was saved is there */
  {
    g_autoptr (GError) other = NULL;
    g_autoptr (GPtrArray) venues = hr_store_get_records (fixture->store, HR_KIND_VENUE, &other);

    _exit (venues != NULL && venues->len == stored && stored > 0 ? 0 : 5);
  }
}

static void
test_full_disk (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (GPtrArray) problems = NULL;
  pid_t child = 0;
  int status = 0;

  g_clear_object (&fixture->store);
  child = fork ();
  if (child == 0)
    fill_up (fixture);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  store_fixture_reopen (fixture);
  problems = hr_store_check (fixture->store, NULL);
  g_assert_cmpuint (problems->len, ==, 0);
  add_venue (fixture, "v-again");
}

/* Started when the disk is full already: there is no room for the smallest file, and the listings are shown all the same. */
static void
open_full (StoreFixture *fixture)
{
  struct rlimit limit = { 2, 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (HrResults) results = NULL;
  g_autofree char *id = NULL;

  signal (SIGXFSZ, SIG_IGN);
  if (setrlimit (RLIMIT_FSIZE, &limit) != 0)
    _exit (3);
  fixture->store = hr_store_new (fixture->directory, fixture->vocabulary, fixture->clock);
  if (!hr_store_open (fixture->store, &error))
    {
      g_printerr ("%s\n", error->message);
      _exit (4);
    }
  query->text = g_strdup ("early");
  results = hr_store_find (fixture->store, query, &error);
  if (results == NULL || results->total != 1)
    _exit (5);
  id = store_fixture_edit (fixture, HR_EDIT_ADD, HR_KIND_VENUE, "v-full", &error, "name", "Hall", NULL);
  _exit (g_error_matches (error, HR_ERROR, HR_ERROR_NO_SPACE) ? 0 : 6);
}

static void
test_full_from_the_start (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  pid_t child = 0;
  int status = 0;

  store_fixture_add (fixture, HR_KIND_MEETING, "m-1", "name", "Early Birds", "fellowship", "aa", "attendance", "online",
                     NULL);
  g_clear_object (&fixture->store);
  child = fork ();
  if (child == 0)
    open_full (fixture);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  /* afterwards it is as it was */
  store_fixture_reopen (fixture);
  add_venue (fixture, "v-again");
}

/* Of those made by hand the last ten stay; the daily ones are left alone. */
static void
test_by_hand (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (fixture->directory, "backups", NULL);
  g_autofree char *daily = g_build_filename (folder, HR_STORE_BACKUP_DAILY "2020-01-01" HR_STORE_BACKUP_SUFFIX, NULL);
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 13; i++)
    {
      g_ptr_array_add (made, back_up (fixture, &error));
      g_assert_no_error (error);
      if (i == 0)
        g_assert_true (g_file_set_contents (daily, "x", 1, NULL));
      hr_clock_advance_s (fixture->clock, 61);
    }
  for (guint i = 0; i < made->len; i++)
    g_assert_cmpint (g_file_test (made->pdata[i], G_FILE_TEST_EXISTS), ==, i >= 3);
  g_assert_true (g_file_test (daily, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup/bring-back", test_bring_back);
  g_test_add_func ("/backup/bring-back-refusals", test_bring_back_refusals);
  g_test_add_func ("/backup/backup-and-restore", test_backup_and_restore);
  g_test_add_func ("/backup/restore-refusals", test_restore_refusals);
  g_test_add_func ("/backup/daily", test_daily);
  g_test_add_func ("/backup/damaged-header", test_damaged_header);
  g_test_add_func ("/backup/damaged-schema", test_damaged_schema);
  g_test_add_func ("/backup/empty-file", test_empty_file);
  g_test_add_func ("/backup/missing-table", test_missing_table);
  g_test_add_func ("/backup/too-new", test_too_new);
  g_test_add_func ("/backup/no-database", test_no_database);
  g_test_add_func ("/backup/check", test_check_finds);
  g_test_add_func ("/backup/full-disk", test_full_disk);
  g_test_add_func ("/backup/full-from-the-start", test_full_from_the_start);
  g_test_add_func ("/backup/by-hand", test_by_hand);
  return g_test_run ();
}
