/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list that is being written. It belongs to the desk, not to a page: pages are made anew in another language, and what was begun goes on. */
#pragma once

#include "handrail/service/hr-import-job.h"

G_BEGIN_DECLS

#define HR_TYPE_IMPORT_RUN (hr_import_run_get_type ())
G_DECLARE_FINAL_TYPE (HrImportRun, hr_import_run, HR, IMPORT_RUN, GObject)

/** HrImportRun::ended: hr_import_run_get_report() or hr_import_run_get_error() says how */

/** hr_import_run_new: begins at once. @columns: (nullable), @fellowship: (nullable): what @job was prepared with; @skip: (element-type utf8): copied */
HrImportRun *hr_import_run_new (HrImportJob *job, const HrFeedColumns *columns, const char *fellowship, GHashTable *skip,
                                gboolean accept_removals) G_GNUC_WARN_UNUSED_RESULT;
/** hr_import_run_stop: nothing is changed then; too late once it has ended */
void hr_import_run_stop (HrImportRun *self);
gboolean hr_import_run_has_ended (HrImportRun *self);
/** hr_import_run_get_report: (nullable) (transfer none): of what was done */
const HrImportReport *hr_import_run_get_report (HrImportRun *self);
/** hr_import_run_get_error: (nullable) (transfer none): why nothing was done */
const GError *hr_import_run_get_error (HrImportRun *self);
HrImportJob *hr_import_run_get_job (HrImportRun *self);
const HrFeedColumns *hr_import_run_get_columns (HrImportRun *self);
const char *hr_import_run_get_fellowship (HrImportRun *self);

G_END_DECLS
