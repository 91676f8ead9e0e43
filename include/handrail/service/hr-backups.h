/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The backups of a center, for the desk. Making one and going back to one are hr_store_back_up_async() and hr_store_bring_back_async(). */
#pragma once

#include "handrail/service/hr-center.h"

G_BEGIN_DECLS

typedef enum
{
  HR_BACKUP_DAILY,
  HR_BACKUP_BY_HAND,
  HR_BACKUP_BEFORE, /* the state before somebody went back */
} HrBackupKind;

/**
 * HrBackup:
 * @made_s: when, in seconds since 1970
 * @bytes: its size
 */
typedef struct
{
  char *path;
  HrBackupKind kind;
  gint64 made_s;
  guint64 bytes;
} HrBackup;

void hr_backup_free (HrBackup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrBackup, hr_backup_free)

/** hr_backups_list_async: reads the folder on a thread of its own */
void hr_backups_list_async (HrCenter *center, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/** hr_backups_list_finish: (transfer full) (element-type HrBackup): the newest first; empty when there is no folder yet */
GPtrArray *hr_backups_list_finish (HrCenter *center, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_backup_describe: (transfer full): "Monday, November 23, 2026, 6:50 PM · every day · 1.2 MB" */
char *hr_backup_describe (const HrBackup *self, const HrZone *zone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
