/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole meetings, as screens read them, from the rows that a query picked. */
#pragma once

#include "handrail/core/hr-meeting.h"
#include "hr-index-private.h"

G_BEGIN_DECLS

/** hr_meetings_load: everything but the next occurrence and the distance; %NULL with %HR_ERROR_NOT_FOUND */
HrMeeting *hr_meetings_load (HrState *state, gint64 n, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_meetings_set_next: @occurrence: its exception's note and place are copied, the exception itself is let go */
gboolean hr_meetings_set_next (HrState *state, HrMeeting *meeting, const HrOccurrence *occurrence, GError **error);

/** hr_meetings_describe: (nullable) results: the other place and the reason of an occurrence */
gboolean hr_meetings_describe (HrState *state, const HrOccurrence *occurrence, char **ret_place, char **ret_note,
                               GError **error);

/** hr_meetings_find: row number by id or slug of a live, published meeting; %HR_ERROR_NOT_FOUND */
gboolean hr_meetings_find (HrState *state, const char *id, gint64 *ret_n, GError **error);

/** hr_meetings_exceptions: (element-type HrException): of the meeting with this id, and of its venue */
GPtrArray *hr_meetings_exceptions (HrState *state, const char *id, const char *venue, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
