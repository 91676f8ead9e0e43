/* SPDX-License-Identifier: GPL-3.0-or-later */
/* net.hrn, and the requests of devices that want in. */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-files-private.h"

#include <string.h>

enum
{
  TAG_NET = 1,
  TAG_KEY = 2,
  TAG_NONCE = 3,
  TAG_NAME = 4,
};

GBytes *
hr_share_net_encode (const HrShareNet *self, const guint8 root_secret[HR_SEAL_SECRET_KEY_BYTES])
{
  GByteArray *bytes = hr_share_signed_begin (HR_SHARE_SIGNED_NET);

  hr_share_put_tag (bytes, TAG_NET, self->net, sizeof self->net);
  hr_share_put_tag (bytes, TAG_KEY, self->root, sizeof self->root);
  return hr_share_signed_end (bytes, HR_SHARE_SIGNED_NET, root_secret);
}

gboolean
hr_share_net_decode (GBytes *bytes, HrShareNet *ret)
{
  HrShareReader reader = hr_share_signed_read (bytes, HR_SHARE_SIGNED_NET, HR_SHARE_SMALL_MAX);
  HrShareNet net;
  HrShareReader part;
  guint tag = 0, seen = 0;

  while (hr_share_take_tag (&reader, &tag, &part))
    {
      if (tag > TAG_KEY)
        continue;
      if ((seen & 1u << tag) != 0
          || (tag == TAG_NET && !hr_share_take_exact (&part, net.net, sizeof net.net))
          || (tag == TAG_KEY && !hr_share_take_exact (&part, net.root, sizeof net.root)))
        return FALSE;
      seen |= 1u << tag;
    }
  if (reader.wrong || (seen & 6) != 6 || !hr_share_signed_verify (bytes, HR_SHARE_SIGNED_NET, net.root))
    return FALSE;
  *ret = net;
  return TRUE;
}

void
hr_share_request_free (HrShareRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}

GBytes *
hr_share_request_encode (const HrShareRequest *self, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES])
{
  GByteArray *bytes = hr_share_signed_begin (HR_SHARE_SIGNED_REQUEST);

  hr_share_put_tag (bytes, TAG_NET, self->net, sizeof self->net);
  hr_share_put_tag (bytes, TAG_KEY, self->public_key, sizeof self->public_key);
  hr_share_put_tag (bytes, TAG_NONCE, self->nonce, sizeof self->nonce);
  hr_share_put_tag_text (bytes, TAG_NAME, self->name);
  return hr_share_signed_end (bytes, HR_SHARE_SIGNED_REQUEST, secret);
}

static gboolean
take_field (HrShareRequest *self, guint tag, HrShareReader *part)
{
  switch (tag)
    {
    case TAG_NET:
      return hr_share_take_exact (part, self->net, sizeof self->net);
    case TAG_KEY:
      return hr_share_take_exact (part, self->public_key, sizeof self->public_key);
    case TAG_NONCE:
      return hr_share_take_exact (part, self->nonce, sizeof self->nonce);
    case TAG_NAME:
      self->name = hr_share_take_rest (part, HR_SHARE_TEXT_MAX);
      return self->name != NULL;
    default:
      return TRUE;
    }
}

HrShareRequest *
hr_share_request_decode (GBytes *bytes)
{
  HrShareReader reader = hr_share_signed_read (bytes, HR_SHARE_SIGNED_REQUEST, HR_SHARE_SMALL_MAX);
  g_autoptr (HrShareRequest) self = g_new0 (HrShareRequest, 1);
  g_autofree char *device = NULL;
  HrShareReader part;
  guint tag = 0, seen = 0;

  while (hr_share_take_tag (&reader, &tag, &part))
    {
      if (tag <= TAG_NAME && (seen & 1u << tag) != 0)
        return NULL;
      if (tag <= TAG_NAME)
        seen |= 1u << tag;
      if (!take_field (self, tag, &part))
        return NULL;
    }
  if (reader.wrong || (seen & 0x1e) != 0x1e || !hr_share_signed_verify (bytes, HR_SHARE_SIGNED_REQUEST, self->public_key))
    return NULL;
  device = hr_seal_device_id (self->public_key);
  g_strlcpy (self->device, device, sizeof self->device);
  return g_steal_pointer (&self);
}

/* Slow on purpose: whoever wants to put another key under a code that he saw on a screen has to try a hundred million of them. */
gboolean
hr_share_request_code (const HrShareRequest *self, const guint8 root[HR_SEAL_PUBLIC_KEY_BYTES], char ret[9])
{
  G_STATIC_ASSERT (HR_SHARE_NET_BYTES == HR_SEAL_SALT_BYTES);
  g_autoptr (GByteArray) text = g_byte_array_new ();
  guint8 hash[HR_SEAL_HASH_BYTES];
  guint64 number = 0;

  g_byte_array_append (text, (const guint8 *)"handrail/code/1", 15);
  g_byte_array_append (text, root, HR_SEAL_PUBLIC_KEY_BYTES);
  g_byte_array_append (text, self->public_key, sizeof self->public_key);
  g_byte_array_append (text, self->nonce, sizeof self->nonce);
  if (!hr_seal_slow_hash (text->data, text->len, self->net, hash))
    return FALSE;
  for (guint i = 0; i < 8; i++)
    number = number << 8 | hash[i];
  g_snprintf (ret, 9, "%08" G_GUINT64_FORMAT, number % 100000000);
  return TRUE;
}
