/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-ics-private.h"
#include "hr-feed-guard-private.h"
#include "hr-feed-ics-event-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-text.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* What only says how the calendar is kept */
static const char *const book_keeping[] = {
  "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "TRANSP", "CLASS", "PRIORITY", "BEGIN", "END",
};

/* The file on its way: events as they stand, zones by their names in the file */
typedef struct
{
  HrFeedReading *reading;
  HrIcsLines lines;
  GPtrArray *events;   /* (element-type HrIcsEvent) */
  GHashTable *zones;   /* TZID -> X-LIC-LOCATION */
  GHashTable *masters; /* UID -> HrIcsEvent */
  char *zone_id;
  char *zone_location;
  HrIcsEvent *event; /* (nullable): the one that is read */
  guint depth;       /* of components inside of it */
  gboolean calendar;
  gboolean any_calendar;
} HrIcsReader;

static void
reader_clear (HrIcsReader *self)
{
  hr_ics_lines_clear (&self->lines);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->zones, g_hash_table_unref);
  g_clear_pointer (&self->masters, g_hash_table_unref);
  g_clear_pointer (&self->zone_id, g_free);
  g_clear_pointer (&self->zone_location, g_free);
  g_clear_pointer (&self->event, hr_ics_event_free);
  g_clear_pointer (&self->reading, hr_feed_reading_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrIcsReader, reader_clear)

static void
leave_out (HrIcsReader *self, const char *name)
{
  GHashTable *left_out = self->reading->feed->left_out;

  for (guint i = 0; i < G_N_ELEMENTS (book_keeping); i++)
    if (strcmp (name, book_keeping[i]) == 0)
      return;
  if (self->lines.value->len > 0)
    g_hash_table_insert (left_out, g_strdup (name),
                         GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (left_out, name)) + 1));
}

static gboolean
is_value (const HrIcsReader *self, const char *value)
{
  return g_ascii_strcasecmp (self->lines.value->str, value) == 0;
}

static void
read_zone_line (HrIcsReader *self)
{
  const char *name = self->lines.name->str;

  if (strcmp (name, "TZID") == 0)
    {
      g_free (self->zone_id);
      self->zone_id = g_strdup (self->lines.value->str);
    }
  else if (strcmp (name, "X-LIC-LOCATION") == 0)
    {
      g_free (self->zone_location);
      self->zone_location = g_strdup (self->lines.value->str);
    }
  else if (strcmp (name, "END") == 0 && is_value (self, "VTIMEZONE"))
    {
      if (self->zone_id != NULL && self->zone_location != NULL)
        g_hash_table_insert (self->zones, g_steal_pointer (&self->zone_id), g_steal_pointer (&self->zone_location));
      g_clear_pointer (&self->zone_id, g_free);
      g_clear_pointer (&self->zone_location, g_free);
    }
}

static gboolean
end_event (HrIcsReader *self, GError **error)
{
  if (self->events->len == HR_FEED_MAX_RECORDS)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_LIMIT,
                   _ ("The calendar has more than %d events. Split it into smaller ones."), HR_FEED_MAX_RECORDS);
      return FALSE;
    }
  g_ptr_array_add (self->events, g_steal_pointer (&self->event));
  return TRUE;
}

static gboolean
read_line (HrIcsReader *self, GError **error)
{
  const char *name = self->lines.name->str;
  const gboolean begin = strcmp (name, "BEGIN") == 0, end = strcmp (name, "END") == 0;

  if (begin && is_value (self, "VCALENDAR") && self->event == NULL)
    self->calendar = self->any_calendar = TRUE;
  else if (end && is_value (self, "VCALENDAR") && self->event == NULL)
    self->calendar = FALSE;
  else if (begin && is_value (self, "VEVENT") && self->event == NULL)
    {
      self->event = hr_ics_event_new (self->lines.line);
      self->depth = 0;
    }
  else if (self->event == NULL)
    read_zone_line (self);
  else if (begin)
    self->depth++;
  else if (end && self->depth > 0)
    self->depth--;
  else if (end && is_value (self, "VEVENT"))
    return end_event (self, error);
  else if (self->depth == 0 && !hr_ics_event_take (self->event, &self->lines))
    leave_out (self, name);
  return TRUE;
}

