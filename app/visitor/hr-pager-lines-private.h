/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the children of a pager go into lines, and the lines on pages. Arithmetic only: the pager places them. */
#pragma once

#include "hr-pager-private.h"

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *widget; /* (unowned) */
  HrPagerPart part;
  guint section;
} HrPagerChild;

/* One line of a page: children [first, first + n) */
typedef struct
{
  guint first;
  guint n;
  int height;
  int space; /* above, unless it is the first on its page */
  guint page; /* counts columns while the lines are dealt out */
  guint columns; /* of cells, else 0 */
} HrPagerLine;

/**
 * HrPagerLines: part of a pager
 * @children: of HrPagerChild
 * @lines: of HrPagerLine, for the width that was asked for last
 * @columns: most, of cells
 */
typedef struct
{
  GArray *children;
  GArray *lines;
  guint columns;
} HrPagerLines;

void hr_pager_lines_init (HrPagerLines *self);
void hr_pager_lines_finish (HrPagerLines *self);

HrPagerChild *hr_pager_lines_child (HrPagerLines *self, guint i);
HrPagerLine *hr_pager_lines_at (HrPagerLines *self, guint i);
/** hr_pager_lines_break: makes the lines; @pager: whose millimetres count */
void hr_pager_lines_break (HrPagerLines *self, GtkWidget *pager, int width);
/** hr_pager_lines_deal: gives each line its page, and says how many there are; a section stays whole when it fits on a page */
guint hr_pager_lines_deal (HrPagerLines *self, int height);
/** hr_pager_lines_height: of the lines [from, to) above one another on a page of their own */
int hr_pager_lines_height (HrPagerLines *self, guint from, guint to);

int hr_pager_height_for (GtkWidget *widget, int width);
/** hr_pager_width_for: what it wants, but not more than @most unless it must */
int hr_pager_width_for (GtkWidget *widget, int most);

G_END_DECLS
