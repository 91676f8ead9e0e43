/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a PDF says to others: poppler's tools and zbar. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** hr_test_pdf_has_tools: whether pdftotext, pdfinfo, pdffonts, pdftoppm and zbarimg are installed; skips the test when they are not */
gboolean hr_test_pdf_has_tools (void);

/** hr_test_pdf_text: (transfer full): the text in the order in which it is drawn */
char *hr_test_pdf_text (GBytes *pdf) G_GNUC_WARN_UNUSED_RESULT;
/** hr_test_pdf_run: (transfer full): what @tool with @options (nullable, one word each, ends with %NULL) prints about it */
char *hr_test_pdf_run (GBytes *pdf, const char *tool, ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
/** hr_test_pdf_codes: (transfer full) (array zero-terminated=1): what the QR codes on all pages hold, each once, sorted */
char **hr_test_pdf_codes (GBytes *pdf, int dots_per_inch) G_GNUC_WARN_UNUSED_RESULT;
/** hr_test_pdf_check: the file holds for poppler, is tagged, embeds all its fonts, and its title and language are these */
void hr_test_pdf_check (GBytes *pdf, const char *title, const char *language);

/** hr_test_pdf_squeeze: (transfer full): every run of white space as one space: where lines break does not matter */
char *hr_test_pdf_squeeze (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
