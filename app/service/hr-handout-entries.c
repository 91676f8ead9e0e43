/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meetings and resources as entries of a handout: what a person needs who stands in the street with the paper in hand. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-handouts-private.h"

#include "handrail/service/hr-links.h"
#include "handrail/service/hr-words.h"
#include "handrail/store/hr-store-desk.h"

#include "hr-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is said in words on the entry itself; the rest is a letter and stands in the legend */
#define IN_WORDS                                                                                                       \
  (HR_FEATURES_AUDIENCE | HR_FEATURE_OPEN | HR_FEATURE_CLOSED | HR_FEATURE_STEP_FREE | HR_FEATURE_PROOF | HR_FEATURE_SIGN_LANGUAGE | HR_FEATURE_CHILD_CARE)
#define SAID_ELSEWHERE (HR_FEATURE_ONLINE | HR_FEATURE_HYBRID | HR_FEATURE_CLOSED_TEMPORARILY)
/* A square that holds more would cover half a page */
#define CODE_MOST 900

typedef struct
{
  HrHandoutEntries *to;
  GArray *lines;    /* HrHandoutLine */
  GArray *codes;    /* HrHandoutCode */
  GPtrArray *owned; /* their texts */
} Draft;

static void
draft_init (Draft *self, HrHandoutEntries *to)
{
  self->to = to;
  self->lines = g_array_new (FALSE, FALSE, sizeof (HrHandoutLine));
  self->codes = g_array_new (FALSE, FALSE, sizeof (HrHandoutCode));
  self->owned = g_ptr_array_new_with_free_func (g_free);
}

