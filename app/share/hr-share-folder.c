/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/share/hr-share-folder.h"

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
hr_share_folder_create (HrShareFolder *self, const char *path, const char *temporary, GBytes *bytes, GError **error)
{
  self->creates++;
  self->bytes_written += g_bytes_get_size (bytes);
  return self->class->create (self, path, temporary, bytes, error);
}

gboolean
hr_share_folder_remove (HrShareFolder *self, const char *path, GError **error)
{
  self->removes++;
  return self->class->remove (self, path, error);
}
