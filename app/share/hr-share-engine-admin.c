/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a share begins, how a device asks to be let in, and how a manager (or who has the root key) lets it in and out. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-engine-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define REQUESTS_MAX 1000

gboolean
hr_share_begin (HrShareFolder *folder, const HrShareNet *net, const guint8 root_secret[HR_SEAL_SECRET_KEY_BYTES], GError **error)
{
  g_autofree char *root = hr_seal_device_id (net->root);
  g_autofree char *draft = g_strdup_printf ("x-%s-00000000.tmp", root);
  g_autoptr (GBytes) bytes = hr_share_net_encode (net, root_secret);
  g_autoptr (GPtrArray) names = hr_share_folder_list (folder, "", error);

  if (names == NULL)
    return FALSE;
  if (g_ptr_array_find_with_equal_func (names, HR_SHARE_NET_FILE, g_str_equal, NULL))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED, _ ("There is a share in this folder already. It stays as it is."));
      return FALSE;
    }
  return hr_share_folder_publish (folder, HR_SHARE_NET_FILE, draft, bytes, error);
}

/* ---- asking ---- */

gboolean
hr_share_engine_ask (HrShareEngine *self, const HrShareRequest *request, GError **error)
{
  HrShareNews news = { 0 };
  g_autoptr (GBytes) bytes = hr_share_request_encode (request, self->secret);
  g_autofree char *name = hr_share_name_make (HR_SHARE_NAME_REQUEST, self->device, 0, 0, bytes);
  gboolean ok;

  self->news = &news;
  self->marked = FALSE;
  ok = hr_share_engine_ensure (self, "q", name, bytes, error);
  self->news = NULL;
  return ok;
}

static HrShareRequest *
read_request (HrShareEngine *self, const char *name)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HrShareRequest) request = NULL;
  const HrShareMember *member;
  HrShareName parsed;

  if (!hr_share_name_parse (name, &parsed) || parsed.kind != HR_SHARE_NAME_REQUEST)
    return NULL;
  /* who is in needs no request, and who was put out is not let in by one */
  member = hr_share_engine_member (self, parsed.device);
  bytes = member == NULL ? hr_share_engine_fetch (self, "q", name, HR_SHARE_SMALL_MAX, &local) : NULL;
  request = bytes != NULL ? hr_share_request_decode (bytes) : NULL;
  if (request == NULL || strcmp (request->device, parsed.device) != 0 || memcmp (request->net, self->net.net, sizeof request->net) != 0)
    return NULL;
  return g_steal_pointer (&request);
}

GPtrArray *
hr_share_engine_requests (HrShareEngine *self, GError **error)
{
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_request_free);
  g_autoptr (GPtrArray) names = NULL;

  if (!hr_share_engine_load (self, error))
    return NULL;
  names = hr_share_folder_list (self->folder, "q", error);
  for (guint i = 0; names != NULL && i < names->len && requests->len < REQUESTS_MAX; i++)
    {
      HrShareRequest *request = read_request (self, names->pdata[i]);

      if (request != NULL)
        g_ptr_array_add (requests, request);
    }
  return names != NULL ? g_steal_pointer (&requests) : NULL;
}

/* ---- saying ---- */

static gboolean
may_sign (HrShareEngine *self, const guint8 signer[HR_SEAL_PUBLIC_KEY_BYTES], const HrShareMember *member)
{
  g_autofree char *device = hr_seal_device_id (signer);

  if (memcmp (signer, self->net.root, sizeof self->net.root) == 0)
    return TRUE;
  return g_hash_table_contains (self->managers, device) && (member->roles & HR_SHARE_ROLE_MANAGER) == 0
         && !g_hash_table_contains (self->managers, member->device);
}

static guint32
next_version (HrShareEngine *self)
{
  guint32 version = 0;
  GHashTableIter iter;
  gpointer name;
  HrShareName parsed;

  g_hash_table_iter_init (&iter, self->trust);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (hr_share_name_parse (name, &parsed))
      version = MAX (version, parsed.number);
  return version < G_MAXUINT32 ? version + 1 : version;
}

/* "own/trust/": not yet seen in the folder */
static gboolean
keep (HrShareEngine *self, const char *name, GBytes *bytes, GError **error)
{
  return hr_share_engine_set (self, "trust/", name, bytes, error) && hr_share_engine_set_number (self, "own/trust/", name, 1, error);
}

