/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-files-private.h"

#include <string.h>

enum
{
  TAG_NET = 1,
  TAG_DEVICE = 2,
  TAG_EPOCH = 3,
  TAG_SEQ = 4,
  TAG_WALL = 5,
  TAG_COVER = 6,
  TAG_LIVE = 7,
  TAG_RELEASE = 8,
};

HrShareHead *
hr_share_head_new (void)
{
  HrShareHead *self = g_new0 (HrShareHead, 1);

  self->covers = g_array_new (FALSE, FALSE, sizeof (HrShareSpan));
  self->live = g_array_new (FALSE, FALSE, sizeof (HrShareLive));
  self->releases = g_array_new (FALSE, FALSE, sizeof (HrShareRelease));
  return self;
}

void
hr_share_head_free (HrShareHead *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->covers);
  g_array_unref (self->live);
  g_array_unref (self->releases);
  g_free (self);
}

gboolean
hr_share_covers (const GArray *spans, guint32 epoch, guint32 seq)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const HrShareSpan *span = &g_array_index (spans, HrShareSpan, i);

      if (span->epoch == epoch)
        return span->seq >= seq;
    }
  return FALSE;
}

void
hr_share_cover (GArray *spans, guint32 epoch, guint32 seq)
{
  HrShareSpan new = { epoch, seq };
  guint i = 0;

  while (i < spans->len && g_array_index (spans, HrShareSpan, i).epoch < epoch)
    i++;
  if (i < spans->len && g_array_index (spans, HrShareSpan, i).epoch == epoch)
    g_array_index (spans, HrShareSpan, i).seq = MAX (seq, g_array_index (spans, HrShareSpan, i).seq);
  else
    g_array_insert_val (spans, i, new);
}

char *
hr_share_live_name (const HrShareLive *self)
{
  GString *name = g_string_sized_new (40);

  for (guint i = 0; i < 16; i++)
    g_string_append_printf (name, "%02x", self->hash[i]);
  g_string_append (name, ".hrs");
  return g_string_free (name, FALSE);
}

static void
put_device (GByteArray *bytes, const char *device)
{
  guint8 raw[HR_SHARE_DEVICE_BYTES] = { 0 };

  hr_share_device_to_bytes (device, raw);
  g_byte_array_append (bytes, raw, sizeof raw);
}

GBytes *
hr_share_head_encode (const HrShareHead *self, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES])
{
  GByteArray *bytes = hr_share_signed_begin (HR_SHARE_SIGNED_HEAD);
  g_autoptr (GByteArray) part = g_byte_array_new ();

  hr_share_put_tag (bytes, TAG_NET, self->net, sizeof self->net);
  put_device (part, self->device);
  hr_share_put_tag (bytes, TAG_DEVICE, part->data, part->len);
  hr_share_put_tag_number (bytes, TAG_EPOCH, self->epoch);
  hr_share_put_tag_number (bytes, TAG_SEQ, self->seq);
  hr_share_put_tag_number (bytes, TAG_WALL, (guint64)MAX (self->wall_ms, 0));
  for (guint i = 0; i < self->covers->len; i++)
    {
      g_byte_array_set_size (part, 0);
      hr_share_put_u32 (part, g_array_index (self->covers, HrShareSpan, i).epoch);
      hr_share_put_u32 (part, g_array_index (self->covers, HrShareSpan, i).seq);
      hr_share_put_tag (bytes, TAG_COVER, part->data, part->len);
    }
  for (guint i = 0; i < self->live->len; i++)
    {
      const HrShareLive *live = &g_array_index (self->live, HrShareLive, i);

      g_byte_array_set_size (part, 0);
      g_byte_array_append (part, live->hash, sizeof live->hash);
      hr_share_put_u32 (part, live->size);
      hr_share_put_tag (bytes, TAG_LIVE, part->data, part->len);
    }
  for (guint i = 0; i < self->releases->len; i++)
    {
      const HrShareRelease *release = &g_array_index (self->releases, HrShareRelease, i);

      g_byte_array_set_size (part, 0);
      put_device (part, release->device);
      hr_share_put_u32 (part, release->span.epoch);
      hr_share_put_u32 (part, release->span.seq);
      hr_share_put_tag (bytes, TAG_RELEASE, part->data, part->len);
    }
  return hr_share_signed_end (bytes, HR_SHARE_SIGNED_HEAD, secret);
}

