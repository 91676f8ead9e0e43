/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages of the desk ask of their window. The actions: desk.go (s, "PAGE" or "PAGE ARGUMENT"), desk.back, desk.lock, desk.leave. */
#pragma once

#include "handrail/staff/hr-staff-window.h"

G_BEGIN_DECLS

/** hr_staff_window_open_sheet: a question over the page, with a way back; replaces the one before. @content: (transfer floating) */
void hr_staff_window_open_sheet (HrStaffWindow *self, const char *title, GtkWidget *content);
void hr_staff_window_close_sheet (HrStaffWindow *self);

/**
 * hr_staff_window_say: a short note at the foot of the page: what was done, or why it could not be
 * @action: (nullable): the word of a button, such as "Undo", that calls @callback; gone with the note
 * @owner: (nullable): the note keeps it alive and hands it to @callback
 */
void hr_staff_window_say (HrStaffWindow *self, const char *text, const char *action, void (*callback) (gpointer owner), GObject *owner);

/** hr_staff_window_say_error: the error's own plain sentence; a cancelled call says nothing */
void hr_staff_window_say_error (HrStaffWindow *self, const GError *error);

G_END_DECLS
