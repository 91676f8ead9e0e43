/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meetings that look like one: on the same weekdays at the same time, at the same place, with a name that is alike. A
 * feed of the area and one of the state often have the same meeting under names that differ in an article, an abbreviation
 * or the order of words, so names are compared word by word. */
#define G_LOG_DOMAIN "handrail-store"

#include "handrail/core/hr-meeting.h"
#include "handrail/core/hr-rule.h"
#include "handrail/core/hr-text.h"
#include "hr-desk-private.h"
#include "hr-place-private.h"
#include <math.h>
#include <string.h>

#define NEAR_M 150.0
/* Half of the words the same: "Sunrise Group" and "Sunrise" are, "Noon Anchor" and "Noon Serenity" are not quite. */
#define ALIKE 0.55
/* A degree of latitude is 111 km. */
#define NEAR_DEG (NEAR_M / 110000.0)
/* Each meeting is compared with at most so many others at its time and address: where more are, it is no real address. */
#define CROWD 500

/* A live meeting with what is compared. */
typedef struct
{
  gint64 n;
  char *id;
  char *source; /* "" = typed here */
  char *when;   /* weekdays and time */
  char *address;
  char *url;
  double latitude, longitude;
  char **words;
} HrLook;

typedef struct
{
  const HrLook *a, *b;
  double likeness, distance_m;
} HrPair;

static void
look_free (gpointer data)
{
  HrLook *self = data;

  g_free (self->id);
  g_free (self->source);
  g_free (self->when);
  g_free (self->address);
  g_free (self->url);
  g_strfreev (self->words);
  g_free (self);
}

void
hr_duplicate_free (HrDuplicate *self)
{
  g_clear_pointer (&self->a, hr_record_unref);
  g_clear_pointer (&self->b, hr_record_unref);
  g_free (self->a_source);
  g_free (self->b_source);
  g_free (self);
}

void
hr_duplicates_free (HrDuplicates *self)
{
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_free (self);
}

/* ---- names ---- */

/* Words that tell nothing: every other name has them. */
static gboolean
is_filler (const char *word)
{
  static const char *const fillers[] = { "the", "a",  "an",    "of",      "group", "meeting", "and", "in",   "at",
                                         "el",  "la", "grupo", "reunion", "de",    "los",     "las", "para", NULL };

  return g_strv_contains (fillers, word);
}

static char **
split_name (const char *name)
{
  g_autofree char *folded = hr_text_fold (name != NULL ? name : "");
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !is_filler (words[i]))
      {
        g_strv_builder_add (kept, words[i]);
        n++;
      }
  /* a name of fillers alone is made of them */
  for (guint i = 0; n == 0 && words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_strv_builder_add (kept, words[i]);
  return g_strv_builder_end (kept);
}

/* Letters to change, add or take off until one is the other; in bytes of folded text. */
static guint
edit_distance (const char *a, const char *b)
{
  gsize n = strlen (b);
  g_autofree guint *row = g_new (guint, n + 1);

  for (gsize i = 0; i <= n; i++)
    row[i] = (guint)i;
  for (gsize k = 1; a[k - 1] != '\0'; k++)
    {
      guint corner = row[0];

      row[0] = (guint)k;
      for (gsize i = 1; i <= n; i++)
        {
          guint above = row[i];

          row[i] = MIN (MIN (above, row[i - 1]) + 1, corner + (a[k - 1] != b[i - 1]));
          corner = above;
        }
    }
  return row[n];
}

/* One letter in four may differ, and a word may be cut short ("mtg", "wed" for "wednesday" is not seen, "serenit" is). */
static gboolean
is_same_word (const char *a, const char *b)
{
  gsize longest = MAX (strlen (a), strlen (b)), shortest = MIN (strlen (a), strlen (b));

  if (strcmp (a, b) == 0)
    return TRUE;
  return shortest >= 4 && edit_distance (a, b) * 4 <= longest;
}

/* Dice's measure over words: twice those that both have, by all. Unlike an edit distance over the whole name it does not
 * mind another order, and a long common part of two names does not hide that the telling word differs. */
