/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/service/hr-finder.h"
#include "hr-test.h"

#include <string.h>

typedef struct
{
  char *folder;
  HrCenter *center;
  HrDirectory *directory;
  HrFinder *finder;
} Fixture;

static gboolean
is_known (gpointer user_data)
{
  return hr_finder_is_known (user_data);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = hr_test_make_folder ();
  fixture->center = hr_test_open_center (fixture->folder, FALSE, NULL);
  fixture->directory = hr_directory_new (fixture->center);
  fixture->finder = hr_finder_new (fixture->directory);
  g_assert_false (hr_finder_is_known (fixture->finder));
  hr_finder_prepare (fixture->finder);
  hr_test_wait_until (is_known, fixture->finder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->finder);
  g_clear_object (&fixture->directory);
  hr_center_close (fixture->center);
  g_clear_object (&fixture->center);
  hr_test_remove_folder (fixture->folder);
}

/* Returns: the ids that are found, in order, with spaces between */
static char *
ids_of (Fixture *fixture, const char *text, const char *language)
{
  g_autoptr (GPtrArray) found = hr_finder_find (fixture->finder, text, language);
  GString *ids = g_string_new (NULL);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", hr_record_get_id (g_ptr_array_index (found, i)));
  return g_string_free (ids, FALSE);
}

static void
assert_found (Fixture *fixture, const char *text, const char *language, const char *ids)
{
  g_autofree char *found = ids_of (fixture, text, language);
  g_assert_cmpstr (found, ==, ids);
}

static gboolean
finds (Fixture *fixture, const char *text, const char *id)
{
  g_autoptr (GPtrArray) found = hr_finder_find (fixture->finder, text, "en");
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (hr_record_get_id (g_ptr_array_index (found, i)), id))
      return TRUE;
  return FALSE;
}

static void
test_every_kind (Fixture *fixture, gconstpointer data)
{
  assert_found (fixture, "marcus", "en", "p-marcus");
  assert_found (fixture, "Steady STEPS", "en", "pg-steady");
  assert_found (fixture, "night shelter", "en", "r-night-shelter");
  g_assert_true (finds (fixture, "narcotics", "na"));
  g_assert_true (finds (fixture, "first meeting", "ar-first-meeting-en"));
  g_assert_true (finds (fixture, "bus", "st-bus"));
  assert_found (fixture, "", "en", "");
  assert_found (fixture, " . ", "en", "");
  assert_found (fixture, "qqqq", "en", "");
}

/* Accents, case, apostrophes and the end of a word do not matter; the order of words does not either. */
static void
test_folding (Fixture *fixture, gconstpointer data)
{
  assert_found (fixture, "REFUGIO nocturno", "es", "r-night-shelter");
  assert_found (fixture, "crie hijos", "es", "p-luis");
  assert_found (fixture, "HÍJOS  críe", "es", "p-luis");
  assert_found (fixture, "shelt nigh open", "en", "r-night-shelter");
  /* inside a word nothing is found */
  g_assert_false (finds (fixture, "helter", "r-night-shelter"));
}

/* What people say who do not know what the center calls it */
static void
test_usual_words (Fixture *fixture, gconstpointer data)
{
  g_assert_true (finds (fixture, "homeless", "r-night-shelter"));
  g_assert_true (finds (fixture, "alquiler", "r-rent-help"));
  g_assert_true (finds (fixture, "narcan", "r-naloxone"));
  g_assert_true (finds (fixture, "coach", "p-june"));
  g_assert_false (finds (fixture, "coach", "p-ana"));
  /* languages by their names */
  g_assert_true (finds (fixture, "spanish peer", "p-luis"));
  g_assert_true (finds (fixture, "español", "p-luis"));
  g_assert_false (finds (fixture, "spanish", "p-marcus"));
}

/* Kinds stay together, in their order; those that are called so come first; groups stand in the order of the alphabet. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found = hr_finder_find (fixture->finder, "fam", "en");
  guint n_kinds = 0, at = 0;
  const HrKind *kinds = hr_finder_kinds (&n_kinds);
  const char *before = NULL;

  g_assert_cmpuint (n_kinds, ==, 6);
  g_assert_cmpuint (found->len, >, 4);
  for (guint i = 0; i < found->len; i++)
    {
      HrRecord *record = g_ptr_array_index (found, i);
      while (at < n_kinds && kinds[at] != hr_record_get_kind (record))
        at++;
      g_assert_cmpuint (at, <, n_kinds);
      if (kinds[at] != HR_KIND_FELLOWSHIP)
        continue;
      if (before != NULL)
        g_assert_cmpint (g_utf8_collate (before, hr_record_get (record, "name")), <, 0);
      before = hr_record_get (record, "name");
    }
  g_assert_nonnull (before);
  g_clear_pointer (&found, g_ptr_array_unref);
  found = hr_finder_find (fixture->finder, "rides", "en");
  g_assert_cmpstr (hr_record_get_id (g_ptr_array_index (found, 0)), ==, "r-rides");
}

/* A page that there is in two languages is found by the words of both, once, and read in the visitor's own. */
static void
test_articles (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = hr_finder_find (fixture->finder, "peer", "en");
  g_autoptr (GHashTable) pages = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    if (hr_record_get_kind (g_ptr_array_index (all, i)) == HR_KIND_ARTICLE)
      {
        g_assert_cmpstr (hr_record_get (g_ptr_array_index (all, i), "language"), ==, "en");
        g_assert_true (g_hash_table_add (pages, (gpointer)hr_record_get (g_ptr_array_index (all, i), "page")));
        n++;
      }
  g_assert_cmpuint (n, >, 0);
  g_assert_true (finds (fixture, "primera reunión", "ar-first-meeting-en"));
  g_autofree char *spanish = ids_of (fixture, "first meeting", "es");
  g_assert_nonnull (strstr (spanish, "ar-first-meeting-es"));
  g_assert_null (strstr (spanish, "ar-first-meeting-en"));
}

