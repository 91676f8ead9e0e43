/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-db-private.h"
#include "store-fixture.h"

typedef struct
{
  char *directory;
  char *path;
} Folder;

static void
folder_make (Folder *self)
{
  self->directory = g_dir_make_tmp ("handrail-db-XXXXXX", NULL);
  self->path = g_build_filename (self->directory, "x.db", NULL);
}

static void
folder_clear (Folder *self)
{
  store_fixture_remove (self->directory);
  g_free (self->directory);
  g_free (self->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folder, folder_clear)

static gint64
pragma (HrDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  hr_db_get_integer (db, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
test_settings (void)
{
  g_auto (Folder) folder = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrDb) db = NULL;

  folder_make (&folder);
  db = hr_db_open (folder.path, HR_DB_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (hr_db_use_wal (db, &error));
  g_assert_cmpint (pragma (db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (pragma (db, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (pragma (db, "PRAGMA application_id"), ==, 0x48526462);
  g_assert_cmpint (pragma (db, "PRAGMA busy_timeout"), ==, 5000);
  g_assert_cmpint (pragma (db, "PRAGMA cell_size_check"), ==, 1);
  g_assert_cmpint (pragma (db, "PRAGMA trusted_schema"), ==, 0);
  /* a misspelt column must not become text */
  g_assert_true (hr_db_exec (db, "CREATE TABLE t (a INTEGER NOT NULL UNIQUE) STRICT", &error));
  g_assert_false (hr_db_exec (db, "SELECT \"nosuch\" FROM t", NULL));
  g_assert_false (hr_db_exec (db, "PRAGMA writable_schema=ON; DELETE FROM sqlite_schema", NULL));
}

static void
test_transaction (void)
{
  g_auto (Folder) folder = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrDb) db = NULL;

  folder_make (&folder);
  db = hr_db_open (folder.path, HR_DB_CREATE, &error);
  g_assert_true (hr_db_exec (db, "CREATE TABLE t (a INTEGER NOT NULL UNIQUE) STRICT", &error));
  {
    g_autoptr (HrTransaction) t = hr_transaction_begin (db, &error);

    g_assert_true (hr_db_exec (db, "INSERT INTO t VALUES (1)", &error));
  }
  g_assert_cmpint (pragma (db, "SELECT count(*) FROM t"), ==, 0);
  {
    g_autoptr (HrTransaction) t = hr_transaction_begin (db, &error);

    /* of several statements one breaks a rule: nothing stays, and the next transaction begins */
    g_assert_false (hr_db_exec (db, "INSERT INTO t VALUES (1); INSERT INTO t VALUES (1)", &error));
    g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
    g_clear_error (&error);
  }
  {
    g_autoptr (HrTransaction) t = hr_transaction_begin (db, &error);

    g_assert_true (hr_db_exec (db, "INSERT INTO t VALUES (3)", &error));
    g_assert_true (hr_transaction_commit (t, &error));
  }
  g_assert_cmpint (pragma (db, "SELECT sum(a) FROM t"), ==, 3);
}

static void
test_cancel (void)
{
  g_auto (Folder) folder = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrDb) db = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 value = 0;

  folder_make (&folder);
  db = hr_db_open (folder.path, HR_DB_CREATE, &error);
  hr_db_set_cancellable (db, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_false (hr_db_get_integer (db,
                                     "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 100000000) "
                                     "SELECT sum(i) FROM c",
                                     &value, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CANCELLED);
  g_clear_error (&error);
  hr_db_set_cancellable (db, NULL);
  g_assert_true (hr_db_get_integer (db, "SELECT 7", &value, &error));
  g_assert_cmpint (value, ==, 7);
}

static void
test_refusals (void)
{
  g_auto (Folder) folder = { 0 };
  g_autoptr (GError) error = NULL;
  HrDb *db = NULL;
  sqlite3 *raw = NULL;

  folder_make (&folder);
  g_assert_null (hr_db_open (folder.path, HR_DB_OPEN, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (folder.path, "this is a letter to my aunt, and no database at all", -1, NULL));
  g_assert_null (hr_db_open (folder.path, HR_DB_OPEN, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CORRUPT);
  g_clear_error (&error);
  g_unlink (folder.path);
  /* somebody else's database */
  g_assert_cmpint (sqlite3_open (folder.path, &raw), ==, SQLITE_OK);
  sqlite3_exec (raw, "CREATE TABLE songs (a)", NULL, NULL, NULL);
  sqlite3_close (raw);
  g_assert_null (hr_db_open (folder.path, HR_DB_OPEN, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CORRUPT);
  g_clear_error (&error);
  g_unlink (folder.path);
  db = hr_db_open (folder.path, HR_DB_CREATE, &error);
  g_assert_no_error (error);
  hr_db_close (db);
  g_assert_nonnull ((db = hr_db_open (folder.path, HR_DB_OPEN, &error)));
  hr_db_close (db);
}

static void
test_busy (void)
{
  g_auto (Folder) folder = { 0 };
  g_autoptr (GError) error = NULL;
  HrDb *a = NULL, *b = NULL;

  folder_make (&folder);
  a = hr_db_open (folder.path, HR_DB_CREATE, &error);
  g_assert_true (hr_db_exec (a, "CREATE TABLE t (a INTEGER) STRICT", &error));
  b = hr_db_open (folder.path, HR_DB_OPEN, &error);
  g_assert_no_error (error);
  sqlite3_busy_timeout (hr_db_get_handle (b), 10);
  {
    g_autoptr (HrTransaction) t = hr_transaction_begin (a, &error);
    HrTransaction *other = hr_transaction_begin (b, &error);

    g_assert_nonnull (t);
    g_assert_null (other);
    g_assert_error (error, HR_ERROR, HR_ERROR_BUSY);
  }
  hr_db_close (a);
  hr_db_close (b);
}

static void
test_full (void)
{
  g_auto (Folder) folder = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrDb) db = NULL;

  folder_make (&folder);
  db = hr_db_open (folder.path, HR_DB_CREATE, &error);
  g_assert_true (hr_db_exec (db, "CREATE TABLE t (a TEXT) STRICT; PRAGMA max_page_count=4", &error));
  {
    g_autoptr (HrTransaction) t = hr_transaction_begin (db, &error);

    g_assert_true (hr_db_exec (db, "INSERT INTO t VALUES ('a')", &error));
    g_assert_false (hr_db_exec (db, "INSERT INTO t VALUES (hex (zeroblob (100000)))", &error));
    g_assert_error (error, HR_ERROR, HR_ERROR_NO_SPACE);
    g_assert_nonnull (strstr (error->message, "nothing was changed"));
  }
  g_assert_cmpint (pragma (db, "SELECT count(*) FROM t"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/db/settings", test_settings);
  g_test_add_func ("/db/transaction", test_transaction);
  g_test_add_func ("/db/cancel", test_cancel);
  g_test_add_func ("/db/refusals", test_refusals);
  g_test_add_func ("/db/busy", test_busy);
  g_test_add_func ("/db/full", test_full);
  return g_test_run ();
}
