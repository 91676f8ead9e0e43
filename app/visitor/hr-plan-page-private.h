/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "My plan": what this visit collected, as a week; taking it along; taking things out. Gone at the end of the visit, and it says so. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_PLAN_PAGE (hr_plan_page_get_type ())
G_DECLARE_FINAL_TYPE (HrPlanPage, hr_plan_page, HR, PLAN_PAGE, HrPage)

HrPage *hr_plan_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
