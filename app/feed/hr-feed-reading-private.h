/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One feed while it is read: what its records share, and the account of repairs. */
#pragma once

#include "handrail/feed/hr-feed.h"

#include <jansson.h>

G_BEGIN_DECLS

/**
 * HrFeedColumn: where the value of a key goes
 * @rank: 0 for the name of the standard; an alias counts only where that is missing
 */
typedef struct
{
  const char *name;
  guint field;
  guint rank;
} HrFeedColumn;

/** HrFeedWeek: the texts of a rule and of its first date */
typedef struct
{
  char *rule;
  char *date;
} HrFeedWeek;

/**
 * HrFeedReading:
 * @fellowship: of the records
 * @record: the place of the current one, 1 for the first
 * @keys: used keys of rows (element-type utf8 guint)
 * @columns: what is known of each key seen so far
 * @venues, @groups: (element-type utf8 HrRecord): shared by rows with the same key
 * @venue_keys: from the raw texts of a place to its key
 * @zones, @codes: what was made of a text before
 * @weeks: (element-type guint HrFeedWeek): by weekdays and place in the month
 * @brought: codes that feed->types has already
 * @formats: (nullable): of a BMLT server, by id
 * @own_files: (nullable) (element-type HrFeedOwnFile): of our own exports, read behind their meetings
 * @own_types: whether such a file names all types
 * @own_sources: (nullable): ids that feed->others has already
 * @wanted: names of columns of the current format
 */
typedef struct
{
  const HrFeedOptions *options;
  HrFeed *feed;
  const char *fellowship;
  guint record;
  guint first_note;
  GHashTable *keys;
  GHashTable *columns;
  GHashTable *venues;
  GHashTable *venue_keys;
  GHashTable *groups;
  GHashTable *zones;
  GHashTable *codes;
  GHashTable *brought;
  GHashTable *weeks;
  GHashTable *formats;
  GPtrArray *own_files;
  GHashTable *own_sources;
  gboolean own_types;
  const HrFeedColumn *wanted;
  guint n_wanted;
} HrFeedReading;

HrFeedReading *hr_feed_reading_new (const HrFeedOptions *options, HrFeedFormat format) G_GNUC_WARN_UNUSED_RESULT;
/** hr_feed_reading_go_on: tells the caller's progress now and then. Returns: %FALSE with %HR_ERROR_CANCELLED */
gboolean hr_feed_reading_go_on (HrFeedReading *self, gsize done, gsize total, GError **error);
/** hr_feed_reading_finish: Returns: (transfer full): what was read; frees @self */
HrFeed *hr_feed_reading_finish (HrFeedReading *self) G_GNUC_WARN_UNUSED_RESULT;
void hr_feed_reading_free (HrFeedReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrFeedReading, hr_feed_reading_free)

/* The account */

