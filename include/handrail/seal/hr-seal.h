/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first door to libsodium: hashing, the device's identity, locked memory; hr-seal-sign.h has keys and signatures. No GObject. Any
 * thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HR_SEAL_HASH_BYTES 32
/** HR_SEAL_PUBLIC_KEY_BYTES: of an Ed25519 key, and of an X25519 one */
#define HR_SEAL_PUBLIC_KEY_BYTES 32
/** HR_SEAL_DEVICE_ID_LENGTH: base32 (lower case, RFC 4648 alphabet, no padding) of BLAKE2b-128 of the public key */
#define HR_SEAL_DEVICE_ID_LENGTH 26

/** hr_seal_init: call once before anything else here; safe to repeat; aborts when the library cannot start */
void hr_seal_init (void);

/** hr_seal_hash: BLAKE2b-256 */
void hr_seal_hash (const void *data, gsize length, guint8 ret_hash[HR_SEAL_HASH_BYTES]);

#define HR_SEAL_SALT_BYTES 16
/** hr_seal_slow_hash: Argon2id over 64 MiB with three passes (a tenth of a second): for short codes that nobody shall find a second text
 * for by trying. Returns: %FALSE when there is not enough memory */
gboolean hr_seal_slow_hash (const void *data, gsize length, const guint8 salt[HR_SEAL_SALT_BYTES], guint8 ret_hash[HR_SEAL_HASH_BYTES]);

/** hr_seal_random: from the system's generator */
void hr_seal_random (void *buffer, gsize length);

/** hr_seal_wipe: overwrites @length bytes; never optimised away */
void hr_seal_wipe (void *memory, gsize length);

/** hr_seal_lock_alloc: memory that is kept out of swap and core dumps where the system allows; zero-filled. Freed (and
 * wiped) with hr_seal_lock_free() */
void *hr_seal_lock_alloc (gsize length);
void hr_seal_lock_free (void *memory);

/** hr_seal_device_id: Returns: (transfer full): 26 characters */
char *hr_seal_device_id (const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES]) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
