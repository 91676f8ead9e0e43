/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-files-private.h"

#include <string.h>

#define PAD 4096
#define ID_MAX 256

enum
{
  TAG_NET = 1,
  TAG_DEVICE = 2,
  TAG_EPOCH = 3,
  TAG_SEQ = 4,
  TAG_COVER = 5,
  TAG_BOX = 6,
};

static void
clear_cell (gpointer data)
{
  HrShareCell *cell = data;

  g_free (cell->meeting);
  g_free (cell->fellowship);
}

/* ---- cells ---- */

GArray *
hr_share_cells_new (void)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (HrShareCell));

  g_array_set_clear_func (cells, clear_cell);
  return cells;
}

static int
compare_cells_cb (gconstpointer a, gconstpointer b)
{
  const HrShareCell *x = a, *y = b;

  if (x->year != y->year)
    return x->year < y->year ? -1 : 1;
  if (x->day != y->day)
    return x->day < y->day ? -1 : 1;
  if (x->epoch != y->epoch)
    return x->epoch < y->epoch ? -1 : 1;
  if (x->what != y->what)
    return x->what < y->what ? -1 : 1;
  return strcmp (x->meeting, y->meeting);
}

/* The place of @cell, or where it belongs */
static gboolean
find_cell (const GArray *cells, const HrShareCell *cell, guint *ret_place)
{
  guint first = 0, end = cells->len;

  while (first < end)
    {
      guint middle = first + (end - first) / 2;
      int order = compare_cells_cb (cell, &g_array_index (cells, HrShareCell, middle));

      *ret_place = middle;
      if (order == 0)
        return TRUE;
      if (order < 0)
        end = middle;
      else
        first = middle + 1;
    }
  *ret_place = first;
  return FALSE;
}

void
hr_share_cells_add (GArray *cells, const HrShareCell *cell)
{
  const char *fellowship = cell->fellowship != NULL ? cell->fellowship : "";
  HrShareCell copy = *cell;
  HrShareCell *old;
  guint place = 0;

  if (!find_cell (cells, cell, &place))
    {
      copy.meeting = g_strdup (cell->meeting);
      copy.fellowship = g_strdup (fellowship);
      g_array_insert_val (cells, place, copy);
      return;
    }
  /* the larger one counts; of equal ones, in whatever order they come, the same words */
  old = &g_array_index (cells, HrShareCell, place);
  if (cell->n > old->n || (cell->n == old->n && strcmp (fellowship, old->fellowship) > 0))
    {
      g_free (old->fellowship);
      old->fellowship = g_strdup (fellowship);
    }
  old->days = cell->n == old->n ? old->days | cell->days : cell->n > old->n ? cell->days : old->days;
  old->n = MAX (old->n, cell->n);
}

GArray *
hr_share_cells_of (const GArray *cells, int year)
{
  GArray *some = hr_share_cells_new ();

  for (guint i = 0; i < cells->len; i++)
    if (g_array_index (cells, HrShareCell, i).year == year)
      hr_share_cells_add (some, &g_array_index (cells, HrShareCell, i));
  return some;
}

gboolean
hr_share_cells_equal (const GArray *a, const GArray *b)
{
  for (guint i = 0; i < a->len && i < b->len; i++)
    {
      const HrShareCell *x = &g_array_index (a, HrShareCell, i), *y = &g_array_index (b, HrShareCell, i);

      if (compare_cells_cb (x, y) != 0 || x->n != y->n || x->days != y->days || strcmp (x->fellowship, y->fellowship) != 0)
        return FALSE;
    }
  return a->len == b->len;
}

/* ---- the file ---- */

HrShareCounts *
hr_share_counts_new (void)
{
  HrShareCounts *self = g_new0 (HrShareCounts, 1);

  self->covers = g_array_new (FALSE, FALSE, sizeof (HrShareSpan));
  return self;
}

void
hr_share_counts_free (HrShareCounts *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->covers);
  g_clear_pointer (&self->box, g_bytes_unref);
  g_clear_pointer (&self->cells, g_array_unref);
  g_free (self);
}

void
hr_share_counts_add (HrShareCounts *self, const HrShareCell *cell)
{
  if (self->cells == NULL)
    self->cells = hr_share_cells_new ();
  hr_share_cells_add (self->cells, cell);
}

/* Of one width whatever the number: the size of a box tells of the plan only. */
static void
put_cell (GByteArray *plain, const HrShareCell *cell)
{
  hr_share_put_u32 (plain, cell->epoch);
  hr_share_put_u32 (plain, (guint32)cell->day);
  hr_share_put_text (plain, cell->meeting);
  hr_share_put_number (plain, cell->what);
  hr_share_put_u32 (plain, (guint32)cell->n);
  hr_share_put_u32 (plain, (guint32)(cell->n >> 32));
  hr_share_put_text (plain, cell->fellowship);
  hr_share_put_u8 (plain, cell->days);
}

