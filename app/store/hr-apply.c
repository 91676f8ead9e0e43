/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-apply-private.h"

HrImportReport *
hr_apply (HrState *state, HrFeed *feed, const HrApplyOptions *options, GError **error)
{
  g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED, "not yet");
  return NULL;
}
