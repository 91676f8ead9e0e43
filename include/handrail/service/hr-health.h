/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is everything well? For `handrailctl check` and the desk. Sentences are translated. */
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
 * @area: "database", "counts", "staff", "clock", "disk", "fonts", "backups", "slips", "share", "printer", "listings", "feeds",
 *   "translations", "reading", "links"
 * @text: a plain sentence for staff, with what to do
 * @remedy: (nullable): static: what the desk can do about it: HR_HEALTH_BACK_UP, or a place in the desk ("listings meeting stale")
 */
typedef struct
{
  char *area;
  HrHealthLevel level;
  char *text;
  const char *remedy;
} HrHealthItem;

/** HR_HEALTH_BACK_UP: hr_store_backup_daily_async() */
#define HR_HEALTH_BACK_UP "backup"

void hr_health_item_free (HrHealthItem *self);

/** hr_health_check: blocks: (element-type HrHealthItem): one or more per area, also when well (feeds: one for each). Works on a folder whose database does not open */
GPtrArray *hr_health_check (HrCenter *center) G_GNUC_WARN_UNUSED_RESULT;

/** hr_health_check_async: the same on a thread of its own, for the main thread; opens nothing: a center that is not open is
 * reported so. Takes seconds with a large database; hold on to no more than one at a time */
void hr_health_check_async (HrCenter *center, GAsyncReadyCallback callback, gpointer user_data);
/** hr_health_check_finish: never %NULL */
GPtrArray *hr_health_check_finish (HrCenter *center, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
