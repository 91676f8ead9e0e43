/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column of a table (CSV) is which field of a meeting: the proposal for a file, and what somebody decided. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HR_FEED_SAMPLES: so many values of a column are shown beside its name */
#define HR_FEED_SAMPLES 3

typedef struct _HrFeedColumns HrFeedColumns;

/** hr_feed_columns_new: a match of nothing yet: each column is what its name says */
HrFeedColumns *hr_feed_columns_new (void) G_GNUC_WARN_UNUSED_RESULT;
HrFeedColumns *hr_feed_columns_copy (const HrFeedColumns *self) G_GNUC_WARN_UNUSED_RESULT;
void hr_feed_columns_free (HrFeedColumns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrFeedColumns, hr_feed_columns_free)

/**
 * hr_feed_columns_set:
 * @column: the name in the header; or, when no column has that name, its letters as in a spreadsheet ("A", "AB")
 * @field: one of hr_feed_columns_list_fields(); %NULL or "" = the column is left out
 *
 * Returns: %FALSE with %HR_ERROR_INPUT that lists the fields
 */
gboolean hr_feed_columns_set (HrFeedColumns *self, const char *column, const char *field, GError **error);

/** hr_feed_columns_get: whether something was decided for @column; @ret_field: (nullable) (transfer none): as set */
gboolean hr_feed_columns_get (const HrFeedColumns *self, const char *column, const char **ret_field);

/** hr_feed_columns_get_names: (transfer container) (array zero-terminated=1): the columns, sorted */
const char **hr_feed_columns_get_names (const HrFeedColumns *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_feed_columns_parse:
 * @text: "Meeting=name,Weekday=day,Contact="; a comma or "=" in a name is written with a backslash before it. Lines may take
 *   the place of commas; a line that begins with "#" says nothing
 *
 * Returns: (transfer full): %NULL with %HR_ERROR_INPUT
 */
HrFeedColumns *hr_feed_columns_parse (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_feed_columns_list_fields: (array zero-terminated=1): the names of the Meeting Guide table, and "day_time" for "Monday 7 pm" in
 * one cell. "types" and "notes" may be given to several columns, the others to one */
const char *const *hr_feed_columns_list_fields (void);

/**
 * HrFeedSure: why a column is proposed for a field
 * @HR_FEED_SURE_NOT: for none
 * @HR_FEED_SURE_CONTENT: its cells look so; reading a file without a match does not rely on it
 * @HR_FEED_SURE_NAME: its name says so
 * @HR_FEED_SURE_SAID: somebody decided so
 */
typedef enum
{
  HR_FEED_SURE_NOT,
  HR_FEED_SURE_CONTENT,
  HR_FEED_SURE_NAME,
  HR_FEED_SURE_SAID,
} HrFeedSure;

/** hr_feed_may_be_table: whether the beginning of the file is neither JSON, a web page nor a calendar */
gboolean hr_feed_may_be_table (const char *data, gsize length);

/**
 * HrFeedTableColumn:
 * @name: as in the header; "Column C" without one; a repeated name gets " (2)", " (3)", …
 * @samples: of the first rows, cleaned, one line; "" where a cell is empty or there is no such row
 * @field: (nullable) (transfer none): the proposal; %NULL = it would be left out
 */
typedef struct
{
  char *name;
  char *samples[HR_FEED_SAMPLES];
  const char *field;
  HrFeedSure sure;
} HrFeedTableColumn;

/**
 * HrFeedTable: what the page shows on which columns are matched
 * @key: stands for this header line: what a match is remembered by
 * @encoding: (transfer none): "UTF-8", "UTF-16" or "Windows-1252"
 * @columns: (element-type HrFeedTableColumn)
 */
typedef struct
{
  char *key;
  const char *encoding;
  char separator;
  GPtrArray *columns;
} HrFeedTable;

/**
 * hr_feed_table_new:
 * @data: (array length=length): the whole file
 * @columns: (nullable): what was decided before
 *
 * Looks at the header and the first rows. Blocks; any thread.
 *
 * Returns: (transfer full): %NULL with %HR_ERROR_INPUT or %HR_ERROR_LIMIT
 */
HrFeedTable *hr_feed_table_new (const char *data, gsize length, const HrFeedColumns *columns,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_feed_table_free (HrFeedTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrFeedTable, hr_feed_table_free)

G_END_DECLS
