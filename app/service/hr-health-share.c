/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The share: whether this device is in step with the others. Reads only, and waits for no folder. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-health-private.h"

#include "handrail/service/hr-sharing.h"

#include <glib/gi18n-lib.h>

#define MS (G_GINT64_CONSTANT (1000))
#define LATE_S (G_GINT64_CONSTANT (2) * 60 * 60)
#define LONG_S (G_GINT64_CONSTANT (24) * 60 * 60)
#define UNTOLD_S (G_GINT64_CONSTANT (4) * 24 * 60 * 60)
#define SILENT_S (G_GINT64_CONSTANT (14) * 24 * 60 * 60)

/* The desk says when, in its own words, elsewhere: here a day and a time do. */
static char *
describe_time (HrHealth *self, gint64 ms)
{
  g_autofree char *text = hr_zone_format_rfc3339 (self->zone, ms / MS);

  text[16] = '\0';
  text[10] = ' ';
  return g_steal_pointer (&text);
}

static void
check_last_sync (HrHealth *self, const HrShareStatus *status)
{
  g_autofree char *when = status->synced_ms > 0 ? describe_time (self, status->synced_ms) : NULL;
  gint64 age_s = hr_clock_now_s (self->clock) - status->synced_ms / MS;

  if (when == NULL)
    hr_health_add (self, "share", HR_HEALTH_ATTENTION,
                   _ ("This device was never in step with the share at %s. See that the service handrail-syncd runs. %s"), status->folder,
                   status->trouble != NULL ? status->trouble : "");
  else if (self->today != HR_DATE_NONE && age_s > LATE_S)
    hr_health_add (self, "share", age_s > LONG_S ? HR_HEALTH_TROUBLE : HR_HEALTH_ATTENTION,
                   _ ("This device was in step with the share last on %s. See that the network and the service handrail-syncd run. %s"), when,
                   status->trouble != NULL ? status->trouble : "");
  else if (status->trouble != NULL)
    hr_health_add (self, "share", HR_HEALTH_ATTENTION, _ ("In step with the share last on %s. Since then: %s"), when, status->trouble);
  else
    hr_health_add (self, "share", HR_HEALTH_OK, _ ("In step with the share at %s, last on %s."), status->folder, when);
}

/* Only managers can do something about a device that is silent; a kiosk publishes nothing that others read. */
static void
check_silent (HrHealth *self, const HrShareStatus *status)
{
  gint64 now_ms = hr_clock_now_s (self->clock) * MS;

  if ((status->roles & HR_SHARE_MANAGER) == 0 || self->today == HR_DATE_NONE)
    return;
  for (guint i = 0; i < status->devices->len; i++)
    {
      const HrShareDevice *device = g_ptr_array_index (status->devices, i);
      g_autofree char *when = device->published_ms > 0 ? describe_time (self, device->published_ms) : NULL;

      if (device->own || device->revoked || when == NULL || (device->roles & HR_SHARE_STAFF) == 0
          || now_ms - device->published_ms < SILENT_S * MS)
        continue;
      hr_health_add (self, "share", HR_HEALTH_ATTENTION,
                     _ ("The last news of the device “%s” is of %s. Ask whether it is still used; when it was lost, put it out."),
                     device->name, when);
    }
}

/* What the desk's page of the share warns of, but for what is said above already. */
static void
check_warnings (HrHealth *self, const HrSharingState *state)
{
  g_autoptr (GPtrArray) warnings = hr_sharing_warnings (state, hr_clock_now_s (self->clock), self->zone);

  for (guint i = 0; i < warnings->len; i++)
    {
      const HrSharingWarning *warning = warnings->pdata[i];

      if (warning->sort == HR_SHARING_AWAY || warning->sort == HR_SHARING_OUT)
        continue;
      hr_health_add (self, "share", warning->urgent ? HR_HEALTH_TROUBLE : HR_HEALTH_ATTENTION, "%s", warning->text);
    }
}

/* A day, and never a number. Those of a device whose meetings follow each other around the clock never find their hour. */
static void
check_told (HrHealth *self, const HrShareStatus *status)
{
  g_autofree char *counts = g_build_filename (self->directory, HR_COUNTS_FILE, NULL);
  g_autofree char *when = status->told_ms > 0 ? describe_time (self, status->told_ms) : NULL;
  gint64 age_s = hr_clock_now_s (self->clock) - status->told_ms / MS;

  if (when != NULL)
    when[10] = '\0';
  if (self->today == HR_DATE_NONE || (when == NULL && !g_file_test (counts, G_FILE_TEST_EXISTS)))
    return;
  if (when == NULL)
    hr_health_add (self, "share", HR_HEALTH_OK, _ ("The counts of this device have not gone to the share yet. They go after the last meeting of a day."));
  else if (age_s > UNTOLD_S)
    hr_health_add (self, "share", HR_HEALTH_ATTENTION,
                   _ ("The counts of this device went to the share last on %s. They go once a day, when no meeting is near: leave this device on "
                      "for an hour after the last one."),
                   when);
  else
    hr_health_add (self, "share", HR_HEALTH_OK, _ ("The counts of this device went to the share last on %s."), when);
}

void
hr_health_check_share (HrHealth *self)
{
  g_autofree char *key = g_build_filename (self->directory, "device.key", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrSharingState) state = NULL;
  const HrShareStatus *status = NULL;

  /* when the database does not open, another check says so; a device without a key never wrote anything */
  if (!self->open || !g_file_test (key, G_FILE_TEST_EXISTS))
    return;
  state = hr_sharing_load_state (self->directory, self->store, self->clock, &error);
  status = state != NULL ? state->status : NULL;
  if (status == NULL)
    hr_health_add (self, "share", HR_HEALTH_ATTENTION, _ ("How the share stands could not be read. %s"), error->message);
  else if (status->folder == NULL)
    hr_health_add (self, "share", HR_HEALTH_OK, _ ("This device is in no share: its listings are its own."));
  else if (status->revoked)
    hr_health_add (self, "share", HR_HEALTH_TROUBLE,
                   _ ("This device was put out of the share. What is changed here reaches nobody. Ask a manager."));
  else if (!status->member)
    hr_health_add (self, "share", HR_HEALTH_ATTENTION,
                   _ ("This device asked to be let into a share and waits for a manager, who compares its code."));
  else
    {
      check_last_sync (self, status);
      check_told (self, status);
      check_silent (self, status);
      check_warnings (self, state);
    }
}
