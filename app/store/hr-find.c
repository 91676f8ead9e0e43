/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-find-private.h"
#include "hr-fts-private.h"
#include "hr-index-private.h"
#include "hr-meetings-private.h"
#include "handrail/core/hr-vocabulary.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Beyond so many matches nobody looks for the best one; the next to start is as good. */
#define HR_RANKED_MAX 5000

typedef enum
{
  HR_VERDICT_NO,
  HR_VERDICT_YES,
  HR_VERDICT_STEP_FREE, /* when the venue is step-free */
} HrVerdict;

/* A query, as the walk wants it. */
typedef struct
{
  const HrQuery *query;
  HrIndex *index;
  HrBits bits;
  gboolean has_text;
  gboolean upcoming;  /* asked for, and known */
  guint8 *typesets; /* (nullable): by number of the typeset: an HrVerdict */
  guint32 venue;
  gint32 south, north, west, east;
  gboolean has_box;
} HrWalk;

typedef struct
{
  guint32 entry;
  double key; /* distance, place in the order of names, or 0 for what has the words in its name and 1 for the others */
  guint32 position;
} HrMatch;

void
hr_results_free (HrResults *self)
{
  g_ptr_array_unref (self->meetings);
  g_free (self);
}

static void
walk_clear (HrWalk *self)
{
  hr_bits_clear (&self->bits);
  g_clear_pointer (&self->typesets, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrWalk, walk_clear)

/* ---- filters ---- */

static gboolean
has_code (const char *codes, const char *code)
{
  gsize length = strlen (code);

  for (const char *p = codes; *p != '\0';)
    {
      gsize n = strcspn (p, ",");

      if (n == length && g_ascii_strncasecmp (p, code, n) == 0)
        return TRUE;
      p += n;
      if (*p == ',')
        p++;
    }
  return FALSE;
}

static gboolean
has_types (const HrTypeset *set, const char *fellowship, char **types)
{
  for (guint i = 0; types != NULL && types[i] != NULL; i++)
    {
      const char *colon = strchr (types[i], ':');

      if (colon == NULL ? !has_code (set->codes, types[i])
                        : (strlen (fellowship) != (gsize)(colon - types[i])
                           || strncmp (types[i], fellowship, (gsize)(colon - types[i])) != 0
                           || !has_code (set->codes, colon + 1)))
        return FALSE;
    }
  return TRUE;
}

static guint64
language_mask (const HrIndex *index, char **tags)
{
  guint64 mask = 0;

  for (guint i = 0; tags[i] != NULL; i++)
    for (guint k = 0; k < index->languages->len && k < 64; k++)
      if (g_ascii_strcasecmp (index->languages->pdata[k], tags[i]) == 0)
        mask |= G_GUINT64_CONSTANT (1) << k;
  return mask;
}

static gboolean
is_set (char **list)
{
  return list != NULL && list[0] != NULL;
}

/* Types give features, and so does a venue without steps. */
static HrVerdict
judge_features (const HrQuery *query, guint64 features)
{
  guint64 missing = query->features_all & ~features;
  HrVerdict verdict = HR_VERDICT_YES;

  if ((missing & ~HR_FEATURE_STEP_FREE) != 0)
    return HR_VERDICT_NO;
  if (missing != 0)
    verdict = HR_VERDICT_STEP_FREE;
  if (query->features_any == 0 || (query->features_any & features) != 0)
    return verdict;
  return (query->features_any & HR_FEATURE_STEP_FREE) != 0 ? HR_VERDICT_STEP_FREE : HR_VERDICT_NO;
}

static void
prepare_typesets (HrWalk *self)
{
  const HrQuery *query = self->query;
  const HrIndex *index = self->index;
  guint64 languages = 0;

  if (!is_set (query->fellowships) && !is_set (query->languages) && !is_set (query->types) && query->features_all == 0
      && query->features_any == 0)
    return;
  self->typesets = g_malloc0 (MAX (index->typesets->len, 1));
  if (is_set (query->languages))
    languages = language_mask (index, query->languages);
  for (guint i = 0; i < index->typesets->len; i++)
    {
      const HrTypeset *set = &g_array_index (index->typesets, HrTypeset, i);
      const char *fellowship = index->fellowships->pdata[set->fellowship];

      if (is_set (query->fellowships) && !g_strv_contains ((const char *const *)query->fellowships, fellowship))
        continue;
      if (is_set (query->languages) && (set->languages & languages) == 0)
        continue;
      if (has_types (set, fellowship, query->types))
        self->typesets[i] = (guint8)judge_features (query, set->features);
    }
}

static void
prepare_box (HrWalk *self)
{
  const HrQuery *query = self->query;
  double degrees = query->within_m / 111000.0 + 0.0001;
  double shrink = cos (MIN (fabs (query->latitude) + degrees, 89.0) * G_PI / 180.0);

  if (!query->has_point || query->within_m <= 0.0)
    return;
  /* over a pole or the date line the box would need two parts: then every distance is worked out */
  if (fabs (query->latitude) + degrees > 85.0 || fabs (query->longitude) + degrees / shrink > 179.0)
    return;
  self->south = (gint32)((query->latitude - degrees) * 1e7);
  self->north = (gint32)((query->latitude + degrees) * 1e7);
  self->west = (gint32)((query->longitude - degrees / shrink) * 1e7);
  self->east = (gint32)((query->longitude + degrees / shrink) * 1e7);
  self->has_box = TRUE;
}

static gboolean
walk_prepare (HrWalk *self, HrState *state, const HrQuery *query, GError **error)
{
  self->query = query;
  if (query->text != NULL && !hr_fts_match (state, query->text, &self->bits, &self->has_text, error))
    return FALSE;
  prepare_typesets (self);
  prepare_box (self);
  self->venue = HR_NO_NUMBER;
  if (query->venue != NULL)
    {
      gint64 n = 0;

      /* a venue that does not exist has no meetings: no row has the number 0 */
      if (!hr_records_find (state->db, HR_KIND_VENUE, query->venue, TRUE, &n, error))
        return FALSE;
      self->venue = (guint32)n;
    }
  return TRUE;
}

static double
entry_distance (const HrWalk *self, const HrEntry *entry)
{
  if (entry->latitude == HR_NO_COORDINATE)
    return INFINITY;
  return hr_distance_m (self->query->latitude, self->query->longitude, entry->latitude / 1e7, entry->longitude / 1e7);
}

static gboolean
is_near (const HrWalk *self, const HrEntry *entry)
{
  const HrQuery *query = self->query;

  if (!query->has_point || query->within_m <= 0.0)
    return TRUE;
  if (entry->latitude == HR_NO_COORDINATE)
    return FALSE;
  if (self->has_box
      && (entry->latitude < self->south || entry->latitude > self->north || entry->longitude < self->west
          || entry->longitude > self->east))
    return FALSE;
  return entry_distance (self, entry) <= query->within_m;
}

static inline gboolean
matches (const HrWalk *self, const HrEntry *entry, int minute)
{
  const HrQuery *query = self->query;

  if ((entry->flags & HR_ENTRY_PUBLISHED) == 0 && !query->unpublished)
    return FALSE;
  if (self->has_text && !hr_bits_has (&self->bits, entry->n))
    return FALSE;
  if (query->days != 0 && (entry->days & query->days) == 0)
    return FALSE;
  if (query->attendance != 0 && (entry->attendance & query->attendance) == 0)
    return FALSE;
  if (self->typesets != NULL && self->typesets[entry->typeset] != HR_VERDICT_YES
      && (self->typesets[entry->typeset] == HR_VERDICT_NO || (entry->flags & HR_ENTRY_STEP_FREE) == 0))
    return FALSE;
  if (self->venue != HR_NO_NUMBER && entry->venue != self->venue)
    return FALSE;
  if (query->times != 0 && (minute < 0 || (hr_time_of_day (minute) & query->times) == 0))
    return FALSE;
  return is_near (self, entry);
}

/* ---- the walk ---- */

static int
entry_minute (const HrEntry *entry)
{
  if (entry->next_start != HR_NO_START)
    return entry->site_min;
  return (entry->flags & HR_ENTRY_APPOINTMENT) != 0 ? -1 : entry->start_min;
}

/* Whether nothing is asked for but words, or what comes next, or both: then how many there are is known, and only the first are looked at. */
static gboolean
is_open (const HrWalk *self)
{
  const HrQuery *query = self->query;

  if (self->has_text && query->unpublished)
    return FALSE;
  return query->on_date == HR_DATE_NONE && query->days == 0 && query->attendance == 0 && query->times == 0 && self->typesets == NULL
         && self->venue == HR_NO_NUMBER && (!query->has_point || query->within_m <= 0.0);
}

static guint
count_all (HrWalk *self)
{
  const HrTotals *totals = NULL;

  if (self->has_text)
    return hr_bits_count_both (&self->bits, hr_index_published (self->index, self->upcoming));
  totals = hr_index_totals (self->index);
  if (self->query->unpublished)
    return self->upcoming ? totals->n_upcoming : self->index->n_entries;
  return self->upcoming ? totals->n_upcoming_published : totals->n_meetings;
}

/* @from, @to: the matches that are kept; the others are only counted. Returns: how many there are */
static guint
collect_all (HrWalk *self, const guint32 *order, guint from, guint to, GArray *found)
{
  const HrIndex *index = self->index;
  gboolean counted = is_open (self);
  /* of 200,000 meetings a word leaves few: most are passed over without a look at them */
  const guint32 *rows = self->has_text && order == index->by_next ? hr_index_rows (self->index) : NULL;
  HrMatch match = { 0 };
  guint n = 0;

  for (guint i = 0; i < index->n_entries && !(counted && n >= to); i++)
    {
      const HrEntry *entry = NULL;

      if (rows != NULL && !hr_bits_has (&self->bits, rows[i]))
        continue;
      entry = &index->entries[order[i]];
      if (self->upcoming && (entry->next_start == HR_NO_START || (entry->flags & HR_ENTRY_LONG_CLOSED) != 0))
        continue;
      if (!matches (self, entry, entry_minute (entry)))
        continue;
      if (n >= from && n < to)
        {
          match.entry = order[i];
          match.position = i;
          g_array_append_val (found, match);
        }
      n++;
    }
  return counted ? count_all (self) : n;
}

static void
collect_day (HrWalk *self, GArray *found)
{
  HrIndex *index = self->index;
  const HrDay *day = hr_index_day (index, self->query->on_date);
  HrMatch match = { 0 };

  for (guint i = 0; i < day->n; i++)
    {
      const HrEntry *entry = &index->entries[day->items[i].entry];
      int minute = -1;

      if (self->query->times != 0)
        {
          HrDate date = 0;

          hr_zone_from_unix_s (index->site_zone, day->items[i].start, &date, &minute);
        }
      if (!matches (self, entry, minute))
        continue;
      match.entry = day->items[i].entry;
      match.position = i;
      g_array_append_val (found, match);
    }
}

static int
compare_matches_cb (gconstpointer a, gconstpointer b)
{
  const HrMatch *x = a, *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return (x->position > y->position) - (x->position < y->position);
}

/* The order that the walk itself does not give. */
static HrSort
order_after_walk (HrWalk *self)
{
  HrSort sort = self->query->sort;

  if (sort == HR_SORT_DISTANCE && !self->query->has_point)
    return HR_SORT_NEXT;
  if (sort == HR_SORT_RANK && (!self->has_text || (is_open (self) && count_all (self) > HR_RANKED_MAX)))
    return HR_SORT_NEXT;
  if (sort == HR_SORT_NAME && self->query->on_date == HR_DATE_NONE)
    return HR_SORT_NEXT;
  return sort;
}

static gboolean
order_matches (HrWalk *self, HrState *state, HrSort sort, GArray *found, GError **error)
{
  g_auto (HrBits) names = { 0 };

  if (sort == HR_SORT_NEXT || (sort == HR_SORT_RANK && found->len > HR_RANKED_MAX))
    return TRUE;
  if (sort == HR_SORT_RANK && !hr_fts_match_names (state, self->query->text, &names, error))
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      HrMatch *match = &g_array_index (found, HrMatch, i);
      const HrEntry *entry = &self->index->entries[match->entry];

      if (sort == HR_SORT_DISTANCE)
        match->key = entry_distance (self, entry);
      else if (sort == HR_SORT_NAME)
        match->key = entry->name_rank;
      else
        match->key = hr_bits_has (&names, entry->n) ? 0.0 : 1.0;
    }
  if (found->len > 0)
    qsort (found->data, found->len, sizeof (HrMatch), compare_matches_cb);
  return TRUE;
}

