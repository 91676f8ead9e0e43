/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "handrail/feed/hr-calendar.h"

#include "handrail/core/hr-text.h"

#include "hr-calendar-zone-private.h"

#include <math.h>
#include <string.h>

#define DAY_S G_GINT64_CONSTANT (86400)
/* how far ahead single dates are written out; nobody plans further, and a daily meeting stays below 2,000 lines */
#define HORIZON_S (5 * 366 * DAY_S)
#define QR_BYTES 500
/* Of several meetings: a version 20 code of level M, which a phone still reads from a small screen */
#define QR_ALL_BYTES 660
/* RFC 5545, 3.1: the longest line, without its end */
#define LINE_BYTES 75
#define HEADER                                                                                                         \
  "BEGIN:VCALENDAR\r\n"                                                                                                \
  "VERSION:2.0\r\n"                                                                                                    \
  "PRODID:-//Handrail//Handrail " HR_VERSION "//EN\r\n"
#define SHORT_HEADER                                                                                                   \
  "BEGIN:VCALENDAR\r\n"                                                                                                \
  "VERSION:2.0\r\n"                                                                                                    \
  "PRODID:-//Handrail//EN\r\n"
#define FOOTER "END:VCALENDAR\r\n"

/* One meeting, with all that was said about it. */
typedef struct
{
  const HrMeeting *meeting;
  const HrSchedule *schedule;
  HrException *const *exceptions;
  guint n_exceptions;
  gint64 at_s;
  const char *language;
  GString *out;
} Writer;

/* @line: without its end; continued lines begin with a space, and no character is cut in two */
static void
append_folded (GString *out, const char *line, gsize length)
{
  gsize room = LINE_BYTES;

  while (length > room)
    {
      gsize part = room;

      while (part > 1 && ((guchar)line[part] & 0xc0) == 0x80)
        part--;
      g_string_append_len (out, line, (gssize)part);
      g_string_append (out, "\r\n ");
      line += part;
      length -= part;
      room = LINE_BYTES - 1;
    }
  g_string_append_len (out, line, (gssize)length);
  g_string_append (out, "\r\n");
}

/* libical 3.0.16 folds between CR and LF when a line has just the length; so its folds are undone and made again. */
static void
append_component (GString *out, icalcomponent *component)
{
  char *text = icalcomponent_as_ical_string_r (component);
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *c = text; *c != '\0';)
    {
      if (strncmp (c, "\r\n ", 3) == 0)
        c += 3;
      else
        g_string_append_c (plain, *c++);
    }
  for (const char *line = plain->str, *end; (end = strstr (line, "\r\n")) != NULL; line = end + 2)
    append_folded (out, line, (gsize)(end - line));
  icalmemory_free_buffer (text);
  icalcomponent_free (component);
}

/* wall time in the zone, or UTC; @minute may lie beyond the day */
static struct icaltimetype
to_ical (const HrZone *zone, HrDate date, int minute)
{
  struct icaltimetype time = icaltime_null_time ();

  date += minute / 1440;
  minute %= 1440;
  hr_date_to_ymd (date, &time.year, &time.month, &time.day);
  time.hour = minute / 60;
  time.minute = minute % 60;
  if (strcmp (hr_zone_get_id (zone), "UTC") == 0)
    time.zone = icaltimezone_get_utc_timezone ();
  return time;
}

static struct icaltimetype
to_ical_utc (gint64 unix_s)
{
  const HrZone *utc = hr_zone_get ("UTC");
  struct icaltimetype time;
  HrDate date;
  int minute;

  hr_zone_from_unix_s (utc, unix_s, &date, &minute);
  time = to_ical (utc, date, minute);
  time.second = (int)(((unix_s % 60) + 60) % 60);
  return time;
}

static void
add_local (icalcomponent *event, icalproperty *property, const HrZone *zone)
{
  if (strcmp (hr_zone_get_id (zone), "UTC") != 0)
    icalproperty_add_parameter (property, icalparameter_new_tzid (hr_zone_get_id (zone)));
  icalcomponent_add_property (event, property);
}

static void
add_times (icalcomponent *event, const HrZone *zone, HrDate date, int start_min, int length_min)
{
  gint64 start_s = hr_zone_to_unix_s (zone, date, start_min);
  gint64 end_s = hr_zone_to_unix_s (zone, date, start_min + length_min);

  add_local (event, icalproperty_new_dtstart (to_ical (zone, date, start_min)), zone);
  /* every occurrence lasts as long as the first: when the clock changes during that one, its end on the wall misleads */
  if (end_s - start_s == length_min * 60)
    add_local (event, icalproperty_new_dtend (to_ical (zone, date, start_min + length_min)), zone);
  else
    icalcomponent_add_property (event, icalproperty_new_duration (icaldurationtype_from_int (length_min * 60)));
}

