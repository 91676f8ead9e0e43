/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Six digits, typed with a finger or a keyboard. They are neither shown nor spoken: assistive technology is told how many there are and
 * nothing else, and a key does not change its look when it is pressed. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_PIN_PAD (hr_pin_pad_get_type ())
G_DECLARE_FINAL_TYPE (HrPinPad, hr_pin_pad, HR, PIN_PAD, GtkWidget)

/** HrPinPad::entered: six digits are there: the handler takes them with hr_pin_pad_take() */
GtkWidget *hr_pin_pad_new (void) G_GNUC_WARN_UNUSED_RESULT;

/** hr_pin_pad_take: (transfer full): the digits, gone from the pad; wiped and freed with hr_pin_free() */
char *hr_pin_pad_take (HrPinPad *self) G_GNUC_WARN_UNUSED_RESULT;
void hr_pin_free (char *pin);

void hr_pin_pad_clear (HrPinPad *self);

G_END_DECLS
