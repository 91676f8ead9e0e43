/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-ics-event-private.h"
#include "hr-feed-time-private.h"
#include "hr-meeting-guide-private.h"

#include "handrail/core/hr-rule.h"
#include "handrail/core/hr-text.h"
#include "handrail/core/hr-zone.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define DAY_MINUTES 1440
#define MAX_DATES 1000

static void
time_clear (gpointer data)
{
  hr_ics_time_clear (data);
}

HrIcsEvent *
hr_ics_event_new (guint line)
{
  HrIcsEvent *self = g_new0 (HrIcsEvent, 1);

  self->line = line;
  self->start.date = self->end.date = self->recurrence.date = HR_DATE_NONE;
  self->left = g_array_new (FALSE, FALSE, sizeof (HrIcsTime));
  self->extra = g_array_new (FALSE, FALSE, sizeof (HrIcsTime));
  g_array_set_clear_func (self->left, time_clear);
  g_array_set_clear_func (self->extra, time_clear);
  self->changes = g_ptr_array_new ();
  return self;
}

void
hr_ics_event_free (HrIcsEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->summary);
  g_free (self->location);
  g_free (self->description);
  g_free (self->url);
  g_free (self->conference);
  g_free (self->status);
  g_free (self->rule);
  g_free (self->duration);
  g_free (self->geo);
  hr_ics_time_clear (&self->start);
  hr_ics_time_clear (&self->end);
  hr_ics_time_clear (&self->recurrence);
  g_array_unref (self->left);
  g_array_unref (self->extra);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

static void
take_times (HrIcsEvent *self, GArray *list, const HrIcsLines *lines)
{
  g_auto (GStrv) parts = g_strsplit (lines->value->str, ",", MAX_DATES + 2);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      HrIcsTime time;

      if (list->len >= MAX_DATES)
        self->trouble = N_ ("the event names more than 1000 single dates");
      else if (hr_ics_parse_time (parts[i], lines->parameters->str, &time))
        g_array_append_val (list, time);
      else
        self->trouble = N_ ("the event names a single date that is no date");
    }
}

static void
take_time (HrIcsEvent *self, HrIcsTime *time, const HrIcsLines *lines)
{
  hr_ics_time_clear (time);
  if (!hr_ics_parse_time (lines->value->str, lines->parameters->str, time))
    self->trouble = N_ ("a date or time of the event is none");
}

gboolean
hr_ics_event_take (HrIcsEvent *self, const HrIcsLines *lines)
{
  const char *name = lines->name->str;
  const struct
  {
    const char *name;
    char **text;
  } texts[] = {
    { "UID", &self->uid },
    { "SUMMARY", &self->summary },
    { "LOCATION", &self->location },
    { "DESCRIPTION", &self->description },
    { "URL", &self->url },
    { "CONFERENCE", &self->conference },
    { "X-GOOGLE-CONFERENCE", &self->conference },
    { "STATUS", &self->status },
    { "DURATION", &self->duration },
    { "GEO", &self->geo },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].name, name) == 0)
      {
        g_free (*texts[i].text);
        *texts[i].text = i == 9 ? g_strdup (lines->value->str) : hr_ics_text (lines->value->str);
        return TRUE;
      }
  if (strcmp (name, "DTSTART") == 0)
    take_time (self, &self->start, lines);
  else if (strcmp (name, "DTEND") == 0)
    take_time (self, &self->end, lines);
  else if (strcmp (name, "RECURRENCE-ID") == 0)
    {
      g_autofree char *range = hr_ics_parameter (lines->parameters->str, "RANGE");

      take_time (self, &self->recurrence, lines);
      if (range != NULL)
        self->trouble = N_ ("a change of all later dates (RANGE) cannot be held; end the series and begin a new one");
    }
  else if (strcmp (name, "RRULE") == 0)
    {
      if (self->rule != NULL)
        self->trouble = N_ ("the event has more than one rule");
      g_free (self->rule);
      self->rule = g_strdup (lines->value->str);
    }
  else if (strcmp (name, "EXRULE") == 0)
    self->trouble = N_ ("the event has a rule of exceptions (EXRULE)");
  else if (strcmp (name, "EXDATE") == 0)
    take_times (self, self->left, lines);
  else if (strcmp (name, "RDATE") == 0)
    take_times (self, self->extra, lines);
  else
    return FALSE;
  return TRUE;
}

