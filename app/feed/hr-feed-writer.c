/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "handrail/feed/hr-feed-writer.h"

#include "handrail/feed/hr-json.h"

#include "hr-feed-flat-private.h"

#include <string.h>

#define OWN_VERSION 1
#define CSV_END_OF_LINE "\r\n"

static void
write_days (HrJson *json, guint8 days)
{
  if (days == 0)
    return;
  /* most consumers know the array, all know the number */
  if ((days & (days - 1)) == 0)
    {
      hr_json_integer (json, "day", __builtin_ctz (days));
      return;
    }
  hr_json_begin_array (json, "day");
  for (int day = 0; day < 7; day++)
    {
      if ((days >> day & 1) != 0)
        hr_json_integer (json, NULL, day);
    }
  hr_json_end (json);
}

static void
write_list (HrJson *json, const char *key, const char *joined, const char *separator)
{
  g_auto (GStrv) items = g_strsplit (joined, separator, -1);

  hr_json_strings (json, key, (const char *const *)items);
}

static void
write_column (HrJson *json, const HrFeedFlat *flat, HrFlatColumn column)
{
  const char *name = hr_feed_flat_column_name (column);
  const char *value = flat->values[column];

  if (column == HR_FLAT_DAY)
    write_days (json, flat->days);
  else if (value == NULL)
    return;
  else if (column == HR_FLAT_TYPES)
    write_list (json, name, value, ",");
  else if (column == HR_FLAT_REGIONS)
    write_list (json, name, value, " > ");
  else if (column == HR_FLAT_LATITUDE || column == HR_FLAT_LONGITUDE)
    hr_json_number (json, name, g_ascii_strtod (value, NULL));
  else
    hr_json_string (json, name, value);
}

/* "id": "v-…", "name": "…", …: every field that is set, as it stands in the record */
static void
write_fields (HrJson *json, const HrRecord *record)
{
  guint n_fields;
  const HrField *fields = hr_kind_get_fields (hr_record_get_kind (record), &n_fields);

  if (hr_record_get_id (record) != NULL)
    hr_json_string (json, "id", hr_record_get_id (record));
  for (guint i = 0; i < n_fields; i++)
    {
      const char *value = hr_record_get_nth (record, i);

      if (value != NULL)
        hr_json_string (json, fields[i].name, value);
    }
}

static void
write_record (HrJson *json, const char *key, const HrRecord *record)
{
  if (record == NULL)
    return;
  hr_json_begin_object (json, key);
  write_fields (json, record);
  hr_json_end (json);
}

static void
write_item (HrJson *json, const HrFeedItem *item)
{
  write_record (json, "meeting", item->meeting);
  write_record (json, "venue", item->venue);
  write_record (json, "group", item->group);
  write_record (json, "source", item->source);
  if (item->exceptions != NULL && item->exceptions->len > 0)
    {
      hr_json_begin_array (json, "exceptions");
      for (guint i = 0; i < item->exceptions->len; i++)
        write_record (json, NULL, item->exceptions->pdata[i]);
      hr_json_end (json);
    }
}

/* The list of types stands there even when it is empty: it tells a reader that no name of a type is missing. */
static void
write_file (HrJson *json, const HrFeedExtras *extras, const char *site_zone)
{
  hr_json_begin_object (json, "file");
  if (site_zone != NULL)
    hr_json_string (json, "timezone", site_zone);
  hr_json_begin_array (json, "types");
  for (guint i = 0; extras->types != NULL && i < extras->types->len; i++)
    write_record (json, NULL, extras->types->pdata[i]);
  hr_json_end (json);
  hr_json_begin_array (json, "unpublished");
  for (gsize i = 0; i < extras->n_unpublished; i++)
    {
      hr_json_begin_object (json, NULL);
      write_item (json, &extras->unpublished[i]);
      hr_json_end (json);
    }
  hr_json_end (json);
  hr_json_begin_array (json, "others");
  for (guint i = 0; extras->others != NULL && i < extras->others->len; i++)
    {
      const HrRecord *record = extras->others->pdata[i];

      hr_json_begin_object (json, NULL);
      hr_json_string (json, "kind", hr_kind_get_name (hr_record_get_kind (record)));
      write_fields (json, record);
      hr_json_end (json);
    }
  hr_json_end (json);
  hr_json_end (json);
}

