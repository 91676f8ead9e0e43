/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to help on screens that have no bars: the two numbers, and one touch to all the others. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *hr_help_strip_new (void) G_GNUC_WARN_UNUSED_RESULT;
/** hr_help_strip_refresh: in the language that is set */
void hr_help_strip_refresh (GtkWidget *strip);

G_END_DECLS
