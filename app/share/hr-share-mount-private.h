/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a remote folder reachable. Nobody is ever asked anything: there is nobody. */
#pragma once

#include "hr-share-worker-private.h"

G_BEGIN_DECLS

/** HrShareRemote: where it is and who we are there; reference counted. The password is wiped with it */
typedef struct
{
  char *uri;
  char *user, *domain, *password; /* (nullable) */
} HrShareRemote;

HrShareRemote *hr_share_remote_new (const char *uri, const char *user, const char *domain, const char *password) G_GNUC_WARN_UNUSED_RESULT;
void hr_share_remote_unref (HrShareRemote *self);

/** hr_share_remote_mount: on the worker's thread; one that is mounted is fine */
gboolean hr_share_remote_mount (HrShareRemote *self, HrShareJob *job, GError **error);

G_END_DECLS