static double
likeness (char **a, char **b)
{
  guint n_a = g_strv_length (a), n_b = g_strv_length (b), common = 0;
  guint64 used = 0;

  for (guint i = 0; i < n_a; i++)
    for (guint k = 0; k < MIN (n_b, 64); k++)
      if ((used >> k & 1) == 0 && is_same_word (a[i], b[k]))
        {
          used |= G_GUINT64_CONSTANT (1) << k;
          common++;
          break;
        }
  return n_a + n_b > 0 ? 2.0 * common / (n_a + n_b) : 0.0;
}

/* ---- looking ---- */

/* (nullable): of meetings with dates: on which days of the week, in which way, at what time, in which zone */
static char *
compose_when (const char *rule_text, const char *start, const char *zone)
{
  g_autofree char *day = NULL;
  HrDate first = HR_DATE_NONE;
  HrRule rule;

  if (start == NULL || strlen (start) < 16)
    return NULL;
  day = g_strndup (start, 10);
  if (!hr_date_parse (day, &first) || !hr_rule_parse (rule_text, &rule, NULL))
    return NULL;
  /* a plain weekly rule is its days, whenever it began */
  if (rule_text == NULL)
    return g_strdup_printf ("%s %s", start, zone);
  if (strchr (rule_text, ';') == NULL || strstr (rule_text, "BYDAY=") == NULL)
    return g_strdup_printf ("%s;%d %s %s", rule_text, hr_date_weekday (first), start + 11, zone);
  return g_strdup_printf ("%s %s %s", rule_text, start + 11, zone);
}

static HrLook *
read_look (HrState *state, HrStatement *row)
{
  const char *zone = hr_column_text (row, 5);
  HrLook *look = NULL;
  g_autofree char *when = compose_when (hr_column_text (row, 3), hr_column_text (row, 4),
                                        zone != NULL ? zone : hr_zone_get_id (state->zone));
  g_autofree char *address = NULL;

  if (when == NULL)
    return NULL;
  look = g_new0 (HrLook, 1);
  look->n = sqlite3_column_int64 (row, 0);
  look->id = hr_column_dup (row, 1);
  look->words = split_name (hr_column_text (row, 2));
  look->when = g_steal_pointer (&when);
  look->source = g_strdup (hr_column_text (row, 6) != NULL ? hr_column_text (row, 6) : "");
  look->url = hr_column_dup (row, 7);
  address = hr_column_text (row, 8) != NULL || hr_column_text (row, 9) != NULL
                ? hr_place_join_address (hr_column_text (row, 8), hr_column_text (row, 9), hr_column_text (row, 10),
                                         hr_column_text (row, 11), hr_column_text (row, 12))
                : NULL;
  look->address = address != NULL ? hr_text_fold (address) : NULL;
  look->latitude = look->longitude = NAN;
  if (sqlite3_column_type (row, 13) != SQLITE_NULL && sqlite3_column_type (row, 14) != SQLITE_NULL
      && sqlite3_column_int (row, 15) != 1)
    {
      look->latitude = sqlite3_column_double (row, 13);
      look->longitude = sqlite3_column_double (row, 14);
    }
  return look;
}

/* Returns: (element-type HrLook): ordered so that those at the same time stand together */
static GPtrArray *
read_looks (HrState *state, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (
      state->db,
      "SELECT m.n, m.id, m.name, m.rule, m.start, m.timezone, m.source, m.conference_url, v.address, "
      "v.street, v.city, v.state, v.postal_code, v.latitude, v.longitude, v.approximate FROM meeting AS m "
      "LEFT JOIN venue AS v ON v.id = m.venue WHERE m.retired IS NOT 1 ORDER BY m.id",
      error);
  g_autoptr (GPtrArray) looks = g_ptr_array_new_with_free_func (look_free);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  while (hr_db_step (state->db, statement, &row, error))
    {
      HrLook *look = row ? read_look (state, statement) : NULL;

      if (!row)
        return g_steal_pointer (&looks);
      if (look != NULL)
        g_ptr_array_add (looks, look);
    }
  return NULL;
}

static gboolean
is_kept (HrState *state, const HrLook *a, const HrLook *b, gboolean *ret_kept, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (state->db, "SELECT 1 FROM kept_pair WHERE a = ?1 AND b = ?2", error);
  gboolean in_order = strcmp (a->id, b->id) < 0;

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, in_order ? a->id : b->id);
  hr_bind_text (statement, 2, in_order ? b->id : a->id);
  return hr_db_step (state->db, statement, ret_kept, error);
}

