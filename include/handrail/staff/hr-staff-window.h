/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The staff desk: a window of its own behind a PIN, in the lobby's kiosk or on an office PC. Main thread. */
#pragma once

#include "handrail/service/hr-device.h"
#include "handrail/service/hr-directory.h"
#include "handrail/service/hr-editor.h"
#include "handrail/service/hr-printing.h"
#include "handrail/service/hr-staff.h"
#include "handrail/service/hr-slips.h"
#include "handrail/service/hr-tickets.h"
#include "handrail/ui/hr-page.h"
#include "handrail/ui/hr-theme.h"

G_BEGIN_DECLS

#define HR_TYPE_STAFF_WINDOW (hr_staff_window_get_type ())
G_DECLARE_FINAL_TYPE (HrStaffWindow, hr_staff_window, HR, STAFF_WINDOW, GtkApplicationWindow)

/** HrStaffWindow::left: "Back to the lobby": the desk is locked; whoever opened the window hides it */

/** hr_staff_window_new: @application: (nullable). Shows the lock until a member opens it, and again whenever it locks */
HrStaffWindow *hr_staff_window_new (GtkApplication *application, HrCenter *center, HrDirectory *directory, HrStaff *staff,
                                    HrTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

/** hr_staff_window_set_kiosk: in the lobby: full screen, with a keyboard on the screen and a way back to the lobby */
void hr_staff_window_set_kiosk (HrStaffWindow *self, gboolean kiosk);

/** hr_staff_window_set_tickets: (nullable): whom Today shows as waiting; set before the first page is shown. A new one is marked in the
 * list of pages, with a quiet sound, also while another page is shown */
void hr_staff_window_set_tickets (HrStaffWindow *self, HrTickets *tickets);
/** hr_staff_window_set_slips: (nullable): those of the lobby beside this desk; set before the first page is shown */
void hr_staff_window_set_slips (HrStaffWindow *self, HrSlips *slips);

/** hr_staff_window_set_device: (nullable): what Settings can say of this device; once, before the first page is shown. The desk speaks the
 * language again that it spoke last */
void hr_staff_window_set_device (HrStaffWindow *self, HrDevice *device);

/** hr_staff_window_set_printing: the desk prints on the device's printer; before the first page is shown */
void hr_staff_window_set_printing (HrStaffWindow *self, HrPrinting *printing);

/** hr_staff_window_go: @page: a name from hr-staff-pages.c; nothing while the desk is locked. @argument: (nullable) */
void hr_staff_window_go (HrStaffWindow *self, const char *page, const char *argument);

/** hr_staff_window_get_page: (transfer none): what is shown; the lock while it is locked */
HrPage *hr_staff_window_get_page (HrStaffWindow *self);

/**
 * HrStaffPreview: makes the lobby's own page for the desk to show: desk and lobby know nothing of each other
 * @directory: where what is not published yet is published already; @page, @argument: of the lobby; @language: of the visitor
 * Returns: (transfer floating) (nullable)
 */
typedef GtkWidget *(*HrStaffPreview) (HrDirectory *directory, const char *page, const char *argument, const char *language, gpointer user_data);
/** hr_staff_window_set_preview: without one, forms have no Preview */
void hr_staff_window_set_preview (HrStaffWindow *self, HrStaffPreview preview, gpointer user_data);

/** hr_staff_window_set_trouble: (nullable): a plain sentence while the database cannot be used; stands above every page */
void hr_staff_window_set_trouble (HrStaffWindow *self, const char *text);

G_END_DECLS
