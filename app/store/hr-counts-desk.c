/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff do with the counts: enter headcounts, read sums. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-counts-work-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/seal/hr-seal.h"

#include <glib/gi18n-lib.h>

#define DAY_S (24 * 60 * 60)

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

gboolean
hr_counts_enter_row (HrCounts *self, const char *meeting, HrDate date, guint number, gboolean dry, GError **error)
{
  int place = hr_count_rows_find (self->rows, meeting, date);
  if (place < 0)
    {
      g_set_error (
          error, HR_ERROR, HR_ERROR_NOT_FOUND,
          _ ("There is no open count for %s on this day: it was not planned here, or it ended over a day ago and "
             "is summed up already."),
          meeting);
      return FALSE;
    }
  const HrCountRow *row = g_ptr_array_index (self->rows, place);
  if (hr_clock_now_s (self->clock) < row->end_s)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED,
                           _ ("The meeting is not over yet. Enter the headcount after its end."));
      return FALSE;
    }
  if (dry)
    return TRUE;
  HrCountCell *cell = &self->cells[place];
  cell->headcount = number + 1;
  if (self->pending != NULL)
    hr_counts_pending_set (self->pending, (guint)place, cell);
  return TRUE;
}

static gboolean
check_sheet (HrCounts *self, guint number, GError **error)
{
  if (!hr_clock_is_plausible (self->clock))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_CLOCK,
                           _ ("The clock of this device cannot be right, so no headcount is taken. Set the date and the time."));
      return FALSE;
    }
  if (number > HR_COUNTS_HEADCOUNT_MAX)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("A headcount is a number from 0 to %u."), HR_COUNTS_HEADCOUNT_MAX);
      return FALSE;
    }
  return TRUE;
}

gboolean
hr_counts_enter (HrCounts *self, const char *meeting, HrDate date, guint number, GError **error)
{
  g_return_val_if_fail (HR_IS_COUNTS (self), FALSE);
  g_return_val_if_fail (meeting != NULL, FALSE);
  if (!check_sheet (self, number, error))
    return FALSE;
  g_mutex_lock (&self->mutex);
  gboolean good = hr_counts_enter_row (self, meeting, date, number, FALSE, error);
  g_mutex_unlock (&self->mutex);
  return good;
}

/* ---- sheets ---- */

typedef struct
{
  HrCountRow *row; /* times are not known */
  guint number;
  gboolean dry;
  guint days;
  gboolean known;
} Sheet;

static Sheet *
sheet_new (const char *meeting, const char *fellowship, HrDate date, guint number, gboolean dry)
{
  Sheet *self = g_new0 (Sheet, 1);
  HrCountPlan plan = { .meeting = meeting, .fellowship = fellowship, .date = date };
  self->row = hr_count_row_new (&plan);
  self->number = number;
  self->dry = dry;
  return self;
}

static void
sheet_free (Sheet *self)
{
  hr_count_row_unref (self->row);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sheet, sheet_free)

static gboolean
enter_week (HrCounts *self, Sheet *sheet, GError **error)
{
  g_autoptr (GError) local = NULL;
  HrDate today = (HrDate)(hr_clock_now_s (self->clock) / DAY_S);
  /* today's may still be planned, and would be counted twice */
  if (sheet->row->date >= today)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED,
                           _ ("The kiosk did not plan to count this meeting. Its sheet can be entered from tomorrow on."));
      return FALSE;
    }
  HrCountCell *cells = hr_counts_copy_cells (self, self->rows);
  (void)hr_counts_file_enter_week (self->file, sheet->row, sheet->number, today, sheet->dry, self->rows, cells, &sheet->days, &sheet->known,
                                   &local);
  hr_seal_lock_free (cells);
  if (!sheet->dry && (local == NULL || local->code != HR_ERROR_REFUSED))
    hr_counts_note_beat (self, local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
hr_counts_work_sheet (HrCounts *self, gpointer data, GError **error)
{
  Sheet *sheet = data;
  if (!check_sheet (self, sheet->number, error))
    return FALSE;
  /* Only this thread replaces the rows. */
  if (hr_count_rows_find (self->rows, sheet->row->meeting, sheet->row->date) < 0)
    return enter_week (self, sheet, error);
  sheet->days = 1u << hr_date_weekday (sheet->row->date);
  sheet->known = TRUE;
  g_mutex_lock (&self->mutex);
  gboolean good = hr_counts_enter_row (self, sheet->row->meeting, sheet->row->date, sheet->number, sheet->dry, error);
  g_mutex_unlock (&self->mutex);
  return good;
}

void
hr_counts_sheet_async (HrCounts *self, const char *meeting, const char *fellowship, HrDate date, guint number, gboolean dry,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_COUNTS (self));
  g_return_if_fail (meeting != NULL);
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Sheet *sheet = sheet_new (meeting, fellowship, date, number, dry);
  g_task_set_source_tag (task, hr_counts_sheet_async);
  g_task_set_task_data (task, sheet, (GDestroyNotify)sheet_free);
  hr_counts_push_task (self, hr_counts_work_sheet, task, sheet, NULL);
}

gboolean
hr_counts_sheet_finish (HrCounts *self, GAsyncResult *result, guint *ret_days, gboolean *ret_known, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  const Sheet *sheet = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (ret_days != NULL)
    *ret_days = sheet->days;
  if (ret_known != NULL)
    *ret_known = sheet->known;
  return TRUE;
}

gboolean
hr_counts_sheet (HrCounts *self, const char *meeting, const char *fellowship, HrDate date, guint number, gboolean dry, guint *ret_days,
                 gboolean *ret_known, GError **error)
{
  g_return_val_if_fail (HR_IS_COUNTS (self), FALSE);
  g_return_val_if_fail (meeting != NULL, FALSE);
  g_autoptr (Sheet) sheet = sheet_new (meeting, fellowship, date, number, dry);
  if (!hr_counts_call (self, hr_counts_work_sheet, sheet, error))
    return FALSE;
  if (ret_days != NULL)
    *ret_days = sheet->days;
  if (ret_known != NULL)
    *ret_known = sheet->known;
  return TRUE;
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
