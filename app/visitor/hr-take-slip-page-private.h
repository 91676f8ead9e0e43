/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slip of attendance on the screen: the square, and the same in words beside it. Argument: the meeting's id. What is on it is gone when
 * the page is left. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_TAKE_SLIP_PAGE (hr_take_slip_page_get_type ())
G_DECLARE_FINAL_TYPE (HrTakeSlipPage, hr_take_slip_page, HR, TAKE_SLIP_PAGE, HrPage)

HrPage *hr_take_slip_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
