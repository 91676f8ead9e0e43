/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/service/hr-column-memory.h"
#include "handrail/service/hr-import-job.h"
#include "hr-test.h"
#include <string.h>

#define TABLE "Who;When it is;Hall\nA;Monday 7 pm;Church\nB;Friday 8 pm;Church\n"
#define CHANGED "Who;When it is;Hall\nA;Monday 8 pm;Church\nB;Friday 8 pm;Church\nC;Sunday 9 am;Church\n"

typedef struct
{
  char *folder;
  HrCenter *center;
  GAsyncResult *result;
  guint progress;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *database = NULL;
  fixture->folder = hr_test_make_folder ();
  database = g_build_filename (fixture->folder, "data", NULL);
  fixture->center = hr_test_open_center (database, TRUE, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->result);
  hr_center_close (fixture->center);
  g_clear_object (&fixture->center);
  hr_test_remove_folder (fixture->folder);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *)user_data)->result = g_object_ref (result);
}

static GAsyncResult *
wait (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return fixture->result;
}

static void
progress_cb (HrImportJob *job, guint phase, guint64 done, guint64 total, Fixture *fixture)
{
  g_assert_cmpuint (phase, <=, HR_IMPORT_COMMIT);
  g_assert_cmpuint (done, <=, total);
  fixture->progress++;
}

static HrImportReport *
prepare (Fixture *fixture, HrImportJob *job, const HrFeedColumns *columns, GCancellable *cancellable, GError **error)
{
  HrImportReport *report;
  hr_import_job_prepare_async (job, columns, cancellable, done_cb, fixture);
  report = hr_import_job_prepare_finish (job, wait (fixture), error);
  g_clear_object (&fixture->result);
  return report;
}

static HrImportReport *
apply (Fixture *fixture, HrImportJob *job, GHashTable *skip, GError **error)
{
  HrImportReport *report;
  hr_import_job_apply_async (job, skip, FALSE, NULL, done_cb, fixture);
  report = hr_import_job_apply_finish (job, wait (fixture), error);
  g_clear_object (&fixture->result);
  return report;
}

static HrFeedTable *
look (Fixture *fixture, HrImportJob *job, GError **error)
{
  HrFeedTable *table;
  hr_import_job_look_async (job, NULL, done_cb, fixture);
  table = hr_import_job_look_finish (job, wait (fixture), error);
  g_clear_object (&fixture->result);
  return table;
}

static guint
count (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = hr_store_get_records (hr_center_get_store (fixture->center), HR_KIND_MEETING, &error);
  g_assert_no_error (error);
  return list->len;
}

