/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large tappable card: a leading text (a time) or icon, a title, up to two lines below, badges, a trailing text ("in 25 minutes"). */
#pragma once

#include "handrail/ui/hr-tap-button.h"

G_BEGIN_DECLS

#define HR_CARD_MIN_MM 30.0

#define HR_TYPE_CARD (hr_card_get_type ())
G_DECLARE_FINAL_TYPE (HrCard, hr_card, HR, CARD, HrTapButton)

GtkWidget *hr_card_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* All texts: (nullable); %NULL hides that part. Long titles wrap to two lines, then an ellipsis. The accessible name is all visible parts. */
void hr_card_set_icon (HrCard *self, const char *icon_name);
void hr_card_set_lead (HrCard *self, const char *lead);
void hr_card_set_title (HrCard *self, const char *title);
void hr_card_set_line (HrCard *self, const char *line);
void hr_card_set_detail (HrCard *self, const char *detail);
void hr_card_set_trail (HrCard *self, const char *trail);
/** hr_card_set_badges: (array zero-terminated=1) (nullable): short words, each in a rounded frame */
void hr_card_set_badges (HrCard *self, const char *const *badges);
/** hr_card_set_tone: a CSS class: "plain", "notice" (amber, for changes), "quiet" (not meeting), "group" (stands for others); only the
 * line of a plain one is ever cut short */
void hr_card_set_tone (HrCard *self, const char *tone);

G_END_DECLS
