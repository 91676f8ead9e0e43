/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#define NOW "2026-11-23T18:50:00-05:00"

static void
row_free (gpointer data)
{
  HrFeedRow *row = data;

  g_free (row->key);
  g_clear_pointer (&row->meeting, hr_record_unref);
  g_clear_pointer (&row->venue, hr_record_unref);
  g_clear_pointer (&row->group, hr_record_unref);
  g_free (row->venue_key);
  g_free (row->group_key);
  g_clear_pointer (&row->exceptions, g_ptr_array_unref);
  g_free (row->source_name);
  g_free (row->source_format);
  g_free (row);
}

/* the feed's own free function belongs to another room: this one frees what is made here */
static void
feed_clear (HrFeed *feed)
{
  g_clear_pointer (&feed->rows, g_ptr_array_unref);
  g_clear_pointer (&feed->types, g_ptr_array_unref);
  g_clear_pointer (&feed->repaired, g_ptr_array_unref);
  g_clear_pointer (&feed->rejected, g_ptr_array_unref);
  g_clear_pointer (&feed->left_out, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrFeed, feed_clear)

static void
set (HrRecord *record, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  hr_record_set (record, field, value, &error);
  g_assert_no_error (error);
}

static void
feed_init (HrFeed *feed, guint n, const char *place)
{
  memset (feed, 0, sizeof *feed);
  feed->format = HR_FEED_MEETING_GUIDE;
  feed->rows = g_ptr_array_new_with_free_func (row_free);
  feed->types = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_record_unref);
  feed->repaired = g_ptr_array_new ();
  feed->rejected = g_ptr_array_new ();
  feed->left_out = g_hash_table_new (g_str_hash, g_str_equal);
  feed->records = n;
  for (guint i = 0; i < n; i++)
    {
      HrFeedRow *row = g_new0 (HrFeedRow, 1);
      g_autofree char *name = g_strdup_printf ("Meeting %u", i);

      row->record = i + 1;
      row->key = g_strdup_printf ("k-%u", i);
      row->meeting = hr_record_new (HR_KIND_MEETING, NULL);
      set (row->meeting, "name", name);
      set (row->meeting, "slug", row->key);
      set (row->meeting, "fellowship", "aa");
      set (row->meeting, "attendance", "in_person");
      set (row->meeting, "rule", "FREQ=WEEKLY;BYDAY=MO");
      set (row->meeting, "start", "2026-01-05T19:00");
      row->venue_key = g_strdup_printf ("place %u", i / 2);
      row->venue = hr_record_new (HR_KIND_VENUE, NULL);
      set (row->venue, "name", place);
      row->group_key = g_strdup ("the group");
      row->group = hr_record_new (HR_KIND_GROUP, NULL);
      set (row->group, "name", "The Group");
      set (row->group, "fellowship", "aa");
      g_ptr_array_add (feed->rows, row);
    }
}

static HrImportReport *
apply (StoreFixture *fixture, HrFeed *feed, gboolean dry, gboolean accept, GError **error)
{
  HrApplyOptions options
      = { .file_name = "meetings.json", .fellowship = "aa", .dry_run = dry, .accept_removals = accept };

  return hr_store_apply_feed (fixture->store, feed, &options, error);
}

static void
check_counts (const HrImportReport *report, guint added, guint changed, guint unchanged, guint removed)
{
  g_assert_nonnull (report);
  g_assert_cmpuint (report->added->len, ==, added);
  g_assert_cmpuint (report->changed->len, ==, changed);
  g_assert_cmpuint (report->n_unchanged, ==, unchanged);
  g_assert_cmpuint (report->removed->len, ==, removed);
  g_assert_cmpuint (report->added->len + report->changed->len + report->n_unchanged + report->rejected->len, ==,
                    report->records);
}

