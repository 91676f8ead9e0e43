/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-index-private.h"
#include "handrail/core/hr-vocabulary.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define DAY_S 86400
/* Two years of a daily meeting; a place that is closed for longer has no next date. */
#define HR_CLOSED_DATES_MAX 750

/* A plain weekly plan: many meetings share one, and its next start is worked out once. */
typedef struct
{
  guint32 rule;
  gint16 start_min, length_min;
  guint16 zone;
  guint8 weekday;
} HrPlanKey;

typedef struct
{
  HrPlanKey key;
  gboolean has_next;
  HrOccurrence next;
  guint16 site_min;
} HrPlan;

static guint
plan_hash (gconstpointer data)
{
  const HrPlanKey *key = data;

  return key->rule * 2654435761u ^ ((guint)key->start_min << 12) ^ ((guint)key->length_min << 3)
         ^ ((guint)key->zone << 20) ^ key->weekday;
}

static gboolean
plan_equal (gconstpointer a, gconstpointer b)
{
  const HrPlanKey *x = a, *y = b;

  return x->rule == y->rule && x->start_min == y->start_min && x->length_min == y->length_min && x->zone == y->zone
         && x->weekday == y->weekday;
}

static gboolean
lies_in_map (const HrIndex *self)
{
  const char *start = self->map, *entries = (const char *)self->entries;

  return start != NULL && entries >= start && entries < start + self->map_length;
}

static void
free_arrays (HrIndex *self)
{
  if (lies_in_map (self))
    return;
  g_free (self->by_next);
  g_free (self->by_name);
  g_free (self->entries);
}

void
hr_index_free (HrIndex *self)
{
  hr_index_forget_days (self);
  g_clear_pointer (&self->starts, g_hash_table_unref);
  g_clear_pointer (&self->rule_numbers, g_hash_table_unref);
  g_clear_pointer (&self->zone_numbers, g_hash_table_unref);
  g_clear_pointer (&self->fellowship_numbers, g_hash_table_unref);
  g_clear_pointer (&self->language_numbers, g_hash_table_unref);
  g_clear_pointer (&self->typeset_numbers, g_hash_table_unref);
  g_clear_pointer (&self->meeting_exceptions, g_hash_table_unref);
  g_clear_pointer (&self->venue_exceptions, g_hash_table_unref);
  g_clear_pointer (&self->rules, g_array_unref);
  g_clear_pointer (&self->zones, g_ptr_array_unref);
  g_clear_pointer (&self->zone_names, g_ptr_array_unref);
  g_clear_pointer (&self->rule_texts, g_ptr_array_unref);
  g_clear_pointer (&self->fellowships, g_ptr_array_unref);
  g_clear_pointer (&self->languages, g_ptr_array_unref);
  g_clear_pointer (&self->typesets, g_array_unref);
  g_clear_pointer (&self->targets, g_array_unref);
  g_clear_pointer (&self->codes, g_string_chunk_free);
  g_clear_pointer (&self->used_fellowships, g_byte_array_unref);
  free_arrays (self);
  if (self->map != NULL)
    munmap (self->map, self->map_length);
  g_free (self);
}

void
hr_index_own_arrays (HrIndex *self)
{
  gsize n = self->n_entries;

  if (!lies_in_map (self))
    return;
  self->entries = g_memdup2 (self->entries, n * sizeof (HrEntry));
  self->by_next = g_memdup2 (self->by_next, n * sizeof (guint32));
  self->by_name = g_memdup2 (self->by_name, n * sizeof (guint32));
}

HrSchedule
hr_index_schedule (const HrIndex *self, const HrEntry *entry)
{
  HrSchedule schedule = {
    .rule = g_array_index (self->rules, HrRule, entry->rule),
    .first = entry->first,
    .start_min = entry->start_min,
    .length_min = entry->length_min,
    .zone = self->zones->pdata[entry->zone],
  };

  return schedule;
}

static HrException *const *
exceptions_data (GPtrArray *exceptions, guint *ret_n)
{
  *ret_n = exceptions != NULL ? exceptions->len : 0;
  return exceptions != NULL ? (HrException *const *)exceptions->pdata : NULL;
}

static gboolean
is_long_closed (const HrOccurrence *occurrence)
{
  const HrException *why = occurrence->exception;

  return occurrence->state == HR_OCCURRENCE_CANCELLED && why != NULL && why->until != HR_DATE_NONE
         && why->until - why->from >= HR_LONG_CLOSED_D;
}