/* "m-abc-2026-11-23-extra-x-1@handrail" and "…-moved@handrail" belong to "m-abc@handrail". */
char *
hr_ics_event_series_uid (const HrIcsEvent *self)
{
  static const char *const marks[] = { "-extra-", "-moved@" };
  const gsize date_length = strlen ("-2026-11-23");

  if (self->uid == NULL || self->rule != NULL || !g_str_has_suffix (self->uid, "@handrail"))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *mark = strstr (self->uid, marks[i]);
      g_autofree char *day = NULL;
      HrDate date;

      if (mark == NULL || (gsize)(mark - self->uid) <= date_length)
        continue;
      day = g_strndup (mark - date_length + 1, date_length - 1);
      if (hr_date_parse (day, &date))
        {
          g_autofree char *id = g_strndup (self->uid, (gsize)(mark - self->uid) - date_length);

          return g_strconcat (id, "@handrail", NULL);
        }
    }
  return NULL;
}

/* ---- times ---- */

/* An event being turned into a row */
typedef struct
{
  HrFeedReading *reading;
  const HrIcsEvent *event;
  GHashTable *zones;
  const HrZone *zone;    /* of the series */
  const char *zone_name; /* (nullable): %NULL = the site's */
  const char *name;      /* (nullable): cleaned, for notes */
  HrRecord *schedule;
  GPtrArray *exceptions;
} HrIcsRow;

/* IANA names, what VTIMEZONE says, names as Windows and people have them, "/vendor/America/New_York" */
static const HrZone *
find_zone (HrIcsRow *self, const char *name)
{
  const char *known = g_hash_table_lookup (self->zones, name);
  const HrZone *zone;

  for (guint i = 0; i < 2; i++)
    {
      const char *text = i == 0 ? name : known;
      const char *found = NULL;

      if (text == NULL)
        continue;
      for (const char *part = text; part != NULL; part = strchr (part + 1, '/'))
        {
          zone = hr_zone_get (*part == '/' ? part + 1 : part);
          if (zone != NULL)
            return zone;
        }
      found = hr_feed_parse_zone (text);
      if (found != NULL)
        return hr_zone_get (found);
    }
  return NULL;
}

static gboolean
choose_zone (HrIcsRow *self)
{
  const char *site = self->reading->options->timezone;
  const char *name = self->event->start.zone;

  self->zone = name != NULL ? find_zone (self, name) : hr_zone_get (site != NULL ? site : "UTC");
  if (self->zone == NULL && name == NULL)
    self->zone = hr_zone_get ("UTC");
  self->zone_name = name != NULL && self->zone != NULL ? hr_zone_get_id (self->zone) : NULL;
  if (self->zone != NULL)
    return TRUE;
  {
    g_autofree char *quoted = hr_feed_quote (name);

    hr_feed_reject (self->reading, self->name, _ ("the time zone %s is unknown here"), quoted);
  }
  return FALSE;
}

/* In the zone of the series; a date stays one. */
static void
to_series (HrIcsRow *self, const HrIcsTime *time, HrDate *ret_date, int *ret_minute)
{
  const HrZone *zone = time->zone != NULL ? find_zone (self, time->zone) : NULL;

  *ret_date = time->date;
  *ret_minute = time->minute;
  if (time->minute < 0 || zone == NULL || zone == self->zone)
    return;
  hr_zone_from_unix_s (self->zone, hr_zone_to_unix_s (zone, time->date, time->minute), ret_date, ret_minute);
}

