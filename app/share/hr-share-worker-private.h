/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls that may hang for ever, on a thread that can be left behind: the caller waits as long as something moves, and no longer. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HrShareWorker HrShareWorker;
typedef struct _HrShareJob HrShareJob;

/** HrShareJobFunc: on the worker's thread; may still run when nobody waits for it any more */
typedef gboolean (*HrShareJobFunc) (HrShareJob *job, gpointer data, GError **error);

/** hr_share_job_moved: something came or went: the time runs anew */
void hr_share_job_moved (HrShareJob *job);
/** hr_share_job_cancellable: (transfer none): cancelled when nobody waits any more */
GCancellable *hr_share_job_cancellable (HrShareJob *job);

/** hr_share_worker_new: @cancellable: (nullable): ends every wait */
HrShareWorker *hr_share_worker_new (GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_worker_free: does not wait for what hangs */
void hr_share_worker_free (HrShareWorker *self);

/**
 * hr_share_worker_run: @func does its work, or is left behind
 * @limit_ms: how long nothing may move. After that no call is taken for as long again, nor while several hang
 * @data: (transfer full): freed by @free_data when @func has returned, which may be long after this has. What @func writes into it the
 *   caller, with a reference of its own, reads after %TRUE only
 *
 * Returns: %FALSE with what @func set, or %HR_ERROR_CANCELLED, or %HR_ERROR_BUSY: no answer in time
 */
gboolean hr_share_worker_run (HrShareWorker *self, guint limit_ms, HrShareJobFunc func, gpointer data, GDestroyNotify free_data,
                              GError **error);

G_END_DECLS
