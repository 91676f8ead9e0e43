/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-csv-private.h"
#include "hr-meeting-guide-private.h"

#include "handrail/feed/hr-feed-columns.h"

G_BEGIN_DECLS

/* beside the values of a record */
enum
{
  HR_TABLE_DAY_TIME = HR_N_GUIDE,
  HR_TABLE_NOTHING,
};

/** hr_feed_columns_find: @name: of a column. Returns: a HR_GUIDE_… or HR_TABLE_… number */
guint hr_feed_columns_find (const char *name);
/** hr_feed_columns_field: (nullable): the name of a number */
const char *hr_feed_columns_field (guint number);

/**
 * HrFeedLayout: the header of a table, understood
 * @names: (element-type utf8): unique
 * @fields: (element-type guint): a number for each column
 * @sure: (element-type HrFeedSure)
 * @own: it is the header that Handrail's own export writes
 */
typedef struct
{
  GPtrArray *names;
  GArray *fields;
  GArray *sure;
  gboolean own;
} HrFeedLayout;

/**
 * hr_feed_layout_new:
 * @csv: gets its separator and stands at the first row behind the header afterwards
 * @ret_known: (out): whether the header names what a table of meetings has
 *
 * Returns: (transfer full): %NULL with @error
 */
HrFeedLayout *hr_feed_layout_new (HrCsv *csv, const HrFeedColumns *columns, gboolean *ret_known,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_feed_layout_free (HrFeedLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrFeedLayout, hr_feed_layout_free)

/** hr_feed_split_day_time: "Monday 7:00 PM" and "7:00 PM Monday" (transfer full); %FALSE when it is not both */
gboolean hr_feed_split_day_time (const char *text, char **ret_day, char **ret_time);

/** hr_feed_read_table: the rows of @csv, whose header is @layout */
gboolean hr_feed_read_table (HrFeedReading *reading, HrCsv *csv, const HrFeedLayout *layout, GError **error);

G_END_DECLS
