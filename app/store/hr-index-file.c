/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of the index beside the database: reading 200,000 rows takes half a second, reading this a few milliseconds.
 * It can always be thrown away: it is used only when it is whole and made from the very content of the database. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-index-private.h"
#include <string.h>

#define HR_INDEX_FILE "handrail.index"
#define HR_INDEX_MAGIC "HRindex1"
/* Smaller directories are read in a moment. */
#define HR_INDEX_WORTH 2000

typedef struct
{
  char magic[8];
  guint64 sum;
  guint64 length;
  gint64 stamp;
  gint64 at_s;
  guint32 program;
  guint32 entry_size;
  guint32 n_entries;
  guint32 n_rules, n_zones, n_fellowships, n_languages, n_typesets, n_venues;
  guint32 unused;
} HrIndexHeader;

typedef struct
{
  guint64 features;
  guint64 languages;
  guint32 fellowship;
  guint32 unused;
} HrSavedTypeset;

typedef struct
{
  gint32 latitude, longitude;
  guint32 step_free;
} HrSavedVenue;

static char *
index_path (HrState *state)
{
  return g_build_filename (state->directory, HR_INDEX_FILE, NULL);
}

static guint64
checksum (const char *data, gsize length)
{
  const guint64 prime = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint64 sum = length, word = 0;

  for (; length >= sizeof word; data += sizeof word, length -= sizeof word)
    {
      memcpy (&word, data, sizeof word);
      sum = (sum ^ word) * prime;
      sum ^= sum >> 29;
    }
  for (; length > 0; length--)
    sum = (sum ^ (guchar)*data++) * prime;
  return sum;
}

/* ---- writing ---- */

static void
put (GByteArray *bytes, gconstpointer data, gsize length)
{
  if (length > 0)
    g_byte_array_append (bytes, data, (guint)length);
}

static void
put_string (GByteArray *bytes, const char *text)
{
  put (bytes, text, strlen (text) + 1);
}

static void
put_strings (GByteArray *bytes, GPtrArray *strings)
{
  for (guint i = 0; i < strings->len; i++)
    put_string (bytes, strings->pdata[i]);
}

static void
put_tables (GByteArray *bytes, const HrIndex *self)
{
  for (guint i = 0; i < self->typesets->len; i++)
    {
      const HrTypeset *set = &g_array_index (self->typesets, HrTypeset, i);
      HrSavedTypeset saved = { set->features, set->languages, set->fellowship, 0 };

      put (bytes, &saved, sizeof saved);
    }
  for (guint i = 0; i < self->venues->len; i++)
    {
      const HrIndexVenue *venue = &g_array_index (self->venues, HrIndexVenue, i);
      HrSavedVenue saved = { venue->latitude, venue->longitude, venue->step_free ? 1 : 0 };

      put (bytes, &saved, sizeof saved);
    }
  put_strings (bytes, self->rule_texts);
  put_strings (bytes, self->zone_names);
  put_strings (bytes, self->fellowships);
  put_strings (bytes, self->languages);
  for (guint i = 0; i < self->typesets->len; i++)
    put_string (bytes, g_array_index (self->typesets, HrTypeset, i).codes);
  for (guint i = 0; i < self->venues->len; i++)
    put_string (bytes, g_array_index (self->venues, HrIndexVenue, i).id);
}

