/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/service/hr-files.h"
#include "hr-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static GPtrArray *
list (HrFiles *files, const char *folder, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hr_files_list_async (files, folder, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  return hr_files_list_finish (files, result, error);
}

/* Only what could be a list, spreadsheets apart; the folder that the administrator named is a place to begin at. */
static void
test_folder (void)
{
  static const char *const names[] = { "town.csv", "feed.JSON", "photo.jpg", ".hidden.csv", "town.xlsx", "week.ics" };
  g_autofree char *folder = hr_test_make_folder ();
  g_autofree char *below = g_build_filename (folder, "below", NULL);
  g_autofree char *config = g_strdup_printf ("[import]\nfolders=%s;relative;\n", below);
  g_autofree char *written = hr_test_write_file (folder, "handrail.conf", config);
  g_autoptr (HrFiles) files = hr_files_new (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) places = NULL, entries = NULL, none = NULL;
  gboolean found = FALSE;
  guint lists = 0, sheets = 0, folders = 0;

  g_assert_nonnull (written);
  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (hr_test_write_file (folder, names[i], "x"));
  places = list (files, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < places->len; i++)
    {
      const HrFileEntry *entry = places->pdata[i];

      found = found || (entry->sort == HR_FILE_FOLDER && strcmp (entry->path, below) == 0);
      g_assert_cmpstr (entry->path, !=, "relative");
    }
  g_assert_true (found);
  entries = list (files, folder, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const HrFileEntry *entry = entries->pdata[i];

      lists += entry->sort == HR_FILE_LIST;
      sheets += entry->sort == HR_FILE_SHEET;
      folders += entry->sort == HR_FILE_FOLDER;
      g_assert_true (entry->sort == HR_FILE_FOLDER || (entry->size == 1 && entry->changed_s > 0));
    }
  g_assert_cmpuint (lists, ==, 3);
  g_assert_cmpuint (sheets, ==, 1);
  g_assert_cmpuint (folders, ==, 1);
  g_rmdir (below);
  none = list (files, below, &error);
  g_assert_null (none);
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  hr_test_remove_folder (g_steal_pointer (&folder));
}

/* Of the tests' own broom: a link in a folder that goes away is taken away, and not what it leads to. */
static void
test_links_are_not_followed (void)
{
  char *kept = hr_test_make_folder (), *gone = hr_test_make_folder ();
  g_autofree char *file = hr_test_write_file (kept, "file", "of others");
  g_autofree char *link = g_build_filename (gone, "link", NULL);
  g_autofree char *copy = g_strdup (gone);

  g_assert_cmpint (symlink (kept, link), ==, 0);
  hr_test_remove_folder (gone);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  hr_test_remove_folder (kept);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/files/folder", test_folder);
  g_test_add_func ("/files/links-are-not-followed", test_links_are_not_followed);
  return g_test_run ();
}
