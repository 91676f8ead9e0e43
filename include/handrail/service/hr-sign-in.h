/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "I am here": one count for one occurrence, and nothing else. Main thread. Never logs. */
#pragma once

#include "handrail/service/hr-center.h"
#include "handrail/service/hr-session.h"

G_BEGIN_DECLS

#define HR_SIGN_IN_OPENS_S (30 * 60)

#define HR_TYPE_SIGN_IN (hr_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (HrSignIn, hr_sign_in, HR, SIGN_IN, GObject)

/** hr_sign_in_new: plans the rows of the coming week once the center is open, and daily */
HrSignIn *hr_sign_in_new (HrCenter *center, HrSession *session) G_GNUC_WARN_UNUSED_RESULT;

/** hr_sign_in_set_only_said: whether only meetings whose entries say so are open for sign-in; else, as from the start, all that meet in this
 * house, too */
void hr_sign_in_set_only_said (HrSignIn *self, gboolean only_said);

/** hr_sign_in_list_async: (element-type HrMeetingDate): occurrences of this site that are open for sign-in now, by start; then, when
 * none is, possibly empty */
void hr_sign_in_list_async (HrSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *hr_sign_in_list_finish (HrSignIn *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_sign_in_next_async: (nullable): when nothing is open: the next occurrence of this site that will be */
void hr_sign_in_next_async (HrSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
HrMeetingDate *hr_sign_in_next_finish (HrSignIn *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_sign_in_is_open: whether @occurrence of @meeting is open now: this site's, not cancelled, in the window */
gboolean hr_sign_in_is_open (HrSignIn *self, HrMeeting *meeting, const HrOccurrence *occurrence);
gboolean hr_sign_in_is_counted (HrSignIn *self, const char *meeting, HrDate date);

/** hr_sign_in_count: errors as hr_counts_add(), and HR_ERROR_REFUSED when this visit was counted already */
gboolean hr_sign_in_count (HrSignIn *self, const char *meeting, HrDate date, gboolean first_time, GError **error);
void hr_sign_in_undo (HrSignIn *self, const char *meeting, HrDate date, gboolean first_time);

G_END_DECLS