void
hr_index_save (HrState *state)
{
  HrIndex *self = state->index;
  g_autoptr (GByteArray) bytes = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  HrIndexHeader header = { .magic = "" };

  if (self == NULL || self->saved || self->n_entries < HR_INDEX_WORTH)
    return;
  bytes = g_byte_array_sized_new ((guint)(self->n_entries * (sizeof (HrEntry) + 8)));
  memcpy (header.magic, HR_INDEX_MAGIC, sizeof header.magic);
  header.stamp = self->stamp;
  header.at_s = self->at_s;
  header.program = g_str_hash (HR_VERSION);
  header.entry_size = sizeof (HrEntry);
  header.n_entries = self->n_entries;
  header.n_rules = self->rules->len;
  header.n_zones = self->zones->len;
  header.n_fellowships = self->fellowships->len;
  header.n_languages = self->languages->len;
  header.n_typesets = self->typesets->len;
  header.n_venues = self->venues->len;
  put (bytes, &header, sizeof header);
  put (bytes, self->entries, self->n_entries * sizeof (HrEntry));
  put (bytes, self->by_next, self->n_entries * sizeof (guint32));
  put (bytes, self->by_name, self->n_entries * sizeof (guint32));
  put_tables (bytes, self);
  header.length = bytes->len - sizeof header;
  header.sum = checksum ((const char *)bytes->data + sizeof header, bytes->len - sizeof header);
  memcpy (bytes->data, &header, sizeof header);
  path = index_path (state);
  self->saved = TRUE;
  /* written under another name first, but not synced: a torn one is recognised by its sum */
  if (!g_file_set_contents_full (path, (const char *)bytes->data, bytes->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_info ("%s", error->message);
}

/* ---- reading ---- */

typedef struct
{
  const char *cursor;
  const char *end;
} HrReader;

static gboolean
take (HrReader *self, gpointer ret_data, gsize length)
{
  if ((gsize)(self->end - self->cursor) < length)
    return FALSE;
  if (length > 0)
    memcpy (ret_data, self->cursor, length);
  self->cursor += length;
  return TRUE;
}

static const char *
take_string (HrReader *self)
{
  const char *text = self->cursor;
  const char *zero = self->cursor < self->end ? memchr (text, '\0', (gsize)(self->end - text)) : NULL;

  if (zero == NULL)
    return NULL;
  self->cursor = zero + 1;
  return text;
}

static gboolean
take_entries (HrReader *reader, HrIndex *self, const HrIndexHeader *header)
{
  gsize n = header->n_entries;

  if (n > (gsize)(reader->end - reader->cursor) / sizeof (HrEntry))
    return FALSE;
  self->n_entries = header->n_entries;
  self->entries = g_new (HrEntry, MAX (n, 1));
  self->by_next = g_new (guint32, MAX (n, 1));
  self->by_name = g_new (guint32, MAX (n, 1));
  if (!take (reader, self->entries, n * sizeof (HrEntry)) || !take (reader, self->by_next, n * sizeof (guint32))
      || !take (reader, self->by_name, n * sizeof (guint32)))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      const HrEntry *entry = &self->entries[i];

      if (self->by_next[i] >= n || self->by_name[i] >= n || entry->rule >= header->n_rules
          || entry->zone >= header->n_zones || entry->typeset >= header->n_typesets
          || entry->fellowship >= header->n_fellowships
          || (entry->venue != HR_NO_NUMBER && entry->venue >= header->n_venues))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_list (HrReader *reader, guint n, GPtrArray *ret_list)
{
  for (guint i = 0; i < n; i++)
    {
      const char *text = take_string (reader);

      if (text == NULL)
        return FALSE;
      g_ptr_array_add (ret_list, (gpointer)text);
    }
  return TRUE;
}

/* The types are looked up again: what they mean comes with the program. */
static gboolean
take_typesets (HrReader *reader, HrState *state, HrIndex *self, const HrSavedTypeset *saved, guint n,
               GPtrArray *fellowships)
{
  for (guint i = 0; i < n; i++)
    {
      const char *codes = take_string (reader);
      const HrTypeset *set = NULL;

      if (codes == NULL || saved[i].fellowship >= fellowships->len
          || hr_index_typeset_number (state, self, fellowships->pdata[saved[i].fellowship], codes) != i)
        return FALSE;
      set = &g_array_index (self->typesets, HrTypeset, i);
      if (set->features != saved[i].features || set->languages != saved[i].languages
          || set->fellowship != saved[i].fellowship)
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_venues (HrReader *reader, HrIndex *self, const HrSavedVenue *saved, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const char *id = take_string (reader);
      HrIndexVenue venue = { 0 };

      if (id == NULL)
        return FALSE;
      venue.id = g_strdup (id);
      venue.latitude = saved[i].latitude;
      venue.longitude = saved[i].longitude;
      venue.step_free = saved[i].step_free != 0;
      g_hash_table_insert (self->venue_numbers, venue.id, GUINT_TO_POINTER (i));
      g_array_append_val (self->venues, venue);
    }
  return TRUE;
}

static gboolean
take_tables (HrReader *reader, HrState *state, HrIndex *self, const HrIndexHeader *header)
{
  gsize left = (gsize)(reader->end - reader->cursor);
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  g_autoptr (GPtrArray) zones = g_ptr_array_new ();
  g_autoptr (GPtrArray) fellowships = g_ptr_array_new ();
  g_autoptr (GPtrArray) languages = g_ptr_array_new ();
  g_autofree HrSavedTypeset *typesets = NULL;
  g_autofree HrSavedVenue *venues = NULL;

  if (header->n_typesets > left / sizeof *typesets || header->n_venues > left / sizeof *venues)
    return FALSE;
  typesets = g_new (HrSavedTypeset, MAX (header->n_typesets, 1));
  venues = g_new (HrSavedVenue, MAX (header->n_venues, 1));
  if (!take (reader, typesets, header->n_typesets * sizeof *typesets)
      || !take (reader, venues, header->n_venues * sizeof *venues) || !take_list (reader, header->n_rules, rules)
      || !take_list (reader, header->n_zones, zones) || !take_list (reader, header->n_fellowships, fellowships)
      || !take_list (reader, header->n_languages, languages))
    return FALSE;
  for (guint i = 0; i < rules->len; i++)
    if (hr_index_rule_number (self, rules->pdata[i]) != i)
      return FALSE;
  for (guint i = 0; i < zones->len; i++)
    if (hr_index_zone_number (self, zones->pdata[i]) != i)
      return FALSE;
  return take_typesets (reader, state, self, typesets, header->n_typesets, fellowships)
         && take_venues (reader, self, venues, header->n_venues) && reader->cursor == reader->end;
}

HrIndex *
hr_index_restore (HrState *state, gint64 stamp)
{
  g_autofree char *path = index_path (state);
  g_autofree char *data = NULL;
  gsize length = 0;
  HrIndexHeader header;
  HrReader reader;
  HrIndex *self = NULL;

  if (stamp == 0 || !g_file_get_contents (path, &data, &length, NULL) || length < sizeof header)
    return NULL;
  memcpy (&header, data, sizeof header);
  reader.cursor = data + sizeof header;
  reader.end = data + length;
  if (memcmp (header.magic, HR_INDEX_MAGIC, sizeof header.magic) != 0 || header.stamp != stamp
      || header.program != g_str_hash (HR_VERSION) || header.entry_size != sizeof (HrEntry)
      || header.length != length - sizeof header || header.sum != checksum (reader.cursor, length - sizeof header))
    return NULL;
  self = hr_index_new (state);
  if (take_entries (&reader, self, &header) && take_tables (&reader, state, self, &header)
      && hr_index_load_exceptions (state, self, NULL))
    {
      self->at_s = header.at_s;
      return self;
    }
  hr_index_free (self);
  return NULL;
}