GBytes *
hr_share_counts_encode (const HrShareCounts *self, const guint8 (*readers)[HR_SEAL_PUBLIC_KEY_BYTES], guint n_readers,
                        const guint8 secret[HR_SEAL_SECRET_KEY_BYTES])
{
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  g_autoptr (GByteArray) bytes = hr_share_signed_begin (HR_SHARE_SIGNED_COUNTS);
  g_autoptr (GBytes) box = NULL;
  guint8 device[HR_SHARE_DEVICE_BYTES] = { 0 };

  for (guint i = 0; self->cells != NULL && i < self->cells->len; i++)
    put_cell (plain, &g_array_index (self->cells, HrShareCell, i));
  box = hr_seal_box_close (plain->data, plain->len, PAD, readers, n_readers);
  hr_seal_wipe (plain->data, plain->len);
  if (box == NULL)
    return NULL;
  hr_share_put_tag (bytes, TAG_NET, self->net, sizeof self->net);
  hr_share_device_to_bytes (self->device, device);
  hr_share_put_tag (bytes, TAG_DEVICE, device, sizeof device);
  hr_share_put_tag_number (bytes, TAG_EPOCH, self->epoch);
  hr_share_put_tag_number (bytes, TAG_SEQ, self->seq);
  for (guint i = 0; i < self->covers->len; i++)
    {
      g_autoptr (GByteArray) part = g_byte_array_new ();

      hr_share_put_u32 (part, g_array_index (self->covers, HrShareSpan, i).epoch);
      hr_share_put_u32 (part, g_array_index (self->covers, HrShareSpan, i).seq);
      hr_share_put_tag (bytes, TAG_COVER, part->data, part->len);
    }
  hr_share_put_tag (bytes, TAG_BOX, g_bytes_get_data (box, NULL), g_bytes_get_size (box));
  return hr_share_signed_end (g_steal_pointer (&bytes), HR_SHARE_SIGNED_COUNTS, secret);
}

static gboolean
take_field (HrShareCounts *self, guint tag, HrShareReader *part)
{
  const guint8 *data;
  gsize length = hr_share_left (part);
  guint32 epoch;

  switch (tag)
    {
    case TAG_NET:
      return hr_share_take_exact (part, self->net, sizeof self->net);
    case TAG_DEVICE:
      data = length == HR_SHARE_DEVICE_BYTES ? hr_share_take (part, length) : NULL;
      if (data != NULL)
        hr_share_device_from_bytes (data, self->device);
      return data != NULL;
    case TAG_EPOCH:
      self->epoch = (guint32)hr_share_take_number (part, G_MAXUINT32);
      break;
    case TAG_SEQ:
      self->seq = (guint32)hr_share_take_number (part, G_MAXUINT32);
      break;
    case TAG_COVER:
      epoch = hr_share_take_u32 (part);
      hr_share_cover (self->covers, epoch, hr_share_take_u32 (part));
      break;
    case TAG_BOX:
      data = hr_share_take (part, length);
      if (data != NULL)
        self->box = g_bytes_new (data, length);
      break;
    default:
      return TRUE;
    }
  return !part->wrong && part->at == part->end;
}

HrShareCounts *
hr_share_counts_decode (GBytes *bytes)
{
  HrShareReader reader = hr_share_signed_read (bytes, HR_SHARE_SIGNED_COUNTS, HR_SHARE_COUNTS_MAX);
  g_autoptr (HrShareCounts) self = hr_share_counts_new ();
  HrShareReader part;
  guint tag = 0, seen = 0;

  while (hr_share_take_tag (&reader, &tag, &part))
    {
      if (tag <= TAG_BOX && tag != TAG_COVER && (seen & 1u << tag) != 0)
        return NULL;
      if (tag <= TAG_BOX)
        seen |= 1u << tag;
      if (!take_field (self, tag, &part))
        return NULL;
    }
  if (reader.wrong || (seen & 0x5e) != 0x5e || !hr_share_covers (self->covers, self->epoch, self->seq))
    return NULL;
  return g_steal_pointer (&self);
}

static void
take_cell (HrShareReader *reader, GArray *cells)
{
  HrShareCell cell = { .epoch = hr_share_take_u32 (reader) };

  cell.day = (gint32)hr_share_take_u32 (reader);
  cell.meeting = hr_share_take_text (reader, ID_MAX);
  cell.what = (guint)hr_share_take_number (reader, G_MAXUINT16);
  cell.n = hr_share_take_u32 (reader);
  cell.n |= (guint64)hr_share_take_u32 (reader) << 32;
  cell.fellowship = hr_share_take_text (reader, ID_MAX);
  cell.days = hr_share_take_u8 (reader);
  reader->wrong |= cell.n > G_MAXINT64;
  if (!reader->wrong)
    hr_share_cells_add (cells, &cell);
  clear_cell (&cell);
}

gboolean
hr_share_counts_open (HrShareCounts *self, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES])
{
  gsize length = 0;
  const void *data = g_bytes_get_data (self->box, &length);
  g_autoptr (GBytes) plain = hr_seal_box_open (data, length, secret);
  g_autoptr (GArray) cells = hr_share_cells_new ();
  HrShareReader reader;

  if (plain == NULL)
    return FALSE;
  data = g_bytes_get_data (plain, &length);
  reader = hr_share_reader (data, length);
  while (hr_share_left (&reader) > 0)
    take_cell (&reader, cells);
  if (reader.wrong)
    return FALSE;
  g_clear_pointer (&self->cells, g_array_unref);
  self->cells = g_steal_pointer (&cells);
  return TRUE;
}
