/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-shell"

#include "hr-screen-private.h"

/* Monitors that say nonsense about themselves are common: a projector, a cheap adapter, a virtual screen. */
#define PX_PER_MM_MIN 1.5
#define PX_PER_MM_MAX 12.0
#define PX_PER_MM_96_DPI (96.0 / 25.4)

double
hr_screen_get_px_per_mm (GdkDisplay *display, int panel_width_mm)
{
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (gdk_display_get_monitors (display), 0);
  GdkRectangle area = { 0, 0, 0, 0 };
  double px_per_mm;
  int own_mm;

  if (monitor == NULL)
    return PX_PER_MM_96_DPI;
  gdk_monitor_get_geometry (monitor, &area);
  if (panel_width_mm > 0)
    return (double)area.width / panel_width_mm;
  own_mm = gdk_monitor_get_width_mm (monitor);
  px_per_mm = own_mm > 0 ? (double)area.width / own_mm : 0.0;
  if (px_per_mm >= PX_PER_MM_MIN && px_per_mm <= PX_PER_MM_MAX)
    return px_per_mm;
  g_message ("The monitor does not say how wide it is; 96 dots per inch are assumed. Measure it under Settings at the desk.");
  return PX_PER_MM_96_DPI;
}
