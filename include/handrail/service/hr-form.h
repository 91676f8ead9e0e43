/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing while somebody edits it: what stands in each field, whether it holds, the draft that survives a power cut, what others changed
 * meanwhile, and the one transaction that publishes it. Driven by the table of kinds alone. Main thread. */
#pragma once

#include "handrail/core/hr-record.h"
#include "handrail/service/hr-editor.h"

G_BEGIN_DECLS

/** HR_FORM_DRAFT_MS: so long after the last key the draft is written */
#define HR_FORM_DRAFT_MS 1000
/** HR_FORM_PREVIEW_ID: of a new thing in its preview */
#define HR_FORM_PREVIEW_ID "preview"

#define HR_TYPE_FORM (hr_form_get_type ())
G_DECLARE_FINAL_TYPE (HrForm, hr_form, HR, FORM, GObject)

/**
 * HrForm::ready: the thing was read, at first, after a publish, or after all was taken back; or could not be: hr_form_get_error()
 * HrForm::changed: (field): (nullable): another value, another conflict; %NULL: whether it is retired, its source, how many use it
 */

/** hr_form_new: @id: (nullable): of a new thing. Takes up the draft that was left */
HrForm *hr_form_new (HrEditor *editor, HrKind kind, const char *id) G_GNUC_WARN_UNUSED_RESULT;
/** hr_form_new_copy: a new thing that says what @id says; a draft of a new one that was left is written over */
HrForm *hr_form_new_copy (HrEditor *editor, HrKind kind, const char *id) G_GNUC_WARN_UNUSED_RESULT;

gboolean hr_form_is_ready (HrForm *self);
/** hr_form_get_error: (nullable): why it could not be read */
const GError *hr_form_get_error (HrForm *self);
HrKind hr_form_get_kind (HrForm *self);
/** hr_form_get_id: (nullable): %NULL while it is new */
const char *hr_form_get_id (HrForm *self);
/** hr_form_get_thing: (nullable) (transfer none): as it is published; %NULL while it is new */
const HrThing *hr_form_get_thing (HrForm *self);
gboolean hr_form_is_retired (HrForm *self);
/** hr_form_get_draft_ms: when the draft was saved that was taken up, or 0 */
gint64 hr_form_get_draft_ms (HrForm *self);

/** hr_form_get: (transfer none): what stands in @field, as it was typed; "" = nothing */
const char *hr_form_get (HrForm *self, const char *field);
/** hr_form_set: @text: (nullable): kept as it is: Returns: whether it holds */
gboolean hr_form_set (HrForm *self, const char *field, const char *text);
gboolean hr_form_holds (HrForm *self, const char *field);
/** hr_form_is_changed: @field: (nullable): any */
gboolean hr_form_is_changed (HrForm *self, const char *field);
/** hr_form_get_theirs: (nullable): what somebody else put there after this form was begun, where it was changed here too; "" = nothing */
const char *hr_form_get_theirs (HrForm *self, const char *field);
/** hr_form_choose: ends such a conflict: @mine: or theirs */
void hr_form_choose (HrForm *self, const char *field, gboolean mine);
/** hr_form_get_feed_says: (nullable): what the feed says where staff changed it; "" = nothing */
const char *hr_form_get_feed_says (HrForm *self, const char *field);

/** hr_form_undo: takes the last change of a field back: Returns: whether there was one */
gboolean hr_form_undo (HrForm *self);
/** hr_form_revert: as it is published, without a draft */
void hr_form_revert (HrForm *self);
/** hr_form_save_draft: now, not in a second */
void hr_form_save_draft (HrForm *self);

/** hr_form_get_record: (transfer full): with all that holds */
HrRecord *hr_form_get_record (HrForm *self) G_GNUC_WARN_UNUSED_RESULT;
/** hr_form_find_trouble: (nullable): the first field that does not hold or is in conflict */
const char *hr_form_find_trouble (HrForm *self);

/** hr_form_preview: see hr_editor_preview(): as if all that holds were published, shown, and not retired */
HrDirectory *hr_form_preview (HrForm *self) G_GNUC_WARN_UNUSED_RESULT;

/** hr_form_publish_async: one transaction. What was changed meanwhile is not overwritten: HR_ERROR_CONFLICT, and hr_form_get_theirs() says what */
void hr_form_publish_async (HrForm *self, GAsyncReadyCallback callback, gpointer user_data);
/** hr_form_retire_async: or brings it back; what is being typed stays a draft */
void hr_form_retire_async (HrForm *self, gboolean retire, GAsyncReadyCallback callback, gpointer user_data);
/** hr_form_finish: of both */
gboolean hr_form_finish (HrForm *self, GAsyncResult *result, GError **error);

G_END_DECLS
