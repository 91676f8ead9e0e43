/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of cards needs of a card. */
#pragma once

#include "handrail/ui/hr-card.h"

G_BEGIN_DECLS

/** hr_card_join: cards whose leading parts are equally wide */
void hr_card_join (HrCard *self, GtkSizeGroup *rails);
/** HR_CARD_WHOLE: the level of compactness at which no word is lost */
#define HR_CARD_WHOLE 3

/** hr_card_set_compact: 0: two lines for every part; 1: only the title has two; 2: one line each, so that a full page of long texts still
 * fits; %HR_CARD_WHOLE: as many as they need */
void hr_card_set_compact (HrCard *self, guint level);
/** hr_card_get_height: how high the card is at that level of compactness and @width; remembered until a part, the style or the width of the
 * leading parts changes. May leave the card at another level: set it afterwards. */
int hr_card_get_height (HrCard *self, guint level, int width);
/** hr_card_get_rail_width: of its leading parts; 0 when there are none */
int hr_card_get_rail_width (HrCard *self);
/** hr_card_empty: takes all parts away */
void hr_card_empty (HrCard *self);
/** hr_card_show_parts: some words in every part: hidden ones do not get the new letters when these change, and are measured with the old ones */
void hr_card_show_parts (HrCard *self);
/** hr_card_match_parts: makes @self, a sample, as high as a usual card with the parts that @others have
 * @only_grow: parts that none of them has stay */
void hr_card_match_parts (HrCard *self, GtkWidget *const *others, guint n, gboolean only_grow);

G_END_DECLS
