/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One date of a meeting with what can be said of it: cancel, move, as usual again. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

/** hr_date_row_new: (transfer floating): @with_day: day and time, where the meeting is known; else time, name and place, where the day is known */
GtkWidget *hr_date_row_new (HrStaffContext *context, const HrMeetingDate *item, gboolean with_day) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