gboolean
hr_next_occurrence (const HrSchedule *schedule, GPtrArray *exceptions, gint64 at_s, HrOccurrence *ret_occurrence,
                    gboolean *ret_long)
{
  guint n = 0;
  HrException *const *data = exceptions_data (exceptions, &n);
  HrOccurrence later;

  *ret_long = FALSE;
  if (schedule->zone == NULL || !hr_schedule_next (schedule, data, n, at_s, TRUE, ret_occurrence))
    return FALSE;
  if (!is_long_closed (ret_occurrence))
    return TRUE;
  /* past the closure, date by date: what follows may be cancelled for one evening, and that is worth showing */
  later = *ret_occurrence;
  for (guint i = 0; i < HR_CLOSED_DATES_MAX; i++)
    {
      if (!hr_schedule_next (schedule, data, n, later.end_s, TRUE, &later))
        break;
      if (is_long_closed (&later))
        continue;
      *ret_occurrence = later;
      return TRUE;
    }
  *ret_long = TRUE;
  return TRUE;
}

/* ---- next starts ---- */

static guint16
site_minute (const HrIndex *self, gint64 at_s)
{
  HrDate date = 0;
  int minute = 0;

  hr_zone_from_unix_s (self->site_zone, at_s, &date, &minute);
  return (guint16)minute;
}

static void
set_next (HrEntry *entry, const HrOccurrence *next, guint16 site_min)
{
  entry->next_start = next->start_s;
  entry->next_length = (guint16)((next->end_s - next->start_s) / 60);
  entry->site_min = site_min;
}

/* Whether nothing but the weekday, the time and the zone decides when it is next. */
static gboolean
is_plain (const HrIndex *self, const HrEntry *entry, gint64 at_s)
{
  const HrRule *rule = &g_array_index (self->rules, HrRule, entry->rule);

  return rule->frequency == HR_FREQUENCY_WEEKLY && rule->interval == 1 && rule->count == 0 && rule->months == 0
         && rule->until == HR_DATE_NONE && (entry->flags & HR_ENTRY_EXCEPTIONS) == 0
         && entry->first <= at_s / DAY_S - 3;
}

static const HrPlan *
find_plan (HrIndex *self, const HrEntry *entry, gint64 at_s)
{
  HrPlanKey key = { 0 };
  HrPlan *plan = NULL;
  HrSchedule schedule;
  gboolean closed = FALSE;

  key.rule = entry->rule;
  key.start_min = entry->start_min;
  key.length_min = entry->length_min;
  key.zone = entry->zone;
  /* without BYDAY the first date's weekday is the rule's */
  key.weekday = g_array_index (self->rules, HrRule, entry->rule).days == 0 ? (guint8)hr_date_weekday (entry->first) : 7;
  plan = g_hash_table_lookup (self->starts, &key);
  if (plan != NULL)
    return plan;
  plan = g_new0 (HrPlan, 1);
  plan->key = key;
  schedule = hr_index_schedule (self, entry);
  plan->has_next = hr_next_occurrence (&schedule, NULL, at_s, &plan->next, &closed);
  if (plan->has_next)
    plan->site_min = site_minute (self, plan->next.start_s);
  g_hash_table_insert (self->starts, &plan->key, plan);
  return plan;
}

void
hr_index_update_entry (HrIndex *self, HrEntry *entry, gint64 at_s)
{
  HrOccurrence next;
  gboolean closed = FALSE;

  entry->next_start = HR_NO_START;
  entry->flags &= (guint8)~HR_ENTRY_LONG_CLOSED;
  if ((entry->flags & HR_ENTRY_APPOINTMENT) != 0 && (entry->flags & HR_ENTRY_EXCEPTIONS) == 0)
    return;
  if (is_plain (self, entry, at_s))
    {
      const HrPlan *plan = find_plan (self, entry, at_s);

      if (plan->has_next)
        set_next (entry, &plan->next, plan->site_min);
    }
  else
    {
      g_autoptr (GPtrArray) exceptions = hr_index_exceptions (self, entry);
      HrSchedule schedule = hr_index_schedule (self, entry);

      if (!hr_next_occurrence (&schedule, exceptions, at_s, &next, &closed))
        return;
      set_next (entry, &next, site_minute (self, next.start_s));
      if (closed)
        entry->flags |= HR_ENTRY_LONG_CLOSED;
    }
}

static int
compare_entries (const HrEntry *a, const HrEntry *b)
{
  if (a->next_start != b->next_start)
    return a->next_start < b->next_start ? -1 : 1;
  return (a->name_rank > b->name_rank) - (a->name_rank < b->name_rank);
}

static int
compare_entries_cb (gconstpointer a, gconstpointer b)
{
  return compare_entries (a, b);
}

static int
compare_numbers_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const HrIndex *self = data;

  return compare_entries (&self->entries[*(const guint32 *)a], &self->entries[*(const guint32 *)b]);
}

static gboolean
is_upcoming (const HrEntry *entry)
{
  return entry->next_start != HR_NO_START && (entry->flags & HR_ENTRY_LONG_CLOSED) == 0;
}

