/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Base45 (RFC 9285): bytes as the capitals, digits and signs that a QR code packs most densely. Pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** hr_base45_encode: Returns: (transfer full): three characters for two bytes, two for a last single one */
char *hr_base45_encode (const guint8 *data, gsize length) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_base45_decode:
 * @text: exactly as hr_base45_encode() writes it: capitals, and every space counts
 * @ret_length: written on success only
 *
 * Returns: (transfer full) (nullable): %NULL when @text is not what any bytes encode to
 */
guint8 *hr_base45_decode (const char *text, gsize *ret_length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
