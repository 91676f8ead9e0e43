/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole, checked copies of a database file. */
#pragma once

#include "hr-db-private.h"

G_BEGIN_DECLS

/** hr_backup_copy: a copy of @db at @path, made under a temporary name, checked, synced, then named. Refuses
 * (HR_ERROR_REFUSED) an existing file. Makes the folder when there is none. Not inside a transaction */
gboolean hr_backup_copy (HrDb *db, const char *path, GError **error);

/** hr_backup_check: %HR_ERROR_CORRUPT, %HR_ERROR_TOO_NEW or %HR_ERROR_NOT_FOUND when @path cannot be restored */
gboolean hr_backup_check (const char *path, GError **error);

/** hr_backup_place: puts a finished file in its place, synced; never over another one (HR_ERROR_REFUSED) */
gboolean hr_backup_place (const char *temporary, const char *path, GError **error);

/** hr_backup_remove: a database file that came to nothing, with what SQLite left beside it */
void hr_backup_remove (const char *temporary);

/** hr_backup_sync_folder: makes the names in @path's folder outlive a power cut */
gboolean hr_backup_sync_folder (const char *path, GError **error);

/** hr_backup_daily: DIR/backups/handrail-YYYY-MM-DD.db unless there is one; @today: that text; keeps seven */
gboolean hr_backup_daily (HrDb *db, const char *directory, const char *today, GError **error);

/** hr_backup_prune: of DIR/backups/PREFIX…, whose names tell when they were made, the newest @keep stay, and @path in any case */
void hr_backup_prune (const char *directory, const char *prefix, guint keep, const char *path);

G_END_DECLS