static void
expect (StoreFixture *fixture, HrFeed *feed, guint added, guint changed, guint unchanged, guint removed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (HrImportReport) dry = apply (fixture, feed, TRUE, TRUE, &error);
  g_autoptr (HrImportReport) report = NULL;

  g_assert_no_error (error);
  report = apply (fixture, feed, FALSE, TRUE, &error);
  g_assert_no_error (error);
  /* a dry run says exactly what will be */
  check_counts (dry, added, changed, unchanged, removed);
  check_counts (report, added, changed, unchanged, removed);
  g_assert_true (dry->dry_run);
  g_assert_false (report->dry_run);
  problems = hr_store_check (fixture->store, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_error ("%s", (char *) problems->pdata[i]);
}

static void
hash_table_of (sqlite3 *db, const char *table, GChecksum *checksum)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"%s", table,
                                          strcmp (table, "meta") == 0 ? " WHERE key NOT LIKE 'read:%'" : "");
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      {
        const guchar *bytes = sqlite3_column_blob (statement, i);

        g_checksum_update (checksum, (const guchar *) (bytes != NULL ? "=" : "-"), 1);
        if (bytes != NULL)
          g_checksum_update (checksum, bytes, sqlite3_column_bytes (statement, i));
      }
  sqlite3_finalize (statement);
}

/* Of every row of every table, but for when feeds were read. */
static char *
hash_of_rows (StoreFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->directory, HR_STORE_FILE, NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  sqlite3_stmt *statement = NULL;
  sqlite3 *db = NULL;
  guint n = 0;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", -1, &statement, NULL), ==,
                   SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      hash_table_of (db, (const char *) sqlite3_column_text (statement, 0), checksum);
      n++;
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  g_assert_cmpuint (n, >, 10);
  return g_strdup (g_checksum_get_string (checksum));
}

static void
test_same_again (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_auto (HrFeed) feed = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 read = 0;

  feed_init (&feed, 100, "Oak Hall");
  expect (fixture, &feed, 100, 0, 0, 0);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM venue"), ==, 50);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM \"group\""), ==, 1);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM history WHERE verb = 'import'"), ==, 1);
  before = hash_of_rows (fixture);
  read = store_fixture_number (fixture, "SELECT value FROM meta WHERE key LIKE 'read:%'");
  hr_clock_advance_s (fixture->clock, 3600);
  expect (fixture, &feed, 0, 0, 100, 0);
  after = hash_of_rows (fixture);
  /* nothing but that it was read: what another desk looks at, and the copy of the index, stay good */
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT value FROM meta WHERE key LIKE 'read:%'"), >=, read + 3599 * 1000);
}

static void
test_changes (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_auto (HrFeed) feed = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrImportReport) report = NULL;
  const HrImportChange *change = NULL;
  HrFeedRow *row = NULL;

  feed_init (&feed, 10, "Oak Hall");
  expect (fixture, &feed, 10, 0, 0, 0);
  row = feed.rows->pdata[3];
  set (row->meeting, "name", "Another name");
  set (row->meeting, "notes", "Bring a chair");
  report = apply (fixture, &feed, TRUE, FALSE, &error);
  g_assert_no_error (error);
  change = report->changed->pdata[0];
  g_assert_cmpuint (change->record, ==, 4);
  g_assert_cmpstr (change->name, ==, "Another name");
  g_assert_cmpuint (g_strv_length (change->fields), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) change->fields, "notes"));
  expect (fixture, &feed, 0, 1, 9, 0);
  expect (fixture, &feed, 0, 0, 10, 0);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM history WHERE kind = 'meeting'"), ==, 2);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM meeting_text WHERE meeting_text MATCH 'chair'"),
                   ==, 1);
}

/* A place that changed: its meetings did, and their words follow. */
static void
test_venue_changes (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_auto (HrFeed) feed = { 0 };
  g_auto (HrFeed) other = { 0 };

  feed_init (&feed, 4, "Oak Hall");
  feed_init (&other, 4, "Birch Hall");
  expect (fixture, &feed, 4, 0, 0, 0);
  expect (fixture, &other, 0, 4, 0, 0);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM meeting_text WHERE meeting_text MATCH 'birch'"),
                   ==, 4);
  expect (fixture, &other, 0, 0, 4, 0);
}