/* ---- comparing ---- */

typedef struct
{
  HrState *state;
  GArray *pairs; /* HrPair */
} HrSearch;

static gboolean
is_near (const HrLook *a, const HrLook *b)
{
  return hr_distance_m (a->latitude, a->longitude, b->latitude, b->longitude) <= NEAR_M;
}

static gboolean
is_same_address (const HrLook *a, const HrLook *b)
{
  return a->address != NULL && g_strcmp0 (a->address, b->address) == 0;
}

/* Two at one time and place. */
static gboolean
compare (HrSearch *self, const HrLook *a, const HrLook *b, double distance_m, GError **error)
{
  gboolean in_order = strcmp (a->id, b->id) < 0;
  HrPair pair = { in_order ? a : b, in_order ? b : a, 0.0, distance_m };
  gboolean kept = FALSE;

  /* one feed knows its own meetings apart */
  if (*a->source != '\0' && strcmp (a->source, b->source) == 0)
    return TRUE;
  pair.likeness = likeness (a->words, b->words);
  if (pair.likeness < ALIKE)
    return TRUE;
  if (!is_kept (self->state, a, b, &kept, error))
    return FALSE;
  if (!kept)
    g_array_append_val (self->pairs, pair);
  return TRUE;
}

static int
compare_latitudes_cb (gconstpointer a, gconstpointer b)
{
  const HrLook *x = *(const HrLook *const *)a, *y = *(const HrLook *const *)b;

  if (x->latitude != y->latitude)
    return x->latitude < y->latitude ? -1 : 1;
  return strcmp (x->id, y->id);
}

/* From south to north, each with those in the narrow band above it. */
static gboolean
compare_near (HrSearch *self, GPtrArray *group, GError **error)
{
  g_autoptr (GPtrArray) placed = g_ptr_array_new ();

  for (guint i = 0; i < group->len; i++)
    if (!isnan (((const HrLook *)group->pdata[i])->latitude))
      g_ptr_array_add (placed, group->pdata[i]);
  g_ptr_array_sort (placed, compare_latitudes_cb);
  for (guint i = 0; i < placed->len; i++)
    for (guint k = i + 1; k < placed->len; k++)
      {
        const HrLook *a = placed->pdata[i], *b = placed->pdata[k];
        double distance = 0.0;

        if (b->latitude - a->latitude > NEAR_DEG)
          break;
        distance = hr_distance_m (a->latitude, a->longitude, b->latitude, b->longitude);
        if (distance <= NEAR_M && !compare (self, a, b, is_same_address (a, b) ? 0.0 : distance, error))
          return FALSE;
      }
  return TRUE;
}

/* Those of one address, or online address, that no earlier look has found. */
static gboolean
compare_texts (HrSearch *self, GPtrArray *group, gboolean online, GError **error)
{
  g_autoptr (GHashTable) by_text =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < group->len; i++)
    {
      HrLook *look = group->pdata[i];
      char *text = online ? look->url : look->address;
      GPtrArray *same = text != NULL ? g_hash_table_lookup (by_text, text) : NULL;

      if (text == NULL)
        continue;
      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (by_text, text, same);
        }
      for (guint k = 0; k < MIN (same->len, CROWD); k++)
        {
          const HrLook *other = same->pdata[k];

          if (is_near (look, other) || (online && is_same_address (look, other)))
            continue;
          if (!compare (self, other, look, online ? NAN : 0.0, error))
            return FALSE;
        }
      g_ptr_array_add (same, look);
    }
  return TRUE;
}

static gboolean
compare_group (HrSearch *self, GPtrArray *group, GError **error)
{
  return compare_near (self, group, error) && compare_texts (self, group, FALSE, error)
         && compare_texts (self, group, TRUE, error);
}

static int
compare_pairs_cb (gconstpointer a, gconstpointer b)
{
  const HrPair *x = a, *y = b;
  double dx = isnan (x->distance_m) ? NEAR_M : x->distance_m, dy = isnan (y->distance_m) ? NEAR_M : y->distance_m;
  int order = 0;

  if (x->likeness != y->likeness)
    return x->likeness > y->likeness ? -1 : 1;
  if (dx != dy)
    return dx < dy ? -1 : 1;
  order = strcmp (x->a->id, y->a->id);
  return order != 0 ? order : strcmp (x->b->id, y->b->id);
}

