/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of others: cells that only grow, in files that are sealed. They stay sealed in the ledger too, and are opened for a report, in
 * memory. A kiosk opens its own files alone; staff open those that are sealed to them. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-engine-private.h"

#include <string.h>

#define CURRENT "cur"

/* ---- opening ---- */

/* 0: the open one; -1: none of ours */
static int
year_of (const char *folder)
{
  if (strcmp (folder, CURRENT) == 0)
    return 0;
  return strlen (folder) == 4 && strspn (folder, "0123456789") == 4 && *folder != '0' ? atoi (folder) : -1;
}

gboolean
hr_share_engine_add_counts (HrShareEngine *self, GBytes *bytes, int year, GArray *cells)
{
  g_autoptr (HrShareCounts) counts = hr_share_counts_decode (bytes);

  if (counts == NULL || !hr_share_counts_open (counts, self->secret))
    return FALSE;
  for (guint i = 0; i < counts->cells->len; i++)
    {
      HrShareCell *cell = &g_array_index (counts->cells, HrShareCell, i);

      cell->year = year;
      if (HR_MUTANT (COUNTS_WITHOUT_EPOCH))
        cell->epoch = 0;
      hr_share_cells_add (cells, cell);
    }
  return TRUE;
}

GArray *
hr_share_engine_open_own_counts (HrShareEngine *self, const char *folder)
{
  GArray *cells = hr_share_cells_new ();
  g_autoptr (GBytes) bytes = hr_share_engine_get (self, "own/counts/", folder);

  if (bytes != NULL)
    hr_share_engine_add_counts (self, bytes, year_of (folder), cells);
  return cells;
}

static void
add_own (HrShareEngine *self, GArray *cells)
{
  g_autoptr (GPtrArray) folders = hr_share_engine_keys (self, "own/counts/", NULL);

  for (guint i = 0; folders != NULL && i < folders->len; i++)
    {
      g_autoptr (GBytes) bytes = hr_share_engine_get (self, "own/counts/", folders->pdata[i]);

      hr_share_engine_add_counts (self, bytes, 0, cells);
    }
}

/* A quarter may stand in two folders for a while. */
GArray *
hr_share_engine_counts_of (HrShareEngine *self, const char *device)
{
  GArray *cells = hr_share_cells_new ();
  GHashTableIter iter;
  gpointer place, value;

  if (!hr_share_engine_load (self, NULL))
    return cells;
  if (strcmp (device, self->device) == 0)
    add_own (self, cells);
  g_hash_table_iter_init (&iter, self->tallies);
  while (g_hash_table_iter_next (&iter, &place, &value))
    for (guint i = 0; i < ((GPtrArray *)value)->len; i++)
      {
        const HrShareKept *kept = ((GPtrArray *)value)->pdata[i];

        if (strcmp (kept->head->device, device) == 0)
          hr_share_engine_add_counts (self, kept->bytes, 0, cells);
      }
  return cells;
}

/* ---- reading ---- */

/* What it said before its disk was restored waits, sealed as it is, until this device says something again. */
static gboolean
take_own (HrShareEngine *self, const char *place, const HrShareCounts *counts, GBytes *bytes, GError **error)
{
  for (guint i = 0; i < counts->covers->len; i++)
    hr_share_engine_cover (self->tally_covers, g_array_index (counts->covers, HrShareSpan, i).epoch,
                           g_array_index (counts->covers, HrShareSpan, i).seq);
  return hr_share_engine_set (self, "own/again/", place, bytes, error)
         && hr_share_engine_set_covers (self, "tally-covers", self->tally_covers, error);
}

static gboolean
take_other (HrShareEngine *self, const char *folder, const char *place, const HrShareCounts *counts, GBytes *bytes, GError **error)
{
  g_autofree char *key = g_strconcat (counts->device, "/", folder, NULL);
  GPtrArray *list = g_hash_table_lookup (self->tallies, key);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const HrShareKept *kept = list->pdata[i];
      g_autofree char *old = g_strconcat (folder, "/", kept->name, NULL);

      if (hr_share_covers (counts->covers, kept->head->epoch, kept->head->seq)
          && !hr_share_engine_set (self, "tally/", old, NULL, error))
        return FALSE;
    }
  return hr_share_engine_set (self, "tally/", place, bytes, error);
}

static void
keep (HrShareEngine *self, const char *folder, const char *name, const HrShareCounts *counts, GBytes *bytes)
{
  g_autofree char *key = g_strconcat (counts->device, "/", folder, NULL);
  g_autoptr (HrShareHead) head = hr_share_head_new ();

  g_strlcpy (head->device, counts->device, sizeof head->device);
  head->epoch = counts->epoch;
  head->seq = counts->seq;
  g_array_append_vals (head->covers, counts->covers->data, counts->covers->len);
  hr_share_engine_keep (self->tallies, key, name, bytes, head);
}