/* ---- the page ---- */

static gboolean
set_occurrence (HrState *state, HrIndex *index, const HrEntry *entry, const HrQuery *query, HrMeeting *meeting,
                GError **error)
{
  g_autoptr (GPtrArray) exceptions = hr_index_exceptions (index, entry);
  HrSchedule schedule = hr_index_schedule (index, entry);
  HrOccurrence occurrence;
  gboolean closed = FALSE, found = FALSE;

  if (query != NULL && query->on_date != HR_DATE_NONE)
    found = hr_schedule_on (&schedule, exceptions != NULL ? (HrException *const *)exceptions->pdata : NULL,
                            exceptions != NULL ? exceptions->len : 0, query->on_date, &occurrence);
  else
    found = hr_next_occurrence (&schedule, exceptions, index->at_s, &occurrence, &closed);
  return !found || hr_meetings_set_next (state, meeting, &occurrence, error);
}

static HrMeeting *
load_match (HrState *state, const HrWalk *walk, const HrMatch *match, GError **error)
{
  const HrEntry *entry = &walk->index->entries[match->entry];
  g_autoptr (HrMeeting) meeting = hr_meetings_load (state, entry->n, error);
  const HrQuery *query = walk->query;

  if (meeting == NULL || !set_occurrence (state, walk->index, entry, query, meeting, error))
    return NULL;
  if (query->has_point && !isnan (meeting->latitude))
    meeting->distance_m = hr_distance_m (query->latitude, query->longitude, meeting->latitude, meeting->longitude);
  return g_steal_pointer (&meeting);
}

