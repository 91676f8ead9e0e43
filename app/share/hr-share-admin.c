/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Getting into a share, and letting others in. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define ROOT_NAME "The root key of the share"
#define CHECK_LENGTH 2
#define INVITATION_LENGTH (HR_SEAL_DEVICE_ID_LENGTH + CHECK_LENGTH)

static const struct
{
  const char *name;
  guint role;
} roles[] = {
  { "kiosk", HR_SHARE_KIOSK },
  { "staff", HR_SHARE_STAFF },
  { "office", HR_SHARE_OFFICE },
  { "manager", HR_SHARE_MANAGER },
};
G_STATIC_ASSERT ((guint)HR_SHARE_KIOSK == (guint)HR_SHARE_ROLE_KIOSK && (guint)HR_SHARE_STAFF == (guint)HR_SHARE_ROLE_SITE
                 && (guint)HR_SHARE_OFFICE == (guint)HR_SHARE_ROLE_OFFICE && (guint)HR_SHARE_MANAGER == (guint)HR_SHARE_ROLE_MANAGER);

gboolean
hr_share_role_parse (const char *text, guint *ret_roles)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  guint found = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint role = 0;

      g_strstrip (words[i]);
      for (guint k = 0; k < G_N_ELEMENTS (roles); k++)
        if (strcmp (words[i], roles[k].name) == 0)
          role = roles[k].role;
      if (role == 0)
        return FALSE;
      found |= role;
    }
  *ret_roles = found;
  return found != 0;
}

char *
hr_share_role_to_string (guint mask)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if ((mask & roles[i].role) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", roles[i].name);
  return g_string_free (text, FALSE);
}

static gboolean
check_free (HrShare *self, GError **error)
{
  g_autofree char *folder = hr_share_get_text (self, HR_NOTE_FOLDER);

  if (!hr_share_is_joined (self))
    return TRUE;
  g_set_error (error, HR_ERROR, HR_ERROR_REFUSED, _ ("This device is in the share at %s already. A device is in one share."),
               folder != NULL ? folder : "?");
  return FALSE;
}

static gboolean
check_name (const char *name, GError **error)
{
  gsize length = strlen (name);

  for (gsize i = 0; i < length; i++)
    if ((guchar)name[i] < ' ' || name[i] == 0x7f)
      length = 0;
  if (length > 0 && length <= HR_SHARE_TEXT_MAX && g_utf8_validate (name, -1, NULL))
    return TRUE;
  g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("Give this device a name of at most %d characters, such as \"Kiosk in the lobby\"."),
               HR_SHARE_TEXT_MAX);
  return FALSE;
}

/* ---- making one ---- */

static gboolean
found (HrShare *self, const char *folder, const char *name, const char *root_key, const HrShareNet *net,
       const guint8 root_secret[HR_SEAL_SECRET_KEY_BYTES], GError **error)
{
  g_autoptr (HrShareFolder) there = hr_share_reach (self, folder, error);
  HrShareEngine *engine;

  /* the key first: a share whose root key is lost is of no use */
  if (there == NULL || !hr_seal_save_keys (root_key, ROOT_NAME, root_secret, error))
    return FALSE;
  if (!hr_share_begin (there, net, root_secret, error))
    {
      g_unlink (root_key);
      return FALSE;
    }
  if (!hr_share_remember (self, folder, net, name, error))
    return FALSE;
  engine = hr_share_need_engine (self, error);
  return engine != NULL
         && hr_share_engine_approve (engine, root_secret, self->public_key, HR_SHARE_OFFICE | HR_SHARE_MANAGER, "", name,
                                     hr_share_now_ms (self), error);
}

static gboolean
init_locked (HrShare *self, const char *folder, const char *name, const char *root_key, GError **error)
{
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES];
  HrShareNet net;
  gboolean ok;

  if (!check_free (self, error) || !check_name (name, error))
    return FALSE;
  hr_seal_make_keys (net.root, secret);
  hr_seal_random (net.net, sizeof net.net);
  ok = found (self, folder, name, root_key, &net, secret, error);
  hr_seal_wipe (secret, sizeof secret);
  return ok;
}

