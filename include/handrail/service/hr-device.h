/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What belongs to this device rather than to the center: handrail.conf in the data folder. The only place for it; written by
 * `handrailctl set device FIELD=VALUE` or by hand. Blocks on one small file: at the start of a program, on workers, in the command
 * line.
 *
 *   [print]
 *   printer=Lobby        name of the CUPS queue that the lobby prints on; unset = the lobby offers no paper
 *   paper=receipt        what lies in that printer (hr-paper.h); unset = the paper of the center (site.paper)
 *   [slips]
 *   offered=yes          whether the lobby offers slips of attendance, for groups that have slips=yes; unset = no
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HR_DEVICE_FILE "handrail.conf"

/** HrDevice: @printer, @paper: (nullable) */
typedef struct
{
  char *printer;
  char *paper;
  gboolean slips;
} HrDevice;

/** hr_device_read: (transfer full): everything unset when there is no file; %NULL with %HR_ERROR_INPUT or %HR_ERROR_IO */
HrDevice *hr_device_read (const char *directory, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_device_free (HrDevice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrDevice, hr_device_free)

/** hr_device_get_fields: (array zero-terminated=1) (transfer none): "printer", "paper", "slips" */
const char *const *hr_device_get_fields (void);

/**
 * hr_device_set:
 * @fields, @values: (array zero-terminated=1): pairs; "" unsets
 *
 * All or none. What else stands in the file stays, comments too.
 *
 * Returns: %FALSE with %HR_ERROR_INPUT, %HR_ERROR_IO or %HR_ERROR_NO_SPACE
 */
gboolean hr_device_set (const char *directory, const char *const *fields, const char *const *values, GError **error);

G_END_DECLS
