/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a card. A GtkLabel shapes its text anew for every size that it is asked for: for a minimum, for a natural size, for each
 * number of lines, for the size that it gets; on a page of cards that was three quarters of the time from a key to the picture. This one
 * shapes once for a width, once more for a text that is cut to fewer lines, and draws the same layout. Styled as "label".
 * Thread: main. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_CARD_TEXT (hr_card_text_get_type ())
G_DECLARE_FINAL_TYPE (HrCardText, hr_card_text, HR, CARD_TEXT, GtkWidget)

/** hr_card_text_new: as wide as its place, which is not asked for more than nothing: the words wrap in it
 * @lines: at most so many, then an ellipsis */
GtkWidget *hr_card_text_new (guint lines) G_GNUC_WARN_UNUSED_RESULT;
/** hr_card_text_new_snug: one line as wide as its words, and an ellipsis in a narrower place */
GtkWidget *hr_card_text_new_snug (void) G_GNUC_WARN_UNUSED_RESULT;
/** hr_card_text_set_text: also tells assistive technology */
void hr_card_text_set_text (HrCardText *self, const char *text);
/** hr_card_text_get_text: Returns: (transfer none): "" when there is none */
const char *hr_card_text_get_text (HrCardText *self);
/** hr_card_text_set_lines: 0: all of them, and nothing is cut */
void hr_card_text_set_lines (HrCardText *self, guint lines);
/** hr_card_text_is_cut: whether the words that were placed last end in an ellipsis */
gboolean hr_card_text_is_cut (HrCardText *self);

/** hr_card_text_of: Returns: (transfer none) (nullable): the words of a GtkLabel or an HrCardText; NULL for any other widget */
const char *hr_card_text_of (GtkWidget *widget);

G_END_DECLS
