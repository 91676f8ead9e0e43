/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Printing what is seen: the printer, the paper, how many copies and pages before; how it goes after. Only there with a printer. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_PRINT_ROW (hr_print_row_get_type ())
G_DECLARE_FINAL_TYPE (HrPrintRow, hr_print_row, HR, PRINT_ROW, GtkBox)

GtkWidget *hr_print_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
/** hr_print_row_set_context: before it is shown */
void hr_print_row_set_context (HrPrintRow *self, HrStaffContext *context);
/** hr_print_row_set_result: @result: (nullable): what would be printed, to live until the next one is set; what is being printed goes on and is
 * told, what was printed is forgotten. @paper: its name */
void hr_print_row_set_result (HrPrintRow *self, const HrHandoutResult *result, const char *paper);
/** hr_print_row_leave: what is being printed goes on without being looked at */
void hr_print_row_leave (HrPrintRow *self);

G_END_DECLS
