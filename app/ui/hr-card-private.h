/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of cards needs of a card. */
#pragma once

#include "handrail/ui/hr-card.h"

G_BEGIN_DECLS

/** hr_card_join: cards whose leading parts are equally wide */
void hr_card_join (HrCard *self, GtkSizeGroup *rails);
/** hr_card_set_compact: 0: two lines for every part; 1: only the title has two; 2: one line each, so that a full page of long texts still
 * fits */
void hr_card_set_compact (HrCard *self, guint level);
/** hr_card_get_height: how high the card is at that level of compactness and @width; remembered until a part, the style or the width of the
 * leading parts changes. May leave the card at another level: set it afterwards. */
int hr_card_get_height (HrCard *self, guint level, int width);
/** hr_card_match_parts: makes @self, a sample, as high as a usual card with the parts that @others have
 * @only_grow: parts that none of them has stay */
void hr_card_match_parts (HrCard *self, GtkWidget *const *others, guint n, gboolean only_grow);

G_END_DECLS
