/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#define NOW "2026-11-23T18:50:00-05:00"

static void
add_meeting (StoreFixture *fixture, const char *id, const char *name)
{
  store_fixture_add (fixture, HR_KIND_MEETING, id, "name", name, "fellowship", "aa", "rule", "FREQ=WEEKLY;BYDAY=MO",
                     "start", "2026-01-05T19:00", "attendance", "in_person", NULL);
}

static void
refuse (StoreFixture *fixture, GError *error, int code, const char *part)
{
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_error (error, HR_ERROR, code);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
  g_error_free (error);
  problems = hr_store_check (fixture->store, NULL);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_add (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (HrRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = store_fixture_edit (fixture, HR_EDIT_ADD, HR_KIND_VENUE, NULL, NULL, "name", "Oak Hall", NULL);
  g_autofree char *type = store_fixture_edit (fixture, HR_EDIT_ADD, HR_KIND_TYPE, NULL, NULL, "fellowship", "aa", "code",
                                              "QQ", "names", "Quiet", NULL);

  g_assert_true (g_str_has_prefix (id, "v-"));
  g_assert_cmpstr (type, ==, "aa:QQ");
  add_meeting (fixture, "m-1", "Monday Night!");
  record = hr_store_get_record (fixture->store, HR_KIND_MEETING, "m-1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hr_record_get (record, "slug"), ==, "monday-night");
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM history WHERE verb = 'add' AND actor = 'test'"),
                   ==, 3);
  /* the outbox: every row knows the operation that wrote it last */
  g_assert_cmpint (store_fixture_number (fixture, "SELECT max(op) FROM meeting"), ==,
                   store_fixture_number (fixture, "SELECT value FROM meta WHERE key = 'last_op'"));
}

static void
test_refusals (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  GError *error = NULL;

  add_meeting (fixture, "m-1", "One");
  store_fixture_edit (fixture, HR_EDIT_ADD, HR_KIND_MEETING, "m-1", &error, "name", "Two", "fellowship", "aa", "attendance",
                      "online", NULL);
  refuse (fixture, g_steal_pointer (&error), HR_ERROR_REFUSED, "m-1");
  store_fixture_edit (fixture, HR_EDIT_SET, HR_KIND_MEETING, "m-2", &error, "name", "Two", NULL);
  refuse (fixture, g_steal_pointer (&error), HR_ERROR_NOT_FOUND, "m-2");
  store_fixture_edit (fixture, HR_EDIT_SET, HR_KIND_MEETING, "m-1", &error, "venue", "v-9", NULL);
  refuse (fixture, g_steal_pointer (&error), HR_ERROR_INPUT, "v-9");
  store_fixture_edit (fixture, HR_EDIT_SET, HR_KIND_MEETING, "m-1", &error, "colour", "red", NULL);
  refuse (fixture, g_steal_pointer (&error), HR_ERROR_INPUT, "colour");
  store_fixture_edit (fixture, HR_EDIT_SET, HR_KIND_MEETING, "m-1", &error, "start", "yesterday", NULL);
  refuse (fixture, g_steal_pointer (&error), HR_ERROR_INPUT, "start");
  store_fixture_edit (fixture, HR_EDIT_SET, HR_KIND_MEETING, "m-1", &error, "types", "O,NOSUCH", NULL);
  refuse (fixture, g_steal_pointer (&error), HR_ERROR_INPUT, "NOSUCH");
  store_fixture_edit (fixture, HR_EDIT_SET, HR_KIND_MEETING, "m-1", &error, "source", "s-1", NULL);
  refuse (fixture, g_steal_pointer (&error), HR_ERROR_INPUT, "source");
  store_fixture_edit (fixture, HR_EDIT_SET, HR_KIND_MEETING, "m-1", &error, "name", "", NULL);
  refuse (fixture, g_steal_pointer (&error), HR_ERROR_INPUT, "name");
  store_fixture_edit (fixture, HR_EDIT_ADD, HR_KIND_VENUE, "a/b", &error, "name", "Hall", NULL);
  refuse (fixture, g_steal_pointer (&error), HR_ERROR_INPUT, "a/b");
  store_fixture_edit (fixture, HR_EDIT_RETIRE, HR_KIND_SITE, "site", &error, NULL);
  refuse (fixture, g_steal_pointer (&error), HR_ERROR_REFUSED, "site");
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM history WHERE verb <> 'add'"), ==, 0);
}

static void
test_all_or_none (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  const char *const names[] = { "name", NULL };
  const char *const hall[] = { "Hall", NULL };
  const char *const venue[] = { "venue", NULL };
  const char *const new_venue[] = { "v-new", NULL };
  const char *const nowhere[] = { "v-nowhere", NULL };
  HrEdit edits[2] = {
    /* the first one refers to the second one */
    { HR_EDIT_SET, HR_KIND_MEETING, "m-1", venue, new_venue },
    { HR_EDIT_ADD, HR_KIND_VENUE, "v-new", names, hall },
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  g_autoptr (HrMeeting) meeting = NULL;

  add_meeting (fixture, "m-1", "One");
  ids = hr_store_edit (fixture->store, edits, 2, "test", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (ids), ==, 2);
  g_assert_cmpstr (ids[0], ==, "m-1");
  g_assert_cmpstr (ids[1], ==, "v-new");
  meeting = hr_store_get_meeting (fixture->store, "m-1", &error);
  g_assert_cmpstr (meeting->venue_name, ==, "Hall");
  edits[0].verb = HR_EDIT_RETIRE;
  edits[0].fields = NULL;
  edits[1].verb = HR_EDIT_SET;
  edits[1].kind = HR_KIND_MEETING;
  edits[1].id = "m-1";
  edits[1].fields = venue;
  edits[1].values = nowhere;
  g_assert_null (hr_store_edit (fixture->store, edits, 2, "test", &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
  g_clear_pointer (&meeting, hr_meeting_unref);
  g_clear_error (&error);
  meeting = hr_store_get_meeting (fixture->store, "m-1", &error);
  g_assert_no_error (error);
}

static void
test_retire (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrMeeting) meeting = NULL;
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (HrResults) results = NULL;
  g_autoptr (HrRecord) record = NULL;
  g_autoptr (GPtrArray) list = NULL;

  add_meeting (fixture, "m-1", "Sunrise");
  g_free (store_fixture_edit (fixture, HR_EDIT_RETIRE, HR_KIND_MEETING, "m-1", NULL, NULL));
  g_assert_null (hr_store_get_meeting (fixture->store, "m-1", &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  query->text = g_strdup ("sunrise");
  results = hr_store_find (fixture->store, query, &error);
  g_assert_cmpuint (results->total, ==, 0);
  record = hr_store_get_record (fixture->store, HR_KIND_MEETING, "m-1", &error);
  g_assert_no_error (error);
  list = hr_store_get_records (fixture->store, HR_KIND_MEETING, &error);
  g_assert_cmpuint (list->len, ==, 0);
  g_free (store_fixture_edit (fixture, HR_EDIT_RESTORE, HR_KIND_MEETING, "m-1", NULL, NULL));
  g_clear_pointer (&results, hr_results_free);
  results = hr_store_find (fixture->store, query, &error);
  g_assert_cmpuint (results->total, ==, 1);
}

/* Words follow what they are made of: the group, the place, the names of the types. */
static void
test_words (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (HrQuery) query = hr_query_new ();
  static const char *const words[] = { "birch", "maple", "quiet", "silent", "notable" };
  guint totals[G_N_ELEMENTS (words)] = { 0 };

  store_fixture_add (fixture, HR_KIND_TYPE, NULL, "fellowship", "aa", "code", "QQ", "names", "Quiet", NULL);
  store_fixture_add (fixture, HR_KIND_VENUE, "v-1", "name", "Oak Hall", NULL);
  store_fixture_add (fixture, HR_KIND_GROUP, "g-1", "name", "Elm Group", "fellowship", "aa", NULL);
  add_meeting (fixture, "m-1", "One");
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "venue", "v-1", "group", "g-1", "types", "QQ", NULL);
  store_fixture_set (fixture, HR_KIND_VENUE, "v-1", "name", "Birch Hall", NULL);
  store_fixture_set (fixture, HR_KIND_GROUP, "g-1", "name", "Maple Group", NULL);
  store_fixture_set (fixture, HR_KIND_TYPE, "aa:QQ", "names", "Silent", NULL);
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "notes", "Nothing notable", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (HrResults) results = NULL;

      g_free (query->text);
      query->text = g_strdup (words[i]);
      results = hr_store_find (fixture->store, query, NULL);
      totals[i] = results->total;
    }
  g_assert_cmpuint (totals[0], ==, 1);
  g_assert_cmpuint (totals[1], ==, 1);
  g_assert_cmpuint (totals[2], ==, 0);
  g_assert_cmpuint (totals[3], ==, 1);
  g_assert_cmpuint (totals[4], ==, 1);
  {
    g_autoptr (GPtrArray) problems = hr_store_check (fixture->store, NULL);

    g_assert_cmpuint (problems->len, ==, 0);
  }
}

static void
test_history_stays (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autofree char *path = g_build_filename (fixture->directory, HR_STORE_FILE, NULL);
  sqlite3 *db = NULL;

  add_meeting (fixture, "m-1", "One");
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "name", "Two", "notes", "New", NULL);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM history WHERE id = 'm-1' AND verb = 'set'"), ==,
                   2);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM history WHERE field = 'name' AND old = 'One' "
                                                  "AND new = 'Two' AND wall_ms >= 1795477800000"),
                   ==, 1);
  /* the same again is no change */
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "name", "Two", NULL);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM history WHERE id = 'm-1' AND verb = 'set'"), ==,
                   2);
  g_clear_object (&fixture->store);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "DELETE FROM history", NULL, NULL, NULL), !=, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE history SET actor = 'me'", NULL, NULL, NULL), !=, SQLITE_OK);
  sqlite3_close (db);
}