gboolean
hr_share_init (HrShare *self, const char *folder, const char *name, const char *root_key, GError **error)
{
  gboolean result;

  if (!hr_share_lock (self, error))
    return FALSE;
  result = init_locked (self, folder, name, root_key, error);
  hr_share_unlock (self);
  return result;
}

/* ---- invitations ---- */

/* Two characters tell most slips of the hand. */
static void
make_check (const char *id, char ret[CHECK_LENGTH + 1])
{
  static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  guint8 hash[HR_SEAL_HASH_BYTES];

  hr_seal_hash (id, strlen (id), hash);
  for (guint i = 0; i < CHECK_LENGTH; i++)
    ret[i] = alphabet[hash[i] & 31];
  ret[CHECK_LENGTH] = '\0';
}

char *
hr_share_invitation (HrShare *self)
{
  g_autofree char *id = NULL;
  GString *text = NULL;
  char check[CHECK_LENGTH + 1];
  HrShareNet net;

  if (!hr_share_get_net (self, &net))
    return NULL;
  id = hr_seal_device_id (net.root);
  make_check (id, check);
  text = g_string_new (id);
  g_string_append (text, check);
  for (gssize i = INVITATION_LENGTH - 4; i > 0; i -= 4)
    g_string_insert_c (text, i, '-');
  return g_string_free (text, FALSE);
}

static char *
read_invitation (const char *invitation, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char check[CHECK_LENGTH + 1];

  for (const char *p = invitation; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (text, g_ascii_tolower (*p));
  if (text->len == INVITATION_LENGTH)
    {
      g_autofree char *id = g_strndup (text->str, HR_SEAL_DEVICE_ID_LENGTH);

      make_check (id, check);
      if (strcmp (check, text->str + HR_SEAL_DEVICE_ID_LENGTH) == 0)
        return g_steal_pointer (&id);
    }
  g_set_error (error, HR_ERROR, HR_ERROR_INPUT,
               _ ("“%s” is no invitation to a share: that is %d letters and digits. Copy it again from the other device."), invitation,
               INVITATION_LENGTH);
  return NULL;
}

static gboolean
read_net (HrShare *self, const char *folder, const char *root_id, HrShareNet *net, GError **error)
{
  g_autoptr (HrShareFolder) there = hr_share_reach (self, folder, error);
  g_autoptr (GBytes) bytes = there != NULL ? hr_share_folder_read (there, HR_SHARE_NET_FILE, HR_SHARE_SMALL_MAX, error) : NULL;
  g_autofree char *id = NULL;

  if (bytes == NULL)
    {
      g_prefix_error (error, _ ("There is no share at %s, or it cannot be read. "), folder);
      return FALSE;
    }
  if (hr_share_net_decode (bytes, net))
    {
      id = hr_seal_device_id (net->root);
      if (strcmp (id, root_id) == 0)
        return TRUE;
    }
  g_set_error (error, HR_ERROR, HR_ERROR_REFUSED,
               _ ("The share at %s is not the one that the invitation is for. Compare the address and the invitation."), folder);
  return FALSE;
}

/* ---- asking ---- */

static gboolean
make_request (HrShare *self, HrShareRequest *request, GError **error)
{
  g_autofree char *id = hr_seal_device_id (self->public_key);
  g_autoptr (GBytes) nonce = hr_share_store_get (self->store, HR_NOTE_NONCE);
  HrShareNet net;

  if (!hr_share_get_net (self, &net) || nonce == NULL || g_bytes_get_size (nonce) != sizeof request->nonce)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("This device is in no share."));
      return FALSE;
    }
  memcpy (request->net, net.net, sizeof request->net);
  memcpy (request->public_key, self->public_key, sizeof request->public_key);
  memcpy (request->nonce, g_bytes_get_data (nonce, NULL), sizeof request->nonce);
  g_strlcpy (request->device, id, sizeof request->device);
  request->name = hr_share_get_text (self, HR_NOTE_NAME);
  return TRUE;
}

