/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who changed what, when, from what to what; newest first, and the way back. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_HISTORY_PAGE (hr_history_page_get_type ())
G_DECLARE_FINAL_TYPE (HrHistoryPage, hr_history_page, HR, HISTORY_PAGE, HrPage)

/** hr_history_page_new: its argument: none, or "KIND ID" of one thing */
HrPage *hr_history_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
