/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The printer under Settings: which one stands by this device, what paper lies in it, and how it is. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_PRINTER_PANEL (hr_printer_panel_get_type ())
G_DECLARE_FINAL_TYPE (HrPrinterPanel, hr_printer_panel, HR, PRINTER_PANEL, GtkBox)

GtkWidget *hr_printer_panel_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_printer_panel_read: asks which printers there are, and shows what is set now */
void hr_printer_panel_read (HrPrinterPanel *self);

G_END_DECLS
