/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-files-private.h"

#include <string.h>

enum
{
  TAG_NET = 1,
  TAG_VERSION = 2,
  TAG_WALL = 3,
  TAG_SIGNER = 4,
  TAG_MEMBER = 5,
};

enum
{
  TAG_KEY = 1,
  TAG_ROLES = 2,
  TAG_SERIAL = 3,
  TAG_SITE = 4,
  TAG_NAME = 5,
  TAG_REVOKED = 6,
  TAG_KEPT = 7,
};

HrShareMember *
hr_share_member_new (const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES])
{
  HrShareMember *self = g_new0 (HrShareMember, 1);
  g_autofree char *device = hr_seal_device_id (public_key);

  memcpy (self->public_key, public_key, sizeof self->public_key);
  g_strlcpy (self->device, device, sizeof self->device);
  self->site = g_strdup ("");
  self->name = g_strdup ("");
  self->kept = g_array_new (FALSE, FALSE, sizeof (HrShareSpan));
  return self;
}

void
hr_share_member_free (HrShareMember *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->kept);
  g_clear_pointer (&self->unknown, g_byte_array_unref);
  g_free (self->site);
  g_free (self->name);
  g_free (self);
}

HrShareMember *
hr_share_member_copy (const HrShareMember *self)
{
  HrShareMember *copy = g_memdup2 (self, sizeof *self);

  copy->site = g_strdup (self->site);
  copy->name = g_strdup (self->name);
  copy->kept = g_array_copy (self->kept);
  copy->unknown = NULL;
  hr_share_member_keep_unknown (copy, self);
  return copy;
}

void
hr_share_member_keep_unknown (HrShareMember *self, const HrShareMember *from)
{
  if (self->unknown != NULL || from->unknown == NULL)
    return;
  self->unknown = g_byte_array_new ();
  g_byte_array_append (self->unknown, from->unknown->data, from->unknown->len);
}

static GByteArray *
encode_member (const HrShareMember *self)
{
  GByteArray *bytes = g_byte_array_new ();

  hr_share_put_tag (bytes, TAG_KEY, self->public_key, sizeof self->public_key);
  hr_share_put_tag_number (bytes, TAG_ROLES, self->roles);
  hr_share_put_tag_number (bytes, TAG_SERIAL, self->serial);
  hr_share_put_tag_text (bytes, TAG_SITE, self->site);
  hr_share_put_tag_text (bytes, TAG_NAME, self->name);
  if (self->revoked)
    hr_share_put_tag (bytes, TAG_REVOKED, NULL, 0);
  for (guint i = 0; i < self->kept->len; i++)
    {
      const HrShareSpan *span = &g_array_index (self->kept, HrShareSpan, i);
      g_autoptr (GByteArray) part = g_byte_array_new ();

      hr_share_put_u32 (part, span->epoch);
      hr_share_put_u32 (part, span->seq);
      hr_share_put_tag (bytes, TAG_KEPT, part->data, part->len);
    }
  /* tags never fall, and those are higher */
  if (self->unknown != NULL)
    g_byte_array_append (bytes, self->unknown->data, self->unknown->len);
  return bytes;
}

int
hr_share_member_compare (const HrShareMember *a, const HrShareMember *b)
{
  g_autoptr (GByteArray) bytes_a = NULL;
  g_autoptr (GByteArray) bytes_b = NULL;
  int order;

  if (a->serial != b->serial)
    return a->serial < b->serial ? -1 : 1;
  /* of two managers who did not know of each other, the one who takes rights away is heard */
  if (a->revoked != b->revoked)
    return a->revoked ? 1 : -1;
  bytes_a = encode_member (a);
  bytes_b = encode_member (b);
  order = memcmp (bytes_a->data, bytes_b->data, MIN (bytes_a->len, bytes_b->len));
  return order != 0 ? order : (bytes_a->len > bytes_b->len) - (bytes_a->len < bytes_b->len);
}

