/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes that several devices can open and nobody else: XChaCha20-Poly1305 under a key of its own, which lies in one libsodium sealed
 * box for each of them. The devices' signing keys serve, turned into X25519. Who closed a box, it does not say. Any thread. */
#pragma once

#include "handrail/seal/hr-seal-sign.h"

G_BEGIN_DECLS

/** HR_SEAL_BOX_KEYS_MAX: how many can be given */
#define HR_SEAL_BOX_KEYS_MAX 1024

/**
 * hr_seal_box_close:
 * @publics: (array length=n_publics): Ed25519 keys of those who may open it, 1…%HR_SEAL_BOX_KEYS_MAX
 * @pad: the content is brought to a multiple of so many bytes, so that its size tells little; at least 1
 *
 * Returns: (transfer full) (nullable): %NULL when one of the keys is none
 */
GBytes *hr_seal_box_close (const void *data, gsize length, gsize pad, const guint8 (*publics)[HR_SEAL_PUBLIC_KEY_BYTES],
                           guint n_publics) G_GNUC_WARN_UNUSED_RESULT;

/** hr_seal_box_open: (transfer full) (nullable): %NULL when it is not for the owner of the keys, or was changed */
GBytes *hr_seal_box_open (const void *data, gsize length, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES]) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
