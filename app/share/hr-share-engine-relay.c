/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the folder lost: whoever verified a file once puts it back, byte for byte. An older folder un-applies nothing; it is healed. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-engine-private.h"

#include <string.h>

/* By what the file is, not by its bytes: counts are sealed with chance in them, and a test must be able to tell its story again. */
static guint
draw (HrShareEngine *self, const char *name)
{
  const char *end = strrchr (name, '-');
  g_autofree char *what = end != NULL ? g_strndup (name, (gsize)(end - name)) : g_strdup (name);

  return g_str_hash (what) ^ g_str_hash (self->device);
}

/* Twice away, and it comes back: what another device is just about to publish is away once. Not everybody comes at the same time. */
static gboolean
is_due (HrShareEngine *self, const char *name, gboolean there)
{
  guint missed, wait;

  if (there)
    {
      g_hash_table_remove (self->missed, name);
      return FALSE;
    }
  self->news->behind = TRUE;
  missed = GPOINTER_TO_UINT (g_hash_table_lookup (self->missed, name)) + 1;
  wait = self->tuning.relay + draw (self, name) % MAX (self->tuning.spread, 1);
  if (missed >= wait)
    g_hash_table_remove (self->missed, name);
  else
    g_hash_table_replace (self->missed, g_strdup (name), GUINT_TO_POINTER (missed));
  return missed >= wait;
}

/* Which files are read is another part of them every time. */
static gboolean
is_drawn (HrShareEngine *self, const char *name)
{
  return self->tuning.verify && (draw (self, name) + self->round) % MAX (self->tuning.sample, 1) == 0;
}

static gboolean
is_whole (HrShareEngine *self, const char *folder, const char *name, GBytes *bytes)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) present = hr_share_engine_fetch (self, folder, name, HR_SHARE_SEGMENT_MAX, &local);

  return local != NULL || (present != NULL && g_bytes_equal (present, bytes));
}

static gboolean
put_back (HrShareEngine *self, const char *folder, const char *name, GBytes *bytes, GError **error)
{
  self->news->relayed++;
  return hr_share_engine_ensure (self, folder, name, bytes, error);
}

static gboolean
relay_file (HrShareEngine *self, const char *folder, GHashTable *shown, const char *name, GBytes *bytes, GError **error)
{
  gboolean there = g_hash_table_contains (shown, name);

  if (there && is_drawn (self, name))
    there = is_whole (self, folder, name, bytes);
  if (!there && !hr_share_engine_check_marker (self, error))
    return FALSE;
  return !is_due (self, name, there) || put_back (self, folder, name, bytes, error);
}

/* Something newer of the device is there, whole, that takes it in, and only waits: for a manager, or for a later program. One that waits
 * for its segments is another matter: they may never come again. */
static gboolean
is_replaced (HrShareEngine *self, const HrShareKept *kept)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->quarantine);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const HrShareDoubt *doubt = value;

      if (doubt->why != HR_SHARE_NOT_YET && doubt->head != NULL && strcmp (doubt->head->device, kept->head->device) == 0
          && g_hash_table_contains (self->shown, name)
          && hr_share_covers (doubt->head->covers, kept->head->epoch, kept->head->seq))
        return TRUE;
    }
  return FALSE;
}

/* What this device was writing there when it ended */
static void
remove_drafts (HrShareEngine *self, const char *folder, GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_strconcat (folder, "/", names->pdata[i], NULL);
      HrShareName parsed;

      if (hr_share_name_parse (names->pdata[i], &parsed) && parsed.kind == HR_SHARE_NAME_TEMPORARY
          && strcmp (parsed.device, self->device) == 0)
        hr_share_folder_remove (self->folder, path, NULL);
    }
}

/* Names of the segments of @kept that the folder has not, or not whole; (nullable): the listing did not work */
static GPtrArray *
find_lost (HrShareEngine *self, const HrShareKept *kept, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = hr_share_folder_list (self->folder, folder, error);

  if (names == NULL)
    return NULL;
  remove_drafts (self, folder, names);
  for (guint i = 0; i < kept->head->live->len; i++)
    {
      g_autofree char *name = hr_share_live_name (&g_array_index (kept->head->live, HrShareLive, i));
      g_autofree char *key = g_strconcat (kept->head->device, "/", name, NULL);
      g_autoptr (GBytes) bytes = NULL;

      if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        {
          if (!is_drawn (self, name))
            continue;
          bytes = hr_share_engine_get (self, "seg/", key);
          if (bytes == NULL || is_whole (self, folder, name, bytes))
            continue;
        }
      g_ptr_array_add (lost, g_steal_pointer (&name));
    }
  return g_steal_pointer (&lost);
}

