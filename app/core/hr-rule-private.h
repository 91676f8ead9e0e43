/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the text of a rule and its arithmetic share. */
#pragma once

#include "handrail/core/hr-rule.h"

G_BEGIN_DECLS

#define HR_ALL_WEEKDAYS 0x7f
#define HR_ALL_MONTHS 0x1ffe

/** hr_rule_has_ordinals: whether it counts weekdays in the month */
gboolean hr_rule_has_ordinals (const HrRule *rule);

/** hr_rule_has_month_days: whether it names days of the month */
gboolean hr_rule_has_month_days (const HrRule *rule);

G_END_DECLS
