/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-counts-work-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/seal/hr-seal.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define CEILING_UNKNOWN 500
#define BOUNCE_LOOK_US G_USEC_PER_SEC
#define MINUTE_MS (HR_COUNTS_BEAT_S * 1000)

/* A piece of work for the worker. Either somebody waits for it, or it has a task to answer, or nobody asks. */
typedef struct
{
  HrCountsWork run;
  gpointer data;
  GDestroyNotify data_free;
  GTask *task;
  guint opening; /* of the task that opens: which one */
  gboolean waited_for;
  gboolean done;
  gboolean good;
  GError *error;
} Job;

G_DEFINE_FINAL_TYPE (HrCounts, hr_counts, G_TYPE_OBJECT)

static void end_opening (HrCounts *self, Job *job);

/* ---- the worker ---- */

static void
set_not_open (GError **error)
{
  g_set_error_literal (error, HR_ERROR, HR_ERROR_IO, _ ("The counts are not open. Open the center first."));
}

static void
job_free (Job *job)
{
  if (job->data_free != NULL)
    job->data_free (job->data);
  g_clear_error (&job->error);
  g_clear_object (&job->task);
  g_free (job);
}

/* In the task's own context: the last reference to the counts may go with the task, and must not go on the worker. */
static gboolean
answer_task_cb (gpointer user_data)
{
  Job *job = user_data;
  if (job->opening != 0)
    end_opening (g_task_get_source_object (job->task), job);
  if (job->good)
    g_task_return_boolean (job->task, TRUE);
  else
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  return G_SOURCE_REMOVE;
}

static void
job_finish (HrCounts *self, Job *job)
{
  if (job->task != NULL)
    {
      g_autoptr (GSource) source = g_idle_source_new ();
      g_source_set_priority (source, g_task_get_priority (job->task));
      g_source_set_callback (source, answer_task_cb, job, (GDestroyNotify)job_free);
      g_source_attach (source, g_task_get_context (job->task));
    }
  else if (job->waited_for)
    {
      g_mutex_lock (&self->mutex);
      job->done = TRUE;
      g_cond_broadcast (&self->job_done);
      g_mutex_unlock (&self->mutex);
    }
  else
    job_free (job);
}

/* While the file is being opened others may ask already; when it does not open, theirs is answered in the same way. */
static gboolean
run_job (HrCounts *self, Job *job)
{
  if (self->file != NULL || job->run == hr_counts_work_open || job->run == hr_counts_work_close)
    return job->run (self, job->data, &job->error);
  set_not_open (&job->error);
  return FALSE;
}

static gpointer
worker_thread (gpointer user_data)
{
  HrCounts *self = user_data;
  gboolean running = TRUE;
  while (running)
    {
      Job *job = g_async_queue_pop (self->jobs);
      running = job->run != NULL;
      job->good = !running || run_job (self, job);
      job_finish (self, job);
    }
  return NULL;
}

static gboolean
call_worker (HrCounts *self, HrCountsWork run, gpointer data, GError **error)
{
  Job job = { .run = run, .data = data, .waited_for = TRUE };
  if (self->worker == NULL)
    {
      set_not_open (error);
      return FALSE;
    }
  g_async_queue_push (self->jobs, &job);
  g_mutex_lock (&self->mutex);
  while (!job.done)
    g_cond_wait (&self->job_done, &self->mutex);
  g_mutex_unlock (&self->mutex);
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.good;
}

/* ---- the beat ---- */

static void
arm_beat (HrCounts *self)
{
  gint64 now_ms = hr_clock_now_us (self->clock) / 1000;
  gint64 left_ms = MINUTE_MS - now_ms % MINUTE_MS;
  g_source_set_ready_time (self->beat_timer, g_get_monotonic_time () + left_ms * 1000);
}

