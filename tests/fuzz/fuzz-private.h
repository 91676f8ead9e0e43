/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "handrail/feed/hr-feed.h"

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls, and standalone.c with each file of a corpus */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* fuzz_read_feed: the bytes as a file of @format: an error in words, or records that hold */
void fuzz_read_feed (const uint8_t *data, size_t size, HrFeedFormat format);
void fuzz_check_feed (HrFeed *feed);
/* fuzz_get_vocabulary: (transfer none): a few types of each sort */
HrVocabulary *fuzz_get_vocabulary (void);
