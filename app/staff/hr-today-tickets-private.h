/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On Today: who waits for a peer. Numbers only; called, they are gone. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

/** hr_today_tickets_new: a box that shows itself while somebody waits */
GtkWidget *hr_today_tickets_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
