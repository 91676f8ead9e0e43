/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The foot of a list that is shown part by part: where one is, Previous and More. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** HrDeskTurner: "turned": another part is wanted, hr_desk_turner_get_offset() says which. The two buttons are there when there is more than
 * one part */
#define HR_TYPE_DESK_TURNER (hr_desk_turner_get_type ())
G_DECLARE_FINAL_TYPE (HrDeskTurner, hr_desk_turner, HR, DESK_TURNER, GtkBox)

/** hr_desk_turner_new: (transfer floating); @per_part: how many rows a part has */
GtkWidget *hr_desk_turner_new (guint per_part) G_GNUC_WARN_UNUSED_RESULT;

/** hr_desk_turner_get_offset: the first row of the part that is wanted, from 0 */
guint hr_desk_turner_get_offset (HrDeskTurner *self);
/** hr_desk_turner_rewind: the first part is wanted; "turned" is not said */
void hr_desk_turner_rewind (HrDeskTurner *self);
/** hr_desk_turner_set_total: how many rows there are. Returns: %FALSE when the part went away under us; then the last one is wanted, and
 * whoever has asked for the rows asks again */
gboolean hr_desk_turner_set_total (HrDeskTurner *self, guint total);
/** hr_desk_turner_set_text: @text: (nullable): %NULL: "21 to 40 of 57" when there is more than one part, else nothing */
void hr_desk_turner_set_text (HrDeskTurner *self, const char *text);

G_END_DECLS
