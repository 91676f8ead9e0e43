/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days on which usual hours may not hold. */
#pragma once

#include "handrail/core/hr-date.h"

G_BEGIN_DECLS

/** hr_date_is_holiday: whether @date is a federal holiday of the United States, or the weekday on which one of a weekend is kept */
gboolean hr_date_is_holiday (HrDate date);

G_END_DECLS
