/* SPDX-License-Identifier: GPL-3.0-or-later */
/* counts.db: how many came, and nothing else. See PRIVACY in the README: rows made ahead of time, counters of fixed width,
 * everything written at once on a fixed beat, so that no byte of the file tells when, in which order or by whom.
 *
 * Main thread only for add/undo (memory); files are written on an own worker. Nothing here logs. */
#pragma once

#include "handrail/core/hr-clock.h"
#include "handrail/core/hr-date.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define HR_COUNTS_FILE "counts.db"
#define HR_COUNTS_BEAT_S 60
/** HR_COUNTS_BOUNCE_MS: between two counts of one occurrence */
#define HR_COUNTS_BOUNCE_MS 5000
/** HR_COUNTS_THRESHOLD: below, a number is never shown; HR_COUNTS_THRESHOLD_MIN is the lowest that a center may choose */
#define HR_COUNTS_THRESHOLD 11
#define HR_COUNTS_THRESHOLD_MIN 5

#define HR_TYPE_COUNTS (hr_counts_get_type ())
G_DECLARE_FINAL_TYPE (HrCounts, hr_counts, HR, COUNTS, GObject)

/**
 * hr_counts_new:
 * @directory: the data folder
 * @memory_directory: (nullable): a folder on memory-only storage for the pending beat; %NULL = $XDG_RUNTIME_DIR or /dev/shm;
 *   one that is not tmpfs is refused (the pending beat then lives in the process only)
 */
HrCounts *hr_counts_new (const char *directory, const char *memory_directory, HrClock *clock) G_GNUC_WARN_UNUSED_RESULT;

/** hr_counts_open: blocks; makes the file when there is none, takes over a beat that a crash left, starts the beat timer on
 * the thread-default main context */
gboolean hr_counts_open (HrCounts *self, GError **error);

/** hr_counts_open_async: the same on the own worker; never blocks. What is asked meanwhile waits for it; hr_counts_close()
 * cancels it (HR_ERROR_CANCELLED) */
void hr_counts_open_async (HrCounts *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean hr_counts_open_finish (HrCounts *self, GAsyncResult *result, GError **error);

/**
 * HrCountPlan: an occurrence that may be counted
 * @capacity: of the room, 0 = unknown (then 500 is the ceiling)
 */
typedef struct
{
  const char *meeting;
  const char *fellowship;
  HrDate date;
  gint64 start_s;
  gint64 end_s;
  guint capacity;
} HrCountPlan;

/** hr_counts_plan: blocks; makes rows for all of @plan (in sorted order, none twice), in one transaction with a beat. Called for the
 * coming week, at start and daily, never because somebody signs in */
gboolean hr_counts_plan (HrCounts *self, const HrCountPlan *plan, gsize n_plan, GError **error);

/** hr_counts_plan_async: never blocks: hr_counts_fold(), then hr_counts_plan(), on the own worker. @plan is copied */
void hr_counts_plan_async (HrCounts *self, const HrCountPlan *plan, gsize n_plan, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
gboolean hr_counts_plan_finish (HrCounts *self, GAsyncResult *result, GError **error);

/** HrCountsAnswer: what hr_counts_add() would say now */
typedef enum
{
  HR_COUNTS_WELCOME,
  HR_COUNTS_NOT_PLANNED,
  HR_COUNTS_CLOCK,  /* the clock of the device cannot be right */
  HR_COUNTS_EARLY,  /* over 30 minutes before the start */
  HR_COUNTS_OVER,   /* after the end */
  HR_COUNTS_BOUNCE, /* within five seconds of another count */
  HR_COUNTS_FULL,   /* at the ceiling */
} HrCountsAnswer;

/** hr_counts_ask: memory only; never blocks */
HrCountsAnswer hr_counts_ask (HrCounts *self, const char *meeting, HrDate date);

/**
 * hr_counts_add:
 * @first_time: also count "first time here"
 *
 * Memory only; never blocks. HR_ERROR_NOT_FOUND when not planned; HR_ERROR_REFUSED outside the window (30 minutes before the start until the
 * end), within five seconds of another count of this occurrence, or at the ceiling.
 */
gboolean hr_counts_add (HrCounts *self, const char *meeting, HrDate date, gboolean first_time, GError **error);

/** hr_counts_undo: takes back one count that this visit made */
void hr_counts_undo (HrCounts *self, const char *meeting, HrDate date, gboolean first_time);

/** hr_counts_beat: blocks; writes all counters and the beat number now (orderly stop, tests) */
gboolean hr_counts_beat (HrCounts *self, GError **error);

/** hr_counts_fold: blocks; occurrences over 24 hours old into (meeting, week), weeks over 13 weeks old into (fellowship, quarter) */
gboolean hr_counts_fold (HrCounts *self, GError **error);

/** hr_counts_get: for staff and tests: blocks; the number of one occurrence, pending ones included, or -1 */
int hr_counts_get (HrCounts *self, const char *meeting, HrDate date, gboolean first_time);

/** hr_counts_close: an orderly stop: writes, closes, removes the pending file */
void hr_counts_close (HrCounts *self);

/** hr_counts_check: (element-type utf8): sentences about what is wrong; empty = sound */
GPtrArray *hr_counts_check (HrCounts *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
