/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The on-screen keyboard: letters of the language, accents by their plain letter (search folds them), digits, space, delete, done. Keys take no focus. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_KEYBOARD (hr_keyboard_get_type ())
G_DECLARE_FINAL_TYPE (HrKeyboard, hr_keyboard, HR, KEYBOARD, GtkWidget)

/** HrKeyboard::done: the Done key */
GtkWidget *hr_keyboard_new (void) G_GNUC_WARN_UNUSED_RESULT;
/** hr_keyboard_set_target: (nullable): where keys write; weak */
void hr_keyboard_set_target (HrKeyboard *self, GtkEditable *target);
/** hr_keyboard_set_text_target: (nullable): a text of several lines, before the target; weak */
void hr_keyboard_set_text_target (HrKeyboard *self, GtkTextView *target);
/** hr_keyboard_set_full: for staff: capitals, signs and accents, on keys of the desk's size */
void hr_keyboard_set_full (HrKeyboard *self, gboolean full);
/** hr_keyboard_set_language: "es" has ñ */
void hr_keyboard_set_language (HrKeyboard *self, const char *language);

G_END_DECLS
