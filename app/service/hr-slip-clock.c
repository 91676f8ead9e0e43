/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-slip-clock-private.h"

#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>

gint64
hr_slip_clock_read (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, HR_SLIP_CLOCK_FILE, NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  return MAX (g_ascii_strtoll (text, NULL, 10), 0);
}

gboolean
hr_slip_clock_write (const char *directory, gint64 seen_s, GError **error)
{
  g_autofree char *path = g_build_filename (directory, HR_SLIP_CLOCK_FILE, NULL);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT "\n", seen_s);
  g_autoptr (GError) own = NULL;

  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, &own))
    return TRUE;
  g_set_error (error, HR_ERROR, HR_ERROR_IO, _ ("%s could not be written: %s."), path, own->message);
  return FALSE;
}
