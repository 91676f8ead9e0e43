/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the lock says. */
#pragma once

#include "handrail/service/hr-staff.h"

G_BEGIN_DECLS

/** hr_staff_words_refusal: sets @error for an outcome that is not HR_STAFF_DONE */
void hr_staff_words_refusal (HrStaffOutcome outcome, GError **error);

/** hr_staff_words_trouble: (transfer full): what is the matter with staff.db in @directory, and what to do */
char *hr_staff_words_trouble (const GError *error, const char *directory) G_GNUC_WARN_UNUSED_RESULT;

/** hr_staff_words_tidy_name: (transfer full) (nullable): %NULL with %HR_ERROR_INPUT when it is empty or too long */
char *hr_staff_words_tidy_name (const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
