/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a table: an error with a place, or records that hold. */
#include "fuzz-private.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrFeedTable) table = hr_feed_table_new ((const char *)data, size, NULL, &error);

  g_assert ((table == NULL) == (error != NULL));
  for (guint i = 0; table != NULL && i < table->columns->len; i++)
    g_assert (g_utf8_validate (((HrFeedTableColumn *)table->columns->pdata[i])->name, -1, NULL));
  fuzz_read_feed (data, size, HR_FEED_AUTO);
  fuzz_read_feed (data, size, HR_FEED_CSV);
  return 0;
}
