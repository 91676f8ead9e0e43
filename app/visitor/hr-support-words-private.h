/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People, programs, stories, articles and fellowships in words: on a card, and in full. */
#pragma once

#include "handrail/core/hr-record.h"
#include "handrail/ui/hr-card.h"
#include "hr-pager-private.h"
#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

void hr_support_fill_card (HrCard *card, HrRecord *record, HrVisitorContext *context);
/** hr_support_fill_details: empties @pager first */
void hr_support_fill_details (HrPager *pager, HrRecord *record, HrVisitorContext *context);
/** hr_support_treatment: the line that is always true, and how to reach the professionals of this house; @brief: their number alone */
char *hr_support_treatment (HrVisitorContext *context, gboolean brief) G_GNUC_WARN_UNUSED_RESULT;
/** hr_support_name: what the record is called */
char *hr_support_name (HrRecord *record, HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_support_here_today: of a peer: whether they are here now or later today */
gboolean hr_support_here_today (HrRecord *peer, HrVisitorContext *context);
/** hr_support_now: the day and the minute of it at the site */
HrDate hr_support_now (HrVisitorContext *context, int *ret_minute);

G_END_DECLS
