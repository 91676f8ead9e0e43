/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain. Codes are named by what the caller can do about them; messages are whole plain
 * sentences that name the place and what to do. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HR_ERROR (hr_error_quark ())

/**
 * HrError:
 * @HR_ERROR_INPUT: what was given does not hold; the message names the place; correct it and try again
 * @HR_ERROR_NOT_FOUND: no such thing
 * @HR_ERROR_REFUSED: a rule protects the data; the message says how to insist
 * @HR_ERROR_LIMIT: too large, too deep or too many
 * @HR_ERROR_NO_SPACE: the disk is full; nothing was changed
 * @HR_ERROR_CORRUPT: the database is damaged; a backup may be restored
 * @HR_ERROR_TOO_NEW: the file was written by a newer Handrail
 * @HR_ERROR_BUSY: another process holds the database; try again
 * @HR_ERROR_CANCELLED: the caller cancelled
 * @HR_ERROR_CLOCK: the clock of the device cannot be right
 * @HR_ERROR_IO: a file could not be read or written
 * @HR_ERROR_CONFLICT: it was changed by somebody else since it was read; nothing was written; read it again and choose
 */
typedef enum
{
  HR_ERROR_INPUT,
  HR_ERROR_NOT_FOUND,
  HR_ERROR_REFUSED,
  HR_ERROR_LIMIT,
  HR_ERROR_NO_SPACE,
  HR_ERROR_CORRUPT,
  HR_ERROR_TOO_NEW,
  HR_ERROR_BUSY,
  HR_ERROR_CANCELLED,
  HR_ERROR_CLOCK,
  HR_ERROR_IO,
  HR_ERROR_CONFLICT,
} HrError;

GQuark hr_error_quark (void);

/**
 * hr_set_errno_error:
 * @error: (nullable): where to put it
 * @errno_value: as the system call left it; ENOSPC and EDQUOT become %HR_ERROR_NO_SPACE, else %HR_ERROR_IO
 * @format: what could not be done, without a final full stop
 *
 * Returns: always %FALSE, to be returned at once
 */
gboolean hr_set_errno_error (GError **error, int errno_value, const char *format, ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
