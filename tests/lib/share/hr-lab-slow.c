/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-test"

#include "hr-lab-crowd.h"

typedef struct
{
  HrShareFolder base;
  HrShareFolderClass class;
  HrShareFolder *inner;
  guint delay_ms;
} Slow;

static HrShareFolder *
wait_for (HrShareFolder *base)
{
  Slow *self = (Slow *)base;

  g_usleep ((gulong)self->delay_ms * 1000);
  return self->inner;
}

static GPtrArray *
slow_list (HrShareFolder *base, const char *path, GError **error)
{
  return hr_share_folder_list (wait_for (base), path, error);
}

static GBytes *
slow_read (HrShareFolder *base, const char *path, gsize maximum, GError **error)
{
  return hr_share_folder_read (wait_for (base), path, maximum, error);
}

static gboolean
slow_create (HrShareFolder *base, const char *path, GBytes *bytes, GError **error)
{
  return hr_share_folder_create (wait_for (base), path, bytes, error);
}

static gboolean
slow_rename_new (HrShareFolder *base, const char *from, const char *to, GError **error)
{
  return hr_share_folder_rename_new (wait_for (base), from, to, error);
}

static gboolean
slow_remove (HrShareFolder *base, const char *path, GError **error)
{
  return hr_share_folder_remove (wait_for (base), path, error);
}

static gboolean
slow_sync (HrShareFolder *base, const char *path, GError **error)
{
  return hr_share_folder_sync (wait_for (base), path, error);
}

static void
slow_free (HrShareFolder *base)
{
  hr_share_folder_free (((Slow *)base)->inner);
  g_free (base);
}

HrShareFolder *
hr_lab_slow_new (HrShareFolder *inner, guint delay_ms)
{
  Slow *self = g_new0 (Slow, 1);

  self->class = (HrShareFolderClass){ inner->class->renames, slow_list, slow_read, slow_create, slow_rename_new, slow_remove, slow_sync,
                                      slow_free };
  self->base.class = &self->class;
  self->inner = inner;
  self->delay_ms = delay_ms;
  return &self->base;
}
