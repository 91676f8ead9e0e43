/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The meetings that a list shows: one page of answers and its neighbours, never the whole directory. A new question cancels the one under
 * way; the old rows stay until the answer is there. */
#pragma once

#include "handrail/service/hr-directory.h"

G_BEGIN_DECLS

#define HR_TYPE_MEETING_ROWS (hr_meeting_rows_get_type ())
G_DECLARE_FINAL_TYPE (HrMeetingRows, hr_meeting_rows, HR, MEETING_ROWS, GObject)

/**
 * HrMeetingRows::answered: (fresh): rows and total are new; @fresh: to another question than before, hence shown from the first page on
 */
/** hr_meeting_rows_new: @directory: (nullable) */
HrMeetingRows *hr_meeting_rows_new (HrDirectory *directory) G_GNUC_WARN_UNUSED_RESULT;
/** hr_meeting_rows_ask: @query is copied; its offset and limit are set here. The same question again keeps the page */
void hr_meeting_rows_ask (HrMeetingRows *self, const HrQuery *query);
/** hr_meeting_rows_want: rows [offset, offset + count) are about to be shown. Returns: whether all are at hand; else ::answered follows */
gboolean hr_meeting_rows_want (HrMeetingRows *self, guint offset, guint count);
/** hr_meeting_rows_get: (nullable) (transfer none) */
HrMeeting *hr_meeting_rows_get (HrMeetingRows *self, guint row);
guint hr_meeting_rows_get_total (HrMeetingRows *self);
/** hr_meeting_rows_is_known: whether the first answer came */
gboolean hr_meeting_rows_is_known (HrMeetingRows *self);
/** hr_meeting_rows_is_trouble: the listings could not be read; a list then says so */
gboolean hr_meeting_rows_is_trouble (HrMeetingRows *self);
/** hr_meeting_rows_forget: cancels, drops everything, wipes the words of the question */
void hr_meeting_rows_forget (HrMeetingRows *self);
/** hr_meeting_rows_cancel: nobody looks any more; what is there stays */
void hr_meeting_rows_cancel (HrMeetingRows *self);

G_END_DECLS
