/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Manifests that say nothing any more, because later ones of the same signer, or of the root key, say all of it: they are not put back,
 * and managers take them away. Now and then a manager says everything again that he ever said, so that there are never many. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-engine-private.h"

#include <string.h>

/** One: @version, @name: later ones are higher */
typedef struct
{
  const char *name;
  HrShareManifest *manifest;
  char *signer; /* "" = the root key */
} One;

static void
one_clear (gpointer data)
{
  One *one = data;

  hr_share_manifest_free (one->manifest);
  g_free (one->signer);
}

static int
latest_first_cb (gconstpointer a, gconstpointer b)
{
  const One *x = a, *y = b;

  if (x->manifest->version != y->manifest->version)
    return x->manifest->version > y->manifest->version ? -1 : 1;
  return strcmp (y->name, x->name);
}

static GArray *
get_all (HrShareEngine *self)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (One));
  GHashTableIter iter;
  gpointer name, value;

  g_array_set_clear_func (all, one_clear);
  g_hash_table_iter_init (&iter, self->trust);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      One one = { name, hr_share_manifest_decode (value), NULL };

      if (one.manifest == NULL)
        continue;
      one.signer = memcmp (one.manifest->signer, self->net.root, sizeof self->net.root) == 0 ? g_strdup ("")
                                                                                             : hr_seal_device_id (one.manifest->signer);
      g_array_append_val (all, one);
    }
  g_array_sort (all, latest_first_cb);
  return all;
}

static gboolean
is_said (GHashTable *said, const char *signer, const HrShareMember *member)
{
  g_autofree char *key = g_strconcat (signer, "/", member->device, NULL);
  const HrShareMember *later = g_hash_table_lookup (said, key);

  return later != NULL && hr_share_member_compare (later, member) >= 0;
}

static void
note_said (GHashTable *said, const One *one)
{
  for (guint i = 0; i < one->manifest->members->len; i++)
    {
      const HrShareMember *member = one->manifest->members->pdata[i];

      if (!is_said (said, one->signer, member))
        g_hash_table_replace (said, g_strconcat (one->signer, "/", member->device, NULL), (gpointer)member);
    }
}

void
hr_share_engine_find_superseded (HrShareEngine *self)
{
  g_autoptr (GArray) all = get_all (self);
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_remove_all (self->superseded);
  for (guint i = 0; i < all->len; i++)
    {
      const One *one = &g_array_index (all, One, i);
      gboolean over = TRUE;

      for (guint k = 0; over && k < one->manifest->members->len; k++)
        over = is_said (said, one->signer, one->manifest->members->pdata[k]) || is_said (said, "", one->manifest->members->pdata[k]);
      if (over)
        g_hash_table_add (self->superseded, g_strdup (one->name));
      note_said (said, one);
    }
}

void
hr_share_engine_repeat (HrShareEngine *self, HrShareManifest *manifest)
{
  g_autoptr (GArray) all = get_all (self);
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *id = hr_seal_device_id (manifest->signer);
  gboolean root = memcmp (manifest->signer, self->net.root, sizeof self->net.root) == 0;
  guint n = 0;

  /* what is new stands in it already */
  for (guint i = 0; i < manifest->members->len; i++)
    g_hash_table_add (said, g_strdup (((HrShareMember *)manifest->members->pdata[i])->device));
  for (guint i = 0; i < all->len; i++)
    n += strcmp (g_array_index (all, One, i).signer, root ? "" : id) == 0
         && !g_hash_table_contains (self->superseded, g_array_index (all, One, i).name);
  if (n < self->tuning.manifests)
    return;
  for (guint i = 0; i < all->len; i++)
    {
      const One *one = &g_array_index (all, One, i);

      for (guint k = 0; strcmp (one->signer, root ? "" : id) == 0 && k < one->manifest->members->len; k++)
        {
          const HrShareMember *member = one->manifest->members->pdata[k];
          const HrShareMember *known = hr_share_engine_member (self, member->device);

          /* of two that he said, the one that counts; what others said since is theirs to say */
          if (known != NULL && known->serial == member->serial && g_hash_table_add (said, g_strdup (member->device)))
            g_ptr_array_add (manifest->members, hr_share_member_copy (member));
        }
    }
}

gboolean
hr_share_engine_remove_superseded (HrShareEngine *self, GError **error)
{
  const HrShareMember *own = hr_share_engine_member (self, self->device);
  GHashTableIter iter;
  gpointer name;

  if (own == NULL || own->revoked || !self->tuning.verify)
    return TRUE;
  g_hash_table_iter_init (&iter, self->superseded);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *path = g_strconcat ("h/", (char *)name, NULL);

      if (!g_hash_table_contains (self->shown, name))
        {
          if (!hr_share_engine_begin (self, error)
              || !hr_share_engine_end (self, hr_share_engine_set (self, "trust/", name, NULL, error), error))
            return FALSE;
          g_hash_table_remove (self->trust, name);
          g_hash_table_iter_remove (&iter);
        }
      else if ((own->roles & HR_SHARE_ROLE_MANAGER) != 0
               && (!hr_share_engine_check_marker (self, error) || !hr_share_folder_remove (self->folder, path, error)))
        return FALSE;
    }
  return TRUE;
}
