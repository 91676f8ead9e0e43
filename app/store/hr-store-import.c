/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's doors for imports: those that block and those that call back. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-apply-private.h"
#include "hr-import-journal-private.h"
#include "hr-store-private.h"
#include "hr-worker-private.h"

/* What a task asks for */
typedef struct
{
  HrState *state;
  HrFeed *feed;
  HrApplyOptions options;
  char *texts[4];
  char *actor;
  gint64 number;
} HrImportCall;

static void
call_free (gpointer data)
{
  HrImportCall *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->options.skip, g_hash_table_unref);
  g_clear_object (&self->options.cancellable);
  g_free (self->actor);
  g_free (self);
}

static HrImportCall *
start (HrStore *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data,
       GTask **ret_task)
{
  HrImportCall *data = g_new0 (HrImportCall, 1);

  *ret_task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (*ret_task, tag);
  g_task_set_name (*ret_task, "[handrail] import");
  /* the worker says so itself: a commit that came first counts */
  g_task_set_check_cancellable (*ret_task, FALSE);
  g_task_set_task_data (*ret_task, data, call_free);
  data->state = self->state;
  return data;
}

static void
return_result (GTask *task, gpointer result, GDestroyNotify free_result, GError *error)
{
  if (result != NULL)
    g_task_return_pointer (task, result, free_result);
  else
    g_task_return_error (task, error);
}

/* ---- apply ---- */

static void
apply_task (GTask *task)
{
  HrImportCall *data = g_task_get_task_data (task);
  GError *error = NULL;
  HrImportReport *report = hr_apply (data->state, data->feed, &data->options, &error);

  return_result (task, report, (GDestroyNotify)hr_import_report_free, error);
}

void
hr_store_apply_feed_async (HrStore *self, HrFeed *feed, const HrApplyOptions *options, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = NULL;
  HrImportCall *data = NULL;

  g_return_if_fail (HR_IS_STORE (self) && feed != NULL && options != NULL);
  data = start (self, hr_store_apply_feed_async, options->cancellable, callback, user_data, &task);
  data->feed = feed;
  data->options = *options;
  data->options.source = data->texts[0] = g_strdup (options->source);
  data->options.file_name = data->texts[1] = g_strdup (options->file_name);
  data->options.fellowship = data->texts[2] = g_strdup (options->fellowship);
  data->options.actor = data->texts[3] = g_strdup (options->actor);
  if (options->skip != NULL)
    g_hash_table_ref (options->skip);
  if (options->cancellable != NULL)
    g_object_ref (options->cancellable);
  hr_worker_run_task (self->worker, task, apply_task);
}

HrImportReport *
hr_store_apply_feed_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- the past ---- */

static void
list_cb (gpointer data)
{
  HrJobCall *job = data;

  job->result = hr_import_journal_list (job->state, &job->error);
}

GPtrArray *
hr_store_get_imports (HrStore *self, GError **error)
{
  HrJobCall job = { .state = self->state };

  g_return_val_if_fail (HR_IS_STORE (self), NULL);
  hr_worker_call (self->worker, list_cb, &job);
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.result;
}

static void
list_task (GTask *task)
{
  HrImportCall *data = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *list = hr_import_journal_list (data->state, &error);

  return_result (task, list, (GDestroyNotify)g_ptr_array_unref, error);
}

void
hr_store_get_imports_async (HrStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (HR_IS_STORE (self));
  start (self, hr_store_get_imports_async, cancellable, callback, user_data, &task);
  hr_worker_run_task (self->worker, task, list_task);
}

GPtrArray *
hr_store_get_imports_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
undo_cb (gpointer data)
{
  HrJobCall *job = data;

  job->result = hr_import_undo (job->state, job->numbers[0], job->arguments[0], &job->error);
}

HrUndoReport *
hr_store_undo_import (HrStore *self, gint64 number, const char *actor, GError **error)
{
  HrJobCall job = { .state = self->state, .arguments = { actor }, .numbers = { number } };

  g_return_val_if_fail (HR_IS_STORE (self), NULL);
  hr_worker_call (self->worker, undo_cb, &job);
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.result;
}

static void
undo_task (GTask *task)
{
  HrImportCall *data = g_task_get_task_data (task);
  GError *error = NULL;
  HrUndoReport *report = hr_import_undo (data->state, data->number, data->actor, &error);

  return_result (task, report, (GDestroyNotify)hr_undo_report_free, error);
}

void
hr_store_undo_import_async (HrStore *self, gint64 number, const char *actor, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = NULL;
  HrImportCall *data = NULL;

  g_return_if_fail (HR_IS_STORE (self));
  data = start (self, hr_store_undo_import_async, cancellable, callback, user_data, &task);
  data->number = number;
  data->actor = g_strdup (actor);
  hr_worker_run_task (self->worker, task, undo_task);
}

HrUndoReport *
hr_store_undo_import_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