HrResults *
hr_find (HrState *state, const HrQuery *query, GError **error)
{
  g_auto (HrWalk) walk = { 0 };
  g_autoptr (HrResults) results = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (HrMatch));
  gint64 at_s = query->at_s != 0 ? query->at_s : hr_clock_now_s (state->clock);
  guint from = query->offset, to = G_MAXUINT, total = 0;
  HrSort sort = HR_SORT_NEXT;

  if (!hr_state_check_open (state, error))
    return NULL;
  /* a clock that was never set knows of no next meeting: then all are shown, with their days */
  walk.upcoming = query->upcoming && (query->at_s != 0 || hr_clock_is_plausible (state->clock));
  walk.index = hr_index_get (state, at_s, error);
  if (walk.index == NULL || !walk_prepare (&walk, state, query, error))
    return NULL;
  if (query->limit != 0 && query->limit < G_MAXUINT - from)
    to = from + query->limit;
  sort = order_after_walk (&walk);
  if (query->on_date != HR_DATE_NONE)
    collect_day (&walk, found);
  else if (sort != HR_SORT_NEXT)
    collect_all (&walk, walk.index->by_next, 0, G_MAXUINT, found);
  else
    {
      total = collect_all (&walk, query->sort == HR_SORT_NAME ? walk.index->by_name : walk.index->by_next, from, to,
                           found);
      to -= from;
      from = 0;
    }
  if (query->on_date != HR_DATE_NONE || sort != HR_SORT_NEXT)
    total = found->len;
  if (!order_matches (&walk, state, sort, found, error))
    return NULL;
  results = g_new0 (HrResults, 1);
  results->meetings = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_meeting_unref);
  results->total = total;
  results->offset = query->offset;
  for (guint i = from; i < MIN (to, found->len); i++)
    {
      HrMeeting *meeting = load_match (state, &walk, &g_array_index (found, HrMatch, i), error);

      if (meeting == NULL)
        return NULL;
      g_ptr_array_add (results->meetings, meeting);
    }
  return g_steal_pointer (&results);
}
