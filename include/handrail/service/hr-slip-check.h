/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a slip of attendance is genuine, and what that means. For the desk and the command line. */
#pragma once

#include "handrail/print/hr-slip-code.h"
#include "handrail/service/hr-center.h"

G_BEGIN_DECLS

/**
 * HrSlipVerdict:
 * @HR_SLIP_GENUINE: a key that is known here signed it
 * @HR_SLIP_CHANGED: it names a key that is known here, but that key did not sign this
 * @HR_SLIP_UNKNOWN_KEY: another kiosk's, whose public key is not here: nothing can be said
 * @HR_SLIP_KEY_ENDED: its day is after the last day of its key
 * @HR_SLIP_KEY_REVOKED: somebody else may have the key
 * @HR_SLIP_NOT_YET: signed, for a day that is still to come here
 */
typedef enum
{
  HR_SLIP_GENUINE,
  HR_SLIP_CHANGED,
  HR_SLIP_UNKNOWN_KEY,
  HR_SLIP_KEY_ENDED,
  HR_SLIP_KEY_REVOKED,
  HR_SLIP_NOT_YET,
} HrSlipVerdict;

/** hr_slip_verdict_to_string: "genuine", "changed", "unknown-key", "key-ended", "key-revoked", "not-yet" */
const char *hr_slip_verdict_to_string (HrSlipVerdict verdict);

/**
 * HrSlipCheck:
 * @is_signed: whether a key that is known here signed it: only then is what @slip says worth reading
 * @own: whether this device made the key; of others, @site is what their file says
 * @site: (nullable): of the key
 * @key: its number
 * @meeting, @meeting_name: (nullable): id and name, when a meeting of the directory has this number
 * @listed: whether the directory has that meeting on that day at that time
 * @summary: one translated sentence: the verdict
 */
typedef struct
{
  HrSlipVerdict verdict;
  HrSlip slip;
  gboolean is_signed;
  gboolean own;
  char *site;
  char *key;
  char *meeting;
  char *meeting_name;
  gboolean listed;
  char *summary;
} HrSlipCheck;

void hr_slip_check_free (HrSlipCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrSlipCheck, hr_slip_check_free)

/**
 * hr_slip_check_text: blocks
 * @center: open, or not: then no meeting is looked up
 * @keys: (nullable): the text of hr_slip_keys_export() of another place; %NULL = the keys of this device
 *
 * Keeps nothing of @text. Returns: %NULL with %HR_ERROR_INPUT (it is no slip, or @keys no keys), or an error of the list of keys
 */
HrSlipCheck *hr_slip_check_text (HrCenter *center, const char *keys, const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** hr_slip_check_text_async: the same with the keys of this device, on a thread of its own */
void hr_slip_check_text_async (HrCenter *center, const char *text, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
HrSlipCheck *hr_slip_check_text_finish (HrCenter *center, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_slip_check_proves: (transfer none): translated: what a genuine slip proves, and what it does not */
const char *hr_slip_check_proves (void);
const char *hr_slip_check_proves_not (void);

G_END_DECLS
