/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-import-run-private.h"

struct _HrImportRun
{
  GObject parent_instance;
  HrImportJob *job;
  HrFeedColumns *columns; /* (nullable) */
  char *fellowship;       /* (nullable) */
  GHashTable *skip;
  GCancellable *cancellable;
  HrImportReport *report; /* (nullable) */
  GError *error;          /* (nullable) */
};

enum
{
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrImportRun, hr_import_run, G_TYPE_OBJECT)

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrImportRun) self = user_data;

  self->report = hr_import_job_apply_finish (HR_IMPORT_JOB (source), result, &self->error);
  g_signal_emit (self, signals[ENDED], 0);
}

static void
hr_import_run_finalize (GObject *object)
{
  HrImportRun *self = HR_IMPORT_RUN (object);

  g_clear_object (&self->job);
  hr_feed_columns_free (self->columns);
  g_free (self->fellowship);
  g_hash_table_unref (self->skip);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->report, hr_import_report_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (hr_import_run_parent_class)->finalize (object);
}

static void
hr_import_run_class_init (HrImportRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_import_run_finalize;
  signals[ENDED] = g_signal_new ("ended", HR_TYPE_IMPORT_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_import_run_init (HrImportRun *self)
{
  self->skip = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

HrImportRun *
hr_import_run_new (HrImportJob *job, const HrFeedColumns *columns, const char *fellowship, GHashTable *skip, gboolean accept_removals)
{
  HrImportRun *self;
  GHashTableIter iter;
  gpointer id;

  g_return_val_if_fail (HR_IS_IMPORT_JOB (job) && skip != NULL, NULL);

  self = g_object_new (HR_TYPE_IMPORT_RUN, NULL);
  self->job = g_object_ref (job);
  self->columns = columns != NULL ? hr_feed_columns_copy (columns) : NULL;
  self->fellowship = g_strdup (fellowship);
  g_hash_table_iter_init (&iter, skip);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (self->skip, g_strdup (id));
  hr_import_job_apply_async (job, self->skip, accept_removals, self->cancellable, applied_cb, g_object_ref (self));
  return self;
}

void
hr_import_run_stop (HrImportRun *self)
{
  g_return_if_fail (HR_IS_IMPORT_RUN (self));
  g_cancellable_cancel (self->cancellable);
}

gboolean
hr_import_run_has_ended (HrImportRun *self)
{
  g_return_val_if_fail (HR_IS_IMPORT_RUN (self), FALSE);
  return self->report != NULL || self->error != NULL;
}

const HrImportReport *
hr_import_run_get_report (HrImportRun *self)
{
  g_return_val_if_fail (HR_IS_IMPORT_RUN (self), NULL);
  return self->report;
}

const GError *
hr_import_run_get_error (HrImportRun *self)
{
  g_return_val_if_fail (HR_IS_IMPORT_RUN (self), NULL);
  return self->error;
}

HrImportJob *
hr_import_run_get_job (HrImportRun *self)
{
  g_return_val_if_fail (HR_IS_IMPORT_RUN (self), NULL);
  return self->job;
}

const HrFeedColumns *
hr_import_run_get_columns (HrImportRun *self)
{
  g_return_val_if_fail (HR_IS_IMPORT_RUN (self), NULL);
  return self->columns;
}

const char *
hr_import_run_get_fellowship (HrImportRun *self)
{
  g_return_val_if_fail (HR_IS_IMPORT_RUN (self), NULL);
  return self->fellowship;
}
