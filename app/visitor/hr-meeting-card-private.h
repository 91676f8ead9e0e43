/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One meeting as a card of a list. */
#pragma once

#include "handrail/ui/hr-card.h"
#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

/** HrMeetingCardParts: what a list has no room or no need for */
typedef enum
{
  HR_MEETING_CARD_ALL = 0,
  HR_MEETING_CARD_NO_BADGES = 1 << 0,
  HR_MEETING_CARD_NO_DISTANCE = 1 << 1,
} HrMeetingCardParts;

void hr_meeting_card_fill (HrCard *card, HrMeeting *meeting, HrVisitorContext *context, HrMeetingCardParts parts);
/** hr_meeting_card_place: (transfer full) (nullable): where: the place's name, else the address, else "Online" */
char *hr_meeting_card_place (HrMeeting *meeting) G_GNUC_WARN_UNUSED_RESULT;
/** hr_meeting_start_words: (transfer full) (nullable): "7:00 PM" at the site; %NULL by appointment */
char *hr_meeting_start_words (HrMeeting *meeting, const HrZone *zone) G_GNUC_WARN_UNUSED_RESULT;

/** hr_meeting_is_to_call_first: whether it was last checked longer ago than the center's "please call first" days; what was never checked is
 * not called old */
gboolean hr_meeting_is_to_call_first (HrMeeting *meeting, HrVisitorContext *context);

G_END_DECLS
