/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks after the data folder while the lobby runs: opens it and tries again when that does not go, makes the daily backup,
 * and says in the log what is wrong and what to do. Never waits for a file. */
#pragma once

#include "handrail/service/hr-center.h"

G_BEGIN_DECLS

#define HR_TYPE_CARE (hr_care_get_type ())
G_DECLARE_FINAL_TYPE (HrCare, hr_care, HR, CARE, GObject)

/**
 * HrCare::trouble: (nullable): why the listings cannot be read right now, in a sentence for staff; %NULL: they can again
 */

/** hr_care_new: begins to open the center at once; what comes of it is told from the main loop, so that there is time to connect before */
HrCare *hr_care_new (HrCenter *center) G_GNUC_WARN_UNUSED_RESULT;

/** hr_care_stop: before the windows go */
void hr_care_stop (HrCare *self);

G_END_DECLS
