/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A handout in words, a little at a time: the screen goes on in between. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-handouts-private.h"

#include "handrail/core/hr-text.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define AT_A_TIME 40

/* One entry and where it belongs */
typedef struct
{
  char *key;  /* what items are sorted by */
  char *head; /* (nullable): heading of the first level */
  char *note; /* (nullable): below it */
  HrMeeting *meeting;
  const HrMeetingDate *date; /* (nullable) */
  HrRecord *resource;        /* (nullable): or a peer, a program */
  HrDate day;                /* NONE: no heading of its own */
} Item;

struct _HrHandoutWriter
{
  HrHandoutFacts *facts;
  const HrHandoutRequest *request;
  HrHandoutEntries entries;
  GArray *items;
  guint next;
  char *head;
  HrDate day;
  GHashTable *shown;    /* ids of meetings */
  GPtrArray *unplanned; /* of the dates */
};

static void
item_clear_cb (gpointer data)
{
  Item *self = data;
  g_free (self->key);
  g_free (self->head);
  g_free (self->note);
}

/* ---- what belongs where ---- */

static Item *
add_item (HrHandoutWriter *self, HrMeeting *meeting, const HrMeetingDate *date)
{
  Item item = { .meeting = meeting, .date = date, .day = HR_DATE_NONE };
  int minute;
  if (date != NULL)
    hr_zone_from_unix_s (self->facts->zone, date->occurrence.start_s, &item.day, &minute);
  g_array_append_val (self->items, item);
  g_hash_table_add (self->shown, meeting->id);
  return &g_array_index (self->items, Item, self->items->len - 1);
}

static void
collect_dates (HrHandoutWriter *self, gboolean by_fellowship)
{
  g_autofree char *head = NULL;
  HrDate day = HR_DATE_NONE;
  for (guint i = 0; i < self->facts->dates->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (self->facts->dates, i);
      Item *item = add_item (self, date->meeting, date);
      const char *name = date->meeting->fellowship_name != NULL ? date->meeting->fellowship_name : _ ("Other groups");
      if (by_fellowship)
        {
          g_autofree char *folded = hr_text_fold (name);
          item->key = g_strdup_printf ("%s\t%08u", folded, i);
          item->head = g_strdup (name);
          continue;
        }
      /* by start: most have the day of the one before */
      if (item->day != day)
        {
          g_free (head);
          head = hr_words_date (item->day);
          day = item->day;
        }
      item->key = g_strdup_printf ("%08u", i);
      item->head = g_strdup (head);
      item->day = HR_DATE_NONE;
    }
}

static void
collect_places (HrHandoutWriter *self)
{
  for (guint i = 0; i < self->facts->meetings->len; i++)
    {
      HrMeeting *meeting = g_ptr_array_index (self->facts->meetings, i);
      Item *item = add_item (self, meeting, NULL);
      gboolean online = meeting->attendance == HR_ATTENDANCE_ONLINE;
      const char *name = meeting->venue_name != NULL ? meeting->venue_name : meeting->address;
      g_autofree char *folded = NULL;
      if (online)
        name = _ ("Online");
      else if (name == NULL)
        name = _ ("Place not known. Please ask.");
      folded = hr_text_fold (name);
      /* places by name, then what is online, then what nobody knows; two places of one name stay two */
      item->key = g_strdup_printf ("%d\t%s\t%s\t%08u", online ? 1 : meeting->venue_name == NULL && meeting->address == NULL ? 2 : 0, folded,
                                   !online && meeting->address != NULL ? meeting->address : "", i);
      item->head = g_strdup (name);
      if (!online && meeting->venue_name != NULL && g_strcmp0 (meeting->address, meeting->venue_name) != 0)
        item->note = hr_handout_entries_address (meeting->address);
    }
}

/* Nothing is lost: what has no date in these days stands at the end, with its rule. */
static void
collect_rest (HrHandoutWriter *self)
{
  for (guint i = 0; i < self->facts->meetings->len; i++)
    {
      HrMeeting *meeting = g_ptr_array_index (self->facts->meetings, i);
      if (g_hash_table_contains (self->shown, meeting->id))
        continue;
      Item *item = add_item (self, meeting, NULL);
      item->key = g_strdup_printf ("~\t%08u", i);
      item->head = g_strdup (_ ("Not on these days"));
      item->note = g_strdup (_ ("These groups meet at other times."));
    }
}