static gboolean
beat_cb (gpointer user_data)
{
  HrCounts *self = user_data;
  g_mutex_lock (&self->mutex);
  gboolean queued = self->beat_queued;
  self->beat_queued = TRUE;
  g_mutex_unlock (&self->mutex);
  /* A disk so slow that the last beat still waits gets no second one. */
  if (!queued)
    {
      Job *job = g_new0 (Job, 1);
      job->run = hr_counts_work_timed_beat;
      g_async_queue_push (self->jobs, job);
    }
  arm_beat (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_timer (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = dispatch_timer };

static void
start_beat (HrCounts *self)
{
  self->beat_timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_static_name (self->beat_timer, "handrail counts beat");
  g_source_set_callback (self->beat_timer, beat_cb, self, NULL);
  arm_beat (self);
  g_source_attach (self->beat_timer, self->context);
}

/* The monotonic clock, but never 0: that means "not counted". */
static gint64
stamp_of (HrCounts *self)
{
  return hr_clock_monotonic_ms (self->clock) + 1;
}

/* Five seconds after a count nothing in memory knows any more when it was. */
static gboolean
forget_bounce_cb (gpointer user_data)
{
  HrCounts *self = user_data;
  gboolean some_left = FALSE;
  gint64 now_ms = stamp_of (self);
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (now_ms - self->cells[i].counted_ms >= HR_COUNTS_BOUNCE_MS)
        self->cells[i].counted_ms = 0;
      some_left = some_left || self->cells[i].counted_ms != 0;
    }
  g_mutex_unlock (&self->mutex);
  if (some_left)
    {
      g_source_set_ready_time (self->bounce_timer, g_get_monotonic_time () + BOUNCE_LOOK_US);
      return G_SOURCE_CONTINUE;
    }
  g_clear_pointer (&self->bounce_timer, g_source_unref);
  return G_SOURCE_REMOVE;
}

static void
remember_bounce (HrCounts *self)
{
  if (self->bounce_timer != NULL)
    return;
  self->bounce_timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_static_name (self->bounce_timer, "handrail counts bounce");
  g_source_set_callback (self->bounce_timer, forget_bounce_cb, self, NULL);
  g_source_set_ready_time (self->bounce_timer, g_get_monotonic_time () + HR_COUNTS_BOUNCE_MS * 1000);
  g_source_attach (self->bounce_timer, self->context);
}

static void
stop_timer (GSource **timer)
{
  if (*timer == NULL)
    return;
  g_source_destroy (*timer);
  g_clear_pointer (timer, g_source_unref);
}

/* ---- the object ---- */

static void
join_worker (HrCounts *self)
{
  g_async_queue_push (self->jobs, g_new0 (Job, 1));
  g_thread_join (g_steal_pointer (&self->worker));
}

static void
hr_counts_dispose (GObject *object)
{
  hr_counts_close (HR_COUNTS (object));
  G_OBJECT_CLASS (hr_counts_parent_class)->dispose (object);
}

static void
hr_counts_finalize (GObject *object)
{
  HrCounts *self = HR_COUNTS (object);
  g_free (self->directory);
  g_free (self->memory_directory);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_ptr_array_unref (self->rows);
  hr_seal_lock_free (self->cells);
  g_free (self->trouble);
  g_async_queue_unref (self->jobs);
  g_cond_clear (&self->job_done);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (hr_counts_parent_class)->finalize (object);
}

static void
hr_counts_class_init (HrCountsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = hr_counts_dispose;
  object_class->finalize = hr_counts_finalize;
}

static void
hr_counts_init (HrCounts *self)
{
  hr_seal_init ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->job_done);
  self->jobs = g_async_queue_new ();
  self->rows = hr_count_rows_new ();
  self->cells = hr_count_cells_new (0);
}

HrCounts *
hr_counts_new (const char *directory, const char *memory_directory, HrClock *clock)
{
  g_return_val_if_fail (directory != NULL, NULL);
  g_return_val_if_fail (HR_IS_CLOCK (clock), NULL);
  HrCounts *self = g_object_new (HR_TYPE_COUNTS, NULL);
  self->directory = g_strdup (directory);
  self->memory_directory = g_strdup (memory_directory);
  self->clock = g_object_ref (clock);
  self->threshold = HR_COUNTS_THRESHOLD;
  return self;
}

