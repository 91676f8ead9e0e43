/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-plan-week.h"

#include "handrail/core/hr-hours.h"
#include "handrail/service/hr-words.h"
#include "hr-handouts-private.h"
#include "hr-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  HrPlanWeek *week;
  const HrPlanFacts *facts;
  HrDate today;
  int minute; /* of today */
} Writer;

static void
entry_free_cb (gpointer data)
{
  HrPlanEntry *self = data;

  g_free (self->id);
  g_free (self->time);
  g_free (self->title);
  g_free (self->line);
  g_free (self->note);
  g_free (self->phone);
  g_free (self);
}

/* Takes @title and @line (nullable) */
static HrPlanEntry *
add (Writer *to, HrPlanPart part, HrKind kind, const char *id, char *title, char *line)
{
  HrPlanEntry *entry = g_new0 (HrPlanEntry, 1);

  entry->part = part;
  entry->kind = kind;
  entry->id = g_strdup (id);
  entry->day = HR_DATE_NONE;
  entry->title = title;
  entry->line = line;
  g_ptr_array_add (to->week->entries, entry);
  return entry;
}

/* ---- meetings ---- */

/* @again: it stands in the week already, with the whole address */
static char *
place_of (const HrMeeting *meeting, gboolean again)
{
  g_autofree char *address = hr_handout_entries_address (meeting->address);

  if (meeting->attendance == HR_ATTENDANCE_ONLINE)
    return hr_words_attendance (meeting->attendance);
  if (meeting->venue_name == NULL)
    return g_steal_pointer (&address);
  if (again || address == NULL || strcmp (meeting->venue_name, address) == 0)
    return g_strdup (meeting->venue_name);
  return g_strdup_printf (C_ ("place", "%1$s, %2$s"), meeting->venue_name, address);
}

/* To join by calling; the codes that follow it are for phones, not for a screen. (nullable) */
static char *
number_of (const HrMeeting *meeting)
{
  if (!(meeting->attendance & (HR_ATTENDANCE_ONLINE | HR_ATTENDANCE_HYBRID)) || meeting->conference_phone == NULL)
    return NULL;
  return g_strndup (meeting->conference_phone, strcspn (meeting->conference_phone, ",;*#"));
}

static char *
note_of (Writer *to, const HrMeetingDate *date)
{
  g_autofree char *reason = hr_words_pick (date->note, to->facts->language);
  const char *text;

  if (date->occurrence.state == HR_OCCURRENCE_CANCELLED)
    text = _ ("Not meeting this time.");
  else if (date->occurrence.state == HR_OCCURRENCE_MOVED)
    text = _ ("Moved: this time only.");
  else if (date->occurrence.state == HR_OCCURRENCE_EXTRA)
    text = _ ("Extra meeting, this time only.");
  else
    return NULL;
  return reason != NULL ? g_strdup_printf ("%s %s", text, reason) : g_strdup (text);
}

static void
add_date (Writer *to, const HrMeeting *meeting, const HrMeetingDate *date, HrDate day, int minute, gboolean again)
{
  HrPlanEntry *entry = add (to, HR_PLAN_ON_DAY, HR_KIND_MEETING, meeting->id, g_strdup (meeting->name),
                            date->place != NULL ? hr_handout_entries_address (date->place) : place_of (meeting, again));

  entry->day = day;
  entry->start_min = minute;
  entry->time = hr_words_begin (hr_words_time (minute));
  entry->note = note_of (to, date);
  entry->phone = again ? NULL : number_of (meeting);
}

/* All dates of the week, and at least the next one on which it meets */
static void
add_meeting (Writer *to, HrMeeting *meeting)
{
  gboolean meets = FALSE, again = FALSE;
  HrPlanEntry *entry;

  g_ptr_array_add (to->week->meetings, hr_meeting_ref (meeting));
  for (guint i = 0; i < to->facts->dates->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (to->facts->dates, i);
      HrDate day;
      int minute;

      if (strcmp (date->meeting->id, meeting->id) != 0 || date->occurrence.end_s <= to->facts->now_s)
        continue;
      hr_zone_from_unix_s (to->facts->zone, date->occurrence.start_s, &day, &minute);
      if (day >= to->today + HR_PLAN_WEEK_DAYS && (meets || date->occurrence.state == HR_OCCURRENCE_CANCELLED))
        continue;
      add_date (to, meeting, date, day, minute, again);
      again = again || date->place == NULL;
      meets = meets || date->occurrence.state != HR_OCCURRENCE_CANCELLED;
    }
  if (meets)
    return;
  entry = add (to, HR_PLAN_ASK, HR_KIND_MEETING, meeting->id, g_strdup (meeting->name), place_of (meeting, FALSE));
  entry->time = hr_words_when (meeting, to->facts->zone);
  entry->phone = g_strdup (meeting->group_phone);
}