static void
collect_here (HrHandoutWriter *self)
{
  for (guint i = 0; i < self->facts->dates->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (self->facts->dates, i);
      if (!date->sign_in && !date->meeting->sign_in)
        continue;
      Item *item = add_item (self, date->meeting, date);
      item->key = g_strdup_printf ("%08u", i);
      item->day = HR_DATE_NONE;
    }
  if (self->items->len == 0)
    hr_handout_add_text (self->entries.handout, HR_HANDOUT_TONE_STRONG,
                         self->facts->from == self->facts->today ? _ ("No meetings here today.") : _ ("No meetings here on this day."));
}

static void
collect_resources (HrHandoutWriter *self)
{
  for (guint i = 0; i < self->facts->resources->len; i++)
    {
      HrRecord *resource = g_ptr_array_index (self->facts->resources, i);
      Item item = { .key = g_strdup_printf ("~~~%02u%08u", hr_handout_need_order (hr_record_get (resource, "need")), i),
                    .head = g_strdup (hr_handout_need_name (hr_record_get (resource, "need"))),
                    .resource = resource,
                    .day = HR_DATE_NONE };
      g_array_append_val (self->items, item);
    }
}

/* @key: sorts them after the meetings and before the papers */
static void
collect_people (HrHandoutWriter *self, GPtrArray *people, const char *key, const char *head)
{
  for (guint i = 0; i < people->len; i++)
    {
      Item item = { .key = g_strdup_printf ("%s\t%08u", key, i),
                    .head = g_strdup (head),
                    .resource = g_ptr_array_index (people, i),
                    .day = HR_DATE_NONE };
      g_array_append_val (self->items, item);
    }
}

static void
collect_plan (HrHandoutWriter *self)
{
  for (guint i = 0; i < self->facts->meetings->len; i++)
    {
      Item *item = add_item (self, g_ptr_array_index (self->facts->meetings, i), NULL);
      item->key = g_strdup_printf ("%08u", i);
      item->head = g_strdup (_ ("Meetings"));
    }
  collect_people (self, self->facts->peers, "~~0", _ ("Talk with one person"));
  collect_people (self, self->facts->programs, "~~1", _ ("Coaching and programs"));
  collect_resources (self);
}

static int
compare_items_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Item *)a)->key, ((const Item *)b)->key);
}

static void
collect (HrHandoutWriter *self)
{
  switch (self->request->kind)
    {
    case HR_HANDOUT_WEEK:
    case HR_HANDOUT_NEXT_DAYS:
      collect_dates (self, FALSE);
      collect_rest (self);
      break;
    case HR_HANDOUT_WEEK_BY_FELLOWSHIP:
      collect_dates (self, TRUE);
      collect_rest (self);
      break;
    case HR_HANDOUT_WEEK_BY_PLACE:
      collect_places (self);
      break;
    case HR_HANDOUT_DOOR_SIGN:
      collect_here (self);
      break;
    case HR_HANDOUT_RESOURCES:
      collect_resources (self);
      break;
    case HR_HANDOUT_PLAN:
      collect_plan (self);
      break;
    case HR_HANDOUT_MEETING:
    case HR_HANDOUT_FACILITATOR:
    case HR_HANDOUT_MILESTONE:
    case HR_HANDOUT_HELP:
    case HR_N_HANDOUTS:
    default:
      break;
    }
  if (self->items->len == 0 && self->facts->meetings != NULL && self->request->query != NULL && self->request->kind != HR_HANDOUT_DOOR_SIGN)
    hr_handout_add_text (self->entries.handout, HR_HANDOUT_TONE_STRONG, _ ("No meetings"));
  g_array_sort (self->items, compare_items_cb);
}

/* ---- for the service ---- */

