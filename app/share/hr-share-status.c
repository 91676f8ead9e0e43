/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
device_free (gpointer data)
{
  HrShareDevice *self = data;

  g_free (self->device);
  g_free (self->name);
  g_free (self->site);
  g_free (self);
}

void
hr_share_status_free (HrShareStatus *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self->name);
  g_free (self->device);
  g_free (self->site);
  g_free (self->trouble);
  g_ptr_array_unref (self->devices);
  g_ptr_array_unref (self->held);
  g_free (self);
}

static gint64
last_published (HrShareEngine *engine, const char *device)
{
  GPtrArray *heads = g_hash_table_lookup (engine->peers, device);
  gint64 last = 0;

  for (guint i = 0; heads != NULL && i < heads->len; i++)
    last = MAX (last, ((const HrShareKept *)heads->pdata[i])->head->wall_ms);
  return last;
}

static gint64
own_published (HrShareEngine *engine)
{
  g_autoptr (GBytes) bytes = hr_share_engine_get (engine, "own/head", "");
  g_autoptr (HrShareHead) head = bytes != NULL ? hr_share_head_decode (bytes) : NULL;

  return head != NULL ? head->wall_ms : 0;
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const HrShareDevice *x = *(HrShareDevice *const *)a, *y = *(HrShareDevice *const *)b;
  int order = strcmp (x->name, y->name);

  return order != 0 ? order : strcmp (x->device, y->device);
}

static void
add_devices (HrShareStatus *self, HrShareEngine *engine)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, engine->members);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const HrShareMember *member = value;
      HrShareDevice *device = g_new0 (HrShareDevice, 1);
      gboolean own = strcmp (member->device, engine->device) == 0;

      *device = (HrShareDevice){ g_strdup (member->device), g_strdup (member->name != NULL ? member->name : ""),
                                 g_strdup (member->site != NULL ? member->site : ""), member->roles, member->revoked, own,
                                 own ? own_published (engine) : last_published (engine, member->device) };
      g_ptr_array_add (self->devices, device);
      if (!own)
        continue;
      self->member = TRUE;
      self->revoked = member->revoked;
      self->roles = member->roles;
      self->site = g_strdup (device->site);
    }
  g_ptr_array_sort (self->devices, compare_cb);
}

static gboolean
something_cb (const HrShareGroup *group, gpointer data)
{
  *(gboolean *)data = TRUE;
  return FALSE;
}

HrShareStatus *
hr_share_get_status (HrShare *self, GError **error)
{
  g_autoptr (HrShareStatus) status = g_new0 (HrShareStatus, 1);
  g_autofree char *synced = hr_share_get_text (self, HR_NOTE_SYNCED);
  g_autofree char *told = hr_share_get_text (self, HR_NOTE_TOLD);
  g_autoptr (HrShareEngine) engine = NULL;
  HrShareNet net;

  status->devices = g_ptr_array_new_with_free_func (device_free);
  status->held = g_ptr_array_new_with_free_func (hr_share_held_free);
  status->device = hr_seal_device_id (self->public_key);
  if (!hr_share_get_net (self, &net))
    return g_steal_pointer (&status);
  status->folder = hr_share_get_text (self, HR_NOTE_FOLDER);
  status->name = hr_share_get_text (self, HR_NOTE_NAME);
  status->trouble = hr_share_get_text (self, HR_NOTE_TROUBLE);
  status->synced_ms = synced != NULL ? g_ascii_strtoll (synced, NULL, 10) : 0;
  status->told_ms = told != NULL ? g_ascii_strtoll (told, NULL, 10) : 0;
  hr_share_read_news (self, status);
  /* one of its own, without a folder: only the ledger is read, no turn is needed, and what another process wrote shows */
  engine = hr_share_engine_new (NULL, self->ledger, &net, self->secret, 0);
  if (!hr_share_engine_load (engine, error))
    return NULL;
  add_devices (status, engine);
  if (status->site == NULL)
    status->site = g_strdup ("");
  if ((status->roles & (HR_SHARE_STAFF | HR_SHARE_OFFICE)) != 0
      && !hr_share_store_outbox (self->store, something_cb, &status->outbox, error) && !status->outbox)
    return NULL;
  return g_steal_pointer (&status);
}

gboolean
hr_share_has_outbox (HrShare *self)
{
  HrShareEngine *engine = hr_share_need_engine (self, NULL);
  gboolean some = FALSE;

  return engine != NULL && hr_share_engine_may_list (engine, engine->device)
         && (hr_share_store_outbox (self->store, something_cb, &some, NULL) || some) && some;
}

const HrShareMember *
hr_share_find_member (HrShareEngine *engine, const char *device, GError **error)
{
  const HrShareMember *found = hr_share_engine_member (engine, device);
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  if (found != NULL)
    return found;
  g_hash_table_iter_init (&iter, engine->members);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (g_strcmp0 (((const HrShareMember *)value)->name, device) == 0)
      {
        found = value;
        n++;
      }
  if (n == 1)
    return found;
  if (n == 0)
    g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("No device with the id or name “%s” is in this share."), device);
  else
    g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("%u devices are called “%s”. Write the id of the one that is meant."), n, device);
  return NULL;
}

static void
say (GPtrArray *list, gboolean when, const char *sentence)
{
  if (when)
    g_ptr_array_add (list, g_strdup (sentence));
}

GPtrArray *
hr_share_synced_to_strings (const HrShareSynced *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  say (list, self->waiting, "This device is not let in yet. A manager compares its code and approves it.");
  say (list, self->incomplete > 0, "Some news has not come as a whole yet. It is read as soon as it has.");
  say (list, self->held > 0,
       "Another device withdrew very much at once. Nothing of that was taken over; a manager looks at it (share release).");
  say (list, self->refused > 0,
       "Files in the share have no valid signature of somebody who may write them. They were left alone; tell whoever cares for the share.");
  say (list, self->foreign_self,
       "This device published before what it does not remember: it was restored from a backup, or it was copied and there are two. Its words "
       "were taken back in. If it was copied, let the copy in as a device of its own.");
  say (list, self->behind, "The share shows less than it did: it was restored from a backup, or files were lost. They are being put back.");
  say (list, self->update, "Other devices have a newer Handrail and write what this one cannot read yet. Update this device.");
  return list;
}
