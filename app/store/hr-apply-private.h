/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking over a feed: what is new, what changed, what went, and what staff keep. */
#pragma once

#include "handrail/store/hr-store.h"
#include "hr-change-private.h"

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
  GArray *new_meetings;
  GHashTable *digests;
} HrApply;

HrImportReport *hr_apply (HrState *state, HrFeed *feed, const HrApplyOptions *options, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** hr_apply_find_source: sets @source, @source_n, @fresh and @known; makes the source when there is none */
gboolean hr_apply_find_source (HrApply *self, GError **error);

/** hr_apply_load_overrides: of all things of the source */
gboolean hr_apply_load_overrides (HrApply *self, GError **error);

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

/** hr_apply_report_change: @fields: a bit for each */
void hr_apply_report_change (GPtrArray *list, guint record, const HrRecord *meeting, guint64 fields);

G_END_DECLS
