/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-engine-private.h"

#include <string.h>

#ifdef HR_SHARE_MUTANTS
HrShareMutant hr_share_mutant;
#endif

HrShareEngine *
hr_share_engine_new (HrShareFolder *folder, HrShareLedger *ledger, const HrShareNet *net, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES])
{
  HrShareEngine *self = g_new0 (HrShareEngine, 1);
  g_autofree char *device = NULL;

  self->folder = folder;
  self->ledger = ledger;
  self->net = *net;
  memcpy (self->secret, secret, sizeof self->secret);
  memcpy (self->public_key, secret + HR_SEAL_SECRET_KEY_BYTES - HR_SEAL_PUBLIC_KEY_BYTES, sizeof self->public_key);
  device = hr_seal_device_id (self->public_key);
  g_strlcpy (self->device, device, sizeof self->device);
  hr_seal_random (&self->epoch, sizeof self->epoch);
  if (HR_MUTANT (EPOCH_REUSED))
    self->epoch = 1;
  self->tuning = (HrShareTuning){ .segments = 8, .adopt_rounds = 3, .drop_rounds = 30 };
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)hr_share_member_free);
  self->missed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
hr_share_engine_free (HrShareEngine *self)
{
  if (self == NULL)
    return;
  hr_seal_wipe (self->secret, sizeof self->secret);
  g_hash_table_unref (self->members);
  g_hash_table_unref (self->missed);
  g_clear_pointer (&self->heads, g_ptr_array_unref);
  g_clear_pointer (&self->count_files, g_ptr_array_unref);
  g_free (self);
}

/* ---- notes ---- */

gboolean
hr_share_engine_note (HrShareEngine *self, const char *key, GBytes *value, GError **error)
{
  return self->ledger->class->set (self->ledger, key, value, error);
}

gboolean
hr_share_engine_note_number (HrShareEngine *self, const char *key, guint64 value, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, value);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return hr_share_engine_note (self, key, bytes, error);
}

guint64
hr_share_engine_get_number (HrShareEngine *self, const char *key)
{
  g_autoptr (GBytes) bytes = self->ledger->class->get (self->ledger, key);
  g_autofree char *text = bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;
}

gboolean
hr_share_engine_has_note (HrShareEngine *self, const char *prefix, const char *name)
{
  g_autofree char *key = g_strconcat (prefix, name, NULL);
  g_autoptr (GBytes) bytes = self->ledger->class->get (self->ledger, key);

  return bytes != NULL;
}

static gboolean
add_key_cb (const char *key, GBytes *value, gpointer data)
{
  g_ptr_array_add (data, g_strdup (key));
  return TRUE;
}

GPtrArray *
hr_share_engine_keys (HrShareEngine *self, const char *prefix, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  return self->ledger->class->each (self->ledger, prefix, add_key_cb, keys, error) ? g_steal_pointer (&keys) : NULL;
}

GArray *
hr_share_engine_get_covers (HrShareEngine *self, const char *prefix, GError **error)
{
  g_autoptr (GPtrArray) keys = hr_share_engine_keys (self, prefix, error);
  GArray *covers;

  if (keys == NULL)
    return NULL;
  covers = g_array_new (FALSE, FALSE, sizeof (HrShareSpan));
  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = keys->pdata[i];

      hr_share_cover (covers, (guint32)g_ascii_strtoull (key + strlen (prefix), NULL, 16),
                      (guint32)hr_share_engine_get_number (self, key));
    }
  return covers;
}

char *
hr_share_engine_field_key (const HrShareGroup *group, guint field)
{
  return g_strdup_printf ("%u/%s/%s/%u", group->kind, group->scope, group->id, field);
}

gboolean
hr_share_engine_has_name (GPtrArray *names, const char *name)
{
  return g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
}

/* ---- files ---- */

