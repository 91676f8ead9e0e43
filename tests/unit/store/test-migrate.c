/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/store/hr-store-desk.h"
#include "handrail/store/hr-store-import.h"
#include "handrail/store/hr-store-survey.h"
#include "hr-migrate-private.h"
#include "hr-records-private.h"
#include "store-fixture.h"

static const char *const steps[] = {
  "CREATE TABLE t (a INTEGER NOT NULL) STRICT; INSERT INTO t VALUES (1)",
  "ALTER TABLE t ADD COLUMN b INTEGER; UPDATE t SET b = a + 1",
  "UPDATE t SET b = 7; INSERT INTO nosuch VALUES (1)",
};

static gint64
number (HrDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  hr_db_get_integer (db, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
test_steps (void)
{
  g_autofree char *directory = g_dir_make_tmp ("handrail-migrate-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "x.db", NULL);
  g_autofree char *backups = g_build_filename (directory, "backups", NULL);
  g_autofree char *before = g_build_filename (backups, "before-schema-2.db", NULL);
  g_autoptr (GError) error = NULL;
  HrDb *db = hr_db_open (path, HR_DB_CREATE, &error);
  HrDb *copy = NULL;

  g_assert_no_error (error);
  g_assert_true (hr_migrate_run (db, steps, 1, backups, &error));
  /* a new file needs no backup */
  g_assert_false (g_file_test (backups, G_FILE_TEST_EXISTS));
  g_assert_true (hr_migrate_run (db, steps, 2, backups, &error));
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (number (db, "SELECT b FROM t"), ==, 2);
  copy = hr_db_open (before, HR_DB_READ, &error);
  g_assert_no_error (error);
  g_assert_cmpint (number (copy, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (number (copy, "SELECT count(*) FROM pragma_table_info ('t')"), ==, 1);
  hr_db_close (copy);
  /* again: nothing to do */
  g_assert_true (hr_migrate_run (db, steps, 2, backups, &error));
  /* a step that breaks half way leaves no half */
  g_assert_false (hr_migrate_run (db, steps, 3, backups, &error));
  g_assert_nonnull (strstr (error->message, "stays as it was"));
  g_clear_error (&error);
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (number (db, "SELECT b FROM t"), ==, 2);
  /* an older program does not touch it */
  g_assert_false (hr_migrate_run (db, steps, 1, backups, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_TOO_NEW);
  hr_db_close (db);
  store_fixture_remove (directory);
}

/* A database as each released schema left it: opened, brought up to date, found sound and complete. */
static void
test_golden (gconstpointer data)
{
  g_autofree char *dump = g_test_build_filename (G_TEST_DIST, "golden", "db", data, NULL);
  g_autoptr (StoreFixture) fixture = store_fixture_new_empty ("2026-11-23T18:50:00-05:00");
  g_autofree char *path = g_build_filename (fixture->directory, HR_STORE_FILE, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) exceptions = NULL;
  g_autoptr (HrMeeting) meeting = NULL;
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (HrResults) results = NULL;
  char *message = NULL;
  sqlite3 *db = NULL;

  g_assert_true (g_file_get_contents (dump, &sql, NULL, &error));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", dump, message);
  sqlite3_close (db);
  g_assert_true (hr_store_open (fixture->store, &error));
  g_assert_no_error (error);
  problems = hr_store_check (fixture->store, &error);
  for (guint i = 0; i < problems->len; i++)
    g_error ("%s", (char *) problems->pdata[i]);
  meeting = hr_store_get_meeting (fixture->store, "monday-night", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (meeting->venue_name, ==, "Oak Hall");
  g_assert_cmpstr (meeting->group_name, ==, "The Oaks");
  g_assert_cmpint (meeting->schedule.start_min, ==, 19 * 60 + 30);
  g_assert_cmpint (meeting->next.state, ==, HR_OCCURRENCE_CANCELLED);
  g_assert_cmpstr (meeting->next_note, ==, "en=The boiler is out");
  g_assert_cmpstr (meeting->overridden[0], ==, "notes");
  exceptions = hr_store_get_exceptions (fixture->store, meeting->id, &error);
  g_assert_cmpuint (exceptions->len, ==, 1);
  query->text = g_strdup ("quiet oak");
  results = hr_store_find (fixture->store, query, &error);
  g_assert_cmpuint (results->total, ==, 1);
  store_fixture_set (fixture, HR_KIND_MEETING, meeting->id, "name", "Another name", NULL);
}

/* What schema 2 added is still there, field for field, and its clocks say what they said. */
static void
test_golden_desk (void)
{
  g_autofree char *dump = g_test_build_filename (G_TEST_DIST, "golden", "db", "v2.sql", NULL);
  g_autoptr (StoreFixture) fixture = store_fixture_new_empty ("2026-11-25T18:50:00-05:00");
  g_autofree char *path = g_build_filename (fixture->directory, HR_STORE_FILE, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrRecord) announcement = NULL;
  g_autoptr (HrDraft) draft = NULL;
  g_autoptr (HrDb) db = NULL;
  g_autoptr (HrRow) site = NULL;
  static const char *const written_later[] = { "verified", "count_threshold", "paper", "stale_days", "call_days" };
  sqlite3 *raw = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (dump, &sql, NULL, &error));
  g_assert_cmpint (sqlite3_open (path, &raw), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (raw, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (raw);
  g_assert_true (hr_store_open (fixture->store, &error));
  announcement = hr_store_get_record (fixture->store, HR_KIND_ANNOUNCEMENT, "a-1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hr_record_get (announcement, "title"), ==, "en=Closed on Thursday\nes=Cerrado el jueves");
  draft = hr_store_get_draft (fixture->store, HR_KIND_MEETING, "m-45eodrlye2m4vby5tu5f", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (draft->values[0], ==, "Monday Nig");
  db = hr_db_open (path, HR_DB_READ, &error);
  site = hr_records_get (db, HR_KIND_SITE, "site", &error);
  g_assert_no_error (error);
  g_assert_cmpint (hr_record_get_integer (site->record, "call_days", 0), ==, 120);
  hr_kind_get_fields (HR_KIND_SITE, &n);
  for (guint i = 0; i < n; i++)
    {
      const char *name = hr_kind_get_fields (HR_KIND_SITE, NULL)[i].name;
      gboolean later = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (written_later); k++)
        later = later || strcmp (written_later[k], name) == 0;
      g_assert_cmpuint (hr_row_clock_get (&site->clock, hr_kind_get_clock_number (HR_KIND_SITE, i))->gen, ==,
                        later ? 2 : 1);
    }
}

/* What schema 3 added: the import of then can still be taken back as a whole. */
static void
test_golden_import (void)
{
  g_autofree char *dump = g_test_build_filename (G_TEST_DIST, "golden", "db", "v3.sql", NULL);
  g_autoptr (StoreFixture) fixture = store_fixture_new_empty ("2026-11-28T18:50:00-05:00");
  g_autofree char *path = g_build_filename (fixture->directory, HR_STORE_FILE, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) imports = NULL, sources = NULL, after = NULL;
  g_autoptr (HrUndoReport) undone = NULL;
  const HrPastImport *import;
  sqlite3 *raw = NULL;

  g_assert_true (g_file_get_contents (dump, &sql, NULL, &error));
  g_assert_cmpint (sqlite3_open (path, &raw), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (raw, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (raw);
  g_assert_true (hr_store_open (fixture->store, &error));
  imports = hr_store_get_imports (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imports->len, ==, 1);
  import = imports->pdata[0];
  g_assert_cmpstr (import->name, ==, "meetings.json");
  g_assert_cmpuint (import->n_added, ==, 1);
  g_assert_cmpuint (import->n_changed, ==, 2);
  g_assert_false (import->undone);
  sources = hr_store_survey_sources (fixture->store, &error);
  g_assert_cmpuint (sources->len, ==, 1);
  g_assert_cmpint (((HrSurveySource *) sources->pdata[0])->read_ms, >=, import->wall_ms);
  undone = hr_store_undo_import (fixture->store, import->number, "Robin", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone->n_retired, ==, 1);
  g_assert_cmpuint (undone->kept->len, ==, 0);
  {
    g_autoptr (HrMeeting) noon = hr_store_get_meeting (fixture->store, "online-noon", &error);

    g_assert_no_error (error);
    g_assert_cmpint (noon->schedule.start_min, ==, 12 * 60);
  }
  after = hr_store_get_imports (fixture->store, &error);
  g_assert_true (((HrPastImport *) after->pdata[0])->undone);
}

/* What schema 3 added is still there; what schema 4 knows of the built-in fellowships is written, and what staff had said stays. */
static void
test_golden_journal (void)
{
  g_autofree char *dump = g_test_build_filename (G_TEST_DIST, "golden", "db", "v3.sql", NULL);
  g_autoptr (StoreFixture) fixture = store_fixture_new_empty ("2026-11-25T18:50:00-05:00");
  g_autofree char *path = g_build_filename (fixture->directory, HR_STORE_FILE, NULL);
  g_autofree char *backup = g_build_filename (fixture->directory, "backups", "before-schema-7.db", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrRecord) smart = NULL;
  g_autoptr (HrRecord) wfs = NULL;
  sqlite3 *raw = NULL;
  HrDb *db = NULL;

  g_assert_true (g_file_get_contents (dump, &sql, NULL, &error));
  g_assert_cmpint (sqlite3_open (path, &raw), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (raw, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (raw);
  g_assert_true (hr_store_open (fixture->store, &error));
  g_assert_no_error (error);
  db = hr_db_open (path, HR_DB_READ, &error);
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 7);
  g_assert_cmpint (number (db, "SELECT added FROM import"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM import_added"), ==, 3);
  hr_db_close (db);
  db = hr_db_open (backup, HR_DB_READ, &error);
  g_assert_no_error (error);
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 3);
  hr_db_close (db);
  smart = hr_store_get_record (fixture->store, HR_KIND_FELLOWSHIP, "smart-recovery", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hr_record_get (smart, "way"), ==, "non_religious");
  g_assert_cmpstr (hr_record_get (smart, "audience"), ==, "both");
  wfs = hr_store_get_record (fixture->store, HR_KIND_FELLOWSHIP, "wfs", &error);
  g_assert_null (hr_record_get (wfs, "way"));
  store_fixture_add (fixture, HR_KIND_PEER, "p-1", "name", "Ana", "role", "peer", "about", "I was there", "consent",
                     "2026-11-01", "consent_until", "2026-12-31", NULL);
}

/* What schema 4 added is still there, and who is signed in to by its own word is found. */
static void
test_golden_support (void)
{
  g_autofree char *dump = g_test_build_filename (G_TEST_DIST, "golden", "db", "v4.sql", NULL);
  g_autoptr (StoreFixture) fixture = store_fixture_new_empty ("2026-11-27T18:50:00-05:00");
  g_autofree char *path = g_build_filename (fixture->directory, HR_STORE_FILE, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *raw = NULL;
  HrDb *db = NULL;

  g_assert_true (g_file_get_contents (dump, &sql, NULL, &error));
  g_assert_cmpint (sqlite3_open (path, &raw), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (raw, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (raw);
  g_assert_true (hr_store_open (fixture->store, &error));
  g_assert_no_error (error);
  db = hr_db_open (path, HR_DB_READ, &error);
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 7);
  g_assert_cmpint (number (db, "SELECT count(*) FROM program"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM peer"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM story"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM article"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM meeting INDEXED BY meeting_sign_in WHERE sign_in = 1"), ==, 1);
  hr_db_close (db);
}

/* The overrides of schema 6 are words that the share carries, with what the feed says below them; what was kept is still kept. */
static void
test_golden_share (void)
{
  g_autofree char *dump = g_test_build_filename (G_TEST_DIST, "golden", "db", "v6.sql", NULL);
  g_autoptr (StoreFixture) fixture = store_fixture_new_empty ("2026-11-27T18:50:00-05:00");
  g_autofree char *path = g_build_filename (fixture->directory, HR_STORE_FILE, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThing) thing = NULL;
  sqlite3 *raw = NULL;
  HrDb *db = NULL;

  g_assert_true (g_file_get_contents (dump, &sql, NULL, &error));
  g_assert_cmpint (sqlite3_open (path, &raw), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (raw, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (raw);
  g_assert_true (hr_store_open (fixture->store, &error));
  g_assert_no_error (error);
  thing = hr_store_get_thing (fixture->store, HR_KIND_MEETING, "m-45eodrlye2m4vby5tu5f", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (thing->overridden), ==, 2);
  g_assert_cmpstr (thing->overridden[0], ==, "notes");
  g_assert_cmpstr (thing->feed_says[0], ==, "From the feed, newer");
  g_assert_cmpstr (thing->overridden[1], ==, "sign_in");
  db = hr_db_open (path, HR_DB_READ, &error);
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 7);
  g_assert_cmpint (number (db, "SELECT count(*) FROM override_before"), ==, 0);
  /* staff's words, and the feed's below them: both to be published */
  g_assert_cmpint (number (db, "SELECT count(*) FROM share_kept WHERE id = 'm-45eodrlye2m4vby5tu5f' AND field IN (64 + 12, 64 + 19) AND "
                               "op > (SELECT value FROM meta WHERE key = 'published_op')"),
                   ==, 2);
  g_assert_cmpint (number (db, "SELECT count(*) FROM share_kept WHERE id = 'm-45eodrlye2m4vby5tu5f' AND field = 12 AND value = 'From the "
                               "feed, newer'"),
                   ==, 1);
  g_assert_cmpint (number (db, "SELECT op > (SELECT value FROM meta WHERE key = 'published_op') FROM meeting WHERE id = "
                               "'m-45eodrlye2m4vby5tu5f'"),
                   ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM share_kept WHERE value IN ('A kind of later', 'A field of later', 'Of another site')"),
                   ==, 3);
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    {
      g_autofree char *known = g_strdup_printf ("SELECT value FROM meta WHERE key = 'known:%s'", hr_kind_get_name ((HrKind)kind));

      /* statements are known by the address of their text */
      g_assert_cmpint (number (db, g_intern_string (known)), ==, hr_records_n_fields ((HrKind)kind));
    }
  hr_db_close (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/migrate/steps", test_steps);
  g_test_add_data_func ("/migrate/golden-v1", "v1.sql", test_golden);
  g_test_add_data_func ("/migrate/golden-v2", "v2.sql", test_golden);
  g_test_add_data_func ("/migrate/golden-v3", "v3.sql", test_golden);
  g_test_add_data_func ("/migrate/golden-v4", "v4.sql", test_golden);
  g_test_add_data_func ("/migrate/golden-v5", "v5.sql", test_golden);
  g_test_add_data_func ("/migrate/golden-v6", "v6.sql", test_golden);
  g_test_add_func ("/migrate/golden-support", test_golden_support);
  g_test_add_func ("/migrate/golden-share", test_golden_share);
  g_test_add_func ("/migrate/golden-import", test_golden_import);
  g_test_add_func ("/migrate/golden-desk", test_golden_desk);
  g_test_add_func ("/migrate/golden-journal", test_golden_journal);
  return g_test_run ();
}
