/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-seal"

#include "handrail/seal/hr-seal-sign.h"

#include <sodium.h>

#include <string.h>

G_STATIC_ASSERT (HR_SEAL_SECRET_KEY_BYTES == crypto_sign_SECRETKEYBYTES);
G_STATIC_ASSERT (HR_SEAL_SIGNATURE_BYTES == crypto_sign_BYTES);

void
hr_seal_make_keys (guint8 ret_public[HR_SEAL_PUBLIC_KEY_BYTES], guint8 ret_secret[HR_SEAL_SECRET_KEY_BYTES])
{
  g_return_if_fail (ret_public != NULL && ret_secret != NULL);

  hr_seal_init ();
  crypto_sign_keypair (ret_public, ret_secret);
}

gboolean
hr_seal_check_keys (const guint8 secret[HR_SEAL_SECRET_KEY_BYTES], guint8 ret_public[HR_SEAL_PUBLIC_KEY_BYTES])
{
  g_return_val_if_fail (secret != NULL && ret_public != NULL, FALSE);

  guint8 seed[crypto_sign_SEEDBYTES];
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 again[HR_SEAL_SECRET_KEY_BYTES];
  gboolean same;

  crypto_sign_ed25519_sk_to_seed (seed, secret);
  crypto_sign_seed_keypair (public, again, seed);
  same = sodium_memcmp (again, secret, sizeof again) == 0;
  if (same)
    memcpy (ret_public, public, sizeof public);
  sodium_memzero (seed, sizeof seed);
  sodium_memzero (again, sizeof again);
  return same;
}

void
hr_seal_sign (const guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES], const void *data, gsize length,
              guint8 ret_signature[HR_SEAL_SIGNATURE_BYTES])
{
  g_return_if_fail (secret_key != NULL && ret_signature != NULL);
  g_return_if_fail (data != NULL || length == 0);

  crypto_sign_detached (ret_signature, NULL, data, length, secret_key);
}

gboolean
hr_seal_verify (const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES], const void *data, gsize length,
                const guint8 signature[HR_SEAL_SIGNATURE_BYTES])
{
  g_return_val_if_fail (public_key != NULL && signature != NULL, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  return crypto_sign_verify_detached (signature, data, length, public_key) == 0;
}
