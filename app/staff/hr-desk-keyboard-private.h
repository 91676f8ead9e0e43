/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyboard at the foot of the desk in the lobby: comes when a text gets the focus, goes with Done. On an office PC it stays away. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_DESK_KEYBOARD (hr_desk_keyboard_get_type ())
G_DECLARE_FINAL_TYPE (HrDeskKeyboard, hr_desk_keyboard, HR, DESK_KEYBOARD, GtkWidget)

/** hr_desk_keyboard_new: follows the focus of @window */
GtkWidget *hr_desk_keyboard_new (GtkWindow *window) G_GNUC_WARN_UNUSED_RESULT;
void hr_desk_keyboard_set_enabled (HrDeskKeyboard *self, gboolean enabled);
void hr_desk_keyboard_hide (HrDeskKeyboard *self);

G_END_DECLS
