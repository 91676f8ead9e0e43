/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thread that does jobs in the order they were given. All SQL of a store runs on one of these, so that a
 * connection needs no locks and the order of calls is the order of their effects. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HrWorker HrWorker;
typedef void (*HrWorkerFunc) (gpointer data);

/** hr_worker_new: @name: of the thread, for debuggers */
HrWorker *hr_worker_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/** hr_worker_stop: waits for everything queued, ends the thread and frees @self. On the worker itself (the last reference
 * of an owner was dropped there) it does not wait: the thread ends after its queue */
void hr_worker_stop (HrWorker *self);

/** hr_worker_is_current: whether the caller is the worker */
gboolean hr_worker_is_current (HrWorker *self);

/** hr_worker_call: blocks until @func has run there. Runs it at once when the caller is the worker */
void hr_worker_call (HrWorker *self, HrWorkerFunc func, gpointer data);

/** hr_worker_push: @destroy: (nullable): frees @data, on the worker */
void hr_worker_push (HrWorker *self, HrWorkerFunc func, gpointer data, GDestroyNotify destroy);

/** hr_worker_run_task: @task: (transfer full): @func gets it and must return it. A task that was cancelled while it waited
 * still reaches @func */
void hr_worker_run_task (HrWorker *self, GTask *task, void (*func) (GTask *task));

/** hr_worker_set_idle: @func runs on the worker whenever nothing was to do for @interval_ms */
void hr_worker_set_idle (HrWorker *self, guint interval_ms, HrWorkerFunc func, gpointer data);

G_END_DECLS
