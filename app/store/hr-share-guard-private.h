/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this device may write: read anew in each change, for another process may have joined a share meanwhile. */
#pragma once

#include "handrail/store/hr-share-store.h"
#include "hr-state-private.h"

G_BEGIN_DECLS

/** HR_META_PUBLISHED: the last operation of this device that is in the share */
#define HR_META_PUBLISHED "published_op"
#define HR_NOTE_SITE "here/site"
#define HR_NOTE_MAY "here/may"

typedef struct
{
  gboolean joined;
  HrShareStoreMay may;
  char *site;
} HrShareGuard;

void hr_share_guard_clear (HrShareGuard *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrShareGuard, hr_share_guard_clear)

gboolean hr_share_guard_load (HrState *state, HrShareGuard *self, GError **error);

/** hr_share_guard_insert: @ret_scoped: (transfer full) (nullable): set when @record is to be written for the own site;
 * %HR_ERROR_REFUSED when this device may not add it */
gboolean hr_share_guard_insert (const HrShareGuard *self, const HrRecord *record, HrRecord **ret_scoped, GError **error);
/** hr_share_guard_update: %HR_ERROR_REFUSED when this device may not change @old to @new */
gboolean hr_share_guard_update (const HrShareGuard *self, const HrRecord *old, const HrRecord *new, GError **error);
/** hr_share_guard_is_fork: the shared site record is changed at a site: the site gets one of its own */
gboolean hr_share_guard_is_fork (const HrShareGuard *self, const HrRecord *old);

/** hr_share_note_get: (transfer full) (nullable): %NULL without @error: there is none */
GBytes *hr_share_note_get (HrState *state, const char *key, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
