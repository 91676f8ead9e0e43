/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-index-private.h"
#include "handrail/core/hr-meeting.h"
#include "handrail/core/hr-text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A name in the order of names: its first bytes decide nearly always. */
typedef struct
{
  guint64 prefix;
  const char *name;
  guint32 entry;
} HrNameKey;

typedef struct
{
  HrState *state;
  HrIndex *index;
  GStringChunk *names;
  GStringChunk *ids;
  GHashTable *venues; /* id -> number in @places */
  GArray *places;     /* HrIndexVenue */
  GArray *keys;
  guint room;
} HrLoad;

HrIndex *
hr_index_new (HrState *state)
{
  HrIndex *self = g_new0 (HrIndex, 1);

  self->site_zone = state->zone;
  self->rules = g_array_new (FALSE, FALSE, sizeof (HrRule));
  self->zones = g_ptr_array_new ();
  self->zone_names = g_ptr_array_new_with_free_func (g_free);
  self->rule_texts = g_ptr_array_new_with_free_func (g_free);
  self->fellowships = g_ptr_array_new ();
  self->languages = g_ptr_array_new ();
  self->typesets = g_array_new (FALSE, TRUE, sizeof (HrTypeset));
  self->codes = g_string_chunk_new (4096);
  self->used_fellowships = g_byte_array_new ();
  self->rule_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->zone_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->fellowship_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->language_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->targets = g_array_new (FALSE, FALSE, sizeof (HrIndexTarget));
  self->meeting_exceptions = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  self->venue_exceptions = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  return self;
}

/* ---- numbers for what repeats ---- */

static gboolean
known (GHashTable *numbers, const char *text, guint32 *ret_number)
{
  gpointer value = NULL;

  if (!g_hash_table_lookup_extended (numbers, text, NULL, &value))
    return FALSE;
  *ret_number = GPOINTER_TO_UINT (value);
  return TRUE;
}

static guint32
string_number (GHashTable *numbers, GPtrArray *strings, const char *text)
{
  guint32 number = strings->len;

  if (known (numbers, text, &number))
    return number;
  {
    char *copy = g_strdup (text);

    g_hash_table_insert (numbers, copy, GUINT_TO_POINTER (number));
    g_ptr_array_add (strings, copy);
  }
  return number;
}

guint32
hr_index_rule_number (HrIndex *self, const char *text)
{
  guint32 number = self->rules->len;
  HrRule rule;

  if (known (self->rule_numbers, text, &number))
    return number;
  /* a rule that does not hold is one that never repeats */
  if (!hr_rule_parse (text, &rule, NULL) && !hr_rule_parse ("", &rule, NULL))
    g_assert_not_reached ();
  g_array_append_val (self->rules, rule);
  g_ptr_array_add (self->rule_texts, g_strdup (text));
  g_hash_table_insert (self->rule_numbers, g_ptr_array_index (self->rule_texts, number), GUINT_TO_POINTER (number));
  return number;
}

guint16
hr_index_zone_number (HrIndex *self, const char *id)
{
  guint32 number = self->zones->len;
  const HrZone *zone = NULL;

  if (known (self->zone_numbers, id, &number))
    return (guint16)number;
  zone = *id != '\0' ? hr_zone_get (id) : NULL;
  g_ptr_array_add (self->zones, (gpointer)(zone != NULL ? zone : self->site_zone));
  g_ptr_array_add (self->zone_names, g_strdup (id));
  g_hash_table_insert (self->zone_numbers, g_ptr_array_index (self->zone_names, number), GUINT_TO_POINTER (number));
  return (guint16)number;
}

guint32
hr_index_fellowship_number (HrIndex *self, const char *id)
{
  return string_number (self->fellowship_numbers, self->fellowships, id);
}

guint32
hr_index_language_number (HrIndex *self, const char *tag)
{
  return string_number (self->language_numbers, self->languages, tag);
}

static guint64
language_bits (HrIndex *self, char **tags)
{
  guint64 bits = 0;

  for (guint i = 0; tags[i] != NULL; i++)
    {
      guint32 number = hr_index_language_number (self, tags[i]);

      if (number < 64)
        bits |= G_GUINT64_CONSTANT (1) << number;
    }
  return bits;
}