/* 0 = not said; -1 = longer than a day, or before the start */
static int
find_length (HrIcsRow *self, const HrIcsEvent *event)
{
  HrDate start_date, end_date;
  int start, end, minutes = 0;

  if (event->duration != NULL)
    return hr_ics_parse_duration (event->duration, &minutes) && minutes <= DAY_MINUTES ? minutes : -1;
  if (event->end.date == HR_DATE_NONE || event->end.minute < 0)
    return 0;
  to_series (self, &event->start, &start_date, &start);
  to_series (self, &event->end, &end_date, &end);
  if (end_date < start_date || end_date - start_date > 2)
    return -1;
  minutes = (int)(end_date - start_date) * DAY_MINUTES + end - start;
  return minutes >= 0 && minutes <= DAY_MINUTES ? minutes : -1;
}

/* UNTIL is a moment in UTC; the last date is the one on which the series has begun by then. */
static char *
local_rule (HrIcsRow *self)
{
  const char *until = strstr (self->event->rule, "UNTIL=");
  g_autofree char *value = until != NULL ? g_strndup (until + 6, strcspn (until + 6, ";")) : NULL;
  HrIcsTime time;
  HrDate date;
  int minute, year, month, day;

  if (value == NULL || !hr_ics_parse_time (value, "", &time))
    return g_strdup (self->event->rule);
  to_series (self, &time, &date, &minute);
  hr_ics_time_clear (&time);
  if (minute >= 0 && minute < self->event->start.minute)
    date--;
  hr_date_to_ymd (date, &year, &month, &day);
  {
    g_autofree char *before = g_strndup (self->event->rule, (gsize)(until - self->event->rule));

    return g_strdup_printf ("%sUNTIL=%04d%02d%02d%s", before, year, month, day, until + 6 + strlen (value));
  }
}

static gboolean
read_rule (HrIcsRow *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *canonical = NULL;
  HrRule rule;

  if (self->event->rule == NULL)
    return TRUE;
  text = local_rule (self);
  if (!hr_rule_parse (text, &rule, &error))
    {
      hr_feed_reject (self->reading, self->name, _ ("the rule of the event cannot be held: %s"), error->message);
      return FALSE;
    }
  if (hr_rule_next (&rule, self->event->start.date, self->event->start.date) == HR_DATE_NONE)
    {
      hr_feed_reject (self->reading, self->name, _ ("the rule of the event gives no date"));
      return FALSE;
    }
  canonical = hr_rule_to_string (&rule);
  if (canonical[0] != '\0')
    hr_feed_take_known (self->schedule, "rule", canonical);
  return TRUE;
}

static gboolean
read_schedule (HrIcsRow *self)
{
  const HrIcsEvent *event = self->event;
  const int length = find_length (self, event);
  g_autofree char *date = NULL;
  g_autofree char *start = NULL;

  if (length < 0)
    {
      hr_feed_reject (self->reading, self->name, _ ("the event ends before it starts, or lasts longer than 24 hours"));
      return FALSE;
    }
  date = hr_date_to_string (event->start.date);
  start = g_strdup_printf ("%sT%02d:%02d", date, event->start.minute / 60, event->start.minute % 60);
  hr_feed_take_known (self->schedule, "start", start);
  if (self->zone_name != NULL)
    hr_feed_take_known (self->schedule, "timezone", self->zone_name);
  if (length > 0)
    {
      g_autofree char *minutes = g_strdup_printf ("%d", length);

      hr_feed_take_known (self->schedule, "length", minutes);
    }
  return read_rule (self);
}

/* ---- exceptions ---- */

static HrRecord *
new_exception (HrDate date, const char *state)
{
  HrRecord *record = hr_record_new (HR_KIND_EXCEPTION, NULL);
  g_autofree char *from = hr_date_to_string (date);

  hr_feed_take_known (record, "from", from);
  hr_feed_take_known (record, "state", state);
  return record;
}

static void
set_start (HrRecord *record, int minute, int length)
{
  g_autofree char *start = g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
  g_autofree char *minutes = g_strdup_printf ("%d", length);

  if (minute >= 0)
    hr_feed_take_known (record, "new_start", start);
  if (length > 0)
    hr_feed_take_known (record, "new_length", minutes);
}

