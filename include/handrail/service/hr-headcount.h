/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A headcount from a paper sheet. Who entered it and when is written into the history, like every edit; the number is not: the history is kept
 * for good and shown to everybody at the desk, and numbers of single dates are not (see hr-counts.h). */
#pragma once

#include "handrail/service/hr-center.h"

G_BEGIN_DECLS

/**
 * hr_headcount_ask_async: for the desk: whether a sheet of @meeting of @date could be entered now; never blocks
 *
 * Errors are sentences for staff: HR_ERROR_BUSY while another program counts, HR_ERROR_REFUSED before the end of the meeting, on the day itself
 * when it was not planned, and when its month is closed.
 */
void hr_headcount_ask_async (HrCenter *center, const char *meeting, HrDate date, GAsyncReadyCallback callback, gpointer user_data);
/** hr_headcount_ask_finish: @ret_days: bits of the weekdays that the number will stand for, 1 = Sunday: more than one when the week is
 * summed up already */
gboolean hr_headcount_ask_finish (HrCenter *center, GAsyncResult *result, guint *ret_days, GError **error);

/**
 * hr_headcount_enter_async: replaces what was counted, and a headcount that was entered before
 * @fellowship: of @meeting; @actor: who, for the history
 *
 * The history is written first: what is counted without being in it nobody could explain.
 */
void hr_headcount_enter_async (HrCenter *center, const char *meeting, const char *fellowship, HrDate date, guint number, const char *actor,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean hr_headcount_enter_finish (HrCenter *center, GAsyncResult *result, GError **error);

/** hr_headcount_enter: blocks; the same for the command line; the counts are open */
gboolean hr_headcount_enter (HrCenter *center, const char *meeting, const char *fellowship, HrDate date, guint number, const char *actor,
                             GError **error);

G_END_DECLS
