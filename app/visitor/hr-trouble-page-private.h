/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shown while the listings cannot be read: who to ask, and where to get help. Nothing else is possible then. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_TROUBLE_PAGE (hr_trouble_page_get_type ())
G_DECLARE_FINAL_TYPE (HrTroublePage, hr_trouble_page, HR, TROUBLE_PAGE, HrPage)

HrPage *hr_trouble_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