static void
read_again (Fixture *fixture)
{
  g_autoptr (HrFinder) fresh = hr_finder_new (fixture->directory);
  g_set_object (&fixture->finder, fresh);
  hr_finder_prepare (fixture->finder);
  hr_test_wait_until (is_known, fixture->finder);
}

static void
set_field (Fixture *fixture, HrKind kind, const char *id, const char *field, const char *value)
{
  const char *fields[] = { field, NULL }, *values[] = { value, NULL };
  HrEdit edit = { HR_EDIT_SET, kind, id, fields, values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (fixture->center), &edit, 1, "test", &error);
  g_assert_no_error (error);
}

/* Nobody is found whose consent ended: not after it was read, and not when it ended since. */
static void
test_consent (Fixture *fixture, gconstpointer data)
{
  HrClock *clock = hr_center_get_clock (fixture->center);

  set_field (fixture, HR_KIND_PEER, "p-marcus", "consent_until", "2026-11-24");
  set_field (fixture, HR_KIND_STORY, "st-bus", "consent_until", "2026-11-24");
  read_again (fixture);
  g_assert_true (finds (fixture, "marcus", "p-marcus"));
  g_assert_true (finds (fixture, "bus", "st-bus"));
  hr_clock_advance_s (clock, 2 * 24 * 60 * 60);
  g_assert_false (finds (fixture, "marcus", "p-marcus"));
  g_assert_false (finds (fixture, "bus", "st-bus"));
  g_assert_true (finds (fixture, "ana", "p-ana"));
  read_again (fixture);
  g_assert_false (finds (fixture, "marcus", "p-marcus"));
}

static void
changed_cb (guint *n)
{
  (*n)++;
}

static gboolean
is_changed (gpointer user_data)
{
  return *(guint *)user_data > 0;
}

static gboolean
has_facets (gpointer user_data)
{
  return hr_directory_get_facets (user_data) != NULL;
}

/* What changes at the desk is found when it is asked for again, and only then read. */
static void
test_changed (Fixture *fixture, gconstpointer data)
{
  guint n_listings = 0, n_finder = 0;

  hr_test_wait_until (has_facets, fixture->directory);
  g_signal_connect_swapped (fixture->directory, "changed", G_CALLBACK (changed_cb), &n_listings);
  g_signal_connect_swapped (fixture->finder, "changed", G_CALLBACK (changed_cb), &n_finder);
  set_field (fixture, HR_KIND_PROGRAM, "pg-steady", "name", "Lantern Walk");
  hr_test_wait_until (is_changed, &n_listings);
  hr_finder_prepare (fixture->finder);
  hr_test_wait_until (is_changed, &n_finder);
  assert_found (fixture, "lantern", "en", "pg-steady");
  n_finder = 0;
  hr_finder_prepare (fixture->finder);
  g_assert_cmpuint (n_finder, ==, 0);
  /* answers that are under way keep them alive */
  g_signal_handlers_disconnect_by_data (fixture->directory, &n_listings);
  g_signal_handlers_disconnect_by_data (fixture->finder, &n_finder);
}

static void
test_urgent (Fixture *fixture, gconstpointer data)
{
  const char *urgent[] = { "suicide", "SUICIDIO", "i want to die", "911", "overdose", "Emergencia", "sobredosis", "kill" };
  const char *calm[] = { "", "suit", "diego", "9110", "noon", "killarney", "emerald", "diet" };

  for (guint i = 0; i < G_N_ELEMENTS (urgent); i++)
    g_assert_true (hr_finder_is_urgent (fixture->finder, urgent[i]));
  for (guint i = 0; i < G_N_ELEMENTS (calm); i++)
    g_assert_false (hr_finder_is_urgent (fixture->finder, calm[i]));
}

/* Without a data folder there is nothing to find, and nothing breaks. */
static void
test_no_directory (void)
{
  g_autoptr (HrFinder) finder = hr_finder_new (NULL);
  g_autoptr (GPtrArray) found = NULL;

  hr_finder_prepare (finder);
  found = hr_finder_find (finder, "house", "en");
  g_assert_cmpuint (found->len, ==, 0);
  g_assert_true (hr_finder_is_urgent (finder, "911"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/finder/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("every-kind", test_every_kind);
  ADD ("folding", test_folding);
  ADD ("usual-words", test_usual_words);
  ADD ("order", test_order);
  ADD ("articles", test_articles);
  ADD ("consent", test_consent);
  ADD ("changed", test_changed);
  ADD ("urgent", test_urgent);
  g_test_add_func ("/finder/no-directory", test_no_directory);
  return g_test_run ();
}