static void
start_worker (HrCounts *self)
{
  self->opening = MAX (self->opening + 1, 1);
  self->worker = g_thread_new ("handrail-counts", worker_thread, self);
}

static void
opened (HrCounts *self)
{
  g_clear_pointer (&self->context, g_main_context_unref);
  self->context = g_main_context_ref_thread_default ();
  start_beat (self);
}

gboolean
hr_counts_open (HrCounts *self, GError **error)
{
  g_return_val_if_fail (HR_IS_COUNTS (self), FALSE);
  g_return_val_if_fail (self->worker == NULL, FALSE);
  start_worker (self);
  if (!call_worker (self, hr_counts_work_open, NULL, error))
    {
      join_worker (self);
      return FALSE;
    }
  opened (self);
  return TRUE;
}

static void
end_opening (HrCounts *self, Job *job)
{
  if (self->worker == NULL || job->opening != self->opening)
    {
      /* closed meanwhile */
      g_clear_error (&job->error);
      job->good = FALSE;
      g_set_error_literal (&job->error, HR_ERROR, HR_ERROR_CANCELLED, _ ("This was cancelled."));
    }
  else if (job->good)
    opened (self);
  else
    join_worker (self);
}

void
hr_counts_open_async (HrCounts *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_COUNTS (self));
  g_return_if_fail (self->worker == NULL);
  Job *job = g_new0 (Job, 1);
  job->run = hr_counts_work_open;
  job->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (job->task, hr_counts_open_async);
  start_worker (self);
  job->opening = self->opening;
  g_async_queue_push (self->jobs, job);
}

gboolean
hr_counts_open_finish (HrCounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
hr_counts_close (HrCounts *self)
{
  g_return_if_fail (HR_IS_COUNTS (self));
  if (self->worker == NULL)
    return;
  stop_timer (&self->beat_timer);
  stop_timer (&self->bounce_timer);
  /* What could not be written stays on memory-only storage; hr_counts_check() says why. */
  (void)call_worker (self, hr_counts_work_close, NULL, NULL);
  join_worker (self);

  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->pending, hr_counts_pending_free);
  g_ptr_array_set_size (self->rows, 0);
  hr_seal_lock_free (self->cells);
  self->cells = hr_count_cells_new (0);
  g_mutex_unlock (&self->mutex);
}

static gboolean
check_clock (HrCounts *self, GError **error)
{
  if (hr_clock_is_plausible (self->clock))
    return TRUE;
  g_set_error_literal (
      error, HR_ERROR, HR_ERROR_CLOCK,
      _ ("The clock of this device cannot be right, so nothing is counted. Set the date and the time."));
  return FALSE;
}

static GPtrArray *
rows_of_plan (const HrCountPlan *plan, gsize n_plan, GError **error)
{
  g_autoptr (GPtrArray) rows = hr_count_rows_new ();
  for (gsize i = 0; i < n_plan; i++)
    {
      if (plan[i].meeting == NULL || *plan[i].meeting == '\0' || plan[i].date == HR_DATE_NONE
          || plan[i].end_s <= plan[i].start_s)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_INPUT,
                       _ ("An occurrence to be counted needs a meeting, a date, a start and a later end (meeting %s)."),
                       plan[i].meeting != NULL ? plan[i].meeting : "without an id");
          return NULL;
        }
      g_ptr_array_add (rows, hr_count_row_new (&plan[i]));
    }
  return g_steal_pointer (&rows);
}

gboolean
hr_counts_plan (HrCounts *self, const HrCountPlan *plan, gsize n_plan, GError **error)
{
  g_return_val_if_fail (HR_IS_COUNTS (self), FALSE);
  g_return_val_if_fail (plan != NULL || n_plan == 0, FALSE);
  g_autoptr (GPtrArray) rows = rows_of_plan (plan, n_plan, error);
  return rows != NULL && check_clock (self, error) && call_worker (self, hr_counts_work_plan, rows, error);
}