GBytes *
hr_share_engine_fetch (HrShareEngine *self, const char *folder, const char *name, gsize maximum, GError **error)
{
  g_autofree char *path = g_strconcat (folder, "/", name, NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = hr_share_folder_read (self->folder, path, maximum, &local);
  HrShareName parsed;

  if (bytes == NULL && (g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND) || g_error_matches (local, HR_ERROR, HR_ERROR_LIMIT)))
    return NULL;
  if (bytes == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return hr_share_name_parse (name, &parsed) && hr_share_name_fits (&parsed, bytes) ? g_steal_pointer (&bytes) : NULL;
}

/* Before the first byte is written: is this the share at all? An empty folder in its place (not mounted) is not. */
static gboolean
check_marker (HrShareEngine *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = NULL;
  HrShareNet net;

  if (self->marked)
    return TRUE;
  bytes = hr_share_folder_read (self->folder, HR_SHARE_NET_FILE, HR_SHARE_SMALL_MAX, &local);
  if (bytes == NULL && !g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->marked = bytes != NULL && hr_share_net_decode (bytes, &net) && memcmp (&net, &self->net, sizeof net) == 0;
  if (!self->marked)
    g_set_error_literal (error, HR_ERROR, HR_ERROR_NOT_FOUND,
                         "The share is away, or another folder is in its place. Everything that is here stays; see that it is connected.");
  return self->marked;
}

gboolean
hr_share_engine_ensure (HrShareEngine *self, const char *path, GBytes *bytes, gboolean look, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *temporary = NULL;
  guint32 random = 0;

  if (!check_marker (self, error))
    return FALSE;
  for (guint attempt = 0; attempt < 3; attempt++)
    {
      if (look)
        {
          g_autoptr (GBytes) present = hr_share_folder_read (self->folder, path, HR_SHARE_SEGMENT_MAX, &local);

          if (present != NULL && g_bytes_equal (present, bytes))
            return TRUE;
          /* a file whose bytes are not those of its name serves nobody */
          if (present != NULL || g_error_matches (local, HR_ERROR, HR_ERROR_LIMIT))
            g_clear_error (&local);
          else if (!g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND))
            break;
          g_clear_error (&local);
          if (present != NULL && !hr_share_folder_remove (self->folder, path, error))
            return FALSE;
        }
      hr_seal_random (&random, sizeof random);
      g_free (temporary);
      temporary = g_strdup_printf ("x-%s-%08x.tmp", self->device, random);
      if (hr_share_folder_create (self->folder, path, temporary, bytes, &local))
        {
          self->news->published++;
          return TRUE;
        }
      if (!g_error_matches (local, HR_ERROR, HR_ERROR_REFUSED))
        break;
      look = TRUE;
      if (attempt < 2)
        g_clear_error (&local);
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* ---- trust ---- */

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

static gboolean
add_manifest_cb (const char *key, GBytes *value, gpointer data)
{
  HrShareManifest *manifest = hr_share_manifest_decode (value);

  if (manifest != NULL)
    g_ptr_array_add (data, manifest);
  return TRUE;
}

static void
hear (GHashTable *members, const HrShareManifest *manifest)
{
  for (guint i = 0; i < manifest->members->len; i++)
    {
      const HrShareMember *said = manifest->members->pdata[i];
      const HrShareMember *known = g_hash_table_lookup (members, said->device);

      if (known == NULL || hr_share_member_compare (known, said) < 0)
        {
          HrShareMember *copy = hr_share_member_copy (said);

          g_hash_table_replace (members, copy->device, copy);
        }
    }
}

gboolean
hr_share_engine_load_trust (HrShareEngine *self, GError **error)
{
  g_autoptr (GPtrArray) manifests = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_manifest_free);
  g_autoptr (GHashTable) by_root = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)hr_share_member_free);

  if (!self->ledger->class->each (self->ledger, "trust/", add_manifest_cb, manifests, error))
    return FALSE;
  g_hash_table_remove_all (self->members);
  for (guint i = 0; i < manifests->len; i++)
    if (memcmp (((HrShareManifest *)manifests->pdata[i])->signer, self->net.root, HR_SEAL_PUBLIC_KEY_BYTES) == 0)
      {
        hear (by_root, manifests->pdata[i]);
        hear (self->members, manifests->pdata[i]);
      }
  for (guint i = 0; i < manifests->len; i++)
    {
      const HrShareManifest *manifest = manifests->pdata[i];
      g_autofree char *signer = hr_seal_device_id (manifest->signer);
      const HrShareMember *manager = g_hash_table_lookup (by_root, signer);

      if (manager != NULL && !manager->revoked && (manager->roles & HR_SHARE_ROLE_MANAGER) != 0)
        for (guint k = 0; k < manifest->members->len; k++)
          {
            HrShareMember *member = manifest->members->pdata[k];
            const HrShareMember *rooted = g_hash_table_lookup (by_root, member->device);

            /* only the root key makes managers, and only it unmakes them */
            if (rooted != NULL && (rooted->roles & HR_SHARE_ROLE_MANAGER) != 0)
              member->serial = 0;
            else
              member->roles &= ~(guint)HR_SHARE_ROLE_MANAGER;
          }
      if (manager != NULL && !manager->revoked && (manager->roles & HR_SHARE_ROLE_MANAGER) != 0)
        hear (self->members, manifest);
    }
  return TRUE;
}

