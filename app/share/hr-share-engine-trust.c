/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may what: from all manifests that the root key or a manager signed. What is known never goes back: of what is said of one device the
 * highest serial counts, in whatever order the manifests come and whichever the folder lost. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-engine-private.h"

#include <string.h>

const HrShareMember *
hr_share_engine_member (HrShareEngine *self, const char *device)
{
  return g_hash_table_lookup (self->members, device);
}

guint
hr_share_engine_role (HrShareEngine *self, const char *device)
{
  const HrShareMember *member = hr_share_engine_member (self, device);

  return member != NULL ? member->roles : 0;
}

gboolean
hr_share_engine_may (HrShareEngine *self, const char *device, guint32 epoch, guint32 seq)
{
  const HrShareMember *member = hr_share_engine_member (self, device);

  return member != NULL && (!member->revoked || hr_share_covers (member->kept, epoch, seq));
}

gboolean
hr_share_engine_may_list (HrShareEngine *self, const char *device)
{
  return HR_MUTANT (NO_ROLE) || (hr_share_engine_role (self, device) & (HR_SHARE_ROLE_SITE | HR_SHARE_ROLE_OFFICE)) != 0;
}

gboolean
hr_share_engine_speaks_for (HrShareEngine *self, const char *device, const char *scope)
{
  const HrShareMember *member = hr_share_engine_member (self, device);

  if (HR_MUTANT (NO_ROLE) || HR_MUTANT (NO_SIGNATURE))
    return TRUE;
  return member != NULL
         && ((member->roles & HR_SHARE_ROLE_OFFICE) != 0
             || ((member->roles & HR_SHARE_ROLE_SITE) != 0 && *member->site != '\0' && strcmp (scope, member->site) == 0));
}

gboolean
hr_share_engine_may_read_counts (HrShareEngine *self, const char *device)
{
  const HrShareMember *own = hr_share_engine_member (self, self->device), *member = hr_share_engine_member (self, device);

  if (own == NULL || member == NULL || own->revoked)
    return FALSE;
  return (own->roles & HR_SHARE_ROLE_OFFICE) != 0
         || ((own->roles & HR_SHARE_ROLE_SITE) != 0 && *own->site != '\0' && strcmp (own->site, member->site) == 0);
}

/* ---- what the manifests say ---- */

static void
hear (GHashTable *members, const HrShareMember *said, guint roles)
{
  const HrShareMember *known = g_hash_table_lookup (members, said->device);
  HrShareMember *copy;

  if (known != NULL && hr_share_member_compare (known, said) >= 0)
    return;
  copy = hr_share_member_copy (said);
  copy->roles &= roles;
  g_hash_table_replace (members, g_strdup (copy->device), copy);
}

static gboolean
is_root (HrShareEngine *self, const HrShareManifest *manifest)
{
  return memcmp (manifest->signer, self->net.root, sizeof self->net.root) == 0;
}

static gboolean
is_managed (HrShareEngine *self, const HrShareManifest *manifest)
{
  g_autofree char *signer = hr_seal_device_id (manifest->signer);

  return g_hash_table_contains (self->managers, signer);
}

static void
hear_root (HrShareEngine *self, GPtrArray *manifests)
{
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < manifests->len; i++)
    {
      const HrShareManifest *manifest = manifests->pdata[i];

      for (guint k = 0; is_root (self, manifest) && k < manifest->members->len; k++)
        hear (self->members, manifest->members->pdata[k], HR_SHARE_ROLES_ALL);
    }
  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const HrShareMember *member = value;

      if (!member->revoked && (member->roles & HR_SHARE_ROLE_MANAGER) != 0)
        g_hash_table_add (self->managers, g_strdup (member->device));
    }
}

/* Managers neither make managers nor unmake them. */
static void
hear_managers (HrShareEngine *self, GPtrArray *manifests)
{
  for (guint i = 0; i < manifests->len; i++)
    {
      const HrShareManifest *manifest = manifests->pdata[i];

      for (guint k = 0; is_managed (self, manifest) && k < manifest->members->len; k++)
        {
          const HrShareMember *said = manifest->members->pdata[k];

          if (!g_hash_table_contains (self->managers, said->device))
            hear (self->members, said, HR_SHARE_ROLES_ALL & ~(guint)HR_SHARE_ROLE_MANAGER);
        }
    }
}

static gboolean
add_manifest_cb (const char *key, GBytes *value, gpointer data)
{
  HrShareEngine *self = data;

  g_hash_table_replace (self->trust, g_strdup (key + strlen ("trust/")), g_bytes_ref (value));
  return TRUE;
}

gboolean
hr_share_engine_load_trust (HrShareEngine *self, GError **error)
{
  g_autoptr (GPtrArray) manifests = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_manifest_free);
  GHashTableIter iter;
  gpointer value;

  self->settled = FALSE;
  g_hash_table_remove_all (self->trust);
  if (!self->ledger->class->each (self->ledger, "trust/", add_manifest_cb, self, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->trust);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HrShareManifest *manifest = hr_share_manifest_decode (value);

      if (manifest != NULL)
        g_ptr_array_add (manifests, manifest);
    }
  g_hash_table_remove_all (self->members);
  g_hash_table_remove_all (self->managers);
  hear_root (self, manifests);
  hear_managers (self, manifests);
  hr_share_engine_find_superseded (self);
  return TRUE;
}

