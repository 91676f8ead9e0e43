/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first time that a later program opens the database: what was kept because the one before did not know it finds its place. */
#pragma once

#include "hr-state-private.h"

G_BEGIN_DECLS

/** hr_learn: nothing, when this program wrote here last */
gboolean hr_learn (HrState *state, GError **error);

G_END_DECLS
