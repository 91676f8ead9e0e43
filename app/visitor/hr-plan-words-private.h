/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The week of a plan in words, to be read and to be read aloud. */
#pragma once

#include "handrail/service/hr-plan-week.h"
#include "hr-pager-private.h"

G_BEGIN_DECLS

/** hr_plan_words_fill: empties @pager first. @n_gone: things that were taken out because they are no longer listed;
 * @codes: there are some to take along; @large: large letters */
void hr_plan_words_fill (HrPager *pager, const HrPlanWeek *week, guint n_gone, HrDate today, gboolean codes, gboolean large);
/** hr_plan_words_icon: (transfer none): of such things */
const char *hr_plan_words_icon (HrKind kind);

G_END_DECLS
