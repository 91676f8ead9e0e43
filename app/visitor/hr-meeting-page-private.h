/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One meeting: what, when, where, what to expect; take it along; sign in when it is open. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_MEETING_PAGE (hr_meeting_page_get_type ())
G_DECLARE_FINAL_TYPE (HrMeetingPage, hr_meeting_page, HR, MEETING_PAGE, HrPage)

/** hr_meeting_page_new: argument of enter: the meeting's id, or "id#take" for its codes, "id#take-0" for the first of them */
HrPage *hr_meeting_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
