/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/service/hr-generator.h"
#include "hr-test.h"
#include <string.h>

static guint64
digest_all (GPtrArray *records)
{
  guint64 digest = 0;
  for (guint i = 0; i < records->len; i++)
    {
      HrRecord *record = g_ptr_array_index (records, i);
      digest = digest * 31 + hr_record_digest (record) + g_str_hash (hr_record_get_id (record));
    }
  return digest;
}

/* The number was taken once: it changes only when what a seed means is changed on purpose. */
static void
test_same_on_every_machine (void)
{
  g_autoptr (GPtrArray) records = hr_generator_make (500, 7, "America/New_York");
  g_autoptr (GPtrArray) again = hr_generator_make (500, 7, "America/New_York");
  g_autoptr (GPtrArray) other = hr_generator_make (500, 8, "America/New_York");
  g_assert_cmpuint (digest_all (records), ==, digest_all (again));
  g_assert_cmpuint (digest_all (records), !=, digest_all (other));
  g_assert_cmphex (digest_all (records), ==, G_GUINT64_CONSTANT (0x5df28cf6b0d6da3e));
}

static void
test_every_record_holds (void)
{
  g_autoptr (GPtrArray) records = hr_generator_make (3000, 1, "America/New_York");
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_exceptions = 0, n_meetings = 0;
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (GError) error = NULL;
      HrRecord *record = g_ptr_array_index (records, i);
      hr_record_check (record, &error);
      g_assert_no_error (error);
      g_assert_true (g_hash_table_add (ids, (gpointer)hr_record_get_id (record)));
      n_exceptions += hr_record_get_kind (record) == HR_KIND_EXCEPTION ? 1 : 0;
      n_meetings += hr_record_get_kind (record) == HR_KIND_MEETING ? 1 : 0;
    }
  g_assert_cmpuint (n_meetings, ==, 3000);
  g_assert_cmpuint (n_exceptions, >, 20);
}

/* Codes that the vocabulary does not know would be a directory that no real feed looks like. */
static void
test_types_are_known (void)
{
  g_autofree char *folder = hr_test_make_folder ();
  g_autoptr (HrCenter) center = hr_test_new_center (folder, NULL);
  g_autoptr (GPtrArray) records = hr_generator_make (2000, 1, NULL);
  for (guint i = 0; i < records->len; i++)
    {
      HrRecord *record = g_ptr_array_index (records, i);
      if (hr_record_get_kind (record) != HR_KIND_MEETING)
        continue;
      g_auto (GStrv) codes = hr_record_get_codes (record, "types");
      for (guint k = 0; codes[k] != NULL; k++)
        g_assert_nonnull (
            hr_vocabulary_lookup (hr_center_get_vocabulary (center), hr_record_get (record, "fellowship"), codes[k]));
    }
  hr_test_remove_folder (g_steal_pointer (&folder));
}

static void
test_is_stored (void)
{
  g_autofree char *folder = hr_test_make_folder ();
  g_autoptr (HrCenter) center = hr_test_open_center (folder, TRUE, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_true (hr_generator_run (center, 400, 3, &error));
  g_assert_no_error (error);
  g_autoptr (GPtrArray) meetings = hr_store_get_records (hr_center_get_store (center), HR_KIND_MEETING, &error);
  g_assert_cmpuint (meetings->len, ==, 400);
  hr_center_close (center);
  g_clear_object (&center);
  hr_test_remove_folder (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/generator/same-on-every-machine", test_same_on_every_machine);
  g_test_add_func ("/generator/every-record-holds", test_every_record_holds);
  g_test_add_func ("/generator/types-are-known", test_types_are_known);
  g_test_add_func ("/generator/is-stored", test_is_stored);
  return g_test_run ();
}