/* ---- news of the folder ---- */

/* What a stranger signed is not kept: anybody can make as much of that as he likes. (nullable): none, or not yet */
static GBytes *
read_one (HrShareEngine *self, const char *name, guint32 version)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = hr_share_engine_fetch (self, "h", name, HR_SHARE_TRUST_MAX, &local);
  g_autoptr (HrShareManifest) manifest = bytes != NULL ? hr_share_manifest_decode (bytes) : NULL;

  if (bytes == NULL)
    hr_share_engine_doubt (self, name, HR_SHARE_NOT_YET, NULL);
  else if (manifest == NULL)
    hr_share_engine_doubt (self, name, hr_share_needs_update (bytes) ? HR_SHARE_LATER_PROGRAM : HR_SHARE_NEVER, NULL);
  else if (memcmp (manifest->net, self->net.net, sizeof manifest->net) != 0 || manifest->version != version
           || (!is_root (self, manifest) && !is_managed (self, manifest)))
    hr_share_engine_doubt (self, name, HR_SHARE_NEVER, NULL);
  else
    return g_steal_pointer (&bytes);
  return NULL;
}

/* In one transaction: there may be hundreds at a first sync. */
static gboolean
read_all (HrShareEngine *self, gboolean *ret_news, GError **error)
{
  g_autoptr (GHashTable) news = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
  GHashTableIter iter;
  gpointer name, value;
  gboolean ok = TRUE;

  for (guint i = 0; i < self->names->len; i++)
    {
      HrShareName parsed;
      GBytes *bytes;

      name = self->names->pdata[i];
      if (!hr_share_name_parse (name, &parsed) || parsed.kind != HR_SHARE_NAME_TRUST || g_hash_table_contains (self->trust, name)
          || hr_share_engine_waits (self, name))
        continue;
      bytes = read_one (self, name, parsed.number);
      if (bytes != NULL)
        g_hash_table_insert (news, name, bytes);
    }
  *ret_news = g_hash_table_size (news) > 0;
  if (!*ret_news)
    return TRUE;
  if (!hr_share_engine_begin (self, error))
    return FALSE;
  g_hash_table_iter_init (&iter, news);
  while (ok && g_hash_table_iter_next (&iter, &name, &value))
    ok = hr_share_engine_set (self, "trust/", name, value, error);
  return hr_share_engine_end (self, ok, error) && hr_share_engine_load_trust (self, error);
}

/* What they said and nobody else says is an orphan. */
static gboolean
let_go (HrShareEngine *self, gboolean *ret_any, GError **error)
{
  GHashTableIter iter;
  gpointer device, value;

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, &device, &value))
    {
      GPtrArray *list = value;

      for (guint i = 0; i < list->len; i++)
        {
          const HrShareKept *kept = list->pdata[i];

          if (hr_share_engine_may_list (self, device) && hr_share_engine_may (self, device, kept->head->epoch, kept->head->seq))
            continue;
          *ret_any = TRUE;
          if (!hr_share_engine_set (self, "head/", kept->name, NULL, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Counts of those who may not any more; and all, when they are not for this device any more. */
static gboolean
let_counts_go (HrShareEngine *self, gboolean *ret_any, GError **error)
{
  GHashTableIter iter;
  gpointer place, value;

  g_hash_table_iter_init (&iter, self->tallies);
  while (g_hash_table_iter_next (&iter, &place, &value))
    {
      GPtrArray *list = value;
      const char *folder = strchr (place, '/') + 1;

      for (guint i = 0; i < list->len; i++)
        {
          const HrShareKept *kept = list->pdata[i];
          g_autofree char *name = g_strconcat (folder, "/", kept->name, NULL);

          if (hr_share_engine_may_read_counts (self, kept->head->device)
              && hr_share_engine_may (self, kept->head->device, kept->head->epoch, kept->head->seq))
            continue;
          *ret_any = TRUE;
          if (!hr_share_engine_set (self, "tally/", name, NULL, error))
            return FALSE;
        }
    }
  return TRUE;
}

gboolean
hr_share_engine_let_go (HrShareEngine *self, GError **error)
{
  gboolean any = FALSE;

  if (!hr_share_engine_begin (self, error)
      || !hr_share_engine_end (self, let_go (self, &any, error) && let_counts_go (self, &any, error), error))
    return FALSE;
  self->loaded = self->loaded && !any;
  return hr_share_engine_load (self, error);
}

gboolean
hr_share_engine_read_trust (HrShareEngine *self, GError **error)
{
  gboolean news = FALSE;

  /* a manager's manifest may stand before the one that makes him a manager */
  for (gboolean again = TRUE; again; news |= again)
    {
      again = FALSE;
      if (!read_all (self, &again, error))
        return FALSE;
      if (again)
        hr_share_engine_trust_again (self);
    }
  return !news || hr_share_engine_let_go (self, error);
}