/* Reading a copy needs no numbers of typesets: they are looked up only when a meeting is read. */
static void
need_typeset_numbers (HrIndex *self)
{
  if (self->typeset_numbers != NULL)
    return;
  self->typeset_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->typesets->len; i++)
    {
      const HrTypeset *set = &g_array_index (self->typesets, HrTypeset, i);
      const char *fellowship = self->fellowships->pdata[set->fellowship];

      g_hash_table_insert (self->typeset_numbers, g_strconcat (fellowship, ":", set->codes, NULL),
                           GUINT_TO_POINTER (i));
    }
}

guint32
hr_index_typeset_number (HrState *state, HrIndex *self, const char *fellowship, const char *codes)
{
  guint32 number = self->typesets->len;
  char key[256];
  g_autofree char *long_key = NULL;
  const char *text = key;
  gsize fellowship_length = strlen (fellowship), length = fellowship_length + 1 + strlen (codes);

  need_typeset_numbers (self);
  if (length < sizeof key)
    {
      memcpy (key, fellowship, fellowship_length);
      key[fellowship_length] = ':';
      memcpy (key + fellowship_length + 1, codes, length - fellowship_length);
    }
  else
    text = long_key = g_strconcat (fellowship, ":", codes, NULL);
  if (known (self->typeset_numbers, text, &number))
    return number;
  {
    HrTypeset set = { 0 };
    g_auto (GStrv) list = *codes != '\0' ? g_strsplit (codes, ",", -1) : g_new0 (char *, 1);
    const char *const *view = (const char *const *)list;
    g_auto (GStrv) tags = hr_vocabulary_languages (state->vocabulary, fellowship, view);

    set.features = hr_vocabulary_features (state->vocabulary, fellowship, view);
    set.languages = language_bits (self, tags);
    set.fellowship = hr_index_fellowship_number (self, fellowship);
    set.codes = g_string_chunk_insert (self->codes, codes);
    g_array_append_val (self->typesets, set);
  }
  g_hash_table_insert (self->typeset_numbers, g_strdup (text), GUINT_TO_POINTER (number));
  return number;
}

/* ---- venues ---- */

static gint32
coordinate (HrStatement *statement, int index)
{
  if (sqlite3_column_type (statement, index) == SQLITE_NULL)
    return HR_NO_COORDINATE;
  return (gint32)lround (sqlite3_column_double (statement, index) * 1e7);
}

void
hr_index_read_venue (HrStatement *statement, HrIndexVenue *ret_venue)
{
  ret_venue->n = (guint32)sqlite3_column_int64 (statement, 1);
  ret_venue->latitude = coordinate (statement, 2);
  ret_venue->longitude = coordinate (statement, 3);
  if (ret_venue->latitude == HR_NO_COORDINATE || ret_venue->longitude == HR_NO_COORDINATE)
    ret_venue->latitude = ret_venue->longitude = HR_NO_COORDINATE;
  ret_venue->step_free = sqlite3_column_int (statement, 4) == 1;
}

