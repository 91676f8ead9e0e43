/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of the counts as a file, on a USB stick or in a folder: a table (CSV) or pages (PDF). What it holds is the report that the desk
 * shows (hr-report.h), so it hides the same. */
#pragma once

#include "handrail/print/hr-count-sheet.h"
#include "handrail/service/hr-report.h"

G_BEGIN_DECLS

/** hr_report_folders: (transfer full) (element-type filename): USB sticks that are plugged in, then the documents of whoever runs this */
GPtrArray *hr_report_folders (void) G_GNUC_WARN_UNUSED_RESULT;

/** hr_report_title: (transfer full): "How many came, by meeting"; hr_report_period: "October to November 2026", "" when there is nothing */
char *hr_report_title (HrReportBy by) G_GNUC_WARN_UNUSED_RESULT;
char *hr_report_period (const HrReport *report) G_GNUC_WARN_UNUSED_RESULT;
/** hr_report_note: (transfer full): what is hidden, and that totals leave it out */
char *hr_report_note (const HrReport *report) G_GNUC_WARN_UNUSED_RESULT;
/** hr_report_bars: (transfer full) (array length=report->rows->len): for hr-chart.h; free with hr_report_bars_free() */
HrChartBar *hr_report_bars (const HrReport *report) G_GNUC_WARN_UNUSED_RESULT;
void hr_report_bars_free (HrChartBar *bars, gsize n);

/** hr_report_save_async: never blocks, never overwrites; @pdf: pages, else a table */
void hr_report_save_async (HrCenter *center, HrReportBy by, int from, int to, const char *folder, gboolean pdf, GAsyncReadyCallback callback,
                           gpointer user_data);
/** hr_report_save_finish: (transfer full) (nullable): the path */
char *hr_report_save_finish (HrCenter *center, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