static void
draft_clear (Draft *self)
{
  g_array_unref (self->lines);
  g_array_unref (self->codes);
  g_ptr_array_unref (self->owned);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

/* Takes @text (nullable) */
static void
line (Draft *self, HrHandoutTone tone, char *text)
{
  HrHandoutLine one = { tone, text };
  if (text == NULL || *text == '\0')
    {
      g_free (text);
      return;
    }
  g_ptr_array_add (self->owned, text);
  g_array_append_val (self->lines, one);
}

static void
draft_add (Draft *self, const char *id, const char *time, const char *title)
{
  HrHandoutEntry entry = { .id = id,
                           .time = time,
                           .title = title,
                           .lines = (const void *)self->lines->data,
                           .n_lines = self->lines->len,
                           .codes = (const void *)self->codes->data,
                           .n_codes = self->codes->len };
  hr_handout_add (self->to->handout, &entry);
}

/* ---- parts of a meeting ---- */

static const char *
fellowship_name (HrHandoutEntries *self, const HrMeeting *meeting)
{
  HrRecord *record = meeting->fellowship != NULL ? g_hash_table_lookup (self->facts->fellowships, meeting->fellowship) : NULL;
  const char *brief = record != NULL ? hr_record_get (record, "short_name") : NULL;
  return brief != NULL ? brief : meeting->fellowship_name;
}

static void
join (GString *all, const char *text)
{
  if (text != NULL && *text != '\0')
    /* a line may end with the dot, and never begin with it */
    g_string_append_printf (all, "%s%s", all->len > 0 ? "\xc2\xa0· " : "", text);
}

static void
append_letters (HrHandoutEntries *self, const HrMeeting *meeting, GString *all)
{
  const char *fellowship = fellowship_name (self, meeting);
  g_autoptr (GString) letters = g_string_new (NULL);
  for (guint i = 0; meeting->types != NULL && meeting->types[i] != NULL; i++)
    {
      const char *code = meeting->types[i];
      const HrType *type = hr_vocabulary_lookup (self->facts->vocabulary, meeting->fellowship, code);
      const char *name = hr_vocabulary_get_name (self->facts->vocabulary, meeting->fellowship, code, self->language);
      if (name == NULL || type == NULL || type->language != NULL || (type->feature & (IN_WORDS | SAID_ELSEWHERE)) != 0)
        continue;
      if (self->spelled)
        {
          join (all, name);
          continue;
        }
      g_string_append_printf (letters, "%s%s", letters->len > 0 ? " " : "", code);
      g_hash_table_insert (self->used, g_strdup_printf ("%s\t%s", code, fellowship != NULL ? fellowship : ""), g_strdup (name));
    }
  join (all, letters->str);
}

static char *
kind_line (HrHandoutEntries *self, const HrMeeting *meeting)
{
  GString *all = g_string_new (NULL);
  join (all, fellowship_name (self, meeting));
  if (meeting->features & HR_FEATURE_OPEN)
    /* Translators: of a meeting: everybody may come; the next one: for people who share the problem */
    join (all, C_ ("meeting", "Open"));
  else if (meeting->features & HR_FEATURE_CLOSED)
    join (all, C_ ("meeting", "Closed"));
  for (guint bit = 0; bit < 64; bit++)
    if (meeting->features & IN_WORDS & ~(HR_FEATURE_OPEN | HR_FEATURE_CLOSED) & (G_GUINT64_CONSTANT (1) << bit))
      {
        g_autofree char *name = hr_words_feature (G_GUINT64_CONSTANT (1) << bit);
        join (all, name);
      }
  for (guint i = 0; meeting->languages != NULL && meeting->languages[i] != NULL; i++)
    join (all, hr_vocabulary_language_name (self->facts->vocabulary, meeting->languages[i], self->language));
  append_letters (self, meeting, all);
  return g_string_free (all, FALSE);
}

/* The country is known to whoever holds the paper */
char *
hr_handout_entries_address (const char *address)
{
  static const char country[] = ", USA";
  if (address == NULL || !g_str_has_suffix (address, country))
    return g_strdup (address);
  return g_strndup (address, strlen (address) - strlen (country));
}

/* Of a room in this house: the house is known */
static char *
room_of (HrHandoutEntries *self, const HrMeeting *meeting)
{
  const char *house = self->facts->site != NULL ? hr_record_get (self->facts->site, "name") : NULL;
  const char *name = meeting->venue_name;
  if (name == NULL || house == NULL || !g_str_has_prefix (name, house))
    return g_strdup (name);
  name += strlen (house);
  return g_strdup (name + strspn (name, ", "));
}

/* The address of this house stands at the head of the paper. (nullable): for what is only online or nobody knows */
static char *
place_of (HrHandoutEntries *self, const HrMeeting *meeting)
{
  g_autofree char *address = hr_handout_entries_address (meeting->address);
  const char *house = self->facts->site != NULL ? hr_record_get (self->facts->site, "address") : NULL;
  if (meeting->attendance == HR_ATTENDANCE_ONLINE || (meeting->venue_name == NULL && address == NULL))
    return NULL;
  if (meeting->venue_name == NULL || address == NULL || g_str_equal (meeting->venue_name, address)
      || g_strcmp0 (meeting->address, house) == 0)
    return g_strdup (meeting->venue_name != NULL ? meeting->venue_name : address);
  return g_strdup_printf (C_ ("place", "%1$s, %2$s"), meeting->venue_name, address);
}

/* Numbers and addresses in words: a paper cannot be touched */
static void
add_online (Draft *self, HrMeeting *meeting)
{
  guint n = 0;
  if ((meeting->attendance & (HR_ATTENDANCE_ONLINE | HR_ATTENDANCE_HYBRID)) == 0)
    return;
  if (meeting->attendance == HR_ATTENDANCE_HYBRID)
    line (self, HR_HANDOUT_TONE_PLAIN, hr_words_attendance (meeting->attendance));
  g_autoptr (GPtrArray) links = hr_links_for_meeting (meeting, self->to->facts->now_s);
  for (guint i = 0; i < links->len; i++)
    {
      const HrLink *link = g_ptr_array_index (links, i);
      if (link->kind != HR_LINK_JOIN && link->kind != HR_LINK_CALL)
        continue;
      /* Translators: "Join online" and an address, "Call" and a number */
      line (self, HR_HANDOUT_TONE_PLAIN, g_strdup_printf (C_ ("handout", "%1$s: %2$s"), link->title, link->words));
      n++;
    }
  if (n == 0 && meeting->attendance == HR_ATTENDANCE_ONLINE)
    line (self, HR_HANDOUT_TONE_PLAIN, g_strdup (_ ("Online. Ask the group how to join.")));
}

static void
add_place (Draft *self, HrMeeting *meeting, gboolean with_place)
{
  if (meeting->attendance == HR_ATTENDANCE_INACTIVE)
    line (self, HR_HANDOUT_TONE_MARK, hr_words_attendance (meeting->attendance));
  if (with_place)
    line (self, HR_HANDOUT_TONE_PLAIN, place_of (self->to, meeting));
  if (meeting->approximate && meeting->attendance != HR_ATTENDANCE_ONLINE)
    line (self, HR_HANDOUT_TONE_PLAIN, g_strdup (_ ("The address is not exact.")));
  add_online (self, meeting);
}

static void
add_stale (Draft *self, const HrMeeting *meeting)
{
  if (meeting->verified == HR_DATE_NONE || self->to->facts->today - meeting->verified <= HR_STALE_CALL_DAYS)
    return;
  g_autofree char *checked = hr_words_checked (meeting->verified, self->to->facts->today);
  g_autofree char *phone = meeting->group_phone != NULL ? hr_words_phone (meeting->group_phone) : NULL;
  line (self, HR_HANDOUT_TONE_STRONG, phone != NULL ? g_strdup_printf ("%s · %s", checked, phone) : g_strdup (checked));
}

/* What is not as planned. @day: (nullable): which one, where no heading says it */
static void
add_change (Draft *self, const HrMeetingDate *date, const char *day)
{
  g_autofree char *note = hr_words_pick (date->note, self->to->language);
  g_autofree char *place = hr_handout_entries_address (date->place);
  g_autofree char *text = NULL;
  switch (date->occurrence.state)
    {
    case HR_OCCURRENCE_CANCELLED:
      text = day != NULL ? g_strdup_printf (_ ("Not meeting: %s."), day) : g_strdup (_ ("Not meeting this time."));
      break;
    case HR_OCCURRENCE_MOVED:
      if (day != NULL)
        text = place != NULL ? g_strdup_printf (_ ("Moved: %1$s, at %2$s."), day, place) : g_strdup_printf (_ ("Moved: %s."), day);
      else
        text = place != NULL ? g_strdup_printf (_ ("Moved: this time at %s."), place) : g_strdup (_ ("Moved: this time only."));
      break;
    case HR_OCCURRENCE_EXTRA:
      text = day != NULL ? g_strdup_printf (_ ("Extra meeting: %s."), day) : g_strdup (_ ("Extra meeting, this time only."));
      break;
    case HR_OCCURRENCE_PLANNED:
    default:
      return;
    }
  g_autoptr (GString) whole = g_string_new (text);
  /* a time may end with a full stop of its own: "7:00 p. m." */
  g_string_replace (whole, "..", ".", 0);
  line (self, HR_HANDOUT_TONE_MARK, note != NULL ? g_strdup_printf ("%s %s", whole->str, note) : g_strdup (whole->str));
}

static void
add_codes (Draft *self, HrMeeting *meeting, gboolean all)
{
  g_autoptr (GPtrArray) links = hr_links_for_meeting (meeting, self->to->facts->now_s);
  const HrLink *best = NULL;
  for (guint i = 0; i < links->len; i++)
    {
      const HrLink *link = g_ptr_array_index (links, i);
      if (strlen (link->payload) > CODE_MOST)
        continue;
      /* one on a list: the way in */
      if (best == NULL || link->kind == HR_LINK_JOIN || (link->kind != HR_LINK_WEBSITE && best->kind == HR_LINK_CALENDAR))
        best = link;
      if (all && link->kind != HR_LINK_WEBSITE)
        {
          HrHandoutCode code = { g_strdup (link->payload), g_strdup (link->title), hr_handout_entries_address (link->words) };
          g_ptr_array_add (self->owned, (gpointer)code.payload);
          g_ptr_array_add (self->owned, (gpointer)code.title);
          g_ptr_array_add (self->owned, (gpointer)code.words);
          g_array_append_val (self->codes, code);
        }
    }
  if (!all && best != NULL)
    {
      HrHandoutCode code = { g_strdup (best->payload), g_strdup (best->title), NULL };
      g_ptr_array_add (self->owned, (gpointer)code.payload);
      g_ptr_array_add (self->owned, (gpointer)code.title);
      g_array_append_val (self->codes, code);
    }
}

/* ---- for the writer ---- */

void
hr_handout_entries_add_date (HrHandoutEntries *self, const HrMeetingDate *date, gboolean sign)
{
  g_auto (Draft) draft;
  HrMeeting *meeting = date->meeting;
  HrDate day;
  int minute;
  hr_zone_from_unix_s (self->facts->zone, date->occurrence.start_s, &day, &minute);
  g_autofree char *time = hr_words_begin (hr_words_time (minute));
  gboolean elsewhere = date->occurrence.state == HR_OCCURRENCE_MOVED && date->place != NULL;
  draft_init (&draft, self);
  add_change (&draft, date, NULL);
  if (sign)
    {
      g_autofree char *room = elsewhere ? NULL : room_of (self, meeting);
      const char *fellowship = fellowship_name (self, meeting);
      line (&draft, HR_HANDOUT_TONE_PLAIN,
            room != NULL && fellowship != NULL ? g_strdup_printf ("%s · %s", fellowship, room) : g_strdup (room != NULL ? room : fellowship));
    }
  else
    {
      line (&draft, HR_HANDOUT_TONE_PLAIN, kind_line (self, meeting));
      add_place (&draft, meeting, !elsewhere);
      add_stale (&draft, meeting);
    }
  if (self->codes)
    add_codes (&draft, meeting, FALSE);
  draft_add (&draft, meeting->id, time, meeting->name);
}

void
hr_handout_entries_add_meeting (HrHandoutEntries *self, HrMeeting *meeting, GPtrArray *changes, gboolean with_place, gboolean all_codes)
{
  g_auto (Draft) draft;
  draft_init (&draft, self);
  line (&draft, HR_HANDOUT_TONE_STRONG, hr_words_when (meeting, self->facts->zone));
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (changes, i);
      HrDate day;
      int minute;
      hr_zone_from_unix_s (self->facts->zone, date->occurrence.start_s, &day, &minute);
      g_autofree char *words = hr_words_date_inside (day);
      g_autofree char *time = hr_words_time (minute);
      g_autofree char *moment = date->occurrence.state == HR_OCCURRENCE_CANCELLED ? g_strdup (words) : g_strdup_printf ("%s, %s", words, time);
      add_change (&draft, date, moment);
    }
  line (&draft, HR_HANDOUT_TONE_PLAIN, kind_line (self, meeting));
  add_place (&draft, meeting, with_place);
  add_stale (&draft, meeting);
  if (self->codes || all_codes)
    add_codes (&draft, meeting, all_codes);
  draft_add (&draft, meeting->id, NULL, self->titled ? NULL : meeting->name);
}

