/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-print"

#include "handrail/print/hr-chart.h"

#include <math.h>
#include <pango/pangocairo.h>

/* In text sizes. */
#define ROW 2.2
#define BAR 1.3
#define GAP 0.6
#define TITLE 1.5
#define HIDDEN 2.5
#define LABELS_SHARE 0.4
#define TEXTS_SHARE 0.3
#define HATCH 0.35

typedef struct
{
  const HrChart *chart;
  cairo_t *cr;
  double width;
  double labels; /* width of the column of labels */
  double bars;   /* the longest bar */
  double top;    /* of the first row */
  double largest;
} Frame;

void
hr_chart_init (HrChart *self)
{
  *self = (HrChart){ .text_size = 12,
                     .foreground = { 0, 0, 0 },
                     .accent = { 0.1, 0.25, 0.35 },
                     .grid = { 0.6, 0.6, 0.6 },
                     .background = { 1, 1, 1 } };
}

static void
set_color (cairo_t *cr, const HrChartColor *color)
{
  cairo_set_source_rgb (cr, color->red, color->green, color->blue);
}

static PangoLayout *
make_layout (const HrChart *self, cairo_t *cr, const char *text, double size, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_new ();
  pango_font_description_set_family (font, self->font != NULL ? self->font : "Inter");
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_context_set_base_dir (pango_layout_get_context (layout),
                              self->right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  /* The page decides on which side a text stands, not the script of the text. */
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_alignment (layout, self->right_to_left ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  if (width >= 0)
    {
      pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  return layout;
}

static double
width_of (const HrChart *self, cairo_t *cr, const char *text)
{
  int width = 0;
  PangoLayout *layout = make_layout (self, cr, text, self->text_size, -1);
  pango_layout_get_size (layout, &width, NULL);
  g_object_unref (layout);
  return ceil ((double)width / PANGO_SCALE);
}

/* Draws a text that begins at @start of the line; the line begins at the right when it is read so. */
static void
draw_text (const Frame *frame, const char *text, double size, double start, double width, double middle)
{
  int height = 0;
  const HrChart *self = frame->chart;
  PangoLayout *layout = make_layout (self, frame->cr, text, size, width);
  pango_layout_get_size (layout, NULL, &height);
  double x = self->right_to_left ? frame->width - start - width : start;
  set_color (frame->cr, &self->foreground);
  cairo_move_to (frame->cr, x, middle - (double)height / PANGO_SCALE / 2);
  pango_cairo_show_layout (frame->cr, layout);
  g_object_unref (layout);
}

static double
header_height (const HrChart *self)
{
  double height = 0;
  if (self->title != NULL)
    height += TITLE * self->text_size * 1.5;
  if (self->period != NULL)
    height += self->text_size * 1.6;
  return height > 0 ? height + self->text_size * GAP : 0;
}

/* ---- bars ---- */

static void
path_bar (const Frame *frame, double from, double length, double y)
{
  double start = frame->labels + from;
  cairo_rectangle (frame->cr, frame->chart->right_to_left ? frame->width - start - length : start, y, length,
                   BAR * frame->chart->text_size);
}

/* Lines, not a tint: they are told from a full bar in black and white too. */
static void
hatch_bar (const Frame *frame, double from, double length, double y)
{
  cairo_t *cr = frame->cr;
  double size = frame->chart->text_size;
  double x1;
  double y1;
  double x2;
  double y2;
  cairo_save (cr);
  path_bar (frame, from, length, y);
  cairo_path_extents (cr, &x1, &y1, &x2, &y2);
  cairo_clip_preserve (cr);
  set_color (cr, &frame->chart->background);
  cairo_fill_preserve (cr);
  set_color (cr, &frame->chart->foreground);
  cairo_set_line_width (cr, size / 6);
  cairo_stroke (cr);
  cairo_set_line_width (cr, size / 12);
  for (double x = x1 - (y2 - y1); x < x2; x += HATCH * size)
    {
      cairo_move_to (cr, x, y2);
      cairo_line_to (cr, x + (y2 - y1), y1);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_row (const Frame *frame, const HrChartBar *bar, gsize place)
{
  const HrChart *self = frame->chart;
  double size = self->text_size;
  double middle = frame->top + ((double)place + 0.5) * ROW * size;
  double y = middle - BAR * size / 2;
  double length = frame->largest > 0 ? frame->bars * MAX (bar->value, 0) / frame->largest : 0;
  double end = MIN (size, frame->bars);
  draw_text (frame, bar->label, size, 0, frame->labels - GAP * size, middle);
  if (bar->hidden)
    {
      /* The same length whatever is behind it. */
      length = MIN (HIDDEN * size, frame->bars);
      hatch_bar (frame, 0, length, y);
    }
  else
    {
      path_bar (frame, 0, length, y);
      set_color (frame->cr, &self->accent);
      cairo_fill (frame->cr);
      if (bar->partly)
        {
          hatch_bar (frame, length, end, y);
          length += end;
        }
    }
  double start = frame->labels + length + GAP * size;
  draw_text (frame, bar->text, size, start, MAX (frame->width - start, 0), middle);
}

static void
draw_axis (const Frame *frame, gsize n)
{
  const HrChart *self = frame->chart;
  double x = self->right_to_left ? frame->width - frame->labels : frame->labels;
  set_color (frame->cr, &self->grid);
  cairo_set_line_width (frame->cr, self->text_size / 10);
  cairo_move_to (frame->cr, x, frame->top);
  cairo_line_to (frame->cr, x, frame->top + (double)n * ROW * self->text_size);
  cairo_stroke (frame->cr);
}

static void
measure (Frame *frame)
{
  const HrChart *self = frame->chart;
  double labels = 0;
  double texts = 0;
  for (gsize i = 0; i < self->n_bars; i++)
    {
      labels = MAX (labels, width_of (self, frame->cr, self->bars[i].label));
      texts = MAX (texts, width_of (self, frame->cr, self->bars[i].text));
      if (!self->bars[i].hidden)
        frame->largest = MAX (frame->largest, self->bars[i].value);
    }
  double gap = GAP * self->text_size;
  frame->labels = MIN (labels + gap, frame->width * LABELS_SHARE);
  /* One text size for the hatched end of a bar that is hidden in part. */
  frame->bars =
      MAX (frame->width - frame->labels - MIN (texts + gap, frame->width * TEXTS_SHARE) - gap - self->text_size, 0);
}

/* ---- public ---- */

double
hr_chart_height (const HrChart *self, double width)
{
  g_return_val_if_fail (self != NULL, 0);
  return header_height (self) + (double)self->n_bars * ROW * self->text_size;
}

gsize
hr_chart_fit (const HrChart *self, double width, double height)
{
  g_return_val_if_fail (self != NULL && self->text_size > 0, 0);
  double room = (height - header_height (self)) / (ROW * self->text_size);
  /* A hundredth of a row for what is lost in rounding. */
  gsize fits = room >= 1 ? (gsize)(room + 0.01) : 1;
  return MIN (fits, self->n_bars);
}

void
hr_chart_draw (const HrChart *self, cairo_t *cr, double width, double height)
{
  g_return_if_fail (self != NULL && self->text_size > 0);
  g_return_if_fail (cr != NULL);
  Frame frame = { .chart = self, .cr = cr, .width = width, .top = header_height (self) };
  gsize n = hr_chart_fit (self, width, height);
  double y = 0;
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip_preserve (cr);
  set_color (cr, &self->background);
  cairo_fill (cr);
  if (self->title != NULL)
    {
      double line = TITLE * self->text_size * 1.5;
      draw_text (&frame, self->title, TITLE * self->text_size, 0, width, line / 2);
      y += line;
    }
  if (self->period != NULL)
    draw_text (&frame, self->period, self->text_size, 0, width, y + self->text_size * 0.8);
  measure (&frame);
  for (gsize i = 0; i < n; i++)
    draw_row (&frame, &self->bars[i], i);
  if (n > 0)
    draw_axis (&frame, n);
  cairo_restore (cr);
}