void
hr_counts_plan_async (HrCounts *self, const HrCountPlan *plan, gsize n_plan, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_COUNTS (self));
  g_return_if_fail (plan != NULL || n_plan == 0);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  g_task_set_source_tag (task, hr_counts_plan_async);
  g_autoptr (GPtrArray) rows = rows_of_plan (plan, n_plan, &error);
  if (rows != NULL && self->worker == NULL)
    set_not_open (&error);
  if (error != NULL || !check_clock (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  hr_counts_push_task (self, hr_counts_work_plan_and_fold, g_steal_pointer (&task), g_steal_pointer (&rows),
                       (GDestroyNotify)g_ptr_array_unref);
}

void
hr_counts_push_task (HrCounts *self, HrCountsWork run, GTask *task, gpointer data, GDestroyNotify data_free)
{
  Job *job = g_new0 (Job, 1);
  job->run = run;
  job->data = data;
  job->data_free = data_free;
  job->task = task;
  if (self->worker == NULL)
    {
      set_not_open (&job->error);
      g_task_return_error (task, g_steal_pointer (&job->error));
      job_free (job);
      return;
    }
  g_async_queue_push (self->jobs, job);
}

gboolean
hr_counts_plan_finish (HrCounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static guint
ceiling_of (const HrCountRow *row)
{
  return row->capacity > 0 ? row->capacity + (row->capacity + 4) / 5 : CEILING_UNKNOWN;
}

/* With the mutex held. @ret_place is written when the occurrence is planned */
static HrCountsAnswer
answer (HrCounts *self, const char *meeting, HrDate date, int *ret_place)
{
  if (!hr_clock_is_plausible (self->clock))
    return HR_COUNTS_CLOCK;
  int place = hr_count_rows_find (self->rows, meeting, date);
  if (place < 0)
    return HR_COUNTS_NOT_PLANNED;
  const HrCountRow *row = g_ptr_array_index (self->rows, place);
  const HrCountCell *cell = &self->cells[place];
  gint64 now_s = hr_clock_now_s (self->clock);
  *ret_place = place;
  if (now_s < row->start_s - HR_COUNTS_OPENS_S)
    return HR_COUNTS_EARLY;
  if (now_s >= row->end_s)
    return HR_COUNTS_OVER;
  if (cell->n >= ceiling_of (row))
    return HR_COUNTS_FULL;
  if (cell->counted_ms != 0 && stamp_of (self) - cell->counted_ms < HR_COUNTS_BOUNCE_MS)
    return HR_COUNTS_BOUNCE;
  return HR_COUNTS_WELCOME;
}

HrCountsAnswer
hr_counts_ask (HrCounts *self, const char *meeting, HrDate date)
{
  int place = -1;
  g_return_val_if_fail (HR_IS_COUNTS (self), HR_COUNTS_NOT_PLANNED);
  g_return_val_if_fail (meeting != NULL, HR_COUNTS_NOT_PLANNED);
  g_mutex_lock (&self->mutex);
  HrCountsAnswer result = answer (self, meeting, date, &place);
  g_mutex_unlock (&self->mutex);
  return result;
}

static gboolean
set_answer_error (HrCountsAnswer result, GError **error)
{
  switch (result)
    {
    case HR_COUNTS_WELCOME:
      return TRUE;
    case HR_COUNTS_NOT_PLANNED:
      g_set_error_literal (error, HR_ERROR, HR_ERROR_NOT_FOUND,
                           _ ("This meeting is not in the plan of the coming days, so it is not counted here."));
      break;
    case HR_COUNTS_CLOCK:
      g_set_error_literal (error, HR_ERROR, HR_ERROR_CLOCK,
                           _ ("The clock of this device cannot be right, so nothing is counted. Ask the front desk."));
      break;
    case HR_COUNTS_EARLY:
      g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED,
                           _ ("Sign-in opens 30 minutes before the start of the meeting. Come back then."));
      break;
    case HR_COUNTS_OVER:
      g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED, _ ("The meeting has ended, and sign-in with it."));
      break;
    case HR_COUNTS_BOUNCE:
      g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED,
                           _ ("Somebody was counted a moment ago. Wait five seconds and press again."));
      break;
    case HR_COUNTS_FULL:
      g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED,
                           _ ("As many people as the room holds are counted already. Ask the front desk."));
      break;
    default:
      g_assert_not_reached ();
    }
  return FALSE;
}

