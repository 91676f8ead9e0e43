/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a list can come from: sticks and folders, and the files in them; one tap goes in, one chooses. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_IMPORT_FILES (hr_import_files_get_type ())
G_DECLARE_FINAL_TYPE (HrImportFiles, hr_import_files, HR, IMPORT_FILES, GtkBox)

/** HrImportFiles::chosen: path (utf8): a file that could be a list */

GtkWidget *hr_import_files_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_import_files_start: shows the places to begin at */
void hr_import_files_start (HrImportFiles *self);
/** hr_import_files_up: Returns: %FALSE when the places to begin at are shown */
gboolean hr_import_files_up (HrImportFiles *self);
/** hr_import_files_stop: asks no disk any more */
void hr_import_files_stop (HrImportFiles *self);

G_END_DECLS