static void
forget_rows (HrIndex *self)
{
  g_clear_pointer (&self->rows, g_free);
  hr_bits_clear (&self->published);
  hr_bits_clear (&self->coming);
}

void
hr_index_forget_days (HrIndex *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    {
      g_clear_pointer (&self->days[i].items, g_free);
      self->days[i].used = 0;
    }
  forget_rows (self);
}

const guint32 *
hr_index_rows (HrIndex *self)
{
  if (self->rows == NULL)
    {
      self->rows = g_new (guint32, MAX (self->n_entries, 1));
      for (guint i = 0; i < self->n_entries; i++)
        {
          const HrEntry *entry = &self->entries[self->by_next[i]];

          self->rows[i] = entry->n;
          if ((entry->flags & HR_ENTRY_PUBLISHED) == 0)
            continue;
          hr_bits_add (&self->published, entry->n);
          if (is_upcoming (entry))
            hr_bits_add (&self->coming, entry->n);
        }
    }
  return self->rows;
}

const HrBits *
hr_index_published (HrIndex *self, gboolean upcoming)
{
  hr_index_rows (self);
  return upcoming ? &self->coming : &self->published;
}

/* ---- totals ---- */

static void
count_upcoming (HrIndex *self, const HrEntry *entry, gint32 by)
{
  if (!is_upcoming (entry))
    return;
  self->totals.n_upcoming += (guint32)by;
  if ((entry->flags & HR_ENTRY_PUBLISHED) != 0)
    self->totals.n_upcoming_published += (guint32)by;
}

void
hr_index_forget_totals (HrIndex *self)
{
  g_byte_array_set_size (self->used_fellowships, 0);
}

const HrTotals *
hr_index_totals (HrIndex *self)
{
  HrTotals *totals = &self->totals;

  if (self->used_fellowships->len > 0)
    return totals;
  memset (totals, 0, sizeof *totals);
  g_byte_array_set_size (self->used_fellowships, self->fellowships->len + 1);
  memset (self->used_fellowships->data, 0, self->used_fellowships->len);
  for (guint i = 0; i < self->n_entries; i++)
    {
      const HrEntry *entry = &self->entries[i];
      const HrTypeset *set = &g_array_index (self->typesets, HrTypeset, entry->typeset);

      count_upcoming (self, entry, 1);
      if ((entry->flags & HR_ENTRY_PUBLISHED) == 0)
        continue;
      totals->n_meetings++;
      totals->n_with_coordinates += entry->latitude != HR_NO_COORDINATE;
      totals->features |= set->features;
      if ((entry->flags & HR_ENTRY_STEP_FREE) != 0)
        totals->features |= HR_FEATURE_STEP_FREE;
      totals->attendance |= entry->attendance;
      totals->languages |= set->languages;
      self->used_fellowships->data[set->fellowship] = 1;
    }
  return totals;
}

/* ---- all ---- */

/* The array itself is put in order, so that the walk of a query reads memory from front to back. */
static void
update_all (HrIndex *self, gint64 at_s)
{
  g_hash_table_remove_all (self->starts);
  hr_index_forget_days (self);
  hr_index_forget_totals (self);
  for (guint i = 0; i < self->n_entries; i++)
    hr_index_update_entry (self, &self->entries[i], at_s);
  if (self->n_entries > 0)
    qsort (self->entries, self->n_entries, sizeof (HrEntry), compare_entries_cb);
  for (guint i = 0; i < self->n_entries; i++)
    {
      self->by_next[i] = i;
      self->by_name[self->entries[i].name_rank] = i;
    }
}

/* How many of the first @n of by_next come before @entry. */
static guint
count_before (const HrIndex *self, guint n, const HrEntry *entry)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_entries (&self->entries[self->by_next[middle]], entry) <= 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
hr_index_merge (HrIndex *self, guint n_kept, GArray *numbers)
{
  guint n = n_kept;

  forget_rows (self);
  g_array_sort_with_data (numbers, compare_numbers_cb, self);
  /* from behind, so that nothing is overwritten before it is read; entries between two places are not looked at */
  for (guint k = numbers->len; k > 0; k--)
    {
      guint32 number = g_array_index (numbers, guint32, k - 1);
      guint place = count_before (self, n, &self->entries[number]);

      memmove (self->by_next + place + k, self->by_next + place, (n - place) * sizeof (guint32));
      self->by_next[place + k - 1] = number;
      n = place;
    }
}

