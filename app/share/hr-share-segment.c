/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-files-private.h"

#include <gio/gio.h>
#include <string.h>

#define FRONT (4 + 4 + HR_SHARE_DEVICE_BYTES + 4 + 4)
#define RAW_SIZE_AT (FRONT - 4)
#define MAGIC "HRsg"
#define ID_MAX 256
#define FIELDS_MAX 4096
#define GROUPS_MAX 65536
#define VALUE_MAX ((gsize)64 * 1024)

/* ---- one group ---- */

static void
put_group (GByteArray *bytes, const HrShareGroup *group, const char *owner)
{
  const HrShareVersion *version = &group->version;

  hr_share_put_number (bytes, group->kind);
  hr_share_put_text (bytes, group->scope);
  hr_share_put_text (bytes, group->id);
  hr_share_put_number (bytes, version->gen);
  hr_share_put_number (bytes, (guint64)version->wall_ms);
  if (strcmp (version->device, owner) == 0)
    hr_share_put_u8 (bytes, 0);
  else
    {
      guint8 raw[HR_SHARE_DEVICE_BYTES] = { 0 };

      hr_share_device_to_bytes (version->device, raw);
      hr_share_put_u8 (bytes, 1);
      g_byte_array_append (bytes, raw, sizeof raw);
    }
  hr_share_put_number (bytes, version->epoch);
  hr_share_put_number (bytes, version->op);
  hr_share_put_number (bytes, group->whole);
  hr_share_put_number (bytes, group->skipped->len);
  for (guint i = 0; i < group->skipped->len; i++)
    hr_share_put_number (bytes, g_array_index (group->skipped, guint, i));
  hr_share_put_number (bytes, group->fields->len);
  for (guint i = 0; i < group->fields->len; i++)
    {
      const HrShareField *field = &g_array_index (group->fields, HrShareField, i);

      hr_share_put_number (bytes, field->field);
      /* nothing, or one more than the length */
      hr_share_put_number (bytes, field->value != NULL ? strlen (field->value) + 1 : 0);
      if (field->value != NULL)
        g_byte_array_append (bytes, (const guint8 *)field->value, (guint)strlen (field->value));
    }
}

gsize
hr_share_group_size (const HrShareGroup *group)
{
  gsize size = 48 + strlen (group->scope) + strlen (group->id) + 2 * (gsize)group->skipped->len;

  for (guint i = 0; i < group->fields->len; i++)
    {
      const HrShareField *field = &g_array_index (group->fields, HrShareField, i);

      size += 4 + (field->value != NULL ? strlen (field->value) : 0);
    }
  return size;
}

static gboolean
take_version (HrShareReader *reader, HrShareVersion *version, const char *owner)
{
  const guint8 *raw = NULL;

  version->gen = hr_share_take_number (reader, G_MAXINT64);
  version->wall_ms = (gint64)hr_share_take_number (reader, G_MAXINT64);
  switch (hr_share_take_u8 (reader))
    {
    case 0:
      g_strlcpy (version->device, owner, sizeof version->device);
      break;
    case 1:
      raw = hr_share_take (reader, HR_SHARE_DEVICE_BYTES);
      if (raw == NULL)
        return FALSE;
      hr_share_device_from_bytes (raw, version->device);
      break;
    default:
      return FALSE;
    }
  version->epoch = (guint32)hr_share_take_number (reader, G_MAXUINT32);
  version->op = hr_share_take_number (reader, G_MAXINT64);
  return !reader->wrong && version->gen > 0;
}

/* The next number of a list that rises: -1 when it does not */
static gint64
take_rising (HrShareReader *reader, gint64 last, guint64 maximum)
{
  gint64 next = (gint64)hr_share_take_number (reader, maximum);

  return reader->wrong || next <= last ? -1 : next;
}

static gboolean
take_fields (HrShareReader *reader, HrShareGroup *group)
{
  guint n_skipped, n_fields;
  gint64 last = -1;

  group->whole = (guint)hr_share_take_number (reader, FIELDS_MAX);
  n_skipped = (guint)hr_share_take_number (reader, FIELDS_MAX);
  for (guint i = 0; i < n_skipped; i++)
    {
      guint field;

      last = group->whole > 0 ? take_rising (reader, last, group->whole - 1) : -1;
      if (last < 0)
        return FALSE;
      field = (guint)last;
      g_array_append_val (group->skipped, field);
    }
  n_fields = (guint)hr_share_take_number (reader, FIELDS_MAX);
  last = -1;
  for (guint i = 0; i < n_fields; i++)
    {
      HrShareField field = { 0, NULL };
      gsize length;
      const guint8 *data = NULL;

      last = take_rising (reader, last, FIELDS_MAX);
      length = hr_share_take_number (reader, VALUE_MAX + 1);
      if (last < 0 || reader->wrong)
        return FALSE;
      field.field = (guint)last;
      for (guint k = 0; k < group->skipped->len; k++)
        if (g_array_index (group->skipped, guint, k) == field.field)
          return FALSE;
      if (length > 0)
        {
          data = hr_share_take (reader, length - 1);
          if (data == NULL || memchr (data, 0, length - 1) != NULL || !g_utf8_validate ((const char *)data, (gssize)length - 1, NULL))
            return FALSE;
          field.value = g_strndup ((const char *)data, length - 1);
        }
      g_array_append_val (group->fields, field);
    }
  return !reader->wrong && hr_share_left (reader) == 0;
}