void
hr_handout_entries_add_resource (HrHandoutEntries *self, HrRecord *resource)
{
  g_auto (Draft) draft;
  g_autofree char *name = hr_record_get_translated (resource, "name", self->language);
  g_autoptr (GPtrArray) links = hr_links_for_resource (resource);
  draft_init (&draft, self);
  line (&draft, HR_HANDOUT_TONE_PLAIN, hr_record_get_translated (resource, "line", self->language));
  for (guint i = 0; i < links->len; i++)
    {
      const HrLink *link = g_ptr_array_index (links, i);
      line (&draft, link->kind == HR_LINK_CALL ? HR_HANDOUT_TONE_STRONG : HR_HANDOUT_TONE_PLAIN, hr_handout_entries_address (link->words));
    }
  line (&draft, HR_HANDOUT_TONE_PLAIN, hr_record_get_translated (resource, "hours", self->language));
  line (&draft, HR_HANDOUT_TONE_PLAIN, hr_record_get_translated (resource, "cost", self->language));
  if (self->codes && links->len > 0)
    {
      const HrLink *link = g_ptr_array_index (links, links->len - 1);
      HrHandoutCode code = { g_strdup (link->payload), g_strdup (link->title), NULL };
      g_ptr_array_add (draft.owned, (gpointer)code.payload);
      g_ptr_array_add (draft.owned, (gpointer)code.title);
      if (strlen (link->payload) <= CODE_MOST)
        g_array_append_val (draft.codes, code);
    }
  draft_add (&draft, hr_record_get_id (resource), NULL, name);
}

