/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Handrail itself exported: the object "handrail" of a record holds every field by its own name, so that reading
 * it again gives the same directory. It is checked like anything else from outside. */
#define G_LOG_DOMAIN "handrail-feed"

#include "handrail/core/hr-text.h"
#include "hr-feed-reading-private.h"
#include "hr-feed-time-private.h"
#include "hr-feed-types-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define OWN_VERSION 1
#define ID_BYTES 128

static gboolean
is_id (const char *text)
{
  if (text == NULL || text[0] == '\0' || strlen (text) > ID_BYTES)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar)*p <= ' ' || *p == 0x7f)
      return FALSE;
  return TRUE;
}

HrRecord *
hr_feed_read_own_record (HrFeedReading *self, HrKind kind, const json_t *object, gboolean is_other)
{
  const char *id = json_string_value (json_object_get (object, "id"));
  HrRecord *record;
  const char *name;
  json_t *value;

  if (!json_is_object (object))
    return NULL;
  record = hr_record_new (kind, is_id (id) ? id : NULL);
  json_object_foreach ((json_t *)object, name, value)
  {
    g_autofree char *text = NULL;

    if (strcmp (name, "id") == 0 || (is_other && strcmp (name, "kind") == 0))
      continue;
    if (hr_kind_find_field (kind, name) < 0)
      {
        g_autofree char *quoted = hr_feed_quote (name);

        hr_feed_repair (self, _ ("the field %s of a %s is unknown here; left out"), quoted, hr_kind_get_word (kind));
        continue;
      }
    text = hr_feed_plain (value);
    hr_feed_set (self, record, name, text);
  }
  return record;
}

static HrRecord *
read_record (HrFeedReading *self, HrKind kind, const json_t *object)
{
  return hr_feed_read_own_record (self, kind, object, FALSE);
}

gboolean
hr_feed_own_holds (HrFeedReading *self, const HrRecord *record, const char *what)
{
  g_autoptr (GError) error = NULL;

  if (record == NULL || hr_record_check (record, &error))
    return record != NULL;
  hr_feed_repair (self, _ ("the %s does not hold (%s); left out"), what, error->message);
  return FALSE;
}

static void
read_shared (HrFeedReading *self, HrFeedRow *row, const json_t *own)
{
  g_autoptr (HrRecord) venue = read_record (self, HR_KIND_VENUE, json_object_get (own, "venue"));
  g_autoptr (HrRecord) group = read_record (self, HR_KIND_GROUP, json_object_get (own, "group"));

  if (hr_feed_own_holds (self, venue, "venue"))
    {
      if (hr_record_get_id (venue) == NULL)
        hr_feed_share_venue (self, row, g_steal_pointer (&venue));
      else
        {
          row->venue_key = g_strdup (hr_record_get_id (venue));
          row->venue = g_steal_pointer (&venue);
        }
    }
  if (hr_feed_own_holds (self, group, "group"))
    {
      if (hr_record_get_id (group) == NULL)
        hr_feed_share_group (self, row, g_steal_pointer (&group));
      else
        {
          row->group_key = g_strdup (hr_record_get_id (group));
          row->group = g_steal_pointer (&group);
        }
    }
}

static void
read_exceptions (HrFeedReading *self, HrFeedRow *row, const json_t *list)
{
  json_t *item;
  size_t i;

  if (json_array_size (list) == 0)
    return;
  row->exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  json_array_foreach (list, i, item)
  {
    HrRecord *exception = read_record (self, HR_KIND_EXCEPTION, item);

    if (exception != NULL && hr_record_get (exception, "meeting") == NULL && hr_record_get (exception, "venue") == NULL)
      hr_record_set (exception, "meeting", hr_record_get_id (row->meeting), NULL);
    if (hr_feed_own_holds (self, exception, "exception"))
      g_ptr_array_add (row->exceptions, exception);
    else if (exception != NULL)
      hr_record_unref (exception);
  }
}

/* Every meeting of a source brings the same record of it. */
static void
add_source (HrFeedReading *self, const json_t *object)
{
  const char *id = json_string_value (json_object_get (object, "id"));
  g_autoptr (HrRecord) source = NULL;

  if (!is_id (id))
    return;
  if (self->own_sources == NULL)
    self->own_sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_hash_table_add (self->own_sources, g_strdup (id)))
    return;
  source = read_record (self, HR_KIND_SOURCE, object);
  if (hr_feed_own_holds (self, source, "source"))
    hr_feed_add_other (self, g_steal_pointer (&source));
}