static void
test_removals (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_auto (HrFeed) feed = { 0 };
  g_auto (HrFeed) shorter = { 0 };
  g_auto (HrFeed) short_one = { 0 };
  g_auto (HrFeed) empty = { 0 };
  g_autoptr (GError) error = NULL;

  feed_init (&feed, 100, "Oak Hall");
  feed_init (&shorter, 80, "Oak Hall");
  feed_init (&short_one, 50, "Oak Hall");
  feed_init (&empty, 0, "");
  expect (fixture, &feed, 100, 0, 0, 0);
  /* a fifth may go; its staff need not be asked */
  {
    g_autoptr (HrImportReport) report = apply (fixture, &shorter, FALSE, FALSE, &error);

    g_assert_no_error (error);
    check_counts (report, 0, 0, 80, 20);
    g_assert_cmpuint (((HrImportChange *) report->removed->pdata[0])->record, ==, 0);
  }
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM meeting WHERE retired = 1"), ==, 20);
  g_assert_null (apply (fixture, &short_one, FALSE, FALSE, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "30 of the 80"));
  g_assert_nonnull (strstr (error->message, "--source NAME"));
  g_clear_error (&error);
  g_assert_null (apply (fixture, &empty, FALSE, FALSE, &error));
  /* another name makes an empty feed another source: nothing of this one goes */
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM meeting WHERE retired = 1"), ==, 20);
  expect (fixture, &short_one, 0, 0, 50, 30);
  expect (fixture, &short_one, 0, 0, 50, 0);
  /* what comes back is added again, with the id that it had */
  expect (fixture, &feed, 50, 0, 50, 0);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM meeting"), ==, 100);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM meeting WHERE retired = 1"), ==, 0);
}

static void
test_overrides (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_auto (HrFeed) feed = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrImportReport) report = NULL;
  g_autoptr (HrMeeting) meeting = NULL;
  const HrImportKept *kept = NULL;
  HrFeedRow *row = NULL;

  feed_init (&feed, 5, "Oak Hall");
  expect (fixture, &feed, 5, 0, 0, 0);
  meeting = hr_store_get_meeting (fixture->store, "k-2", &error);
  g_assert_no_error (error);
  store_fixture_set (fixture, HR_KIND_MEETING, meeting->id, "name", "Our name", "length", "90", NULL);
  row = feed.rows->pdata[2];
  set (row->meeting, "name", "Their new name");
  set (row->meeting, "notes", "Their notes");
  report = apply (fixture, &feed, FALSE, FALSE, &error);
  g_assert_no_error (error);
  check_counts (report, 0, 1, 4, 0);
  g_assert_cmpuint (report->kept->len, ==, 2);
  kept = report->kept->pdata[1];
  g_assert_cmpuint (kept->record, ==, 3);
  g_assert_cmpstr (kept->field, ==, "name");
  g_assert_cmpstr (kept->yours, ==, "Our name");
  g_assert_cmpstr (kept->feeds, ==, "Their new name");
  g_clear_pointer (&meeting, hr_meeting_unref);
  meeting = hr_store_get_meeting (fixture->store, "k-2", &error);
  g_assert_cmpstr (meeting->name, ==, "Our name");
  g_assert_cmpint (meeting->schedule.length_min, ==, 90);
  g_assert_cmpstr (meeting->notes, ==, "Their notes");
  g_assert_cmpuint (g_strv_length (meeting->overridden), ==, 2);
  /* still told when nothing else changed */
  g_clear_pointer (&report, hr_import_report_free);
  report = apply (fixture, &feed, FALSE, FALSE, &error);
  check_counts (report, 0, 0, 5, 0);
  g_assert_cmpuint (report->kept->len, ==, 2);
  /* back to the feed's words: the override ends */
  store_fixture_set (fixture, HR_KIND_MEETING, meeting->id, "name", "Their new name", "length", "", NULL);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM override"), ==, 0);
  /* a meeting that staff withdrew stays withdrawn, and is not theirs to remove */
  g_free (store_fixture_edit (fixture, HR_EDIT_RETIRE, HR_KIND_MEETING, meeting->id, NULL, NULL));
  set (row->meeting, "name", "Third name");
  g_clear_pointer (&report, hr_import_report_free);
  report = apply (fixture, &feed, FALSE, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM meeting WHERE retired = 1"), ==, 1);
}

