/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "handrail/feed/hr-feed.h"
#include "hr-feed-source-private.h"

G_BEGIN_DECLS

/**
 * hr_feed_detect:
 * @wanted: what the caller says it is, or %HR_FEED_AUTO
 *
 * Looks at the first records and rewinds.
 *
 * Returns: the format; %HR_FEED_AUTO with %HR_ERROR_INPUT that says what the file seems to be
 */
HrFeedFormat hr_feed_detect (HrFeedSource *source, HrFeedFormat wanted, GError **error);

/** hr_feed_detect_text: %HR_FEED_ICS, %HR_FEED_CSV for what may be a table, else %HR_FEED_AUTO for what may be JSON */
HrFeedFormat hr_feed_detect_text (const char *data, gsize length);

/** hr_feed_unwrap: (transfer full): the object "fields" of @record (transfer full) where a table service wraps it so */
json_t *hr_feed_unwrap (json_t *record);

G_END_DECLS
