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
/** hr_card_add_parts: makes @self, a sample, as high as a usual card with the parts that @other has */
void hr_card_add_parts (HrCard *self, HrCard *other);

G_END_DECLS
