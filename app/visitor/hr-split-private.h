/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two parts of a page: above one another on an upright screen, side by side on a wide one. One part is the main part and takes what the other
 * leaves. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_SPLIT (hr_split_get_type ())
G_DECLARE_FINAL_TYPE (HrSplit, hr_split, HR, SPLIT, GtkWidget)

/** HrSplit:wide: (notify on change): whether the parts stand side by side */
GtkWidget *hr_split_new (void) G_GNUC_WARN_UNUSED_RESULT;
/** hr_split_set_main: takes the room that is left */
void hr_split_set_main (HrSplit *self, GtkWidget *child);
/** hr_split_set_side: as high as it needs above or below the main part; beside it as wide as it needs, at most the share */
void hr_split_set_side (HrSplit *self, GtkWidget *child);
/** hr_split_set_side_first: whether the side part is above (left of) the main part; default yes */
void hr_split_set_side_first (HrSplit *self, gboolean side_first);
/** hr_split_set_share: most of the width that the side part may take when wide, 0…1; @fixed: exactly this much */
void hr_split_set_share (HrSplit *self, double share, gboolean fixed);
/** hr_split_set_stacked: above one another also on a wide screen */
void hr_split_set_stacked (HrSplit *self, gboolean stacked);
gboolean hr_split_get_wide (HrSplit *self);

G_END_DECLS
