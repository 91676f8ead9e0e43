/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buttons of one width in as many columns as their words allow: a row where there is room, a column where there is not. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_EVEN_BOX (hr_even_box_get_type ())
G_DECLARE_FINAL_TYPE (HrEvenBox, hr_even_box, HR, EVEN_BOX, GtkWidget)

GtkWidget *hr_even_box_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_even_box_append (HrEvenBox *self, GtkWidget *child);
/** hr_even_box_columns: how many columns @n things get whose words want @minimum and @natural pixels; @most: 0 = any */
guint hr_even_box_columns (guint n, int minimum, int natural, int width, int gap, guint most);

G_END_DECLS