static void
test_which_source (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_auto (HrFeed) feed = { 0 };
  g_autoptr (GError) error = NULL;
  HrApplyOptions options = { .file_name = "renamed.json", .fellowship = "aa" };
  g_autoptr (HrImportReport) report = NULL;

  feed_init (&feed, 20, "Oak Hall");
  expect (fixture, &feed, 20, 0, 0, 0);
  /* the same feed under another file name */
  report = hr_store_apply_feed (fixture->store, &feed, &options, &error);
  g_assert_no_error (error);
  check_counts (report, 0, 0, 20, 0);
  g_assert_cmpstr (report->source_name, ==, "meetings.json");
  /* said explicitly, it is another one */
  options.source = "Second list";
  g_clear_pointer (&report, hr_import_report_free);
  report = hr_store_apply_feed (fixture->store, &feed, &options, &error);
  g_assert_no_error (error);
  check_counts (report, 20, 0, 0, 0);
  g_assert_cmpstr (report->source_name, ==, "Second list");
  options.fellowship = "nosuch";
  g_assert_null (hr_store_apply_feed (fixture->store, &feed, &options, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
}

/* Rows of two areas' sheets, numbered from 1 both: the second must not become changes of the first. */
static void
test_numbered_rows (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_auto (HrFeed) here = { 0 }, there = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrImportReport) first = NULL, second = NULL, again = NULL;
  HrApplyOptions options = { .file_name = "here.json", .fellowship = "aa" };

  feed_init (&here, 6, "Oak Hall");
  feed_init (&there, 6, "Elm Hall");
  for (guint i = 0; i < 6; i++)
    {
      HrFeedRow *rows[] = { here.rows->pdata[i], there.rows->pdata[i] };
      g_autofree char *name = g_strdup_printf ("Over there %u", i);

      for (guint k = 0; k < G_N_ELEMENTS (rows); k++)
        {
          g_free (rows[k]->key);
          rows[k]->key = g_strdup_printf ("%u", i + 1);
          set (rows[k]->meeting, "slug", rows[k]->key);
        }
      set (rows[1]->meeting, "name", name);
    }
  first = hr_store_apply_feed (fixture->store, &here, &options, &error);
  g_assert_no_error (error);
  options.file_name = "there.json";
  second = hr_store_apply_feed (fixture->store, &there, &options, &error);
  g_assert_no_error (error);
  check_counts (second, 6, 0, 0, 0);
  g_assert_cmpstr (second->source_name, ==, "there.json");
  /* but a new name of the file makes no other feed of it */
  options.file_name = "here-2.json";
  again = hr_store_apply_feed (fixture->store, &here, &options, &error);
  g_assert_no_error (error);
  check_counts (again, 0, 0, 6, 0);
  g_assert_cmpstr (again->source_name, ==, "here.json");
}

/* Two devices that read the same feed make the same things. */
static void
test_same_ids (void)
{
  g_autoptr (StoreFixture) a = store_fixture_new (NOW);
  g_autoptr (StoreFixture) b = store_fixture_new ("2027-01-01T00:00:00Z");
  g_auto (HrFeed) feed = { 0 };
  g_autoptr (GPtrArray) of_a = NULL;
  g_autoptr (GPtrArray) of_b = NULL;

  feed_init (&feed, 30, "Oak Hall");
  expect (a, &feed, 30, 0, 0, 0);
  expect (b, &feed, 30, 0, 0, 0);
  of_a = hr_store_get_records (a->store, HR_KIND_MEETING, NULL);
  of_b = hr_store_get_records (b->store, HR_KIND_MEETING, NULL);
  g_assert_cmpuint (of_a->len, ==, of_b->len);
  for (guint i = 0; i < of_a->len; i++)
    g_assert_true (hr_record_equal (of_a->pdata[i], of_b->pdata[i]));
}

static void
test_own_export (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (StoreFixture) target = store_fixture_new (NOW);
  g_auto (HrFeed) feed = { 0 };
  g_auto (HrFeed) own = { 0 };
  g_autoptr (GPtrArray) meetings = NULL;
  g_autoptr (GError) error = NULL;

  feed_init (&feed, 6, "Oak Hall");
  expect (fixture, &feed, 6, 0, 0, 0);
  store_fixture_add (target, HR_KIND_MEETING, "m-here", "name", "Here", "fellowship", "aa", "attendance", "online", NULL);
  meetings = hr_store_get_records (fixture->store, HR_KIND_MEETING, &error);
  feed_init (&own, 0, "");
  own.own_export = TRUE;
  own.records = meetings->len;
  for (guint i = 0; i < meetings->len; i++)
    {
      HrFeedRow *row = g_new0 (HrFeedRow, 1);
      HrRecord *meeting = meetings->pdata[i];

      row->record = i + 1;
      row->key = g_strdup (hr_record_get (meeting, "slug"));
      row->meeting = hr_record_ref (meeting);
      row->venue = hr_store_get_record (fixture->store, HR_KIND_VENUE, hr_record_get (meeting, "venue"), NULL);
      row->group = hr_store_get_record (fixture->store, HR_KIND_GROUP, hr_record_get (meeting, "group"), NULL);
      row->source_name = g_strdup ("meetings.json");
      row->source_format = g_strdup ("meeting-guide");
      g_ptr_array_add (own.rows, row);
    }
  expect (target, &own, 6, 0, 0, 0);
  expect (target, &own, 0, 0, 6, 0);
  g_assert_cmpint (store_fixture_number (target, "SELECT count(*) FROM meeting WHERE retired IS NOT 1"), ==, 7);
  for (guint i = 0; i < meetings->len; i++)
    {
      g_autoptr (HrRecord) copy
          = hr_store_get_record (target->store, HR_KIND_MEETING, hr_record_get_id (meetings->pdata[i]), &error);

      g_assert_no_error (error);
      g_assert_true (hr_record_equal (copy, meetings->pdata[i]));
    }
  /* and the feed itself, read there later, finds its meetings */
  expect (target, &feed, 0, 0, 6, 0);
}

/* what staff said of the meetings of a group holds for those that a later reading brings, and no reading takes it off */
static void
test_group_rule (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_auto (HrFeed) feed = { 0 };
  g_auto (HrFeed) more = { 0 };
  g_autoptr (GPtrArray) meetings = NULL;

  feed_init (&feed, 3, "Hall");
  feed_init (&more, 5, "Hall");
  expect (fixture, &feed, 3, 0, 0, 0);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM meeting WHERE sign_in IS NOT NULL"), ==, 0);
  meetings = hr_store_get_records (fixture->store, HR_KIND_MEETING, NULL);
  for (guint i = 0; i < meetings->len; i++)
    store_fixture_set (fixture, HR_KIND_MEETING, hr_record_get_id (meetings->pdata[i]), "sign_in", "no", NULL);
  expect (fixture, &more, 2, 0, 3, 0);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM meeting WHERE sign_in = 0"), ==, 5);
  /* all are read once more, with other notes */
  for (guint i = 0; i < more.rows->len; i++)
    set (((HrFeedRow *)more.rows->pdata[i])->meeting, "notes", "Ring twice.");
  expect (fixture, &more, 0, 5, 0, 0);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM meeting WHERE sign_in = 0"), ==, 5);
  /* away and back */
  expect (fixture, &feed, 0, 3, 0, 2);
  expect (fixture, &more, 2, 3, 0, 0);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM meeting WHERE sign_in = 0 AND retired IS NOT 1"), ==, 5);
}

static guint
count_found (StoreFixture *fixture)
{
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) results = hr_store_find (fixture->store, query, &error);

  g_assert_no_error (error);
  return results->total;
}

