/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "handrail/feed/hr-feed.h"

#include "handrail/core/hr-error.h"
#include "hr-bmlt-formats-private.h"
#include "hr-feed-ahead-private.h"
#include "hr-feed-columns-private.h"
#include "hr-feed-detect-private.h"
#include "hr-feed-ics-private.h"
#include "hr-feed-reading-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

static const char *const format_names[] = { "auto", "meeting-guide", "bmlt", "csv", "ics" };

const char *
hr_feed_format_to_string (HrFeedFormat format)
{
  g_return_val_if_fail ((guint)format < G_N_ELEMENTS (format_names), NULL);

  return format_names[format];
}

gboolean
hr_feed_format_from_string (const char *text, HrFeedFormat *ret_format)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (ret_format != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (format_names); i++)
    if (strcmp (text, format_names[i]) == 0)
      {
        *ret_format = (HrFeedFormat)i;
        return TRUE;
      }
  return FALSE;
}

void
hr_feed_free (HrFeed *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->repaired);
  g_ptr_array_unref (self->rejected);
  g_ptr_array_unref (self->types);
  g_hash_table_unref (self->left_out);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self);
}

static const char *
describe (const json_t *value)
{
  switch (json_typeof (value))
    {
    case JSON_STRING:
      return _ ("a text");
    case JSON_INTEGER:
    case JSON_REAL:
      return _ ("a number");
    case JSON_ARRAY:
      return _ ("a list");
    case JSON_TRUE:
    case JSON_FALSE:
      return _ ("\"true\" or \"false\"");
    case JSON_NULL:
      return _ ("empty (null)");
    case JSON_OBJECT:
    default:
      return _ ("something else");
    }
}

static void
read_record (HrFeedReading *reading, json_t *record, gboolean repeated)
{
  if (!json_is_object (record))
    {
      hr_feed_reject (reading, NULL, _ ("the record is %s; an object with the fields of a meeting is expected"),
                      describe (record));
      return;
    }
  if (repeated)
    hr_feed_repair (reading, _ ("a field stands in the record twice; the last one counts"));
  if (reading->feed->format == HR_FEED_BMLT)
    hr_bmlt_read (reading, record);
  else
    hr_meeting_guide_read (reading, record);
}

static gboolean
read_all (HrFeedReading *reading, HrFeedSource *source, GError **error)
{
  g_autoptr (HrFeedAhead) ahead = NULL;
  json_t *record = NULL;
  gboolean repeated;
  gsize done, total;

  hr_feed_source_get_place (source, &done, &total);
  ahead = hr_feed_ahead_new (source);
  while (hr_feed_ahead_next (ahead, &record, &repeated, &done, error))
    {
      if (record == NULL)
        return TRUE;
      if (reading->record == HR_FEED_MAX_RECORDS)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_LIMIT,
                       _ ("The feed has more than %d records. Split it into smaller ones."), HR_FEED_MAX_RECORDS);
          return FALSE;
        }
      reading->record++;
      if (!hr_feed_reading_go_on (reading, done, total, error))
        return FALSE;
      record = hr_feed_unwrap (json_incref (record));
      read_record (reading, record, repeated);
      json_decref (record);
    }
  return FALSE;
}

/* The rows of a table. It is one when somebody says so, when it has columns that somebody matched, or when its header names
 * what meetings have. Returns %NULL without @error when it is none. */
static HrFeed *
read_table (const char *data, gsize length, const HrFeedOptions *options, GError **error)
{
  const gboolean asked = options->format == HR_FEED_CSV || options->columns != NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (HrCsv) csv = hr_csv_new (data, length, HR_FEED_MAX_BYTES, &local);
  g_autoptr (HrFeedLayout) layout = NULL;
  g_autoptr (HrFeedReading) reading = NULL;
  gboolean known = FALSE;

  if (csv != NULL)
    layout = hr_feed_layout_new (csv, options->columns, &known, &local);
  if (layout == NULL)
    {
      if (asked)
        g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!known && !asked)
    return NULL;
  if (!known)
    {
      g_set_error_literal (
          error, HR_ERROR, HR_ERROR_INPUT,
          _ ("line 1, column 1: none of the columns has a name that tells a meeting's name, day, time or "
             "place. Say which column is what: \"Column=field\"."));
      return NULL;
    }
  reading = hr_feed_reading_new (options, HR_FEED_CSV);
  if (!hr_feed_read_table (reading, csv, layout, error))
    return NULL;
  return hr_feed_reading_finish (g_steal_pointer (&reading));
}

static HrFeed *
read_json (const char *data, gsize length, const HrFeedOptions *options, GError **error)
{
  g_autoptr (HrFeedSource) source = NULL;
  g_autoptr (HrFeedReading) reading = NULL;
  g_autoptr (GError) local = NULL;
  HrFeedFormat format;

  source = hr_feed_source_new (data, length, HR_FEED_MAX_BYTES, error);
  if (source == NULL)
    return NULL;
  format = hr_feed_detect (source, options->format, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  reading = hr_feed_reading_new (options, format);
  if (format == HR_FEED_BMLT && options->formats != NULL
      && !hr_bmlt_parse_formats (reading, options->formats, options->formats_length, error))
    return NULL;
  if (format == HR_FEED_BMLT && hr_feed_source_get_formats (source) != NULL)
    hr_bmlt_add_formats (reading, hr_feed_source_get_formats (source));
  if (!read_all (reading, source, error) || !hr_feed_read_own_files (reading, error))
    return NULL;
  return hr_feed_reading_finish (g_steal_pointer (&reading));
}

HrFeedFormat
hr_feed_recognise (const char *data, gsize length)
{
  HrFeedFormat format;
  g_autoptr (HrFeedSource) source = NULL;

  g_return_val_if_fail (data != NULL || length == 0, HR_FEED_AUTO);

  format = hr_feed_detect_text (data, length);
  if (format != HR_FEED_AUTO)
    return format;
  source = hr_feed_source_new (data, length, HR_FEED_MAX_BYTES, NULL);
  return source != NULL ? hr_feed_detect (source, HR_FEED_AUTO, NULL) : HR_FEED_AUTO;
}

HrFeed *
hr_feed_read (const char *data, gsize length, const HrFeedOptions *options, GError **error)
{
  HrFeedFormat format;
  HrFeed *feed = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (data != NULL || length == 0, NULL);
  g_return_val_if_fail (options != NULL && options->vocabulary != NULL, NULL);

  format = options->format != HR_FEED_AUTO ? options->format : hr_feed_detect_text (data, length);
  if (format == HR_FEED_ICS)
    return hr_feed_read_calendar (data, length, options, error);
  if (format == HR_FEED_CSV)
    {
      feed = read_table (data, length, options, &local);
      if (feed != NULL || local != NULL)
        {
          if (local != NULL)
            g_propagate_error (error, g_steal_pointer (&local));
          return feed;
        }
    }
  return read_json (data, length, options, error);
}