/* Look, match, try, import in part, and take it back; the match is remembered for the next file with this header. */
static void
test_steps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = hr_test_write_file (fixture->folder, "town.csv", TABLE);
  g_autofree char *next = hr_test_write_file (fixture->folder, "next.csv", CHANGED);
  const HrImportOptions options = { .source = "Town" };
  g_autoptr (HrImportJob) job = hr_import_job_new (fixture->center, path, &options);
  g_autoptr (HrImportJob) second = hr_import_job_new (fixture->center, next, &options);
  g_autoptr (HrFeedColumns) columns = hr_feed_columns_parse ("Who=name,When it is=day_time,Hall=location", &error);
  g_autoptr (HrFeedTable) table = look (fixture, job, &error);
  g_autoptr (GHashTable) skip = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (table->columns->len, ==, 3);
  g_assert_null (((HrFeedTableColumn *)table->columns->pdata[0])->field);
  g_assert_cmpstr (((HrFeedTableColumn *)table->columns->pdata[1])->field, ==, "day_time");
  g_signal_connect (job, "progress", G_CALLBACK (progress_cb), fixture);
  g_assert_null (apply (fixture, job, NULL, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_clear_error (&error);
  {
    g_autoptr (HrImportReport) dry = prepare (fixture, job, columns, NULL, &error);
    g_autoptr (HrImportReport) done = NULL;
    g_assert_no_error (error);
    g_assert_true (dry->dry_run);
    g_assert_cmpuint (dry->added->len, ==, 2);
    g_assert_cmpuint (count (fixture), ==, 0);
    done = apply (fixture, job, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (done->added->len, ==, 2);
    g_assert_cmpuint (count (fixture), ==, 2);
    /* once is enough */
    g_assert_null (apply (fixture, job, NULL, &error));
    g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
    g_clear_error (&error);
  }
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (fixture->progress, >, 0);
  {
    g_autoptr (HrFeedTable) known = look (fixture, second, &error);
    g_autoptr (HrImportReport) dry = NULL;
    g_autoptr (HrImportReport) done = NULL;
    g_autoptr (HrUndoReport) undone = NULL;
    g_assert_no_error (error);
    g_assert_cmpint (((HrFeedTableColumn *)known->columns->pdata[0])->sure, ==, HR_FEED_SURE_SAID);
    dry = prepare (fixture, second, NULL, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (dry->added->len + dry->changed->len + dry->removed->len, ==, 3);
    g_hash_table_add (skip, g_strdup (((HrImportChange *)dry->removed->pdata[0])->id));
    done = apply (fixture, second, skip, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (done->removed->len, ==, 0);
    g_assert_cmpuint (count (fixture), ==, 4);
    undone = hr_store_undo_import (hr_center_get_store (fixture->center), done->import, "Ana", &error);
    g_assert_no_error (error);
    g_assert_cmpuint (count (fixture), ==, 2);
  }
}

static void
test_changed_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = hr_test_write_file (fixture->folder, "a.csv", "name,day,time,location\nA,1,19:00,Hall\n");
  g_autofree char *other = hr_test_write_file (fixture->folder, "b.csv", "name,day,time,location\nB,2,19:00,Hall\n");
  const HrImportOptions options = { .source = "Other" };
  g_autoptr (HrImportJob) job = hr_import_job_new (fixture->center, path, NULL);
  g_autoptr (HrImportReport) dry = prepare (fixture, job, NULL, NULL, &error);
  g_autoptr (HrImportReport) between = hr_importer_run (fixture->center, other, &options, &error);
  g_autoptr (HrImportReport) again = NULL;
  g_autoptr (HrImportReport) done = NULL;

  g_assert_no_error (error);
  g_assert_null (apply (fixture, job, NULL, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Look at what it would change again"));
  g_clear_error (&error);
  g_assert_cmpuint (count (fixture), ==, 1);
  again = prepare (fixture, job, NULL, NULL, &error);
  g_assert_no_error (error);
  done = apply (fixture, job, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture), ==, 2);
}

static void
test_cancel_and_trouble (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = hr_test_write_file (fixture->folder, "a.csv", TABLE);
  g_autofree char *json = hr_test_write_file (fixture->folder, "a.json", "[]");
  g_autoptr (HrImportJob) job = hr_import_job_new (fixture->center, path, NULL);
  g_autoptr (HrImportJob) none = hr_import_job_new (fixture->center, "/nowhere/x.csv", NULL);
  g_autoptr (HrImportJob) list = hr_import_job_new (fixture->center, json, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (prepare (fixture, job, NULL, cancellable, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (prepare (fixture, none, NULL, NULL, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (look (fixture, list, &error));
  g_assert_no_error (error);
  /* one step at a time */
  hr_import_job_look_async (job, NULL, done_cb, fixture);
  {
    Fixture other = { 0 };
    hr_import_job_look_async (job, NULL, done_cb, &other);
    g_assert_null (hr_import_job_look_finish (job, wait (&other), &error));
    g_assert_error (error, HR_ERROR, HR_ERROR_BUSY);
    g_clear_object (&other.result);
  }
  {
    g_autoptr (HrFeedTable) table = hr_import_job_look_finish (job, wait (fixture), NULL);
    g_assert_nonnull (table);
  }
}

static void
test_memory (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrFeedColumns) columns = hr_feed_columns_parse ("A\\,\\=;[x]=name,B=", &error);
  g_autofree char *path = g_build_filename (fixture->folder, HR_COLUMN_MEMORY_FILE, NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < HR_COLUMN_MEMORY_MAX + 5; i++)
    {
      g_autofree char *key = g_strdup_printf ("key-%u", i);
      g_assert_true (hr_column_memory_put (fixture->folder, key, columns, &error));
    }
  g_assert_null (hr_column_memory_get (fixture->folder, "key-4"));
  g_autoptr (HrFeedColumns) known = hr_column_memory_get (fixture->folder, "key-5");
  const char *field = NULL;
  g_assert_true (hr_feed_columns_get (known, "A,=;[x]", &field));
  g_assert_cmpstr (field, ==, "name");
  g_assert_true (hr_feed_columns_get (known, "B", &field));
  g_assert_null (field);
  g_assert_true (hr_column_memory_put (fixture->folder, "key-5", NULL, &error));
  g_assert_null (hr_column_memory_get (fixture->folder, "key-5"));
  g_assert_false (hr_column_memory_put ("/nowhere", "k", columns, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_IO);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/import-job/steps", Fixture, NULL, set_up, test_steps, tear_down);
  g_test_add ("/import-job/changed-meanwhile", Fixture, NULL, set_up, test_changed_meanwhile, tear_down);
  g_test_add ("/import-job/cancel-and-trouble", Fixture, NULL, set_up, test_cancel_and_trouble, tear_down);
  g_test_add ("/import-job/memory", Fixture, NULL, set_up, test_memory, tear_down);
  return g_test_run ();
}
