/* SPDX-License-Identifier: GPL-3.0-or-later */
/* QR codes (ISO/IEC 18004) over libqrencode: squares on a cairo context. Any thread. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/** HR_QR_QUIET_MODULES: the quiet zone that the standard asks for on each side */
#define HR_QR_QUIET_MODULES 4

typedef enum
{
  HR_QR_LEVEL_M, /* on the screen */
  HR_QR_LEVEL_Q, /* on paper */
} HrQrLevel;

typedef struct _HrQr HrQr;

/**
 * hr_qr_new:
 * @text: UTF-8, at most what version 40 holds
 *
 * Returns: (transfer full): %NULL with %HR_ERROR_LIMIT when it is too long
 */
HrQr *hr_qr_new (const char *text, HrQrLevel level, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_qr_free (HrQr *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrQr, hr_qr_free)

/** hr_qr_get_modules: width without the quiet zone: 21…177 */
int hr_qr_get_modules (const HrQr *self);
gboolean hr_qr_is_dark (const HrQr *self, int x, int y);

/**
 * hr_qr_draw:
 * @size: width and height of the whole square with its quiet zone, in user units
 *
 * White ground, black modules, in every theme: inverted codes do not decode. Modules are whole device pixels when @size allows;
 * the rest becomes quiet zone.
 */
void hr_qr_draw (const HrQr *self, cairo_t *cr, double x, double y, double size);

G_END_DECLS
