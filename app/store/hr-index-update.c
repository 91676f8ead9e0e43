/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few things changed: the index follows, without being read anew. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-index-private.h"
#include <string.h>

typedef struct
{
  HrState *state;
  HrIndex *index;
  GHashTable *dirty; /* numbers of entries whose next start or name must be looked at */
  GHashTable *renamed;
} HrUpdate;

static void
update_clear (HrUpdate *self)
{
  g_clear_pointer (&self->dirty, g_hash_table_unref);
  g_clear_pointer (&self->renamed, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrUpdate, update_clear)

/* ---- names ---- */

static char *
name_of (HrUpdate *self, guint32 number)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (self->state->db, "SELECT name FROM meeting WHERE n = ?1", NULL);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, self->index->entries[number].n);
  if (!hr_db_step (self->state->db, statement, &row, NULL) || !row)
    return NULL;
  return hr_index_fold_name (hr_column_text (statement, 0));
}

/* Where @name belongs among the @n first of by_name: names are not kept in memory, a few are asked for. */
static gboolean
find_place (HrUpdate *self, const char *name, guint32 row, guint n, guint *ret_place)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      guint32 number = self->index->by_name[middle];
      g_autofree char *other = name_of (self, number);
      int order = 0;

      if (other == NULL)
        return FALSE;
      order = strcmp (other, name);
      if (order < 0 || (order == 0 && self->index->entries[number].n < row))
        low = middle + 1;
      else
        high = middle;
    }
  *ret_place = low;
  return TRUE;
}

/* Takes the renamed ones out of the order, then puts them in one by one. */
static gboolean
order_names (HrUpdate *self)
{
  HrIndex *index = self->index;
  GHashTableIter iter;
  gpointer key = NULL;
  guint n = 0;

  if (g_hash_table_size (self->renamed) == 0)
    return TRUE;
  for (guint i = 0; i < index->n_entries; i++)
    if (!g_hash_table_contains (self->renamed, GUINT_TO_POINTER (index->by_name[i])))
      index->by_name[n++] = index->by_name[i];
  g_hash_table_iter_init (&iter, self->renamed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint32 number = GPOINTER_TO_UINT (key);
      g_autofree char *name = name_of (self, number);
      guint place = 0;

      if (name == NULL || !find_place (self, name, index->entries[number].n, n, &place))
        return FALSE;
      memmove (index->by_name + place + 1, index->by_name + place, (n - place) * sizeof (guint32));
      index->by_name[place] = number;
      n++;
    }
  for (guint i = 0; i < n; i++)
    index->entries[index->by_name[i]].name_rank = i;
  return n == index->n_entries;
}

/* ---- entries ---- */

static void
drop_number (guint32 *order, guint n, guint32 gone, guint32 moved)
{
  guint to = 0;

  for (guint i = 0; i < n; i++)
    {
      if (order[i] == gone)
        continue;
      order[to++] = order[i] == moved ? gone : order[i];
    }
}

/* The last entry takes the place of one that is gone. */
static void
remove_entry (HrUpdate *self, guint32 number)
{
  HrIndex *index = self->index;
  guint32 last = index->n_entries - 1;

  drop_number (index->by_next, index->n_entries, number, last);
  drop_number (index->by_name, index->n_entries, number, last);
  index->entries[number] = index->entries[last];
  index->n_entries--;
  for (guint i = 0; i < index->n_entries; i++)
    index->entries[index->by_name[i]].name_rank = i;
}

static guint32
add_entry (HrUpdate *self, const HrEntry *entry)
{
  HrIndex *index = self->index;
  guint32 number = index->n_entries;

  hr_index_own_arrays (index);
  index->n_entries++;
  index->entries = g_renew (HrEntry, index->entries, index->n_entries);
  index->by_next = g_renew (guint32, index->by_next, index->n_entries);
  index->by_name = g_renew (guint32, index->by_name, index->n_entries);
  index->entries[number] = *entry;
  index->entries[number].name_rank = number;
  index->by_next[number] = index->by_name[number] = number;
  g_hash_table_add (self->renamed, GUINT_TO_POINTER (number));
  return number;
}

static guint32
find_entry (const HrIndex *index, gint64 n)
{
  for (guint32 i = 0; i < index->n_entries; i++)
    if (index->entries[i].n == (guint32)n)
      return i;
  return HR_NO_NUMBER;
}

