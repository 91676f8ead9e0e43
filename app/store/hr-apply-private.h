/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking over a feed: what is new, what changed, what went, and what staff keep. */
#pragma once

#include "handrail/store/hr-store.h"
#include "hr-change-private.h"

G_BEGIN_DECLS

HrImportReport *hr_apply (HrState *state, HrFeed *feed, const HrApplyOptions *options, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
