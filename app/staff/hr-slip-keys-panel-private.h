/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For managers, below the check of slips: the keys that slips are signed with, and what the clock of this device must be told. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_SLIP_KEYS_PANEL (hr_slip_keys_panel_get_type ())
G_DECLARE_FINAL_TYPE (HrSlipKeysPanel, hr_slip_keys_panel, HR, SLIP_KEYS_PANEL, GtkBox)

GtkWidget *hr_slip_keys_panel_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_slip_keys_panel_read: shows the keys as they are on the disk now */
void hr_slip_keys_panel_read (HrSlipKeysPanel *self);

G_END_DECLS
