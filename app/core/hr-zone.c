/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-zone.h"

#include "hr-zone-file-private.h"

#define DAY_S 86400
/* no offset is larger: a local time less this is surely before the moment that is meant */
#define LARGEST_OFFSET_S 93600

struct _HrZone
{
  char *id;
  HrZoneSpan *spans; /* one more than n_spans: the last ends the table */
  gint n_spans;
  gint last; /* atomic: the span that was found last; a directory asks for the same weeks again and again */
};

static GRWLock zones_lock;
static GHashTable *zones; /* guarded by zones_lock; never freed */

static gint64
floor_div (gint64 a, gint64 b)
{
  return a / b - (a % b < 0 ? 1 : 0);
}

static HrZone *
zone_new (const char *iana_id, GArray *spans)
{
  HrZone *self = g_new0 (HrZone, 1);
  HrZoneSpan end = { G_MAXINT64, 0 };

  self->id = g_strdup (iana_id);
  self->n_spans = (gint)spans->len;
  g_array_append_val (spans, end);
  self->spans = (HrZoneSpan *)(gpointer)g_array_free (spans, FALSE);
  self->last = self->n_spans - 1;
  return self;
}

const HrZone *
hr_zone_get (const char *iana_id)
{
  HrZone *self = NULL;
  GArray *spans;

  if (iana_id == NULL)
    return NULL;
  g_rw_lock_reader_lock (&zones_lock);
  if (zones != NULL)
    self = g_hash_table_lookup (zones, iana_id);
  g_rw_lock_reader_unlock (&zones_lock);
  if (self != NULL)
    return self;

  spans = hr_zone_file_read (iana_id);
  if (spans == NULL)
    return NULL;
  g_rw_lock_writer_lock (&zones_lock);
  if (zones == NULL)
    zones = g_hash_table_new (g_str_hash, g_str_equal);
  /* another thread may have been faster; its zone is already in use */
  self = g_hash_table_lookup (zones, iana_id);
  if (self == NULL)
    {
      self = zone_new (iana_id, g_steal_pointer (&spans));
      g_hash_table_insert (zones, self->id, self);
    }
  g_rw_lock_writer_unlock (&zones_lock);
  g_clear_pointer (&spans, g_array_unref);
  return self;
}

const char *
hr_zone_get_id (const HrZone *zone)
{
  g_return_val_if_fail (zone != NULL, NULL);

  return zone->id;
}

static gint
find_span (const HrZone *zone, gint64 unix_s)
{
  gint found = g_atomic_int_get (&zone->last);
  gint low = 0, high = zone->n_spans - 1;

  if (unix_s >= zone->spans[found].from_s && unix_s < zone->spans[found + 1].from_s)
    return found;
  while (low < high)
    {
      gint middle = (low + high + 1) / 2;

      if (zone->spans[middle].from_s <= unix_s)
        low = middle;
      else
        high = middle - 1;
    }
  /* only a hint: any value that a thread reads here is a valid span */
  g_atomic_int_set ((gint *)&zone->last, low);
  return low;
}

int
hr_zone_offset_s (const HrZone *zone, gint64 unix_s)
{
  g_return_val_if_fail (zone != NULL, 0);

  return zone->spans[find_span (zone, unix_s)].offset_s;
}

gint64
hr_zone_to_unix_s (const HrZone *zone, HrDate date, int minute)
{
  gint64 wall_s = date * (gint64)DAY_S + minute * (gint64)60;
  gint span;

  g_return_val_if_fail (zone != NULL, wall_s);

  /* the first span that still reaches this wall time holds the first of two equal ones */
  span = find_span (zone, wall_s - LARGEST_OFFSET_S);
  while (span + 1 < zone->n_spans && wall_s - zone->spans[span].offset_s >= zone->spans[span + 1].from_s)
    span++;
  /* in a gap this span begins later: the offset before the gap counts */
  if (span > 0 && wall_s - zone->spans[span].offset_s < zone->spans[span].from_s)
    span--;
  return wall_s - zone->spans[span].offset_s;
}

void
hr_zone_from_unix_s (const HrZone *zone, gint64 unix_s, HrDate *ret_date, int *ret_minute)
{
  gint64 wall_s = unix_s + hr_zone_offset_s (zone, unix_s);
  gint64 date = floor_div (wall_s, DAY_S);

  if (ret_date != NULL)
    *ret_date = (HrDate)CLAMP (date, G_MININT32 + 1, G_MAXINT32);
  if (ret_minute != NULL)
    *ret_minute = (int)((wall_s - date * DAY_S) / 60);
}

char *
hr_zone_format_rfc3339 (const HrZone *zone, gint64 unix_s)
{
  int offset_s, minute, year, month, day, seconds;
  HrDate date;
  char sign;

  g_return_val_if_fail (zone != NULL, NULL);

  /* RFC 3339 offsets are whole minutes; those of before 1900 are not, and are rounded so that the moment stays */
  offset_s = (int)floor_div (hr_zone_offset_s (zone, unix_s), 60) * 60;
  date = (HrDate)floor_div (unix_s + offset_s, DAY_S);
  seconds = (int)(unix_s + offset_s - date * (gint64)DAY_S);
  minute = seconds / 60;
  sign = offset_s < 0 ? '-' : '+';
  hr_date_to_ymd (date, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", year, month, day, minute / 60, minute % 60,
                          seconds % 60, sign, ABS (offset_s) / 3600, ABS (offset_s) / 60 % 60);
}
