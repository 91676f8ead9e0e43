/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-shell"

#include "hr-application-private.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-privacy.h"

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrApplication) application = NULL;

  if (!hr_privacy_harden_process (&error))
    g_warning ("%s", error->message);
  hr_language_init (NULL);
  application = hr_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
