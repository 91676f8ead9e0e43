/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new database with the built-in fellowships and a site record. */
#pragma once

#include "hr-state-private.h"

G_BEGIN_DECLS

/** hr_create: made under a temporary name, so that there is a whole one or none; @state stays closed */
gboolean hr_create (HrState *state, GError **error);

/** hr_create_zone: the system's time zone, or America/New_York */
char *hr_create_zone (void) G_GNUC_WARN_UNUSED_RESULT;

/** hr_create_site: what a new database says of its site */
HrRecord *hr_create_site (GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
