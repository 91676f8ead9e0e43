/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the process itself can do so that nothing of a visit outlives it: no core dump, no reading of its memory by
 * others, freed memory overwritten. The systemd unit (resources/systemd) does the rest. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hr_privacy_harden_process:
 *
 * Forbids core dumps (limit 0, not dumpable; both also hold against a core handler that takes dumps through a pipe) and asks the
 * C library to overwrite memory when it is freed. Call it first in main(), before any thread starts; safe to repeat.
 *
 * Returns: %FALSE with %HR_ERROR_IO when the system refused one of them; the others are in force
 */
gboolean hr_privacy_harden_process (GError **error);

G_END_DECLS
