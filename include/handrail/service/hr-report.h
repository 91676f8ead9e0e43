/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many came, by meeting, fellowship, weekday or month, with small numbers hidden. Made of HrCountSums only, whose comment
 * says what is hidden and why nothing hidden can be computed: all views, all periods and all days' reports are sums of the same
 * shown cells. */
#pragma once

#include "handrail/service/hr-center.h"

G_BEGIN_DECLS

typedef enum
{
  HR_REPORT_BY_MEETING,
  HR_REPORT_BY_FELLOWSHIP,
  HR_REPORT_BY_WEEKDAY,
  HR_REPORT_BY_MONTH,
} HrReportBy;

/** HR_REPORT_SEVERAL_DAYS: key of the row for meetings on several weekdays: a sum of a month is not taken apart by day */
#define HR_REPORT_SEVERAL_DAYS "several"

/**
 * HrReportRow:
 * @key: id of a meeting or fellowship; "0" (Sunday) … "6" or HR_REPORT_SEVERAL_DAYS; "2026-11"
 * @label: for people
 * @n: sum of the shown cells; 0 = all of them are hidden (never that nobody came)
 * @hidden: how many cells are hidden: @n is "at least" when there are some. A quarter counts for one more: what was left out of it is
 *   not kept
 */
typedef struct
{
  char *key;
  char *label;
  guint64 n;
  guint hidden;
} HrReportRow;

/**
 * HrReport:
 * @from, @to: the first and last month that it holds, year * 12 + month - 1; both 0 when there is none
 * @rows: (element-type HrReportRow): by label; weekdays and months in their order
 * @total, @hidden: over all rows
 * @devices: of how many other devices of the share the numbers are in it
 * @older: by fellowship: also holds quarters that are kept without their meetings; otherwise: there are such, left out
 */
typedef struct
{
  HrReportBy by;
  int from;
  int to;
  guint threshold;
  GPtrArray *rows;
  guint64 total;
  guint hidden;
  guint devices;
  gboolean older;
} HrReport;

void hr_report_free (HrReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrReport, hr_report_free)

/**
 * hr_report_new: pure; labels of meetings and fellowships are their ids
 * @from, @to: months, both included. A quarter counts when all its months lie between them
 */
HrReport *hr_report_new (const HrCountSums *sums, HrReportBy by, int from, int to) G_GNUC_WARN_UNUSED_RESULT;

/** hr_report_read: blocks; of this device, and of those of the share whose counts it may read; with names; the center must be open, its counts need not. For the command line */
HrReport *hr_report_read (HrCenter *center, HrReportBy by, int from, int to, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_report_read_async: the same for the desk: never blocks; the center is open, its counts need not */
void hr_report_read_async (HrCenter *center, HrReportBy by, int from, int to, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
HrReport *hr_report_read_finish (HrCenter *center, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_report_by_to_string: "meeting", "fellowship", "weekday", "month" */
const char *hr_report_by_to_string (HrReportBy by);
gboolean hr_report_by_parse (const char *text, HrReportBy *ret_by);

/** hr_report_month_parse: "2026-11"; hr_report_month_to_string: the same back */
gboolean hr_report_month_parse (const char *text, int *ret_month);
char *hr_report_month_to_string (int month) G_GNUC_WARN_UNUSED_RESULT;

/** hr_report_to_csv: (transfer full): "key,label,count,note": no number for a hidden row */
char *hr_report_to_csv (const HrReport *self) G_GNUC_WARN_UNUSED_RESULT;

/** hr_report_number: (transfer full): "120", "at least 120", "hidden": not "under 11", for a larger number is hidden too when a small part of
 * it could be told apart */
char *hr_report_number (const HrReport *self, guint64 n, guint hidden) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
