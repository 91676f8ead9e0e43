/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desk does to listings: read, edit, cancel, move, pause, announce, undo. Main thread; every answer comes asynchronously.
 * Every write is one transaction, is written into the history under the name of whoever is at the desk, and is refused
 * (HR_ERROR_REFUSED) while nobody is. Notes are text in one language or TRANSLATED (hr-kind.h). */
#pragma once

#include "handrail/service/hr-center.h"
#include "handrail/service/hr-directory.h"
#include "handrail/store/hr-store-desk.h"

G_BEGIN_DECLS

#define HR_TYPE_EDITOR (hr_editor_get_type ())
G_DECLARE_FINAL_TYPE (HrEditor, hr_editor, HR, EDITOR, GObject)

/** HrEditor::changed: listings, history or drafts changed, by this desk or from elsewhere */

/** HrEditor::draft-trouble: (sentence): a draft could not be written */

HrEditor *hr_editor_new (HrCenter *center) G_GNUC_WARN_UNUSED_RESULT;
HrCenter *hr_editor_get_center (HrEditor *self);

/** hr_editor_set_actor: @name: (nullable): who is at the desk; %NULL = it is locked, and nothing but drafts can be written. Whoever
 * owns the lock (HrStaff) calls this; the editor itself knows nothing of it */
void hr_editor_set_actor (HrEditor *self, const char *name);
/** hr_editor_get_actor: (nullable) */
const char *hr_editor_get_actor (HrEditor *self);

/** hr_editor_today: (transfer full): the date at the site, as in records */
char *hr_editor_today (HrEditor *self) G_GNUC_WARN_UNUSED_RESULT;

/* ---- reading ---- */

