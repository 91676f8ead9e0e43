/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reading a feed did, or would do. */
#pragma once

#include "handrail/feed/hr-feed.h"

G_BEGIN_DECLS

/**
 * HrImportField: @name: of the meeting's field, or "venue.NAME", "group.NAME" of what it shares with others; @old, @new:
 * (nullable): %NULL = unset
 */
typedef struct
{
  char *name;
  char *old;
  char *new;
} HrImportField;

/**
 * HrImportChange: one meeting that was added, changed or removed
 * @record: its place in the feed; 0 for removed ones
 * @fields: (nullable) (array zero-terminated=1): names of the changed fields of the meeting itself
 * @was: (nullable): of removed ones: the meeting as it is now
 * @diff: (nullable) (element-type HrImportField): what changed, from what to what; of changed ones only
 */
typedef struct
{
  guint record;
  char *id;
  char *name;
  char **fields;
  HrRecord *was;
  GPtrArray *diff;
} HrImportChange;

/**
 * HrImportKept: a field that staff changed here and that the feed says otherwise
 */
typedef struct
{
  guint record;
  char *id;
  char *name;
  char *field;
  char *yours;
  char *feeds;
} HrImportKept;

/**
 * HrImportReport: added + changed + unchanged + rejected = records, but for those that were left out
 * @source: the id of the feed as a source; @source_name: its name
 * @added, @changed, @removed: (element-type HrImportChange)
 * @kept: (element-type HrImportKept)
 * @repaired, @rejected: (element-type HrFeedNote)
 * @left_out: (element-type utf8 guint)
 * @needs_accept_removals: only of a dry run: so many meetings would be withdrawn that the real one is refused without
 *   accept_removals
 * @dry_run: nothing was written
 * @n_skipped: meetings that the caller left out, though they would be added or changed
 * @stamp: of the directory before: see HrApplyOptions.stamp
 * @import: its number for hr_store_undo_import(); 0 when there is nothing to take back
 */
typedef struct
{
  char *source;
  char *source_name;
  HrFeedFormat format;
  guint records;
  guint n_unchanged;
  GPtrArray *added;
  GPtrArray *changed;
  GPtrArray *removed;
  GPtrArray *kept;
  GPtrArray *repaired;
  GPtrArray *rejected;
  GHashTable *left_out;
  gboolean needs_accept_removals;
  gboolean dry_run;
  guint n_skipped;
  gint64 stamp;
  gint64 import;
} HrImportReport;

HrImportReport *hr_import_report_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_import_report_free (HrImportReport *self);
void hr_import_change_free (HrImportChange *self);
void hr_import_kept_free (HrImportKept *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrImportReport, hr_import_report_free)

G_END_DECLS
