/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on now and next, or on one day; filtered as the visit wishes. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_MEETINGS_PAGE (hr_meetings_page_get_type ())
G_DECLARE_FINAL_TYPE (HrMeetingsPage, hr_meetings_page, HR, MEETINGS_PAGE, HrPage)

/** hr_meetings_page_new: argument of enter: (nullable): "days" opens the choice of a day */
HrPage *hr_meetings_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
