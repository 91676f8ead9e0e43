/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which meetings: the filters of the lobby, at the desk. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

/** hr_filter_sheet_open: a sheet; each touch changes @query and calls @changed with @owner, which owns @query and is kept alive meanwhile */
void hr_filter_sheet_open (HrStaffContext *context, HrQuery *query, void (*changed) (gpointer owner), GObject *owner);

G_END_DECLS
