/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-cancelled.h"

#include "handrail/core/hr-error.h"

gboolean
hr_was_cancelled (const GError *error)
{
  return g_error_matches (error, HR_ERROR, HR_ERROR_CANCELLED) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}
