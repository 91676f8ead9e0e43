/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of a source, parsed on a thread of its own while the caller works on those before them: of the seconds that a feed of
 * 100,000 records takes to read, parsing is near half. Never more than a few hundred records ahead. */
#pragma once

#include "hr-feed-source-private.h"

G_BEGIN_DECLS

typedef struct _HrFeedAhead HrFeedAhead;

/** hr_feed_ahead_new: @source: (transfer none): nobody else may use it until @self is freed */
HrFeedAhead *hr_feed_ahead_new (HrFeedSource *source) G_GNUC_WARN_UNUSED_RESULT;
/** hr_feed_ahead_free: at any place; waits for the record that is being parsed */
void hr_feed_ahead_free (HrFeedAhead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrFeedAhead, hr_feed_ahead_free)

/**
 * hr_feed_ahead_next:
 * @ret_record: (out) (transfer none) (nullable): the next record, valid until the next call; %NULL after the last
 * @ret_repeated: (out): whether a field stood in it twice
 * @ret_done: (out): bytes that are read up to its end
 *
 * Returns: %FALSE with %HR_ERROR_INPUT, after all the records before that place
 */
gboolean hr_feed_ahead_next (HrFeedAhead *self, json_t **ret_record, gboolean *ret_repeated, gsize *ret_done, GError **error);

G_END_DECLS