static gboolean
relay_segments (HrShareEngine *self, const HrShareKept *kept, gboolean whole, GError **error)
{
  g_autofree char *folder = hr_share_name_segment_folder (kept->head->device);
  g_autoptr (GPtrArray) lost = kept->head->live->len > 0 ? find_lost (self, kept, folder, error) : g_ptr_array_new_with_free_func (g_free);

  if (lost == NULL)
    return FALSE;
  for (guint i = 0; i < lost->len; i++)
    {
      const char *name = lost->pdata[i];
      g_autofree char *key = g_strconcat (kept->head->device, "/", name, NULL);
      g_autoptr (GBytes) bytes = hr_share_engine_get (self, "seg/", key);

      if ((whole || is_due (self, name, FALSE)) && bytes != NULL && !put_back (self, folder, name, bytes, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
relay_head (HrShareEngine *self, const HrShareKept *kept, GError **error)
{
  gboolean there = g_hash_table_contains (self->shown, kept->name);

  if (!there && is_replaced (self, kept))
    return TRUE;
  if (there && is_drawn (self, kept->name))
    there = is_whole (self, "h", kept->name, kept->bytes);
  if (!there && !hr_share_engine_check_marker (self, error))
    return FALSE;
  if (is_due (self, kept->name, there))
    return relay_segments (self, kept, TRUE, error) && put_back (self, "h", kept->name, kept->bytes, error);
  return !there || !is_drawn (self, kept->name) || relay_segments (self, kept, FALSE, error);
}

static gboolean
relay_tallies_of (HrShareEngine *self, const char *folder, GError **error)
{
  g_autofree char *path = g_strconcat ("c/", folder, NULL);
  g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = hr_share_folder_list (self->folder, path, error);
  GHashTableIter iter;
  gpointer place, value;

  if (names == NULL)
    return FALSE;
  if (self->tuning.verify)
    remove_drafts (self, path, names);
  for (guint i = 0; i < names->len; i++)
    g_hash_table_add (shown, names->pdata[i]);
  g_hash_table_iter_init (&iter, self->tallies);
  while (g_hash_table_iter_next (&iter, &place, &value))
    for (guint i = 0; strcmp (strchr (place, '/') + 1, folder) == 0 && i < ((GPtrArray *)value)->len; i++)
      {
        const HrShareKept *kept = ((GPtrArray *)value)->pdata[i];

        if (hr_share_engine_may (self, kept->head->device, kept->head->epoch, kept->head->seq)
            && !relay_file (self, path, shown, kept->name, kept->bytes, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
relay_tallies (HrShareEngine *self, GError **error)
{
  g_autoptr (GHashTable) folders = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer place;

  if (!self->tuning.counts)
    return TRUE;
  g_hash_table_iter_init (&iter, self->tallies);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    g_hash_table_add (folders, strchr (place, '/') + 1);
  g_hash_table_iter_init (&iter, folders);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    if (!relay_tallies_of (self, place, error))
      return FALSE;
  return TRUE;
}

gboolean
hr_share_engine_relay (HrShareEngine *self, GError **error)
{
  const HrShareMember *own = hr_share_engine_member (self, self->device);
  GHashTableIter iter;
  gpointer name, value;

  if (HR_MUTANT (NO_RELAY) || own == NULL || own->revoked)
    return TRUE;
  g_hash_table_iter_init (&iter, self->trust);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!g_hash_table_contains (self->superseded, name) && !relay_file (self, "h", self->shown, name, value, error))
      return FALSE;
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (guint i = 0; i < ((GPtrArray *)value)->len; i++)
      if (!relay_head (self, ((GPtrArray *)value)->pdata[i], error))
        return FALSE;
  return relay_tallies (self, error);
}
