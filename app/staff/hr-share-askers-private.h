/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices that ask to be let in: compare the code, choose what they may, let them in or turn them away. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_SHARE_ASKERS (hr_share_askers_get_type ())
G_DECLARE_FINAL_TYPE (HrShareAskers, hr_share_askers, HR, SHARE_ASKERS, GtkBox)

GtkWidget *hr_share_askers_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_askers_ask: looks into the folder */
void hr_share_askers_ask (HrShareAskers *self);
/** hr_share_askers_show: what is known, when it is another */
void hr_share_askers_show (HrShareAskers *self);

G_END_DECLS
