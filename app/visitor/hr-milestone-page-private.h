/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "I am marking …": a choice of days, then a warm picture with a greeting. Nothing of it is kept, counted or shown to anybody else. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_MILESTONE_PAGE (hr_milestone_page_get_type ())
G_DECLARE_FINAL_TYPE (HrMilestonePage, hr_milestone_page, HR, MILESTONE_PAGE, HrPage)

HrPage *hr_milestone_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
