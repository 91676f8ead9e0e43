/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children side by side, wrapped into as many rows as the width asks for: chips, badges, short buttons. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_FLOW (hr_flow_get_type ())
G_DECLARE_FINAL_TYPE (HrFlow, hr_flow, HR, FLOW, GtkWidget)

/** hr_flow_new: @gap_mm: between children and between rows */
GtkWidget *hr_flow_new (double gap_mm) G_GNUC_WARN_UNUSED_RESULT;
void hr_flow_append (HrFlow *self, GtkWidget *child);
void hr_flow_remove_all (HrFlow *self);
/** hr_flow_set_homogeneous: all children as wide as the widest, and rows filled out */
void hr_flow_set_homogeneous (HrFlow *self, gboolean homogeneous);

G_END_DECLS
