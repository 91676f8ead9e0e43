/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doors of the store that call back: the same jobs as those that block. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-fts-private.h"
#include "hr-index-private.h"
#include "hr-store-private.h"

#include <glib/gi18n-lib.h>

static void
warm_cb (gpointer data)
{
  HrState *state = data;
  g_autoptr (GError) error = NULL;

  if (state->db != NULL && hr_index_get (state, hr_clock_now_s (state->clock), &error) == NULL)
    g_warning ("%s", error->message);
}

/* What a task asks for: the same job as the call that blocks, with copies of what it needs. */
typedef struct
{
  HrJobCall job;
  HrWorkerFunc func;
  HrPreview *preview; /* (nullable) */
  char *text;
  HrQuery *query;
  gpointer request;
  GDestroyNotify free_request;
  GDestroyNotify free_result;
} HrTaskCall;

static void
task_call_free (gpointer data)
{
  HrTaskCall *self = data;

  g_free (self->text);
  g_clear_pointer (&self->preview, hr_preview_unref);
  g_clear_pointer (&self->query, hr_query_free);
  if (self->request != NULL)
    self->free_request (self->request);
  g_free (self);
}

static void
run_task (GTask *task)
{
  HrTaskCall *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (g_cancellable_is_cancelled (cancellable))
    {
      g_task_return_new_error (task, HR_ERROR, HR_ERROR_CANCELLED, _ ("This was cancelled."));
      return;
    }
  if (self->job.state->db != NULL)
    hr_db_set_cancellable (self->job.state->db, cancellable);
  if (self->preview != NULL)
    hr_preview_run (self->preview, self->func, &self->job);
  else
    self->func (&self->job);
  if (self->job.state->db != NULL)
    hr_db_set_cancellable (self->job.state->db, NULL);
  if (self->job.error != NULL)
    g_task_return_error (task, self->job.error);
  else if (self->free_result != NULL)
    g_task_return_pointer (task, self->job.result, self->free_result);
  else
    g_task_return_boolean (task, self->job.ok);
}

static HrTaskCall *
start_task (HrStore *self, gpointer tag, HrWorkerFunc func, GDestroyNotify free_result, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data, GTask **ret_task)
{
  HrTaskCall *data = g_new0 (HrTaskCall, 1);

  *ret_task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (*ret_task, tag);
  g_task_set_name (*ret_task, "[handrail] store");
  /* the worker says so itself, in the words of HR_ERROR */
  g_task_set_check_cancellable (*ret_task, FALSE);
  g_task_set_task_data (*ret_task, data, task_call_free);
  data->job.state = self->state;
  data->func = func;
  /* the index knows only what was committed */
  if (self->preview != NULL && func != hr_store_job_find && func != hr_store_job_get_facets)
    data->preview = hr_preview_ref (self->preview);
  data->free_result = free_result;
  return data;
}

void
hr_store_call_async (HrStore *self, gpointer tag, HrWorkerFunc func, gpointer request, GDestroyNotify free_request,
                     GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = NULL;
  HrTaskCall *data = start_task (self, tag, func, free_result, cancellable, callback, user_data, &task);

  data->request = request;
  data->free_request = free_request;
  data->job.arguments[0] = request;
  hr_worker_run_task (self->worker, task, run_task);
}

void
hr_store_open_async (HrStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (HR_IS_STORE (self));
  start_task (self, hr_store_open_async, hr_store_job_open, NULL, cancellable, callback, user_data, &task);
  hr_worker_run_task (self->worker, task, run_task);
}

void
hr_store_warm_async (HrStore *self)
{
  g_return_if_fail (HR_IS_STORE (self));
  hr_worker_push (self->worker, warm_cb, self->state, NULL);
}

gboolean
hr_store_open_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
hr_store_find_async (HrStore *self, const HrQuery *query, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = NULL;
  HrTaskCall *data = NULL;

  g_return_if_fail (HR_IS_STORE (self) && query != NULL);
  data = start_task (self, hr_store_find_async, hr_store_job_find, (GDestroyNotify)hr_results_free, cancellable,
                     callback, user_data, &task);
  data->query = hr_query_copy (query);
  data->job.arguments[0] = data->query;
  hr_worker_run_task (self->worker, task, run_task);
}

HrResults *
hr_store_find_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
forget_searches_cb (gpointer data)
{
  HrState *state = data;

  if (state->fts != NULL)
    hr_fts_forget_searches (state->fts);
}

void
hr_store_forget_searches_async (HrStore *self)
{
  g_return_if_fail (HR_IS_STORE (self));
  hr_worker_push (self->worker, forget_searches_cb, self->state, NULL);
}

/* One letter for each turn: a question that comes meanwhile waits for one at most. */
static void
learn_letters_cb (gpointer data)
{
  HrState *state = data;
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;

  if (state->db == NULL || state->fts == NULL)
    return;
  if (!hr_fts_learn_letter (state, &more, &error))
    g_warning ("%s", error->message);
  if (more)
    hr_worker_push (state->worker, learn_letters_cb, state, NULL);
}

void
hr_store_learn_letters_async (HrStore *self)
{
  g_return_if_fail (HR_IS_STORE (self));
  hr_worker_push (self->worker, learn_letters_cb, self->state, NULL);
}

void
hr_store_get_meeting_async (HrStore *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = NULL;
  HrTaskCall *data = NULL;

  g_return_if_fail (HR_IS_STORE (self) && id != NULL);
  data = start_task (self, hr_store_get_meeting_async, hr_store_job_get_meeting, (GDestroyNotify)hr_meeting_unref,
                     cancellable, callback, user_data, &task);
  data->text = g_strdup (id);
  data->job.arguments[0] = data->text;
  hr_worker_run_task (self->worker, task, run_task);
}

HrMeeting *
hr_store_get_meeting_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
hr_store_get_occurrences_async (HrStore *self, const char *meeting, gint64 from_s, gint64 to_s,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = NULL;
  HrTaskCall *data = NULL;

  g_return_if_fail (HR_IS_STORE (self));
  data = start_task (self, hr_store_get_occurrences_async, hr_store_job_get_occurrences,
                     (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data, &task);
  data->text = g_strdup (meeting);
  data->job.arguments[0] = data->text;
  data->job.numbers[0] = from_s;
  data->job.numbers[1] = to_s;
  hr_worker_run_task (self->worker, task, run_task);
}

GPtrArray *
hr_store_get_occurrences_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
hr_store_get_records_async (HrStore *self, HrKind kind, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = NULL;
  HrTaskCall *data = NULL;

  g_return_if_fail (HR_IS_STORE (self) && kind < HR_N_KINDS);
  data = start_task (self, hr_store_get_records_async, hr_store_job_get_records, (GDestroyNotify)g_ptr_array_unref,
                     cancellable, callback, user_data, &task);
  data->job.numbers[0] = kind;
  hr_worker_run_task (self->worker, task, run_task);
}

GPtrArray *
hr_store_get_records_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
hr_store_get_facets_async (HrStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (HR_IS_STORE (self));
  start_task (self, hr_store_get_facets_async, hr_store_job_get_facets, (GDestroyNotify)hr_facets_free, cancellable,
              callback, user_data, &task);
  hr_worker_run_task (self->worker, task, run_task);
}

HrFacets *
hr_store_get_facets_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
hr_store_backup_daily_async (HrStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (HR_IS_STORE (self));
  start_task (self, hr_store_backup_daily_async, hr_store_job_backup_daily, NULL, cancellable, callback, user_data,
              &task);
  hr_worker_run_task (self->worker, task, run_task);
}

gboolean
hr_store_backup_daily_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
