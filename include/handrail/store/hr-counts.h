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

/** hr_counts_get: for tests only, never for a screen: the number of one occurrence, pending ones included, or -1 */
int hr_counts_get (HrCounts *self, const char *meeting, HrDate date, gboolean first_time);

/* ---- staff ---- */

#define HR_COUNTS_HEADCOUNT_MAX 99999u

/** hr_counts_set_threshold: at any time; at least HR_COUNTS_THRESHOLD_MIN is taken. A lower one counts for months that are closed from
 * now on; months that were closed under a higher one stay as they are. A higher one counts at once, and for good: what it hides
 * does not come back, and no quarter that is not whole yet will contain it */
void hr_counts_set_threshold (HrCounts *self, guint threshold);
guint hr_counts_get_threshold (HrCounts *self);

/**
 * hr_counts_enter: the headcount of an occurrence, from paper
 *
 * Memory only; never blocks; written with the next beat. It replaces what was counted, and a headcount that was entered before:
 * the paper counts whom the kiosk counted too. From the end of the occurrence until it is summed up (a day later, when
 * hr_counts_fold() runs); what was counted is never told in exchange. HR_ERROR_NOT_FOUND when there is no such row (any more),
 * HR_ERROR_REFUSED before the end, HR_ERROR_INPUT over HR_COUNTS_HEADCOUNT_MAX, HR_ERROR_CLOCK.
 */
gboolean hr_counts_enter (HrCounts *self, const char *meeting, HrDate date, guint number, GError **error);

/** HR_COUNTS_SETTLE_DAYS: after its last Sunday a month waits so long for paper before it is closed: last week's sheets can always be entered */
#define HR_COUNTS_SETTLE_DAYS 10

/**
 * hr_counts_sheet_async: a headcount from a paper sheet, now or later, also of a date that was not planned here; never blocks
 * @fellowship: of @meeting, for a date that was not planned
 * @dry: nothing is written: only whether it could be
 *
 * Until the occurrence is summed up, as hr_counts_enter(). Afterwards there is no such occurrence any more, only its week: then the number stands
 * for all days of that week that are summed up already, and replaces their sum; what was counted is never told in exchange. Once the month
 * is closed its numbers stand: HR_ERROR_REFUSED. Other errors as in hr_counts_enter()
 */
void hr_counts_sheet_async (HrCounts *self, const char *meeting, const char *fellowship, HrDate date, guint number, gboolean dry,
                            GAsyncReadyCallback callback, gpointer user_data);
/**
 * hr_counts_sheet_finish:
 * @ret_days: (optional): bits of the weekdays that the number stands for, 1 = Sunday
 * @ret_known: (optional): the date was planned here or entered before
 */
gboolean hr_counts_sheet_finish (HrCounts *self, GAsyncResult *result, guint *ret_days, gboolean *ret_known, GError **error);
/** hr_counts_sheet: the same, blocks */
gboolean hr_counts_sheet (HrCounts *self, const char *meeting, const char *fellowship, HrDate date, guint number, gboolean dry, guint *ret_days,
                          gboolean *ret_known, GError **error);

/**
 * HrCountSum: how many came to one meeting in one month
 * @fellowship: may be ""
 * @month: year * 12 + month - 1. A month here is made of whole weeks, Monday to Sunday, each in the month of its Thursday
 * @days: bits of the weekdays on which it met, 1 = Sunday
 * @n: 0 when it is not @shown
 */
typedef struct
{
  char *meeting;
  char *fellowship;
  int month;
  guint days;
  guint64 n;
  gboolean shown;
} HrCountSum;

/** HrCountQuarter: the shown sums of one fellowship whose months have been folded; @quarter: 1…4 */
typedef struct
{
  char *fellowship;
  int year;
  int quarter;
  guint64 n;
  gboolean shown;
} HrCountQuarter;

/**
 * HrCountSums: all numbers that may ever leave counts.db
 * @sums: (element-type HrCountSum): by month, then meeting
 * @quarters: (element-type HrCountQuarter): by time, then fellowship
 * @threshold: that was asked for
 * @devices: of how many other devices the numbers are in it
 *
 * The rule. The smallest thing that is ever shown is a cell (meeting, month). It is decided on once, when the month is over
 * and all its occurrences are summed up, and neither the number nor the decision changes afterwards. A cell below the
 * threshold is hidden, and no total contains it: every total, of any view, is a sum of shown cells.
 *
 * Why it holds. Everything that is shown is computed from shown cells. What is not among the arguments of a function cannot be
 * computed from its values: two centers that differ only in hidden cells show the same numbers in all views, so of a hidden cell nobody
 * learns more than that it is hidden (under the threshold). Nothing shown changes from one day to the next except that whole months
 * come and whole months go into their quarter; so the difference of two reports is again a sum of shown cells. The sum of some
 * shown cells is never under the threshold either. Parts of a cell (one occurrence, one week, today) are never shown at all: the
 * difference of two looks at a growing number would tell that somebody came, and when.
 *
 * Zero is hidden too: with one regular visitor "0" says that this one did not come. Where nothing took place there is no cell.
 *
 * A headcount is known to whoever entered it, who could take it off again. Therefore the part of a cell that the kiosk counted
 * must reach the threshold by itself, or be none at all.
 *
 * When the threshold is raised, what was decided under the lower one is decided again, once, before anything is summed up further: cells that
 * are too small now are hidden from then on, also from quarters that are not whole yet. What was seen before was not small then.
 *
 * The price: totals are "at least", meetings of two or three people stay unseen, and a month is shown some days after its end.
 */
typedef struct
{
  GPtrArray *sums;
  GPtrArray *quarters;
  guint threshold;
  guint devices;
} HrCountSums;

void hr_count_sums_free (HrCountSums *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrCountSums, hr_count_sums_free)

/** hr_counts_read_async: never blocks; from the file: what waits for its beat is not in it. On the own worker; while the counts are not
 * open, because another program counts, as hr_counts_read() on a thread */
void hr_counts_read_async (HrCounts *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
HrCountSums *hr_counts_read_finish (HrCounts *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_counts_read: (static): blocks; the same from @directory's file, also while a kiosk counts in it; empty when there is none */
HrCountSums *hr_counts_read (const char *directory, guint threshold, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * HrCountTelling: what a device may tell others of a share
 * @exists: this device counts
 * @during: somebody can be counted now, or it is between the first and the last meeting of today: not the time to tell anything
 * @first_month: what is older is not told by meeting any more: its weeks are summed up into quarters
 * @sums: as decided when the months were closed: hidden ones without their number
 */
typedef struct
{
  gboolean exists;
  gboolean during;
  int first_month;
  HrCountSums *sums;
} HrCountTelling;

void hr_count_telling_free (HrCountTelling *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrCountTelling, hr_count_telling_free)

/** hr_counts_read_telling: blocks; as hr_counts_read(). @today: by the clock on the wall here */
HrCountTelling *hr_counts_read_telling (const char *directory, gint64 now_s, HrDate today, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_counts_first_month: the first month of which hr_counts_fold() keeps a week on @today, year * 12 + month - 1 */
int hr_counts_first_month (HrDate today);

/** hr_counts_close: an orderly stop: writes, closes, removes the pending file */
void hr_counts_close (HrCounts *self);

/** hr_counts_check: (element-type utf8): sentences about what is wrong; empty = sound */
GPtrArray *hr_counts_check (HrCounts *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
