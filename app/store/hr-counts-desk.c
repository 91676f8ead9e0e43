/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff do with the counts: enter headcounts, read sums. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-counts-work-private.h"

#include "handrail/core/hr-error.h"

void
hr_counts_set_threshold (HrCounts *self, guint threshold)
{
  g_return_if_fail (HR_IS_COUNTS (self));
  g_atomic_int_set (&self->threshold, MAX (threshold, HR_COUNTS_THRESHOLD_MIN));
}

guint
hr_counts_get_threshold (HrCounts *self)
{
  g_return_val_if_fail (HR_IS_COUNTS (self), HR_COUNTS_THRESHOLD);
  return (guint)g_atomic_int_get (&self->threshold);
}

/* With the mutex held. */
static gboolean
enter (HrCounts *self, const char *meeting, HrDate date, guint number, GError **error)
{
  int place = hr_count_rows_find (self->rows, meeting, date);
  if (place < 0)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND,
                   "There is no open count for %s on this day: it was not planned here, or it ended over a day ago and "
                   "is summed up already.",
                   meeting);
      return FALSE;
    }
  const HrCountRow *row = g_ptr_array_index (self->rows, place);
  if (hr_clock_now_s (self->clock) < row->end_s)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED,
                           "The meeting is not over yet. Enter the headcount after its end.");
      return FALSE;
    }
  HrCountCell *cell = &self->cells[place];
  cell->headcount = number + 1;
  if (self->pending != NULL)
    hr_counts_pending_set (self->pending, (guint)place, cell);
  return TRUE;
}

gboolean
hr_counts_enter (HrCounts *self, const char *meeting, HrDate date, guint number, GError **error)
{
  g_return_val_if_fail (HR_IS_COUNTS (self), FALSE);
  g_return_val_if_fail (meeting != NULL, FALSE);
  if (!hr_clock_is_plausible (self->clock))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_CLOCK,
                           "The clock of this device cannot be right, so no headcount is taken. Set the date and the "
                           "time.");
      return FALSE;
    }
  if (number > HR_COUNTS_HEADCOUNT_MAX)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "A headcount is a number from 0 to %u.", HR_COUNTS_HEADCOUNT_MAX);
      return FALSE;
    }
  g_mutex_lock (&self->mutex);
  gboolean good = enter (self, meeting, date, number, error);
  g_mutex_unlock (&self->mutex);
  return good;
}

/* ---- reading ---- */

typedef struct
{
  char *directory;
  guint threshold;
  HrCountSums *sums;
} Reading;

static void
reading_free (Reading *self)
{
  hr_count_sums_free (self->sums);
  g_free (self->directory);
  g_free (self);
}

gboolean
hr_counts_work_read (HrCounts *self, gpointer data, GError **error)
{
  Reading *reading = data;
  reading->sums = hr_counts_file_read_sums (self->file, hr_counts_get_threshold (self), error);
  return reading->sums != NULL;
}

static gpointer
read_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  reading->sums = hr_counts_read (reading->directory, reading->threshold, &error);
  if (reading->sums != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  return NULL;
}

void
hr_counts_read_async (HrCounts *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_COUNTS (self));
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);
  g_task_set_source_tag (task, hr_counts_read_async);
  g_task_set_task_data (task, reading, (GDestroyNotify)reading_free);
  if (self->worker == NULL)
    {
      reading->directory = g_strdup (self->directory);
      reading->threshold = hr_counts_get_threshold (self);
      g_thread_unref (g_thread_new ("handrail-read", read_thread, task));
      return;
    }
  hr_counts_push_task (self, hr_counts_work_read, task, reading, NULL);
}

HrCountSums *
hr_counts_read_finish (HrCounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  Reading *reading = g_task_get_task_data (G_TASK (result));
  return g_steal_pointer (&reading->sums);
}

HrCountSums *
hr_counts_read (const char *directory, guint threshold, GError **error)
{
  g_return_val_if_fail (directory != NULL, NULL);
  return hr_counts_file_read_only_sums (directory, threshold, error);
}
