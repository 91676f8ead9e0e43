/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of one thing of any kind. Its argument: "KIND" (a new one), "KIND ID", or "KIND copy ID". */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_THING_PAGE (hr_thing_page_get_type ())
G_DECLARE_FINAL_TYPE (HrThingPage, hr_thing_page, HR, THING_PAGE, HrPage)

HrPage *hr_thing_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
