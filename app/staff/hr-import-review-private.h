/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list would change, before it does: each meeting in words, and each can be left out. */
#pragma once

#include "handrail/service/hr-import-job.h"
#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_IMPORT_REVIEW (hr_import_review_get_type ())
G_DECLARE_FINAL_TYPE (HrImportReview, hr_import_review, HR, IMPORT_REVIEW, GtkBox)

GtkWidget *hr_import_review_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;
/**
 * hr_import_review_show:
 * @job: whose rows are shown; not asked while one of its steps runs
 * @report: (transfer full): of a dry run
 *
 * What was left out before stays so, where it is still among the changes: the same list may be looked at again.
 */
void hr_import_review_show (HrImportReview *self, HrImportJob *job, HrImportReport *report);
/** hr_import_review_clear: forgets everything, also what was left out */
void hr_import_review_clear (HrImportReview *self);
/** hr_import_review_get_report: (nullable) (transfer none) */
const HrImportReport *hr_import_review_get_report (HrImportReview *self);
/** hr_import_review_get_skip: (transfer none) (element-type utf8): ids that are left out */
GHashTable *hr_import_review_get_skip (HrImportReview *self);
/** hr_import_review_count: how many meetings would be added, changed and taken off, without those that are left out */
guint hr_import_review_count (HrImportReview *self);
/** hr_import_review_count_removed: how many of them would be taken off */
guint hr_import_review_count_removed (HrImportReview *self);

G_END_DECLS
