/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to questions about the directory: one walk over the index, then the picked rows in full. */
#pragma once

#include "handrail/store/hr-store.h"
#include "hr-state-private.h"

G_BEGIN_DECLS

HrResults *hr_find (HrState *state, const HrQuery *query, GError **error) G_GNUC_WARN_UNUSED_RESULT;
HrMeeting *hr_find_meeting (HrState *state, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *hr_find_occurrences (HrState *state, const char *meeting, gint64 from_s, gint64 to_s, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
HrFacets *hr_find_facets (HrState *state, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
