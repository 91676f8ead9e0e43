/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-reading-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-text.h"
#include "hr-bmlt-formats-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define QUOTED_BYTES 60
#define PROGRESS_RECORDS 256

/* What is known of one key of the feed's objects */
typedef struct
{
  const HrFeedColumn *column; /* (nullable): not taken over */
  guint left_out;
} SeenColumn;

static void
note_free (HrFeedNote *note)
{
  g_free (note->name);
  g_free (note->text);
  g_free (note);
}

void
hr_feed_row_free (HrFeedRow *row)
{
  if (row == NULL)
    return;
  g_free (row->key);
  g_clear_pointer (&row->meeting, hr_record_unref);
  g_clear_pointer (&row->venue, hr_record_unref);
  g_free (row->venue_key);
  g_clear_pointer (&row->group, hr_record_unref);
  g_free (row->group_key);
  g_clear_pointer (&row->exceptions, g_ptr_array_unref);
  g_free (row->source_name);
  g_free (row->source_format);
  g_free (row);
}

HrFeedReading *
hr_feed_reading_new (const HrFeedOptions *options, HrFeedFormat format)
{
  HrFeedReading *self = g_new0 (HrFeedReading, 1);
  HrFeed *feed = g_new0 (HrFeed, 1);

  feed->format = format;
  feed->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_feed_row_free);
  feed->repaired = g_ptr_array_new_with_free_func ((GDestroyNotify)note_free);
  feed->rejected = g_ptr_array_new_with_free_func ((GDestroyNotify)note_free);
  feed->types = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  feed->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->feed = feed;
  self->options = options;
  self->fellowship = options->fellowship != NULL ? options->fellowship : format == HR_FEED_BMLT ? "na" : "aa";
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->venues = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)hr_record_unref);
  self->venue_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)hr_record_unref);
  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->weeks = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)hr_feed_week_free);
  self->brought = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->wanted =
      format == HR_FEED_BMLT ? hr_bmlt_columns (&self->n_wanted) : hr_meeting_guide_columns (&self->n_wanted);
  return self;
}

void
hr_feed_reading_free (HrFeedReading *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->feed, hr_feed_free);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->columns);
  g_hash_table_unref (self->venues);
  g_hash_table_unref (self->venue_keys);
  g_hash_table_unref (self->groups);
  g_hash_table_unref (self->zones);
  g_hash_table_unref (self->codes);
  g_hash_table_unref (self->brought);
  g_hash_table_unref (self->weeks);
  g_clear_pointer (&self->formats, g_hash_table_unref);
  g_clear_pointer (&self->own_files, g_ptr_array_unref);
  g_clear_pointer (&self->own_sources, g_hash_table_unref);
  g_free (self);
}

gboolean
hr_feed_reading_go_on (HrFeedReading *self, gsize done, gsize total, GError **error)
{
  const HrFeedOptions *options = self->options;

  if (options->cancellable != NULL && g_cancellable_is_cancelled (options->cancellable))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_CANCELLED, _ ("Reading was cancelled. Nothing was changed."));
      return FALSE;
    }
  if (options->progress != NULL && self->record % PROGRESS_RECORDS == 0)
    options->progress (done, total, options->progress_data);
  return TRUE;
}

HrFeed *
hr_feed_reading_finish (HrFeedReading *self)
{
  HrFeed *feed = g_steal_pointer (&self->feed);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->columns);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const SeenColumn *seen = value;

      if (seen->left_out > 0)
        g_hash_table_insert (feed->left_out, g_strdup (key), GUINT_TO_POINTER (seen->left_out));
    }
  feed->records = self->record;
  hr_feed_reading_free (self);
  return feed;
}

char *
hr_feed_quote (const char *text)
{
  g_autofree char *line = hr_text_clean (text, FALSE, NULL);
  g_autofree char *shorter = hr_text_truncate (line, QUOTED_BYTES);

  return g_strdup_printf ("\"%s%s\"", shorter != NULL ? shorter : line, shorter != NULL ? "…" : "");
}

static void G_GNUC_PRINTF (4, 0)
add_note (HrFeedReading *self, GPtrArray *notes, const char *name, const char *format, va_list args)
{
  HrFeedNote *note = g_new0 (HrFeedNote, 1);

  note->record = self->record;
  note->name = g_strdup (name);
  note->text = g_strdup_vprintf (format, args);
  g_ptr_array_add (notes, note);
}

void
hr_feed_repair (HrFeedReading *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add_note (self, self->feed->repaired, NULL, format, args);
  va_end (args);
}

/* Repairs are noted while the name is still being made of them. */
void
hr_feed_name_notes (HrFeedReading *self, const char *name)
{
  for (guint i = self->first_note; i < self->feed->repaired->len; i++)
    {
      HrFeedNote *note = self->feed->repaired->pdata[i];

      note->name = g_strdup (name != NULL ? name : "");
    }
  self->first_note = self->feed->repaired->len;
}

