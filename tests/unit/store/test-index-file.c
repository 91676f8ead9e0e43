/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The copy of the index beside the database: the same answers with it, without it, and with a broken one. */
#include "hr-index-private.h"
#include "store-fixture.h"

#define NOW "2026-11-23T18:50:00-05:00"
#define N 2500

static void
fill (StoreFixture *fixture)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_record_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *id = g_strdup_printf ("m-%u", i);
      g_autofree char *name = g_strdup_printf ("Meeting %u", i * 7919 % N);
      g_autofree char *start = g_strdup_printf ("2026-01-%02uT%02u:15", 1 + i % 28, i % 24);
      HrRecord *meeting = hr_record_new (HR_KIND_MEETING, id);

      hr_record_set (meeting, "name", name, NULL);
      hr_record_set (meeting, "slug", id, NULL);
      hr_record_set (meeting, "fellowship", i % 3 == 0 ? "aa" : "na", NULL);
      hr_record_set (meeting, "attendance", "in_person", NULL);
      hr_record_set (meeting, "rule", "FREQ=WEEKLY", NULL);
      hr_record_set (meeting, "start", start, NULL);
      hr_record_set (meeting, "types", i % 2 == 0 ? "O" : "C", NULL);
      g_ptr_array_add (records, meeting);
    }
  g_assert_true (hr_store_add_all (fixture->store, records, "test", &error));
}

static char *
answer (StoreFixture *fixture)
{
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) results = NULL;
  GString *ids = g_string_new (NULL);

  query->limit = 0;
  query->times = HR_TIME_EVENING;
  results = hr_store_find (fixture->store, query, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < results->meetings->len; i++)
    g_string_append_printf (ids, "%s ", ((HrMeeting *) results->meetings->pdata[i])->id);
  return g_string_free (ids, FALSE);
}

/* whether the copy is taken for good now */
static gboolean
is_used (StoreFixture *fixture)
{
  HrState *state = hr_state_new (fixture->directory, fixture->vocabulary, fixture->clock);
  g_autoptr (GError) error = NULL;
  HrIndex *index = NULL;
  gint64 stamp = 0;
  gboolean used = FALSE;

  g_assert_true (hr_state_open (state, &error));
  g_assert_true (hr_state_get_meta (state, "stamp", &stamp, &error));
  index = hr_index_restore (state, stamp);
  used = index != NULL;
  g_clear_pointer (&index, hr_index_free);
  hr_state_free (state);
  return used;
}

static void
test_copy (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autofree char *path = g_build_filename (fixture->directory, "handrail.index", NULL);
  g_autofree char *first = NULL;
  g_autofree char *data = NULL;
  gsize length = 0;

  fill (fixture);
  first = answer (fixture);
  g_assert_cmpuint (strlen (first), >, 1000);
  store_fixture_reopen (fixture);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (is_used (fixture));
  {
    g_autofree char *again = answer (fixture);

    g_assert_cmpstr (again, ==, first);
  }
  /* half a week later, and back */
  hr_clock_advance_s (fixture->clock, 300000);
  store_fixture_reopen (fixture);
  {
    g_autofree char *later = answer (fixture);
    g_autofree char *without = NULL;

    g_assert_cmpstr (later, !=, first);
    g_unlink (path);
    store_fixture_reopen (fixture);
    g_unlink (path);
    without = answer (fixture);
    g_assert_cmpstr (later, ==, without);
  }
  store_fixture_reopen (fixture);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *bad = g_memdup2 (data, length);
      gsize keep = i % 4 == 0 ? (gsize) g_test_rand_int_range (0, (gint32) length) : length;

      bad[g_test_rand_int_range (0, (gint32) length)] ^= (char) (1 << i % 8);
      g_assert_true (g_file_set_contents (path, bad, (gssize) keep, NULL));
      g_assert_false (is_used (fixture));
    }
}

static void
test_other_content (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *backup = g_build_filename (fixture->directory, "b.db", NULL);

  fill (fixture);
  before = answer (fixture);
  store_fixture_reopen (fixture);
  g_assert_true (hr_store_backup (fixture->store, backup, &error));
  /* an edit that asks nothing leaves a copy of the former content behind */
  g_free (store_fixture_edit (fixture, HR_EDIT_RETIRE, HR_KIND_MEETING, "m-19", NULL, NULL));
  g_assert_false (is_used (fixture));
  after = answer (fixture);
  g_assert_cmpstr (before, !=, after);
  store_fixture_reopen (fixture);
  g_assert_true (is_used (fixture));
  /* and so does an older database that comes back */
  g_clear_object (&fixture->store);
  g_assert_true (hr_store_restore_file (fixture->directory, backup, fixture->clock, &error));
  store_fixture_reopen (fixture);
  g_assert_false (is_used (fixture));
  {
    g_autofree char *again = answer (fixture);

    g_assert_cmpstr (again, ==, before);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/index-file/copy", test_copy);
  g_test_add_func ("/index-file/other-content", test_other_content);
  return g_test_run ();
}
