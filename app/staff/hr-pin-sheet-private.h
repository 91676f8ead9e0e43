/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a PIN in a sheet: the present one when it is one's own, then the new one twice. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_PIN_SHEET (hr_pin_sheet_get_type ())
G_DECLARE_FINAL_TYPE (HrPinSheet, hr_pin_sheet, HR, PIN_SHEET, GtkWidget)

/**
 * HrPinSheetDone:
 * @old_pin: (nullable): when it was asked for
 * @pin: the new one, good and typed twice; both are wiped when the callback returns
 */
typedef void (*HrPinSheetDone) (const char *old_pin, const char *pin, gpointer owner);

/** hr_pin_sheet_new: @ask_old: for one's own. @owner: kept alive and handed to @done */
GtkWidget *hr_pin_sheet_new (gboolean ask_old, HrPinSheetDone done, GObject *owner) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
