/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-bytes-private.h"

#include <string.h>

void
hr_share_put_u8 (GByteArray *bytes, guint8 value)
{
  g_byte_array_append (bytes, &value, 1);
}

void
hr_share_put_u32 (GByteArray *bytes, guint32 value)
{
  const guint8 buffer[4] = { (guint8)value, (guint8)(value >> 8), (guint8)(value >> 16), (guint8)(value >> 24) };

  g_byte_array_append (bytes, buffer, sizeof buffer);
}

void
hr_share_put_number (GByteArray *bytes, guint64 value)
{
  for (; value >= 0x80; value >>= 7)
    hr_share_put_u8 (bytes, (guint8)(value | 0x80));
  hr_share_put_u8 (bytes, (guint8)value);
}

void
hr_share_put_block (GByteArray *bytes, const void *data, gsize length)
{
  hr_share_put_number (bytes, length);
  if (length > 0)
    g_byte_array_append (bytes, data, (guint)length);
}

void
hr_share_put_text (GByteArray *bytes, const char *text)
{
  hr_share_put_block (bytes, text, strlen (text));
}

void
hr_share_put_tag (GByteArray *bytes, guint tag, const void *data, gsize length)
{
  hr_share_put_number (bytes, tag);
  hr_share_put_block (bytes, data, length);
}

void
hr_share_put_tag_number (GByteArray *bytes, guint tag, guint64 value)
{
  g_autoptr (GByteArray) number = g_byte_array_new ();

  hr_share_put_number (number, value);
  hr_share_put_tag (bytes, tag, number->data, number->len);
}

void
hr_share_put_tag_text (GByteArray *bytes, guint tag, const char *text)
{
  hr_share_put_tag (bytes, tag, text, strlen (text));
}

/* ---- reading ---- */

HrShareReader
hr_share_reader (const void *data, gsize length)
{
  HrShareReader self = { data, length > 0 ? (const guint8 *)data + length : data, FALSE };

  return self;
}

gsize
hr_share_left (const HrShareReader *self)
{
  return self->wrong ? 0 : (gsize)(self->end - self->at);
}

const guint8 *
hr_share_take (HrShareReader *self, gsize length)
{
  const guint8 *data = self->at;

  if (self->wrong || (gsize)(self->end - self->at) < length)
    {
      self->wrong = TRUE;
      return NULL;
    }
  if (length > 0)
    self->at += length;
  return data;
}

guint8
hr_share_take_u8 (HrShareReader *self)
{
  const guint8 *data = hr_share_take (self, 1);

  return data != NULL ? *data : 0;
}

guint32
hr_share_take_u32 (HrShareReader *self)
{
  const guint8 *data = hr_share_take (self, 4);

  return data != NULL ? (guint32)data[0] | (guint32)data[1] << 8 | (guint32)data[2] << 16 | (guint32)data[3] << 24 : 0;
}

guint64
hr_share_take_number (HrShareReader *self, guint64 maximum)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 64 && !self->wrong; shift += 7)
    {
      guint8 byte = hr_share_take_u8 (self);

      /* the tenth byte has room for one bit; a last byte of zero says nothing */
      if (self->wrong || (shift == 63 && byte > 1) || (shift > 0 && byte == 0))
        break;
      value |= (guint64)(byte & 0x7f) << shift;
      if ((byte & 0x80) != 0)
        continue;
      if (value > maximum)
        break;
      return value;
    }
  self->wrong = TRUE;
  return 0;
}

HrShareReader
hr_share_take_part (HrShareReader *self)
{
  gsize length = hr_share_take_number (self, G_MAXUINT32);
  const guint8 *data = hr_share_take (self, length);
  HrShareReader part = hr_share_reader (data, data != NULL ? length : 0);

  part.wrong = self->wrong;
  return part;
}

char *
hr_share_take_rest (HrShareReader *self, gsize maximum)
{
  gsize length = hr_share_left (self);
  const guint8 *data = hr_share_take (self, length);

  if (data == NULL && length == 0 && !self->wrong)
    return g_strdup ("");
  if (data == NULL || length > maximum || memchr (data, 0, length) != NULL || !g_utf8_validate ((const char *)data, (gssize)length, NULL))
    {
      self->wrong = TRUE;
      return NULL;
    }
  return g_strndup ((const char *)data, length);
}

char *
hr_share_take_text (HrShareReader *self, gsize maximum)
{
  HrShareReader part = hr_share_take_part (self);
  char *text = hr_share_take_rest (&part, maximum);

  self->wrong |= part.wrong;
  return text;
}

gboolean
hr_share_take_exact (HrShareReader *self, void *ret, gsize length)
{
  const guint8 *data = hr_share_left (self) == length ? hr_share_take (self, length) : NULL;

  if (data == NULL)
    {
      self->wrong = TRUE;
      return FALSE;
    }
  memcpy (ret, data, length);
  return TRUE;
}

gboolean
hr_share_take_tag (HrShareReader *self, guint *tag, HrShareReader *ret_part)
{
  guint next;

  if (hr_share_left (self) == 0)
    return FALSE;
  next = (guint)hr_share_take_number (self, G_MAXUINT16);
  *ret_part = hr_share_take_part (self);
  if (next < *tag)
    self->wrong = TRUE;
  *tag = next;
  return !self->wrong;
}
