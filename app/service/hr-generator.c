/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-generator.h"
#include "handrail/core/hr-date.h"
#include "handrail/core/hr-text.h"
#include "hr-generator-words-private.h"

/* The city that everything lies around, in millionths of a degree. */
#define CENTER_LATITUDE_E6 41700000
#define CENTER_LONGITUDE_E6 (-72650000)
#define SPREAD_E6 400000
#define MEETINGS_PER_VENUE 4
#define MEETINGS_PER_GROUP 3

typedef struct
{
  guint64 state;
  guint32 seed;
  const char *timezone;
  GPtrArray *records;
  GPtrArray *venues; /* belong to @records */
  GPtrArray *groups;
} Generator;

typedef struct
{
  const char *id;
  guint share; /* of 100 */
  const char *types[7];
} Fellowship;

/* Codes that the built-in vocabulary knows for each of them. */
static const Fellowship fellowships[] = {
  { "aa", 52, { "O", "C", "D", "B", "BE", "SP", NULL } },
  { "na", 20, { "O", "C", "D", "BT", "BEG", "SPK", NULL } },
  { "al-anon", 12, { "O", "C", "BE", "D", "ST", "SP", NULL } },
  { "smart-recovery", 6, { "O", "D", NULL } },
  { "recovery-dharma", 5, { "O", "MI", "BE", NULL } },
  { "oa", 5, { "O", "D", "B", "SP", NULL } },
};

/* splitmix64 (Sebastiano Vigna's public description): the same on every machine, unlike the platform's generator. */
static guint64
next_random (Generator *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static guint
pick (Generator *self, guint n)
{
  return (guint)(next_random (self) % n);
}

static gboolean
chance (Generator *self, guint percent)
{
  return pick (self, 100) < percent;
}

static const char *
pick_word (Generator *self, const HrWordList *list)
{
  return list->words[pick (self, list->n)];
}

/* Dense in the middle, thin at the edges: the mean of four. */
static int
pick_offset (Generator *self)
{
  int sum = 0;
  for (int i = 0; i < 4; i++)
    sum += (int)pick (self, 2 * SPREAD_E6) - SPREAD_E6;
  return sum / 4;
}

static void
set (HrRecord *record, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;
  if (!hr_record_set (record, field, value, &error))
    g_error ("A generated value does not hold: %s", error->message);
}

static void G_GNUC_PRINTF (3, 4) setf (HrRecord *record, const char *field, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *value = g_strdup_vprintf (format, args);
  va_end (args);
  set (record, field, value);
}

static HrRecord *
add_record (Generator *self, HrKind kind, const char *word, guint number)
{
  g_autofree char *id = g_strdup_printf ("%s-%s%u-%06u", hr_kind_get_prefix (kind), word, self->seed, number);
  HrRecord *record = hr_record_new (kind, id);
  g_ptr_array_add (self->records, record);
  return record;
}

static void
set_coordinate (HrRecord *record, const char *field, int millionths)
{
  setf (record, field, "%s%d.%06d", millionths < 0 ? "-" : "", ABS (millionths) / 1000000, ABS (millionths) % 1000000);
}

static void
add_venue (Generator *self, guint number)
{
  HrRecord *venue = add_record (self, HR_KIND_VENUE, "g", number);
  const char *place = pick_word (self, &hr_generator_places);
  const char *name = pick_word (self, chance (self, 60) ? &hr_generator_saints : &hr_generator_cities);
  const char *city = pick_word (self, &hr_generator_cities);
  const char *street = pick_word (self, &hr_generator_streets);
  guint house = 1 + pick (self, 980);
  g_auto (GStrv) halves = g_strsplit (place, "%s", 2);
  setf (venue, "name", "%s%s%s", halves[0], name, halves[1]);
  setf (venue, "street", "%u %s", house, street);
  set (venue, "city", city);
  set (venue, "state", "CT");
  setf (venue, "postal_code", "06%03u", pick (self, 1000));
  set (venue, "country", "US");
  set (venue, "region", city);
  setf (venue, "address", "%u %s, %s, CT %s, USA", house, street, city, hr_record_get (venue, "postal_code"));
  set_coordinate (venue, "latitude", CENTER_LATITUDE_E6 + pick_offset (self));
  set_coordinate (venue, "longitude", CENTER_LONGITUDE_E6 + pick_offset (self));
  if (chance (self, 70))
    set (venue, "step_free", chance (self, 65) ? "yes" : "no");
  if (chance (self, 20))
    setf (venue, "capacity", "%u", 8 + pick (self, 110));
  g_ptr_array_add (self->venues, venue);
}

static const Fellowship *
pick_fellowship (Generator *self)
{
  guint at = pick (self, 100);
  for (guint i = 0; i < G_N_ELEMENTS (fellowships); i++)
    {
      if (at < fellowships[i].share)
        return &fellowships[i];
      at -= fellowships[i].share;
    }
  return &fellowships[0];
}

static void
add_group (Generator *self, guint number)
{
  HrRecord *group = add_record (self, HR_KIND_GROUP, "g", number);
  setf (group, "name", "%s Group", pick_word (self, &hr_generator_first));
  set (group, "fellowship", pick_fellowship (self)->id);
  if (chance (self, 15))
    setf (group, "phone", "+1 555 01%02u", pick (self, 100));
  if (chance (self, 15))
    setf (group, "website", "https://example.org/groups/%u", number);
  g_ptr_array_add (self->groups, group);
}

static const Fellowship *
find_fellowship (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (fellowships); i++)
    if (g_strcmp0 (fellowships[i].id, id) == 0)
      return &fellowships[i];
  return &fellowships[0];
}