/** hr_feed_repair: a note about the current record, a plain sentence without its final full stop */
void hr_feed_repair (HrFeedReading *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/** hr_feed_reject: the current record becomes no row */
void hr_feed_reject (HrFeedReading *self, const char *name, const char *format, ...) G_GNUC_PRINTF (3, 4);
/** hr_feed_add_row: gives @row (transfer full) its key, made unique, and its meeting's name to the notes */
void hr_feed_add_row (HrFeedReading *self, HrFeedRow *row, const char *key);
void hr_feed_row_free (HrFeedRow *row);
/** hr_feed_name_notes: gives the repairs since the last row the name of what they speak of */
void hr_feed_name_notes (HrFeedReading *self, const char *name);
/** hr_feed_quote: (transfer full): @text in quotes, shortened, on one line */
char *hr_feed_quote (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Values */

/**
 * hr_feed_sort_values:
 * @values: (out) (array length=n_values): of the wanted columns, by field number; (transfer none)
 *
 * Keys that no column wants are counted in left_out when they are filled.
 */
void hr_feed_sort_values (HrFeedReading *self, json_t *record, json_t **values, guint n_values);

/** hr_feed_plain: (transfer full) (nullable): the text of a string, number or list, as it stands; %NULL when empty */
char *hr_feed_plain (const json_t *value) G_GNUC_WARN_UNUSED_RESULT;

/** hr_feed_text: (transfer full) (nullable): cleaned; a repair when markup had to go */
char *hr_feed_text (HrFeedReading *self, const json_t *value, const char *name,
                    gboolean multiline) G_GNUC_WARN_UNUSED_RESULT;

/** hr_feed_take: sets a line or text that is clean already (transfer full) (nullable); too long is cut, as a repair */
void hr_feed_take (HrFeedReading *self, HrRecord *record, const char *field, char *text);
/** hr_feed_take_known: a copy of a value of our own, which needs no check */
void hr_feed_take_known (HrRecord *record, const char *field, const char *text);
/** hr_feed_set: any other form; what does not hold is left out, as a repair. Returns: whether it is set */
gboolean hr_feed_set (HrFeedReading *self, HrRecord *record, const char *field, const char *text);

/** hr_feed_take_link: a web address; without a scheme it gets one. @name: of the feed's field */
gboolean hr_feed_take_link (HrFeedReading *self, HrRecord *record, const char *field, const json_t *value,
                            const char *name);
gboolean hr_feed_take_phone (HrFeedReading *self, HrRecord *record, const char *field, const json_t *value,
                             const char *name);
void hr_feed_take_zone (HrFeedReading *self, HrRecord *meeting, const json_t *value, const char *name);

/** hr_feed_take_point: both coordinates or none; 0, 0 is none. Returns: whether they are set */
gboolean hr_feed_take_point (HrFeedReading *self, HrRecord *venue, const json_t *latitude, const json_t *longitude);

/**
 * hr_feed_take_week:
 * @mask: weekdays
 * @nth: 0 = every week
 * @start: minutes after midnight, 1440 = midnight at the end of these days
 * @length: minutes, or 0 = unknown
 */
void hr_feed_take_week (HrFeedReading *self, HrRecord *meeting, guint8 mask, int nth, int start, int length);
void hr_feed_week_free (HrFeedWeek *week);

/** hr_feed_describe_time: (transfer full): "Monday at 19:00", for a meeting without a name; or %NULL */
char *hr_feed_describe_time (const HrRecord *meeting) G_GNUC_WARN_UNUSED_RESULT;

/* What rows share */

/** hr_feed_share_venue: @venue (transfer full): the row gets it, or the one that an earlier row had at the same place */
void hr_feed_share_venue (HrFeedReading *self, HrFeedRow *row, HrRecord *venue);
void hr_feed_share_group (HrFeedReading *self, HrFeedRow *row, HrRecord *group);

/* Own exports */

/** hr_feed_read_own: a record that has an object "handrail"; its key, if any, is in @slug, the zone of its
 * times in @zone */
void hr_feed_read_own (HrFeedReading *self, json_t *own, const json_t *slug, const json_t *zone);

/** hr_feed_read_own_item: {"meeting": {}, "venue": {}, …} becomes a row or a rejected record */
void hr_feed_read_own_item (HrFeedReading *self, const json_t *item, const json_t *slug, const json_t *zone);

/** hr_feed_read_own_record: (transfer full) (nullable): a record of @kind from an object of its fields; @is_other: the
 * object names its kind itself */
HrRecord *hr_feed_read_own_record (HrFeedReading *self, HrKind kind, const json_t *object,
                                   gboolean is_other) G_GNUC_WARN_UNUSED_RESULT;
/** hr_feed_own_holds: whether there is a record and it is whole; a repair when it is not */
gboolean hr_feed_own_holds (HrFeedReading *self, const HrRecord *record, const char *what);
/** hr_feed_add_other: @record (transfer full) */
void hr_feed_add_other (HrFeedReading *self, HrRecord *record);

/** HrFeedOwnFile: what stands beside the meetings of an export, and the place of the record that holds it */
typedef struct
{
  guint record;
  json_t *object;
} HrFeedOwnFile;

/** hr_feed_keep_own_file: @own: may hold an object "file"; it is read when all records are */
void hr_feed_keep_own_file (HrFeedReading *self, json_t *own);
/** hr_feed_read_own_files: their unpublished meetings are records behind those of the feed. Returns: %FALSE with
 * %HR_ERROR_LIMIT */
gboolean hr_feed_read_own_files (HrFeedReading *self, GError **error);

/* Formats */

void hr_meeting_guide_read (HrFeedReading *self, json_t *record);
/** hr_meeting_guide_read_values: @values: (array length=HR_N_GUIDE): a record whose values are sorted already. @schedule:
 * (nullable): a meeting whose rule, start, length and time zone are taken instead of what the values say */
void hr_meeting_guide_read_values (HrFeedReading *self, json_t **values, const HrRecord *schedule);
const HrFeedColumn *hr_meeting_guide_columns (guint *ret_n);
void hr_bmlt_read (HrFeedReading *self, json_t *record);
const HrFeedColumn *hr_bmlt_columns (guint *ret_n);

G_END_DECLS
