/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields that two devices wrote without knowing of each other: noted when they meet, until somebody writes the field again. */
#pragma once

#include "hr-desk-private.h"
#include "hr-version-private.h"

G_BEGIN_DECLS

/** hr_conflict_note: inside @change. @stands, @lost: the versions with the device numbers of this database; with their values.
 * @ret_known: that it was lost stands here already: files that are written anew bring it once more, and nobody is asked twice */
gboolean hr_conflict_note (HrChange *change, HrKind kind, const char *id, guint index, const HrVersion *stands, const char *stands_value,
                           const HrVersion *lost, const char *lost_value, gboolean *ret_known, GError **error);
/** hr_conflict_was_seen: whether whoever wrote @value here into the field @index had @other before his eyes; so it is taken when nothing is
 * known of it */
gboolean hr_conflict_was_seen (HrState *state, HrKind kind, const char *id, guint index, const char *value, const char *other, gboolean *ret_seen,
                               GError **error);
/** hr_conflicts_load: (transfer full) (element-type HrConflict): those that nobody has answered, the latest first */
GPtrArray *hr_conflicts_load (HrState *state, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** hr_conflict_settle: what HR_DESK_SETTLE says */
gboolean hr_conflict_settle (HrChange *change, const HrDeskWrite *write, GPtrArray *ids, GError **error);

G_END_DECLS
