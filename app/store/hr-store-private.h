/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's own parts: the doors that block and those that call back share their jobs. */
#pragma once

#include "handrail/store/hr-store.h"
#include "hr-state-private.h"

G_BEGIN_DECLS

struct _HrStore
{
  GObject parent_instance;

  HrWorker *worker;
  HrState *state;
  GMainContext *context;
  GWeakRef *self_ref; /* shared with the worker, which may outlive the store by a moment */
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

void hr_store_job_backup_daily (gpointer data);
void hr_store_job_find (gpointer data);
void hr_store_job_get_facets (gpointer data);
void hr_store_job_get_meeting (gpointer data);
void hr_store_job_get_occurrences (gpointer data);
void hr_store_job_get_records (gpointer data);
void hr_store_job_open (gpointer data);

G_END_DECLS
