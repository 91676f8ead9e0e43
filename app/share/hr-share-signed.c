/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-files-private.h"

#include <string.h>

#define FRONT 8

/* What is signed begins with what it is, so that no file can be taken for one of another kind. */
static const struct
{
  const char *magic;
  const char *domain;
} kinds[] = {
  [HR_SHARE_SIGNED_HEAD] = { "HRhd", "handrail/head/1" },       [HR_SHARE_SIGNED_TRUST] = { "HRtr", "handrail/trust/1" },
  [HR_SHARE_SIGNED_COUNTS] = { "HRct", "handrail/counts/1" },   [HR_SHARE_SIGNED_REQUEST] = { "HRrq", "handrail/request/1" },
  [HR_SHARE_SIGNED_NET] = { "HRnt", "handrail/net/1" },
};

static GByteArray *
with_domain (HrShareSigned kind, const void *data, gsize length)
{
  GByteArray *text = g_byte_array_sized_new ((guint)length + 32);

  g_byte_array_append (text, (const guint8 *)kinds[kind].domain, (guint)strlen (kinds[kind].domain));
  g_byte_array_append (text, data, (guint)length);
  return text;
}

GByteArray *
hr_share_signed_begin (HrShareSigned kind)
{
  GByteArray *bytes = g_byte_array_sized_new (512);

  g_byte_array_append (bytes, (const guint8 *)kinds[kind].magic, 4);
  hr_share_put_u8 (bytes, HR_SHARE_FORMAT);
  hr_share_put_u8 (bytes, HR_SHARE_FORMAT);
  hr_share_put_u8 (bytes, 0);
  hr_share_put_u8 (bytes, 0);
  return bytes;
}

GBytes *
hr_share_signed_end (GByteArray *bytes, HrShareSigned kind, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES])
{
  g_autoptr (GByteArray) text = with_domain (kind, bytes->data, bytes->len);
  guint8 signature[HR_SEAL_SIGNATURE_BYTES];

  hr_seal_sign (secret, text->data, text->len, signature);
  g_byte_array_append (bytes, signature, sizeof signature);
  return g_byte_array_free_to_bytes (bytes);
}

gboolean
hr_share_needs_update (GBytes *bytes)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  return length >= FRONT && memcmp (data, "HR", 2) == 0 && data[5] > HR_SHARE_FORMAT;
}

HrShareReader
hr_share_signed_read (GBytes *bytes, HrShareSigned kind, gsize maximum)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  HrShareReader reader = { NULL, NULL, TRUE };

  if (length < FRONT + HR_SEAL_SIGNATURE_BYTES || length > maximum || memcmp (data, kinds[kind].magic, 4) != 0
      || data[4] < 1 || data[5] < 1 || data[5] > HR_SHARE_FORMAT)
    return reader;
  return hr_share_reader (data + FRONT, length - FRONT - HR_SEAL_SIGNATURE_BYTES);
}

gboolean
hr_share_signed_verify (GBytes *bytes, HrShareSigned kind, const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES])
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GByteArray) text = NULL;

  if (length < FRONT + HR_SEAL_SIGNATURE_BYTES)
    return FALSE;
  text = with_domain (kind, data, length - HR_SEAL_SIGNATURE_BYTES);
  return hr_seal_verify (public_key, text->data, text->len, data + length - HR_SEAL_SIGNATURE_BYTES);
}