void
hr_handout_entries_add_person (HrHandoutEntries *self, HrRecord *record)
{
  g_auto (Draft) draft;
  gboolean peer = hr_record_get_kind (record) == HR_KIND_PEER;
  g_autofree char *name = peer ? g_strdup (hr_record_get (record, "name")) : hr_record_get_translated (record, "name", self->language);
  g_autofree char *place = hr_record_get_translated (record, "place", self->language);
  const char *phone = hr_record_get (record, "phone");
  draft_init (&draft, self);
  line (&draft, HR_HANDOUT_TONE_STRONG, hr_words_hours (hr_record_get (record, "hours")));
  if (peer)
    line (&draft, HR_HANDOUT_TONE_PLAIN, g_strdup (g_strcmp0 (hr_record_get (record, "role"), "coach") == 0 ? _ ("Coach") : _ ("Peer")));
  else
    line (&draft, HR_HANDOUT_TONE_PLAIN, hr_record_get_translated (record, "line", self->language));
  line (&draft, HR_HANDOUT_TONE_PLAIN, g_strdup (place != NULL ? place : _ ("Ask at the front desk.")));
  line (&draft, HR_HANDOUT_TONE_STRONG, phone != NULL ? hr_words_phone (phone) : NULL);
  draft_add (&draft, hr_record_get_id (record), NULL, name);
}