void
hr_feed_reject (HrFeedReading *self, const char *name, const char *format, ...)
{
  va_list args;

  /* what was repaired in a record that is not taken is of no interest */
  g_ptr_array_set_size (self->feed->repaired, (int)self->first_note);
  va_start (args, format);
  add_note (self, self->feed->rejected, name != NULL ? name : "", format, args);
  va_end (args);
}

/* The key itself when it is new, else with "-2", "-3", … */
static char *
make_unique (HrFeedReading *self, const char *key)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->keys, key));
  char *unique = g_strdup (key);

  while (g_hash_table_contains (self->keys, unique))
    {
      g_free (unique);
      unique = g_strdup_printf ("%s-%u", key, ++n);
    }
  if (n > 0)
    g_hash_table_insert (self->keys, g_strdup (key), GUINT_TO_POINTER (n));
  g_hash_table_insert (self->keys, g_strdup (unique), GUINT_TO_POINTER (1));
  return unique;
}

void
hr_feed_add_row (HrFeedReading *self, HrFeedRow *row, const char *key)
{
  row->record = self->record;
  row->key = make_unique (self, key);
  /* what Handrail wrote is known by its id; slugs of staff may repeat */
  if (hr_record_get_id (row->meeting) == NULL && strcmp (row->key, key) != 0)
    {
      g_autofree char *old = hr_feed_quote (key);
      g_autofree char *new = hr_feed_quote (row->key);

      hr_feed_repair (self, _ ("slug %s stands in the feed more than once; this record became %s"), old, new);
      hr_feed_take (self, row->meeting, "slug", g_strdup (row->key));
    }
  if (hr_record_get (row->meeting, "slug") == NULL)
    hr_feed_take (self, row->meeting, "slug", g_strdup (row->key));
  hr_feed_name_notes (self, hr_record_get (row->meeting, "name"));
  g_ptr_array_add (self->feed->rows, row);
}

static gboolean
is_filled (const json_t *value)
{
  switch (json_typeof (value))
    {
    case JSON_NULL:
    case JSON_FALSE:
      return FALSE;
    case JSON_STRING:
      return json_string_length (value) > 0;
    case JSON_ARRAY:
      return json_array_size (value) > 0;
    case JSON_OBJECT:
      return json_object_size (value) > 0;
    case JSON_TRUE:
    case JSON_INTEGER:
    case JSON_REAL:
    default:
      return TRUE;
    }
}

/* Whether @name without its "_" is @joined: old Google sheets lose everything but letters */
static gboolean
equals_joined (const char *name, const char *joined)
{
  for (; *name != '\0'; name++)
    if (*name != '_' && *name != *joined++)
      return FALSE;
  return *joined == '\0';
}

/* "Conference URL" and "gsx$conferenceurl" are conference_url. */
static const HrFeedColumn *
find_column (HrFeedReading *self, const char *key)
{
  const gboolean sheet = g_str_has_prefix (key, "gsx$");
  g_autofree char *plain = g_ascii_strdown (sheet ? key + 4 : key, -1);

  for (guint i = 0; i < self->n_wanted; i++)
    if (strcmp (self->wanted[i].name, key) == 0)
      return &self->wanted[i];
  for (char *p = plain; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && (*p & 0x80) == 0)
      *p = '_';
  for (guint i = 0; i < self->n_wanted; i++)
    if (strcmp (self->wanted[i].name, plain) == 0 || (sheet && equals_joined (self->wanted[i].name, plain)))
      return &self->wanted[i];
  return NULL;
}

static SeenColumn *
see_column (HrFeedReading *self, const char *key)
{
  SeenColumn *seen = g_hash_table_lookup (self->columns, key);

  if (seen == NULL)
    {
      seen = g_new0 (SeenColumn, 1);
      seen->column = find_column (self, key);
      g_hash_table_insert (self->columns, g_strdup (key), seen);
    }
  return seen;
}

void
hr_feed_sort_values (HrFeedReading *self, json_t *record, json_t **values, guint n_values)
{
  SeenColumn *from[64] = { NULL };
  const char *key;
  json_t *value;

  g_assert (n_values <= G_N_ELEMENTS (from));
  memset (values, 0, n_values * sizeof values[0]);
  json_object_foreach (record, key, value)
  {
    SeenColumn *seen = see_column (self, key);
    guint field;

    if (!is_filled (value) && (seen->column == NULL || seen->column->rank > 0 || json_is_null (value)))
      continue;
    if (seen->column == NULL)
      {
        seen->left_out++;
        continue;
      }
    field = seen->column->field;
    /* An exact name beats an alias, and a filled value an empty one. */
    if (values[field] == NULL || !is_filled (values[field])
        || (seen->column->rank < from[field]->column->rank && is_filled (value)))
      {
        if (values[field] != NULL && is_filled (values[field]))
          from[field]->left_out++;
        values[field] = value;
        from[field] = seen;
      }
    else if (is_filled (value))
      seen->left_out++;
  }
}
