/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of this device: gathered once a day, sealed to those who may read them, and put into the folder in one file for the open year and
 * one for each closed one. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-engine-private.h"

#include <string.h>

#define CURRENT "cur"

/* ---- who may read ---- */

static int
compare_keys_cb (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, HR_SEAL_PUBLIC_KEY_BYTES);
}

/* The office, the staff of the own site, and this device itself: a restored disk reads what it had said. */
static GArray *
find_readers (HrShareEngine *self)
{
  GArray *readers = g_array_new (FALSE, FALSE, HR_SEAL_PUBLIC_KEY_BYTES);
  const HrShareMember *own = hr_share_engine_member (self, self->device);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->members);
  while (own != NULL && readers->len < HR_SEAL_BOX_KEYS_MAX - 1 && g_hash_table_iter_next (&iter, NULL, &value))
    {
      const HrShareMember *member = value;
      gboolean office = (member->roles & HR_SHARE_ROLE_OFFICE) != 0;
      gboolean site = (member->roles & HR_SHARE_ROLE_SITE) != 0 && *own->site != '\0' && strcmp (own->site, member->site) == 0;

      if ((office || site) && !member->revoked && strcmp (member->device, self->device) != 0)
        g_array_append_vals (readers, member->public_key, 1);
    }
  g_array_append_vals (readers, self->public_key, 1);
  g_array_sort (readers, compare_keys_cb);
  return readers;
}

/* ---- building ---- */

/* What came back of this device's own files into @folder, or into any; %FALSE when there is nothing */
static gboolean
add_again (HrShareEngine *self, const char *folder, GArray *cells)
{
  g_autofree char *prefix = g_strconcat ("own/again/", folder, "/", NULL);
  g_autoptr (GPtrArray) names = hr_share_engine_keys (self, prefix, NULL);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autoptr (GBytes) bytes = hr_share_engine_get (self, prefix, names->pdata[i]);

      hr_share_engine_add_counts (self, bytes, strcmp (folder, CURRENT) == 0 ? 0 : atoi (folder), cells);
    }
  return names != NULL && names->len > 0;
}

static gboolean
forget_again (HrShareEngine *self, const char *folder, GError **error)
{
  g_autofree char *prefix = g_strconcat ("own/again/", folder, "/", NULL);
  g_autoptr (GPtrArray) names = hr_share_engine_keys (self, prefix, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    if (!hr_share_engine_set (self, prefix, names->pdata[i], NULL, error))
      return FALSE;
  return names != NULL;
}

static GBytes *
seal (HrShareEngine *self, const GArray *cells, GArray *readers, GError **error)
{
  g_autoptr (HrShareCounts) counts = hr_share_counts_new ();
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < cells->len; i++)
    hr_share_counts_add (counts, &g_array_index (cells, HrShareCell, i));
  memcpy (counts->net, self->net.net, sizeof counts->net);
  g_strlcpy (counts->device, self->device, sizeof counts->device);
  counts->epoch = self->epoch;
  counts->seq = self->seq + 1;
  hr_share_engine_cover (self->tally_covers, self->epoch, counts->seq);
  for (guint i = 0; i < self->tally_covers->len; i++)
    hr_share_cover (counts->covers, g_array_index (self->tally_covers, HrShareSpan, i).epoch,
                    g_array_index (self->tally_covers, HrShareSpan, i).seq);
  bytes = hr_share_counts_encode (counts, (const guint8 (*)[HR_SEAL_PUBLIC_KEY_BYTES])(gpointer)readers->data, readers->len, self->secret);
  if (bytes == NULL)
    g_set_error_literal (error, HR_ERROR, HR_ERROR_CORRUPT,
                         "The counts cannot be sealed: the key of a device in the list is damaged. Approve that device again.");
  else if (g_bytes_get_size (bytes) > HR_SHARE_COUNTS_MAX)
    g_set_error_literal (error, HR_ERROR, HR_ERROR_LIMIT,
                         "There are more counts than a file of the share can hold. They stay on this device. Take meetings that are not "
                         "held here out of its plan.");
  else
    return g_steal_pointer (&bytes);
  return NULL;
}

static gboolean
build (HrShareEngine *self, const char *folder, const GArray *cells, GArray *readers, const char *digest, GError **error)
{
  g_autoptr (GBytes) bytes = seal (self, cells, readers, error);
  g_autofree char *name = bytes != NULL ? hr_share_name_make (HR_SHARE_NAME_COUNTS, self->device, self->epoch, self->seq + 1, bytes) : NULL;

  return bytes != NULL && hr_share_engine_set (self, "own/counts/", folder, bytes, error)
         && hr_share_engine_set_text (self, "own/counts-name/", folder, name, error)
         && hr_share_engine_set_text (self, "own/counts-readers/", folder, digest, error) && forget_again (self, folder, error)
         && hr_share_engine_set_covers (self, "tally-covers", self->tally_covers, error);
}

/* A file is made anew when it says something else, when somebody else may read it, and when it takes back in what was forgotten. Who came to
 * the office after the counts were sealed reads them too, and who left does not. */
