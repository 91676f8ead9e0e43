/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The devices of a share, a page at a time; a manager puts a lost one out. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_SHARE_DEVICES (hr_share_devices_get_type ())
G_DECLARE_FINAL_TYPE (HrShareDevices, hr_share_devices, HR, SHARE_DEVICES, GtkBox)

GtkWidget *hr_share_devices_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_devices_show: what is known, when it is another */
void hr_share_devices_show (HrShareDevices *self);

G_END_DECLS
