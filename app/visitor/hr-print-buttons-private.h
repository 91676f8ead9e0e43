/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Print" and "Print large" among the buttons of a page, each one touch; then, in their place, how it goes. Not there without a printer. */
#pragma once

#include "hr-even-box-private.h"
#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_PRINT_BUTTONS (hr_print_buttons_get_type ())
G_DECLARE_FINAL_TYPE (HrPrintButtons, hr_print_buttons, HR, PRINT_BUTTONS, GObject)

/** HrPrintWhat: (transfer full) (nullable): what is printed now; made with hr_printing_new_request() */
typedef HrHandoutRequest *(*HrPrintWhat) (gpointer owner);

/** HrPrintButtons::changed: they came, went or say something else */

/** hr_print_buttons_new: @owner: the page, which outlives it */
HrPrintButtons *hr_print_buttons_new (HrVisitorContext *context, HrPrintWhat what, gpointer owner) G_GNUC_WARN_UNUSED_RESULT;
/** hr_print_buttons_attach: puts them at the end of @box, from wherever they were; words anew */
void hr_print_buttons_attach (HrPrintButtons *self, HrEvenBox *box);
/** hr_print_buttons_is_offered: whether there is a printer */
gboolean hr_print_buttons_is_offered (HrPrintButtons *self);
/** hr_print_buttons_need_room: whether there are words so large that the other buttons make room for them */
gboolean hr_print_buttons_need_room (HrPrintButtons *self);
/** hr_print_buttons_enter: the page is shown again: what is over is forgotten */
void hr_print_buttons_enter (HrPrintButtons *self);
/** hr_print_buttons_forget: another thing is on the page, or the visit is over; what is being printed goes on */
void hr_print_buttons_forget (HrPrintButtons *self);

G_END_DECLS
