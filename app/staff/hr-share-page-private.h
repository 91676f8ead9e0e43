/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This device's part in the share: start one or join one, how it stands, who is in it and who asks to be. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_SHARE_PAGE (hr_share_page_get_type ())
G_DECLARE_FINAL_TYPE (HrSharePage, hr_share_page, HR, SHARE_PAGE, HrPage)

HrPage *hr_share_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