/* "en=Closed", "es=Cerrado": in @language, else its base, else English, else any */
static char *
translate (const char *text, const char *language)
{
  g_autofree char *base = g_strndup (language, strcspn (language, "-_"));
  const char *wanted[] = { language, base, "en" };
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      for (guint k = 0; lines[k] != NULL; k++)
        {
          gsize length = strlen (wanted[i]);

          if (g_ascii_strncasecmp (lines[k], wanted[i], length) == 0 && lines[k][length] == '=')
            return g_strdup (lines[k] + length + 1);
        }
    }
  return g_strdup (lines[0] != NULL && strchr (lines[0], '=') != NULL ? strchr (lines[0], '=') + 1 : text);
}

static char *
make_location (const HrMeeting *meeting)
{
  if (meeting->venue_name != NULL && meeting->address != NULL)
    return g_strdup_printf ("%s, %s", meeting->venue_name, meeting->address);
  return g_strdup (meeting->venue_name != NULL ? meeting->venue_name : meeting->address);
}

static gboolean
is_at_a_place (const HrMeeting *meeting)
{
  return (meeting->attendance & (HR_ATTENDANCE_IN_PERSON | HR_ATTENDANCE_HYBRID)) != 0;
}

static gboolean
is_online (const HrMeeting *meeting)
{
  return (meeting->attendance & (HR_ATTENDANCE_ONLINE | HR_ATTENDANCE_HYBRID)) != 0;
}

