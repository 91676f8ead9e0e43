/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a meeting repeats, chosen by touching: how often, on which days, from when until when, and at what time; what was chosen stands below in
 * plain words with the next five dates, as the lobby will count them. */
#pragma once

#include "handrail/service/hr-form.h"
#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_RULE_EDITOR (hr_rule_editor_get_type ())
G_DECLARE_FINAL_TYPE (HrRuleEditor, hr_rule_editor, HR, RULE_EDITOR, GtkBox)

/** hr_rule_editor_new: edits the fields "rule" and "start" of @form together */
GtkWidget *hr_rule_editor_new (HrStaffContext *context, HrForm *form) G_GNUC_WARN_UNUSED_RESULT;
/** hr_rule_editor_show: what the form holds now */
void hr_rule_editor_show (HrRuleEditor *self);

G_END_DECLS
