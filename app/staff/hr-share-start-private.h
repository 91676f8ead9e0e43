/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device that is in no share: it starts one, or asks to be let into one. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_SHARE_START (hr_share_start_get_type ())
G_DECLARE_FINAL_TYPE (HrShareStart, hr_share_start, HR, SHARE_START, GtkBox)

GtkWidget *hr_share_start_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_start_shown: while it is shown, a scanner types into it */
void hr_share_start_shown (HrShareStart *self, gboolean shown);
/** hr_share_start_back: from a form to the two choices; %FALSE when they are shown */
gboolean hr_share_start_back (HrShareStart *self);
/** hr_share_start_clear: what was typed goes */
void hr_share_start_clear (HrShareStart *self);

G_END_DECLS
