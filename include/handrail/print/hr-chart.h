/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Horizontal bars on a cairo context: for a screen, a page or a picture. Needs no display. Takes plain values and knows nothing of
 * where they come from: what must be hidden comes without its number. Any thread, each with contexts of its own. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double red;
  double green;
  double blue;
} HrChartColor;

/**
 * HrChartBar:
 * @label: what was counted
 * @text: what stands behind the bar: "120", "at least 120", "under 11"
 * @value: length of the bar; not looked at when @hidden
 * @hidden: a hatched bar that is the same for every hidden number
 * @partly: a hatched end: some numbers in it are hidden
 */
typedef struct
{
  const char *label;
  const char *text;
  double value;
  gboolean hidden;
  gboolean partly;
} HrChartBar;

/**
 * HrChart: what to draw; all of it stays the caller's
 * @title, @period: (nullable)
 * @text_size: height of the letters of labels, in user units (points on paper)
 * @font: (nullable): a family; %NULL = "Inter"
 * @right_to_left: labels at the right, bars grow to the left
 */
typedef struct
{
  const char *title;
  const char *period;
  const HrChartBar *bars;
  gsize n_bars;
  double text_size;
  const char *font;
  gboolean right_to_left;
  HrChartColor foreground;
  HrChartColor accent;
  HrChartColor grid;
  HrChartColor background;
} HrChart;

/** hr_chart_init: no bars, text of 12, black on white with a dark accent */
void hr_chart_init (HrChart *self);

/** hr_chart_height: how high a chart of @width is, in user units */
double hr_chart_height (const HrChart *self, double width);

/** hr_chart_fit: how many of the bars, from the first one, a page of @height takes; at least 1 when there are any */
gsize hr_chart_fit (const HrChart *self, double width, double height);

/** hr_chart_draw: into 0, 0, @width, @height; what does not fit is left out at the end (hr_chart_fit()). @cr is left as it was */
void hr_chart_draw (const HrChart *self, cairo_t *cr, double width, double height);

G_END_DECLS
