/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a feed, in both formats: an error with a place, or records that hold. */
#include "fuzz-private.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  /* the same bytes as the list of formats beside a feed */
  static const char feed_text[] =
      "[{\"id_bigint\":\"1\",\"weekday_tinyint\":\"1\",\"start_time\":\"19:00\",\"meeting_name\":\"x\","
      "\"format_shared_id_list\":\"1,2,3,4\",\"formats\":\"B,O\"}]";
  HrFeedOptions options = { .formats = (const char *)data, .formats_length = size, .vocabulary = fuzz_get_vocabulary () };
  g_autoptr (HrFeed) feed = hr_feed_read (feed_text, strlen (feed_text), &options, NULL);

  if (feed != NULL)
    fuzz_check_feed (feed);
  for (HrFeedFormat format = HR_FEED_AUTO; format <= HR_FEED_BMLT; format++)
    fuzz_read_feed (data, size, format);
  return 0;
}
