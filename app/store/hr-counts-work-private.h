/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of HrCounts: the main thread's side is hr-counts.c, the worker's side hr-counts-work.c.
 *
 * Two sides meet at one mutex that is only ever held for memory work: the main thread adds to counters; the worker takes a
 * copy of all of them, writes the copy to counts.db, and swaps in new rows when the plan or the age of occurrences changes. */
#pragma once

#include "hr-counts-private.h"

G_BEGIN_DECLS

struct _HrCounts
{
  GObject parent_instance;

  char *directory;
  char *memory_directory;
  HrClock *clock;
  guint threshold; /* atomic: the main thread sets it, the worker reads it */

  GMutex mutex; /* what follows, up to the worker's own */
  GCond job_done;
  GPtrArray *rows;
  HrCountCell *cells;
  HrCountsPending *pending;
  char *trouble;
  gboolean beat_queued;

  GMainContext *context;
  GSource *beat_timer;
  GSource *bounce_timer;
  GThread *worker;
  guint opening; /* main thread: which opening the worker belongs to */
  GAsyncQueue *jobs;

  HrCountsFile *file; /* worker only */
};

/* Work for the worker thread; @data: nothing, or (element-type HrCountRow) of a plan */
typedef gboolean (*HrCountsWork) (HrCounts *self, gpointer data, GError **error);

gboolean hr_counts_work_open (HrCounts *self, gpointer data, GError **error);
gboolean hr_counts_work_close (HrCounts *self, gpointer data, GError **error);
gboolean hr_counts_work_beat (HrCounts *self, gpointer data, GError **error);
gboolean hr_counts_work_timed_beat (HrCounts *self, gpointer data, GError **error);
gboolean hr_counts_work_plan (HrCounts *self, gpointer data, GError **error);
gboolean hr_counts_work_fold (HrCounts *self, gpointer data, GError **error);
gboolean hr_counts_work_read (HrCounts *self, gpointer data, GError **error);
gboolean hr_counts_work_sheet (HrCounts *self, gpointer data, GError **error);
gboolean hr_counts_work_plan_and_fold (HrCounts *self, gpointer data, GError **error);

/** hr_counts_call: blocks: @run on the worker */
gboolean hr_counts_call (HrCounts *self, HrCountsWork run, gpointer data, GError **error);
/** hr_counts_copy_cells: the present counters; free with hr_seal_lock_free() */
HrCountCell *hr_counts_copy_cells (HrCounts *self, GPtrArray *rows);
void hr_counts_note_beat (HrCounts *self, const GError *error);
/** hr_counts_enter_row: the headcount of a row that is there; with the mutex held. @dry: only whether it could be */
gboolean hr_counts_enter_row (HrCounts *self, const char *meeting, HrDate date, guint number, gboolean dry, GError **error);

/** hr_counts_push_task: (transfer full) @task: answered with a boolean when @run is done; @data with @data_free is @run's.
 * With an error at once when the counts are not open */
void hr_counts_push_task (HrCounts *self, HrCountsWork run, GTask *task, gpointer data, GDestroyNotify data_free);

G_END_DECLS
