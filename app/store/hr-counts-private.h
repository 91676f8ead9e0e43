/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of HrCounts: the rows, the file (worker thread only), the pending beat on memory-only storage. */
#pragma once

#include "handrail/core/hr-date.h"
#include "handrail/store/hr-counts.h"

#include <sys/types.h>

G_BEGIN_DECLS

/** HR_COUNTS_OPENS_S: so long before the start of an occurrence people are counted */
#define HR_COUNTS_OPENS_S (30 * 60)

/* ---- an occurrence that may be counted: listing data, immutable, any thread ---- */

typedef struct
{
  char *meeting;
  char *fellowship;
  HrDate date;
  gint64 start_s;
  gint64 end_s;
  guint capacity;
} HrCountRow;

HrCountRow *hr_count_row_new (const HrCountPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
HrCountRow *hr_count_row_ref (HrCountRow *self);
void hr_count_row_unref (HrCountRow *self);
int hr_count_row_compare (const char *meeting_a, HrDate date_a, const char *meeting_b, HrDate date_b);

/** hr_count_rows_new: (element-type HrCountRow): kept sorted by date, then meeting, none twice */
GPtrArray *hr_count_rows_new (void) G_GNUC_WARN_UNUSED_RESULT;
/** hr_count_rows_sort: the last of several rows for one occurrence stays */
void hr_count_rows_sort (GPtrArray *rows);
/** hr_count_rows_find: Returns: the place, or -1 */
int hr_count_rows_find (GPtrArray *rows, const char *meeting, HrDate date);

/* ---- counters: only in locked memory ---- */

typedef struct
{
  guint32 n;
  guint32 first_time;
  guint32 headcount; /* what staff entered, plus one; 0 = nothing. Stands in the place of the two others */
  gint64 counted_ms; /* when the last count was, on the monotonic clock, for five seconds; else 0 */
} HrCountCell;

/** hr_count_cells_new: @n zeros; free with hr_seal_lock_free() */
HrCountCell *hr_count_cells_new (guint n) G_GNUC_WARN_UNUSED_RESULT;

/* ---- counts.db ---- */

typedef struct _HrCountsFile HrCountsFile;

HrCountsFile *hr_counts_file_open (const char *directory, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_counts_file_close (HrCountsFile *self);
guint32 hr_counts_file_get_beat (HrCountsFile *self);
/** hr_counts_file_get_identity: of the file itself: another file of the same name is another file */
void hr_counts_file_get_identity (HrCountsFile *self, dev_t *ret_device, ino_t *ret_inode);

/** hr_counts_file_read: all rows with their counters */
gboolean hr_counts_file_read (HrCountsFile *self, GPtrArray **ret_rows, HrCountCell **ret_cells, GError **error);

/** hr_counts_file_write: one transaction: every row, every counter and the next beat number */
gboolean hr_counts_file_write (HrCountsFile *self, GPtrArray *rows, const HrCountCell *cells, GError **error);

/** hr_counts_file_needs_fold: whether a week is over 13 weeks old, a month can be closed, or the threshold is another one */
gboolean hr_counts_file_needs_fold (HrCountsFile *self, HrDate today, guint threshold, gboolean *ret_needed, GError **error);

/** hr_counts_file_fold: one transaction: takes the threshold, @old rows into weeks, closes months, old weeks into quarters, then as
 * hr_counts_file_write() for @rows. @threshold: of the months that are closed now */
gboolean hr_counts_file_fold (HrCountsFile *self, GPtrArray *old, const HrCountCell *old_cells, GPtrArray *rows,
                              const HrCountCell *cells, HrDate today, guint threshold, GError **error);

/**
 * hr_counts_file_enter_week: one transaction: @number in the place of all that is summed up of @meeting in the week of @date, then as
 * hr_counts_file_write(). @ret_days, @ret_known: as in hr_counts_sheet_finish(). @dry: rolled back. HR_ERROR_REFUSED when the month is closed
 */
gboolean hr_counts_file_enter_week (HrCountsFile *self, const HrCountRow *occurrence, guint number, HrDate today, gboolean dry,
                                    GPtrArray *rows, const HrCountCell *cells, guint *ret_days, gboolean *ret_known, GError **error);

/** hr_counts_file_read_sums: what may be shown; see hr_counts_read(). The second one opens @directory's file without changing it */
HrCountSums *hr_counts_file_read_sums (HrCountsFile *self, guint threshold, GError **error) G_GNUC_WARN_UNUSED_RESULT;
HrCountSums *hr_counts_file_read_only_sums (const char *directory, guint threshold, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
HrCountSums *hr_count_sums_new (void) G_GNUC_WARN_UNUSED_RESULT;

/** hr_counts_month_of: year * 12 + month - 1 of the Thursday of @date's week */
int hr_counts_month_of (HrDate date);

/** hr_counts_file_check: reads @directory's file without changing it; adds sentences (element-type utf8) */
void hr_counts_file_check (const char *directory, GPtrArray *sentences);

/** hr_counts_week_of: ISO 8601 week of @date */
void hr_counts_week_of (HrDate date, int *ret_year, int *ret_week);
/** hr_counts_week_start: the Monday of an ISO week */
HrDate hr_counts_week_start (int year, int week);

/** hr_counts_wipe_vfs: Returns: the name of a file layer for SQLite that overwrites what it gives back to the disk */
const char *hr_counts_wipe_vfs (void);

/* ---- the pending beat ---- */

typedef struct _HrCountsPending HrCountsPending;

/**
 * hr_counts_pending_new:
 * @memory_directory: (nullable): as in hr_counts_new()
 *
 * Returns: (nullable): %NULL when there is no memory-only storage: counts then wait for their beat in the process only
 */
HrCountsPending *hr_counts_pending_new (const char *memory_directory, const char *directory) G_GNUC_WARN_UNUSED_RESULT;
void hr_counts_pending_free (HrCountsPending *self);

/** hr_counts_pending_adopt: sets the counters in @cells that a program which did not stop in order left for this very file and
 * beat. Returns: whether there were any */
gboolean hr_counts_pending_adopt (HrCountsPending *self, HrCountsFile *file, GPtrArray *rows, HrCountCell *cells);

/** hr_counts_pending_prepare: a new page of counters for @rows beside the present one; hr_counts_pending_swap() fills it from
 * @cells and puts it in its place: memory only, so the main thread may be held meanwhile */
gboolean hr_counts_pending_prepare (HrCountsPending *self, HrCountsFile *file, GPtrArray *rows);
void hr_counts_pending_swap (HrCountsPending *self, const HrCountCell *cells);
void hr_counts_pending_set (HrCountsPending *self, guint place, const HrCountCell *cell);
void hr_counts_pending_set_beat (HrCountsPending *self, guint32 beat);
/** hr_counts_pending_remove: everything is in counts.db */
void hr_counts_pending_remove (HrCountsPending *self);

G_END_DECLS
