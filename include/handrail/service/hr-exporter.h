/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Use cases: write the directory out. Blocks: for the command line and workers. */
#pragma once

#include "handrail/service/hr-center.h"

G_BEGIN_DECLS

typedef enum
{
  HR_EXPORT_MEETING_GUIDE,
  HR_EXPORT_CSV,
  HR_EXPORT_ICS,
} HrExportFormat;

/** hr_exporter_run: Returns: (transfer full): text of all published meetings; NULL with @error */
char *hr_exporter_run (HrCenter *center, HrExportFormat format, gsize *ret_length, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** hr_exporter_dump: Returns: (transfer full): canonical JSON of all published things: kinds in the order of HrKind, ids in byte order,
 * set fields only, no clocks: two devices in the same state print the same bytes */
char *hr_exporter_dump (HrCenter *center, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_exporter_save: temporary name, fsync, rename; "-" is standard output */
gboolean hr_exporter_save (const char *path, const char *text, gsize length, GError **error);

G_END_DECLS
