/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The button that puts a thing into the plan of this visit and takes it out again; says so when the plan is full, and leads there. */
#pragma once

#include "handrail/service/hr-plan.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** hr_plan_toggle_new: of nothing yet, hence hidden; a HrTapButton */
GtkWidget *hr_plan_toggle_new (HrPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
/** hr_plan_toggle_set: @id: (nullable): of what the page shows now; hides the button without. Sets its words anew, too */
void hr_plan_toggle_set (GtkWidget *toggle, HrKind kind, const char *id);

G_END_DECLS
