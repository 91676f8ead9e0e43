/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a slip of attendance is genuine: scanned by a scanner that types, typed, or pasted. Nothing of it is kept: it is gone with the
 * page. Below, for managers, the keys. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_VERIFY_PAGE (hr_verify_page_get_type ())
G_DECLARE_FINAL_TYPE (HrVerifyPage, hr_verify_page, HR, VERIFY_PAGE, HrPage)

HrPage *hr_verify_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