/* Those that ended since the last time stand at the front. They are worked out anew and merged back in. */
static void
advance (HrIndex *self, gint64 at_s)
{
  g_autoptr (GArray) ended = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint front = 0, kept = 0;

  for (; front < self->n_entries; front++)
    {
      guint32 number = self->by_next[front];
      const HrEntry *entry = &self->entries[number];

      if (entry->next_start > at_s)
        break;
      if (entry->next_start + entry->next_length * 60 <= at_s)
        g_array_append_val (ended, number);
      else
        self->by_next[kept++] = number;
    }
  if (ended->len == 0)
    return;
  g_hash_table_remove_all (self->starts);
  for (guint i = 0; i < ended->len; i++)
    {
      HrEntry *entry = &self->entries[g_array_index (ended, guint32, i)];

      count_upcoming (self, entry, -1);
      hr_index_update_entry (self, entry, at_s);
      count_upcoming (self, entry, 1);
    }
  memmove (self->by_next + kept, self->by_next + front, (self->n_entries - front) * sizeof (guint32));
  hr_index_merge (self, self->n_entries - ended->len, ended);
}

/* Content and stamp must be of one moment: another process may be writing. */
static HrIndex *
make_index (HrState *state, gint64 at_s, GError **error)
{
  HrIndex *self = NULL;
  gint64 stamp = 0;
  gboolean restored = FALSE;

  if (!hr_db_exec (state->db, "BEGIN", error))
    return NULL;
  if (hr_state_get_meta (state, "stamp", &stamp, error))
    {
      self = hr_index_restore (state, stamp);
      restored = self != NULL;
      if (self == NULL)
        self = hr_index_load (state, error);
    }
  if (!hr_db_exec (state->db, "COMMIT", NULL))
    g_warning ("%s: %s", state->path, sqlite3_errmsg (hr_db_get_handle (state->db)));
  if (self == NULL)
    return NULL;
  self->starts = g_hash_table_new_full (plan_hash, plan_equal, NULL, g_free);
  self->stamp = stamp;
  self->saved = restored;
  if (restored)
    return self;
  self->by_next = g_new (guint32, MAX (self->n_entries, 1));
  self->by_name = g_new (guint32, MAX (self->n_entries, 1));
  update_all (self, at_s);
  self->at_s = at_s;
  return self;
}

HrIndex *
hr_index_get (HrState *state, gint64 at_s, GError **error)
{
  HrIndex *self;

  hr_state_notice (state);
  self = state->index;
  if (self == NULL)
    {
      self = state->index = make_index (state, at_s, error);
      if (self == NULL)
        return NULL;
    }
  if (at_s < self->at_s)
    update_all (self, at_s);
  else if (at_s > self->at_s)
    advance (self, at_s);
  self->at_s = at_s;
  return self;
}

/* ---- one date ---- */

static int
compare_items_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const HrIndex *self = data;
  const struct
  {
    gint64 start;
    guint32 entry;
  } *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return self->entries[x->entry].name_rank < self->entries[y->entry].name_rank ? -1 : 1;
}

static gboolean
entry_on (HrIndex *self, const HrEntry *entry, HrDate date, gint64 *ret_start)
{
  g_autoptr (GPtrArray) exceptions = hr_index_exceptions (self, entry);
  HrSchedule schedule = hr_index_schedule (self, entry);
  HrOccurrence occurrence;
  guint n = 0;
  HrException *const *data = exceptions_data (exceptions, &n);

  if (schedule.zone == NULL || !hr_schedule_on (&schedule, data, n, date, &occurrence))
    return FALSE;
  *ret_start = occurrence.start_s;
  return TRUE;
}

static void
fill_day (HrIndex *self, HrDay *day)
{
  guint8 weekday = (guint8)(1 << hr_date_weekday (day->date));
  guint room = 0;

  day->n = 0;
  for (guint i = 0; i < self->n_entries; i++)
    {
      const HrEntry *entry = &self->entries[i];
      gint64 start = 0;

      if ((entry->days & weekday) == 0 && (entry->flags & HR_ENTRY_EXCEPTIONS) == 0)
        continue;
      if (is_plain (self, entry, (gint64)day->date * DAY_S))
        start = hr_zone_to_unix_s (self->zones->pdata[entry->zone], day->date, entry->start_min);
      else if (!entry_on (self, entry, day->date, &start))
        continue;
      if (day->n == room)
        {
          room = MAX (room * 2, 256);
          day->items = g_realloc (day->items, room * sizeof *day->items);
        }
      day->items[day->n].start = start;
      day->items[day->n++].entry = i;
    }
  if (day->n > 0)
    g_qsort_with_data (day->items, (int)day->n, sizeof *day->items, compare_items_cb, self);
}

const HrDay *
hr_index_day (HrIndex *self, HrDate date)
{
  HrDay *oldest = &self->days[0];

  self->day_uses++;
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    {
      HrDay *day = &self->days[i];

      if (day->used != 0 && day->date == date)
        {
          day->used = self->day_uses;
          return day;
        }
      if (day->used < oldest->used)
        oldest = day;
    }
  g_clear_pointer (&oldest->items, g_free);
  oldest->date = date;
  oldest->used = self->day_uses;
  fill_day (self, oldest);
  return oldest;
}
