/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a database, in sentences. */
#pragma once

#include "hr-state-private.h"

G_BEGIN_DECLS

GPtrArray *hr_check (HrState *state, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