typedef struct
{
  char *code;
  const char *name;
  GPtrArray *fellowships;
} Key;

static void
key_free (gpointer data)
{
  Key *self = data;
  g_free (self->code);
  g_ptr_array_unref (self->fellowships);
  g_free (self);
}

/* By code; the meaning that most fellowships have first */
static int
compare_keys_cb (gconstpointer a, gconstpointer b)
{
  const Key *x = *(const Key *const *)a;
  const Key *y = *(const Key *const *)b;
  int order = strcmp (x->code, y->code);
  if (order == 0 && x->fellowships->len != y->fellowships->len)
    order = x->fellowships->len > y->fellowships->len ? -1 : 1;
  return order != 0 ? order : strcmp (x->name, y->name);
}

static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
collect_keys (HrHandoutEntries *self)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (key_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer used;
  gpointer name;
  g_hash_table_iter_init (&iter, self->used);
  while (g_hash_table_iter_next (&iter, &used, &name))
    {
      const char *tab = strchr (used, '\t');
      g_autofree char *code = g_strndup (used, (gsize)(tab - (const char *)used));
      g_autofree char *whole = g_strconcat (code, "\t", name, NULL);
      Key *key = g_hash_table_lookup (known, whole);
      if (key == NULL)
        {
          key = g_new0 (Key, 1);
          key->code = g_steal_pointer (&code);
          key->name = name;
          key->fellowships = g_ptr_array_new ();
          g_ptr_array_add (keys, key);
          g_hash_table_insert (known, g_steal_pointer (&whole), key);
        }
      g_ptr_array_add (key->fellowships, (gpointer)(tab + 1));
    }
  g_ptr_array_sort (keys, compare_keys_cb);
  return keys;
}

void
hr_handout_entries_add_legend (HrHandoutEntries *self)
{
  g_autoptr (GPtrArray) keys = collect_keys (self);
  const char *last = NULL;
  if (keys->len > 0)
    hr_handout_begin (self->handout, 1, _ ("What the letters mean"), NULL);
  for (guint i = 0; i < keys->len; i++)
    {
      const Key *key = g_ptr_array_index (keys, i);
      g_autoptr (GString) meaning = g_string_new (key->name);
      /* the same letters mean different things in different fellowships */
      if (g_strcmp0 (last, key->code) == 0)
        {
          g_ptr_array_sort (key->fellowships, compare_names_cb);
          for (guint k = 0; k < key->fellowships->len; k++)
            g_string_append_printf (meaning, "%s%s", k == 0 ? " (" : ", ", (const char *)g_ptr_array_index (key->fellowships, k));
          g_string_append_c (meaning, ')');
        }
      hr_handout_add_key (self->handout, key->code, meaning->str);
      last = key->code;
    }
}
