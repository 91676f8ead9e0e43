/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of staff: checked, all or none, with history and local overrides. */
#pragma once

#include "handrail/store/hr-store.h"
#include "hr-change-private.h"

G_BEGIN_DECLS

char **hr_edit (HrState *state, const HrEdit *edits, gsize n_edits, const char *actor, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** hr_edit_in: the same within a change that does more. @verb: (nullable): for the history, in place of the edits' own; @ids: (array
 * length=n_edits): set */
gboolean hr_edit_in (HrChange *change, const HrEdit *edits, gsize n_edits, const char *verb, char **ids, GError **error);

gboolean hr_edit_add_all (HrState *state, GPtrArray *records, const char *actor, GError **error);

/** hr_override_get: whether staff changed this field; @ret_feed: (transfer full) (nullable): what the feed says */
gboolean hr_override_get (HrState *state, HrKind kind, const char *id, const char *field, gboolean *ret_found,
                          char **ret_feed, GError **error);
gboolean hr_override_set (HrState *state, HrKind kind, const char *id, const char *field, const char *feed,
                          GError **error);
gboolean hr_override_remove (HrState *state, HrKind kind, const char *id, const char *field, GError **error);

/** hr_check_references: fields of @record with a bit in @fields that name things that do not exist */
gboolean hr_check_references (HrState *state, const HrRecord *record, guint64 fields, GError **error);

G_END_DECLS