/* One for each date: the last one counts. */
static void
add_exception (HrIcsRow *self, HrRecord *record)
{
  for (guint i = 0; i < self->exceptions->len; i++)
    if (g_strcmp0 (hr_record_get (self->exceptions->pdata[i], "from"), hr_record_get (record, "from")) == 0)
      {
        hr_record_unref (self->exceptions->pdata[i]);
        self->exceptions->pdata[i] = record;
        return;
      }
  g_ptr_array_add (self->exceptions, record);
}

static void
add_change (HrIcsRow *self, const HrIcsEvent *change)
{
  const int length = find_length (self, change);
  const int usual = MAX (find_length (self, self->event), 0);
  const gboolean extra = change->recurrence.date == HR_DATE_NONE;
  HrDate date = HR_DATE_NONE, new_date = HR_DATE_NONE;
  int minute, new_minute = -1;
  HrRecord *record;

  to_series (self, extra ? &change->start : &change->recurrence, &date, &minute);
  if (change->start.date != HR_DATE_NONE)
    to_series (self, &change->start, &new_date, &new_minute);
  if (g_strcmp0 (change->status, "CANCELLED") == 0)
    {
      add_exception (self, new_exception (date, "cancelled"));
      return;
    }
  if (new_date == HR_DATE_NONE || new_minute < 0 || length < 0 || change->trouble != NULL)
    {
      hr_feed_repair (self->reading, _ ("what is said about a single date has no usable time; left out"));
      return;
    }
  if (extra)
    {
      record = new_exception (date, "extra");
      set_start (record, new_minute != self->event->start.minute ? new_minute : -1, length != usual ? length : 0);
      add_exception (self, record);
      return;
    }
  if (new_date == date && new_minute == self->event->start.minute && (length == 0 || length == usual))
    {
      hr_feed_repair (self->reading, _ ("a single date differs in its words or its place only; it was left as usual"));
      return;
    }
  record = new_exception (date, "moved");
  if (new_date != date)
    {
      g_autofree char *text = hr_date_to_string (new_date);

      hr_feed_take_known (record, "new_date", text);
    }
  set_start (record, new_minute != self->event->start.minute ? new_minute : -1, length != usual ? length : 0);
  add_exception (self, record);
}

static void
read_exceptions (HrIcsRow *self)
{
  const HrIcsEvent *event = self->event;

  self->exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  for (guint k = 0; k < 2; k++)
    {
      GArray *list = k == 0 ? event->left : event->extra;

      for (guint i = 0; i < list->len; i++)
        {
          HrRecord *record;
          HrDate date;
          int minute;

          to_series (self, &g_array_index (list, HrIcsTime, i), &date, &minute);
          record = new_exception (date, k == 0 ? "cancelled" : "extra");
          if (k == 1)
            set_start (record, minute != event->start.minute ? minute : -1, 0);
          add_exception (self, record);
        }
    }
  for (guint i = 0; i < event->changes->len && i < MAX_DATES; i++)
    add_change (self, event->changes->pdata[i]);
}

/* ---- words and places ---- */

static const char *
find_link (const char *text)
{
  const char *link = text != NULL ? strstr (text, "https://") : NULL;

  if (link == NULL && text != NULL)
    link = strstr (text, "http://");
  return link;
}

