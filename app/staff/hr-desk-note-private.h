/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A short note at the foot of the desk: what was done, or why it could not be; sometimes with Undo. It goes away by itself, and at a touch. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_DESK_NOTE (hr_desk_note_get_type ())
G_DECLARE_FINAL_TYPE (HrDeskNote, hr_desk_note, HR, DESK_NOTE, GtkWidget)

GtkWidget *hr_desk_note_new (void) G_GNUC_WARN_UNUSED_RESULT;
/** hr_desk_note_show: see hr_staff_window_say() */
void hr_desk_note_show (HrDeskNote *self, const char *text, const char *action, void (*callback) (gpointer owner), GObject *owner);
void hr_desk_note_hide (HrDeskNote *self);

G_END_DECLS
