/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of a feed, one at a time: whatever stands around them, and without a tree of the whole file. */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

typedef struct _HrFeedSource HrFeedSource;

/**
 * hr_feed_source_new:
 * @data: (array length=length): kept by the caller for as long as the source lives
 * @max_bytes: a larger file is %HR_ERROR_LIMIT
 *
 * Understands a bare array, an object around it, rows below a header, one object per line, and a call around any of them
 * (JSONP).
 *
 * Returns: (transfer full): %NULL with %HR_ERROR_INPUT or %HR_ERROR_LIMIT, naming line and column
 */
HrFeedSource *hr_feed_source_new (const char *data, gsize length, guint64 max_bytes,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_feed_source_free (HrFeedSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrFeedSource, hr_feed_source_free)

/**
 * hr_feed_source_next:
 * @ret_record: (out) (transfer full) (nullable): the next record; %NULL after the last
 * @ret_repeated: (out): whether a field stood in it twice
 *
 * Returns: %FALSE with %HR_ERROR_INPUT
 */
gboolean hr_feed_source_next (HrFeedSource *self, json_t **ret_record, gboolean *ret_repeated, GError **error);

/** hr_feed_source_rewind: begin again with the first record */
void hr_feed_source_rewind (HrFeedSource *self);

/** hr_feed_source_get_place: how many bytes of how many are read */
void hr_feed_source_get_place (HrFeedSource *self, gsize *ret_done, gsize *ret_total);

/** hr_feed_source_get_formats: (nullable) (transfer none): an array "formats" beside the records */
json_t *hr_feed_source_get_formats (HrFeedSource *self);

/** hr_feed_source_has_list: whether there is a list of records, however empty */
gboolean hr_feed_source_has_list (HrFeedSource *self);

/** hr_feed_source_get_message: (nullable) (transfer none): what an answer without records says went wrong */
const char *hr_feed_source_get_message (HrFeedSource *self);

G_END_DECLS
