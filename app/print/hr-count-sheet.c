/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-print"

#include "handrail/print/hr-count-sheet.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

/* In points. */
#define MARGIN 54.0
#define TEXT 11.0
#define HEADING 18.0
#define HEAD 76.0
#define FOOT 52.0

static void
init_chart (const HrCountSheet *self, HrChart *chart)
{
  hr_chart_init (chart);
  chart->text_size = TEXT;
  chart->bars = self->bars;
  chart->n_bars = self->n_bars;
  chart->right_to_left = self->right_to_left;
  chart->accent = (HrChartColor){ 0.25, 0.25, 0.25 };
}

static gsize
bars_of_page (const HrCountSheet *self, double width, double height)
{
  HrChart chart;
  init_chart (self, &chart);
  return MAX (hr_chart_fit (&chart, width - 2 * MARGIN, height - 2 * MARGIN - HEAD - FOOT), 1);
}

guint
hr_count_sheet_pages (const HrCountSheet *self, double width, double height)
{
  g_return_val_if_fail (self != NULL, 1);
  gsize fits = bars_of_page (self, width, height);
  return (guint)MAX ((self->n_bars + fits - 1) / fits, 1);
}

static void
draw_text (const HrCountSheet *self, cairo_t *cr, const char *text, double size, double y, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_new ();
  pango_font_description_set_family (font, "Inter");
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_alignment (layout, self->right_to_left ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, MARGIN, y);
  pango_cairo_show_layout (cr, layout);
  g_object_unref (layout);
}

void
hr_count_sheet_draw (const HrCountSheet *self, cairo_t *cr, double width, double height, guint page)
{
  g_return_if_fail (self != NULL && cr != NULL);
  HrChart chart;
  double inner = width - 2 * MARGIN;
  gsize fits = bars_of_page (self, width, height);
  gsize first = MIN ((gsize)page * fits, self->n_bars);
  g_autoptr (GString) where = g_string_new (self->site);
  g_autofree char *number = NULL;
  init_chart (self, &chart);
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  draw_text (self, cr, self->title, HEADING, MARGIN, inner);
  g_string_append_printf (where, "%s%s", where->len > 0 ? " · " : "", self->period);
  draw_text (self, cr, where->str, TEXT, MARGIN + HEADING * 1.8, inner);
  draw_text (self, cr, self->note, TEXT * 0.85, height - MARGIN - FOOT + TEXT, inner);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  number = g_strdup_printf (self->page_words, page + 1, hr_count_sheet_pages (self, width, height));
#pragma GCC diagnostic pop
  draw_text (self, cr, number, TEXT * 0.85, height - MARGIN, inner);
  chart.bars = self->bars + first;
  chart.n_bars = MIN (fits, self->n_bars - first);
  cairo_translate (cr, MARGIN, MARGIN + HEAD);
  if (chart.n_bars > 0)
    hr_chart_draw (&chart, cr, inner, height - 2 * MARGIN - HEAD - FOOT);
  cairo_restore (cr);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
hr_count_sheet_to_pdf (const HrCountSheet *self, double width, double height)
{
  g_return_val_if_fail (self != NULL, NULL);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, width, height);
  cairo_t *cr = cairo_create (surface);
  guint n = hr_count_sheet_pages (self, width, height);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  for (guint page = 0; page < n; page++)
    {
      hr_count_sheet_draw (self, cr, width, height, page);
      cairo_show_page (cr);
    }
  gboolean good = cairo_status (cr) == CAIRO_STATUS_SUCCESS;
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  good = good && cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy (surface);
  GBytes *pdf = g_byte_array_free_to_bytes (bytes);
  if (good)
    return pdf;
  g_bytes_unref (pdf);
  return NULL;
}
