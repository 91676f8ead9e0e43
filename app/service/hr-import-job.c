/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-import-job.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-column-memory.h"
#include "hr-importer-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* The latest state, written by workers, told by the main thread. Outlives the job while a worker holds it. */
typedef struct
{
  GMutex mutex;
  HrImportPhase phase;
  guint64 done, total;
  gboolean pending;
  GWeakRef job;
} HrImportNews;

struct _HrImportJob
{
  GObject parent_instance;

  HrCenter *center;
  char *path;
  char *fellowship, *source, *formats_path;
  char *actor;
  HrFeedFormat format, found;
  HrFeed *feed; /* (nullable): what was read last */
  gint64 stamp; /* of the directory that it was compared with */
  gboolean busy;
  HrImportNews *news;
};

enum
{
  PROGRESS,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrImportJob, hr_import_job, G_TYPE_OBJECT)

/* What a thread needs; nothing of it changes while it runs */
typedef struct
{
  HrStore *store;
  HrCenter *center;
  char *directory;
  char *timezone;
  char *path;
  HrImportOptions options;
  char *texts[3];
  HrFeedColumns *columns;
  GCancellable *cancellable;
  HrImportNews *news;
  HrFeedTable *table;
  HrFeedFormat found;
  HrFeed *feed;
} HrReading;

static void
news_clear (gpointer data)
{
  HrImportNews *self = data;

  g_mutex_clear (&self->mutex);
  g_weak_ref_clear (&self->job);
}

static void
news_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, news_clear);
}

static gboolean
tell_cb (gpointer data)
{
  HrImportNews *self = data;
  g_autoptr (HrImportJob) job = g_weak_ref_get (&self->job);
  HrImportPhase phase;
  guint64 done, total;

  g_mutex_lock (&self->mutex);
  phase = self->phase;
  done = self->done;
  total = self->total;
  self->pending = FALSE;
  g_mutex_unlock (&self->mutex);
  if (job != NULL)
    g_signal_emit (job, signals[PROGRESS], 0, (guint)phase, done, total);
  return G_SOURCE_REMOVE;
}

static void
news_put (HrImportNews *self, HrImportPhase phase, guint64 done, guint64 total)
{
  gboolean tell;

  g_mutex_lock (&self->mutex);
  self->phase = phase;
  self->done = done;
  self->total = total;
  tell = !self->pending;
  self->pending = TRUE;
  g_mutex_unlock (&self->mutex);
  if (tell)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, tell_cb, g_atomic_rc_box_acquire (self), news_unref);
}

static void
read_progress_cb (guint64 done, guint64 total, gpointer data)
{
  news_put (data, HR_IMPORT_READ, done, total);
}

static void
apply_progress_cb (HrApplyPhase phase, guint done, guint total, gpointer data)
{
  static const HrImportPhase phases[] = { HR_IMPORT_COMPARE, HR_IMPORT_WORDS, HR_IMPORT_COMMIT };

  news_put (data, phases[phase], done, total);
}

/* ---- reading, on a thread of its own ---- */

static void
reading_free (gpointer data)
{
  HrReading *self = data;

  g_free (self->directory);
  g_free (self->timezone);
  g_free (self->path);
  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  hr_feed_columns_free (self->columns);
  g_clear_object (&self->cancellable);
  g_object_unref (self->center);
  news_unref (self->news);
  hr_feed_table_free (self->table);
  hr_feed_free (self->feed);
  g_free (self);
}

static HrReading *
reading_new (HrImportJob *job, const HrFeedColumns *columns, GCancellable *cancellable)
{
  HrReading *self = g_new0 (HrReading, 1);
  HrRecord *site = hr_center_get_site (job->center);

  self->center = g_object_ref (job->center);
  self->store = hr_center_get_store (job->center);
  self->directory = g_strdup (hr_center_get_directory (job->center));
  self->timezone = g_strdup (site != NULL ? hr_record_get (site, "timezone") : NULL);
  self->path = g_strdup (job->path);
  self->columns = columns != NULL ? hr_feed_columns_copy (columns) : NULL;
  self->options.format = job->format;
  self->options.fellowship = self->texts[0] = g_strdup (job->fellowship);
  self->options.source = self->texts[1] = g_strdup (job->source);
  self->options.formats_path = self->texts[2] = g_strdup (job->formats_path);
  self->options.columns = self->columns;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->news = g_atomic_rc_box_acquire (job->news);
  return self;
}

