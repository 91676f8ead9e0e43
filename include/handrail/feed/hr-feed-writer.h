/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing what others read: Meeting Guide JSON, CSV. Pure: values in, text out. */
#pragma once

#include "handrail/core/hr-meeting.h"
#include "handrail/core/hr-record.h"

G_BEGIN_DECLS

/**
 * HrFeedItem: a meeting with all that belongs to it
 * @meeting: kind meeting
 * @venue, @group, @source: (nullable)
 * @exceptions: (element-type HrRecord) (nullable): of the meeting
 */
typedef struct
{
  HrRecord *meeting;
  HrRecord *venue;
  HrRecord *group;
  HrRecord *source;
  GPtrArray *exceptions;
} HrFeedItem;

/**
 * hr_feed_write_meeting_guide:
 * @items: (array length=n_items)
 * @timezone: the site's, for meetings without their own
 *
 * Readable by every Meeting Guide consumer. What the format has no field for (rules, exceptions, fellowship, ids) stands
 * in an object "handrail" of each record, so that reading the file again gives the same directory.
 *
 * Returns: (transfer full): JSON text
 */
char *hr_feed_write_meeting_guide (const HrFeedItem *items, gsize n_items, const char *timezone)
    G_GNUC_WARN_UNUSED_RESULT;

/** hr_feed_write_csv: RFC 4180 with a header and CRLF; columns as in the Meeting Guide table. A leading = + - @ is kept
 * from being a spreadsheet formula */
char *hr_feed_write_csv (const HrFeedItem *items, gsize n_items, const char *timezone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
