/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One writing transaction: rows with their versions, the history, the search words of what was touched, and, once it is
 * committed, the news that something changed. */
#pragma once

#include "hr-state-private.h"

G_BEGIN_DECLS

typedef struct _HrChange HrChange;

/** hr_change_begin: @actor: who, for the history; must outlive the change */
HrChange *hr_change_begin (HrState *state, const char *actor, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_change_expect: how much is to come */
void hr_change_expect (HrChange *self, guint n_records);

/** hr_change_commit: writes words and counters, then commits. A change that wrote nothing leaves the file as it is */
gboolean hr_change_commit (HrChange *self, GError **error);

/** hr_change_free: rolls back what was not committed */
void hr_change_free (HrChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrChange, hr_change_free)

/** hr_change_insert: @ret_n: 0 when the id exists already. No history, no words of meetings. At a device that works for one site of a share
 * what is inserted becomes the site's */
gboolean hr_change_insert (HrChange *self, const HrRecord *record, gint64 *ret_n, GError **error);

/** hr_change_update: @row: as it was; @record: as it shall be; only fields that differ are written. @verb: (nullable): for
 * one line of history for each field. Brings the words up to date. @ret_changed: (optional): a bit for each such field */
gboolean hr_change_update (HrChange *self, HrRow *row, const HrRecord *record, const char *verb, guint64 *ret_changed,
                           GError **error);
/** hr_change_edit: the same by staff: what they say of a thing from a feed stands beside what the feed says (hr-held-private.h) */
gboolean hr_change_edit (HrChange *self, HrRow *row, const HrRecord *record, const char *verb, guint64 *ret_changed, GError **error);
/** hr_change_feed: what a feed says of a field that staff hold; @row shows staff's word as before. No history */
gboolean hr_change_feed (HrChange *self, HrRow *row, guint index, const char *value, GError **error);

/** hr_change_affirm: writes the field @index of @row anew as it is, so that it wins against what others wrote meanwhile; one line of history,
 * "settle", in which @other (nullable) is what it stands against */
gboolean hr_change_affirm (HrChange *self, HrRow *row, guint index, const char *other, GError **error);

gboolean hr_change_history (HrChange *self, const char *kind, const char *id, const char *verb, const char *field,
                            const char *old, const char *new, GError **error);

/** hr_change_touch: the words of whatever shows this thing are written anew at the commit */
gboolean hr_change_touch (HrChange *self, HrKind kind, const char *id, gint64 n, GError **error);

/** hr_change_add_words: of a meeting that was inserted just now */
gboolean hr_change_add_words (HrChange *self, gint64 n, const HrRecord *meeting, const HrRecord *venue,
                              const HrRecord *group, GError **error);

/** hr_change_use_types: reads the types that were written in this change, before words are made from them */
gboolean hr_change_use_types (HrChange *self, GError **error);

/** hr_change_note: something private is written: the change must be committed: Returns: always %TRUE */
gboolean hr_change_note (HrChange *self);

/** hr_change_keep: what was written and is nobody's news is committed too, without telling anybody: Returns: always %TRUE */
gboolean hr_change_keep (HrChange *self);

/** hr_change_get_writer: (transfer none): who writes */
HrWriter *hr_change_get_writer (HrChange *self);

/** hr_change_get_wall_ms: the time of all that it writes */
gint64 hr_change_get_wall_ms (HrChange *self);

HrState *hr_change_get_state (HrChange *self);

G_END_DECLS