/* (nullable): then it is in doubt. One that is right and not for this device was sealed before it came; it is sealed anew before long. */
static HrShareCounts *
load (HrShareEngine *self, const char *folder, const char *name, const HrShareName *parsed, GBytes **ret_bytes)
{
  const HrShareMember *member = hr_share_engine_member (self, parsed->device);
  g_autofree char *path = g_strconcat ("c/", folder, NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = hr_share_engine_fetch (self, path, name, HR_SHARE_COUNTS_MAX, &local);
  g_autoptr (HrShareCounts) counts = bytes != NULL ? hr_share_counts_decode (bytes) : NULL;

  if (bytes != NULL && hr_share_needs_update (bytes))
    hr_share_engine_doubt (self, name, HR_SHARE_LATER_PROGRAM, NULL);
  else if (bytes == NULL)
    hr_share_engine_doubt (self, name, HR_SHARE_NOT_YET, NULL);
  else if (counts == NULL || strcmp (counts->device, parsed->device) != 0 || counts->epoch != parsed->epoch
           || counts->seq != parsed->number || memcmp (counts->net, self->net.net, HR_SHARE_NET_BYTES) != 0
           || !hr_share_covers (counts->covers, counts->epoch, counts->seq)
           || !hr_share_signed_verify (bytes, HR_SHARE_SIGNED_COUNTS, member->public_key))
    hr_share_engine_doubt (self, name, HR_SHARE_NEVER, NULL);
  else if (!hr_share_counts_open (counts, self->secret))
    hr_share_engine_doubt (self, name, HR_SHARE_NOT_YET, NULL);
  else
    {
      *ret_bytes = g_steal_pointer (&bytes);
      return g_steal_pointer (&counts);
    }
  return NULL;
}

static gboolean
read_one (HrShareEngine *self, const char *folder, const char *name, const HrShareName *parsed, gboolean own, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HrShareCounts) counts = load (self, folder, name, parsed, &bytes);
  g_autofree char *place = g_strconcat (folder, "/", name, NULL);

  if (counts == NULL)
    return TRUE;
  if (!hr_share_engine_begin (self, error)
      || !hr_share_engine_end (
          self, own ? take_own (self, place, counts, bytes, error) : take_other (self, folder, place, counts, bytes, error), error))
    return FALSE;
  self->news->counts++;
  self->news->foreign_self |= own;
  g_hash_table_remove (self->quarantine, name);
  if (!own)
    keep (self, folder, name, counts, bytes);
  return TRUE;
}

/* A device's own files too: they say what a restored disk forgot. */
static gboolean
is_new (HrShareEngine *self, const char *folder, const char *name, HrShareName *parsed, gboolean *ret_own)
{
  g_autofree char *key = NULL;

  if (!hr_share_name_parse (name, parsed) || parsed->kind != HR_SHARE_NAME_COUNTS
      || !hr_share_engine_may (self, parsed->device, parsed->epoch, parsed->number))
    return FALSE;
  *ret_own = strcmp (parsed->device, self->device) == 0;
  if (*ret_own)
    return !HR_MUTANT (OWN_COUNTS_NOT_READ) && !hr_share_covers (self->tally_covers, parsed->epoch, parsed->number);
  key = g_strconcat (parsed->device, "/", folder, NULL);
  return self->tuning.counts && hr_share_engine_may_read_counts (self, parsed->device)
         && !hr_share_engine_is_taken (self->tallies, key, parsed->epoch, parsed->number);
}

static int
newest_first_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)b, *(const char *const *)a);
}

static int
by_name_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
hr_share_engine_count_folders (HrShareEngine *self, GError **error)
{
  g_autoptr (GPtrArray) all = hr_share_folder_list (self->folder, "c", error);
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);

  if (all == NULL)
    return NULL;
  g_ptr_array_add (folders, g_strdup (CURRENT));
  for (guint i = 0; i < all->len; i++)
    if (year_of (all->pdata[i]) > 0)
      g_ptr_array_add (folders, g_strdup (all->pdata[i]));
  /* closed years first */
  g_ptr_array_sort (folders, by_name_cb);
  return g_steal_pointer (&folders);
}

static gboolean
read_folder (HrShareEngine *self, const char *folder, GError **error)
{
  g_autofree char *path = g_strconcat ("c/", folder, NULL);
  g_autoptr (GPtrArray) names = hr_share_folder_list (self->folder, path, error);

  if (names == NULL)
    return FALSE;
  g_ptr_array_sort (names, newest_first_cb);
  for (guint i = 0; i < names->len; i++)
    {
      HrShareName parsed;
      gboolean own = FALSE;

      if (is_new (self, folder, names->pdata[i], &parsed, &own) && !hr_share_engine_waits (self, names->pdata[i])
          && !read_one (self, folder, names->pdata[i], &parsed, own, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
hr_share_engine_read_counts (HrShareEngine *self, GError **error)
{
  g_autoptr (GPtrArray) folders = hr_share_engine_count_folders (self, error);

  for (guint i = 0; folders != NULL && i < folders->len; i++)
    if (!read_folder (self, folders->pdata[i], error))
      return FALSE;
  return folders != NULL;
}
