/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/service/hr-exporter.h"
#include "hr-test.h"
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  char *folder;
  HrCenter *center;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *database = NULL;
  fixture->folder = hr_test_make_folder ();
  database = g_build_filename (fixture->folder, "data", NULL);
  fixture->center = hr_test_open_center (database, FALSE, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hr_center_close (fixture->center);
  g_clear_object (&fixture->center);
  hr_test_remove_folder (fixture->folder);
}

static void
test_formats (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    HrExportFormat format;
    const char *start;
    const char *part;
  } cases[] = {
    { HR_EXPORT_MEETING_GUIDE, "[", "\"Noon Anchor\"" },
    { HR_EXPORT_CSV, "slug,", "Noon Anchor" },
    { HR_EXPORT_ICS, "BEGIN:VCALENDAR\r\n", "SUMMARY:Noon Anchor" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize length = 0;
      g_autofree char *text = hr_exporter_run (fixture->center, cases[i].format, &length, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (length, ==, strlen (text));
      g_assert_true (g_str_has_prefix (text, cases[i].start));
      g_assert_nonnull (strstr (text, cases[i].part));
      /* drafts stay here, or where only Handrail looks */
      if (cases[i].format == HR_EXPORT_MEETING_GUIDE)
        g_assert_true (strstr (text, "New Fathers") > strstr (text, "\"unpublished\":"));
      else
        g_assert_null (strstr (text, "New Fathers"));
    }
}

/* Kinds in their order, ids in byte order, the same bytes every time. */
static void
test_dump (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = hr_exporter_dump (fixture->center, &error);
  g_assert_no_error (error);
  g_autofree char *again = hr_exporter_dump (fixture->center, &error);
  g_assert_cmpstr (text, ==, again);
  const char *at = text;
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    {
      g_autofree char *key = g_strdup_printf ("\n \"%s\":", hr_kind_get_name (kind));
      at = strstr (at, key);
      g_assert_nonnull (at);
    }
  const char *charge = strstr (text, "\"r-bus\"");
  const char *rides = strstr (text, "\"r-rides\"");
  g_assert_true (charge != NULL && rides != NULL && charge < rides);
}

static void
add_peer (HrStore *store, const char *id, const char *name, const char *from, const char *until)
{
  static const char *const fields[] = { "name", "role", "about", "consent", "consent_until", NULL };
  const char *values[] = { name, "peer", "I was there", from, until, NULL };
  HrEdit edit = { HR_EDIT_ADD, HR_KIND_PEER, id, fields, values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (store, &edit, 1, "test", &error);
  g_assert_no_error (error);
}

/* Who agreed until yesterday, or from tomorrow on, is in nothing that leaves this center. */
static void
test_consent (Fixture *fixture, gconstpointer data)
{
  HrStore *store = hr_center_get_store (fixture->center);
  g_autoptr (GError) error = NULL;
  add_peer (store, "p-over", "Overholt", "2020-01-01", "2020-12-31");
  add_peer (store, "p-later", "Laterman", "2099-01-01", "2099-12-31");
  add_peer (store, "p-now", "Nowak", "2020-01-01", "2099-12-31");
  g_autofree char *dump = hr_exporter_dump (fixture->center, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (dump, "Nowak"));
  g_assert_null (strstr (dump, "Overholt"));
  g_assert_null (strstr (dump, "Laterman"));
  for (guint format = HR_EXPORT_MEETING_GUIDE; format <= HR_EXPORT_ICS; format++)
    {
      g_autofree char *text = hr_exporter_run (fixture->center, (HrExportFormat)format, NULL, &error);
      g_assert_no_error (error);
      g_assert_null (strstr (text, "Overholt"));
      g_assert_null (strstr (text, "Nowak"));
    }
}

static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "out", NULL);
  g_autofree char *content = NULL;
  struct stat status;
  g_assert_true (hr_exporter_save (path, "one", 3, &error));
  g_assert_true (hr_exporter_save (path, "two", 3, &error));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "two");
  g_assert_false (hr_exporter_save (fixture->folder, "x", 1, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
  g_clear_error (&error);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "where", NULL);
  g_assert_false (hr_exporter_save (nowhere, "x", 1, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_IO);
  g_clear_error (&error);
  /* a device stays a device */
  g_assert_true (hr_exporter_save ("/dev/null", "x", 1, &error));
  g_assert_cmpint (stat ("/dev/null", &status), ==, 0);
  g_assert_true (S_ISCHR (status.st_mode));
  g_assert_false (hr_exporter_save ("/dev/full", "x", 1, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NO_SPACE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/exporter/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("formats", test_formats);
  ADD ("dump", test_dump);
  ADD ("consent", test_consent);
  ADD ("save", test_save);
  return g_test_run ();
}