static void
look (HrReading *self, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HrFeedTable) table = NULL;
  g_autoptr (HrFeedColumns) known = NULL;
  const char *data;
  gsize length;

  bytes = hr_importer_load (self->path, self->cancellable, error);
  if (bytes == NULL)
    return;
  data = g_bytes_get_data (bytes, &length);
  self->found = self->options.format != HR_FEED_AUTO ? self->options.format : hr_feed_recognise (data != NULL ? data : "", length);
  if (self->found != HR_FEED_CSV)
    return;
  table = hr_feed_table_new (data != NULL ? data : "", length, NULL, error);
  if (table == NULL)
    return;
  known = hr_column_memory_get (self->directory, table->key);
  self->table = known != NULL ? hr_feed_table_new (data, length, known, error) : g_steal_pointer (&table);
}

/* What was decided is worth remembering once it worked; that it could not be is no reason to refuse the file. */
static void
remember (HrReading *self)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HrFeedTable) table = NULL;
  g_autoptr (GError) error = NULL;
  const char *data;
  gsize length;

  if (self->columns == NULL || self->feed->format != HR_FEED_CSV)
    return;
  bytes = hr_importer_load (self->path, NULL, &error);
  data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  table = data != NULL ? hr_feed_table_new (data, length, self->columns, &error) : NULL;
  if (table == NULL || !hr_column_memory_put (self->directory, table->key, self->columns, &error))
    g_warning ("%s", error != NULL ? error->message : "The match of the columns could not be remembered.");
}

static gpointer
look_thread (gpointer data)
{
  GTask *task = data;
  GError *error = NULL;

  look (g_task_get_task_data (task), &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
  return NULL;
}

static gpointer
read_thread (gpointer data)
{
  GTask *task = data;
  HrReading *self = g_task_get_task_data (task);
  GError *error = NULL;
  const HrImportInput input = {
    .store = self->store,
    .vocabulary = hr_center_get_vocabulary (self->center),
    .directory = self->directory,
    .timezone = self->timezone,
    .path = self->path,
    .options = &self->options,
    .cancellable = self->cancellable,
    .progress = read_progress_cb,
    .progress_data = self->news,
  };

  self->feed = hr_importer_read (&input, &error);
  if (self->feed != NULL)
    remember (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
  return NULL;
}

/* ---- steps ---- */

static GTask *
start (HrImportJob *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  if (self->busy)
    {
      g_task_return_new_error (task, HR_ERROR, HR_ERROR_BUSY,
                               _ ("This file is being read already. Wait until that is done."));
      return NULL;
    }
  self->busy = TRUE;
  return g_steal_pointer (&task);
}

static void
run_thread (HrImportJob *self, GThreadFunc func, HrReading *reading, GAsyncReadyCallback done, GTask *outer)
{
  GTask *task = g_task_new (self, NULL, done, outer);

  g_task_set_task_data (task, reading, reading_free);
  g_thread_unref (g_thread_new ("import", func, task));
}

static void
end_with_error (HrImportJob *self, GTask *task, GError *error)
{
  self->busy = FALSE;
  g_task_return_error (task, error);
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  HrImportJob *self = HR_IMPORT_JOB (object);
  g_autoptr (GTask) task = user_data;
  HrReading *reading = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      end_with_error (self, task, error);
      return;
    }
  self->busy = FALSE;
  self->found = reading->found;
  g_task_return_pointer (task, g_steal_pointer (&reading->table), (GDestroyNotify)hr_feed_table_free);
}

void
hr_import_job_look_async (HrImportJob *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HR_IS_IMPORT_JOB (self));
  task = start (self, hr_import_job_look_async, cancellable, callback, user_data);
  if (task != NULL)
    run_thread (self, look_thread, reading_new (self, NULL, cancellable), looked_cb, task);
}

HrFeedTable *
hr_import_job_look_finish (HrImportJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* @skip: (nullable); a dry run when @stamp is 0 */
static void
run_store (HrImportJob *self, GHashTable *skip, gboolean accept_removals, gint64 stamp, GAsyncReadyCallback done,
           GTask *task)
{
  const HrImportOptions said = { .fellowship = self->fellowship };
  g_autofree char *file_name = hr_importer_get_file_name (self->path);
  const HrApplyOptions options = {
    .source = self->source,
    .file_name = file_name,
    .fellowship = hr_importer_get_fellowship (&said, self->feed),
    .actor = self->actor,
    .accept_removals = accept_removals,
    .dry_run = stamp == 0,
    .skip = skip,
    .stamp = stamp,
    .cancellable = g_task_get_cancellable (task),
    .progress = apply_progress_cb,
    .progress_data = self->news,
  };

  hr_store_apply_feed_async (hr_center_get_store (self->center), self->feed, &options, done, task);
}

static void
applied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HrImportJob *self = g_task_get_source_object (task);
  GError *error = NULL;
  HrImportReport *report = hr_store_apply_feed_finish (HR_STORE (object), result, &error);

  if (report == NULL)
    {
      end_with_error (self, task, error);
      return;
    }
  self->busy = FALSE;
  if (report->dry_run)
    self->stamp = report->stamp;
  else
    {
      /* what is in now is not offered a second time */
      self->stamp = 0;
      g_clear_pointer (&self->feed, hr_feed_free);
    }
  g_task_return_pointer (task, report, (GDestroyNotify)hr_import_report_free);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  HrImportJob *self = HR_IMPORT_JOB (object);
  GTask *task = user_data;
  HrReading *reading = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      end_with_error (self, task, error);
      g_object_unref (task);
      return;
    }
  self->feed = g_steal_pointer (&reading->feed);
  run_store (self, NULL, FALSE, 0, applied_cb, task);
}

