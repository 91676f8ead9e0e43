/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** hr_was_cancelled: whether @error (nullable) says that the caller itself did not want the answer any more: the store says so with
 * %HR_ERROR_CANCELLED, a GTask that ended before with %G_IO_ERROR_CANCELLED. Nobody is told of it. Any thread */
gboolean hr_was_cancelled (const GError *error);

G_END_DECLS
