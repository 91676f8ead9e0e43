/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only door to libsodium: hashing, the device's identity, locked memory. No GObject. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HR_SEAL_HASH_BYTES 32
#define HR_SEAL_PUBLIC_KEY_BYTES 32
#define HR_SEAL_SECRET_KEY_BYTES 64
#define HR_SEAL_SIGNATURE_BYTES 64
/** HR_SEAL_DEVICE_ID_LENGTH: base32 (lower case, RFC 4648 alphabet, no padding) of BLAKE2b-128 of the public key */
#define HR_SEAL_DEVICE_ID_LENGTH 26

/** hr_seal_init: call once before anything else here; safe to repeat; aborts when the library cannot start */
void hr_seal_init (void);

/** hr_seal_hash: BLAKE2b-256 */
void hr_seal_hash (const void *data, gsize length, guint8 ret_hash[HR_SEAL_HASH_BYTES]);

/** hr_seal_random: from the system's generator */
void hr_seal_random (void *buffer, gsize length);

/** hr_seal_wipe: overwrites @length bytes; never optimised away */
void hr_seal_wipe (void *memory, gsize length);

/** hr_seal_lock_alloc: memory that is kept out of swap and core dumps where the system allows; zero-filled. Freed (and
 * wiped) with hr_seal_lock_free() */
void *hr_seal_lock_alloc (gsize length);
void hr_seal_lock_free (void *memory);

/** hr_seal_make_keys: a new Ed25519 pair */
void hr_seal_make_keys (guint8 ret_public[HR_SEAL_PUBLIC_KEY_BYTES], guint8 ret_secret[HR_SEAL_SECRET_KEY_BYTES]);

/** hr_seal_device_id: Returns: (transfer full): 26 characters */
char *hr_seal_device_id (const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES]) G_GNUC_WARN_UNUSED_RESULT;

void hr_seal_sign (const guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES], const void *data, gsize length,
                   guint8 ret_signature[HR_SEAL_SIGNATURE_BYTES]);

/** hr_seal_verify: whether @signature is the one of @public_key over @data */
gboolean hr_seal_verify (const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES], const void *data, gsize length,
                         const guint8 signature[HR_SEAL_SIGNATURE_BYTES]);

/**
 * hr_seal_load_or_make_keys:
 * @path: of the file with the secret key, mode 0600; made (temporary name, fsync, rename) when it does not exist
 *
 * Returns: %FALSE with %HR_ERROR_IO, %HR_ERROR_NO_SPACE or %HR_ERROR_CORRUPT (wrong length: the file is kept)
 */
gboolean hr_seal_load_or_make_keys (const char *path, guint8 ret_public[HR_SEAL_PUBLIC_KEY_BYTES],
                                    guint8 ret_secret[HR_SEAL_SECRET_KEY_BYTES], GError **error);

G_END_DECLS
