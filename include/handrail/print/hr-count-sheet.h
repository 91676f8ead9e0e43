/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The printed report of the counts: pages with a heading, bars and a note, on any cairo context, or as a PDF. Plain values, as hr-chart.h;
 * any thread, no display. */
#pragma once

#include "handrail/print/hr-chart.h"

G_BEGIN_DECLS

/**
 * HrCountSheet: all of it stays the caller's
 * @title, @site, @period: of the heading; @note: at the foot of every page: what is hidden
 * @page_words: with two %u: "Page %u of %u"
 */
typedef struct
{
  const char *title;
  const char *site;
  const char *period;
  const char *note;
  const char *page_words;
  const HrChartBar *bars;
  gsize n_bars;
  gboolean right_to_left;
} HrCountSheet;

#define HR_COUNT_SHEET_LETTER_W 612.0
#define HR_COUNT_SHEET_LETTER_H 792.0
#define HR_COUNT_SHEET_A4_W 595.276
#define HR_COUNT_SHEET_A4_H 841.89

/** hr_count_sheet_pages: how many pages of @width × @height points it takes; at least 1 */
guint hr_count_sheet_pages (const HrCountSheet *self, double width, double height);
/** hr_count_sheet_draw: one page, from 0; in black and white; @cr is left as it was */
void hr_count_sheet_draw (const HrCountSheet *self, cairo_t *cr, double width, double height, guint page);
/** hr_count_sheet_to_pdf: (nullable): %NULL when it could not be drawn */
GBytes *hr_count_sheet_to_pdf (const HrCountSheet *self, double width, double height) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
