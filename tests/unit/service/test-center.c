/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "hr-test.h"
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = hr_test_make_folder ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hr_test_remove_folder (fixture->folder);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
set_name (HrCenter *center, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;
  const char *fields[] = { field, NULL };
  const char *values[] = { value, NULL };
  HrEdit edit = { .verb = HR_EDIT_SET, .kind = HR_KIND_SITE, .id = "site", .fields = fields, .values = values };
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (center), &edit, 1, "test", &error);
  g_assert_no_error (error);
}

static void
test_new_touches_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "none", NULL);
  g_autoptr (HrCenter) center = hr_test_new_center (folder, NULL);
  g_assert_cmpstr (hr_center_get_directory (center), ==, folder);
  g_assert_false (hr_center_is_open (center));
  g_assert_null (hr_center_get_site (center));
  g_assert_cmpstr (hr_zone_get_id (hr_center_get_zone (center)), ==, "UTC");
  g_assert_nonnull (hr_vocabulary_lookup (hr_center_get_vocabulary (center), "aa", "POA"));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_open_without_database (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_opened = 0;
  g_autoptr (HrCenter) center = hr_test_new_center (fixture->folder, NULL);
  g_signal_connect_swapped (center, "opened", G_CALLBACK (count_cb), &n_opened);
  g_assert_false (hr_center_open (center, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_assert_cmpuint (n_opened, ==, 1);
  g_assert_false (hr_center_is_open (center));
  g_assert_cmpstr (hr_center_get_open_error (center)->message, ==, error->message);
  /* and then there is one */
  g_clear_error (&error);
  g_assert_true (hr_center_create (center, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (hr_center_open (center, &error));
  g_assert_no_error (error);
  g_assert_null (hr_center_get_open_error (center));
  g_assert_cmpuint (n_opened, ==, 2);
}

static void
test_sample (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_true (hr_center_is_open (center));
  g_assert_cmpstr (hr_record_get (hr_center_get_site (center), "name"), ==, "Harbor Street Recovery Center");
  g_assert_cmpstr (hr_zone_get_id (hr_center_get_zone (center)), ==, "America/New_York");
  g_assert_false (hr_center_create (center, FALSE, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_autoptr (HrCenter) second = hr_test_new_center (fixture->folder, NULL);
  g_clear_error (&error);
  g_assert_false (hr_center_create (second, TRUE, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
}

static void
test_open_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HrCenter) center = hr_test_new_center (fixture->folder, NULL);
  g_assert_true (hr_center_create (center, FALSE, NULL));
  hr_center_open_async (center, NULL, hr_test_take_result, &result);
  g_assert_false (hr_center_is_open (center));
  hr_test_wait (&result);
  g_assert_true (hr_center_open_finish (center, result, &error));
  g_assert_no_error (error);
  g_assert_true (hr_center_is_open (center));
  g_assert_nonnull (hr_center_get_site (center));
}

static void
test_open_async_without_database (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HrCenter) center = hr_test_new_center (fixture->folder, NULL);
  hr_center_open_async (center, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_assert_false (hr_center_open_finish (center, result, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_assert_nonnull (hr_center_get_open_error (center));
}

static gboolean
is_renamed (gpointer user_data)
{
  HrRecord *site = hr_center_get_site (user_data);
  return g_strcmp0 (hr_record_get (site, "name"), "Another name") == 0;
}

static gboolean
is_in_london (gpointer user_data)
{
  return g_str_equal (hr_zone_get_id (hr_center_get_zone (user_data)), "Europe/London");
}

static void
test_follows_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  set_name (center, "name", "Another name");
  hr_test_wait_until (is_renamed, center);
  set_name (center, "timezone", "Europe/London");
  hr_test_wait_until (is_in_london, center);
}

static gboolean
knows_type (gpointer user_data)
{
  return hr_vocabulary_lookup (hr_center_get_vocabulary (user_data), "aa", "ZZZ") != NULL;
}

static void
test_follows_types (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  g_autoptr (GError) error = NULL;
  const char *fields[] = { "fellowship", "code", "names", NULL };
  const char *values[] = { "aa", "ZZZ", "Very quiet", NULL };
  HrEdit edit = { .verb = HR_EDIT_ADD, .kind = HR_KIND_TYPE, .id = "aa:ZZZ", .fields = fields, .values = values };
  g_assert_false (knows_type (center));
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (center), &edit, 1, "test", &error);
  g_assert_no_error (error);
  hr_test_wait_until (knows_type, center);
  /* and after opening again */
  hr_center_close (center);
  g_autoptr (HrCenter) again = hr_test_new_center (fixture->folder, NULL);
  g_assert_true (hr_center_open (again, NULL));
  g_assert_true (knows_type (again));
}

static void
damage (const char *folder)
{
  static const char *const names[] = { "handrail.db-wal", "handrail.db-shm" };
  g_autofree char *garbage = g_strnfill (20000, 'x');
  g_autofree char *path = hr_test_write_file (folder, "handrail.db", garbage);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *other = g_build_filename (folder, names[i], NULL);
      g_unlink (other);
    }
}

static void
test_open_counts_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, TRUE, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_opened = 0;
  g_signal_connect_swapped (center, "counts-opened", G_CALLBACK (count_cb), &n_opened);
  hr_center_open_counts_async (center, hr_test_take_result, &result);
  /* it was not done here and now */
  g_assert_cmpuint (n_opened, ==, 0);
  hr_test_wait (&result);
  g_assert_true (hr_center_open_counts_finish (center, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_opened, ==, 1);
  g_assert_true (hr_counts_beat (hr_center_get_counts (center), &error));
  /* and again: nothing to do */
  g_clear_object (&result);
  hr_center_open_counts_async (center, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_assert_true (hr_center_open_counts_finish (center, result, &error));
  g_assert_true (hr_center_open_counts (center, &error));
  g_assert_cmpuint (n_opened, ==, 1);
}

static void
test_open_counts_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, TRUE, NULL);
  g_autofree char *file = hr_test_write_file (fixture->folder, HR_COUNTS_FILE, "this is no database, but long enough");
  HrCounts *counts = hr_center_get_counts (center);
  const HrCountPlan plan = { "m-1", "aa", 20780, 1795478400, 1795482000, 0 };
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GAsyncResult) planned = NULL;
      hr_center_open_counts_async (center, hr_test_take_result, &result);
      /* asked before it is known that the file does not open */
      hr_counts_plan_async (counts, &plan, 1, NULL, hr_test_take_result, &planned);
      hr_test_wait (&result);
      hr_test_wait (&planned);
      g_assert_false (hr_center_open_counts_finish (center, result, &error));
      g_assert_error (error, HR_ERROR, HR_ERROR_CORRUPT);
      g_clear_error (&error);
      g_assert_false (hr_counts_plan_finish (counts, planned, &error));
      g_assert_error (error, HR_ERROR, HR_ERROR_IO);
      g_clear_error (&error);
    }
  /* without it, it opens */
  g_assert_cmpint (g_unlink (file), ==, 0);
  g_assert_true (hr_center_open_counts (center, &error));
  g_assert_no_error (error);
}

static void
test_close_while_counts_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, TRUE, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  hr_center_open_counts_async (center, hr_test_take_result, &result);
  hr_center_close (center);
  hr_test_wait (&result);
  g_assert_false (hr_center_open_counts_finish (center, result, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CANCELLED);
  g_clear_error (&error);
  /* a new opening is not taken for the old one */
  g_clear_object (&result);
  hr_center_open_counts_async (center, hr_test_take_result, &result);
  hr_center_close (center);
  g_assert_true (hr_center_open_counts (center, &error));
  hr_test_wait (&result);
  g_assert_false (hr_center_open_counts_finish (center, result, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (hr_counts_beat (hr_center_get_counts (center), &error));
}

static void
test_restore_last_backup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  g_assert_true (hr_store_backup_daily (hr_center_get_store (center), &error));
  g_assert_no_error (error);
  hr_center_close (center);
  g_clear_object (&center);
  damage (fixture->folder);
  center = hr_test_new_center (fixture->folder, "2026-11-24T08:00:00-05:00");
  g_assert_false (hr_center_open (center, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_true (hr_center_restore_last_backup (center, &error));
  g_assert_no_error (error);
  g_assert_true (hr_center_open (center, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (hr_record_get (hr_center_get_site (center), "name"), ==, "Harbor Street Recovery Center");
}

static void
test_restore_without_backup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  hr_center_close (center);
  g_assert_false (hr_center_restore_last_backup (center, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (hr_center_open (center, &error));
  g_assert_no_error (error);
}

static void
test_default_directory (Fixture *fixture, gconstpointer data)
{
  g_autofree char *directory = hr_center_default_directory ();
  g_assert_true (g_str_has_prefix (directory, g_get_user_data_dir ()));
  g_assert_true (g_str_has_suffix (directory, "/handrail"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/center/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("new-touches-nothing", test_new_touches_nothing);
  ADD ("open-without-database", test_open_without_database);
  ADD ("sample", test_sample);
  ADD ("open-async", test_open_async);
  ADD ("open-async-without-database", test_open_async_without_database);
  ADD ("follows-changes", test_follows_changes);
  ADD ("follows-types", test_follows_types);
  ADD ("open-counts-async", test_open_counts_async);
  ADD ("open-counts-refused", test_open_counts_refused);
  ADD ("close-while-counts-open", test_close_while_counts_open);
  ADD ("restore-last-backup", test_restore_last_backup);
  ADD ("restore-without-backup", test_restore_without_backup);
  ADD ("default-directory", test_default_directory);
  return g_test_run ();
}