static void
write_own (HrJson *json, const HrFeedItem *item, const HrFeedExtras *extras, const char *site_zone)
{
  hr_json_begin_object (json, "handrail");
  hr_json_integer (json, "version", OWN_VERSION);
  write_item (json, item);
  if (extras != NULL)
    write_file (json, extras, site_zone);
  hr_json_end (json);
}

char *
hr_feed_write_meeting_guide (const HrFeedItem *items, gsize n_items, const HrFeedExtras *extras, const char *site_zone)
{
  g_autoptr (HrJson) json = hr_json_new ();
  g_autoptr (GHashTable) slugs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  hr_json_begin_array (json, NULL);
  for (gsize i = 0; i < n_items; i++)
    {
      HrFeedFlat flat;

      hr_feed_flatten (&items[i], site_zone, slugs, &flat);
      hr_json_begin_object (json, NULL);
      for (guint column = 0; column < HR_N_FLAT; column++)
        write_column (json, &flat, (HrFlatColumn)column);
      write_own (json, &items[i], i == 0 ? extras : NULL, site_zone);
      hr_json_end (json);
      hr_feed_flat_clear (&flat);
    }
  hr_json_end (json);
  return hr_json_to_string (json, 0);
}

/* Spreadsheets run a cell that begins so as a formula, whoever wrote it into a feed. */
static gboolean
is_formula (HrFlatColumn column, const char *text)
{
  if (column == HR_FLAT_LATITUDE || column == HR_FLAT_LONGITUDE)
    return FALSE;
  return strchr ("=+-@\t\r\n", text[0]) != NULL;
}

static void
append_cell (GString *out, HrFlatColumn column, const char *text)
{
  const char *prefix;

  if (text == NULL || text[0] == '\0')
    return;
  prefix = is_formula (column, text) ? "'" : "";
  if (strpbrk (text, "\",\r\n") == NULL && !g_ascii_isspace (text[0]) && !g_ascii_isspace (text[strlen (text) - 1]))
    {
      g_string_append_printf (out, "%s%s", prefix, text);
      return;
    }
  g_string_append_printf (out, "\"%s", prefix);
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}

/* @day: 0…6, or -1 for a meeting without */
static void
append_row (GString *out, const HrFeedFlat *flat, int day)
{
  static const char *const day_names[] = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
  };
  gboolean several = (flat->days & (flat->days - 1)) != 0;

  for (guint i = 0; i < HR_N_FLAT; i++)
    {
      HrFlatColumn column = (HrFlatColumn)i;

      if (i > 0)
        g_string_append_c (out, ',');
      if (column == HR_FLAT_DAY)
        g_string_append (out, day >= 0 ? day_names[day] : "");
      else if (column == HR_FLAT_SLUG && several)
        {
          g_autofree char *slug = g_strdup_printf ("%s-%d", flat->values[i], day);

          append_cell (out, column, slug);
        }
      else
        append_cell (out, column, flat->values[i]);
    }
  g_string_append (out, CSV_END_OF_LINE);
}

char *
hr_feed_write_csv (const HrFeedItem *items, gsize n_items, const char *site_zone)
{
  g_autoptr (GHashTable) slugs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < HR_N_FLAT; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "," : "", hr_feed_flat_column_name ((HrFlatColumn)i));
  g_string_append (out, CSV_END_OF_LINE);
  for (gsize i = 0; i < n_items; i++)
    {
      HrFeedFlat flat;

      hr_feed_flatten (&items[i], site_zone, slugs, &flat);
      if (flat.days == 0)
        append_row (out, &flat, -1);
      /* tables know one day per row */
      for (int day = 0; day < 7; day++)
        {
          if ((flat.days >> day & 1) != 0)
            append_row (out, &flat, day);
        }
      hr_feed_flat_clear (&flat);
    }
  return g_string_free (out, FALSE);
}
