/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column of a table is what of a meeting: the proposal, some cells beside it, and the choice of staff. */
#pragma once

#include "handrail/feed/hr-feed-columns.h"
#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_IMPORT_COLUMNS (hr_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (HrImportColumns, hr_import_columns, HR, IMPORT_COLUMNS, GtkBox)

GtkWidget *hr_import_columns_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_import_columns_show: @table: (transfer full) */
void hr_import_columns_show (HrImportColumns *self, HrFeedTable *table);
/** hr_import_columns_get: (transfer full): as it is matched now, every column */
HrFeedColumns *hr_import_columns_get (HrImportColumns *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
