/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two threads of HrSharing: what is done to the share, and how it stands. */
#pragma once

#include "handrail/service/hr-sharing.h"

G_BEGIN_DECLS

/** HrSharingJob: a copy of the work, what it needs of the center, and what it found */
typedef struct
{
  HrSharingVerb verb;
  char *folder, *name, *invitation, *key_folder, *device, *site, *actor;
  guint roles;
  char *directory;
  HrStore *store;
  HrClock *clock;
  GPtrArray *requests; /* (nullable) */
  char *root_key;      /* (nullable) */
} HrSharingJob;

HrSharingJob *hr_sharing_job_new (HrCenter *center, const HrSharingWork *work) G_GNUC_WARN_UNUSED_RESULT;
void hr_sharing_job_free (gpointer data);
/** hr_sharing_job_run: blocks, for ever when the folder does */
gboolean hr_sharing_job_run (HrSharingJob *self, GError **error);

/** hr_sharing_state_print: (transfer full): all of it: the same twice when nothing is another */
char *hr_sharing_state_print (const HrSharingState *state) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
