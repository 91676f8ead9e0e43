/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A month of days to choose one from, as a sheet over the page. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

/**
 * hr_day_sheet_open:
 * @chosen: HR_DATE_NONE = none: the month of today is shown
 * @clear: (nullable): the word of a button for no day at all
 * @done: is told what was chosen, HR_DATE_NONE with @clear, when the sheet is closed; @owner is kept alive so long
 */
void hr_day_sheet_open (HrStaffContext *context, const char *title, HrDate chosen, const char *clear,
                        void (*done) (HrDate date, gpointer owner), GObject *owner);

G_END_DECLS
