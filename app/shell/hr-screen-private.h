/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How large a pixel is on the panel. */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/** hr_screen_get_px_per_mm: @panel_width_mm: what somebody measured, or 0: then what the monitor says of itself, else 96 dpi */
double hr_screen_get_px_per_mm (GdkDisplay *display, int panel_width_mm);

G_END_DECLS