/* Notes of links and phones stay out: they hold passcodes, and a calendar is often shared. */
static char *
make_description (const Writer *self, const HrException *exception)
{
  const HrMeeting *meeting = self->meeting;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  if (exception != NULL && exception->note != NULL)
    g_ptr_array_add (lines, translate (exception->note, self->language));
  if (meeting->notes != NULL)
    g_ptr_array_add (lines, g_strdup (meeting->notes));
  if (is_at_a_place (meeting) && meeting->venue_notes != NULL)
    g_ptr_array_add (lines, g_strdup (meeting->venue_notes));
  if (is_online (meeting) && meeting->conference_phone != NULL)
    g_ptr_array_add (lines, g_strdup (meeting->conference_phone));
  if (meeting->website != NULL && is_online (meeting) && meeting->conference_url != NULL)
    g_ptr_array_add (lines, g_strdup (meeting->website));
  if (lines->len == 0)
    return NULL;
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

static const char *
find_url (const HrMeeting *meeting)
{
  return is_online (meeting) && meeting->conference_url != NULL ? meeting->conference_url : meeting->website;
}

/* name, place, link and notes; the place is left out when @exception moves the meeting to one we do not know */
static void
add_words (const Writer *self, icalcomponent *event, const HrException *exception, HrDate date)
{
  const HrMeeting *meeting = self->meeting;
  g_autofree char *description = make_description (self, exception);
  g_autofree char *location = NULL;
  gboolean elsewhere = exception != NULL && exception->new_venue_id != NULL;

  if (elsewhere && meeting->has_next && meeting->next.date == date)
    location = g_strdup (meeting->next_place);
  else if (!elsewhere && is_at_a_place (meeting))
    location = make_location (meeting);
  icalcomponent_add_property (event, icalproperty_new_summary (meeting->name != NULL ? meeting->name : ""));
  if (location != NULL)
    icalcomponent_add_property (event, icalproperty_new_location (location));
  if (!elsewhere && is_at_a_place (meeting) && !meeting->approximate && isfinite (meeting->latitude)
      && isfinite (meeting->longitude))
    {
      struct icalgeotype geo = { meeting->latitude, meeting->longitude };

      icalcomponent_add_property (event, icalproperty_new_geo (geo));
    }
  if (find_url (meeting) != NULL)
    icalcomponent_add_property (event, icalproperty_new_url (find_url (meeting)));
  if (description != NULL)
    icalcomponent_add_property (event, icalproperty_new_description (description));
}

/* @suffix: (nullable): makes an event of its own, beside the series */
static icalcomponent *
new_event (const Writer *self, HrDate own_date, const char *suffix)
{
  icalcomponent *event = icalcomponent_new (ICAL_VEVENT_COMPONENT);
  g_autofree char *uid = NULL;

  if (suffix != NULL)
    {
      g_autofree char *date = hr_date_to_string (own_date);

      uid = g_strdup_printf ("%s-%s-%s@handrail", self->meeting->id, date, suffix);
    }
  else
    uid = g_strdup_printf ("%s@handrail", self->meeting->id);
  icalcomponent_add_property (event, icalproperty_new_uid (uid));
  icalcomponent_add_property (event, icalproperty_new_dtstamp (to_ical_utc (self->at_s)));
  return event;
}

/* The last date of a counted series; the walk is in steps of the rule. */
static HrDate
last_date (const HrRule *rule, HrDate first)
{
  HrRule endless = *rule;
  HrDate last = HR_DATE_NONE, date;

  endless.count = 0;
  date = hr_rule_next (&endless, first, first);
  for (guint32 n = 0; n < rule->count && date != HR_DATE_NONE; n++)
    {
      last = date;
      date = hr_rule_next (&endless, first, date + 1);
    }
  return last;
}

static void
add_rule (icalcomponent *event, const HrSchedule *schedule)
{
  HrRule rule = schedule->rule;
  struct icalrecurrencetype recur;
  HrDate until = rule.until;
  g_autofree char *text = NULL;

  if (rule.frequency == HR_FREQUENCY_ONCE)
    return;
  /* the series is written from its middle on, so that a count would begin anew */
  if (rule.count > 0)
    until = last_date (&rule, schedule->first);
  rule.count = 0;
  rule.until = HR_DATE_NONE;
  text = hr_rule_to_string (&rule);
  recur = icalrecurrencetype_from_string (text);
  if (recur.freq == ICAL_NO_RECURRENCE)
    {
      g_critical ("libical does not take the rule %s", text);
      return;
    }
  if (until != HR_DATE_NONE)
    recur.until = to_ical_utc (hr_zone_to_unix_s (schedule->zone, until, schedule->start_min));
  icalcomponent_add_property (event, icalproperty_new_rrule (recur));
}

/* What the rule gives on @date, as it was decided. @ret_occurrence is the planned one when an extra takes its place. */
static HrOccurrenceState
decide (const Writer *self, HrDate date, HrOccurrence *ret_occurrence)
{
  HrOccurrence planned = { 0 };

  if (!hr_schedule_on (self->schedule, self->exceptions, self->n_exceptions, date, ret_occurrence))
    return HR_OCCURRENCE_CANCELLED;
  if (ret_occurrence->state != HR_OCCURRENCE_EXTRA)
    return ret_occurrence->state;
  if (hr_schedule_on (self->schedule, NULL, 0, date, &planned))
    *ret_occurrence = planned;
  return HR_OCCURRENCE_CANCELLED;
}

static HrDate
next_date (const Writer *self, HrDate from)
{
  return hr_rule_next (&self->schedule->rule, self->schedule->first, from);
}

/* The date that the series is written from: not over yet and not cancelled; %HR_DATE_NONE when there is none. */
static HrDate
find_first (const Writer *self)
{
  HrOccurrence planned;
  HrDate last;

  if (!hr_schedule_next (self->schedule, NULL, 0, self->at_s, FALSE, &planned))
    return HR_DATE_NONE;
  if (self->n_exceptions == 0)
    return planned.date;
  last = planned.date + (HrDate)(HORIZON_S / DAY_S);
  for (HrDate date = planned.date; date != HR_DATE_NONE && date <= last; date = next_date (self, date + 1))
    {
      HrOccurrence occurrence;
      HrOccurrenceState state = decide (self, date, &occurrence);

      if (state != HR_OCCURRENCE_CANCELLED && occurrence.end_s > self->at_s)
        return date;
    }
  return HR_DATE_NONE;
}

static void
write_single (const Writer *self, const HrOccurrence *occurrence, const char *suffix, gboolean overrides)
{
  icalcomponent *event = new_event (self, occurrence->date, suffix);
  const HrZone *zone = self->schedule->zone;
  HrDate date;
  int minute;

  if (overrides)
    {
      struct icaltimetype planned = to_ical (zone, occurrence->date, self->schedule->start_min);

      add_local (event, icalproperty_new_recurrenceid (planned), zone);
    }
  hr_zone_from_unix_s (zone, occurrence->start_s, &date, &minute);
  add_times (event, zone, date, minute, (int)((occurrence->end_s - occurrence->start_s) / 60));
  add_words (self, event, occurrence->exception, occurrence->date);
  append_component (self->out, event);
}

static void
write_series (const Writer *self, HrDate first)
{
  const HrSchedule *schedule = self->schedule;
  HrDate last = first + (HrDate)(HORIZON_S / DAY_S);
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (HrOccurrence));
  HrOccurrence occurrence;
  icalcomponent *event;

  if (schedule->rule.frequency == HR_FREQUENCY_ONCE && decide (self, first, &occurrence) == HR_OCCURRENCE_MOVED)
    {
      write_single (self, &occurrence, NULL, FALSE);
      return;
    }
  event = new_event (self, first, NULL);
  add_times (event, schedule->zone, first, schedule->start_min, schedule->length_min);
  add_rule (event, schedule);
  for (HrDate date = first; self->n_exceptions > 0 && date != HR_DATE_NONE && date <= last;
       date = next_date (self, date + 1))
    {
      HrOccurrenceState state = decide (self, date, &occurrence);

      if (state == HR_OCCURRENCE_MOVED && occurrence.end_s > self->at_s)
        g_array_append_val (moved, occurrence);
      else if (state != HR_OCCURRENCE_PLANNED)
        add_local (event, icalproperty_new_exdate (to_ical (schedule->zone, date, schedule->start_min)),
                   schedule->zone);
    }
  add_words (self, event, NULL, first);
  append_component (self->out, event);
  for (guint i = 0; i < moved->len; i++)
    write_single (self, &g_array_index (moved, HrOccurrence, i), NULL, TRUE);
}

