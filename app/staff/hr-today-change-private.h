/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said of one occurrence: the sheets that ask, and the edits that follow. The first touch opens a sheet, the second one is the
 * answer and does it; a note then says what the lobby shows, with Undo. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_TODAY_CHANGE (hr_today_change_get_type ())
G_DECLARE_FINAL_TYPE (HrTodayChange, hr_today_change, HR, TODAY_CHANGE, GObject)

/** hr_today_change_new: of @occurrence of @meeting */
HrTodayChange *hr_today_change_new (HrStaffContext *context, HrMeeting *meeting, const HrOccurrence *occurrence) G_GNUC_WARN_UNUSED_RESULT;

/** hr_today_change_ask_cancel: "why?": a reason, in every language of the program, or own words */
void hr_today_change_ask_cancel (HrTodayChange *self);
/** hr_today_change_ask_move: another time, another room, another day */
void hr_today_change_ask_move (HrTodayChange *self);
/** hr_today_change_ask_more: a pause of weeks, of the meeting or of the whole place; everything about the meeting */
void hr_today_change_ask_more (HrTodayChange *self);
/** hr_today_change_as_usual: takes back what was said of this date */
void hr_today_change_as_usual (HrTodayChange *self);

G_END_DECLS
