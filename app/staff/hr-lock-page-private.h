/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door of the desk: who are you, and your PIN; at the very first start the manager chooses both. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_LOCK_PAGE (hr_lock_page_get_type ())
G_DECLARE_FINAL_TYPE (HrLockPage, hr_lock_page, HR, LOCK_PAGE, HrPage)

HrPage *hr_lock_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_lock_page_set_can_leave: shows the way back to the lobby */
void hr_lock_page_set_can_leave (HrLockPage *self, gboolean can_leave);

G_END_DECLS
