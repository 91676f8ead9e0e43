/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lobby's own page of what is not published yet, as a sheet over the form. */
#pragma once

#include "handrail/service/hr-form.h"
#include "hr-staff-context-private.h"

G_BEGIN_DECLS

/** hr_preview_sheet_can: whether the lobby has a page that shows what @form says */
gboolean hr_preview_sheet_can (HrStaffContext *context, HrForm *form);
void hr_preview_sheet_open (HrStaffContext *context, HrForm *form);

G_END_DECLS