static gboolean
ask (HrShare *self, GError **error)
{
  HrShareEngine *engine = hr_share_need_engine (self, error);
  g_autoptr (HrShareRequest) request = g_new0 (HrShareRequest, 1);

  return engine != NULL && make_request (self, request, error) && hr_share_engine_ask (engine, request, error);
}

static gboolean
enrol_locked (HrShare *self, const char *folder, const char *invitation, const char *name, GError **error)
{
  g_autofree char *root_id = NULL;
  HrShareNet net, own;

  if (!check_name (name, error))
    return FALSE;
  root_id = read_invitation (invitation, error);
  if (root_id == NULL || !read_net (self, folder, root_id, &net, error))
    return FALSE;
  /* asking again is no harm: the first request may have been lost */
  if (hr_share_get_net (self, &own) && memcmp (&own, &net, sizeof net) == 0)
    return ask (self, error);
  if (!check_free (self, error) || !hr_share_remember (self, folder, &net, name, error))
    return FALSE;
  if (ask (self, error))
    return TRUE;
  /* nobody heard of it: the device is in no share */
  hr_share_remember (self, folder, NULL, name, NULL);
  return FALSE;
}

gboolean
hr_share_enrol (HrShare *self, const char *folder, const char *invitation, const char *name, GError **error)
{
  gboolean result;

  if (!hr_share_lock (self, error))
    return FALSE;
  result = enrol_locked (self, folder, invitation, name, error);
  hr_share_unlock (self);
  return result;
}

char *
hr_share_code (HrShare *self)
{
  g_autoptr (HrShareRequest) request = g_new0 (HrShareRequest, 1);
  g_autoptr (HrShareEngine) engine = NULL;
  char code[9];
  HrShareNet net;

  /* one of its own, without a folder: nothing is waited for */
  if (!hr_share_get_net (self, &net))
    return NULL;
  engine = hr_share_engine_new (NULL, self->ledger, &net, self->secret, 0);
  if (!hr_share_engine_load (engine, NULL) || hr_share_engine_member (engine, engine->device) != NULL || !make_request (self, request, NULL)
      || !hr_share_request_code (request, net.root, code))
    return NULL;
  return g_strdup (code);
}

static gboolean
withdraw_locked (HrShare *self, GError **error)
{
  g_autoptr (HrShareStatus) status = hr_share_get_status (self, error);

  if (status == NULL || status->folder == NULL)
    return status != NULL;
  if (!status->member)
    return hr_share_remember (self, NULL, NULL, NULL, error);
  g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED, _ ("This device was let in already. A manager can put it out."));
  return FALSE;
}

gboolean
hr_share_withdraw (HrShare *self, GError **error)
{
  gboolean result;

  if (!hr_share_lock (self, error))
    return FALSE;
  result = withdraw_locked (self, error);
  hr_share_unlock (self);
  return result;
}

/* ---- letting in ---- */

static void
asking_free (gpointer data)
{
  HrShareAsking *self = data;

  g_free (self->device);
  g_free (self->name);
  g_free (self->code);
  g_free (self);
}

static gboolean
is_turned (HrShare *self, const char *device)
{
  g_autofree char *key = g_strconcat (HR_NOTE_TURNED, device, NULL);
  g_autoptr (GBytes) note = hr_share_store_get (self->store, key);

  return note != NULL;
}

gboolean
hr_share_turn_away (HrShare *self, const char *device, gboolean away, GError **error)
{
  g_autofree char *key = g_strconcat (HR_NOTE_TURNED, device, NULL);

  if (!hr_share_store_begin (self->store, error))
    return FALSE;
  if (hr_share_set_text (self, key, away ? "yes" : NULL, error) && hr_share_store_commit (self->store, error))
    return TRUE;
  hr_share_store_rollback (self->store);
  return FALSE;
}

