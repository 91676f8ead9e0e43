/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-privacy.h"

#include "handrail/core/hr-error.h"

#include <errno.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* Any byte but zero; the C library fills freed blocks with it. */
#define FREED_BYTE 0x5A

gboolean
hr_privacy_harden_process (GError **error)
{
  const struct rlimit none = { 0, 0 };
  int limit_errno = 0;
  int dump_errno = 0;

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    limit_errno = errno;
  if (prctl (PR_SET_DUMPABLE, 0L, 0L, 0L, 0L) != 0)
    dump_errno = errno;
#ifdef M_PERTURB
  /* Copies of search words that libraries made and freed must not stay readable in the heap. */
  (void)mallopt (M_PERTURB, FREED_BYTE);
#endif

  if (limit_errno != 0)
    return hr_set_errno_error (error, limit_errno, "Core dumps of Handrail could not be limited to nothing");
  if (dump_errno != 0)
    return hr_set_errno_error (error, dump_errno, "Core dumps of Handrail could not be switched off");
  return TRUE;
}
