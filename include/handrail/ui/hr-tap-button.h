/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The button of every page, with a tap engine for hands that tremble: press on it, release within 10 mm of it, any time and any movement
 * between: accepted. The same button again within half a second: ignored. A second finger or palm: ignored, the first wins. Keyboard and
 * assistive technology activate it as usual. At least 20 mm high and wide (CSS class "large": 30 mm). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TAP_MIN_MM 20.0
#define HR_TAP_LARGE_MM 30.0
/** HR_TAP_DESK_MM: the least in a window with the CSS class "desk", where staff work from near by */
#define HR_TAP_DESK_MM 12.7
#define HR_TAP_RELEASE_MM 10.0
#define HR_TAP_DOUBLE_STRIKE_MS 500

#define HR_TYPE_TAP_BUTTON (hr_tap_button_get_type ())
G_DECLARE_DERIVABLE_TYPE (HrTapButton, hr_tap_button, HR, TAP_BUTTON, GtkButton)

struct _HrTapButtonClass
{
  GtkButtonClass parent_class;
};

/** hr_tap_button_new: @label: translated; its signal is GtkButton::clicked; actions as GtkActionable */
GtkWidget *hr_tap_button_new (const char *label) G_GNUC_WARN_UNUSED_RESULT;
/** hr_tap_button_new_with_icon: an icon always with its text, above or beside it (@vertical) */
GtkWidget *hr_tap_button_new_with_icon (const char *icon_name, const char *label, gboolean vertical) G_GNUC_WARN_UNUSED_RESULT;
/** hr_tap_button_set_text: the label anew, in another language */
void hr_tap_button_set_text (HrTapButton *self, const char *text);
/** hr_tap_button_set_vertical: the icon above or beside the words */
void hr_tap_button_set_vertical (HrTapButton *self, gboolean vertical);
/** hr_tap_button_set_icon: only for one that was made with an icon */
void hr_tap_button_set_icon (HrTapButton *self, const char *icon_name);
/** hr_tap_button_get_label_widget, get_image_widget: (nullable) (transfer none): the GtkLabel and GtkImage inside, for size and alignment */
GtkWidget *hr_tap_button_get_label_widget (HrTapButton *self);
GtkWidget *hr_tap_button_get_image_widget (HrTapButton *self);
/** hr_tap_button_set_double_strike_ms: shorter for the keys of a keyboard, where letters come twice; such a key is also not kept from
 * following another tap at the same place */
void hr_tap_button_set_double_strike_ms (HrTapButton *self, guint double_strike_ms);

G_END_DECLS
