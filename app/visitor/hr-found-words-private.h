/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search found besides meetings, in words: on a card, counted by kind, and the page that shows it. */
#pragma once

#include "handrail/core/hr-record.h"
#include "handrail/ui/hr-card.h"
#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

/** hr_found_count_words: "2 people · 1 program". @things: (element-type HrRecord): kinds stay together */
char *hr_found_count_words (GPtrArray *things) G_GNUC_WARN_UNUSED_RESULT;
/** hr_found_page: the page of the lobby that shows such a thing when it is entered with its id */
const char *hr_found_page (HrRecord *thing);
/** hr_found_fill_card: says of what kind it is, too */
void hr_found_fill_card (HrCard *card, HrRecord *thing, HrVisitorContext *context);
/** hr_found_fill_group: one card for all of @things */
void hr_found_fill_group (HrCard *card, GPtrArray *things);
/** hr_found_fill_help: the way to Help now */
void hr_found_fill_help (HrCard *card);

G_END_DECLS
