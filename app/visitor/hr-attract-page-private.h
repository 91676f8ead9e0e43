/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The resting screen: a welcome in every language in turn, what is on today, and where to get help. One touch anywhere begins a visit. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_ATTRACT_PAGE (hr_attract_page_get_type ())
G_DECLARE_FINAL_TYPE (HrAttractPage, hr_attract_page, HR, ATTRACT_PAGE, HrPage)

HrPage *hr_attract_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
