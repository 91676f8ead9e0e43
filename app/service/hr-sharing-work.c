/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-sharing-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/store/hr-store-desk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY_NAME "handrail-root-key"
#define KEY_NAMES 100

HrSharingJob *
hr_sharing_job_new (HrCenter *center, const HrSharingWork *work)
{
  HrSharingJob *self = g_new0 (HrSharingJob, 1);

  self->verb = work->verb;
  self->folder = g_strdup (work->folder);
  self->name = g_strdup (work->name);
  self->invitation = g_strdup (work->invitation);
  self->key_folder = g_strdup (work->key_folder);
  self->device = g_strdup (work->device);
  self->site = g_strdup (work->site);
  self->actor = g_strdup (work->actor);
  self->roles = work->roles;
  self->directory = g_strdup (hr_center_get_directory (center));
  self->store = g_object_ref (hr_center_get_store (center));
  self->clock = g_object_ref (hr_center_get_clock (center));
  return self;
}

void
hr_sharing_job_free (gpointer data)
{
  HrSharingJob *self = data;

  g_free (self->folder);
  g_free (self->name);
  g_free (self->invitation);
  g_free (self->key_folder);
  g_free (self->device);
  g_free (self->site);
  g_free (self->actor);
  g_free (self->directory);
  g_free (self->root_key);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_object_unref (self->store);
  g_object_unref (self->clock);
  g_free (self);
}

/* A stick may hold the key of another share already: that one stays. */
static char *
free_name (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, KEY_NAME, NULL);

  for (guint i = 2; i < KEY_NAMES && g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *name = g_strdup_printf (KEY_NAME "-%u", i);

      g_free (path);
      path = g_build_filename (folder, name, NULL);
    }
  return g_steal_pointer (&path);
}

static gboolean
start (HrSharingJob *self, HrShare *share, GError **error)
{
  g_autofree char *key = free_name (self->key_folder);

  if (!hr_share_init (share, self->folder, self->name, key, error))
    return FALSE;
  /* from here on there is a share: what follows can be done again */
  self->root_key = g_steal_pointer (&key);
  return hr_share_sync (share, TRUE, NULL, error);
}

static gboolean
read_requests (HrSharingJob *self, HrShare *share, GError **error)
{
  self->requests = hr_share_requests (share, error);
  return self->requests != NULL;
}

/* Also when something else could not be done: it may be done already. */
static gboolean
with_requests (HrSharingJob *self, HrShare *share, gboolean ok)
{
  self->requests = hr_share_requests (share, NULL);
  return ok;
}

/* ---- a deletion that is not wanted ---- */

static gboolean
is_retired (HrSharingJob *self, HrKind kind, const char *id)
{
  g_autoptr (HrThing) thing = hr_store_get_thing (self->store, kind, id, NULL);

  return thing != NULL && g_strcmp0 (hr_record_get (thing->record, "retired"), "yes") == 0;
}

static gboolean
bring_back (HrSharingJob *self, const HrShareStatus *before, GError **error)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (HrEdit));
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < before->held->len; i++)
    {
      const HrShareHeld *held = before->held->pdata[i];

      for (guint k = 0; strcmp (held->device, self->device) == 0 && k < held->things->len; k++)
        {
          const HrShareHeldThing *thing = held->things->pdata[k];
          HrEdit edit = { .verb = HR_EDIT_RESTORE, .kind = (HrKind)thing->kind, .id = thing->id };

          if (thing->kind < HR_N_KINDS && is_retired (self, (HrKind)thing->kind, thing->id))
            g_array_append_val (edits, edit);
        }
    }
  if (edits->len == 0)
    return TRUE;
  ids = hr_store_edit (self->store, (const HrEdit *)(gconstpointer)edits->data, edits->len, self->actor, error);
  return ids != NULL;
}

/* What another device says is only ever answered: it is taken over first, and then the other way round, so that nobody loses the rest of
 * what it says and everybody hears the answer. */
static gboolean
keep (HrSharingJob *self, HrShare *share, GError **error)
{
  g_autoptr (HrShareStatus) before = NULL;

  /* what waits is known when this process has read the folder */
  if (!hr_share_sync (share, FALSE, NULL, error))
    return FALSE;
  before = hr_share_get_status (share, error);
  return before != NULL && hr_share_release (share, self->device, error) && bring_back (self, before, error)
         && hr_share_sync (share, FALSE, NULL, error);
}

static gboolean
run (HrSharingJob *self, HrShare *share, GError **error)
{
  switch (self->verb)
    {
    case HR_SHARING_START:
      return start (self, share, error);
    case HR_SHARING_JOIN:
      return hr_share_enrol (share, self->folder, self->invitation, self->name, error);
    case HR_SHARING_WITHDRAW:
      return hr_share_withdraw (share, error);
    case HR_SHARING_SYNC:
      return hr_share_sync (share, FALSE, NULL, error);
    case HR_SHARING_REQUESTS:
      return read_requests (self, share, error);
    case HR_SHARING_APPROVE:
      return with_requests (self, share, hr_share_approve (share, self->device, self->roles, self->site, NULL, error));
    case HR_SHARING_TURN_AWAY:
    case HR_SHARING_TURN_BACK:
      return with_requests (self, share, hr_share_turn_away (share, self->device, self->verb == HR_SHARING_TURN_AWAY, error));
    case HR_SHARING_REVOKE:
      return hr_share_revoke (share, self->device, NULL, error);
    case HR_SHARING_LET_HAPPEN:
      return hr_share_release (share, self->device, error);
    case HR_SHARING_KEEP:
      return keep (self, share, error);
    case HR_SHARING_ACKNOWLEDGE:
    default:
      return hr_share_acknowledge (share, error);
    }
}

gboolean
hr_sharing_job_run (HrSharingJob *self, GError **error)
{
  g_autoptr (HrVocabulary) vocabulary = hr_store_load_vocabulary (error);
  g_autoptr (HrShare) share = vocabulary != NULL ? hr_share_open (self->directory, vocabulary, self->clock, error) : NULL;

  return share != NULL && run (self, share, error);
}
