/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all meetings of a group say of signing in, a meeting that joins the group says, too: a rule that was set for a group holds for
 * what is added later. */
#pragma once

#include "handrail/core/hr-record.h"
#include "hr-state-private.h"

G_BEGIN_DECLS

/** hr_group_rule_follow: @old: (nullable): as @meeting was; where @meeting joins a group, or comes back to it, and says nothing of
 * signing in itself, it says what all others there say. @ret_followed: (optional): whether that set its field */
gboolean hr_group_rule_follow (HrState *state, const HrRecord *old, HrRecord *meeting, gboolean *ret_followed, GError **error);

/** hr_group_rule_load: (transfer full): id of each group with one rule -> "yes" or "no", for whoever takes in many meetings */
GHashTable *hr_group_rule_load (HrState *state, GError **error);

/** hr_group_rule_is_joining: whether a rule of @meeting's group is to be followed; @old: (nullable) */
gboolean hr_group_rule_is_joining (const HrRecord *old, const HrRecord *meeting);

G_END_DECLS