static gboolean
take_device (HrShareReader *part, char *ret)
{
  const guint8 *raw = hr_share_take (part, HR_SHARE_DEVICE_BYTES);

  if (raw != NULL)
    hr_share_device_from_bytes (raw, ret);
  return raw != NULL;
}

/* Whether the part is all read and right */
static gboolean
is_done (const HrShareReader *part)
{
  return !part->wrong && part->at == part->end;
}

static gboolean
take_cover (HrShareHead *self, HrShareReader *part)
{
  HrShareSpan span = { hr_share_take_u32 (part), hr_share_take_u32 (part) };

  /* by epoch, each once */
  if (self->covers->len > 0 && g_array_index (self->covers, HrShareSpan, self->covers->len - 1).epoch >= span.epoch)
    return FALSE;
  g_array_append_val (self->covers, span);
  return is_done (part);
}

static gboolean
take_live (HrShareHead *self, HrShareReader *part)
{
  HrShareLive live = { { 0 }, 0 };
  const guint8 *hash = hr_share_take (part, sizeof live.hash);

  if (hash == NULL)
    return FALSE;
  memcpy (live.hash, hash, sizeof live.hash);
  live.size = hr_share_take_u32 (part);
  g_array_append_val (self->live, live);
  return is_done (part) && live.size <= HR_SHARE_SEGMENT_MAX;
}

static gboolean
take_release (HrShareHead *self, HrShareReader *part)
{
  HrShareRelease release = { "", { 0, 0 } };

  if (!take_device (part, release.device))
    return FALSE;
  release.span.epoch = hr_share_take_u32 (part);
  release.span.seq = hr_share_take_u32 (part);
  g_array_append_val (self->releases, release);
  return is_done (part);
}

static gboolean
take_field (HrShareHead *self, guint tag, HrShareReader *part)
{
  switch (tag)
    {
    case TAG_NET:
      return hr_share_take_exact (part, self->net, sizeof self->net);
    case TAG_DEVICE:
      return take_device (part, self->device) && is_done (part);
    case TAG_EPOCH:
      self->epoch = (guint32)hr_share_take_number (part, G_MAXUINT32);
      return is_done (part);
    case TAG_SEQ:
      self->seq = (guint32)hr_share_take_number (part, G_MAXUINT32);
      return is_done (part);
    case TAG_WALL:
      self->wall_ms = (gint64)hr_share_take_number (part, G_MAXINT64);
      return is_done (part);
    case TAG_COVER:
      return take_cover (self, part);
    case TAG_LIVE:
      return take_live (self, part);
    case TAG_RELEASE:
      return take_release (self, part);
    default:
      /* of a later program */
      return TRUE;
    }
}

HrShareHead *
hr_share_head_decode (GBytes *bytes)
{
  HrShareReader reader = hr_share_signed_read (bytes, HR_SHARE_SIGNED_HEAD, HR_SHARE_HEAD_MAX);
  g_autoptr (HrShareHead) self = hr_share_head_new ();
  HrShareReader part;
  guint tag = 0;
  guint seen = 0;

  while (hr_share_take_tag (&reader, &tag, &part))
    {
      /* each of the first five once */
      if (tag >= TAG_NET && tag <= TAG_WALL && (seen & 1u << tag) != 0)
        return NULL;
      if (tag <= TAG_RELEASE)
        seen |= 1u << tag;
      if (!take_field (self, tag, &part))
        return NULL;
    }
  if (reader.wrong || (seen & 0x3e) != 0x3e || !hr_share_covers (self->covers, self->epoch, self->seq))
    return NULL;
  return g_steal_pointer (&self);
}
