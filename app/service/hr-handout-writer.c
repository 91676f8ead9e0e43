/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A handout in words, a little at a time: the screen goes on in between. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-handouts-private.h"

#include "handrail/core/hr-text.h"
#include "handrail/service/hr-filter-words.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-milestone.h"
#include "handrail/service/hr-words.h"
#include "hr-words-private.h"

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

/* ---- what stands around ---- */

/* A number that is parted by the end of a line is dialled wrongly. */
static char *
phone_words (const char *phone)
{
  g_autofree char *words = hr_words_phone (phone);
  g_autoptr (GString) whole = g_string_new (words);
  g_string_replace (whole, " ", "\xc2\xa0", 0);
  return g_string_free (g_steal_pointer (&whole), FALSE);
}

static char *
short_help_line (void)
{
  return g_strdup_printf ("%s · %s", _ ("In danger: call 911"), _ ("Call or text 988"));
}

static char *
help_line (const HrHandoutFacts *facts, const char *language)
{
  g_autofree char *first = short_help_line ();
  GString *all = g_string_new (first);
  for (guint i = 1; facts->site != NULL && i <= 3; i++)
    {
      g_autofree char *name_field = g_strdup_printf ("help_%u_name", i);
      g_autofree char *phone_field = g_strdup_printf ("help_%u_phone", i);
      g_autofree char *name = hr_record_get_translated (facts->site, name_field, language);
      const char *phone = hr_record_get (facts->site, phone_field);
      g_autofree char *words = phone != NULL ? phone_words (phone) : NULL;
      if (name != NULL && words != NULL)
        g_string_append_printf (all, " · %s %s", name, words);
    }
  return g_string_free (all, FALSE);
}

static char *
contact_line (const HrHandoutFacts *facts)
{
  g_autofree char *address = hr_handout_entries_address (facts->site != NULL ? hr_record_get (facts->site, "address") : NULL);
  const char *phone = facts->site != NULL ? hr_record_get (facts->site, "phone") : NULL;
  g_autofree char *words = phone != NULL ? phone_words (phone) : NULL;
  if (address != NULL && words != NULL)
    return g_strdup_printf ("%s · %s", address, words);
  return g_strdup (address != NULL ? address : words);
}

static char *
with_year (HrDate date)
{
  int year;
  int month;
  int day;
  hr_date_to_ymd (date, &year, &month, &day);
  /* Translators: a date with its year: %1$s is the month, %2$d the day, %3$d the year */
  return g_strdup_printf (C_ ("handout", "%1$s %2$d, %3$d"), hr_words_month_inside (month), day, year);
}

static void
span_of_checks (GPtrArray *meetings, HrDate today, HrDate *ret_first, HrDate *ret_last)
{
  *ret_first = *ret_last = HR_DATE_NONE;
  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    {
      HrDate verified = ((HrMeeting *)g_ptr_array_index (meetings, i))->verified;
      if (verified == HR_DATE_NONE)
        continue;
      verified = MIN (verified, today);
      *ret_first = *ret_first == HR_DATE_NONE ? verified : MIN (*ret_first, verified);
      *ret_last = *ret_last == HR_DATE_NONE ? verified : MAX (*ret_last, verified);
    }
}

static char *
dates_line (const HrHandoutFacts *facts)
{
  HrDate first;
  HrDate last;
  g_autofree char *today = with_year (facts->today);
  g_autofree char *valid = g_strdup_printf (_ ("Valid from %s."), today);
  span_of_checks (facts->meetings, facts->today, &first, &last);
  if (first == HR_DATE_NONE)
    return g_steal_pointer (&valid);
  g_autofree char *from = with_year (first);
  g_autofree char *until = with_year (last);
  g_autofree char *checked = first == last ? g_strdup_printf (_ ("Checked on %s."), until)
                                           : g_strdup_printf (_ ("Checked between %1$s and %2$s."), from, until);
  return g_strdup_printf ("%s %s", valid, checked);
}

static char *
subtitle (const HrHandoutFacts *facts, const HrHandoutRequest *request)
{
  g_autofree char *from = hr_words_date (facts->from);
  g_autofree char *until = hr_words_date_inside (facts->until);
  switch (request->kind)
    {
    case HR_HANDOUT_WEEK:
    case HR_HANDOUT_WEEK_BY_PLACE:
    case HR_HANDOUT_WEEK_BY_FELLOWSHIP:
    case HR_HANDOUT_NEXT_DAYS:
      return facts->from == facts->until ? g_strdup (from) : g_strdup_printf (C_ ("days of a handout", "%1$s to %2$s"), from, until);
    case HR_HANDOUT_DOOR_SIGN:
      return g_strdup (from);
    case HR_HANDOUT_MEETING:
      return g_strdup (((HrMeeting *)g_ptr_array_index (facts->meetings, 0))->fellowship_name);
    case HR_HANDOUT_RESOURCES:
    case HR_HANDOUT_PLAN:
    case HR_HANDOUT_FACILITATOR:
    case HR_HANDOUT_MILESTONE:
    case HR_HANDOUT_HELP:
    case HR_N_HANDOUTS:
    default:
      return NULL;
    }
}

