/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields that two devices of the share wrote without knowing of each other: both values, who and when, and one touch for either. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_CONFLICTS_PAGE (hr_conflicts_page_get_type ())
G_DECLARE_FINAL_TYPE (HrConflictsPage, hr_conflicts_page, HR, CONFLICTS_PAGE, HrPage)

HrPage *hr_conflicts_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