/* Extras, and what was moved from before the start of the series to after it. */
static void
write_others (const Writer *self, HrDate first)
{
  g_autoptr (GArray) list = NULL;

  if (self->n_exceptions == 0)
    return;
  list = hr_schedule_expand (self->schedule, self->exceptions, self->n_exceptions, self->at_s, self->at_s + HORIZON_S);
  for (guint i = 0; i < list->len; i++)
    {
      const HrOccurrence *occurrence = &g_array_index (list, HrOccurrence, i);

      if (occurrence->state == HR_OCCURRENCE_EXTRA)
        {
          g_autofree char *suffix = g_strdup_printf ("extra-%s", occurrence->exception->id);

          write_single (self, occurrence, suffix, FALSE);
        }
      else if (occurrence->state == HR_OCCURRENCE_MOVED && (first == HR_DATE_NONE || occurrence->date < first))
        write_single (self, occurrence, "moved", FALSE);
    }
}

static void
write_meeting (Writer *self)
{
  HrDate first;

  if (self->schedule->zone == NULL)
    return;
  first = find_first (self);
  if (first != HR_DATE_NONE)
    write_series (self, first);
  write_others (self, first);
}

char *
hr_calendar_write (HrMeeting *const *meetings, GPtrArray *const *exceptions, gsize n_meetings, gint64 at_s,
                   const char *language)
{
  g_autoptr (GString) events = g_string_new (NULL);
  g_autoptr (GHashTable) zones = g_hash_table_new (NULL, NULL);
  GString *out = g_string_new (HEADER);

  for (gsize i = 0; i < n_meetings; i++)
    {
      GPtrArray *own = exceptions != NULL ? exceptions[i] : NULL;
      Writer writer = { meetings[i],
                        &meetings[i]->schedule,
                        own != NULL ? (HrException *const *)own->pdata : NULL,
                        own != NULL ? own->len : 0,
                        at_s,
                        language != NULL ? language : "en",
                        events };
      gsize before = events->len;

      write_meeting (&writer);
      if (events->len > before && g_hash_table_add (zones, (gpointer)writer.schedule->zone))
        {
          icalcomponent *zone = hr_calendar_zone_new (writer.schedule->zone, at_s);

          if (zone != NULL)
            append_component (out, zone);
        }
    }
  g_string_append_len (out, events->str, (gssize)events->len);
  g_string_append (out, FOOTER);
  return g_string_free (out, FALSE);
}

/* Texts shorter than this are left whole. */
static char *
shorten (const char *text, gsize max_bytes)
{
  char *shorter = text != NULL ? hr_text_truncate (text, max_bytes) : NULL;

  return shorter != NULL ? shorter : g_strdup (text);
}