static gboolean
read_lines (HrIcsReader *self, GError **error)
{
  gboolean more = TRUE;

  for (;;)
    {
      if (!hr_ics_lines_next (&self->lines, &more, error))
        return FALSE;
      if (!more)
        break;
      if (!read_line (self, error))
        return FALSE;
      if (self->lines.next_line % 1024 == 0
          && !hr_feed_reading_go_on (self->reading, self->lines.at, self->lines.length, error))
        return FALSE;
    }
  if (self->event == NULL && !self->calendar && self->any_calendar)
    return TRUE;
  hr_feed_set_error_at (error, self->lines.data, self->lines.length,
                        self->any_calendar ? _ ("the calendar has no end; it was cut off. Export it again.")
                                           : _ ("this is no calendar (iCalendar): it has no \"BEGIN:VCALENDAR\"."));
  return FALSE;
}

/* ---- what belongs to another event ---- */

static HrIcsEvent *
find_series (HrIcsReader *self, const HrIcsEvent *event)
{
  g_autofree char *own = NULL;

  if (event->recurrence.date != HR_DATE_NONE && event->uid != NULL)
    return g_hash_table_lookup (self->masters, event->uid);
  own = hr_ics_event_series_uid (event);
  return own != NULL ? g_hash_table_lookup (self->masters, own) : NULL;
}

static void
sort_events (HrIcsReader *self)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      HrIcsEvent *event = self->events->pdata[i];

      if (event->recurrence.date == HR_DATE_NONE && event->uid != NULL
          && !g_hash_table_contains (self->masters, event->uid))
        g_hash_table_insert (self->masters, event->uid, event);
    }
  for (guint i = 0; i < self->events->len; i++)
    {
      HrIcsEvent *event = self->events->pdata[i];
      HrIcsEvent *series = find_series (self, event);

      if (series == NULL || series == event)
        continue;
      event->attached = TRUE;
      g_ptr_array_add (series->changes, event);
    }
}

static gboolean
check_text (const char *data, gsize length, GError **error)
{
  guint line, column;

  if (length > HR_FEED_MAX_BYTES)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_LIMIT,
                   _ ("The file has %zu bytes; a calendar may have %zu. Split it into smaller ones."), length,
                   HR_FEED_MAX_BYTES);
      return FALSE;
    }
  if (length == 0 || !hr_text_find_bad_utf8 (data, length, &line, &column))
    return TRUE;
  g_set_error (error, HR_ERROR, HR_ERROR_INPUT,
               _ ("line %u, column %u: there is a byte that is no UTF-8 text. Export the calendar again as UTF-8."),
               line, column);
  return FALSE;
}

HrFeed *
hr_feed_read_calendar (const char *data, gsize length, const HrFeedOptions *options, GError **error)
{
  g_auto (HrIcsReader) self = { 0 };

  if (!check_text (data, length, error))
    return NULL;
  hr_ics_lines_init (&self.lines, data, length);
  self.reading = hr_feed_reading_new (options, HR_FEED_ICS);
  self.events = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_ics_event_free);
  self.zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.masters = g_hash_table_new (g_str_hash, g_str_equal);
  if (!read_lines (&self, error))
    return NULL;
  sort_events (&self);
  for (guint i = 0; i < self.events->len; i++)
    {
      const HrIcsEvent *event = self.events->pdata[i];

      if (event->attached)
        continue;
      self.reading->record++;
      if (!hr_feed_reading_go_on (self.reading, length, length, error))
        return NULL;
      hr_ics_event_read (self.reading, event, self.zones);
    }
  return hr_feed_reading_finish (g_steal_pointer (&self.reading));
}