static void
changed_cb (HrStore *store, gpointer data)
{
  ++*(guint *) data;
}

static void
test_changed (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (HrStore) other = hr_store_new (fixture->directory, fixture->vocabulary, fixture->clock);
  g_autoptr (GError) error = NULL;
  guint here = 0, there = 0;

  g_assert_true (hr_store_open (other, &error));
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), &here);
  g_signal_connect (other, "changed", G_CALLBACK (changed_cb), &there);
  add_meeting (fixture, "m-1", "One");
  while (here == 0)
    g_main_context_iteration (NULL, TRUE);
  /* the other one stands for another process: it looks every five seconds */
  while (there == 0)
    g_main_context_iteration (NULL, TRUE);
  {
    g_autoptr (HrQuery) query = hr_query_new ();
    g_autoptr (HrResults) results = hr_store_find (other, query, &error);

    g_assert_cmpuint (results->total, ==, 1);
  }
}

static void
test_add_all (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_record_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrMeeting) found = NULL;
  HrRecord *meeting = hr_record_new (HR_KIND_MEETING, "m-1");
  HrRecord *venue = hr_record_new (HR_KIND_VENUE, "v-1");

  hr_record_set (meeting, "name", "One", NULL);
  hr_record_set (meeting, "slug", "one", NULL);
  hr_record_set (meeting, "fellowship", "aa", NULL);
  hr_record_set (meeting, "attendance", "in_person", NULL);
  hr_record_set (meeting, "venue", "v-1", NULL);
  hr_record_set (venue, "name", "Oak Hall", NULL);
  g_ptr_array_add (records, meeting);
  g_assert_false (hr_store_add_all (fixture->store, records, "sample", &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
  g_clear_error (&error);
  /* the place may come after what happens there */
  g_ptr_array_add (records, venue);
  g_assert_true (hr_store_add_all (fixture->store, records, "sample", &error));
  g_assert_no_error (error);
  hr_record_set (venue, "name", "Ash Hall", NULL);
  g_assert_true (hr_store_add_all (fixture->store, records, "sample", &error));
  found = hr_store_get_meeting (fixture->store, "one", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->venue_name, ==, "Ash Hall");
  {
    g_autoptr (GPtrArray) problems = hr_store_check (fixture->store, NULL);

    g_assert_cmpuint (problems->len, ==, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/add", test_add);
  g_test_add_func ("/edit/refusals", test_refusals);
  g_test_add_func ("/edit/all-or-none", test_all_or_none);
  g_test_add_func ("/edit/retire", test_retire);
  g_test_add_func ("/edit/words", test_words);
  g_test_add_func ("/edit/history", test_history_stays);
  g_test_add_func ("/edit/changed", test_changed);
  g_test_add_func ("/edit/add-all", test_add_all);
  return g_test_run ();
}
