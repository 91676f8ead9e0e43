/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "I am here": one more person is counted, and nothing else is kept. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_SIGN_IN_PAGE (hr_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (HrSignInPage, hr_sign_in_page, HR, SIGN_IN_PAGE, HrPage)

/** hr_sign_in_page_new: argument of enter: (nullable): a meeting's id; without, the meetings that are open for it */
HrPage *hr_sign_in_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
