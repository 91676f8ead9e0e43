/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a slip of attendance: words, a QR code, and lines to write on. Knows nothing of where they come from and keeps nothing.
 * Needs no display. Any thread. */
#pragma once

#include "handrail/core/hr-date.h"
#include "handrail/print/hr-paper.h"
#include <cairo.h>

G_BEGIN_DECLS

/** HrSlipRow: "Meeting", "Noon Anchor" */
typedef struct
{
  const char *label;
  const char *value;
} HrSlipRow;

/**
 * HrSlipPage: all strings are translated already and stay the caller's
 * @language: BCP 47
 * @title: "Proof of attendance"
 * @center: (nullable): name of the center, above the title
 * @rows: meeting, date, start, length, place
 * @blanks: (array length=n_blanks): what is written by hand: "Name", "Initials of the facilitator", each above a line
 * @payload: (array length=n_payload): the Base45 text in the QR code
 * @code: (nullable): the same to type: groups of letters
 * @code_label: (nullable): what @code is for
 * @proves: (nullable): what the slip proves and what it does not
 * @foot: (nullable): the last line: help lines
 */
typedef struct
{
  const char *language;
  gboolean right_to_left;
  const char *title;
  const char *center;
  const HrSlipRow *rows;
  gsize n_rows;
  const char *const *blanks;
  gsize n_blanks;
  const guint8 *payload;
  gsize n_payload;
  const char *code;
  const char *code_label;
  const char *proves;
  const char *foot;
} HrSlipPage;

/** hr_slip_page_get_size: of one slip on @paper; a roll is as long as the slip needs */
void hr_slip_page_get_size (const HrSlipPage *self, HrPaper paper, double *ret_width, double *ret_height);

/** hr_slip_page_draw: onto a context whose unit is the point; @cr is left as it was. The size of the page is hr_slip_page_get_size() */
gboolean hr_slip_page_draw (const HrSlipPage *self, HrPaper paper, cairo_t *cr, GError **error);

/**
 * hr_slip_page_to_pdf:
 * @today: the day that the file says it was made on: no time of the day is in it
 *
 * Tagged, with title and language, fonts embedded. The same page gives the same bytes.
 */
GBytes *hr_slip_page_to_pdf (const HrSlipPage *self, HrPaper paper, HrDate today, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
