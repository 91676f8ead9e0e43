/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "hr-fts-private.h"
#include "hr-store-private.h"

static void
test_create (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ("2026-11-23T18:50:00-05:00");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fellowships = NULL;
  g_autoptr (HrRecord) site = NULL;
  g_autoptr (HrResults) results = NULL;
  g_autoptr (HrQuery) query = hr_query_new ();

  fellowships = hr_store_get_records (fixture->store, HR_KIND_FELLOWSHIP, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fellowships->len, >=, 24);
  g_assert_cmpstr (hr_record_get_id (fellowships->pdata[0]), ==, "aa");
  site = hr_store_get_record (fixture->store, HR_KIND_SITE, "site", &error);
  g_assert_no_error (error);
  g_assert_nonnull (hr_record_get (site, "timezone"));
  results = hr_store_find (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->total, ==, 0);
  g_assert_false (hr_store_create (fixture->store, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
}

static void
test_find (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ("2026-11-23T18:50:00-05:00");
  g_autoptr (GError) error = NULL;
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (HrResults) results = NULL;
  const HrMeeting *first = NULL;

  store_fixture_add (fixture, HR_KIND_VENUE, "v-1", "name", "Oak Hall", "street", "1 Oak Street", "city", "Bergen",
                     "latitude", "40.5", "longitude", "-74.25", NULL);
  store_fixture_add (fixture, HR_KIND_MEETING, "m-1", "name", "Early Birds", "fellowship", "aa", "rule",
                     "FREQ=WEEKLY;BYDAY=TU", "start", "2026-01-06T07:00", "attendance", "in_person", "venue", "v-1",
                     "timezone", "America/New_York", "types", "O,W", NULL);
  store_fixture_add (fixture, HR_KIND_MEETING, "m-2", "name", "Night Owls", "fellowship", "na", "rule",
                     "FREQ=WEEKLY;BYDAY=MO", "start", "2026-01-05T19:00", "attendance", "online", "timezone",
                     "America/New_York", NULL);
  results = hr_store_find (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->total, ==, 2);
  first = results->meetings->pdata[0];
  g_assert_cmpstr (first->id, ==, "m-2");
  g_assert_true (first->has_next);
  g_assert_cmpint (first->next.start_s, ==, 1795478400);
  g_clear_pointer (&results, hr_results_free);
  query->text = g_strdup ("OAK str");
  results = hr_store_find (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->total, ==, 1);
  first = results->meetings->pdata[0];
  g_assert_cmpstr (first->address, ==, "1 Oak Street, Bergen");
  g_assert_true ((first->features & HR_FEATURE_WOMEN) != 0);
}

/* The clock was never set: the lobby lists the meetings all the same, without "next". */
static void
test_find_without_clock (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ("1970-01-02T00:00:00Z");
  g_autoptr (GError) error = NULL;
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (HrResults) results = NULL;

  store_fixture_add (fixture, HR_KIND_MEETING, "m-1", "name", "Early Birds", "fellowship", "aa", "rule",
                     "FREQ=WEEKLY;BYDAY=TU", "start", "2026-01-06T07:00", "attendance", "online", NULL);
  query->upcoming = TRUE;
  results = hr_store_find (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->total, ==, 1);
  g_assert_false (((HrMeeting *)results->meetings->pdata[0])->has_next);
  g_clear_pointer (&results, hr_results_free);
  /* who says which time is meant gets what is upcoming then */
  query->at_s = 1;
  results = hr_store_find (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->total, ==, 0);
}

static void
count_searches_cb (gpointer data)
{
  HrJobCall *job = data;

  job->numbers[0] = hr_fts_count_searches (job->state->fts);
}

static guint
count_searches (HrStore *store)
{
  HrJobCall job = { .state = store->state };

  hr_worker_call (store->worker, count_searches_cb, &job);
  return (guint)job.numbers[0];
}

static void
find_words (HrStore *store, const char *words, guint expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (HrResults) results = NULL;

  query->text = g_strdup (words);
  results = hr_store_find (store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->total, ==, expected);
}

/* What was typed is known for a while, because it is slow; not beyond the visit. */
static void
test_forget_searches (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new_empty ("2026-11-23T18:50:00-05:00");
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  g_autoptr (GError) error = NULL;

  /* before there is anything, it is no mistake either */
  hr_store_forget_searches_async (fixture->store);
  hr_store_create (fixture->store, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2100; i++)
    {
      g_autofree char *id = g_strdup_printf ("m-%u", i);
      HrRecord *record = hr_record_new (HR_KIND_MEETING, id);

      g_assert_true (hr_record_set (record, "name", "Serenity", NULL));
      g_assert_true (hr_record_set (record, "slug", id, NULL));
      g_assert_true (hr_record_set (record, "fellowship", "aa", NULL));
      g_assert_true (hr_record_set (record, "attendance", "online", NULL));
      g_ptr_array_add (records, record);
    }
  hr_store_add_all (fixture->store, records, "test", &error);
  g_assert_no_error (error);
  find_words (fixture->store, "serenity now", 0);
  find_words (fixture->store, "s", 2100);
  /* "serenity" because it is common, "now" and "s" because they are short */
  g_assert_cmpuint (count_searches (fixture->store), ==, 3);
  hr_store_forget_searches_async (fixture->store);
  g_assert_cmpuint (count_searches (fixture->store), ==, 0);
  find_words (fixture->store, "serenity", 2100);
  g_assert_cmpuint (count_searches (fixture->store), ==, 1);
}

static void
take_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (result);
}

static void
test_async (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ("2026-11-23T18:50:00-05:00");
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *waiting = NULL;

  store_fixture_add (fixture, HR_KIND_MEETING, "m-1", "name", "One", "fellowship", "aa", "attendance", "online", NULL);
  g_clear_object (&fixture->store);
  fixture->store = hr_store_new (fixture->directory, fixture->vocabulary, fixture->clock);
  hr_store_open_async (fixture->store, NULL, take_cb, &waiting);
  {
    g_autoptr (GAsyncResult) result = wait_for (&waiting);

    g_assert_true (hr_store_open_finish (fixture->store, result, &error));
  }
  query->text = g_strdup ("one");
  hr_store_find_async (fixture->store, query, NULL, take_cb, &waiting);
  /* the query was copied */
  hr_query_free (g_steal_pointer (&query));
  {
    g_autoptr (GAsyncResult) result = wait_for (&waiting);
    g_autoptr (HrResults) results = hr_store_find_finish (fixture->store, result, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (results->total, ==, 1);
  }
  hr_store_get_meeting_async (fixture->store, "m-2", NULL, take_cb, &waiting);
  {
    g_autoptr (GAsyncResult) result = wait_for (&waiting);

    g_assert_null (hr_store_get_meeting_finish (fixture->store, result, &error));
    g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
    g_clear_error (&error);
  }
  g_cancellable_cancel (cancellable);
  hr_store_get_facets_async (fixture->store, cancellable, take_cb, &waiting);
  {
    g_autoptr (GAsyncResult) result = wait_for (&waiting);

    g_assert_null (hr_store_get_facets_finish (fixture->store, result, &error));
    g_assert_error (error, HR_ERROR, HR_ERROR_CANCELLED);
    g_clear_error (&error);
  }
  hr_store_get_records_async (fixture->store, HR_KIND_MEETING, NULL, take_cb, &waiting);
  /* the answer comes although nobody else holds the store */
  g_clear_object (&fixture->store);
  {
    g_autoptr (GAsyncResult) result = wait_for (&waiting);
    g_autoptr (HrStore) store = HR_STORE (g_async_result_get_source_object (result));
    g_autoptr (GPtrArray) records = hr_store_get_records_finish (store, result, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (records->len, ==, 1);
  }
}

static void
test_closed (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ("2026-11-23T18:50:00-05:00");
  g_autoptr (GError) error = NULL;

  hr_store_close (fixture->store);
  g_assert_null (hr_store_get_records (fixture->store, HR_KIND_SITE, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_IO);
}

static void
test_facets_and_dates (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ("2026-11-23T18:50:00-05:00");
  g_autoptr (GError) error = NULL;
  g_autoptr (HrFacets) facets = NULL;
  g_autoptr (GPtrArray) dates = NULL;
  g_autoptr (HrMeeting) meeting = NULL;
  const HrMeetingDate *date = NULL;
  gint64 now = hr_clock_now_s (fixture->clock);

  store_fixture_add (fixture, HR_KIND_VENUE, "v-1", "name", "Oak Hall", "latitude", "40.5", "longitude", "-74.25", NULL);
  store_fixture_add (fixture, HR_KIND_VENUE, "v-2", "name", "Ash Hall", "city", "Bergen", NULL);
  store_fixture_add (fixture, HR_KIND_MEETING, "m-1", "name", "One", "fellowship", "na", "attendance", "in_person", "types",
                     "W", "rule", "FREQ=WEEKLY;BYDAY=MO", "start", "2026-01-05T19:00", "venue", "v-1", NULL);
  store_fixture_add (fixture, HR_KIND_MEETING, "m-2", "name", "Hidden", "fellowship", "aa", "attendance", "online",
                     "published", "no", NULL);
  store_fixture_add (fixture, HR_KIND_EXCEPTION, "x-1", "meeting", "m-1", "from", "2026-11-30", "state", "moved",
                     "new_venue", "v-2", "note", "Paint", NULL);
  facets = hr_store_get_facets (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (facets->fellowships->len, ==, 1);
  g_assert_cmpstr (hr_record_get_id (facets->fellowships->pdata[0]), ==, "na");
  g_assert_cmpuint (facets->n_meetings, ==, 1);
  g_assert_cmpuint (facets->n_with_coordinates, ==, 1);
  g_assert_cmpuint (facets->attendance, ==, HR_ATTENDANCE_IN_PERSON);
  dates = hr_store_get_occurrences (fixture->store, NULL, now, now + 14 * 86400, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dates->len, ==, 2);
  date = dates->pdata[1];
  g_assert_cmpint (date->occurrence.state, ==, HR_OCCURRENCE_MOVED);
  g_assert_cmpstr (date->place, ==, "Ash Hall, Bergen");
  g_assert_cmpstr (date->note, ==, "en=Paint");
  g_assert_null (date->occurrence.exception);
  g_assert_null (hr_store_get_meeting (fixture->store, "m-2", &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  hr_clock_advance_s (fixture->clock, 86400);
  meeting = hr_store_get_meeting (fixture->store, "one", &error);
  g_assert_cmpstr (meeting->next_place, ==, "Ash Hall, Bergen");
}

static int
add_row_cb (gpointer data, int n, char **values, char **names)
{
  for (int i = 0; i < n; i++)
    g_string_append_printf (data, "%s|", values[i] != NULL ? values[i] : "-");
  g_string_append_c (data, '\n');
  return 0;
}

/* What the search knows of all meetings; @sql: (nullable): done before */
static char *
all_words (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->directory, HR_STORE_FILE, NULL);
  GString *text = g_string_new (NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql != NULL ? sql : "", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "SELECT rowid, * FROM meeting_text ORDER BY rowid", add_row_cb, text, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  return g_string_free (text, FALSE);
}

/* Written all at once, as after an update of the program, the words are those that were written one by one. */
static void
test_words_anew (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ("2026-11-23T18:50:00-05:00");
  g_autofree char *before = NULL;
  g_autofree char *none = NULL;
  g_autofree char *after = NULL;

  store_fixture_add (fixture, HR_KIND_VENUE, "v-1", "name", "Oak Hall", "street", "1 Oak Street", "city", "Bergen", "state", "NJ", NULL);
  store_fixture_add (fixture, HR_KIND_VENUE, "v-2", "name", "Álamo", "address", "5 Elm Street, Albany", NULL);
  store_fixture_add (fixture, HR_KIND_GROUP, "g-1", "name", "Early Risers", "fellowship", "aa", NULL);
  store_fixture_add (fixture, HR_KIND_MEETING, "m-1", "name", "Sunrise", "fellowship", "aa", "attendance", "in-person", "group", "g-1", "venue", "v-1", "rule",
                     "FREQ=WEEKLY;BYDAY=MO", "start", "2026-01-05T07:00", "types", "O,X", "notes", "Side door", NULL);
  store_fixture_add (fixture, HR_KIND_MEETING, "m-2", "name", "Mediodía", "fellowship", "na", "attendance", "in-person", "venue", "v-2", "rule", "FREQ=WEEKLY;BYDAY=TU",
                     "start", "2026-01-06T12:00", NULL);
  store_fixture_add (fixture, HR_KIND_MEETING, "m-3", "name", "Late", "fellowship", "aa", "attendance", "online", "conference_url", "https://example.org/j", "rule",
                     "FREQ=WEEKLY;BYDAY=WE", "start", "2026-01-07T22:00", NULL);
  store_fixture_add (fixture, HR_KIND_MEETING, "m-4", "name", "Gone", "fellowship", "aa", "attendance", "in-person", "venue", "v-1", "rule", "FREQ=WEEKLY;BYDAY=TH", "start",
                     "2026-01-08T22:00", NULL);
  g_free (store_fixture_edit (fixture, HR_EDIT_RETIRE, HR_KIND_MEETING, "m-4", NULL, NULL));
  before = all_words (fixture, NULL);
  g_assert_nonnull (strstr (before, "early risers|oak hall|1 oak street bergen nj|bergen|side door|"));
  g_assert_nonnull (strstr (before, "mediodia|-|alamo|5 elm street albany|-|-|-|"));
  g_assert_null (strstr (before, "gone"));
  none = all_words (fixture, "DELETE FROM meeting_text; UPDATE meta SET value = 0 WHERE key = 'text_stamp'");
  g_assert_cmpstr (none, ==, "");
  store_fixture_reopen (fixture);
  after = all_words (fixture, NULL);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/create", test_create);
  g_test_add_func ("/store/find", test_find);
  g_test_add_func ("/store/find-without-clock", test_find_without_clock);
  g_test_add_func ("/store/forget-searches", test_forget_searches);
  g_test_add_func ("/store/words-anew", test_words_anew);
  g_test_add_func ("/store/async", test_async);
  g_test_add_func ("/store/closed", test_closed);
  g_test_add_func ("/store/facets-and-dates", test_facets_and_dates);
  return g_test_run ();
}
