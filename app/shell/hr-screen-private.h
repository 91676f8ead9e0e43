/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How large a pixel is on the panel. */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * hr_screen_get_px_per_mm:
 * @directory: the data folder, whose handrail.conf may say [screen] panel-width-mm
 * @panel_width_mm: from the command line, or 0
 *
 * The command line, else the setting, else what the monitor says of itself, else 96 dpi.
 */
double hr_screen_get_px_per_mm (GdkDisplay *display, const char *directory, int panel_width_mm);

/** hr_screen_read_width_mm: 0 when there is no setting; %FALSE with %HR_ERROR_INPUT when it makes no sense */
gboolean hr_screen_read_width_mm (const char *directory, int *ret_width_mm, GError **error);

/** hr_screen_get_idle_s: the setting [screen] idle-seconds, else HR_SESSION_IDLE_S; one that makes no sense is told to the log */
guint hr_screen_get_idle_s (const char *directory);

G_END_DECLS
