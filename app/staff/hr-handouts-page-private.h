/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages to take along: choose what and how, see the pages as they will be, and save them. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_HANDOUTS_PAGE (hr_handouts_page_get_type ())
G_DECLARE_FINAL_TYPE (HrHandoutsPage, hr_handouts_page, HR, HANDOUTS_PAGE, HrPage)

HrPage *hr_handouts_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
