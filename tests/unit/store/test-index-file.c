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
}

/* whether the copy is taken as it stands */
static gboolean
is_taken (HrState *state, gint64 stamp)
{
  HrIndex *index = hr_index_restore (state, stamp);
  gboolean taken = index != NULL;

  g_clear_pointer (&index, hr_index_free);
  return taken;
}

static void
overwrite (const char *path, gsize at, char byte)
{
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, (long) at, SEEK_SET), ==, 0);
  g_assert_cmpint (fputc (byte, file), !=, EOF);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* whatever happens to the file, it is taken whole or not at all */
static void
test_damaged (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autofree char *path = g_build_filename (fixture->directory, "handrail.index", NULL);
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  HrState *state = NULL;
  gsize length = 0;
  gint64 stamp = 0;

  fill (fixture);
  first = answer (fixture);
  store_fixture_reopen (fixture);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  state = hr_state_new (fixture->directory, fixture->vocabulary, fixture->clock);
  g_assert_true (hr_state_open (state, &error));
  g_assert_true (hr_state_get_meta (state, "stamp", &stamp, &error));
  g_assert_true (is_taken (state, stamp));
  g_assert_false (is_taken (state, stamp + 1));
  /* each byte of the beginning, and many of the rest */
  for (gsize i = 0; i < length; i += i < 256 ? 1 : 61)
    {
      overwrite (path, i, (char) (data[i] ^ (1 << i % 8)));
      g_assert_false (is_taken (state, stamp));
      overwrite (path, i, (char) ~data[i]);
      g_assert_false (is_taken (state, stamp));
      overwrite (path, i, data[i]);
    }
  g_assert_true (is_taken (state, stamp));
  for (gsize keep = 0; keep < length; keep += keep < 256 ? 1 : 1009)
    {
      g_assert_true (g_file_set_contents (path, data, (gssize) keep, NULL));
      g_assert_false (is_taken (state, stamp));
    }
  {
    /* two pages that changed places, and something behind the end */
    g_autofree char *bad = g_malloc (length + 8);

    memcpy (bad, data, length);
    memset (bad + length, 0, 8);
    g_assert_true (g_file_set_contents (path, bad, (gssize) length + 8, NULL));
    g_assert_false (is_taken (state, stamp));
    memcpy (bad + 4096, data + 8192, 4096);
    memcpy (bad + 8192, data + 4096, 4096);
    g_assert_true (g_file_set_contents (path, bad, (gssize) length, NULL));
    g_assert_false (is_taken (state, stamp));
  }
  hr_state_free (state);
  store_fixture_reopen (fixture);
  again = answer (fixture);
  g_assert_cmpstr (again, ==, first);
}

/* what a question finds when only the first are looked at, and what there is in all */
static void
check_pages (StoreFixture *fixture)
{
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (HrQuery) query = hr_query_new ();
      g_autoptr (HrResults) all = NULL;
      g_autoptr (GError) error = NULL;

      query->upcoming = (i & 1) != 0;
      query->unpublished = (i & 2) != 0;
      query->sort = (i & 4) != 0 ? HR_SORT_NAME : HR_SORT_NEXT;
      query->limit = 0;
      all = hr_store_find (fixture->store, query, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (all->total, ==, all->meetings->len);
      for (guint offset = 0; offset < all->total + 1200; offset += 1100)
        {
          g_autoptr (HrResults) page = NULL;

          query->offset = offset;
          query->limit = 6;
          page = hr_store_find (fixture->store, query, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (page->total, ==, all->total);
          g_assert_cmpuint (page->meetings->len, ==, MIN (all->total - MIN (offset, all->total), 6));
          for (guint k = 0; k < page->meetings->len; k++)
            g_assert_cmpstr (((HrMeeting *) page->meetings->pdata[k])->id, ==,
                             ((HrMeeting *) all->meetings->pdata[offset + k])->id);
        }
    }
}

static char *
facets (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrFacets) value = hr_store_get_facets (fixture->store, &error);

  g_assert_no_error (error);
  return g_strdup_printf ("%u %u %u %" G_GUINT64_FORMAT " %u %u", value->n_meetings, value->n_with_coordinates,
                          value->attendance, value->features, value->fellowships->len,
                          g_strv_length (value->languages));
}

/* an index that lies in the copy follows changes as any other, and never writes into the file */
static void
test_changed (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autofree char *path = g_build_filename (fixture->directory, "handrail.index", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *found = NULL;
  g_autofree char *offered = NULL;
  g_autofree char *anew = NULL;
  g_autofree char *offered_anew = NULL;
  gsize before_length = 0, after_length = 0;

  fill (fixture);
  g_free (answer (fixture));
  store_fixture_reopen (fixture);
  check_pages (fixture);
  g_assert_true (g_file_get_contents (path, &before, &before_length, NULL));
  hr_clock_advance_s (fixture->clock, 90000);
  g_free (store_fixture_edit (fixture, HR_EDIT_ADD, HR_KIND_VENUE, "v-1", NULL, "name", "Hall", "latitude", "40.5",
                              "longitude", "-74", "step_free", "yes", NULL));
  g_free (answer (fixture));
  g_free (store_fixture_edit (fixture, HR_EDIT_RETIRE, HR_KIND_MEETING, "m-20", NULL, NULL));
  g_free (store_fixture_edit (fixture, HR_EDIT_SET, HR_KIND_MEETING, "m-21", NULL, "venue", "v-1", "types", "O,W", NULL));
  g_free (store_fixture_edit (fixture, HR_EDIT_SET, HR_KIND_MEETING, "m-22", NULL, "published", "no", NULL));
  g_free (store_fixture_edit (fixture, HR_EDIT_ADD, HR_KIND_MEETING, "m-new", NULL, "name", "A new one", "fellowship",
                              "al-anon", "attendance", "in_person", "rule", "FREQ=WEEKLY", "start",
                              "2026-01-02T18:30", "venue", "v-1", NULL));
  g_free (store_fixture_edit (fixture, HR_EDIT_ADD, HR_KIND_EXCEPTION, "x-1", NULL, "venue", "v-1", "from", "2026-11-01",
                              "until", "2027-03-01", "state", "cancelled", NULL));
  check_pages (fixture);
  found = answer (fixture);
  offered = facets (fixture);
  g_assert_true (g_file_get_contents (path, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);
  /* the copy of what it became */
  store_fixture_reopen (fixture);
  g_assert_true (is_used (fixture));
  anew = answer (fixture);
  g_assert_cmpstr (anew, ==, found);
  g_clear_pointer (&anew, g_free);
  check_pages (fixture);
  /* and without one */
  store_fixture_reopen (fixture);
  g_unlink (path);
  anew = answer (fixture);
  offered_anew = facets (fixture);
  g_assert_cmpstr (anew, ==, found);
  g_assert_cmpstr (offered_anew, ==, offered);
  check_pages (fixture);
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
  g_test_add_func ("/index-file/damaged", test_damaged);
  g_test_add_func ("/index-file/changed", test_changed);
  g_test_add_func ("/index-file/other-content", test_other_content);
  return g_test_run ();
}