static gboolean
build_when_due (HrShareEngine *self, const char *folder, const GArray *now, GError **error)
{
  g_autoptr (GArray) readers = find_readers (self);
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)readers->data,
                                                         readers->len * HR_SEAL_PUBLIC_KEY_BYTES);
  g_autofree char *before = hr_share_engine_get_text (self, "own/counts-readers/", folder);
  g_autoptr (GArray) cells = hr_share_cells_of (now, strcmp (folder, CURRENT) == 0 ? 0 : atoi (folder));
  g_autoptr (GArray) last = hr_share_engine_open_own_counts (self, folder);
  g_autoptr (GArray) again = hr_share_cells_new ();

  if (g_strcmp0 (before, digest) == 0 && hr_share_cells_equal (cells, last) && !add_again (self, folder, again))
    return TRUE;
  if (!hr_share_engine_begin (self, error) || !hr_share_engine_end (self, build (self, folder, cells, readers, digest, error), error))
    return FALSE;
  self->seq++;
  return TRUE;
}

static void
add_folder (GPtrArray *folders, const char *folder)
{
  if (!g_ptr_array_find_with_equal_func (folders, folder, g_str_equal, NULL))
    g_ptr_array_add (folders, g_strdup (folder));
}

static int
compare_folders_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Closed years first: what leaves the open file stands in another one already. */
static GPtrArray *
find_folders (HrShareEngine *self, const GArray *cells)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) known = hr_share_engine_keys (self, "own/counts/", NULL);
  g_autoptr (GPtrArray) again = hr_share_engine_keys (self, "own/again/", NULL);

  add_folder (folders, CURRENT);
  for (guint i = 0; known != NULL && i < known->len; i++)
    add_folder (folders, known->pdata[i]);
  for (guint i = 0; again != NULL && i < again->len; i++)
    {
      g_autofree char *folder = g_strndup (again->pdata[i], strcspn (again->pdata[i], "/"));

      add_folder (folders, folder);
    }
  for (guint i = 0; cells != NULL && i < cells->len; i++)
    {
      g_autofree char *folder = g_strdup_printf ("%04d", g_array_index (cells, HrShareCell, i).year);

      if (g_array_index (cells, HrShareCell, i).year > 0)
        add_folder (folders, folder);
    }
  g_ptr_array_sort (folders, compare_folders_cb);
  return folders;
}

static gboolean
gather (HrShareEngine *self, GError **error)
{
  g_autoptr (GArray) cells = hr_share_cells_new ();
  g_autoptr (GPtrArray) before = find_folders (self, NULL);
  g_autoptr (GPtrArray) folders = NULL;

  for (guint i = 0; i < before->len; i++)
    {
      g_autoptr (GArray) last = hr_share_engine_open_own_counts (self, before->pdata[i]);

      for (guint k = 0; k < last->len; k++)
        hr_share_cells_add (cells, &g_array_index (last, HrShareCell, k));
      add_again (self, before->pdata[i], cells);
    }
  if (!self->tell (self, cells, self->tell_data, error))
    return FALSE;
  folders = find_folders (self, cells);
  for (guint i = 0; i < folders->len; i++)
    if (!build_when_due (self, folders->pdata[i], cells, error))
      return FALSE;
  return TRUE;
}

/* ---- to the folder ---- */

static gboolean
send (HrShareEngine *self, const char *folder, const char *path, const char *name, GPtrArray *names, GError **error)
{
  g_autofree char *sent = hr_share_engine_get_text (self, "own/counts-sent/", folder);
  g_autoptr (GBytes) bytes = hr_share_engine_get (self, "own/counts/", folder);
  gboolean there = g_strcmp0 (name, sent) == 0 && g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) present = NULL;

  if (there && self->tuning.verify)
    {
      present = hr_share_engine_fetch (self, path, name, HR_SHARE_COUNTS_MAX, &local);
      there = local != NULL || present != NULL;
    }
  return there
         || (hr_share_engine_ensure (self, path, name, bytes, error) && hr_share_engine_begin (self, error)
             && hr_share_engine_end (self, hr_share_engine_set_text (self, "own/counts-sent/", folder, name, error), error));
}

/* Of the names in it only this device's own are looked at: what it took back in, and what it was writing when it ended. */
static gboolean
publish_folder (HrShareEngine *self, const char *folder, GError **error)
{
  g_autofree char *path = g_strconcat ("c/", folder, NULL);
  g_autofree char *name = hr_share_engine_get_text (self, "own/counts-name/", folder);
  g_autoptr (GPtrArray) names = hr_share_folder_list (self->folder, path, error);

  if (names == NULL || !send (self, folder, path, name, names, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      const char *old = names->pdata[i];
      g_autofree char *old_path = g_strconcat (path, "/", old, NULL);
      HrShareName parsed;
      gboolean over;

      if (!hr_share_name_parse (old, &parsed) || strcmp (parsed.device, self->device) != 0)
        continue;
      over = parsed.kind == HR_SHARE_NAME_COUNTS && strcmp (old, name) != 0
             && hr_share_covers (self->tally_covers, parsed.epoch, parsed.number) && !g_hash_table_contains (self->quarantine, old);
      if ((over || parsed.kind == HR_SHARE_NAME_TEMPORARY) && !hr_share_folder_remove (self->folder, old_path, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
hr_share_engine_publish_counts (HrShareEngine *self, GError **error)
{
  const HrShareMember *own = hr_share_engine_member (self, self->device);
  g_autoptr (GPtrArray) folders = NULL;

  if (self->tell == NULL || own == NULL || own->revoked)
    return TRUE;
  if (!gather (self, error))
    return FALSE;
  folders = hr_share_engine_keys (self, "own/counts-name/", error);
  for (guint i = 0; folders != NULL && i < folders->len; i++)
    if (!publish_folder (self, folders->pdata[i], error))
      return FALSE;
  return folders != NULL;
}
