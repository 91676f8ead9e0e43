/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers and links in words: the needs, and one of the things on a card. */
#pragma once

#include "handrail/core/hr-record.h"
#include "handrail/ui/hr-card.h"
#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_PAPERS_MOST_NEEDS 16

/** HrPapersNeed: @need: as in the field of a resource; @name, @line: to be translated */
typedef struct
{
  const char *need;
  const char *icon;
  const char *name;
  const char *line;
} HrPapersNeed;

/** hr_papers_get_needs: (array length=ret_n) (transfer none): all that there can be, in the order of the screen */
const HrPapersNeed *hr_papers_get_needs (guint *ret_n);
const HrPapersNeed *hr_papers_need_of (HrRecord *resource);
/** hr_papers_distance: (nullable): how far it is from this center in a straight line; %NULL when one of the two places is not known, or it is here */
char *hr_papers_distance (HrRecord *resource, HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;
void hr_papers_fill_card (HrCard *card, HrRecord *resource, HrVisitorContext *context);

G_END_DECLS
