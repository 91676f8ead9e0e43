/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lobby: bars, a stack of pages, the idle warning. Handed only what reads; it cannot edit, import or sync. */
#pragma once

#include "handrail/service/hr-directory.h"
#include "handrail/service/hr-printing.h"
#include "handrail/service/hr-session.h"
#include "handrail/service/hr-sign-in.h"
#include "handrail/service/hr-speaker.h"
#include "handrail/service/hr-slips.h"
#include "handrail/service/hr-tickets.h"
#include "handrail/ui/hr-page.h"
#include "handrail/ui/hr-theme.h"

G_BEGIN_DECLS

#define HR_TYPE_VISITOR_WINDOW (hr_visitor_window_get_type ())
G_DECLARE_FINAL_TYPE (HrVisitorWindow, hr_visitor_window, HR, VISITOR_WINDOW, GtkApplicationWindow)

/**
 * Actions of the window ("win." prefix), used by every page and card:
 *   win.go(s)       page name: "home", "meetings", "sign-in", "papers", "help", "attract", "settings", "plan"
 *   win.meeting(s)  the Meeting page of an id
 *   win.sign-in(s)  the sign-in of a meeting's id
 *   win.slip(s)     a slip of attendance for a meeting's id
 *   win.back, win.home, win.read-aloud, win.clear
 *   win.language(s), win.text-size(i), win.theme(i)
 *   win.staff       the visit is wiped, then HrVisitorWindow::staff; switched off until hr_visitor_window_set_staff_door()
 */
HrVisitorWindow *hr_visitor_window_new (GtkApplication *application, HrDirectory *directory, HrSession *session,
                                        HrSignIn *sign_in, HrSpeaker *speaker, HrTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

/** hr_visitor_window_go: shows a page by name without a transition */
void hr_visitor_window_go (HrVisitorWindow *self, const char *page, const char *argument);
/** hr_visitor_window_refresh: makes the visitor's language the one of the process and sets all words anew: for whoever had the screen
 * and spoke another one; answers that came meanwhile were put into its words */
void hr_visitor_window_refresh (HrVisitorWindow *self);
HrPage *hr_visitor_window_get_page (HrVisitorWindow *self);
/** hr_visitor_window_set_trouble: the database does not open: "This screen is being looked after. Ask at the front desk." with Help now */
void hr_visitor_window_set_trouble (HrVisitorWindow *self, gboolean trouble);
/** hr_visitor_window_set_windowed: for a desk: decorated, with a pointer, may be closed; else full screen, and it stays */
void hr_visitor_window_set_windowed (HrVisitorWindow *self, gboolean windowed);
gboolean hr_visitor_window_get_windowed (HrVisitorWindow *self);
/** hr_visitor_window_set_tickets: where "Ask to meet a peer" draws its numbers; without, visitors are sent to the front desk */
void hr_visitor_window_set_tickets (HrVisitorWindow *self, HrTickets *tickets);
/** hr_visitor_window_set_slips: where "Take a slip" has them from; without, none is offered */
void hr_visitor_window_set_slips (HrVisitorWindow *self, HrSlips *slips);
/** hr_visitor_window_set_printing: pages offer to print while it has a printer; without, none does */
void hr_visitor_window_set_printing (HrVisitorWindow *self, HrPrinting *printing);
/** hr_visitor_window_set_staff_door: shows "Staff" on the screen between visits. HrVisitorWindow::staff: somebody touched it */
void hr_visitor_window_set_staff_door (HrVisitorWindow *self, gboolean staff_door);

G_END_DECLS