static char *
title_of (const HrHandoutFacts *facts, const HrHandoutRequest *request)
{
  gboolean one_day = request->query != NULL && request->query->on_date != HR_DATE_NONE;
  if (request->kind == HR_HANDOUT_MEETING)
    return g_strdup (((HrMeeting *)g_ptr_array_index (facts->meetings, 0))->name);
  if (one_day && (request->kind == HR_HANDOUT_WEEK || request->kind == HR_HANDOUT_NEXT_DAYS))
    return g_strdup (_ ("Meetings"));
  if (one_day && request->kind == HR_HANDOUT_DOOR_SIGN && facts->from != facts->today)
    return g_strdup (_ ("Meetings here"));
  return hr_handout_kind_title (request->kind);
}

/* Returns: (nullable): what only some meetings are on it for */
static char *
only_line (const HrHandoutFacts *facts, const HrHandoutRequest *request)
{
  const HrFilterNames names = { facts->vocabulary, facts->fellowships, facts->venue, hr_language_get () };
  g_autofree char *list = NULL;
  if (request->query == NULL || facts->meetings == NULL)
    return NULL;
  list = hr_filter_list (request->query, &names);
  /* Translators: on paper; what follows are filters: "Only: women, step-free" */
  return *list != '\0' ? g_strdup_printf (_ ("Only: %s"), list) : NULL;
}

static char *
left_out_line (const HrHandoutFacts *facts, const HrHandoutRequest *request)
{
  guint n = facts->n_left_out;
  if (n == 0 || request->kind == HR_HANDOUT_DOOR_SIGN)
    return NULL;
  return g_strdup_printf (ngettext ("%u other meeting is not on this paper.", "%u other meetings are not on this paper.", n), n);
}

static gboolean
is_right_to_left (const char *language)
{
  static const char *const languages[] = { "ar", "dv", "fa", "he", "ps", "ur", "yi", NULL };
  g_autofree char *base = g_strndup (language, strcspn (language, "-_"));
  return g_strv_contains (languages, base);
}

static HrHandoutLook
look_of (HrHandoutKind kind)
{
  if (kind == HR_HANDOUT_DOOR_SIGN || kind == HR_HANDOUT_MILESTONE)
    return HR_HANDOUT_LOOK_SIGN;
  return kind == HR_HANDOUT_MEETING || kind == HR_HANDOUT_FACILITATOR || kind == HR_HANDOUT_HELP ? HR_HANDOUT_LOOK_SHEET : HR_HANDOUT_LOOK_LIST;
}

/* Whoever finds it shall not see whose it is, of which day, or from where */
static HrHandout *
begin_card (const HrHandoutRequest *request)
{
  const char *language = hr_language_get ();
  g_autofree char *title = hr_milestone_words (request->milestone);
  HrHandoutWords words = { .language = language,
                           .right_to_left = is_right_to_left (language),
                           .title = title,
                           .continued = _ ("%s (continued)"),
                           .notes = _ ("Notes") };
  HrHandout *handout = hr_handout_new (HR_HANDOUT_LOOK_SIGN, &words);
  hr_handout_add_picture (handout);
  hr_handout_add_text (handout, HR_HANDOUT_TONE_PLAIN, hr_milestone_greeting (request->milestone));
  return handout;
}

static HrHandout *
begin (const HrHandoutFacts *facts, const HrHandoutRequest *request)
{
  const char *language = hr_language_get ();
  g_autofree char *title = title_of (facts, request);
  g_autofree char *only = only_line (facts, request);
  g_autofree char *left_out = only != NULL ? left_out_line (facts, request) : NULL;
  g_autofree char *below = subtitle (facts, request);
  g_autofree char *contact = contact_line (facts);
  g_autofree char *dates = request->kind == HR_HANDOUT_FACILITATOR || request->kind == HR_HANDOUT_DOOR_SIGN || request->kind == HR_HANDOUT_HELP
                               ? NULL
                               : dates_line (facts);
  g_autofree char *help = help_line (facts, language);
  g_autofree char *short_help = short_help_line ();
  HrHandoutWords words = { .language = language,
                           .right_to_left = is_right_to_left (language),
                           .title = title,
                           .subtitle = below,
                           .only = only,
                           .left_out = left_out,
                           .center = facts->site != NULL ? hr_record_get (facts->site, "name") : NULL,
                           .contact = contact,
                           .dates = dates,
                           .help = help,
                           .short_help = short_help,
                           /* Translators: a heading that is said again in the next column */
                           .continued = _ ("%s (continued)"),
                           /* Translators: at the foot of a printed page; keep %1 and %2 */
                           .page = _ ("Page %1 of %2"),
                           .notes = _ ("Notes") };
  return hr_handout_new (look_of (request->kind), &words);
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

static const char *
need_name (const char *need)
{
  static const struct
  {
    const char *need;
    const char *name;
  } names[] = {
    { "housing", N_ ("Housing") },     { "food", N_ ("Food") },     { "rides", N_ ("Rides") },
    { "treatment", N_ ("Treatment") }, { "naloxone", N_ ("Naloxone") }, { "family", N_ ("Family") },
    { "work", N_ ("Work") },           { "court", N_ ("Court papers") }, { "phone", N_ ("Phone and internet") },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].need, need) == 0)
      return _ (names[i].name);
  return need;
}

static void
collect_resources (HrHandoutWriter *self)
{
  for (guint i = 0; i < self->facts->resources->len; i++)
    {
      HrRecord *resource = g_ptr_array_index (self->facts->resources, i);
      Item item = { .key = g_strdup_printf ("~~~%08u", i),
                    .head = g_strdup (need_name (hr_record_get (resource, "need"))),
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
  self->entries = (HrHandoutEntries){ .handout = request->kind == HR_HANDOUT_MILESTONE ? begin_card (request) : begin (facts, request),
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
