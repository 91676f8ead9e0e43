/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A box: number of keys (2 bytes, low first), as many sealed keys of 80 bytes, nonce of 24, then the content with its length (4 bytes,
 * low first) before it and zeros behind it, encrypted. */
#define G_LOG_DOMAIN "handrail-seal"

#include "handrail/seal/hr-seal-box.h"

#include <sodium.h>

#include <string.h>

#define KEY crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES
#define SEALED (KEY + crypto_box_SEALBYTES)

GBytes *
hr_seal_box_close (const void *data, gsize length, gsize pad, const guint8 (*publics)[HR_SEAL_PUBLIC_KEY_BYTES], guint n_publics)
{
  g_return_val_if_fail (data != NULL || length == 0, NULL);
  g_return_val_if_fail (publics != NULL && n_publics > 0 && n_publics <= HR_SEAL_BOX_KEYS_MAX && pad > 0, NULL);
  g_return_val_if_fail (length < G_MAXUINT32 - pad, NULL);

  gsize padded = (length + 4 + pad - 1) / pad * pad;
  gsize head = 2 + (gsize)n_publics * SEALED;
  gsize total = head + NONCE + padded + TAG;
  guint8 key[KEY], curve[crypto_box_PUBLICKEYBYTES];
  g_autofree guint8 *box = g_malloc0 (total);
  g_autofree guint8 *plain = g_malloc0 (padded);
  gboolean ok = TRUE;

  hr_seal_init ();
  randombytes_buf (key, sizeof key);
  box[0] = (guint8)n_publics;
  box[1] = (guint8)(n_publics >> 8);
  for (guint i = 0; ok && i < n_publics; i++)
    ok = crypto_sign_ed25519_pk_to_curve25519 (curve, publics[i]) == 0
         && crypto_box_seal (box + 2 + (gsize)i * SEALED, key, sizeof key, curve) == 0;
  for (guint i = 0; i < 4; i++)
    plain[i] = (guint8)(length >> 8 * i);
  if (length > 0)
    memcpy (plain + 4, data, length);
  randombytes_buf (box + head, NONCE);
  ok = ok
       && crypto_aead_xchacha20poly1305_ietf_encrypt (box + head + NONCE, NULL, plain, padded, box, head, NULL, box + head, key) == 0;
  sodium_memzero (key, sizeof key);
  sodium_memzero (plain, padded);
  return ok ? g_bytes_new_take (g_steal_pointer (&box), total) : NULL;
}

/* Which of the sealed keys is ours is not written anywhere */
static gboolean
find_key (const guint8 *box, guint n, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES], guint8 key[KEY])
{
  guint8 public_curve[crypto_box_PUBLICKEYBYTES], secret_curve[crypto_box_SECRETKEYBYTES];
  gboolean found = FALSE;

  if (crypto_sign_ed25519_pk_to_curve25519 (public_curve, secret + crypto_sign_SEEDBYTES) != 0)
    return FALSE;
  crypto_sign_ed25519_sk_to_curve25519 (secret_curve, secret);
  for (guint i = 0; !found && i < n; i++)
    found = crypto_box_seal_open (key, box + 2 + (gsize)i * SEALED, SEALED, public_curve, secret_curve) == 0;
  sodium_memzero (secret_curve, sizeof secret_curve);
  return found;
}

GBytes *
hr_seal_box_open (const void *data, gsize length, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES])
{
  g_return_val_if_fail (data != NULL || length == 0, NULL);
  g_return_val_if_fail (secret != NULL, NULL);

  const guint8 *box = data;
  guint8 key[KEY];
  guint n = length >= 2 ? (guint)box[0] | (guint)box[1] << 8 : 0;
  gsize head = 2 + (gsize)n * SEALED;
  gsize inside = 0;
  g_autofree guint8 *plain = NULL;
  gboolean ok;

  hr_seal_init ();
  if (n == 0 || n > HR_SEAL_BOX_KEYS_MAX || length < head + NONCE + TAG + 4 || !find_key (box, n, secret, key))
    return NULL;
  plain = g_malloc (length - head - NONCE - TAG);
  ok = crypto_aead_xchacha20poly1305_ietf_decrypt (plain, NULL, NULL, box + head + NONCE, length - head - NONCE, box, head, box + head, key)
       == 0;
  sodium_memzero (key, sizeof key);
  for (guint i = 0; ok && i < 4; i++)
    inside |= (gsize)plain[i] << 8 * i;
  if (!ok || inside > length - head - NONCE - TAG - 4)
    return NULL;
  return g_bytes_new (plain + 4, inside);
}
