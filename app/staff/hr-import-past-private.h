/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists that were brought in during the last 30 days, each with the way back. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_IMPORT_PAST (hr_import_past_get_type ())
G_DECLARE_FINAL_TYPE (HrImportPast, hr_import_past, HR, IMPORT_PAST, GtkBox)

GtkWidget *hr_import_past_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_import_past_ask: reads them anew */
void hr_import_past_ask (HrImportPast *self);
/** hr_import_past_undo: takes one back as a whole and says what stayed; nothing when the desk is locked */
void hr_import_past_undo (HrImportPast *self, gint64 number);

G_END_DECLS