static GArray *
find_pairs (HrState *state, GPtrArray *looks, GError **error)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (HrPair));
  g_autoptr (GHashTable) groups =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  GHashTableIter iter;
  HrSearch search = { state, pairs };
  gpointer group = NULL;

  for (guint i = 0; i < looks->len; i++)
    {
      const HrLook *look = looks->pdata[i];
      GPtrArray *same = g_hash_table_lookup (groups, look->when);

      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (groups, look->when, same);
        }
      g_ptr_array_add (same, (gpointer)look);
    }
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    if (!compare_group (&search, group, error))
      return NULL;
  g_array_sort (pairs, compare_pairs_cb);
  return g_steal_pointer (&pairs);
}

/* ---- the page ---- */

static guint
count_fields (const HrRecord *record)
{
  guint n = 0, set = 0;

  hr_kind_get_fields (hr_record_get_kind (record), &n);
  for (guint i = 0; i < n; i++)
    set += hr_record_get_nth (record, i) != NULL ? 1 : 0;
  return set;
}

/* Which one of two is the better one to keep. */
static gboolean
is_better (const HrRecord *a, const HrRecord *b)
{
  gboolean typed_a = hr_record_get (a, "source") == NULL, typed_b = hr_record_get (b, "source") == NULL;
  int order = g_strcmp0 (hr_record_get (a, "verified"), hr_record_get (b, "verified"));
  guint n_a = count_fields (a), n_b = count_fields (b);

  if (typed_a != typed_b)
    return typed_a;
  if (order != 0)
    return order > 0;
  return n_a != n_b ? n_a > n_b : strcmp (hr_record_get_id (a), hr_record_get_id (b)) < 0;
}

static gboolean
get_source_name (HrState *state, const HrRecord *record, char **ret_name, GError **error)
{
  const char *source = hr_record_get (record, "source");
  g_autoptr (HrRow) row = NULL;

  *ret_name = NULL;
  if (source == NULL)
    return TRUE;
  row = hr_records_get (state->db, HR_KIND_SOURCE, source, error);
  if (row != NULL)
    *ret_name = g_strdup (hr_record_get (row->record, "name"));
  return row != NULL;
}

static HrDuplicate *
load_pair (HrState *state, const HrPair *pair, GError **error)
{
  g_autoptr (HrRow) a = hr_records_get_nth (state->db, HR_KIND_MEETING, pair->a->n, error);
  g_autoptr (HrRow) b = a != NULL ? hr_records_get_nth (state->db, HR_KIND_MEETING, pair->b->n, error) : NULL;
  HrDuplicate *duplicate = NULL;

  if (b == NULL)
    return NULL;
  duplicate = g_new0 (HrDuplicate, 1);
  duplicate->a = hr_record_ref (is_better (a->record, b->record) ? a->record : b->record);
  duplicate->b = hr_record_ref (duplicate->a == a->record ? b->record : a->record);
  duplicate->name_likeness = pair->likeness;
  duplicate->distance_m = pair->distance_m;
  if (get_source_name (state, duplicate->a, &duplicate->a_source, error)
      && get_source_name (state, duplicate->b, &duplicate->b_source, error))
    return duplicate;
  hr_duplicate_free (duplicate);
  return NULL;
}

HrDuplicates *
hr_duplicates_find (HrState *state, guint offset, guint limit, GError **error)
{
  g_autoptr (HrDuplicates) found = g_new0 (HrDuplicates, 1);
  g_autoptr (GPtrArray) looks = NULL;
  g_autoptr (GArray) pairs = NULL;
  guint page = limit == 0 ? HR_PAGE_ROWS : MIN (limit, HR_PAGE_ROWS);

  found->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_duplicate_free);
  found->offset = offset;
  looks = hr_state_check_open (state, error) ? read_looks (state, error) : NULL;
  pairs = looks != NULL ? find_pairs (state, looks, error) : NULL;
  if (pairs == NULL)
    return NULL;
  found->total = pairs->len;
  for (guint i = offset; i < pairs->len && i - offset < page; i++)
    {
      HrDuplicate *duplicate = load_pair (state, &g_array_index (pairs, HrPair, i), error);

      if (duplicate == NULL)
        return NULL;
      g_ptr_array_add (found->pairs, duplicate);
    }
  return g_steal_pointer (&found);
}
