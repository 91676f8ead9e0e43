/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff should know of the share, with what they can do about it: on the page "Share", and in short on Today. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

/** hr_share_notices_new: (transfer floating): a box that keeps itself up to date. @brief: one line each, and a way to the page */
GtkWidget *hr_share_notices_new (HrStaffContext *context, gboolean brief) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
