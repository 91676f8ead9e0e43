/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-worker-private.h"
#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* how long a call that was cancelled may take to say so */
#define GRACE_MS 1000
/* so many calls may hang at a time; then no other is begun */
#define HANGING_MAX 4

struct _HrShareJob
{
  gatomicrefcount refs;
  HrShareJobFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GCancellable *cancellable;
  GMutex mutex;
  GCond cond;
  gint64 moved;
  gboolean done, ok;
  GError *error;
};

struct _HrShareWorker
{
  GCancellable *cancellable;
  GThread *thread;
  GAsyncQueue *queue;  /* (element-type HrShareJob) */
  GPtrArray *hanging;  /* (element-type HrShareJob) */
  gint64 pause_until;
};

/* the last thing in a queue: its thread ends */
static HrShareJob last_job;

static HrShareJob *
job_new (HrShareJobFunc func, gpointer data, GDestroyNotify free_data)
{
  HrShareJob *job = g_new0 (HrShareJob, 1);

  g_atomic_ref_count_init (&job->refs);
  job->func = func;
  job->data = data;
  job->free_data = free_data;
  job->cancellable = g_cancellable_new ();
  g_mutex_init (&job->mutex);
  g_cond_init (&job->cond);
  job->moved = g_get_monotonic_time ();
  return job;
}

static HrShareJob *
job_ref (HrShareJob *job)
{
  g_atomic_ref_count_inc (&job->refs);
  return job;
}

static void
job_unref (gpointer data)
{
  HrShareJob *job = data;

  if (!g_atomic_ref_count_dec (&job->refs))
    return;
  job->free_data (job->data);
  g_object_unref (job->cancellable);
  g_mutex_clear (&job->mutex);
  g_cond_clear (&job->cond);
  g_clear_error (&job->error);
  g_free (job);
}

void
hr_share_job_moved (HrShareJob *job)
{
  g_mutex_lock (&job->mutex);
  job->moved = g_get_monotonic_time ();
  g_mutex_unlock (&job->mutex);
}

GCancellable *
hr_share_job_cancellable (HrShareJob *job)
{
  return job->cancellable;
}

static gpointer
work (gpointer data)
{
  g_autoptr (GAsyncQueue) queue = data;
  HrShareJob *job;

  while ((job = g_async_queue_pop (queue)) != &last_job)
    {
      GError *error = NULL;
      gboolean ok = job->func (job, job->data, &error);

      g_mutex_lock (&job->mutex);
      job->ok = ok;
      job->error = error;
      job->done = TRUE;
      g_cond_signal (&job->cond);
      g_mutex_unlock (&job->mutex);
      job_unref (job);
    }
  return NULL;
}

/* Its thread ends with the call it has. */
static void
let_go (HrShareWorker *self, gboolean join)
{
  if (self->thread == NULL)
    return;
  g_async_queue_push (self->queue, &last_job);
  g_clear_pointer (&self->queue, g_async_queue_unref);
  if (join)
    g_thread_join (self->thread);
  else
    g_thread_unref (self->thread);
  self->thread = NULL;
}

static guint
still_hanging (HrShareWorker *self)
{
  for (guint i = self->hanging->len; i > 0; i--)
    {
      HrShareJob *job = self->hanging->pdata[i - 1];
      gboolean done;

      g_mutex_lock (&job->mutex);
      done = job->done;
      g_mutex_unlock (&job->mutex);
      if (done)
        g_ptr_array_remove_index (self->hanging, i - 1);
    }
  return self->hanging->len;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  HrShareJob *job = data;

  g_mutex_lock (&job->mutex);
  g_cond_signal (&job->cond);
  g_mutex_unlock (&job->mutex);
}

