/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-counts-work-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/seal/hr-seal.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <glib/gstdio.h>

#define FOLD_AFTER_S (24 * 60 * 60)
#define DAY_S (24 * 60 * 60)

/* A copy of the present counters of @rows; those that are not in the table yet are 0. */
HrCountCell *
hr_counts_copy_cells (HrCounts *self, GPtrArray *rows)
{
  HrCountCell *cells = hr_count_cells_new (rows->len);
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < rows->len; i++)
    {
      const HrCountRow *row = g_ptr_array_index (rows, i);
      int place = rows == self->rows ? (int)i : hr_count_rows_find (self->rows, row->meeting, row->date);
      if (place >= 0)
        cells[i] = self->cells[place];
    }
  g_mutex_unlock (&self->mutex);
  return cells;
}

/* Puts @rows in the place of the present ones, with the counters as they are at this moment. @read: (nullable) (transfer
 * full): at the start instead what was in the file */
static void
install_rows (HrCounts *self, GPtrArray *rows, HrCountCell *read)
{
  HrCountCell *cells = read != NULL ? read : hr_count_cells_new (rows->len);
  if (self->pending != NULL)
    (void)hr_counts_pending_prepare (self->pending, self->file, rows);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; read == NULL && i < rows->len; i++)
    {
      const HrCountRow *row = g_ptr_array_index (rows, i);
      int place = hr_count_rows_find (self->rows, row->meeting, row->date);
      if (place >= 0)
        cells[i] = self->cells[place];
    }
  HrCountCell *old_cells = g_steal_pointer (&self->cells);
  GPtrArray *old_rows = g_steal_pointer (&self->rows);
  self->cells = cells;
  self->rows = g_ptr_array_ref (rows);
  if (self->pending != NULL)
    hr_counts_pending_swap (self->pending, cells);
  g_mutex_unlock (&self->mutex);

  hr_seal_lock_free (old_cells);
  g_ptr_array_unref (old_rows);
}

void
hr_counts_note_beat (HrCounts *self, const GError *error)
{
  g_mutex_lock (&self->mutex);
  g_free (self->trouble);
  self->trouble = error != NULL ? g_strdup (error->message) : NULL;
  if (error == NULL && self->pending != NULL)
    hr_counts_pending_set_beat (self->pending, hr_counts_file_get_beat (self->file));
  g_mutex_unlock (&self->mutex);
}

gboolean
hr_counts_work_beat (HrCounts *self, gpointer data, GError **error)
{
  g_autoptr (GError) local = NULL;
  /* Only this thread replaces the rows, so they may be read here without the mutex. */
  HrCountCell *cells = hr_counts_copy_cells (self, self->rows);
  (void)hr_counts_file_write (self->file, self->rows, cells, &local);
  hr_seal_lock_free (cells);
  hr_counts_note_beat (self, local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
hr_counts_work_timed_beat (HrCounts *self, gpointer data, GError **error)
{
  g_mutex_lock (&self->mutex);
  self->beat_queued = FALSE;
  g_mutex_unlock (&self->mutex);
  return hr_counts_work_beat (self, data, error);
}

gboolean
hr_counts_work_plan (HrCounts *self, gpointer data, GError **error)
{
  GPtrArray *plan = data;
  g_autoptr (GPtrArray) rows = hr_count_rows_new ();
  g_autoptr (GError) local = NULL;
  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (rows, hr_count_row_ref (g_ptr_array_index (self->rows, i)));
  for (guint i = 0; i < plan->len; i++)
    g_ptr_array_add (rows, hr_count_row_ref (g_ptr_array_index (plan, i)));
  hr_count_rows_sort (rows);

  HrCountCell *cells = hr_counts_copy_cells (self, rows);
  gboolean good = hr_counts_file_write (self->file, rows, cells, &local);
  hr_seal_lock_free (cells);
  if (good)
    install_rows (self, rows, NULL);
  hr_counts_note_beat (self, local);
  if (!good)
    g_propagate_error (error, g_steal_pointer (&local));
  return good;
}

gboolean
hr_counts_work_fold (HrCounts *self, gpointer data, GError **error)
{
  gint64 now_s = hr_clock_now_s (self->clock);
  HrDate today = (HrDate)(now_s / DAY_S);
  g_autoptr (GPtrArray) old = hr_count_rows_new ();
  g_autoptr (GPtrArray) rows = hr_count_rows_new ();
  g_autoptr (GError) local = NULL;
  guint threshold = hr_counts_get_threshold (self);
  gboolean needed = FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      HrCountRow *row = g_ptr_array_index (self->rows, i);
      g_ptr_array_add (now_s - row->end_s >= FOLD_AFTER_S ? old : rows, hr_count_row_ref (row));
    }
  if (!hr_counts_file_needs_fold (self->file, today, threshold, &needed, error))
    return FALSE;
  if (old->len == 0 && !needed)
    return TRUE;

  HrCountCell *old_cells = hr_counts_copy_cells (self, old);
  HrCountCell *cells = hr_counts_copy_cells (self, rows);
  gboolean good = hr_counts_file_fold (self->file, old, old_cells, rows, cells, today, threshold, &local);
  hr_seal_lock_free (old_cells);
  hr_seal_lock_free (cells);
  if (good)
    install_rows (self, rows, NULL);
  hr_counts_note_beat (self, local);
  if (!good)
    g_propagate_error (error, g_steal_pointer (&local));
  return good;
}

gboolean
hr_counts_work_plan_and_fold (HrCounts *self, gpointer data, GError **error)
{
  return hr_counts_work_fold (self, NULL, error) && hr_counts_work_plan (self, data, error);
}

gboolean
hr_counts_work_open (HrCounts *self, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  HrCountCell *cells = NULL;
  if (g_mkdir_with_parents (self->directory, 0700) != 0)
    return hr_set_errno_error (error, errno, _ ("The data folder %s could not be made"), self->directory);
  self->file = hr_counts_file_open (self->directory, error);
  if (self->file == NULL)
    return FALSE;
  if (!hr_counts_file_read (self->file, &rows, &cells, error))
    {
      g_clear_pointer (&self->file, hr_counts_file_close);
      return FALSE;
    }
  HrCountsPending *pending = hr_counts_pending_new (self->memory_directory, self->directory);
  if (pending != NULL)
    (void)hr_counts_pending_adopt (pending, self->file, rows, cells);
  /* At every start, whether or not a beat was left: a file that is written only then would tell of it. What was adopted reaches
   * the file before its own page goes. Nobody can be counted before that. */
  if (!hr_counts_file_write (self->file, rows, cells, error))
    {
      hr_seal_lock_free (cells);
      g_clear_pointer (&pending, hr_counts_pending_free);
      g_clear_pointer (&self->file, hr_counts_file_close);
      return FALSE;
    }
  g_mutex_lock (&self->mutex);
  self->pending = pending;
  g_mutex_unlock (&self->mutex);
  hr_counts_note_beat (self, NULL);
  install_rows (self, rows, cells);
  return TRUE;
}

gboolean
hr_counts_work_close (HrCounts *self, gpointer data, GError **error)
{
  /* it did not open */
  if (self->file == NULL)
    return TRUE;
  gboolean good = hr_counts_work_beat (self, NULL, error);
  /* Counts that could not be written wait on memory-only storage for the next start. */
  if (good && self->pending != NULL)
    hr_counts_pending_remove (self->pending);
  g_clear_pointer (&self->file, hr_counts_file_close);
  return good;
}
