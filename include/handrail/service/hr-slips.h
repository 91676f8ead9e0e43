/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slips of attendance, as the lobby offers them: only where center (handrail.conf) and group (slips=yes) allow it, only for occurrences
 * of this site, only near their end.
 *
 * Nothing is kept of a slip: no serial, no copy, no number of slips, no moment. Taking one touches no file at all: the key lies in locked
 * memory, and not even the time when its file was last read can tell that somebody took a slip. What this object reads and writes, it
 * reads and writes by the clock, whether or not anybody came. Main thread. Never logs. */
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
 * HrSlips::changed: what hr_slips_find() or hr_slips_get_trouble() says may be another
 */

/** hr_slips_new: reads once the center is open, then daily and when listings change; until hr_slips_set_offered() nothing is offered,
 * nothing is read, and no key is made */
HrSlips *hr_slips_new (HrCenter *center) G_GNUC_WARN_UNUSED_RESULT;

/** hr_slips_set_offered: as handrail.conf says. The key is made now and not with the first slip, whose day it would tell */
void hr_slips_set_offered (HrSlips *self, gboolean offered);
gboolean hr_slips_get_offered (HrSlips *self);

/** hr_slips_look: the keys on the disk are others: look now and not within a minute */
void hr_slips_look (HrSlips *self);

/** hr_slips_list: (transfer container) (element-type HrMeetingDate): the occurrences for which a slip is offered now, by start; until the
 * main loop runs again. From memory. Also when the clock is in doubt: then hr_slips_issue() says so */
GPtrArray *hr_slips_list (HrSlips *self) G_GNUC_WARN_UNUSED_RESULT;
/** hr_slips_find: (nullable) (transfer none): the one of @meeting */
const HrMeetingDate *hr_slips_find (HrSlips *self, const char *meeting);
/** hr_slips_find_later: (nullable) (transfer none): the one of @meeting that is on or next, when its slips are not offered yet */
const HrMeetingDate *hr_slips_find_later (HrSlips *self, const char *meeting);
/** hr_slips_get_window: from when until when slips of @occurrence are offered */
void hr_slips_get_window (const HrOccurrence *occurrence, gint64 *ret_from_s, gint64 *ret_to_s);

/** hr_slips_is_clock_doubtful: whether the clock was never set, or says less than it said before */
gboolean hr_slips_is_clock_doubtful (HrSlips *self);
/** hr_slips_trust_clock: somebody looked at the clock and it is right: what it said before is forgotten. %FALSE when it cannot be right */
gboolean hr_slips_trust_clock (HrSlips *self);

/** hr_slips_get_trouble: (nullable): for staff: why there is no key to sign with */
const char *hr_slips_get_trouble (HrSlips *self);

/**
 * HrSlipIssued: what stands on the slip; wiped when it is freed
 * @text: for the QR code (hr-slip-code.h); in locked memory
 * @site, @meeting: names; @place: (nullable); @date, @start_minute, @length_min: at the site
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

/** hr_slips_issue: a new slip for what hr_slips_find() gives. Quick; from memory. Returns: %NULL with %HR_ERROR_CLOCK, %HR_ERROR_REFUSED
 * (not offered, too early, over) or %HR_ERROR_IO (the key): a sentence for the visitor */
HrSlipIssued *hr_slips_issue (HrSlips *self, const char *meeting, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