/* @member: (transfer full): what is said of it from now on */
static gboolean
say (HrShareEngine *self, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES], HrShareMember *member, gint64 wall_ms, GError **error)
{
  g_autoptr (HrShareManifest) manifest = hr_share_manifest_new ();
  const HrShareMember *known = hr_share_engine_member (self, member->device);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  memcpy (manifest->net, self->net.net, sizeof manifest->net);
  memcpy (manifest->signer, secret + HR_SEAL_SECRET_KEY_BYTES - HR_SEAL_PUBLIC_KEY_BYTES, sizeof manifest->signer);
  member->serial = known != NULL ? known->serial + 1 : 1;
  if (known != NULL)
    hr_share_member_keep_unknown (member, known);
  g_ptr_array_add (manifest->members, member);
  if (!may_sign (self, manifest->signer, member))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED,
                           _ ("Only a manager's device lets devices in and out, and only the root key does so with managers."));
      return FALSE;
    }
  hr_share_engine_repeat (self, manifest);
  manifest->version = next_version (self);
  manifest->wall_ms = MAX (wall_ms, 0);
  bytes = hr_share_manifest_encode (manifest, secret);
  name = hr_share_name_make (HR_SHARE_NAME_TRUST, NULL, 0, manifest->version, bytes);
  if (!hr_share_engine_begin (self, error) || !hr_share_engine_end (self, keep (self, name, bytes, error), error)
      || !hr_share_engine_load_trust (self, error))
    return FALSE;
  hr_share_engine_trust_again (self);
  return hr_share_engine_let_go (self, error);
}

gboolean
hr_share_engine_approve (HrShareEngine *self, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES],
                         const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES], guint roles, const char *site, const char *name, gint64 wall_ms,
                         GError **error)
{
  HrShareMember *member;

  if (!hr_share_engine_load (self, error))
    return FALSE;
  member = hr_share_member_new (public_key);
  member->roles = roles;
  g_free (member->site);
  g_free (member->name);
  member->site = g_strdup (site);
  member->name = g_strdup (name);
  return say (self, secret, member, wall_ms, error);
}

static void
keep_all (GArray *spans, GPtrArray *list)
{
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const GArray *covers = ((HrShareKept *)list->pdata[i])->head->covers;

      for (guint k = 0; k < covers->len; k++)
        hr_share_cover (spans, g_array_index (covers, HrShareSpan, k).epoch, g_array_index (covers, HrShareSpan, k).seq);
    }
}

/* What was read of it so far counts further, listings and counts. */
gboolean
hr_share_engine_revoke (HrShareEngine *self, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES], const char *device, gint64 wall_ms,
                        GError **error)
{
  const HrShareMember *known;
  HrShareMember *member;
  GHashTableIter iter;
  gpointer place, list;

  if (!hr_share_engine_load (self, error))
    return FALSE;
  known = hr_share_engine_member (self, device);
  if (known == NULL)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("No device \"%s\" is in this share."), device);
      return FALSE;
    }
  member = hr_share_member_copy (known);
  member->revoked = TRUE;
  keep_all (member->kept, g_hash_table_lookup (self->peers, device));
  g_hash_table_iter_init (&iter, self->tallies);
  while (g_hash_table_iter_next (&iter, &place, &list))
    if (g_str_has_prefix (place, device) && ((const char *)place)[HR_SHARE_DEVICE_LENGTH] == '/')
      keep_all (member->kept, list);
  return say (self, secret, member, wall_ms, error);
}

/* ---- to the folder ---- */

gboolean
hr_share_engine_publish_trust (HrShareEngine *self, GError **error)
{
  g_autoptr (GPtrArray) names = hr_share_engine_keys (self, "own/trust/", error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const char *name = names->pdata[i];
      g_autoptr (GBytes) bytes = hr_share_engine_get (self, "trust/", name);

      if (!g_hash_table_contains (self->shown, name))
        {
          if (bytes != NULL && !hr_share_engine_ensure (self, "h", name, bytes, error))
            return FALSE;
        }
      else if (!hr_share_engine_begin (self, error)
               || !hr_share_engine_end (self, hr_share_engine_set (self, "own/trust/", name, NULL, error), error))
        return FALSE;
    }
  return names != NULL;
}
