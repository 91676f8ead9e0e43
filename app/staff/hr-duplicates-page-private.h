/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meetings that look like one, side by side: keep the one or the other, or say that they are two. Nothing is merged by itself. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_DUPLICATES_PAGE (hr_duplicates_page_get_type ())
G_DECLARE_FINAL_TYPE (HrDuplicatesPage, hr_duplicates_page, HR, DUPLICATES_PAGE, HrPage)

HrPage *hr_duplicates_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