static gboolean
load_venues (HrLoad *load, GError **error)
{
  HrDb *db = load->state->db;
  g_autoptr (HrStatement) statement =
      hr_db_prepare (db, "SELECT id, n, latitude, longitude, step_free FROM venue", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (hr_db_step (db, statement, &row, error))
    {
      HrIndexVenue venue;

      if (!row)
        return TRUE;
      hr_index_read_venue (statement, &venue);
      g_hash_table_insert (load->venues, g_string_chunk_insert (load->ids, hr_column_text (statement, 0)),
                           GUINT_TO_POINTER (load->places->len));
      g_array_append_val (load->places, venue);
    }
  return FALSE;
}

/* ---- meetings ---- */

static guint8
weekdays (const HrRule *rule, HrDate first)
{
  guint8 days = rule->days;

  if (rule->frequency == HR_FREQUENCY_DAILY)
    return rule->days != 0 ? rule->days : 0x7f;
  if (rule->frequency == HR_FREQUENCY_ONCE)
    return (guint8)(1 << hr_date_weekday (first));
  for (guint i = 1; i < G_N_ELEMENTS (rule->nth); i++)
    days |= rule->nth[i];
  if (days != 0)
    return days;
  return rule->frequency == HR_FREQUENCY_WEEKLY ? (guint8)(1 << hr_date_weekday (first)) : 0x7f;
}

/* hr_text_fold(), without its cost for the plain letters that most names consist of. */
static const char *
fold_name (const char *name, char *buffer, gsize size, char **ret_long)
{
  gsize length = 0;

  for (const char *p = name != NULL ? name : ""; *p != '\0'; p++)
    {
      if ((guchar)*p >= 0x80 || length >= size - 2)
        return *ret_long = hr_text_fold (name);
      if (g_ascii_isalnum (*p))
        buffer[length++] = g_ascii_tolower (*p);
      else if (*p != '\'' && length > 0 && buffer[length - 1] != ' ')
        buffer[length++] = ' ';
    }
  if (length > 0 && buffer[length - 1] == ' ')
    length--;
  buffer[length] = '\0';
  return buffer;
}

char *
hr_index_fold_name (const char *name)
{
  char buffer[256];
  char *folded = NULL;
  const char *result = fold_name (name, buffer, sizeof buffer, &folded);

  return folded != NULL ? folded : g_strdup (result);
}

static void
add_name (HrLoad *load, const char *name, guint32 entry)
{
  HrNameKey key = { 0 };
  g_autofree char *folded = NULL;
  char buffer[256];

  key.name = g_string_chunk_insert (load->names, fold_name (name, buffer, sizeof buffer, &folded));
  key.entry = entry;
  for (guint i = 0; i < 8; i++)
    {
      key.prefix = key.prefix << 8 | (guchar)key.name[i];
      if (key.name[i] == '\0')
        {
          key.prefix <<= 8 * (7 - i);
          break;
        }
    }
  g_array_append_val (load->keys, key);
}

static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  const HrNameKey *x = a, *y = b;
  int order = 0;

  if (x->prefix != y->prefix)
    return x->prefix < y->prefix ? -1 : 1;
  order = strcmp (x->name, y->name);
  return order != 0 ? order : (x->entry > y->entry) - (x->entry < y->entry);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

enum
{
  COLUMN_N,
  COLUMN_NAME,
  COLUMN_FELLOWSHIP,
  COLUMN_VENUE,
  COLUMN_RULE,
  COLUMN_START,
  COLUMN_LENGTH,
  COLUMN_TIMEZONE,
  COLUMN_TYPES,
  COLUMN_ATTENDANCE,
  COLUMN_PUBLISHED,
};

static void
read_place (HrEntry *entry, const HrIndexVenue *venue)
{
  entry->venue = HR_NO_NUMBER;
  entry->latitude = entry->longitude = HR_NO_COORDINATE;
  if (venue == NULL)
    return;
  entry->venue = venue->n;
  if (venue->step_free)
    entry->flags |= HR_ENTRY_STEP_FREE;
  if (entry->attendance == HR_ATTENDANCE_ONLINE)
    return;
  entry->latitude = venue->latitude;
  entry->longitude = venue->longitude;
}

static void
read_time (HrIndex *self, HrEntry *entry, HrStatement *statement)
{
  const char *start = hr_column_text (statement, COLUMN_START);
  char date[11] = "";

  entry->rule = hr_index_rule_number (self, or_empty (hr_column_text (statement, COLUMN_RULE)));
  entry->zone = hr_index_zone_number (self, or_empty (hr_column_text (statement, COLUMN_TIMEZONE)));
  entry->length_min = (gint16)sqlite3_column_int (statement, COLUMN_LENGTH);
  if (entry->length_min == 0)
    entry->length_min = HR_LENGTH_ASSUMED_MIN;
  entry->first = HR_DATE_NONE;
  if (start != NULL)
    g_strlcpy (date, start, sizeof date);
  if (start == NULL || strlen (start) < 16 || !hr_date_parse (date, &entry->first))
    {
      entry->flags |= HR_ENTRY_APPOINTMENT;
      return;
    }
  entry->start_min =
      (gint16)(((start[11] - '0') * 10 + start[12] - '0') * 60 + (start[14] - '0') * 10 + start[15] - '0');
  entry->days = weekdays (&g_array_index (self->rules, HrRule, entry->rule), entry->first);
}

const char *
hr_index_venue_id (HrStatement *statement)
{
  return hr_column_text (statement, COLUMN_VENUE);
}

void
hr_index_read_entry (HrState *state, HrIndex *self, HrStatement *statement, const HrIndexVenue *venue, HrEntry *entry)
{
  const char *fellowship = or_empty (hr_column_text (statement, COLUMN_FELLOWSHIP));
  HrAttendance attendance = HR_ATTENDANCE_IN_PERSON;

  memset (entry, 0, sizeof *entry);
  entry->n = (guint32)sqlite3_column_int64 (statement, COLUMN_N);
  entry->next_start = HR_NO_START;
  entry->typeset =
      hr_index_typeset_number (state, self, fellowship, or_empty (hr_column_text (statement, COLUMN_TYPES)));
  hr_attendance_from_string (hr_column_text (statement, COLUMN_ATTENDANCE), &attendance);
  entry->attendance = (guint8)attendance;
  if (sqlite3_column_type (statement, COLUMN_PUBLISHED) == SQLITE_NULL
      || sqlite3_column_int (statement, COLUMN_PUBLISHED) != 0)
    entry->flags |= HR_ENTRY_PUBLISHED;
  read_time (self, entry, statement);
  read_place (entry, venue);
  if (hr_index_has_exceptions (self, entry))
    entry->flags |= HR_ENTRY_EXCEPTIONS;
}

static void
add_entry (HrLoad *load, HrStatement *statement)
{
  HrIndex *self = load->index;
  const char *venue_id = hr_index_venue_id (statement);
  const HrIndexVenue *venue = NULL;
  guint32 place = 0;

  if (venue_id != NULL && known (load->venues, venue_id, &place))
    venue = &g_array_index (load->places, HrIndexVenue, place);
  if (self->n_entries == load->room)
    {
      load->room = MAX (load->room * 2, 256);
      self->entries = g_renew (HrEntry, self->entries, load->room);
    }
  hr_index_read_entry (load->state, self, statement, venue, &self->entries[self->n_entries]);
  add_name (load, hr_column_text (statement, COLUMN_NAME), self->n_entries);
  self->n_entries++;
}

static gboolean
load_meetings (HrLoad *load, GError **error)
{
  HrDb *db = load->state->db;
  g_autoptr (HrStatement) statement =
      hr_db_prepare (db, HR_INDEX_SELECT " WHERE retired IS NOT 1 ORDER BY n", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (hr_db_step (db, statement, &row, error))
    {
      if (!row)
        return TRUE;
      add_entry (load, statement);
    }
  return FALSE;
}

HrIndex *
hr_index_load (HrState *state, GError **error)
{
  HrLoad load = { .state = state };
  gboolean ok = FALSE;

  g_assert (state->worker == NULL || hr_worker_is_current (state->worker));
  load.index = hr_index_new (state);
  load.names = g_string_chunk_new (64 * 1024);
  load.ids = g_string_chunk_new (64 * 1024);
  load.venues = g_hash_table_new (g_str_hash, g_str_equal);
  load.places = g_array_new (FALSE, FALSE, sizeof (HrIndexVenue));
  load.keys = g_array_new (FALSE, FALSE, sizeof (HrNameKey));
  ok =
      load_venues (&load, error) && hr_index_load_exceptions (state, load.index, error) && load_meetings (&load, error);
  if (ok && load.keys->len > 0)
    {
      qsort (load.keys->data, load.keys->len, sizeof (HrNameKey), compare_names_cb);
      for (guint i = 0; i < load.keys->len; i++)
        load.index->entries[g_array_index (load.keys, HrNameKey, i).entry].name_rank = i;
    }
  g_array_unref (load.keys);
  g_array_unref (load.places);
  g_hash_table_unref (load.venues);
  g_string_chunk_free (load.ids);
  g_string_chunk_free (load.names);
  if (!ok)
    g_clear_pointer (&load.index, hr_index_free);
  return load.index;
}
