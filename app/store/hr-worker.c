/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-worker-private.h"

struct _HrWorker
{
  GThread *thread;
  GAsyncQueue *queue;
  HrWorkerFunc idle_func;
  gpointer idle_data;
  guint idle_ms;
};

typedef struct
{
  HrWorkerFunc func;
  gpointer data;
  GDestroyNotify destroy;
} HrJob;

typedef struct
{
  HrWorkerFunc func;
  gpointer data;
  GMutex mutex;
  GCond cond;
  gboolean done;
} HrCall;

typedef struct
{
  GTask *task;
  void (*func) (GTask *task);
} HrTaskJob;

typedef struct
{
  HrWorker *worker;
  guint interval_ms;
  HrWorkerFunc func;
  gpointer data;
} HrIdle;

static void
hr_worker_clear (gpointer data)
{
  HrWorker *self = data;

  g_async_queue_unref (self->queue);
}

static HrJob *
hr_worker_pop (HrWorker *self)
{
  while (self->idle_func != NULL)
    {
      HrJob *job = g_async_queue_timeout_pop (self->queue, (guint64)self->idle_ms * 1000);

      if (job != NULL)
        return job;
      if (self->idle_func != NULL)
        self->idle_func (self->idle_data);
    }
  return g_async_queue_pop (self->queue);
}

static gpointer
hr_worker_main (gpointer data)
{
  HrWorker *self = data;
  gboolean running = TRUE;

  while (running)
    {
      HrJob *job = hr_worker_pop (self);

      running = job->func != NULL;
      if (job->func != NULL)
        job->func (job->data);
      if (job->destroy != NULL)
        job->destroy (job->data);
      g_free (job);
    }
  g_atomic_rc_box_release_full (self, hr_worker_clear);
  return NULL;
}

HrWorker *
hr_worker_new (const char *name)
{
  HrWorker *self = g_atomic_rc_box_new0 (HrWorker);

  self->queue = g_async_queue_new ();
  g_atomic_rc_box_acquire (self);
  self->thread = g_thread_new (name, hr_worker_main, self);
  return self;
}

gboolean
hr_worker_is_current (HrWorker *self)
{
  return g_thread_self () == self->thread;
}

void
hr_worker_push (HrWorker *self, HrWorkerFunc func, gpointer data, GDestroyNotify destroy)
{
  HrJob *job = g_new (HrJob, 1);

  job->func = func;
  job->data = data;
  job->destroy = destroy;
  g_async_queue_push (self->queue, job);
}

void
hr_worker_stop (HrWorker *self)
{
  gboolean current = hr_worker_is_current (self);

  /* a job without a function is the last one */
  hr_worker_push (self, NULL, NULL, NULL);
  if (current)
    g_thread_unref (self->thread);
  else
    g_thread_join (self->thread);
  g_atomic_rc_box_release_full (self, hr_worker_clear);
}

static void
hr_worker_call_cb (gpointer data)
{
  HrCall *call = data;

  call->func (call->data);
  g_mutex_lock (&call->mutex);
  call->done = TRUE;
  g_cond_signal (&call->cond);
  g_mutex_unlock (&call->mutex);
}

void
hr_worker_call (HrWorker *self, HrWorkerFunc func, gpointer data)
{
  HrCall call = { .func = func, .data = data };

  if (hr_worker_is_current (self))
    {
      func (data);
      return;
    }
  g_mutex_init (&call.mutex);
  g_cond_init (&call.cond);
  hr_worker_push (self, hr_worker_call_cb, &call, NULL);
  g_mutex_lock (&call.mutex);
  while (!call.done)
    g_cond_wait (&call.cond, &call.mutex);
  g_mutex_unlock (&call.mutex);
  g_mutex_clear (&call.mutex);
  g_cond_clear (&call.cond);
}

static void
hr_worker_task_cb (gpointer data)
{
  HrTaskJob *job = data;

  job->func (job->task);
}

static void
hr_worker_task_free (gpointer data)
{
  HrTaskJob *job = data;

  g_object_unref (job->task);
  g_free (job);
}

void
hr_worker_run_task (HrWorker *self, GTask *task, void (*func) (GTask *task))
{
  HrTaskJob *job = g_new (HrTaskJob, 1);

  job->task = task;
  job->func = func;
  hr_worker_push (self, hr_worker_task_cb, job, hr_worker_task_free);
}

static void
hr_worker_set_idle_cb (gpointer data)
{
  HrIdle *idle = data;

  idle->worker->idle_ms = idle->interval_ms;
  idle->worker->idle_func = idle->func;
  idle->worker->idle_data = idle->data;
}

void
hr_worker_set_idle (HrWorker *self, guint interval_ms, HrWorkerFunc func, gpointer data)
{
  HrIdle *idle = g_new (HrIdle, 1);

  /* set on the worker itself, which alone reads them */
  idle->worker = self;
  idle->interval_ms = interval_ms;
  idle->func = func;
  idle->data = data;
  hr_worker_push (self, hr_worker_set_idle_cb, idle, g_free);
}
