/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As many cards as fit, at most six, then More and Back with "Page 1 of 3". No scrolling. It asks for rows; it holds only what it shows. */
#pragma once

#include "handrail/ui/hr-card.h"

G_BEGIN_DECLS

#define HR_CARD_LIST_MAX 6

#define HR_TYPE_CARD_LIST (hr_card_list_get_type ())
G_DECLARE_FINAL_TYPE (HrCardList, hr_card_list, HR, CARD_LIST, GtkWidget)

/**
 * HrCardListFill: sets all parts of @card for the row
 * @row: index in the whole list, 0…total - 1
 */
typedef void (*HrCardListFill) (HrCard *card, guint row, gpointer user_data);

/**
 * HrCardList::page-wanted: (offset, count): shown rows changed because of More, Back or size; fetch rows from @offset on (at least @count)
 *   unless they are at hand, then hr_card_list_update()
 * HrCardList::activated: (row): a card was tapped
 */
GtkWidget *hr_card_list_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_card_list_set_fill (HrCardList *self, HrCardListFill fill, gpointer user_data);
/** hr_card_list_set_total: goes to the first page */
void hr_card_list_set_total (HrCardList *self, guint total);
/** hr_card_list_update: calls the fill function for what is shown */
void hr_card_list_update (HrCardList *self);
guint hr_card_list_get_offset (HrCardList *self);
/** hr_card_list_get_per_page: 1…%HR_CARD_LIST_MAX, from the height and the text size */
guint hr_card_list_get_per_page (HrCardList *self);
/** hr_card_list_set_whole: no word of a card is cut: there are fewer of them on a page instead. For lists of some dozen rows that are all at
 * hand: every one of them is filled to find out how high it is. A card that is higher than the whole list is cut all the same. */
void hr_card_list_set_whole (HrCardList *self, gboolean whole);
/** hr_card_list_set_columns: 1 or 2; two are used only where they are wide enough (landscape) */
void hr_card_list_set_columns (HrCardList *self, guint columns);

G_END_DECLS