gboolean
hr_share_engine_read_trust (HrShareEngine *self, GError **error)
{
  gboolean news = FALSE;

  for (guint i = 0; i < self->heads->len; i++)
    {
      const char *name = self->heads->pdata[i];
      g_autofree char *key = g_strconcat ("trust/", name, NULL);
      g_autoptr (GError) local = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (HrShareManifest) manifest = NULL;
      HrShareName parsed;

      if (!hr_share_name_parse (name, &parsed) || parsed.kind != HR_SHARE_NAME_TRUST || hr_share_engine_has_note (self, "trust/", name)
          || hr_share_engine_has_note (self, "refused/", name))
        continue;
      bytes = hr_share_engine_fetch (self, "h", name, HR_SHARE_TRUST_MAX, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      manifest = bytes != NULL ? hr_share_manifest_decode (bytes) : NULL;
      if (manifest == NULL || memcmp (manifest->net, self->net.net, sizeof manifest->net) != 0 || manifest->version != parsed.number)
        continue;
      if (!self->ledger->class->begin (self->ledger, error))
        return FALSE;
      if (!hr_share_engine_note (self, key, bytes, error) || !self->ledger->class->commit (self->ledger, error))
        {
          self->ledger->class->rollback (self->ledger);
          return FALSE;
        }
      news = TRUE;
    }
  return !news || hr_share_engine_load_trust (self, error);
}

/* ---- a sync ---- */

static gboolean
run (HrShareEngine *self, GError **error)
{
  gboolean built = FALSE;

  self->heads = hr_share_folder_list (self->folder, "h", error);
  return self->heads != NULL && hr_share_engine_read_trust (self, error) && hr_share_engine_read_heads (self, error)
         && hr_share_engine_build (self, &built, error) && hr_share_engine_publish (self, built, error)
         && (!self->tuning.counts || hr_share_engine_counts (self, error))
         && (!self->tuning.scan || hr_share_engine_orphans (self, error)) && hr_share_engine_relay (self, error);
}

gboolean
hr_share_engine_sync (HrShareEngine *self, gint64 wall_ms, HrShareNews *news, GError **error)
{
  HrShareNews own = { 0 };
  gboolean ok;

  self->news = &own;
  self->wall_ms = wall_ms;
  self->marked = FALSE;
  ok = (g_hash_table_size (self->members) > 0 || hr_share_engine_load_trust (self, error)) && run (self, error);
  g_clear_pointer (&self->heads, g_ptr_array_unref);
  g_clear_pointer (&self->count_files, g_ptr_array_unref);
  self->news = NULL;
  if (news != NULL)
    *news = own;
  return ok;
}