HrHandoutWriter *
hr_handout_writer_new (HrHandoutFacts *facts, const HrHandoutRequest *request)
{
  HrHandoutWriter *self = g_new0 (HrHandoutWriter, 1);
  self->facts = facts;
  self->request = request;
  self->day = HR_DATE_NONE;
  self->shown = g_hash_table_new (g_str_hash, g_str_equal);
  self->unplanned = g_ptr_array_new ();
  for (guint i = 0; i < facts->dates->len; i++)
    if (((HrMeetingDate *)g_ptr_array_index (facts->dates, i))->occurrence.state != HR_OCCURRENCE_PLANNED)
      g_ptr_array_add (self->unplanned, g_ptr_array_index (facts->dates, i));
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_array_set_clear_func (self->items, item_clear_cb);
  self->entries = (HrHandoutEntries){ .handout = hr_handout_begin_paper (facts, request),
                                      .facts = facts,
                                      .language = hr_language_get (),
                                      .codes = request->codes,
                                      .spelled = request->kind == HR_HANDOUT_MEETING || request->kind == HR_HANDOUT_PLAN
                                                 || request->kind == HR_HANDOUT_FACILITATOR,
                                      .titled = request->kind == HR_HANDOUT_MEETING,
                                      .used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  collect (self);
  return self;
}

void
hr_handout_writer_free (HrHandoutWriter *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->entries.handout, hr_handout_unref);
  g_hash_table_unref (self->entries.used);
  g_hash_table_unref (self->shown);
  g_ptr_array_unref (self->unplanned);
  g_array_unref (self->items);
  g_free (self->head);
  g_free (self);
}

static void
write_heads (HrHandoutWriter *self, const Item *item)
{
  g_autofree char *whole = g_strdup_printf ("%s\t%s", item->head != NULL ? item->head : "", item->note != NULL ? item->note : "");
  if (item->head != NULL && g_strcmp0 (whole, self->head) != 0)
    {
      hr_handout_begin (self->entries.handout, 1, item->head, item->note);
      g_free (self->head);
      self->head = g_steal_pointer (&whole);
      self->day = HR_DATE_NONE;
    }
  if (item->day != HR_DATE_NONE && item->day != self->day)
    {
      g_autofree char *day = hr_words_date (item->day);
      hr_handout_begin (self->entries.handout, 2, day, NULL);
      self->day = item->day;
    }
}

/* Dates of @meeting that are not as planned */
static GPtrArray *
changes_of (HrHandoutWriter *self, const HrMeeting *meeting)
{
  GPtrArray *changes = g_ptr_array_new ();
  for (guint i = 0; i < self->unplanned->len; i++)
    {
      HrMeetingDate *date = g_ptr_array_index (self->unplanned, i);
      if (g_str_equal (date->meeting->id, meeting->id))
        g_ptr_array_add (changes, date);
    }
  return changes;
}

gboolean
hr_handout_writer_step (HrHandoutWriter *self)
{
  for (guint n = 0; n < AT_A_TIME && self->next < self->items->len; n++, self->next++)
    {
      const Item *item = &g_array_index (self->items, Item, self->next);
      write_heads (self, item);
      if (item->resource != NULL && hr_record_get_kind (item->resource) != HR_KIND_RESOURCE)
        hr_handout_entries_add_person (&self->entries, item->resource);
      else if (item->resource != NULL)
        hr_handout_entries_add_resource (&self->entries, item->resource);
      else if (item->date != NULL)
        hr_handout_entries_add_date (&self->entries, item->date, self->request->kind == HR_HANDOUT_DOOR_SIGN);
      else
        {
          g_autoptr (GPtrArray) changes = changes_of (self, item->meeting);
          gboolean under_place = self->request->kind == HR_HANDOUT_WEEK_BY_PLACE && item->meeting->attendance != HR_ATTENDANCE_ONLINE;
          hr_handout_entries_add_meeting (&self->entries, item->meeting, changes, !under_place, self->request->kind == HR_HANDOUT_PLAN);
        }
    }
  return self->next < self->items->len;
}

HrHandout *
hr_handout_writer_finish (HrHandoutWriter *self, guint *ret_n_meetings)
{
  HrMeeting *meeting = self->facts->meetings != NULL && self->facts->meetings->len > 0 ? g_ptr_array_index (self->facts->meetings, 0) : NULL;
  *ret_n_meetings = g_hash_table_size (self->shown);
  if (self->request->kind == HR_HANDOUT_MEETING)
    hr_handout_sheet_write (&self->entries, meeting);
  else if (self->request->kind == HR_HANDOUT_FACILITATOR)
    hr_handout_sheet_write_facilitator (&self->entries, meeting);
  else if (self->request->kind == HR_HANDOUT_HELP)
    hr_handout_help_write (&self->entries);
  if ((self->request->kind == HR_HANDOUT_MEETING || self->request->kind == HR_HANDOUT_FACILITATOR) && meeting != NULL)
    *ret_n_meetings = 1;
  hr_handout_entries_add_legend (&self->entries);
  return g_steal_pointer (&self->entries.handout);
}
