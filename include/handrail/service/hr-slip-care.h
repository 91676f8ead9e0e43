/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What managers do with the keys of slips, on a thread of its own. Main thread. */
#pragma once

#include "handrail/service/hr-center.h"
#include "handrail/service/hr-slip-keys.h"

G_BEGIN_DECLS

/**
 * HrSlipCareStep:
 * @HR_SLIP_CARE_LIST: changes nothing
 * @HR_SLIP_CARE_ROTATE: a new key signs from now on
 * @HR_SLIP_CARE_REVOKE: what: number of the key
 * @HR_SLIP_CARE_EXPORT: what: the folder in which "slip-keys-NUMBER.conf" is written
 * @HR_SLIP_CARE_IMPORT: what: the folder whose files "slip-keys-*.conf" are read
 */
typedef enum
{
  HR_SLIP_CARE_LIST,
  HR_SLIP_CARE_ROTATE,
  HR_SLIP_CARE_REVOKE,
  HR_SLIP_CARE_EXPORT,
  HR_SLIP_CARE_IMPORT,
} HrSlipCareStep;

/**
 * HrSlipCareResult:
 * @keys: (element-type HrSlipKey): as they are afterwards
 * @path: (nullable): of the file that was written
 * @n: keys that are new or changed
 */
typedef struct
{
  GPtrArray *keys;
  char *path;
  int n;
} HrSlipCareResult;

void hr_slip_care_result_free (HrSlipCareResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrSlipCareResult, hr_slip_care_result_free)

/** hr_slip_care_async: @center: open */
void hr_slip_care_async (HrCenter *center, HrSlipCareStep step, const char *what, GAsyncReadyCallback callback, gpointer user_data);
/** hr_slip_care_finish: %NULL with %HR_ERROR_CLOCK, %HR_ERROR_NOT_FOUND (no such key; no file with keys in the folder), %HR_ERROR_INPUT,
 * %HR_ERROR_CORRUPT, %HR_ERROR_IO, %HR_ERROR_NO_SPACE */
HrSlipCareResult *hr_slip_care_finish (HrCenter *center, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
