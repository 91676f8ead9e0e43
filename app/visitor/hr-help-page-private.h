/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help now: who to call, in digits large enough to dial from, never only as a code. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_HELP_PAGE (hr_help_page_get_type ())
G_DECLARE_FINAL_TYPE (HrHelpPage, hr_help_page, HR, HELP_PAGE, HrPage)

HrPage *hr_help_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
