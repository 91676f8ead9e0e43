/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Use case: read a feed file into the directory. Blocks: for the command line and workers. */
#pragma once

#include "handrail/service/hr-center.h"

G_BEGIN_DECLS

/**
 * HrImportOptions:
 * @format: or auto
 * @fellowship: (nullable)
 * @source: (nullable)
 * @formats_path: (nullable): a BMLT GetFormats file; %NULL = a sibling of the feed whose name has GetFormats for GetSearchResults
 * @columns: (nullable): which column of a table is which field; %NULL = as it was decided for that header before, else as the
 *   names say
 */
typedef struct
{
  HrFeedFormat format;
  const char *fellowship;
  const char *source;
  const char *formats_path;
  const HrFeedColumns *columns;
  gboolean accept_removals;
  gboolean dry_run;
} HrImportOptions;

HrImportReport *hr_importer_run (HrCenter *center, const char *path, const HrImportOptions *options, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
