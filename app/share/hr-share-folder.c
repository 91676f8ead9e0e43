/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "handrail/share/hr-share-folder.h"

#include <string.h>

void
hr_share_folder_free (HrShareFolder *self)
{
  if (self != NULL)
    self->class->free (self);
}

GPtrArray *
hr_share_folder_list (HrShareFolder *self, const char *path, GError **error)
{
  self->lists++;
  return self->class->list (self, path, error);
}

GBytes *
hr_share_folder_read (HrShareFolder *self, const char *path, gsize maximum, GError **error)
{
  GBytes *bytes;

  self->reads++;
  bytes = self->class->read (self, path, maximum, error);
  if (bytes != NULL)
    self->bytes_read += g_bytes_get_size (bytes);
  return bytes;
}

gboolean
hr_share_folder_create (HrShareFolder *self, const char *path, GBytes *bytes, GError **error)
{
  self->creates++;
  self->bytes_written += g_bytes_get_size (bytes);
  return self->class->create (self, path, bytes, error);
}

gboolean
hr_share_folder_rename_new (HrShareFolder *self, const char *from, const char *to, GError **error)
{
  self->renames++;
  return self->class->rename_new (self, from, to, error);
}

gboolean
hr_share_folder_remove (HrShareFolder *self, const char *path, GError **error)
{
  self->removes++;
  return self->class->remove (self, path, error);
}

gboolean
hr_share_folder_sync (HrShareFolder *self, const char *path, GError **error)
{
  self->syncs++;
  return self->class->sync (self, path, error);
}

gboolean
hr_share_folder_publish (HrShareFolder *self, const char *path, const char *temporary, GBytes *bytes, GError **error)
{
  const char *slash = strrchr (path, '/');
  g_autofree char *folder = slash != NULL ? g_strndup (path, (gsize)(slash - path)) : g_strdup ("");
  g_autofree char *draft = slash != NULL ? g_strconcat (folder, "/", temporary, NULL) : g_strdup (temporary);

  if (!self->class->renames)
    return hr_share_folder_create (self, path, bytes, error) && hr_share_folder_sync (self, folder, error);
  if (!hr_share_folder_create (self, draft, bytes, error) || !hr_share_folder_rename_new (self, draft, path, error))
    {
      /* what is left of it would be removed later all the same */
      hr_share_folder_remove (self, draft, NULL);
      return FALSE;
    }
  return hr_share_folder_sync (self, folder, error);
}
