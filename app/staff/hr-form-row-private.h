/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of a form: its name, what to write, the editor; below it what does not hold and what to do, how it reads, what the feed says, and
 * what somebody else wrote meanwhile. */
#pragma once

#include "handrail/service/hr-form.h"
#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_FORM_ROW (hr_form_row_get_type ())
G_DECLARE_FINAL_TYPE (HrFormRow, hr_form_row, HR, FORM_ROW, GtkBox)

GtkWidget *hr_form_row_new (HrStaffContext *context, HrForm *form, const char *field) G_GNUC_WARN_UNUSED_RESULT;
const char *hr_form_row_get_field (HrFormRow *self);
/** hr_form_row_show: what the form holds now */
void hr_form_row_show (HrFormRow *self);

G_END_DECLS
