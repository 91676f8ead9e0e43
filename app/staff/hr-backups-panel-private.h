/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The backups under Settings: what there is, a new one, and the way back to one. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_BACKUPS_PANEL (hr_backups_panel_get_type ())
G_DECLARE_FINAL_TYPE (HrBackupsPanel, hr_backups_panel, HR, BACKUPS_PANEL, GtkBox)

GtkWidget *hr_backups_panel_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_backups_panel_read: lists the folder anew */
void hr_backups_panel_read (HrBackupsPanel *self);

G_END_DECLS
