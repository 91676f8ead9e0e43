/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This screen under Settings: how wide it really is, checked with a bank card, and how long a visit may be quiet. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_DEVICE_PANEL (hr_device_panel_get_type ())
G_DECLARE_FINAL_TYPE (HrDevicePanel, hr_device_panel, HR, DEVICE_PANEL, GtkBox)

GtkWidget *hr_device_panel_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_device_panel_show: what is set now */
void hr_device_panel_show (HrDevicePanel *self);

G_END_DECLS
