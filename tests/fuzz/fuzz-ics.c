/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a calendar: an error with a place, or records that hold. */
#include "fuzz-private.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  fuzz_read_feed (data, size, HR_FEED_AUTO);
  fuzz_read_feed (data, size, HR_FEED_ICS);
  return 0;
}
