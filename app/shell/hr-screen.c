/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-shell"

#include "hr-screen-private.h"
#include "handrail/core/hr-error.h"
#include "handrail/service/hr-session.h"

#define CONFIG_FILE "handrail.conf"
#define CONFIG_GROUP "screen"
#define CONFIG_KEY "panel-width-mm"
#define IDLE_KEY "idle-seconds"
#define WIDTH_MIN_MM 100
#define WIDTH_MAX_MM 4000

/* Monitors that say nonsense about themselves are common: a projector, a cheap adapter, a virtual screen. */
#define PX_PER_MM_MIN 1.5
#define PX_PER_MM_MAX 12.0
#define PX_PER_MM_96_DPI (96.0 / 25.4)

/* 0 when the file or the key is not there */
static gboolean
read_integer (const char *directory, const char *key, const char *what, int least, int most, int *ret_value, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) own = NULL;
  g_autofree char *path = g_build_filename (directory, CONFIG_FILE, NULL);
  int value;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      *ret_value = 0;
      return TRUE;
    }
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &own))
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "%s cannot be read: %s. Correct it or take it away.", path,
                   own->message);
      return FALSE;
    }
  if (!g_key_file_has_key (file, CONFIG_GROUP, key, NULL))
    {
      *ret_value = 0;
      return TRUE;
    }
  value = g_key_file_get_integer (file, CONFIG_GROUP, key, &own);
  if (own != NULL || value < least || value > most)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "%s: %s in [%s] must be %s, from %d to %d.", path, key, CONFIG_GROUP,
                   what, least, most);
      return FALSE;
    }
  *ret_value = value;
  return TRUE;
}

gboolean
hr_screen_read_width_mm (const char *directory, int *ret_width_mm, GError **error)
{
  return read_integer (directory, CONFIG_KEY, "the width of the visible screen in millimetres", WIDTH_MIN_MM,
                       WIDTH_MAX_MM, ret_width_mm, error);
}

guint
hr_screen_get_idle_s (const char *directory)
{
  g_autoptr (GError) error = NULL;
  int idle_s = 0;

  if (!read_integer (directory, IDLE_KEY, "the seconds until the screen asks whether somebody is there",
                     HR_SESSION_IDLE_LEAST_S, HR_SESSION_IDLE_MOST_S, &idle_s, &error))
    g_warning ("%s", error->message);
  return idle_s > 0 ? (guint)idle_s : HR_SESSION_IDLE_S;
}

double
hr_screen_get_px_per_mm (GdkDisplay *display, const char *directory, int panel_width_mm)
{
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (gdk_display_get_monitors (display), 0);
  g_autoptr (GError) error = NULL;
  GdkRectangle area = { 0, 0, 0, 0 };
  double px_per_mm;
  int own_mm;

  if (monitor == NULL)
    return PX_PER_MM_96_DPI;
  gdk_monitor_get_geometry (monitor, &area);
  if (panel_width_mm <= 0 && !hr_screen_read_width_mm (directory, &panel_width_mm, &error))
    g_warning ("%s", error->message);
  if (panel_width_mm > 0)
    return (double)area.width / panel_width_mm;
  own_mm = gdk_monitor_get_width_mm (monitor);
  px_per_mm = own_mm > 0 ? (double)area.width / own_mm : 0.0;
  if (px_per_mm >= PX_PER_MM_MIN && px_per_mm <= PX_PER_MM_MAX)
    return px_per_mm;
  g_message ("The monitor does not say how wide it is; 96 dots per inch are assumed. Write [%s] %s=… into %s.",
             CONFIG_GROUP, CONFIG_KEY, CONFIG_FILE);
  return PX_PER_MM_96_DPI;
}
