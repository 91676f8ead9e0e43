/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-seal"

#include "handrail/seal/hr-seal.h"

#include <sodium.h>

#include <string.h>

#define DEVICE_ID_HASH_BYTES 16

G_STATIC_ASSERT (HR_SEAL_HASH_BYTES == crypto_generichash_BYTES);
G_STATIC_ASSERT (HR_SEAL_PUBLIC_KEY_BYTES == crypto_sign_PUBLICKEYBYTES);

void
hr_seal_init (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {
      /* Without it there is no randomness and no identity: nothing that follows could be trusted. */
      if (sodium_init () < 0)
        g_error ("The cryptographic library libsodium cannot start on this device.");
      g_once_init_leave (&done, 1);
    }
}

void
hr_seal_hash (const void *data, gsize length, guint8 ret_hash[HR_SEAL_HASH_BYTES])
{
  g_return_if_fail (data != NULL || length == 0);
  g_return_if_fail (ret_hash != NULL);

  crypto_generichash (ret_hash, HR_SEAL_HASH_BYTES, data, length, NULL, 0);
}

gboolean
hr_seal_slow_hash (const void *data, gsize length, const guint8 salt[HR_SEAL_SALT_BYTES], guint8 ret_hash[HR_SEAL_HASH_BYTES])
{
  g_return_val_if_fail (data != NULL && salt != NULL && ret_hash != NULL, FALSE);
  G_STATIC_ASSERT (HR_SEAL_SALT_BYTES == crypto_pwhash_argon2id_SALTBYTES);

  hr_seal_init ();
  return crypto_pwhash (ret_hash, HR_SEAL_HASH_BYTES, data, length, salt, 3, (gsize)64 * 1024 * 1024, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

void
hr_seal_random (void *buffer, gsize length)
{
  g_return_if_fail (buffer != NULL || length == 0);

  if (length > 0)
    randombytes_buf (buffer, length);
}

void
hr_seal_wipe (void *memory, gsize length)
{
  g_return_if_fail (memory != NULL || length == 0);

  if (length > 0)
    sodium_memzero (memory, length);
}

void *
hr_seal_lock_alloc (gsize length)
{
  void *memory;

  hr_seal_init ();
  memory = sodium_malloc (length);
  if (memory == NULL)
    g_error ("There is no memory left for %" G_GSIZE_FORMAT " bytes.", length);
  /* The library fills it with a pattern. */
  if (length > 0)
    memset (memory, 0, length);
  return memory;
}

void
hr_seal_lock_free (void *memory)
{
  sodium_free (memory);
}

char *
hr_seal_device_id (const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES])
{
  g_return_val_if_fail (public_key != NULL, NULL);

  static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  guint8 hash[DEVICE_ID_HASH_BYTES];
  char *id = g_malloc (HR_SEAL_DEVICE_ID_LENGTH + 1);
  guint32 window = 0;
  guint bits = 0;
  gsize used = 0;

  crypto_generichash (hash, sizeof hash, public_key, HR_SEAL_PUBLIC_KEY_BYTES, NULL, 0);
  for (gsize i = 0; i < HR_SEAL_DEVICE_ID_LENGTH; i++)
    {
      if (bits < 5)
        {
          /* The last character carries the last three bits of the hash and two zeros. */
          window = window << 8 | (used < sizeof hash ? hash[used] : 0);
          used++;
          bits += 8;
        }
      bits -= 5;
      id[i] = alphabet[window >> bits & 31];
    }
  id[HR_SEAL_DEVICE_ID_LENGTH] = '\0';
  return id;
}
