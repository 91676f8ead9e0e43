/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Meeting page says about a meeting, section by section. */
#pragma once

#include "hr-pager-private.h"
#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

/** hr_meeting_words_fill: @dates: (element-type HrMeetingDate) (nullable): the coming ones */
void hr_meeting_words_fill (HrPager *pager, HrMeeting *meeting, GPtrArray *dates, HrVisitorContext *context);

G_END_DECLS
