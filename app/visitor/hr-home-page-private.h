/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page of a visit: one large card for each thing a person can do here. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_HOME_PAGE (hr_home_page_get_type ())
G_DECLARE_FINAL_TYPE (HrHomePage, hr_home_page, HR, HOME_PAGE, HrPage)

HrPage *hr_home_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
