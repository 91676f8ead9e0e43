/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-version-private.h"
#include <string.h>

#define HR_CLOCK_FORMAT 1

int
hr_version_compare (const HrVersion *a, const char *a_id, const HrVersion *b, const char *b_id)
{
  int order = 0;

  if (a->gen != b->gen)
    return a->gen < b->gen ? -1 : 1;
  if (a->wall_ms != b->wall_ms)
    return a->wall_ms < b->wall_ms ? -1 : 1;
  order = g_strcmp0 (a_id, b_id);
  if (order != 0)
    return order;
  if (a->epoch != b->epoch)
    return a->epoch < b->epoch ? -1 : 1;
  if (a->op != b->op)
    return a->op < b->op ? -1 : 1;
  return 0;
}

HrVersion
hr_version_next (const HrVersion *winner, const HrVersion *writer)
{
  HrVersion next = *writer;

  if (winner->gen == 0)
    next.gen = 1;
  else
    next.gen = winner->gen + (winner->device == writer->device ? 0 : 1);
  /* the clock was set back, or the disk was restored and does not know how late it already was: who saw the other value still wins */
  if (winner->device == writer->device && hr_version_compare (&next, NULL, winner, NULL) <= 0)
    next.gen++;
  return next;
}

void
hr_row_clock_init (HrRowClock *self, guint n_fields, const HrVersion *base)
{
  g_assert (n_fields <= G_N_ELEMENTS (self->fields));
  memset (self, 0, sizeof *self);
  self->base = *base;
  self->n_fields = n_fields;
}

const HrVersion *
hr_row_clock_get (const HrRowClock *self, guint field)
{
  g_assert (field < self->n_fields);
  return self->fields[field].gen != 0 ? &self->fields[field] : &self->base;
}

void
hr_row_clock_set (HrRowClock *self, guint field, const HrVersion *version)
{
  g_assert (field < self->n_fields && version->gen != 0);
  self->fields[field] = *version;
}

static void
put (GByteArray *bytes, guint64 value)
{
  guint8 buffer[10];
  guint length = 0;

  while (value >= 0x80)
    {
      buffer[length++] = (guint8)(value | 0x80);
      value >>= 7;
    }
  buffer[length++] = (guint8)value;
  g_byte_array_append (bytes, buffer, length);
}

static void
put_version (GByteArray *bytes, const HrVersion *version)
{
  put (bytes, version->gen);
  put (bytes, (guint64)version->wall_ms);
  put (bytes, version->device);
  put (bytes, version->epoch);
  put (bytes, version->op);
}

void
hr_row_clock_encode (const HrRowClock *self, GByteArray *bytes)
{
  put (bytes, HR_CLOCK_FORMAT);
  put_version (bytes, &self->base);
  for (guint i = 0; i < self->n_fields; i++)
    {
      if (self->fields[i].gen == 0)
        continue;
      put (bytes, i);
      put_version (bytes, &self->fields[i]);
    }
}

static gboolean
take (const guint8 **cursor, const guint8 *end, guint64 maximum, guint64 *ret_value)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 64 && *cursor < end; shift += 7)
    {
      guint8 byte = *(*cursor)++;

      /* the tenth byte has room for one bit */
      if (shift == 63 && byte > 1)
        return FALSE;
      value |= (guint64)(byte & 0x7f) << shift;
      if ((byte & 0x80) != 0)
        continue;
      *ret_value = value;
      return value <= maximum;
    }
  return FALSE;
}

static gboolean
take_version (const guint8 **cursor, const guint8 *end, HrVersion *version)
{
  guint64 wall = 0, device = 0, epoch = 0;

  if (!take (cursor, end, G_MAXUINT64, &version->gen) || !take (cursor, end, G_MAXINT64, &wall)
      || !take (cursor, end, G_MAXUINT32, &device) || !take (cursor, end, G_MAXUINT32, &epoch)
      || !take (cursor, end, G_MAXUINT64, &version->op))
    return FALSE;
  version->wall_ms = (gint64)wall;
  version->device = (guint32)device;
  version->epoch = (guint32)epoch;
  return version->gen != 0;
}

gboolean
hr_row_clock_decode (HrRowClock *self, guint n_fields, const guint8 *data, gsize length)
{
  const guint8 *cursor = data;
  const guint8 *end = length > 0 ? data + length : data;
  guint64 format = 0;
  gint64 last = -1;
  HrVersion base = { 0 };

  if (!take (&cursor, end, HR_CLOCK_FORMAT, &format) || format != HR_CLOCK_FORMAT
      || !take_version (&cursor, end, &base))
    return FALSE;
  hr_row_clock_init (self, n_fields, &base);
  while (cursor < end)
    {
      guint64 field = 0;

      if (!take (&cursor, end, n_fields - 1, &field) || (gint64)field <= last
          || !take_version (&cursor, end, &self->fields[field]))
        return FALSE;
      last = (gint64)field;
    }
  return TRUE;
}
