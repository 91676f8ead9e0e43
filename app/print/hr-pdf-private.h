/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PDF in memory: tagged, with title and language, the same bytes for the same pages. */
#pragma once

#include "handrail/core/hr-date.h"
#include "handrail/print/hr-paper.h"
#include <cairo.h>

G_BEGIN_DECLS

typedef struct _HrPdf HrPdf;

/** hr_pdf_new: @language: BCP 47 */
HrPdf *hr_pdf_new (const char *title, const char *language, gboolean right_to_left, HrDuplex duplex, HrDate today)
    G_GNUC_WARN_UNUSED_RESULT;
void hr_pdf_free (HrPdf *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrPdf, hr_pdf_free)

/** hr_pdf_begin_page: (transfer none): a context for the next page, whose unit is the point */
cairo_t *hr_pdf_begin_page (HrPdf *self, double width, double height);
void hr_pdf_end_page (HrPdf *self);

/** hr_pdf_finish: (transfer full): the file; nothing can be drawn afterwards */
GBytes *hr_pdf_finish (HrPdf *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_pdf_begin_tag, hr_pdf_end_tag: a structure element, such as "H1". Only elements without elements inside hold text. Does nothing on
 * other surfaces */
void hr_pdf_begin_tag (cairo_t *cr, const char *tag);
void hr_pdf_end_tag (cairo_t *cr, const char *tag);
/** hr_pdf_begin_link: what is drawn until hr_pdf_end_tag (cr, CAIRO_TAG_LINK) leads to @uri. Returns: %FALSE, with nothing begun, when @uri
 * cannot be told to a reader */
gboolean hr_pdf_begin_link (cairo_t *cr, const char *uri);

G_END_DECLS