/* One or two types of the fellowship, one for whom it is, sometimes access and a language. */
static void
set_types (Generator *self, HrRecord *meeting, const Fellowship *fellowship, gboolean spanish)
{
  static const char *const audiences[] = { "W", "M", "LGBTQ", "Y" };
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  guint n = 0;
  while (fellowship->types[n] != NULL)
    n++;
  guint first = pick (self, n);
  g_ptr_array_add (codes, (gpointer)fellowship->types[first]);
  if (chance (self, 50))
    g_ptr_array_add (codes, (gpointer)fellowship->types[(first + 1 + pick (self, n - 1)) % n]);
  if (chance (self, 18))
    g_ptr_array_add (codes, (gpointer)audiences[pick (self, G_N_ELEMENTS (audiences))]);
  if (chance (self, 35))
    g_ptr_array_add (codes, (gpointer) "X");
  if (spanish)
    g_ptr_array_add (codes, (gpointer)(g_str_equal (fellowship->id, "na") ? "ES" : "S"));
  g_ptr_array_add (codes, NULL);
  g_autofree char *joined = g_strjoinv (",", (char **)codes->pdata);
  set (meeting, "types", joined);
}

/* Of 100 starts: 12 before eleven, 18 around noon, 10 in the afternoon, 54 in the evening, 6 late. */
static int
pick_minute (Generator *self)
{
  guint at = pick (self, 100);
  guint quarter = chance (self, 70) ? 0 : pick (self, 4);
  if (at < 12)
    return (int)(6 * 60 + 30 * pick (self, 9) + 15 * quarter % 30);
  if (at < 30)
    return (int)(11 * 60 + 30 * pick (self, 4) + 15 * quarter % 30);
  if (at < 40)
    return (int)(13 * 60 + 30 * pick (self, 8));
  if (at < 94)
    return (int)(17 * 60 + 30 * pick (self, 8) + 15 * quarter % 30);
  return (int)(21 * 60 + 30 * pick (self, 6));
}

static void
set_rule (Generator *self, HrRecord *meeting, int weekday)
{
  static const char *const names[] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };
  guint at = pick (self, 100);
  if (at < 2)
    setf (meeting, "rule", "FREQ=WEEKLY;INTERVAL=2;BYDAY=%s", names[weekday]);
  else if (at < 4)
    setf (meeting, "rule", "FREQ=MONTHLY;BYDAY=%d%s", chance (self, 25) ? -1 : 1 + (int)pick (self, 4), names[weekday]);
  else if (at < 10)
    setf (meeting, "rule", "FREQ=WEEKLY;BYDAY=%s,%s", names[weekday], names[(weekday + 2) % 7]);
  else if (at < 12)
    set (meeting, "rule", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
  else
    setf (meeting, "rule", "FREQ=WEEKLY;BYDAY=%s", names[weekday]);
}

static void
set_times (Generator *self, HrRecord *meeting)
{
  static const char *const lengths[] = { "60", "60", "60", "60", "90", "75", "45", "120" };
  int weekday = (int)pick (self, 7);
  int minute = pick_minute (self);
  HrDate base = hr_date_from_ymd (2025, 1, 5) + weekday + 7 * (int)pick (self, 26);
  g_autofree char *date = hr_date_to_string (base);
  set_rule (self, meeting, weekday);
  setf (meeting, "start", "%sT%02d:%02d", date, minute / 60, minute % 60);
  if (chance (self, 85))
    set (meeting, "length", lengths[pick (self, G_N_ELEMENTS (lengths))]);
  set (meeting, "timezone", self->timezone);
}