gboolean
hr_counts_add (HrCounts *self, const char *meeting, HrDate date, gboolean first_time, GError **error)
{
  int place = -1;
  g_return_val_if_fail (HR_IS_COUNTS (self), FALSE);
  g_return_val_if_fail (meeting != NULL, FALSE);
  g_mutex_lock (&self->mutex);
  HrCountsAnswer result = answer (self, meeting, date, &place);
  if (result == HR_COUNTS_WELCOME)
    {
      HrCountCell *cell = &self->cells[place];
      cell->n++;
      cell->first_time += first_time ? 1 : 0;
      cell->counted_ms = stamp_of (self);
      if (self->pending != NULL)
        hr_counts_pending_set (self->pending, (guint)place, cell);
    }
  g_mutex_unlock (&self->mutex);
  if (result == HR_COUNTS_WELCOME)
    remember_bounce (self);
  return set_answer_error (result, error);
}

void
hr_counts_undo (HrCounts *self, const char *meeting, HrDate date, gboolean first_time)
{
  g_return_if_fail (HR_IS_COUNTS (self));
  g_return_if_fail (meeting != NULL);
  g_mutex_lock (&self->mutex);
  int place = hr_count_rows_find (self->rows, meeting, date);
  if (place >= 0)
    {
      HrCountCell *cell = &self->cells[place];
      if (cell->n > 0)
        cell->n--;
      if (first_time && cell->first_time > 0)
        cell->first_time--;
      cell->first_time = MIN (cell->first_time, cell->n);
      cell->counted_ms = 0;
      if (self->pending != NULL)
        hr_counts_pending_set (self->pending, (guint)place, cell);
    }
  g_mutex_unlock (&self->mutex);
}

gboolean
hr_counts_call (HrCounts *self, HrCountsWork run, gpointer data, GError **error)
{
  return call_worker (self, run, data, error);
}

gboolean
hr_counts_beat (HrCounts *self, GError **error)
{
  g_return_val_if_fail (HR_IS_COUNTS (self), FALSE);
  return call_worker (self, hr_counts_work_beat, NULL, error);
}

gboolean
hr_counts_fold (HrCounts *self, GError **error)
{
  g_return_val_if_fail (HR_IS_COUNTS (self), FALSE);
  return check_clock (self, error) && call_worker (self, hr_counts_work_fold, NULL, error);
}

int
hr_counts_get (HrCounts *self, const char *meeting, HrDate date, gboolean first_time)
{
  int number = -1;
  g_return_val_if_fail (HR_IS_COUNTS (self), -1);
  g_return_val_if_fail (meeting != NULL, -1);
  g_mutex_lock (&self->mutex);
  int place = hr_count_rows_find (self->rows, meeting, date);
  if (place >= 0)
    number = (int)MIN (first_time ? self->cells[place].first_time : self->cells[place].n, (guint32)G_MAXINT);
  g_mutex_unlock (&self->mutex);
  return number;
}

GPtrArray *
hr_counts_check (HrCounts *self)
{
  g_return_val_if_fail (HR_IS_COUNTS (self), NULL);
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  hr_counts_file_check (self->directory, sentences);
  g_mutex_lock (&self->mutex);
  if (self->trouble != NULL)
    g_ptr_array_add (sentences, g_strdup (self->trouble));
  g_mutex_unlock (&self->mutex);
  return sentences;
}