static GPtrArray *
requests_locked (HrShare *self, GError **error)
{
  HrShareEngine *engine = hr_share_need_engine (self, error);
  g_autoptr (GPtrArray) requests = engine != NULL ? hr_share_engine_requests (engine, error) : NULL;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (asking_free);

  for (guint i = 0; requests != NULL && i < requests->len; i++)
    {
      const HrShareRequest *request = requests->pdata[i];
      HrShareAsking *asking = g_new0 (HrShareAsking, 1);
      char code[9] = "";

      g_ptr_array_add (list, asking);
      if (!hr_share_request_code (request, engine->net.root, code))
        {
          g_set_error_literal (error, HR_ERROR, HR_ERROR_IO, _ ("There is not enough memory to work out the codes of the devices."));
          return NULL;
        }
      *asking = (HrShareAsking){ g_strdup (request->device), g_strdup (request->name), g_strdup (code), is_turned (self, request->device) };
    }
  return requests != NULL ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
hr_share_requests (HrShare *self, GError **error)
{
  GPtrArray *result;

  if (!hr_share_lock (self, error))
    return NULL;
  result = requests_locked (self, error);
  hr_share_unlock (self);
  return result;
}

/* The key that signs: this device's own, or the root key. */
static gboolean
get_signer (HrShare *self, HrShareEngine *engine, const char *root_key, guint8 ret_secret[HR_SEAL_SECRET_KEY_BYTES], GError **error)
{
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];

  if (root_key == NULL)
    {
      memcpy (ret_secret, self->secret, HR_SEAL_SECRET_KEY_BYTES);
      return TRUE;
    }
  if (!hr_seal_load_keys (root_key, ROOT_NAME, public_key, ret_secret, error))
    return FALSE;
  if (memcmp (public_key, engine->net.root, sizeof public_key) == 0)
    return TRUE;
  hr_seal_wipe (ret_secret, HR_SEAL_SECRET_KEY_BYTES);
  g_set_error (error, HR_ERROR, HR_ERROR_REFUSED, _ ("%s is not the root key of this share."), root_key);
  return FALSE;
}

static gboolean
matches (const HrShareRequest *request, const HrShareEngine *engine, const char *device)
{
  char code[9] = "";

  return strcmp (request->device, device) == 0
         || (strlen (device) == 8 && hr_share_request_code (request, engine->net.root, code) && strcmp (code, device) == 0);
}

/* Among those who ask, then among those who are in. */
static gboolean
find_key (HrShareEngine *engine, const char *device, guint8 ret_key[HR_SEAL_PUBLIC_KEY_BYTES], char **ret_name, GError **error)
{
  g_autoptr (GPtrArray) requests = hr_share_engine_requests (engine, error);
  const HrShareMember *member;

  if (requests == NULL)
    return FALSE;
  for (guint i = 0; i < requests->len; i++)
    {
      const HrShareRequest *request = requests->pdata[i];

      if (matches (request, engine, device))
        {
          memcpy (ret_key, request->public_key, HR_SEAL_PUBLIC_KEY_BYTES);
          *ret_name = g_strdup (request->name);
          return TRUE;
        }
    }
  member = hr_share_find_member (engine, device, NULL);
  if (member == NULL)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND,
                   _ ("No device with the code or name “%s” asks to be let in. The list of those who do may not have come here yet."),
                   device);
      return FALSE;
    }
  memcpy (ret_key, member->public_key, HR_SEAL_PUBLIC_KEY_BYTES);
  *ret_name = g_strdup (member->name);
  return TRUE;
}

static gboolean
approve_locked (HrShare *self, const char *device, guint mask, const char *site, const char *root_key, GError **error)
{
  HrShareEngine *engine = hr_share_need_engine (self, error);
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES], key[HR_SEAL_PUBLIC_KEY_BYTES];
  g_autofree char *name = NULL;
  gboolean ok;

  if (engine == NULL)
    return FALSE;
  if (mask == 0 || (mask & ~(guint)HR_SHARE_ROLES_ALL) != 0)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, _ ("Say what the device may: kiosk, staff, office or manager."));
      return FALSE;
    }
  if (site != NULL && *site != '\0' && !check_name (site, error))
    return FALSE;
  if (!get_signer (self, engine, root_key, secret, error))
    return FALSE;
  ok = hr_share_engine_load (engine, error) && find_key (engine, device, key, &name, error)
       && hr_share_engine_approve (engine, secret, key, mask, site != NULL ? site : "", name, hr_share_now_ms (self), error);
  hr_seal_wipe (secret, sizeof secret);
  return ok && hr_share_sync (self, FALSE, NULL, error);
}

