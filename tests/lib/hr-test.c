/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-test"

#include "hr-test.h"
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define GIVE_UP_S 20
#define STILL_S 2

char *
hr_test_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("handrail-test-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

static void
remove_tree (GFile *file)
{
  /* the flag of the enumerator is about the children: a link to a folder would be opened, and what it leads to belongs to others */
  gboolean folder = g_file_query_file_type (file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) == G_FILE_TYPE_DIRECTORY;
  g_autoptr (GFileEnumerator) children =
      folder ? g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL) : NULL;
  if (children != NULL)
    {
      GFile *child = NULL;
      while (g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) && child != NULL)
        remove_tree (child);
    }
  g_file_delete (file, NULL, NULL);
}

void
hr_test_remove_folder (char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  remove_tree (file);
  g_free (folder);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

static void
digest_tree (GChecksum *sum, const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *bytes = NULL;
  g_autofree char *line = NULL;
  gsize length = 0;
  GStatBuf status;
  if (g_lstat (path, &status) != 0)
    return;
  line = g_strdup_printf ("%s %ld %ld.%09ld %ld.%09ld\n", path, (long)status.st_size, (long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                          (long)status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
  g_checksum_update (sum, (const guchar *)line, (gssize)strlen (line));
  if (folder == NULL && g_file_get_contents (path, &bytes, &length, NULL))
    g_checksum_update (sum, (const guchar *)bytes, (gssize)length);
  for (const char *name = folder != NULL ? g_dir_read_name (folder) : NULL; name != NULL; name = g_dir_read_name (folder))
    g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    digest_tree (sum, g_ptr_array_index (names, i));
}

char *
hr_test_digest_folder (const char *folder)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  digest_tree (sum, folder);
  return g_strdup (g_checksum_get_string (sum));
}

HrCenter *
hr_test_new_center (const char *folder, const char *now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrClock) clock = hr_clock_new_parse (now != NULL ? now : HR_TEST_NOW, &error);
  g_assert_no_error (error);
  return hr_center_new (folder, clock);
}

HrCenter *
hr_test_open_center (const char *folder, gboolean empty, const char *now)
{
  g_autoptr (GError) error = NULL;
  HrCenter *center = hr_test_new_center (folder, now);
  hr_center_create (center, empty, &error);
  g_assert_no_error (error);
  hr_center_open (center, &error);
  g_assert_no_error (error);
  return center;
}

char *
hr_test_write_file (const char *folder, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

HrRecord *
hr_test_record (HrKind kind, const char *id, ...)
{
  HrRecord *record = hr_record_new (kind, id);
  va_list pairs;
  va_start (pairs, id);
  for (const char *field = va_arg (pairs, const char *); field != NULL; field = va_arg (pairs, const char *))
    {
      g_autoptr (GError) error = NULL;
      hr_record_set (record, field, va_arg (pairs, const char *), &error);
      g_assert_no_error (error);
    }
  va_end (pairs);
  return record;
}

void
hr_test_take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;
  g_assert_null (*kept);
  *kept = g_object_ref (result);
}

static gboolean
have_result (gpointer user_data)
{
  GAsyncResult **kept = user_data;
  return *kept != NULL;
}

void
hr_test_wait (GAsyncResult **result)
{
  hr_test_wait_until (have_result, result);
}

static gboolean
give_up_cb (gpointer user_data)
{
  gboolean *gave_up = user_data;
  *gave_up = TRUE;
  return G_SOURCE_REMOVE;
}

gboolean
hr_test_try_until (gboolean (*done) (gpointer), gpointer user_data)
{
  gboolean gave_up = FALSE;
  guint timer = g_timeout_add_seconds (GIVE_UP_S, give_up_cb, &gave_up);
  while (!done (user_data) && !gave_up)
    g_main_context_iteration (NULL, TRUE);
  if (!gave_up)
    g_source_remove (timer);
  return !gave_up;
}

void
hr_test_wait_until (gboolean (*done) (gpointer), gpointer user_data)
{
  g_assert_true (hr_test_try_until (done, user_data));
}

typedef struct
{
  const char *folder;
  char *digest;
  gint64 since_us;
} Still;

static gboolean
is_still (gpointer user_data)
{
  Still *self = user_data;
  g_autofree char *digest = hr_test_digest_folder (self->folder);
  if (g_strcmp0 (digest, self->digest) != 0)
    {
      g_free (self->digest);
      self->digest = g_steal_pointer (&digest);
      self->since_us = g_get_monotonic_time ();
    }
  return g_get_monotonic_time () - self->since_us > STILL_S * G_USEC_PER_SEC;
}

char *
hr_test_digest_still_folder (const char *folder)
{
  Still still = { .folder = folder };
  hr_test_wait_until (is_still, &still);
  return still.digest;
}