/* With the mutex held. Returns: whether it is done */
static gboolean
wait_for (HrShareWorker *self, HrShareJob *job, guint limit_ms)
{
  while (!job->done && !g_cancellable_is_cancelled (self->cancellable))
    {
      gint64 until = job->moved + limit_ms * G_TIME_SPAN_MILLISECOND;

      if (g_get_monotonic_time () >= until)
        break;
      g_cond_wait_until (&job->cond, &job->mutex, until);
    }
  return job->done;
}

/* A call that can be cancelled comes back soon, and its thread can go on. */
static gboolean
wait_for_end (HrShareJob *job)
{
  gint64 until = g_get_monotonic_time () + GRACE_MS * G_TIME_SPAN_MILLISECOND;
  gboolean done;

  g_cancellable_cancel (job->cancellable);
  g_mutex_lock (&job->mutex);
  while (!job->done && g_cond_wait_until (&job->cond, &job->mutex, until))
    ;
  done = job->done;
  g_mutex_unlock (&job->mutex);
  return done;
}

static gboolean
is_refused (HrShareWorker *self, GError **error)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_CANCELLED, _ ("The work on the share was stopped."));
      return TRUE;
    }
  if (still_hanging (self) < HANGING_MAX && g_get_monotonic_time () >= self->pause_until)
    return FALSE;
  g_set_error_literal (error, HR_ERROR, HR_ERROR_BUSY, _ ("The share did not answer a moment ago. It is asked again a little later."));
  return TRUE;
}

static gboolean
give_up (HrShareWorker *self, HrShareJob *job, guint limit_ms, GError **error)
{
  if (!wait_for_end (job))
    {
      g_ptr_array_add (self->hanging, job_ref (job));
      let_go (self, FALSE);
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_CANCELLED, _ ("The work on the share was stopped."));
      return FALSE;
    }
  self->pause_until = g_get_monotonic_time () + limit_ms * G_TIME_SPAN_MILLISECOND;
  g_set_error (error, HR_ERROR, HR_ERROR_BUSY, _ ("The share has not answered for %u seconds. It is asked again a little later."),
               (limit_ms + 999) / 1000);
  return FALSE;
}

gboolean
hr_share_worker_run (HrShareWorker *self, guint limit_ms, HrShareJobFunc func, gpointer data, GDestroyNotify free_data, GError **error)
{
  HrShareJob *job = job_new (func, data, free_data);
  gulong handler = 0;
  gboolean ok = FALSE;

  if (is_refused (self, error))
    {
      job_unref (job);
      return FALSE;
    }
  if (self->thread == NULL)
    {
      self->queue = g_async_queue_new ();
      self->thread = g_thread_new ("hr-share", work, g_async_queue_ref (self->queue));
    }
  g_async_queue_push (self->queue, job_ref (job));
  if (self->cancellable != NULL)
    handler = g_cancellable_connect (self->cancellable, G_CALLBACK (cancelled_cb), job, NULL);
  g_mutex_lock (&job->mutex);
  if (wait_for (self, job, limit_ms))
    {
      g_mutex_unlock (&job->mutex);
      ok = job->ok;
      if (!ok)
        g_propagate_error (error, g_steal_pointer (&job->error));
    }
  else
    {
      g_mutex_unlock (&job->mutex);
      give_up (self, job, limit_ms, error);
    }
  if (self->cancellable != NULL)
    g_cancellable_disconnect (self->cancellable, handler);
  job_unref (job);
  return ok;
}

HrShareWorker *
hr_share_worker_new (GCancellable *cancellable)
{
  HrShareWorker *self = g_new0 (HrShareWorker, 1);

  g_set_object (&self->cancellable, cancellable);
  self->hanging = g_ptr_array_new_with_free_func (job_unref);
  return self;
}

void
hr_share_worker_free (HrShareWorker *self)
{
  if (self == NULL)
    return;
  /* nothing of ours is in the queue while nobody waits: the thread ends at once */
  let_go (self, TRUE);
  g_ptr_array_unref (self->hanging);
  g_clear_object (&self->cancellable);
  g_free (self);
}
