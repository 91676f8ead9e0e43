/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-print"

#include "handrail/print/hr-slip-page.h"

#include "handrail/print/hr-qr.h"
#include "hr-pdf-private.h"
#include "hr-typesetter-private.h"

#include <string.h>

#define MM HR_PAPER_POINTS
/* A slip is photographed and copied: its modules are larger than a code needs that is read once. */
#define CODE_SIZE (42 * MM)
#define CODE_SIZE_ROLL (36 * MM)
/* Room to write in: by hand, perhaps a hand that trembles. */
#define WRITING (13 * MM)
#define GAP 6.0
#define HAIR 0.8

/* What is written, in points of the base size: the context is scaled. */
typedef struct
{
  const HrSlipPage *page;
  HrTypesetter *type;
  HrQr *code;
  cairo_t *cr; /* (nullable): only measures */
  double scale;
  double width;
  double height; /* 0: a roll */
  double margin;
  double y;
} Slip;

static void
slip_clear (Slip *self)
{
  g_clear_pointer (&self->type, hr_typesetter_free);
  g_clear_pointer (&self->code, hr_qr_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Slip, slip_clear)

static gboolean
slip_prepare (Slip *self, const HrSlipPage *page, HrPaper paper, cairo_t *cr, GError **error)
{
  double width;
  double height;
  g_autofree char *payload = g_strndup ((const char *)page->payload, page->n_payload);
  hr_paper_get_size (paper, &width, &height);
  *self = (Slip){ .page = page, .cr = cr };
  self->scale = paper == HR_PAPER_A4 || paper == HR_PAPER_LETTER ? 1.3 : paper == HR_PAPER_RECEIPT ? 1.0 : 1.1;
  self->width = width / self->scale;
  self->height = height / self->scale;
  self->margin = (paper == HR_PAPER_RECEIPT ? 4 * MM : paper == HR_PAPER_A4 || paper == HR_PAPER_LETTER ? 18 * MM : 12 * MM)
                 / self->scale;
  self->y = self->margin;
  self->code = hr_qr_new (payload, HR_QR_LEVEL_M, error);
  self->type = hr_typesetter_new (page->language, page->right_to_left);
  return self->code != NULL;
}

/* A paragraph below what is there. */
static void
put (Slip *self, const char *tag, HrFont font, const char *text, double before)
{
  double width = self->width - 2 * self->margin;
  if (text == NULL)
    return;
  const HrTextBox *box = hr_typesetter_set (self->type, font, text, width);
  self->y += before;
  if (self->cr != NULL)
    {
      hr_pdf_begin_tag (self->cr, tag);
      hr_typesetter_draw (self->type, self->cr, box, self->margin, self->y, width);
      hr_pdf_end_tag (self->cr, tag);
    }
  self->y += box->height;
}

static void
put_line (Slip *self, double y)
{
  if (self->cr == NULL)
    return;
  cairo_set_line_width (self->cr, HAIR);
  cairo_move_to (self->cr, self->margin, y);
  cairo_line_to (self->cr, self->width - self->margin, y);
  cairo_stroke (self->cr);
}

/* @start: from the side where reading begins. Returns: the height */
static double
put_cell (Slip *self, const char *tag, HrFont font, const char *text, double start, double width)
{
  const HrTextBox *box = hr_typesetter_set (self->type, font, text, width);
  double x = self->page->right_to_left ? self->width - self->margin - start - width : self->margin + start;
  if (self->cr != NULL)
    {
      hr_pdf_begin_tag (self->cr, tag);
      hr_typesetter_draw (self->type, self->cr, box, x, self->y, width);
      hr_pdf_end_tag (self->cr, tag);
    }
  return box->height;
}

static void
put_rows (Slip *self)
{
  const HrSlipPage *page = self->page;
  double width = self->width - 2 * self->margin;
  double labels = 0;
  for (gsize i = 0; i < page->n_rows; i++)
    labels = MAX (labels, hr_typesetter_set (self->type, HR_FONT_TEXT, page->rows[i].label, -1)->natural);
  labels = MIN (labels, width * 0.4);
  self->y += GAP;
  if (self->cr != NULL)
    hr_pdf_begin_tag (self->cr, "Table");
  for (gsize i = 0; i < page->n_rows; i++)
    {
      if (self->cr != NULL)
        hr_pdf_begin_tag (self->cr, "TR");
      double label = put_cell (self, "TH", HR_FONT_TEXT, page->rows[i].label, 0, labels);
      double value = put_cell (self, "TD", HR_FONT_BOLD, page->rows[i].value, labels + 2 * GAP, width - labels - 2 * GAP);
      if (self->cr != NULL)
        hr_pdf_end_tag (self->cr, "TR");
      self->y += MAX (label, value) + GAP / 2;
    }
  if (self->cr != NULL)
    hr_pdf_end_tag (self->cr, "Table");
}

static void
put_blanks (Slip *self)
{
  for (gsize i = 0; i < self->page->n_blanks; i++)
    {
      self->y += WRITING / self->scale;
      put_line (self, self->y);
      put (self, "P", HR_FONT_TEXT, self->page->blanks[i], GAP / 3);
    }
}

static void
put_code (Slip *self)
{
  double size = (self->height > 0 ? CODE_SIZE : CODE_SIZE_ROLL) / self->scale;
  double width = self->width - 2 * self->margin;
  self->y += GAP;
  if (self->cr != NULL)
    hr_qr_draw (self->code, self->cr, self->margin + (width - size) / 2, self->y, size);
  self->y += size;
  put (self, "P", HR_FONT_TEXT, self->page->code_label, 0);
  put (self, "P", HR_FONT_BOLD, self->page->code, GAP / 3);
}

/* Returns: the height, in points of the base size */
static double
put_all (Slip *self)
{
  if (self->cr != NULL)
    {
      cairo_save (self->cr);
      cairo_scale (self->cr, self->scale, self->scale);
      cairo_set_source_rgb (self->cr, 0, 0, 0);
    }
  put (self, "P", HR_FONT_BOLD, self->page->center, 0);
  put (self, "H1", HR_FONT_TITLE, self->page->title, GAP / 2);
  put_line (self, self->y + GAP);
  self->y += GAP;
  put_rows (self);
  put_blanks (self);
  put_code (self);
  put (self, "P", HR_FONT_TEXT, self->page->proves, GAP);
  put (self, "P", HR_FONT_BOLD, self->page->foot, GAP);
  if (self->cr != NULL)
    cairo_restore (self->cr);
  return self->y + self->margin;
}

/* ---- public ---- */

void
hr_slip_page_get_size (const HrSlipPage *self, HrPaper paper, double *ret_width, double *ret_height)
{
  g_return_if_fail (self != NULL && ret_width != NULL && ret_height != NULL);
  g_auto (Slip) slip = { 0 };
  hr_paper_get_size (paper, ret_width, ret_height);
  if (*ret_height <= 0 && slip_prepare (&slip, self, paper, NULL, NULL))
    *ret_height = put_all (&slip) * slip.scale;
}

gboolean
hr_slip_page_draw (const HrSlipPage *self, HrPaper paper, cairo_t *cr, GError **error)
{
  g_return_val_if_fail (self != NULL && cr != NULL, FALSE);
  g_auto (Slip) slip = { 0 };
  if (!slip_prepare (&slip, self, paper, NULL, error))
    return FALSE;
  /* What is too long for the paper is drawn smaller: nothing of a slip may be missing. */
  double height = put_all (&slip);
  double shrink = slip.height > 0 ? MIN (1.0, slip.height / height) : 1.0;
  slip.cr = cr;
  slip.y = slip.margin;
  cairo_save (cr);
  cairo_translate (cr, slip.width * slip.scale * (1 - shrink) / 2, 0);
  cairo_scale (cr, shrink, shrink);
  put_all (&slip);
  cairo_restore (cr);
  return TRUE;
}

GBytes *
hr_slip_page_to_pdf (const HrSlipPage *self, HrPaper paper, HrDate today, GError **error)
{
  g_return_val_if_fail (self != NULL && self->title != NULL, NULL);
  double width;
  double height;
  g_autoptr (HrPdf) pdf = hr_pdf_new (self->title, self->language, self->right_to_left, HR_DUPLEX_NONE, today);
  hr_slip_page_get_size (self, paper, &width, &height);
  if (height <= 0)
    height = width;
  if (!hr_slip_page_draw (self, paper, hr_pdf_begin_page (pdf, width, height), error))
    return NULL;
  hr_pdf_end_page (pdf);
  return hr_pdf_finish (pdf, error);
}
