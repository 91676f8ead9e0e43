/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The latest time that the clock of this device was seen to say, kept over a restart: a clock that says less was set back. Written once
 * an hour, whether anybody came or not. Blocks on one small file. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HR_SLIP_CLOCK_FILE "clock-mark"

/** hr_slip_clock_read: seconds since 1970; 0 when there is no file or it holds no time */
gint64 hr_slip_clock_read (const char *directory);
gboolean hr_slip_clock_write (const char *directory, gint64 seen_s, GError **error);

G_END_DECLS
