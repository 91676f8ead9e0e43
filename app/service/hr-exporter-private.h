/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "handrail/service/hr-exporter.h"

G_BEGIN_DECLS

/** hr_exporter_write_feed: (transfer full): Meeting Guide JSON with all that belongs to the meetings, or CSV */
char *hr_exporter_write_feed (HrCenter *center, HrExportFormat format, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
