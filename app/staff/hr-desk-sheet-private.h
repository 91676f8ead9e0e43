/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question over the page, with a title and a way back. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_DESK_SHEET (hr_desk_sheet_get_type ())
G_DECLARE_FINAL_TYPE (HrDeskSheet, hr_desk_sheet, HR, DESK_SHEET, GtkWidget)

GtkWidget *hr_desk_sheet_new (void) G_GNUC_WARN_UNUSED_RESULT;
/** hr_desk_sheet_open: @content: (transfer floating); takes the focus */
void hr_desk_sheet_open (HrDeskSheet *self, const char *title, GtkWidget *content);
void hr_desk_sheet_close (HrDeskSheet *self);

G_END_DECLS