void
hr_import_job_prepare_async (HrImportJob *self, const HrFeedColumns *columns, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HR_IS_IMPORT_JOB (self));
  task = start (self, hr_import_job_prepare_async, cancellable, callback, user_data);
  if (task == NULL)
    return;
  self->stamp = 0;
  g_clear_pointer (&self->feed, hr_feed_free);
  run_thread (self, read_thread, reading_new (self, columns, cancellable), read_cb, task);
}

HrImportReport *
hr_import_job_prepare_finish (HrImportJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
hr_import_job_apply_async (HrImportJob *self, GHashTable *skip, gboolean accept_removals, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HR_IS_IMPORT_JOB (self));
  task = start (self, hr_import_job_apply_async, cancellable, callback, user_data);
  if (task == NULL)
    return;
  if (self->feed == NULL || self->stamp == 0)
    {
      end_with_error (self, task,
                      g_error_new_literal (HR_ERROR, HR_ERROR_REFUSED,
                                           _ ("Nothing was imported: look first at what the file would change.")));
      g_object_unref (task);
      return;
    }
  run_store (self, skip, accept_removals, self->stamp, applied_cb, task);
}

HrImportReport *
hr_import_job_apply_finish (HrImportJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- life ---- */

static void
hr_import_job_finalize (GObject *object)
{
  HrImportJob *self = HR_IMPORT_JOB (object);

  g_clear_object (&self->center);
  g_free (self->path);
  g_free (self->fellowship);
  g_free (self->source);
  g_free (self->formats_path);
  g_free (self->actor);
  g_clear_pointer (&self->feed, hr_feed_free);
  news_unref (self->news);
  G_OBJECT_CLASS (hr_import_job_parent_class)->finalize (object);
}

static void
hr_import_job_class_init (HrImportJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_import_job_finalize;
  signals[PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT64, G_TYPE_UINT64);
}

static void
hr_import_job_init (HrImportJob *self)
{
  self->news = g_atomic_rc_box_new0 (HrImportNews);
  g_mutex_init (&self->news->mutex);
  g_weak_ref_init (&self->news->job, self);
}

HrImportJob *
hr_import_job_new (HrCenter *center, const char *path, const HrImportOptions *options)
{
  HrImportJob *self;

  g_return_val_if_fail (HR_IS_CENTER (center) && path != NULL, NULL);
  self = g_object_new (HR_TYPE_IMPORT_JOB, NULL);
  self->center = g_object_ref (center);
  self->path = g_strdup (path);
  if (options != NULL)
    {
      self->format = options->format;
      self->fellowship = g_strdup (options->fellowship);
      self->source = g_strdup (options->source);
      self->formats_path = g_strdup (options->formats_path);
    }
  return self;
}

const char *
hr_import_job_get_path (HrImportJob *self)
{
  g_return_val_if_fail (HR_IS_IMPORT_JOB (self), NULL);
  return self->path;
}

void
hr_import_job_set_actor (HrImportJob *self, const char *name)
{
  g_return_if_fail (HR_IS_IMPORT_JOB (self));
  g_free (self->actor);
  self->actor = g_strdup (name);
}

HrFeedFormat
hr_import_job_get_format (HrImportJob *self)
{
  g_return_val_if_fail (HR_IS_IMPORT_JOB (self), HR_FEED_AUTO);
  return self->found;
}

const HrFeedRow *
hr_import_job_get_row (HrImportJob *self, guint record)
{
  guint from = 0, until;

  g_return_val_if_fail (HR_IS_IMPORT_JOB (self), NULL);
  if (self->feed == NULL || self->busy)
    return NULL;
  /* rows stand in the order of their places, but for a few of our own export */
  for (until = self->feed->rows->len; from < until;)
    {
      const guint middle = from + (until - from) / 2;
      const HrFeedRow *row = self->feed->rows->pdata[middle];

      if (row->record == record)
        return row;
      if (row->record < record)
        from = middle + 1;
      else
        until = middle;
    }
  return NULL;
}
