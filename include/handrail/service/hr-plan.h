/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "My plan": what a visitor collects during one visit, as kinds and ids in locked memory. It belongs to the session and dies with the
 * visit; nothing of it is ever written or logged. Main thread. */
#pragma once

#include "handrail/core/hr-kind.h"
#include <glib-object.h>

G_BEGIN_DECLS

/** HR_PLAN_MOST: more would be a directory again; a plan goes on one sheet of paper */
#define HR_PLAN_MOST 20

#define HR_TYPE_PLAN (hr_plan_get_type ())
G_DECLARE_FINAL_TYPE (HrPlan, hr_plan, HR, PLAN, GObject)

/**
 * HrPlan::changed: something came or went
 */
/** hr_plan_new: for the session, which owns the one there is */
HrPlan *hr_plan_new (void) G_GNUC_WARN_UNUSED_RESULT;

/** hr_plan_takes: whether things of @kind can be planned: meetings, peers, programs, resources */
gboolean hr_plan_takes (HrKind kind);
/** hr_plan_add: Returns: whether it is in the plan now: %FALSE when the plan is full. What is in it already stays at its place */
gboolean hr_plan_add (HrPlan *self, HrKind kind, const char *id);
void hr_plan_remove (HrPlan *self, HrKind kind, const char *id);
gboolean hr_plan_has (HrPlan *self, HrKind kind, const char *id);
gboolean hr_plan_is_full (HrPlan *self);
guint hr_plan_get_n (HrPlan *self);
/** hr_plan_get_kind, hr_plan_get_id: the @i-th that was added; (transfer none): the id until the next change */
HrKind hr_plan_get_kind (HrPlan *self, guint i);
const char *hr_plan_get_id (HrPlan *self, guint i);
/** hr_plan_clear: wipes all of it */
void hr_plan_clear (HrPlan *self);

G_END_DECLS
