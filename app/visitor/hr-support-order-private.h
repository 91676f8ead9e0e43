/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the people, programs, stories, articles and fellowships are listed, and in what order. */
#pragma once

#include "handrail/core/hr-record.h"
#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

/** hr_support_order: (transfer full) (element-type HrRecord): @all as a visitor reads them: of articles each page once, in the visitor's
 * language where there is one; of peers those who are here today first; fellowships by the alphabet; else as they are */
GPtrArray *hr_support_order (GPtrArray *all, HrKind kind, HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
