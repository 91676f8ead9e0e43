/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of windows, to look at. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** hr_picture_save: the whole of @window as a PNG file, when it has been drawn */
void hr_picture_save (GtkWidget *window, const char *path);

G_END_DECLS
