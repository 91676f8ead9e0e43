/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text and buttons in sections, on as many pages as they need, with Back, "Page 1 of 3" and More below when it is more than one. Nothing
 * scrolls and nothing is cut, whatever the screen and the text size. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_PAGER (hr_pager_get_type ())
G_DECLARE_FINAL_TYPE (HrPager, hr_pager, HR, PAGER, GtkWidget)

/**
 * HrPagerPart: how a child is placed
 * @HR_PAGER_HEADING: a line of its own; begins a section; never the last on a page
 * @HR_PAGER_BLOCK: a line of its own
 * @HR_PAGER_ITEM: beside the items before it while there is room
 * @HR_PAGER_CELL: as an item, all cells of a section in columns of one width
 */
typedef enum
{
  HR_PAGER_HEADING,
  HR_PAGER_BLOCK,
  HR_PAGER_ITEM,
  HR_PAGER_CELL,
} HrPagerPart;

/** HR_PAGER_SPOKEN: data of a label whose words are spoken otherwise than they are written: a number, digit by digit */
#define HR_PAGER_SPOKEN "hr-spoken"

/** HrPager::turned: another page is shown */
GtkWidget *hr_pager_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_pager_append (HrPager *self, HrPagerPart part, GtkWidget *child);
/** hr_pager_set_columns: most columns of cells; 4 */
void hr_pager_set_columns (HrPager *self, guint columns);
/** hr_pager_set_beside: two columns of text side by side where they are wide enough */
void hr_pager_set_beside (HrPager *self, gboolean beside);
/** hr_pager_remove_all: and goes to the first page */
void hr_pager_remove_all (HrPager *self);
/** hr_pager_set_page: from 0; too high means the last one */
void hr_pager_set_page (HrPager *self, guint page);
guint hr_pager_get_page (HrPager *self);
guint hr_pager_get_n_pages (HrPager *self);
/** hr_pager_refresh: sets its own words anew */
void hr_pager_refresh (HrPager *self);
/** hr_pager_back: one page back; %FALSE on the first */
gboolean hr_pager_back (HrPager *self);
/** hr_pager_spoken: (transfer full): all its words, those of the other pages too, one line for each part */
char *hr_pager_spoken (HrPager *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
