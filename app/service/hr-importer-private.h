/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "handrail/service/hr-importer.h"

G_BEGIN_DECLS

/**
 * HrImportInput: what a reading needs, so that it can be done in any thread
 * @directory: the data folder, for remembered matches
 * @timezone: (nullable): the site's
 */
typedef struct
{
  HrStore *store;
  HrVocabulary *vocabulary;
  const char *directory;
  const char *timezone;
  const char *path;
  const HrImportOptions *options;
  GCancellable *cancellable;
  HrFeedProgress progress;
  gpointer progress_data;
} HrImportInput;

/** hr_importer_load: the bytes of a file, or of standard input ("-") */
GBytes *hr_importer_load (const char *path, GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_importer_read: checks the fellowship, loads, recognises and reads */
HrFeed *hr_importer_read (const HrImportInput *input, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_importer_get_fellowship: (transfer none): the one that was said, else the format's */
const char *hr_importer_get_fellowship (const HrImportOptions *options, const HrFeed *feed);
/** hr_importer_get_file_name: (transfer full): for people */
char *hr_importer_get_file_name (const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