static gboolean
find_venue (HrUpdate *self, const char *id, gboolean *ret_found, HrIndexVenue *ret_venue)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db, "SELECT id, n, latitude, longitude, step_free FROM venue WHERE id = ?1", NULL);

  *ret_found = FALSE;
  if (id == NULL)
    return TRUE;
  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, id);
  if (!hr_db_step (self->state->db, statement, ret_found, NULL))
    return FALSE;
  if (*ret_found)
    hr_index_read_venue (statement, ret_venue);
  return TRUE;
}

static gboolean
put_meeting (HrUpdate *self, gint64 n)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db, HR_INDEX_SELECT " WHERE n = ?1 AND retired IS NOT 1", NULL);
  guint32 number = find_entry (self->index, n);
  HrEntry entry = { 0 };
  HrIndexVenue venue;
  gboolean row = FALSE, has_venue = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, n);
  if (!hr_db_step (self->state->db, statement, &row, NULL))
    return FALSE;
  if (!row)
    {
      if (number != HR_NO_NUMBER)
        remove_entry (self, number);
      return TRUE;
    }
  if (!find_venue (self, hr_index_venue_id (statement), &has_venue, &venue))
    return FALSE;
  hr_index_read_entry (self->state, self->index, statement, has_venue ? &venue : NULL, &entry);
  if (number == HR_NO_NUMBER)
    number = add_entry (self, &entry);
  else
    {
      entry.name_rank = self->index->entries[number].name_rank;
      self->index->entries[number] = entry;
      g_hash_table_add (self->renamed, GUINT_TO_POINTER (number));
    }
  g_hash_table_add (self->dirty, GUINT_TO_POINTER (number));
  return TRUE;
}

static void
mark_exceptions (HrUpdate *self)
{
  HrIndex *index = self->index;

  for (guint32 i = 0; i < index->n_entries; i++)
    {
      HrEntry *entry = &index->entries[i];
      gboolean has = hr_index_has_exceptions (index, entry);

      if (!has && (entry->flags & HR_ENTRY_EXCEPTIONS) == 0)
        continue;
      entry->flags = (guint8)(has ? entry->flags | HR_ENTRY_EXCEPTIONS : entry->flags & ~HR_ENTRY_EXCEPTIONS);
      g_hash_table_add (self->dirty, GUINT_TO_POINTER (i));
    }
}

/* ---- the whole ---- */

static void
order_starts (HrUpdate *self)
{
  HrIndex *index = self->index;
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint kept = 0;

  for (guint i = 0; i < index->n_entries; i++)
    {
      guint32 number = index->by_next[i];

      if (g_hash_table_contains (self->dirty, GUINT_TO_POINTER (number)))
        g_array_append_val (numbers, number);
      else
        index->by_next[kept++] = number;
    }
  for (guint i = 0; i < numbers->len; i++)
    hr_index_update_entry (index, &index->entries[g_array_index (numbers, guint32, i)], index->at_s);
  hr_index_merge (index, kept, numbers);
}

/* Removals first: they move entries, and numbers that were noted before would point elsewhere. */
static gboolean
put_meetings (HrUpdate *self, GHashTable *meetings)
{
  for (guint pass = 0; pass < 2; pass++)
    {
      GHashTableIter iter;
      gpointer n = NULL;

      g_hash_table_iter_init (&iter, meetings);
      while (g_hash_table_iter_next (&iter, &n, NULL))
        {
          gint64 live = 0;
          g_autoptr (HrStatement) statement =
              hr_db_prepare (self->state->db, "SELECT count(*) FROM meeting WHERE n = ?1 AND retired IS NOT 1", NULL);

          if (statement == NULL)
            return FALSE;
          sqlite3_bind_int64 (statement, 1, *(gint64 *)n);
          if (!hr_db_step (self->state->db, statement, NULL, NULL))
            return FALSE;
          live = sqlite3_column_int64 (statement, 0);
          if ((pass == 0) == (live == 0) && !put_meeting (self, *(gint64 *)n))
            return FALSE;
        }
    }
  return TRUE;
}

gboolean
hr_index_update (HrState *state, const HrIndexNews *news)
{
  g_auto (HrUpdate) self = { .state = state, .index = state->index };

  self.dirty = g_hash_table_new (NULL, NULL);
  self.renamed = g_hash_table_new (NULL, NULL);
  if (news->exceptions && !hr_index_load_exceptions (state, self.index, NULL))
    return FALSE;
  if (!put_meetings (&self, news->meetings))
    return FALSE;
  if (news->exceptions)
    mark_exceptions (&self);
  if (!order_names (&self))
    return FALSE;
  /* the order of names decides between equal starts: it comes first */
  order_starts (&self);
  hr_index_forget_days (self.index);
  hr_index_forget_totals (self.index);
  self.index->stamp = news->stamp;
  self.index->saved = FALSE;
  return TRUE;
}
