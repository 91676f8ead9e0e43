/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number for a talk: what stands on the page while it waits. */
#pragma once

#include "hr-pager-private.h"
#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

/** hr_support_fill_ticket: empties @pager first; @number: 0 = none could be had */
void hr_support_fill_ticket (HrPager *pager, guint number, HrVisitorContext *context);

G_END_DECLS