/* ---- people, programs, papers ---- */

static char *
translated (Writer *to, HrRecord *record, const char *field)
{
  return hr_record_get_translated (record, field, to->facts->language);
}

static char *
place_of_record (Writer *to, HrRecord *record)
{
  g_autofree char *place = translated (to, record, "place");
  const char *role = hr_record_get_kind (record) != HR_KIND_PEER                ? NULL
                     : g_strcmp0 (hr_record_get (record, "role"), "coach") == 0 ? _ ("Coach")
                                                                                : _ ("Peer");

  if (place == NULL)
    place = g_strdup (_ ("Ask at the front desk."));
  return role != NULL ? g_strdup_printf ("%s · %s", role, place) : g_steal_pointer (&place);
}

/* The first day that a program still has, and the one after its last */
static void
find_run (Writer *to, HrRecord *record, HrDate *ret_from, HrDate *ret_end)
{
  gint64 weeks = hr_record_get_integer (record, "weeks", 0);
  HrDate start;

  *ret_from = to->today;
  *ret_end = G_MAXINT32;
  if (hr_record_get (record, "start") == NULL || !hr_date_parse (hr_record_get (record, "start"), &start))
    return;
  *ret_from = MAX (start, to->today);
  if (weeks > 0)
    *ret_end = start + (HrDate) weeks * 7;
}

/* Each of its times once: on the next day that has it. Returns: whether there is one */
static gboolean
add_hours (Writer *to, HrRecord *record)
{
  const char *hours = hr_record_get (record, "hours");
  g_autoptr (GArray) spans = hours != NULL ? hr_hours_parse (hours, NULL) : NULL;
  gboolean is_program = hr_record_get_kind (record) == HR_KIND_PROGRAM;
  HrDate from = to->today, end = G_MAXINT32;
  guint before = to->week->entries->len;

  if (spans == NULL || hr_hours_is_always (spans))
    return FALSE;
  if (is_program)
    find_run (to, record, &from, &end);
  for (guint i = 0; i < spans->len; i++)
    {
      const HrHoursSpan *span = &g_array_index (spans, HrHoursSpan, i);
      int length = span->until_min - span->from_min, start = span->from_min % HR_HOURS_DAY_MIN;
      HrDate day = from + (span->from_min / HR_HOURS_DAY_MIN - hr_date_weekday (from) + 7) % 7;
      HrPlanEntry *entry;

      if (day == to->today && start + length <= to->minute)
        day += 7;
      if (day >= end)
        continue;
      entry = add (to, HR_PLAN_ON_DAY, hr_record_get_kind (record), hr_record_get_id (record),
                   is_program ? translated (to, record, "name") : g_strdup (hr_record_get (record, "name")), place_of_record (to, record));
      entry->day = day;
      entry->start_min = start;
      entry->time = hr_words_span (start, length);
      entry->phone = g_strdup (hr_record_get (record, "phone"));
    }
  return to->week->entries->len > before;
}

static void
add_record (Writer *to, HrRecord *record)
{
  HrKind kind = hr_record_get_kind (record);
  HrPlanEntry *entry;

  if (kind == HR_KIND_RESOURCE)
    {
      entry = add (to, HR_PLAN_AT_HAND, kind, hr_record_get_id (record), translated (to, record, "name"), translated (to, record, "line"));
      entry->time = translated (to, record, "hours");
    }
  else if (!add_hours (to, record))
    {
      entry = add (to, HR_PLAN_ASK, kind, hr_record_get_id (record),
                   kind == HR_KIND_PROGRAM ? translated (to, record, "name") : g_strdup (hr_record_get (record, "name")),
                   place_of_record (to, record));
      entry->time = hr_words_hours (hr_record_get (record, "hours"));
      if (*entry->time == '\0')
        g_clear_pointer (&entry->time, g_free);
    }
  else
    return;
  entry->phone = g_strdup (hr_record_get (record, "phone"));
}