gboolean
hr_share_approve (HrShare *self, const char *device, guint mask, const char *site, const char *root_key, GError **error)
{
  gboolean result;

  if (!hr_share_lock (self, error))
    return FALSE;
  result = approve_locked (self, device, mask, site, root_key, error);
  hr_share_unlock (self);
  return result;
}

/* Whom a manager let in is in by that manager's word alone. When it goes, the root key says the same of them: else all kiosks of a lost
 * office were out. */
static gboolean
keep_others (HrShare *self, HrShareEngine *engine, GPtrArray *members, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES], GError **error)
{
  for (guint i = 0; i < members->len; i++)
    {
      const HrShareMember *member = members->pdata[i];

      if (!hr_share_engine_approve (engine, secret, member->public_key, member->roles, member->site, member->name, hr_share_now_ms (self),
                                    error))
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
get_others (HrShareEngine *engine, const HrShareMember *manager)
{
  GPtrArray *members = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_member_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, engine->members);
  while ((manager->roles & HR_SHARE_ROLE_MANAGER) != 0 && g_hash_table_iter_next (&iter, NULL, &value))
    {
      const HrShareMember *member = value;

      if (!member->revoked && (member->roles & HR_SHARE_ROLE_MANAGER) == 0)
        g_ptr_array_add (members, hr_share_member_copy (member));
    }
  return members;
}

static gboolean
revoke_locked (HrShare *self, const char *device, const char *root_key, GError **error)
{
  HrShareEngine *engine = hr_share_need_engine (self, error);
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES];
  const HrShareMember *member;
  g_autoptr (GPtrArray) others = NULL;
  char id[HR_SHARE_DEVICE_LENGTH + 1];
  gboolean ok;

  /* whom others let in meanwhile */
  if (engine == NULL || !hr_share_sync (self, FALSE, NULL, error) || !hr_share_engine_load (engine, error))
    return FALSE;
  member = hr_share_find_member (engine, device, error);
  if (member == NULL || !get_signer (self, engine, root_key, secret, error))
    return FALSE;
  g_strlcpy (id, member->device, sizeof id);
  others = get_others (engine, member);
  /* in this order: when it is broken off, nobody is out who should be in */
  ok = keep_others (self, engine, others, secret, error) && hr_share_engine_revoke (engine, secret, id, hr_share_now_ms (self), error);
  hr_seal_wipe (secret, sizeof secret);
  return ok && hr_share_sync (self, FALSE, NULL, error);
}

gboolean
hr_share_revoke (HrShare *self, const char *device, const char *root_key, GError **error)
{
  gboolean result;

  if (!hr_share_lock (self, error))
    return FALSE;
  result = revoke_locked (self, device, root_key, error);
  hr_share_unlock (self);
  return result;
}

static gboolean
release_locked (HrShare *self, const char *device, GError **error)
{
  HrShareEngine *engine = hr_share_need_engine (self, error);
  const HrShareMember *member;
  char id[HR_SHARE_DEVICE_LENGTH + 1];

  if (engine == NULL || !hr_share_engine_load (engine, error))
    return FALSE;
  member = hr_share_find_member (engine, device, error);
  if (member == NULL)
    return FALSE;
  g_strlcpy (id, member->device, sizeof id);
  /* what waits is known once this process has read the folder */
  return hr_share_sync (self, FALSE, NULL, error) && hr_share_engine_release (engine, id, error)
         && hr_share_sync (self, FALSE, NULL, error);
}

gboolean
hr_share_release (HrShare *self, const char *device, GError **error)
{
  gboolean result;

  if (!hr_share_lock (self, error))
    return FALSE;
  result = release_locked (self, device, error);
  hr_share_unlock (self);
  return result;
}
