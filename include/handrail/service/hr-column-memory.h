/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The matches of columns that somebody decided, kept in columns.ini of the data folder by the header line of their tables. Blocks: for
 * workers and the command line. */
#pragma once

#include "handrail/feed/hr-feed-columns.h"

G_BEGIN_DECLS

#define HR_COLUMN_MEMORY_FILE "columns.ini"
/** HR_COLUMN_MEMORY_MAX: so many are kept; the one that was not used for the longest time goes */
#define HR_COLUMN_MEMORY_MAX 50

/** hr_column_memory_get: @key: of an HrFeedTable. Returns: (nullable) (transfer full): %NULL when there is none, also when the file cannot
 * be read: a match is a convenience that is asked for again */
HrFeedColumns *hr_column_memory_get (const char *directory, const char *key) G_GNUC_WARN_UNUSED_RESULT;

/** hr_column_memory_put: @columns: (nullable): %NULL forgets it. Written whole or not at all. %HR_ERROR_IO, %HR_ERROR_NO_SPACE */
gboolean hr_column_memory_put (const char *directory, const char *key, const HrFeedColumns *columns, GError **error);

G_END_DECLS
