/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of one group, or what stands in all groups that have not said yet, chosen by touching and saved in one transaction. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_RULES_SHEET (hr_rules_sheet_get_type ())
G_DECLARE_FINAL_TYPE (HrRulesSheet, hr_rules_sheet, HR, RULES_SHEET, GtkBox)

/** hr_rules_sheet_open: a sheet. @group: (nullable): as it stands; %NULL = all groups that have not said anything of court papers */
void hr_rules_sheet_open (HrStaffContext *context, const HrThingRow *group);

/** hr_rules_sheet_sign_in_words: what the meetings of @group say of signing in */
const char *hr_rules_sheet_sign_in_words (const HrThingRow *group);
/** hr_rules_sheet_slips_words: what @group says of court papers */
const char *hr_rules_sheet_slips_words (const HrRecord *group);

G_END_DECLS
