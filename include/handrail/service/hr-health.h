/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is everything well? For `handrailctl check` and the desk. Blocks. */
#pragma once

#include "handrail/service/hr-center.h"

G_BEGIN_DECLS

typedef enum
{
  HR_HEALTH_OK,
  HR_HEALTH_ATTENTION,
  HR_HEALTH_TROUBLE,
} HrHealthLevel;

/**
 * HrHealthItem:
 * @area: "database", "counts", "clock", "disk", "fonts", "backups", "listings"
 * @text: a plain sentence for staff, with what to do
 */
typedef struct
{
  char *area;
  HrHealthLevel level;
  char *text;
} HrHealthItem;

void hr_health_item_free (HrHealthItem *self);

/** hr_health_check: (element-type HrHealthItem): one or more per area, also when well. Works on a folder whose database does not open */
GPtrArray *hr_health_check (HrCenter *center) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
