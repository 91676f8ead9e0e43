/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Under Settings: what each group wants of sign-in and court papers, and the way to change it for all its meetings at once. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_RULES_PANEL (hr_rules_panel_get_type ())
G_DECLARE_FINAL_TYPE (HrRulesPanel, hr_rules_panel, HR, RULES_PANEL, GtkBox)

GtkWidget *hr_rules_panel_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_rules_panel_read: shows what stands there now */
void hr_rules_panel_read (HrRulesPanel *self);

G_END_DECLS
