/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the page "Share" have in common. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

/** hr_share_work: asks the share for something and says how it ended. @owner: the widget that asks: nothing is said when it is gone by then.
 * @done: (nullable): a note when it is done */
void hr_share_work (HrStaffContext *context, GtkWidget *owner, const HrSharingWork *work, const char *done);
/** hr_share_may_manage: whether whoever is at the desk may change something of the share */
gboolean hr_share_may_manage (HrStaffContext *context);
/** hr_share_is_manager: whether besides this device lets others in */
gboolean hr_share_is_manager (HrStaffContext *context);
/** hr_share_may_edit: whether listings can be changed on this device: not on the kiosk of a share */
gboolean hr_share_may_edit (HrStaffContext *context);
/** hr_share_spaced: (transfer full): "1234 5678" */
char *hr_share_spaced (const char *code) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_moment: (transfer full): "Today, 6:50 PM"; "never" of 0 */
char *hr_share_moment (HrStaffContext *context, gint64 ms) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_entry: a text field with its words above it. @help: (nullable); (transfer floating): the box; @ret_entry: (transfer none) */
GtkWidget *hr_share_entry (const char *label, const char *help, GtkWidget **ret_entry) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
