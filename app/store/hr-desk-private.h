/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desk asks of the database, on the worker. */
#pragma once

#include "handrail/store/hr-store-desk.h"
#include "hr-change-private.h"

G_BEGIN_DECLS

/* ---- reading ---- */

HrThings *hr_things_find (HrState *state, const HrThingQuery *query, GError **error) G_GNUC_WARN_UNUSED_RESULT;
HrThing *hr_thing_load (HrState *state, HrKind kind, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_thing_title: (transfer full): how people call @record; its id when it has no name. %NULL with @error */
char *hr_thing_title (HrState *state, const HrRecord *record, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_desk_today: the date at the site */
HrDate hr_desk_today (HrState *state);

GPtrArray *hr_day_find (HrState *state, HrDate date, gboolean here, GError **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *hr_past_load (HrState *state, HrKind kind, const char *id, gint64 before,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_past_is_undone: whether something took @number back that was not taken back in turn */
gboolean hr_past_is_undone (HrState *state, gint64 number, gboolean *ret_undone, GError **error);

/** hr_past_is_old: whether it is too late to take a change back that was made at @wall_ms */
gboolean hr_past_is_old (HrState *state, gint64 wall_ms);

HrDraft *hr_draft_load (HrState *state, HrKind kind, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

HrDuplicates *hr_duplicates_find (HrState *state, guint offset, guint limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- writing ---- */

char **hr_desk_write (HrState *state, const HrDeskWrite *write, const char *actor,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_undo: inside @change: @ids: (element-type utf8): gets what was changed */
gboolean hr_undo (HrChange *change, gint64 number, GPtrArray *ids, GError **error);

/** hr_say_cancel …: what is said of single dates and of spans: @ids gets the exceptions that were added */
gboolean hr_say_cancel (HrChange *change, const HrDeskWrite *write, GPtrArray *ids, GError **error);
gboolean hr_say_move (HrChange *change, const HrDeskWrite *write, GPtrArray *ids, GError **error);
gboolean hr_say_as_usual (HrChange *change, const HrDeskWrite *write, GError **error);
gboolean hr_say_pause (HrChange *change, const HrDeskWrite *write, GPtrArray *ids, GError **error);
/** hr_say_headcount: that somebody entered the sheet of a date */
gboolean hr_say_headcount (HrChange *change, const HrDeskWrite *write, GError **error);

/** hr_draft_save: what HR_DESK_SAVE_DRAFT says, inside a transaction */
gboolean hr_draft_save (HrState *state, const HrDeskWrite *write, GError **error);
gboolean hr_draft_drop (HrState *state, HrKind kind, const char *id, GError **error);

gboolean hr_merge (HrChange *change, const char *keep, const char *drop, GPtrArray *ids, GError **error);
gboolean hr_keep_both (HrChange *change, const char *a, const char *b, GError **error);

/** hr_kept_pair_set: @kept: whether the two are to stay apart; in any order */
gboolean hr_kept_pair_set (HrState *state, const char *a, const char *b, gboolean kept, GError **error);

G_END_DECLS
