/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on today, here; cancel, move or change the room of one occurrence in two touches. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_TODAY_PAGE (hr_today_page_get_type ())
G_DECLARE_FINAL_TYPE (HrTodayPage, hr_today_page, HR, TODAY_PAGE, HrPage)

HrPage *hr_today_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