static HrShareGroup *
take_group (HrShareReader *reader, const char *owner)
{
  HrShareReader part = hr_share_take_part (reader);
  const HrShareVersion none = { 0 };
  g_autoptr (HrShareGroup) group = hr_share_group_new ((guint)hr_share_take_number (&part, G_MAXUINT16), NULL, NULL, &none);

  g_free (group->scope);
  group->scope = hr_share_take_text (&part, ID_MAX);
  group->id = hr_share_take_text (&part, ID_MAX);
  if (part.wrong || group->scope == NULL || group->id == NULL || *group->id == '\0' || !take_version (&part, &group->version, owner)
      || !take_fields (&part, group))
    return NULL;
  return g_steal_pointer (&group);
}

/* ---- the file ---- */

static GByteArray *
convert (GConverter *converter, const guint8 *data, gsize length, gsize maximum)
{
  g_autoptr (GByteArray) result = g_byte_array_new ();
  guint8 buffer[16384];

  for (gboolean done = FALSE; !done;)
    {
      gsize read = 0, written = 0;
      GConverterResult state
          = g_converter_convert (converter, data, length, buffer, sizeof buffer, G_CONVERTER_INPUT_AT_END, &read, &written, NULL);

      if (state == G_CONVERTER_ERROR || result->len + written > maximum)
        return NULL;
      g_byte_array_append (result, buffer, (guint)written);
      data += read;
      length -= read;
      done = state == G_CONVERTER_FINISHED;
    }
  return length == 0 ? g_steal_pointer (&result) : NULL;
}

GBytes *
hr_share_segment_encode (const char *device, GPtrArray *groups)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6);
  g_autoptr (GByteArray) raw = g_byte_array_new ();
  g_autoptr (GByteArray) part = g_byte_array_new ();
  g_autoptr (GByteArray) packed = NULL;
  GByteArray *bytes = g_byte_array_new ();
  guint8 owner[HR_SHARE_DEVICE_BYTES] = { 0 };

  for (guint i = 0; i < groups->len; i++)
    {
      g_byte_array_set_size (part, 0);
      put_group (part, groups->pdata[i], device);
      hr_share_put_block (raw, part->data, part->len);
    }
  packed = convert (G_CONVERTER (zlib), raw->data, raw->len, G_MAXUINT32);
  g_assert (packed != NULL);
  hr_share_device_to_bytes (device, owner);
  g_byte_array_append (bytes, (const guint8 *)MAGIC, 4);
  hr_share_put_u8 (bytes, HR_SHARE_FORMAT);
  hr_share_put_u8 (bytes, HR_SHARE_FORMAT);
  hr_share_put_u8 (bytes, 0);
  hr_share_put_u8 (bytes, 0);
  g_byte_array_append (bytes, owner, sizeof owner);
  hr_share_put_u32 (bytes, groups->len);
  hr_share_put_u32 (bytes, raw->len);
  g_byte_array_append (bytes, packed->data, packed->len);
  return g_byte_array_free_to_bytes (bytes);
}

gsize
hr_share_segment_raw_size (GBytes *bytes)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  HrShareReader reader = hr_share_reader (data + RAW_SIZE_AT, length > RAW_SIZE_AT ? length - RAW_SIZE_AT : 0);

  return hr_share_take_u32 (&reader);
}

GPtrArray *
hr_share_segment_decode (GBytes *bytes, const char *device)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  HrShareReader reader = hr_share_reader (data, MIN (length, FRONT));
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);
  g_autoptr (GByteArray) raw = NULL;
  guint8 owner[HR_SHARE_DEVICE_BYTES];
  const guint8 *named;
  guint32 n, size;

  if (length < FRONT || length > HR_SHARE_SEGMENT_MAX || memcmp (data, MAGIC, 4) != 0 || data[4] < 1 || data[5] < 1
      || data[5] > HR_SHARE_FORMAT || !hr_share_device_to_bytes (device, owner))
    return NULL;
  hr_share_take (&reader, 8);
  named = hr_share_take (&reader, sizeof owner);
  n = hr_share_take_u32 (&reader);
  size = hr_share_take_u32 (&reader);
  if (named == NULL || memcmp (named, owner, sizeof owner) != 0 || n > GROUPS_MAX || size > HR_SHARE_SEGMENT_MAX)
    return NULL;
  /* never more than was said */
  raw = convert (G_CONVERTER (zlib), data + FRONT, length - FRONT, size);
  if (raw == NULL || raw->len != size)
    return NULL;
  reader = hr_share_reader (raw->data, raw->len);
  for (guint32 i = 0; i < n; i++)
    {
      HrShareGroup *group = take_group (&reader, device);

      if (group == NULL)
        return NULL;
      g_ptr_array_add (groups, group);
    }
  return hr_share_left (&reader) == 0 && !reader.wrong ? g_steal_pointer (&groups) : NULL;
}