static void
read_source (HrFeedReading *self, HrFeedRow *row, const json_t *source)
{
  g_autofree char *name = hr_feed_text (self, json_object_get (source, "name"), "source", FALSE);
  g_autofree char *format = hr_feed_text (self, json_object_get (source, "format"), "source", FALSE);
  HrFeedFormat known;

  if (name == NULL || format == NULL || !hr_feed_format_from_string (format, &known) || known == HR_FEED_AUTO)
    return;
  row->source_name = g_steal_pointer (&name);
  row->source_format = g_steal_pointer (&format);
  add_source (self, source);
}

/* Codes stay as they are; what the vocabulary lacks comes along, so that they can be shown. */
static void
bring_codes (HrFeedReading *self, const HrRecord *meeting)
{
  g_auto (GStrv) codes = hr_record_get_codes (meeting, "types");
  const char *fellowship = self->fellowship;

  if (self->own_types)
    return;
  self->fellowship = hr_record_get (meeting, "fellowship");
  for (gsize i = 0; codes[i] != NULL; i++)
    if (hr_vocabulary_lookup (self->options->vocabulary, self->fellowship, codes[i]) == NULL)
      {
        g_autofree char *names = g_strdup_printf ("en=%s", codes[i]);

        hr_feed_bring_type (self, codes[i], names, NULL);
      }
  self->fellowship = fellowship;
}

/* A meeting without a zone of its own meets by the clock of the center that wrote it, which need not be ours. */
static void
keep_zone (HrFeedReading *self, HrRecord *meeting, const json_t *zone)
{
  const char *theirs = json_is_string (zone) ? hr_feed_parse_zone (json_string_value (zone)) : NULL;

  if (theirs == NULL || hr_record_get (meeting, "timezone") != NULL || hr_record_get (meeting, "start") == NULL
      || self->options->timezone == NULL || g_str_equal (theirs, self->options->timezone))
    return;
  hr_feed_set (self, meeting, "timezone", theirs);
  hr_feed_repair (self, _ ("timezone: the center that wrote it is in another zone; kept as %s"), theirs);
}

void
hr_feed_read_own_item (HrFeedReading *self, const json_t *own, const json_t *slug, const json_t *zone)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrRecord) meeting = read_record (self, HR_KIND_MEETING, json_object_get (own, "meeting"));
  g_autofree char *key = NULL;
  HrFeedRow *row;

  if (meeting == NULL)
    {
      hr_feed_reject (self, NULL, _ ("the object \"handrail\" holds no meeting"));
      return;
    }
  if (hr_record_get (meeting, "fellowship") == NULL)
    hr_feed_set (self, meeting, "fellowship", self->fellowship);
  key = slug != NULL ? hr_feed_plain (slug) : NULL;
  if (key == NULL || g_strstrip (key)[0] == '\0')
    {
      g_free (key);
      key = g_strdup (hr_record_get (meeting, "slug") != NULL ? hr_record_get (meeting, "slug")
                                                              : hr_record_get_id (meeting));
    }
  if (hr_record_get (meeting, "slug") == NULL && key != NULL)
    hr_feed_set (self, meeting, "slug", key);
  keep_zone (self, meeting, zone);
  if (!hr_record_check (meeting, &error))
    {
      hr_feed_reject (self, hr_record_get (meeting, "name"), _ ("the meeting does not hold: %s"), error->message);
      return;
    }
  bring_codes (self, meeting);
  row = g_new0 (HrFeedRow, 1);
  row->meeting = g_steal_pointer (&meeting);
  read_shared (self, row, own);
  read_exceptions (self, row, json_object_get (own, "exceptions"));
  read_source (self, row, json_object_get (own, "source"));
  hr_feed_add_row (self, row, key);
}

void
hr_feed_read_own (HrFeedReading *self, json_t *own, const json_t *slug, const json_t *zone)
{
  self->feed->own_export = TRUE;
  if (json_integer_value (json_object_get (own, "version")) > OWN_VERSION)
    hr_feed_repair (self, _ ("a newer Handrail wrote this record; what is unknown here was left out"));
  hr_feed_keep_own_file (self, own);
  hr_feed_read_own_item (self, own, slug, zone);
}
