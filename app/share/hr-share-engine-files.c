/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single files: read when they are whole, written so that they are, and remembered when they are neither whole nor right. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-engine-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DOUBTS_MAX 2000

GBytes *
hr_share_engine_fetch (HrShareEngine *self, const char *folder, const char *name, gsize maximum, GError **error)
{
  g_autofree char *path = g_strconcat (folder, "/", name, NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = hr_share_folder_read (self->folder, path, maximum, &local);
  HrShareName parsed;

  if (bytes != NULL)
    return hr_share_name_parse (name, &parsed) && hr_share_name_fits (&parsed, bytes) ? g_steal_pointer (&bytes) : NULL;
  if (!g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND) && !g_error_matches (local, HR_ERROR, HR_ERROR_LIMIT))
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* An empty folder in the share's place (not mounted) is not the share, and neither is somebody else's. */
gboolean
hr_share_engine_check_marker (HrShareEngine *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = NULL;
  HrShareNet net;

  if (self->marked)
    return TRUE;
  bytes = hr_share_folder_read (self->folder, HR_SHARE_NET_FILE, HR_SHARE_SMALL_MAX, &local);
  if (bytes == NULL && !g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND) && !g_error_matches (local, HR_ERROR, HR_ERROR_LIMIT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->marked = bytes != NULL && hr_share_net_decode (bytes, &net) && memcmp (&net, &self->net, sizeof net) == 0;
  self->news->other_share = !self->marked && bytes != NULL && hr_share_net_decode (bytes, &net);
  if (!self->marked)
    g_set_error_literal (error, HR_ERROR, HR_ERROR_NOT_FOUND,
                         _ ("The share is away, or another folder is in its place. Everything that is here stays; see that it is "
                            "connected."));
  return self->marked;
}

/* What stands under a name without its bytes serves nobody: whoever writes it writes it again. */
static gboolean
make_room (HrShareEngine *self, const char *path, GBytes *bytes, gboolean *ret_there, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) present = hr_share_folder_read (self->folder, path, HR_SHARE_SEGMENT_MAX, &local);

  *ret_there = present != NULL && g_bytes_equal (present, bytes);
  if (*ret_there || g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND))
    return TRUE;
  if (local != NULL && !g_error_matches (local, HR_ERROR, HR_ERROR_LIMIT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return hr_share_folder_remove (self->folder, path, error);
}

gboolean
hr_share_engine_ensure (HrShareEngine *self, const char *folder, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_strconcat (folder, "/", name, NULL);
  g_autoptr (GError) local = NULL;

  if (!hr_share_engine_check_marker (self, error))
    return FALSE;
  for (guint attempt = 0; attempt < 3; attempt++)
    {
      g_autofree char *draft = g_strdup_printf ("x-%s-%08x.tmp", self->device, self->epoch + self->drafts++ * 0x9e3779b9u);
      gboolean there = FALSE;

      g_clear_error (&local);
      if (hr_share_folder_publish (self->folder, path, draft, bytes, &local))
        {
          self->news->published++;
          return TRUE;
        }
      if (!g_error_matches (local, HR_ERROR, HR_ERROR_REFUSED))
        break;
      if (!make_room (self, path, bytes, &there, error))
        return FALSE;
      if (there)
        return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* ---- doubts ---- */

void
hr_share_doubt_free (gpointer data)
{
  hr_share_head_free (((HrShareDoubt *)data)->head);
  g_clear_pointer (&((HrShareDoubt *)data)->withdrawn, g_ptr_array_unref);
  g_free (data);
}

/* At first in every sync, for a file that is just being written is whole in the next one. */
static guint
patience (guint tries)
{
  return tries < 3 ? 1 : 1u << MIN (tries - 2, 16);
}

void
hr_share_engine_doubt (HrShareEngine *self, const char *name, HrShareWhy why, HrShareHead *head)
{
  HrShareDoubt *doubt = g_hash_table_lookup (self->quarantine, name);
  guint wait;

  self->news->update |= why == HR_SHARE_LATER_PROGRAM;
  if (doubt == NULL && g_hash_table_size (self->quarantine) >= DOUBTS_MAX)
    g_hash_table_remove_all (self->quarantine);
  if (doubt == NULL)
    {
      doubt = g_new0 (HrShareDoubt, 1);
      g_hash_table_insert (self->quarantine, g_strdup (name), doubt);
    }
  wait = patience (doubt->tries++);
  doubt->next = self->round + MIN (wait, self->tuning.patience);
  doubt->why = why;
  doubt->round = self->round;
  hr_share_head_free (doubt->head);
  doubt->head = head;
  g_clear_pointer (&doubt->withdrawn, g_ptr_array_unref);
}

void
hr_share_engine_hold (HrShareEngine *self, const char *name, HrShareHead *head, GPtrArray *withdrawn)
{
  hr_share_engine_doubt (self, name, HR_SHARE_HELD, head);
  ((HrShareDoubt *)g_hash_table_lookup (self->quarantine, name))->withdrawn = withdrawn;
}

gboolean
hr_share_engine_waits (HrShareEngine *self, const char *name)
{
  const HrShareDoubt *doubt = g_hash_table_lookup (self->quarantine, name);

  if (doubt == NULL || (doubt->why != HR_SHARE_NEVER && (gint)(doubt->next - self->round) <= 0))
    return FALSE;
  self->news->held += doubt->why == HR_SHARE_HELD;
  self->news->update |= doubt->why == HR_SHARE_LATER_PROGRAM;
  return TRUE;
}

static gboolean
is_over_cb (gpointer key, gpointer value, gpointer data)
{
  return ((HrShareDoubt *)value)->why != HR_SHARE_NOT_YET;
}

void
hr_share_engine_trust_again (HrShareEngine *self)
{
  self->settled = FALSE;
  g_hash_table_foreach_remove (self->quarantine, is_over_cb, NULL);
}
