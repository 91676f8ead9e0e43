/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slip of attendance as a page to print: its words in the language that is set, drawn on a thread of its own. In memory only. Main
 * thread. */
#pragma once

#include "handrail/print/hr-paper.h"
#include "handrail/service/hr-slips.h"

G_BEGIN_DECLS

/**
 * HrSlipPaper:
 * @pdf: (nullable): one page, tagged; %NULL when somebody took it
 * @width, @height: of it, in points; a roll is as long as the slip
 */
typedef struct
{
  GBytes *pdf;
  HrPaper paper;
  double width, height;
} HrSlipPaper;

/** hr_slip_paper_free: overwrites the page, when nobody took it */
void hr_slip_paper_free (HrSlipPaper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrSlipPaper, hr_slip_paper_free)

/** hr_slip_paper_draw_async: @issued need not live on */
void hr_slip_paper_draw_async (HrSlips *slips, const HrSlipIssued *issued, HrPaper paper, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
HrSlipPaper *hr_slip_paper_draw_finish (HrSlips *slips, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
