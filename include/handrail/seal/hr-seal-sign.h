/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ed25519: keys, the files that keep them, signatures. Devices, sites and managers all sign through here. Any thread. */
#pragma once

#include "handrail/seal/hr-seal.h"

G_BEGIN_DECLS

#define HR_SEAL_SECRET_KEY_BYTES 64
#define HR_SEAL_SIGNATURE_BYTES 64

/** hr_seal_make_keys: a new pair. The secret one is the seed followed by the public one, as libsodium and RFC 8032 tools have it */
void hr_seal_make_keys (guint8 ret_public[HR_SEAL_PUBLIC_KEY_BYTES], guint8 ret_secret[HR_SEAL_SECRET_KEY_BYTES]);

/** hr_seal_check_keys: whether @secret is whole; @ret_public: then the key that belongs to it */
gboolean hr_seal_check_keys (const guint8 secret[HR_SEAL_SECRET_KEY_BYTES], guint8 ret_public[HR_SEAL_PUBLIC_KEY_BYTES])
    G_GNUC_WARN_UNUSED_RESULT;

void hr_seal_sign (const guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES], const void *data, gsize length,
                   guint8 ret_signature[HR_SEAL_SIGNATURE_BYTES]);

/** hr_seal_verify: whether @signature is the one of @public_key over @data */
gboolean hr_seal_verify (const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES], const void *data, gsize length,
                         const guint8 signature[HR_SEAL_SIGNATURE_BYTES]);

/**
 * hr_seal_load_keys:
 * @path: of a file with the 64 bytes of a secret key
 * @name: how a message begins that speaks of the key: "The key of this device"
 *
 * Returns: %FALSE with %HR_ERROR_NOT_FOUND (no file), %HR_ERROR_IO or %HR_ERROR_CORRUPT (wrong length, damaged: the file is kept);
 *   then neither key is written
 */
gboolean hr_seal_load_keys (const char *path, const char *name, guint8 ret_public[HR_SEAL_PUBLIC_KEY_BYTES],
                            guint8 ret_secret[HR_SEAL_SECRET_KEY_BYTES], GError **error);

/**
 * hr_seal_save_keys:
 * @path: of the file that is made, mode 0600: temporary name, fsync, and there whole or not at all
 *
 * Returns: %FALSE with %HR_ERROR_REFUSED (something has that name already and stays), %HR_ERROR_IO or %HR_ERROR_NO_SPACE
 */
gboolean hr_seal_save_keys (const char *path, const char *name, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES], GError **error);

/** hr_seal_load_or_make_keys: the same pair every time, made when there is no file. When two processes make one at once, both get the
 * pair of the quicker. Returns: %FALSE with an error of the two above */
gboolean hr_seal_load_or_make_keys (const char *path, const char *name, guint8 ret_public[HR_SEAL_PUBLIC_KEY_BYTES],
                                    guint8 ret_secret[HR_SEAL_SECRET_KEY_BYTES], GError **error);

G_END_DECLS
