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
 * HrFeedExtras: what belongs to a directory but to none of the meetings that it publishes
 * @unpublished: (array length=n_unpublished): drafts, and meetings that their feed hides
 * @types: (element-type HrRecord): kind type: all that the directory has beside the built-in ones
 * @others: (element-type HrRecord): fellowships that differ from the built-in ones, sources, venues and groups where no
 *   meeting takes place, exceptions of venues; and retired things, also meetings, that any of these still name
 *
 * The resources and the profile of the site are the center's own, not meetings: they do not belong here.
 */
typedef struct
{
  const HrFeedItem *unpublished;
  gsize n_unpublished;
  GPtrArray *types;
  GPtrArray *others;
} HrFeedExtras;

/**
 * hr_feed_write_meeting_guide:
 * @items: (array length=n_items): published meetings
 * @extras: (nullable)
 * @timezone: the site's, for meetings without their own
 *
 * Readable by every Meeting Guide consumer. What the format has no field for (rules, exceptions, fellowship, ids) stands
 * in an object "handrail" of each record, so that reading the file again gives the same directory. @extras stand in the
 * object "handrail" of the first record only, as "file": {"types": [], "unpublished": [], "others": []}. So consumers
 * never list an unpublished meeting; but without a published one there is no record to hold the extras: they are left out.
 *
 * Returns: (transfer full): JSON text
 */
char *hr_feed_write_meeting_guide (const HrFeedItem *items, gsize n_items, const HrFeedExtras *extras,
                                   const char *timezone) G_GNUC_WARN_UNUSED_RESULT;

/** hr_feed_write_csv: RFC 4180 with a header and CRLF; columns as in the Meeting Guide table. A leading = + - @ is kept
 * from being a spreadsheet formula */
char *hr_feed_write_csv (const HrFeedItem *items, gsize n_items, const char *timezone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
