/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks after the data folder while the lobby runs: opens it and tries again when that does not go, makes the daily backup,
 * and says in the log what is wrong and what to do. Never waits for a file. */
#pragma once

#include "handrail/service/hr-center.h"
#include "handrail/visitor/hr-visitor-window.h"

G_BEGIN_DECLS

#define HR_TYPE_CARE (hr_care_get_type ())
G_DECLARE_FINAL_TYPE (HrCare, hr_care, HR, CARE, GObject)

/** hr_care_new: begins at once. @window: shows the page of trouble while the listings cannot be read */
HrCare *hr_care_new (HrCenter *center, HrVisitorWindow *window) G_GNUC_WARN_UNUSED_RESULT;

/** hr_care_stop: before the window goes */
void hr_care_stop (HrCare *self);

G_END_DECLS
