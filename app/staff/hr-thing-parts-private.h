/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands above the fields of a form (where it came from, a draft that was taken up, how many use it) and below them (its next dates, and
 * what else can be done with it). */
#pragma once

#include "handrail/service/hr-form.h"
#include "hr-staff-context-private.h"

G_BEGIN_DECLS

void hr_thing_parts_add_head (HrStaffContext *context, HrForm *form, GtkWidget *box);
void hr_thing_parts_add_beside (HrStaffContext *context, HrForm *form, GtkWidget *box);
/** hr_thing_parts_undo_last: takes the newest change of the thing back, and says so */
void hr_thing_parts_undo_last (HrStaffContext *context, HrKind kind, const char *id);

G_END_DECLS