/** hr_editor_list_async: what stands under Listings: see HrThingQuery */
void hr_editor_list_async (HrEditor *self, const HrThingQuery *query, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data);
HrThings *hr_editor_list_finish (HrEditor *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_editor_get_async: one record, also a retired one, with what the feed says where staff changed it */
void hr_editor_get_async (HrEditor *self, HrKind kind, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);
HrThing *hr_editor_get_finish (HrEditor *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_editor_get_day_async: (element-type HrMeetingDate): all occurrences that begin on @date at the site, cancelled and moved ones
 * too, by start; @here: only those at the site or with sign-in: a handful, whereas a large directory has thousands a day */
void hr_editor_get_day_async (HrEditor *self, HrDate date, gboolean here, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
GPtrArray *hr_editor_get_day_finish (HrEditor *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_editor_history_async: newest first; @kind and @id of one thing, or @id %NULL for everything; only changes before @before (a
 * change's number; 0 = the newest); at most 50 */
void hr_editor_history_async (HrEditor *self, HrKind kind, const char *id, gint64 before, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/** hr_editor_history_finish: (element-type HrPastChange) */
GPtrArray *hr_editor_history_finish (HrEditor *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_editor_conflicts_async: fields that two devices of the share wrote without knowing of each other, and nobody since */
void hr_editor_conflicts_async (HrEditor *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/** hr_editor_conflicts_finish: (element-type HrConflict): the latest first */
GPtrArray *hr_editor_conflicts_finish (HrEditor *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_editor_find_duplicates_async: meetings that look like one, the likeliest first */
void hr_editor_find_duplicates_async (HrEditor *self, guint offset, guint limit, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
HrDuplicates *hr_editor_find_duplicates_finish (HrEditor *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_editor_preview: a directory in which @edits (copied) are made already, for the lobby's own pages to show: nothing is written, and
 * only what asks of this directory sees them. Its answers fail with what an edit would fail with
 */
HrDirectory *hr_editor_preview (HrEditor *self, const HrEdit *edits, gsize n_edits) G_GNUC_WARN_UNUSED_RESULT;

/* ---- writing; each ends with hr_editor_finish() ---- */

/** hr_editor_edit_async: @edits are copied: all or none. Ends the drafts of the things that it writes */
void hr_editor_edit_async (HrEditor *self, const HrEdit *edits, gsize n_edits, GAsyncReadyCallback callback, gpointer user_data);

/** hr_editor_cancel_async: one occurrence, by its own date in the meeting's zone (HrOccurrence.date); @note: (nullable): the reason that
 * the lobby shows. Replaces what was said of that date. An extra meeting is withdrawn */
void hr_editor_cancel_async (HrEditor *self, const char *meeting, HrDate date, const char *note, GAsyncReadyCallback callback,
                             gpointer user_data);

/** hr_editor_move_async: one occurrence: @new_date or HR_DATE_NONE, @new_start_min of the day or -1, @new_venue or %NULL = as usual; at
 * least one of them differs (HR_ERROR_INPUT) */
void hr_editor_move_async (HrEditor *self, const char *meeting, HrDate date, HrDate new_date, int new_start_min, const char *new_venue,
                           const char *note, GAsyncReadyCallback callback, gpointer user_data);

/** hr_editor_as_usual_async: takes back what was said of that date (exceptions that begin and end on it; not a pause of weeks:
 * HR_ERROR_REFUSED names it) */
void hr_editor_as_usual_async (HrEditor *self, const char *meeting, HrDate date, GAsyncReadyCallback callback, gpointer user_data);

/** hr_editor_pause_async: a meeting (@kind HR_KIND_MEETING) or all meetings of a venue (HR_KIND_VENUE), from…until, both included.
 * Replaces what was said of days within; extra meetings stay */
void hr_editor_pause_async (HrEditor *self, HrKind kind, const char *id, HrDate from, HrDate until, const char *note,
                            GAsyncReadyCallback callback, gpointer user_data);

/** hr_editor_verify_async: "checked today", for one thing */
void hr_editor_verify_async (HrEditor *self, HrKind kind, const char *id, GAsyncReadyCallback callback, gpointer user_data);

/** hr_editor_undo_async: takes one past change back, whole or not at all. HR_ERROR_REFUSED when it is over 30 days old, was taken
 * back already, or a field of it was changed since (the message names the thing and the field) */
void hr_editor_undo_async (HrEditor *self, gint64 change, GAsyncReadyCallback callback, gpointer user_data);

/** hr_editor_merge_async: two meetings that are one: @keep stays, @drop is retired and no import brings it back */
void hr_editor_merge_async (HrEditor *self, const char *keep, const char *drop, GAsyncReadyCallback callback, gpointer user_data);
/** hr_editor_keep_both_async: they are two: never shown as a pair again */
void hr_editor_keep_both_async (HrEditor *self, const char *a, const char *b, GAsyncReadyCallback callback, gpointer user_data);

/** hr_editor_settle_async: what stands in @field is right, and not @other (nullable), of a conflict */
void hr_editor_settle_async (HrEditor *self, HrKind kind, const char *id, const char *field, const char *other, GAsyncReadyCallback callback,
                             gpointer user_data);

/** hr_editor_finish: (transfer full) (nullable): ids, as hr_store_write() says: of edits in their order; %NULL with @error */
char **hr_editor_finish (HrEditor *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- drafts: survive a crash and a power cut; one for each thing and one for each kind of new thing; also while locked ---- */

/** hr_editor_save_draft_async: @id: (nullable): of a new thing. @bases: (nullable): see HrDraft. Writes as it stands, unchecked; fire and forget is fine: what could not be
 * written is told by HrEditor::draft-trouble (a sentence) */
void hr_editor_save_draft_async (HrEditor *self, HrKind kind, const char *id, const char *const *fields, const char *const *values,
                                 const char *const *bases);
void hr_editor_drop_draft_async (HrEditor *self, HrKind kind, const char *id);
void hr_editor_get_draft_async (HrEditor *self, HrKind kind, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
/** hr_editor_get_draft_finish: (nullable): %NULL without @error when there is none */
HrDraft *hr_editor_get_draft_finish (HrEditor *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
