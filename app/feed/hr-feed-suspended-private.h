/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hr_feed_strip_suspended:
 * @name: of a meeting
 *
 * "(SUSPENDED)", "Suspended: …", "… - temporarily closed", "… (suspendida)": where a feed has no field for it, people write
 * it into the name.
 *
 * Returns: (transfer full) (nullable): the name without the mark, possibly ""; %NULL when there is no mark
 */
char *hr_feed_strip_suspended (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
