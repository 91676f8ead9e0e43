/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Size and contrast: each choice is its own sample. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_SETTINGS_PAGE (hr_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (HrSettingsPage, hr_settings_page, HR, SETTINGS_PAGE, HrPage)

HrPage *hr_settings_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
