/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may open the desk: names, roles, PINs. Editors change their own PIN, managers everything. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_MEMBERS_PAGE (hr_members_page_get_type ())
G_DECLARE_FINAL_TYPE (HrMembersPage, hr_members_page, HR, MEMBERS_PAGE, HrPage)

HrPage *hr_members_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
