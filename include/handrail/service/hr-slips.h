/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slips of attendance, as the lobby offers them: only where center (handrail.conf) and group (slips=yes) allow it, only for occurrences
 * of this site, only near their end. Nothing is kept of a slip: no serial, no copy, no number of slips, no moment; what this object
 * writes, it writes by the clock whether or not anybody came. Main thread. Never logs. */
#pragma once

#include "handrail/service/hr-center.h"

G_BEGIN_DECLS

/** HR_SLIPS_OPEN_S: before the end, HR_SLIPS_CLOSE_S: after the end of the occurrence */
#define HR_SLIPS_OPEN_S (15 * 60)
#define HR_SLIPS_CLOSE_S (60 * 60)
/** HR_SLIPS_CLOCK_S: a clock may be set back so far, as time servers do, and is believed */
#define HR_SLIPS_CLOCK_S 60

#define HR_TYPE_SLIPS (hr_slips_get_type ())
G_DECLARE_FINAL_TYPE (HrSlips, hr_slips, HR, SLIPS, GObject)

/**
 * HrSlips::changed: what hr_slips_find() says may be another
 */

/** hr_slips_new: reads once the center is open, then daily and when listings change. @offered: as handrail.conf says; without it
 * nothing is ever offered and no key is made */
HrSlips *hr_slips_new (HrCenter *center, gboolean offered) G_GNUC_WARN_UNUSED_RESULT;

/** hr_slips_find: (nullable) (transfer none): the occurrence of @meeting for which a slip is offered now; from memory. Also when the clock
 * is in doubt: then hr_slips_issue_async() says so */
const HrMeetingDate *hr_slips_find (HrSlips *self, const char *meeting);

/** hr_slips_is_clock_doubtful: whether the clock was never set, or says less than it said before */
gboolean hr_slips_is_clock_doubtful (HrSlips *self);

/**
 * HrSlipIssued: what stands on the paper; wiped when it is freed
 * @text: for the QR code (hr-slip-code.h)
 * @site, @meeting: names; @date, @start_minute, @length_min: at the site
 */
typedef struct
{
  char *text;
  char *site;
  char *meeting;
  char *place;
  HrDate date;
  guint start_minute;
  guint length_min;
} HrSlipIssued;

void hr_slip_issued_free (HrSlipIssued *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrSlipIssued, hr_slip_issued_free)

/** hr_slips_issue_async: a new slip for what hr_slips_find() gives; signed on a worker */
void hr_slips_issue_async (HrSlips *self, const char *meeting, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data);
/** hr_slips_issue_finish: %NULL with %HR_ERROR_CLOCK, %HR_ERROR_REFUSED (not offered, too early, over) or %HR_ERROR_IO (the key): a sentence
 * for the visitor */
HrSlipIssued *hr_slips_issue_finish (HrSlips *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_slips_trust_clock: (static) blocks; somebody looked at the clock and it is right: what it said before is forgotten.
 * HR_ERROR_CLOCK when it cannot be right */
gboolean hr_slips_trust_clock (HrCenter *center, GError **error);

G_END_DECLS
