/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A USB scanner is a keyboard that types wherever the focus is: while it is listened to, what could begin its text goes into one field,
 * unless something is being written elsewhere. The field takes no focus by itself: on a screen in the lobby that would bring the keyboard,
 * which covers half of the page. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_DESK_SCANNER (hr_desk_scanner_get_type ())
G_DECLARE_FINAL_TYPE (HrDeskScanner, hr_desk_scanner, HR, DESK_SCANNER, GObject)

/** hr_desk_scanner_new: @entry: outlives it */
HrDeskScanner *hr_desk_scanner_new (GtkWidget *entry) G_GNUC_WARN_UNUSED_RESULT;
/** hr_desk_scanner_listen: on the window that @entry is in, until it is ended */
void hr_desk_scanner_listen (HrDeskScanner *self, gboolean listen);

G_END_DECLS