/* 70 in person, 14 online, 14 hybrid, 2 whose place is closed. */
static void
set_place (Generator *self, HrRecord *meeting, guint number)
{
  guint at = pick (self, 100);
  gboolean online = at >= 70 && at < 98;
  set (meeting, "attendance", at < 70 ? "in_person" : at < 84 ? "online" : at < 98 ? "hybrid" : "inactive");
  if (at < 70 || at >= 84)
    {
      HrRecord *venue = g_ptr_array_index (self->venues, pick (self, self->venues->len));
      set (meeting, "venue", hr_record_get_id (venue));
    }
  if (online)
    setf (meeting, "conference_url", "https://meet.example.org/j/%u%06u", 1000 + pick (self, 9000), number);
  if (online && chance (self, 30))
    setf (meeting, "conference_phone", "+1 555 01%02u,,%06u#", pick (self, 100), number);
}

static void
add_meeting (Generator *self, guint number)
{
  HrRecord *meeting = add_record (self, HR_KIND_MEETING, "g", number);
  HrRecord *group = NULL;
  const Fellowship *fellowship;
  if (self->groups->len > 0 && chance (self, 60))
    group = g_ptr_array_index (self->groups, pick (self, self->groups->len));
  fellowship = group != NULL ? find_fellowship (hr_record_get (group, "fellowship")) : pick_fellowship (self);
  gboolean spanish = chance (self, 8);
  if (spanish)
    set (meeting, "name", pick_word (self, &hr_generator_spanish));
  else
    setf (meeting, "name", "%s %s", pick_word (self, &hr_generator_first), pick_word (self, &hr_generator_second));
  g_autofree char *slug = hr_text_slug (hr_record_get (meeting, "name"));
  setf (meeting, "slug", "%.48s-g%u-%u", slug, self->seed, number);
  set (meeting, "fellowship", fellowship->id);
  if (group != NULL)
    set (meeting, "group", hr_record_get_id (group));
  set_types (self, meeting, fellowship, spanish);
  set_times (self, meeting);
  set_place (self, meeting, number);
  if (chance (self, 30))
    set (meeting, "notes", pick_word (self, &hr_generator_notes));
  if (chance (self, 1))
    set (meeting, "published", "no");
  g_autofree char *verified = hr_date_to_string (hr_date_from_ymd (2026, 1, 1) + (int)pick (self, 320));
  set (meeting, "verified", verified);
}

/* On a date that the rule gives: the store must find something to cancel or move. */
static void
add_exception (Generator *self, guint number, HrRecord *meeting)
{
  HrRule rule;
  HrDate first = HR_DATE_NONE;
  g_autofree char *day = g_strndup (hr_record_get (meeting, "start"), strlen ("YYYY-MM-DD"));
  if (!hr_rule_parse (hr_record_get (meeting, "rule"), &rule, NULL) || !hr_date_parse (day, &first))
    return;
  HrDate date = hr_rule_next (&rule, first, hr_date_from_ymd (2026, 1, 1) + (int)pick (self, 700));
  if (date == HR_DATE_NONE)
    return;
  HrRecord *exception = add_record (self, HR_KIND_EXCEPTION, "g", number);
  g_autofree char *text = hr_date_to_string (date);
  gboolean moved = chance (self, 30);
  set (exception, "meeting", hr_record_get_id (meeting));
  set (exception, "from", text);
  set (exception, "state", moved ? "moved" : "cancelled");
  if (moved)
    set (exception, "new_start", chance (self, 50) ? "18:15" : "10:45");
  set (exception, "note", pick_word (self, &hr_generator_reasons));
}

GPtrArray *
hr_generator_make (guint n_meetings, guint32 seed, const char *zone_id)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_full (n_meetings * 2, (GDestroyNotify)hr_record_unref);
  g_autoptr (GPtrArray) venues = g_ptr_array_new ();
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  Generator self = { seed, seed, zone_id, records, venues, groups };
  for (guint i = 0; i < n_meetings / MEETINGS_PER_VENUE + 1; i++)
    add_venue (&self, i + 1);
  for (guint i = 0; i < n_meetings / MEETINGS_PER_GROUP; i++)
    add_group (&self, i + 1);
  guint first = records->len;
  for (guint i = 0; i < n_meetings; i++)
    add_meeting (&self, i + 1);
  for (guint i = 0; i < n_meetings; i++)
    if (chance (&self, 2))
      add_exception (&self, i + 1, g_ptr_array_index (records, first + i));
  return g_steal_pointer (&records);
}

gboolean
hr_generator_run (HrCenter *center, guint n_meetings, guint32 seed, GError **error)
{
  g_return_val_if_fail (HR_IS_CENTER (center), FALSE);
  HrRecord *site = hr_center_get_site (center);
  const char *zone_id = site != NULL ? hr_record_get (site, "timezone") : NULL;
  g_autoptr (GPtrArray) records = hr_generator_make (n_meetings, seed, zone_id);
  return hr_store_add_all (hr_center_get_store (center), records, "generator", error);
}
