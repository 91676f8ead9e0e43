/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a feed: bytes in, records and a full account of what had to be repaired or left out. No file, no database.
 * Formats: Meeting Guide JSON (code4recovery/spec) in all the shapes seen in the wild, BMLT semantic JSON, tables (CSV) with
 * the columns of the Meeting Guide sheet, iCalendar (RFC 5545). */
#pragma once

#include "handrail/core/hr-record.h"
#include "handrail/core/hr-vocabulary.h"
#include "handrail/feed/hr-feed-columns.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Limits. Beyond: %HR_ERROR_LIMIT. */
#define HR_FEED_MAX_BYTES (G_GUINT64_CONSTANT (160) * 1024 * 1024)
#define HR_FEED_MAX_DEPTH 64
#define HR_FEED_MAX_RECORDS 1000000

typedef enum
{
  HR_FEED_AUTO,
  HR_FEED_MEETING_GUIDE,
  HR_FEED_BMLT,
  HR_FEED_CSV,
  HR_FEED_ICS,
} HrFeedFormat;

/** hr_feed_format_to_string: "auto", "meeting-guide", "bmlt", "csv", "ics" */
const char *hr_feed_format_to_string (HrFeedFormat format);
gboolean hr_feed_format_from_string (const char *text, HrFeedFormat *ret_format);

/**
 * HrFeedRow: one record of the feed that became a meeting
 * @record: its place, 1 for the first
 * @key: the feed's own key, made unique in the feed (a repeated one gets "-2", "-3", …, and a note)
 * @meeting: kind meeting. Its id is set only when the feed is Handrail's own export. "group", "venue" and "source" are
 *   unset (unless own export): the store links them
 * @venue: (nullable): kind venue; id as above
 * @venue_key: (nullable): equal for rows at the same place of this feed
 * @group: (nullable): kind group
 * @group_key: (nullable)
 * @exceptions: (nullable) (element-type HrRecord): from our own export, with ids; from iCalendar, without ids and without
 *   "meeting", and all that there are: %NULL elsewhere
 * @source_name, @source_format: (nullable): only from our own export
 */
typedef struct
{
  guint record;
  char *key;
  HrRecord *meeting;
  HrRecord *venue;
  char *venue_key;
  HrRecord *group;
  char *group_key;
  GPtrArray *exceptions;
  char *source_name;
  char *source_format;
} HrFeedRow;

/**
 * HrFeedNote: one thing that had to be repaired, or one record that was rejected
 * @record: 1 for the first
 * @name: the meeting's name, or "" when it has none
 * @text: what was done or why not, a plain sentence naming the field
 */
typedef struct
{
  guint record;
  char *name;
  char *text;
} HrFeedNote;

/**
 * HrFeed:
 * @format: never %HR_FEED_AUTO
 * @records: number of records in the feed = rows + rejected; unpublished meetings of our own export stand behind the
 *   others and count
 * @rows: (element-type HrFeedRow)
 * @repaired: (element-type HrFeedNote): in order of records; several for one record are possible
 * @rejected: (element-type HrFeedNote)
 * @types: (element-type HrRecord): types that this feed brings and the vocabulary lacks (unknown codes, a BMLT server's
 *   own formats with their names)
 * @left_out: (element-type utf8 guint): fields that are not taken over (contacts, payment handles, unknown keys) and
 *   how often they were filled
 * @own_export: whether Handrail wrote it
 * @others: (nullable) (element-type HrRecord): only from our own export, with ids: what stands beside its meetings
 *   (fellowships, sources, types, venues, groups, exceptions, retired meetings)
 */
typedef struct
{
  HrFeedFormat format;
  guint records;
  GPtrArray *rows;
  GPtrArray *repaired;
  GPtrArray *rejected;
  GPtrArray *types;
  GHashTable *left_out;
  gboolean own_export;
  GPtrArray *others;
} HrFeed;

void hr_feed_free (HrFeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrFeed, hr_feed_free)

/** HrFeedProgress: @done of @total bytes; in the thread that reads */
typedef void (*HrFeedProgress) (guint64 done, guint64 total, gpointer data);

/**
 * HrFeedOptions:
 * @format: or %HR_FEED_AUTO to recognise it
 * @fellowship: (nullable): id; %NULL = "na" for BMLT, "aa" for Meeting Guide
 * @timezone: (nullable): for records without one: the site's
 * @formats, @formats_length: (nullable): a BMLT GetFormats answer that belongs to the feed
 * @vocabulary: the built-in one
 * @columns: (nullable): of a table: what somebody decided; the other columns are what their names say
 * @cancellable: (nullable): ends the reading with %HR_ERROR_CANCELLED
 * @progress: (nullable): called now and then
 */
typedef struct
{
  HrFeedFormat format;
  const char *fellowship;
  const char *timezone;
  const char *formats;
  gsize formats_length;
  HrVocabulary *vocabulary;
  const HrFeedColumns *columns;
  GCancellable *cancellable;
  HrFeedProgress progress;
  gpointer progress_data;
} HrFeedOptions;

/** hr_feed_recognise: what hr_feed_read() would take the whole file for. Returns: %HR_FEED_AUTO when it is no feed */
HrFeedFormat hr_feed_recognise (const char *data, gsize length);

/**
 * hr_feed_read:
 * @data: (array length=length): the whole file
 *
 * Blocks; any thread. Errors name line and column.
 *
 * Returns: (transfer full): %NULL with %HR_ERROR_INPUT (not a feed, broken JSON or UTF-8, cut off) or %HR_ERROR_LIMIT
 */
HrFeed *hr_feed_read (const char *data, gsize length, const HrFeedOptions *options, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