static void
write_short_event (const Writer *self, HrDate first, gsize max_summary, gsize max_location, gboolean with_url, GString *out)
{
  const HrMeeting *meeting = self->meeting;
  const HrSchedule *schedule = self->schedule;
  icalcomponent *event = icalcomponent_new (ICAL_VEVENT_COMPONENT);
  g_autofree char *summary = shorten (meeting->name != NULL ? meeting->name : "", max_summary);
  g_autofree char *place = is_at_a_place (meeting) ? make_location (meeting) : NULL;
  g_autofree char *location = max_location > 0 ? shorten (place, max_location) : NULL;

  icalcomponent_add_property (event, icalproperty_new_uid (meeting->id));
  add_times (event, schedule->zone, first, schedule->start_min, schedule->length_min);
  add_rule (event, schedule);
  icalcomponent_add_property (event, icalproperty_new_summary (summary));
  if (location != NULL)
    icalcomponent_add_property (event, icalproperty_new_location (location));
  if (with_url && is_online (meeting) && meeting->conference_url != NULL)
    icalcomponent_add_property (event, icalproperty_new_url (meeting->conference_url));
  append_component (out, event);
}

static char *
write_short (const Writer *self, HrDate first, gsize max_summary, gsize max_location, gboolean with_url)
{
  GString *out = g_string_new (SHORT_HEADER);

  write_short_event (self, first, max_summary, max_location, with_url, out);
  g_string_append (out, FOOTER);
  return g_string_free (out, FALSE);
}

/* The series from its next occurrence on, without one that is called off or moved: a code has no room for exceptions. */
static HrDate
find_first_for_qr (const Writer *self, HrSchedule *moved)
{
  const HrOccurrence *next = &self->meeting->next;
  HrOccurrence planned;

  if (!hr_schedule_next (self->schedule, NULL, 0, self->at_s, FALSE, &planned))
    planned.date = HR_DATE_NONE;
  if (!self->meeting->has_next || next->state == HR_OCCURRENCE_PLANNED || next->state == HR_OCCURRENCE_EXTRA)
    return planned.date;
  if (self->schedule->rule.frequency == HR_FREQUENCY_ONCE && next->state == HR_OCCURRENCE_MOVED)
    {
      int minute;

      hr_zone_from_unix_s (moved->zone, next->start_s, &moved->first, &minute);
      moved->start_min = (gint16)minute;
      moved->length_min = (gint16)((next->end_s - next->start_s) / 60);
      return moved->first;
    }
  return planned.date == next->date ? next_date (self, planned.date + 1) : planned.date;
}

/* Most bytes of a name and of a place: the first that make the code small enough are taken */
static const gsize limits[][2] = { { 120, 200 }, { 80, 120 }, { 60, 80 }, { 40, 50 }, { 40, 0 } };

char *
hr_calendar_write_for_qr (HrMeeting *meeting, gint64 at_s)
{
  HrSchedule schedule = meeting->schedule;
  Writer writer = { .meeting = meeting, .schedule = &meeting->schedule, .at_s = at_s };
  char *text = NULL;
  HrDate first;

  if (schedule.zone == NULL)
    return NULL;
  first = find_first_for_qr (&writer, &schedule);
  if (first == HR_DATE_NONE)
    return NULL;
  writer.schedule = &schedule;
  /* a link is worth more than the end of an address, but cannot be shortened */
  for (guint with_url = 2; with_url-- > 0;)
    {
      for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
        {
          g_free (text);
          text = write_short (&writer, first, limits[i][0], limits[i][1], with_url != 0);
          if (strlen (text) <= QR_BYTES)
            return text;
        }
    }
  return text;
}

static void
write_all_short (HrMeeting *const *meetings, gsize n_meetings, gint64 at_s, const gsize *limit, GString *out)
{
  for (gsize i = 0; i < n_meetings; i++)
    {
      HrSchedule schedule = meetings[i]->schedule;
      Writer writer = { .meeting = meetings[i], .schedule = &meetings[i]->schedule, .at_s = at_s };
      HrDate first;

      if (schedule.zone == NULL)
        continue;
      first = find_first_for_qr (&writer, &schedule);
      writer.schedule = &schedule;
      if (first != HR_DATE_NONE)
        write_short_event (&writer, first, limit[0], limit[1], TRUE, out);
    }
}

char *
hr_calendar_write_all_for_qr (HrMeeting *const *meetings, gsize n_meetings, gint64 at_s)
{
  /* not without the places: the single codes have them */
  for (guint i = 0; i + 1 < G_N_ELEMENTS (limits); i++)
    {
      g_autoptr (GString) out = g_string_new (SHORT_HEADER);
      gsize empty = out->len;

      write_all_short (meetings, n_meetings, at_s, limits[i], out);
      if (out->len == empty)
        return NULL;
      g_string_append (out, FOOTER);
      if (out->len <= QR_ALL_BYTES)
        return g_strdup (out->str);
    }
  return NULL;
}
