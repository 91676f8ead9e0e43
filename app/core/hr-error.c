/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>

#include <errno.h>

G_DEFINE_QUARK (hr - error - quark, hr_error)

gboolean
hr_set_errno_error (GError **error, int errno_value, const char *format, ...)
{
  gboolean full = errno_value == ENOSPC || errno_value == EDQUOT;
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (full)
    g_set_error (error, HR_ERROR, HR_ERROR_NO_SPACE,
                 _ ("%s: the disk is full. Nothing was changed; make room and try again."), what);
  else
    g_set_error (error, HR_ERROR, HR_ERROR_IO, _ ("%s: %s."), what, g_strerror (errno_value));
  return FALSE;
}
