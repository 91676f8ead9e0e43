/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a database to the present schema, one step at a time, never backwards. */
#pragma once

#include "hr-db-private.h"

G_BEGIN_DECLS

/**
 * hr_migrate:
 * @db: outside a transaction
 * @backup_directory: (nullable): where a copy is put before an older database is touched
 *
 * Each step is one transaction together with its user_version: a power cut leaves a whole schema, old or new.
 *
 * Returns: %FALSE with %HR_ERROR_TOO_NEW, or the error of the step, which then changed nothing
 */
gboolean hr_migrate (HrDb *db, const char *backup_directory, GError **error);

/** hr_migrate_run: the same with other steps: @sql[0] makes schema 1, and so on */
gboolean hr_migrate_run (HrDb *db, const char *const *sql, guint n_sql, const char *backup_directory, GError **error);

/** hr_migrate_check_version: %HR_ERROR_TOO_NEW or %HR_ERROR_CORRUPT when this program cannot use @db at all */
gboolean hr_migrate_check_version (HrDb *db, GError **error);

G_END_DECLS