static gboolean
take_member_field (HrShareMember *self, guint tag, HrShareReader *part)
{
  HrShareSpan span;

  switch (tag)
    {
    case TAG_ROLES:
      self->roles = (guint)hr_share_take_number (part, G_MAXUINT32);
      break;
    case TAG_SERIAL:
      self->serial = (guint32)hr_share_take_number (part, G_MAXUINT32);
      break;
    case TAG_SITE:
      g_free (self->site);
      self->site = hr_share_take_rest (part, HR_SHARE_TEXT_MAX);
      break;
    case TAG_NAME:
      g_free (self->name);
      self->name = hr_share_take_rest (part, HR_SHARE_TEXT_MAX);
      break;
    case TAG_REVOKED:
      self->revoked = TRUE;
      break;
    case TAG_KEPT:
      span.epoch = hr_share_take_u32 (part);
      span.seq = hr_share_take_u32 (part);
      hr_share_cover (self->kept, span.epoch, span.seq);
      break;
    default:
      if (self->unknown == NULL)
        self->unknown = g_byte_array_new ();
      hr_share_put_tag (self->unknown, tag, part->at, hr_share_left (part));
      return TRUE;
    }
  return !part->wrong && part->at == part->end;
}

static HrShareMember *
decode_member (HrShareReader *reader)
{
  guint8 key[HR_SEAL_PUBLIC_KEY_BYTES];
  g_autoptr (HrShareMember) self = NULL;
  HrShareReader part;
  guint tag = 0;

  if (!hr_share_take_tag (reader, &tag, &part) || tag != TAG_KEY || !hr_share_take_exact (&part, key, sizeof key))
    return NULL;
  self = hr_share_member_new (key);
  while (hr_share_take_tag (reader, &tag, &part))
    if (tag == TAG_KEY || !take_member_field (self, tag, &part))
      return NULL;
  return reader->wrong || self->site == NULL || self->name == NULL ? NULL : g_steal_pointer (&self);
}

HrShareManifest *
hr_share_manifest_new (void)
{
  HrShareManifest *self = g_new0 (HrShareManifest, 1);

  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_member_free);
  return self;
}

void
hr_share_manifest_free (HrShareManifest *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->members);
  g_free (self);
}

GBytes *
hr_share_manifest_encode (const HrShareManifest *self, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES])
{
  GByteArray *bytes = hr_share_signed_begin (HR_SHARE_SIGNED_TRUST);

  hr_share_put_tag (bytes, TAG_NET, self->net, sizeof self->net);
  hr_share_put_tag_number (bytes, TAG_VERSION, self->version);
  hr_share_put_tag_number (bytes, TAG_WALL, (guint64)MAX (self->wall_ms, 0));
  hr_share_put_tag (bytes, TAG_SIGNER, secret + HR_SEAL_SECRET_KEY_BYTES - HR_SEAL_PUBLIC_KEY_BYTES, HR_SEAL_PUBLIC_KEY_BYTES);
  for (guint i = 0; i < self->members->len; i++)
    {
      g_autoptr (GByteArray) member = encode_member (self->members->pdata[i]);

      hr_share_put_tag (bytes, TAG_MEMBER, member->data, member->len);
    }
  return hr_share_signed_end (bytes, HR_SHARE_SIGNED_TRUST, secret);
}

static gboolean
take_field (HrShareManifest *self, guint tag, HrShareReader *part)
{
  HrShareMember *member;

  switch (tag)
    {
    case TAG_NET:
      return hr_share_take_exact (part, self->net, sizeof self->net);
    case TAG_VERSION:
      self->version = (guint32)hr_share_take_number (part, G_MAXUINT32);
      return !part->wrong;
    case TAG_WALL:
      self->wall_ms = (gint64)hr_share_take_number (part, G_MAXINT64);
      return !part->wrong;
    case TAG_SIGNER:
      return hr_share_take_exact (part, self->signer, sizeof self->signer);
    case TAG_MEMBER:
      member = decode_member (part);
      if (member != NULL)
        g_ptr_array_add (self->members, member);
      return member != NULL;
    default:
      return TRUE;
    }
}

HrShareManifest *
hr_share_manifest_decode (GBytes *bytes)
{
  HrShareReader reader = hr_share_signed_read (bytes, HR_SHARE_SIGNED_TRUST, HR_SHARE_TRUST_MAX);
  g_autoptr (HrShareManifest) self = hr_share_manifest_new ();
  HrShareReader part;
  guint tag = 0, seen = 0;

  while (hr_share_take_tag (&reader, &tag, &part))
    {
      if (tag <= TAG_SIGNER && (seen & 1u << tag) != 0)
        return NULL;
      if (tag <= TAG_MEMBER)
        seen |= 1u << tag;
      if (!take_field (self, tag, &part))
        return NULL;
    }
  if (reader.wrong || (seen & 0x1e) != 0x1e || !hr_share_signed_verify (bytes, HR_SHARE_SIGNED_TRUST, self->signer))
    return NULL;
  return g_steal_pointer (&self);
}
