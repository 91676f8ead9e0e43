/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-name-private.h"

#include <string.h>

static const char base32[] = "abcdefghijklmnopqrstuvwxyz234567";

/* Thousands of names are looked at in every sync. -1: none */
static int
base32_digit (char c)
{
  return c >= 'a' && c <= 'z' ? c - 'a' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

typedef struct
{
  HrShareNameKind kind;
  const char *suffix;
  gboolean device, epoch, number;
  guint hash;
} Shape;

static const Shape shapes[] = {
  { HR_SHARE_NAME_HEAD, ".hrh", TRUE, TRUE, TRUE, 16 },    { HR_SHARE_NAME_TRUST, ".hrt", FALSE, FALSE, TRUE, 16 },
  { HR_SHARE_NAME_SEGMENT, ".hrs", FALSE, FALSE, FALSE, 32 }, { HR_SHARE_NAME_COUNTS, ".hrc", TRUE, TRUE, TRUE, 16 },
  { HR_SHARE_NAME_REQUEST, ".hrr", TRUE, FALSE, FALSE, 16 },  { HR_SHARE_NAME_TEMPORARY, ".tmp", TRUE, TRUE, FALSE, 0 },
};

gboolean
hr_share_device_to_bytes (const char *device, guint8 ret[HR_SHARE_DEVICE_BYTES])
{
  guint32 window = 0;
  guint bits = 0, used = 0;
  guint8 bytes[HR_SHARE_DEVICE_BYTES];

  for (guint i = 0; i < HR_SEAL_DEVICE_ID_LENGTH; i++)
    {
      int digit = base32_digit (device[i]);

      if (digit < 0)
        return FALSE;
      window = window << 5 | (guint32)digit;
      bits += 5;
      if (bits >= 8 && used < sizeof bytes)
        {
          bits -= 8;
          bytes[used++] = (guint8)(window >> bits);
        }
    }
  if (device[HR_SEAL_DEVICE_ID_LENGTH] != '\0' || (window & 3) != 0)
    return FALSE;
  memcpy (ret, bytes, sizeof bytes);
  return TRUE;
}

void
hr_share_device_from_bytes (const guint8 bytes[HR_SHARE_DEVICE_BYTES], char ret[HR_SEAL_DEVICE_ID_LENGTH + 1])
{
  guint32 window = 0;
  guint bits = 0, used = 0;

  for (guint i = 0; i < HR_SEAL_DEVICE_ID_LENGTH; i++)
    {
      if (bits < 5)
        {
          window = window << 8 | (used < HR_SHARE_DEVICE_BYTES ? bytes[used] : 0);
          used++;
          bits += 8;
        }
      bits -= 5;
      ret[i] = base32[window >> bits & 31];
    }
  ret[HR_SEAL_DEVICE_ID_LENGTH] = '\0';
}

static gboolean
take_hex (const char **at, guint length, char *ret)
{
  for (guint i = 0; i < length; i++)
    {
      char c = (*at)[i];

      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
        return FALSE;
      ret[i] = c;
    }
  ret[length] = '\0';
  *at += length;
  return TRUE;
}

static gboolean
take_u32 (const char **at, guint32 *ret)
{
  char text[9];

  if (!take_hex (at, 8, text))
    return FALSE;
  *ret = 0;
  for (guint i = 0; i < 8; i++)
    *ret = *ret << 4 | (guint32)g_ascii_xdigit_value (text[i]);
  return TRUE;
}

static gboolean
take_dash (const char **at)
{
  if (**at != '-')
    return FALSE;
  ++*at;
  return TRUE;
}

static gboolean
parse_shape (const Shape *shape, const char *name, HrShareName *ret)
{
  const char *at = name;
  guint8 bytes[HR_SHARE_DEVICE_BYTES];

  ret->kind = shape->kind;
  /* a segment has no letter: its folder says whose it is */
  if (shape->kind != HR_SHARE_NAME_SEGMENT && (*at++ != (char)shape->kind || !take_dash (&at)))
    return FALSE;
  if (shape->device)
    {
      if (memchr (at, '\0', HR_SEAL_DEVICE_ID_LENGTH) != NULL)
        return FALSE;
      memcpy (ret->device, at, HR_SEAL_DEVICE_ID_LENGTH);
      ret->device[HR_SEAL_DEVICE_ID_LENGTH] = '\0';
      at += HR_SEAL_DEVICE_ID_LENGTH;
      if (!hr_share_device_to_bytes (ret->device, bytes) || !take_dash (&at))
        return FALSE;
    }
  if (shape->epoch && (!take_u32 (&at, &ret->epoch) || (shape->number && !take_dash (&at))))
    return FALSE;
  if (shape->number && (!take_u32 (&at, &ret->number) || !take_dash (&at)))
    return FALSE;
  return take_hex (&at, shape->hash, ret->hash) && strcmp (at, shape->suffix) == 0;
}

gboolean
hr_share_name_parse (const char *name, HrShareName *ret)
{
  gsize length = strlen (name);

  if (length > HR_SHARE_NAME_MAX || length < 20)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      memset (ret, 0, sizeof *ret);
      if (parse_shape (&shapes[i], name, ret))
        return TRUE;
    }
  memset (ret, 0, sizeof *ret);
  return FALSE;
}

static void
hash_text (GBytes *bytes, guint length, char *ret)
{
  static const char hex[] = "0123456789abcdef";
  guint8 hash[HR_SEAL_HASH_BYTES];
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);

  hr_seal_hash (data, size, hash);
  for (guint i = 0; i < length / 2; i++)
    {
      ret[2 * i] = hex[hash[i] >> 4];
      ret[2 * i + 1] = hex[hash[i] & 15];
    }
  ret[length] = '\0';
}

char *
hr_share_name_make (HrShareNameKind kind, const char *device, guint32 epoch, guint32 number, GBytes *bytes)
{
  const Shape *shape = shapes;
  GString *name = g_string_sized_new (HR_SHARE_NAME_MAX);
  char hash[33];

  while (shape->kind != kind)
    shape++;
  hash_text (bytes, shape->hash, hash);
  if (kind != HR_SHARE_NAME_SEGMENT)
    g_string_append_printf (name, "%c-", (char)kind);
  if (shape->device)
    g_string_append_printf (name, "%s-", device);
  if (shape->epoch)
    g_string_append_printf (name, "%08x%s", epoch, shape->number ? "-" : "");
  if (shape->number)
    g_string_append_printf (name, "%08x-", number);
  g_string_append_printf (name, "%s%s", hash, shape->suffix);
  return g_string_free (name, FALSE);
}

gboolean
hr_share_name_fits (const HrShareName *self, GBytes *bytes)
{
  char hash[33];
  gsize length = strlen (self->hash);

  if (length == 0)
    return FALSE;
  hash_text (bytes, (guint)length, hash);
  return strcmp (hash, self->hash) == 0;
}

char *
hr_share_name_segment_folder (const char *device)
{
  return g_strdup_printf ("s/%c/%s", device[0], device);
}
