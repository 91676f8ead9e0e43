/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children under each other, each as high as it needs. A vertical GtkBox inside a horizontal one is asked how wide it is for many heights,
 * and asks each of its labels for the height in many widths, to find the best split (a search by halves within a search by halves): a
 * page of six cards shaped its texts 60 times. This one is as wide as its widest child, whatever the height. Gaps are
 * margins of the children. Thread: main. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_COLUMN (hr_column_get_type ())
G_DECLARE_FINAL_TYPE (HrColumn, hr_column, HR, COLUMN, GtkWidget)

GtkWidget *hr_column_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_column_append (HrColumn *self, GtkWidget *child);

G_END_DECLS
