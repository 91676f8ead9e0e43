/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many came: charts, the same as a table, files, and headcounts from paper. Shows what hr-report.h may show, nothing else. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_COUNTS_PAGE (hr_counts_page_get_type ())
G_DECLARE_FINAL_TYPE (HrCountsPage, hr_counts_page, HR, COUNTS_PAGE, HrPage)

HrPage *hr_counts_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

/** hr_headcount_sheet_open: asks for a date, a meeting and a number, in a sheet over the page */
void hr_headcount_sheet_open (HrStaffContext *context);

G_END_DECLS
