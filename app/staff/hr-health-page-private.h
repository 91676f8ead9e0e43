/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is everything well? What `handrailctl check` says, with a button where the desk can help. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_HEALTH_PAGE (hr_health_page_get_type ())
G_DECLARE_FINAL_TYPE (HrHealthPage, hr_health_page, HR, HEALTH_PAGE, HrPage)

HrPage *hr_health_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
