/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's own parts: the doors that block and those that call back share their jobs. */
#pragma once

#include "handrail/store/hr-store.h"
#include "hr-state-private.h"

G_BEGIN_DECLS

/** HrPreview: edits that are made while a question is answered, and then taken back; reference counted, any thread */
typedef struct _HrPreview HrPreview;

HrPreview *hr_preview_new (const HrEdit *edits, gsize n_edits) G_GNUC_WARN_UNUSED_RESULT;
HrPreview *hr_preview_ref (HrPreview *self);
void hr_preview_unref (HrPreview *self);

struct _HrStore
{
  GObject parent_instance;

  HrWorker *worker;
  HrState *state;
  GMainContext *context;
  GWeakRef *self_ref; /* shared with the worker, which may outlive the store by a moment */
  HrStore *original;  /* (nullable): of a preview: whose worker this one asks */
  HrPreview *preview; /* (nullable) */
};

/** HrJobCall: what one call asks of the worker, and what came of it */
typedef struct
{
  HrState *state;
  GError *error;
  gboolean ok;
  gpointer result;
  gconstpointer arguments[4];
  gint64 numbers[2];
} HrJobCall;

/** hr_preview_run: on the worker: @func with @job as if the edits were made */
void hr_preview_run (HrPreview *self, HrWorkerFunc func, HrJobCall *job);

/** hr_store_call: has the worker do @func with @job, and waits for it: Returns: the job's result */
gpointer hr_store_call (HrStore *self, HrWorkerFunc func, HrJobCall *job, GError **error);

/**
 * hr_store_call_async: the same as a task
 * @request: (nullable): first argument of the job, freed with @free_request on the worker or after it
 * @free_result: of the job's result, which may be %NULL without an error
 */
void hr_store_call_async (HrStore *self, gpointer tag, HrWorkerFunc func, gpointer request, GDestroyNotify free_request,
                          GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);

void hr_store_job_backup_daily (gpointer data);
void hr_store_job_find (gpointer data);
void hr_store_job_get_facets (gpointer data);
void hr_store_job_get_meeting (gpointer data);
void hr_store_job_get_occurrences (gpointer data);
void hr_store_job_get_records (gpointer data);
void hr_store_job_open (gpointer data);

G_END_DECLS
