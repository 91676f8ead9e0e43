/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slips of attendance: whether what the lobby offers can be made. Reads only; makes no key. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-health-private.h"

#include "handrail/service/hr-device.h"
#include "handrail/service/hr-slip-keys.h"
#include "handrail/service/hr-slips.h"
#include "hr-slip-clock-private.h"

#include <glib/gi18n-lib.h>

#define VERIFY_PAGE "verify"

static gboolean
some_group_allows (HrHealth *self)
{
  g_autoptr (GPtrArray) groups = self->open ? hr_store_get_records (self->store, HR_KIND_GROUP, NULL) : NULL;

  /* when they cannot be read, another check says so */
  if (groups == NULL)
    return TRUE;
  for (guint i = 0; i < groups->len; i++)
    if (g_strcmp0 (hr_record_get (g_ptr_array_index (groups, i), "slips"), "yes") == 0)
      return TRUE;
  return FALSE;
}

void
hr_health_check_slips (HrHealth *self)
{
  g_autoptr (HrDevice) device = hr_device_new (self->directory);
  g_autoptr (GError) error = NULL;

  if (!hr_device_get (device)->slips)
    hr_health_add (self, "slips", HR_HEALTH_OK, _ ("Slips of attendance are switched off."));
  else if (!hr_slip_keys_check (self->directory, &error))
    {
      hr_health_add (self, "slips", HR_HEALTH_TROUBLE, _ ("The lobby can make no slips. %s"), error->message);
      hr_health_offer (self, VERIFY_PAGE);
    }
  else if (self->today != HR_DATE_NONE && hr_slip_clock_read (self->directory) > hr_clock_now_s (self->clock) + HR_SLIPS_CLOCK_S)
    {
      hr_health_add (self, "slips", HR_HEALTH_ATTENTION,
                     _ ("The clock went back, so the lobby makes no slips. Say on the desk's page Verify whether it is right now."));
      hr_health_offer (self, VERIFY_PAGE);
    }
  else if (!some_group_allows (self))
    {
      hr_health_add (self, "slips", HR_HEALTH_ATTENTION,
                     _ ("Slips are switched on, but no group allows them, so none is offered. Ask the groups, and write it into their listings."));
      hr_health_offer (self, "listings group");
    }
  else
    hr_health_add (self, "slips", HR_HEALTH_OK, _ ("Slips of attendance can be made."));
}