static gboolean
is_conference (const char *url)
{
  static const char *const hosts[] = { "zoom.",  "meet.google.", "teams.",   "gotomeet",   "webex.",
                                       "jit.si", "bluejeans.",   "whereby.", "skype.com/", "freeconferencecall." };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (strstr (url, hosts[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
set_value (json_t **values, guint field, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return;
  json_decref (values[field]);
  values[field] = json_string (text);
}

/* "First Church, 12 Main St, Town": a first part without a number is the name of the place. */
static void
set_place (const char *location, json_t **values)
{
  const char *comma = strchr (location, ',');
  const gboolean numbered = strpbrk (location, "0123456789") != NULL;
  g_autofree char *first = comma != NULL ? g_strndup (location, (gsize)(comma - location)) : g_strdup (location);
  g_autofree char *rest = comma != NULL ? g_strstrip (g_strdup (comma + 1)) : NULL;

  if (comma == NULL)
    set_value (values, numbered ? HR_GUIDE_FORMATTED_ADDRESS : HR_GUIDE_LOCATION, location);
  else if (strpbrk (first, "0123456789") != NULL)
    set_value (values, HR_GUIDE_FORMATTED_ADDRESS, location);
  else
    {
      set_value (values, HR_GUIDE_LOCATION, first);
      set_value (values, HR_GUIDE_FORMATTED_ADDRESS, rest);
    }
}

static void
sort_words (HrIcsRow *self, json_t **values)
{
  const HrIcsEvent *event = self->event;
  const char *link = find_link (event->location);
  g_autofree char *in_location = link != NULL ? g_strndup (link, strcspn (link, " ,;\n\t")) : NULL;
  const char *conference = event->conference != NULL ? event->conference : in_location;

  set_value (values, HR_GUIDE_NAME, event->summary);
  set_value (values, HR_GUIDE_SLUG, event->uid);
  set_value (values, HR_GUIDE_NOTES, event->description);
  if (event->location != NULL && link == NULL)
    set_place (event->location, values);
  if (conference == NULL && event->url != NULL
      && (is_conference (event->url) || event->location == NULL || event->location[0] == '\0'))
    conference = event->url;
  set_value (values, HR_GUIDE_CONFERENCE_URL, conference);
  if (conference != event->url)
    set_value (values, HR_GUIDE_URL, event->url);
  if (conference != NULL && values[HR_GUIDE_LOCATION] != NULL)
    set_value (values, HR_GUIDE_ATTENDANCE, "hybrid");
  if (event->geo != NULL && strchr (event->geo, ';') != NULL)
    {
      const char *semicolon = strchr (event->geo, ';');
      g_autofree char *latitude = g_strndup (event->geo, (gsize)(semicolon - event->geo));

      set_value (values, HR_GUIDE_LATITUDE, latitude);
      set_value (values, HR_GUIDE_LONGITUDE, semicolon + 1);
    }
}

static gboolean
check_event (HrIcsRow *self)
{
  const HrIcsEvent *event = self->event;
  const char *why = event->trouble;

  if (why == NULL && event->recurrence.date != HR_DATE_NONE)
    why = N_ ("it changes a single date of a series that is not in the file");
  if (why == NULL && event->status != NULL && g_ascii_strcasecmp (event->status, "CANCELLED") == 0)
    why = N_ ("the event is cancelled");
  if (why == NULL && event->start.date == HR_DATE_NONE)
    why = N_ ("the event has no start");
  if (why == NULL && event->start.minute < 0)
    why = N_ ("the event has a date but no time of day");
  for (guint i = 0; why == NULL && i < event->changes->len; i++)
    {
      const HrIcsEvent *change = event->changes->pdata[i];

      /* whatever follows a change of all later dates would be listed at the wrong time */
      if (change->trouble != NULL && strstr (change->trouble, "RANGE") != NULL)
        why = change->trouble;
    }
  if (why == NULL)
    return TRUE;
  hr_feed_reject (self->reading, self->name, "%s", _ (why));
  return FALSE;
}

void
hr_ics_event_read (HrFeedReading *reading, const HrIcsEvent *event, GHashTable *zones)
{
  HrIcsRow self = { .reading = reading, .event = event, .zones = zones };
  json_t *values[HR_N_GUIDE] = { NULL };
  const guint n_rows = reading->feed->rows->len;
  g_autoptr (HrRecord) schedule = hr_record_new (HR_KIND_MEETING, NULL);
  g_autofree char *name = event->summary != NULL ? hr_text_clean (event->summary, FALSE, NULL) : NULL;

  self.name = name;
  self.schedule = schedule;
  if (!check_event (&self) || !choose_zone (&self) || !read_schedule (&self))
    return;
  sort_words (&self, values);
  read_exceptions (&self);
  hr_meeting_guide_read_values (reading, values, schedule);
  for (guint i = 0; i < HR_N_GUIDE; i++)
    json_decref (values[i]);
  if (reading->feed->rows->len > n_rows)
    ((HrFeedRow *)reading->feed->rows->pdata[n_rows])->exceptions = g_steal_pointer (&self.exceptions);
  g_clear_pointer (&self.exceptions, g_ptr_array_unref);
}
