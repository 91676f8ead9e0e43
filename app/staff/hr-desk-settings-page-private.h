/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for the whole center: its profile, its languages, its help lines, its rules; and a backup at a touch. For managers. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_DESK_SETTINGS_PAGE (hr_desk_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (HrDeskSettingsPage, hr_desk_settings_page, HR, DESK_SETTINGS_PAGE, HrPage)

HrPage *hr_desk_settings_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