/* a screen that has asked before shows what a feed brings, also a feed of few meetings */
static void
test_asked_before (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_auto (HrFeed) feed = { 0 };
  g_auto (HrFeed) more = { 0 };

  feed_init (&feed, 3, "Hall");
  feed_init (&more, 5, "Hall");
  g_assert_cmpuint (count_found (fixture), ==, 0);
  expect (fixture, &feed, 3, 0, 0, 0);
  g_assert_cmpuint (count_found (fixture), ==, 3);
  expect (fixture, &more, 2, 0, 3, 0);
  g_assert_cmpuint (count_found (fixture), ==, 5);
  store_fixture_reopen (fixture);
  g_assert_cmpuint (count_found (fixture), ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/apply/same-again", test_same_again);
  g_test_add_func ("/apply/changes", test_changes);
  g_test_add_func ("/apply/venue-changes", test_venue_changes);
  g_test_add_func ("/apply/removals", test_removals);
  g_test_add_func ("/apply/overrides", test_overrides);
  g_test_add_func ("/apply/group-rule", test_group_rule);
  g_test_add_func ("/apply/which-source", test_which_source);
  g_test_add_func ("/apply/numbered-rows", test_numbered_rows);
  g_test_add_func ("/apply/same-ids", test_same_ids);
  g_test_add_func ("/apply/own-export", test_own_export);
  g_test_add_func ("/apply/asked-before", test_asked_before);
  return g_test_run ();
}
