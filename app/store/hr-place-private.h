/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places as people read them. */
#pragma once

#include "handrail/core/hr-record.h"

G_BEGIN_DECLS

/** hr_place_address: (nullable) (transfer full): the formatted address, else made of the parts */
char *hr_place_address (const HrRecord *venue) G_GNUC_WARN_UNUSED_RESULT;

/** hr_place_join_address: the same from the parts themselves; each (nullable) */
char *hr_place_join_address (const char *address, const char *street, const char *city, const char *state,
                             const char *postal_code) G_GNUC_WARN_UNUSED_RESULT;

/** hr_place_name_and_address: (nullable) (transfer full): "Name, address" */
char *hr_place_name_and_address (const HrRecord *venue) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
