/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another thing to choose: a search over all of its kind, and a new one where a name is all that it needs. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

/**
 * hr_ref_sheet_open:
 * @fellowship: (nullable): of a new one
 * @can_clear: offers "none"
 * @done: @id: "" = none
 */
void hr_ref_sheet_open (HrStaffContext *context, HrKind kind, const char *title, const char *fellowship, gboolean can_clear,
                        void (*done) (const char *id, gpointer owner), GObject *owner);

G_END_DECLS
