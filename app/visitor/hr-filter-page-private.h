/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which meetings: large chips in groups. Everything that is chosen lives in the query of the session. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_FILTER_PAGE (hr_filter_page_get_type ())
G_DECLARE_FINAL_TYPE (HrFilterPage, hr_filter_page, HR, FILTER_PAGE, HrPage)

HrPage *hr_filter_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
