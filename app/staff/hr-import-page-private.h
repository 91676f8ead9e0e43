/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list is brought in: choose the file, say what the columns are, look at what would change, and do it; and earlier ones taken back. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_IMPORT_PAGE (hr_import_page_get_type ())
G_DECLARE_FINAL_TYPE (HrImportPage, hr_import_page, HR, IMPORT_PAGE, HrPage)

HrPage *hr_import_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
