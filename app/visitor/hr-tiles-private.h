/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Equal tiles that fill the room they have: in few columns while the rows fit, in more when they do not. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_TILES (hr_tiles_get_type ())
G_DECLARE_FINAL_TYPE (HrTiles, hr_tiles, HR, TILES, GtkWidget)

/**
 * hr_tiles_new:
 * @tall_columns: columns to begin with on an upright screen
 * @wide_columns: the same on a wide one
 * @least_mm: no more columns than leave each tile this wide
 * @max_mm: no tile grows higher than this, unless its content needs it
 */
GtkWidget *hr_tiles_new (guint tall_columns, guint wide_columns, double least_mm, double max_mm) G_GNUC_WARN_UNUSED_RESULT;
/** hr_tiles_set_wide_columns: @least_mm: as for hr_tiles_new() */
void hr_tiles_set_wide_columns (HrTiles *self, guint wide_columns, double least_mm);
void hr_tiles_append (HrTiles *self, GtkWidget *child);

G_END_DECLS