/* ---- all of it ---- */

static int
compare_entries_cb (gconstpointer a, gconstpointer b)
{
  const HrPlanEntry *x = *(HrPlanEntry *const *) a, *y = *(HrPlanEntry *const *) b;
  int order = (int) x->part - (int) y->part;

  if (order == 0 && x->day != y->day)
    order = x->day < y->day ? -1 : 1;
  if (order == 0)
    order = x->start_min - y->start_min;
  if (order == 0)
    order = g_utf8_collate (x->title, y->title);
  if (order == 0)
    order = (int) x->kind - (int) y->kind;
  return order != 0 ? order : strcmp (x->id, y->id);
}

static int
compare_meetings_cb (gconstpointer a, gconstpointer b)
{
  const HrMeeting *x = *(HrMeeting *const *) a, *y = *(HrMeeting *const *) b;
  gint64 at_x = x->has_next ? x->next.start_s : G_MAXINT64, at_y = y->has_next ? y->next.start_s : G_MAXINT64;

  if (at_x != at_y)
    return at_x < at_y ? -1 : 1;
  return strcmp (x->id, y->id);
}

static HrMeeting *
find_meeting (const HrPlanFacts *facts, const char *id)
{
  for (guint i = 0; i < facts->meetings->len; i++)
    if (strcmp (((HrMeeting *) g_ptr_array_index (facts->meetings, i))->id, id) == 0)
      return g_ptr_array_index (facts->meetings, i);
  return NULL;
}

static HrRecord *
find_record (const HrPlanFacts *facts, HrKind kind, const char *id)
{
  for (guint i = 0; i < facts->records->len; i++)
    {
      HrRecord *record = g_ptr_array_index (facts->records, i);

      if (hr_record_get_kind (record) == kind && g_strcmp0 (hr_record_get_id (record), id) == 0)
        return record;
    }
  return NULL;
}

HrPlanWeek *
hr_plan_week_new (HrPlan *plan, const HrPlanFacts *facts)
{
  g_return_val_if_fail (HR_IS_PLAN (plan) && facts != NULL, NULL);

  HrPlanWeek *self = g_new0 (HrPlanWeek, 1);
  Writer to = { .week = self, .facts = facts };

  self->entries = g_ptr_array_new_with_free_func (entry_free_cb);
  self->meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_meeting_unref);
  self->gone = hr_plan_new ();
  hr_zone_from_unix_s (facts->zone, facts->now_s, &to.today, &to.minute);
  for (guint i = 0; i < hr_plan_get_n (plan); i++)
    {
      HrKind kind = hr_plan_get_kind (plan, i);
      const char *id = hr_plan_get_id (plan, i);
      HrMeeting *meeting = kind == HR_KIND_MEETING ? find_meeting (facts, id) : NULL;
      HrRecord *record = kind != HR_KIND_MEETING ? find_record (facts, kind, id) : NULL;

      if (meeting != NULL)
        add_meeting (&to, meeting);
      else if (record != NULL)
        add_record (&to, record);
      else
        hr_plan_add (self->gone, kind, id);
    }
  g_ptr_array_sort (self->entries, compare_entries_cb);
  g_ptr_array_sort (self->meetings, compare_meetings_cb);
  return self;
}

void
hr_plan_week_free (HrPlanWeek *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->meetings);
  g_clear_object (&self->gone);
  g_free (self);
}

guint
hr_plan_week_drop_gone (HrPlanWeek *self, HrPlan *plan)
{
  g_return_val_if_fail (self != NULL && HR_IS_PLAN (plan), 0);

  guint before = hr_plan_get_n (plan);

  for (guint i = 0; i < hr_plan_get_n (self->gone); i++)
    hr_plan_remove (plan, hr_plan_get_kind (self->gone, i), hr_plan_get_id (self->gone, i));
  return before - hr_plan_get_n (plan);
}
