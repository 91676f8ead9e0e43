/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking over a feed: what is new, what changed, what went, and what staff keep. */
#pragma once

#include "handrail/core/hr-text.h"
#include "handrail/store/hr-store.h"
#include "hr-change-private.h"
#include "hr-import-journal-private.h"
#include "hr-records-private.h"

G_BEGIN_DECLS

/** HrKnown: what the feed said of one key the last time */
typedef struct
{
  char *key;
  guint64 digest;
  gint64 meeting;
  gboolean gone; /* it was removed from the feed */
  gboolean seen; /* in the feed that is being read */
} HrKnown;

/** HrShared: a venue or group of this feed, already written */
typedef struct
{
  char *id;
  HrRecord *record; /* as it is in the database now */
  GPtrArray *diff;  /* (nullable) (element-type HrImportField): what this feed changed in it */
} HrShared;

/** HrNewMeeting: whose words are still to be written */
typedef struct
{
  gint64 n;
  const HrRecord *meeting;
  const HrShared *venue, *group;
} HrNewMeeting;

/**
 * HrApply: one feed on its way in
 * @source_n: row number of the source; 0 = not written yet
 * @known: key -> HrKnown
 * @venues, @groups: key of the feed -> HrShared
 * @own: ids of venues and groups of our own export that are done -> whether they differed
 * @overrides: "kind/id/field" -> what the feed said, for things of this source
 * @rules: id of a group -> what all its meetings say of signing in
 * @new_meetings: (element-type HrNewMeeting)
 * @digests: record -> its digest, because many rows share a venue
 */
typedef struct
{
  HrState *state;
  HrChange *change;
  HrFeed *feed;
  const HrApplyOptions *options;
  HrImportReport *report;
  const char *format;
  char *source;
  gint64 source_n;
  gboolean fresh;
  GHashTable *known;
  GHashTable *venues, *groups, *own;
  GHashTable *overrides;
  GHashTable *rules;
  GArray *new_meetings;
  GHashTable *digests;
  HrImportJournal journal;
} HrApply;

HrImportReport *hr_apply (HrState *state, HrFeed *feed, const HrApplyOptions *options, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** hr_apply_find_source: sets @source, @source_n, @fresh and @known; makes the source when there is none */
gboolean hr_apply_find_source (HrApply *self, GError **error);

/** hr_apply_load_overrides: of all things of the source */
gboolean hr_apply_load_overrides (HrApply *self, GError **error);

/** hr_apply_find_rule: what all of a group say of signing in, where @meeting, not written yet, joins it; else %NULL. @old: (nullable): as the
 * meeting was; @ret_rule: (transfer none) */
gboolean hr_apply_find_rule (HrApply *self, const HrRecord *old, const HrRecord *meeting, const char **ret_rule, GError **error);
/** hr_apply_follow_rule: the meeting that was added just now as row @n follows @rule (nullable), as a word of staff */
gboolean hr_apply_follow_rule (HrApply *self, gint64 n, const char *rule, GError **error);

/** hr_apply_is_held: whether staff hold this field of @row; then what the feed says now is noted beside it */
gboolean hr_apply_is_held (HrApply *self, HrRow *row, guint index, const char *feed, gboolean *ret_held, GError **error);

/** hr_apply_take_over: what a record of the feed (with its id) changes in @row; fields of staff stay. @ret_changed: a bit
 * for each field that was written */
gboolean hr_apply_take_over (HrApply *self, HrRow *row, const HrRecord *record, guint64 *ret_changed, GError **error);

/** hr_apply_remember: the digest of a key; @gone: the feed has it no longer */
gboolean hr_apply_remember (HrApply *self, gint64 source_n, const char *key, guint64 digest, gboolean gone,
                            gint64 meeting, GError **error);

/** hr_apply_report_kept: fields where staff and the feed differ */
gboolean hr_apply_report_kept (HrApply *self, GError **error);

/** hr_apply_own_others: what stands beside the meetings of our own export */
gboolean hr_apply_own_others (HrApply *self, GError **error);

/** hr_apply_own_row: a record that Handrail itself wrote: ids and sources stay as they are */
gboolean hr_apply_own_row (HrApply *self, const HrFeedRow *row, GError **error);

/** hr_apply_diff: appends to @list (inout) (nullable) what differs; @prefix: of the names */
void hr_apply_diff (GPtrArray **list, const char *prefix, const HrRecord *old, const HrRecord *new);
/** hr_apply_describe_change: @old: (nullable); @venue, @group: (nullable) */
void hr_apply_describe_change (HrImportChange *change, const HrRecord *old, const HrRecord *new, const HrShared *venue,
                               const HrShared *group);

/** hr_apply_is_skipped: whether the caller leaves out the meeting of a key; @known: (nullable) */
gboolean hr_apply_is_skipped (HrApply *self, const HrKnown *known, const char *key, gboolean *ret_skipped, GError **error);
/** hr_apply_skip_gone: what is left out counts as still in the feed */
gboolean hr_apply_skip_gone (HrApply *self, GError **error);

/** hr_apply_go_on: %FALSE with %HR_ERROR_CANCELLED */
gboolean hr_apply_go_on (HrApply *self, HrApplyPhase phase, guint done, guint total, GError **error);
/** hr_apply_check_stamp: sets the report's; %HR_ERROR_REFUSED when the caller knows another */
gboolean hr_apply_check_stamp (HrApply *self, GError **error);

/** hr_apply_exceptions: of a row of a feed that is not our own; @ret_changed: whether one was written */
gboolean hr_apply_exceptions (HrApply *self, const HrFeedRow *feed_row, const char *meeting, gboolean *ret_changed,
                              GError **error);
guint64 hr_apply_exceptions_digest (const HrFeedRow *row, guint64 digest);

/** hr_apply_report_change: @fields: a bit for each. Returns: (transfer none) */
HrImportChange *hr_apply_report_change (GPtrArray *list, guint record, const HrRecord *meeting, guint64 fields);

G_END_DECLS
