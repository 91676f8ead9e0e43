/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-migrate-private.h"
#include "hr-backup-private.h"

#include <glib/gi18n-lib.h>

/* To change the schema: a new file here; released ones never change. tests/golden/db keeps a dump of every released
 * schema. */
static const char *const steps[] = {
  "/org/handrail/data/sql/0001-start.sql",
  "/org/handrail/data/sql/0002-desk.sql",
  "/org/handrail/data/sql/0003-import-journal.sql",
  "/org/handrail/data/sql/0004-support.sql",
  "/org/handrail/data/sql/0005-sign-in.sql",
  "/org/handrail/data/sql/0006-share.sql",
  "/org/handrail/data/sql/0007-held.sql",
};

static gboolean
get_version (HrDb *db, int latest, int *ret_version, GError **error)
{
  gint64 version = 0;

  if (!hr_db_get_integer (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version > latest)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_TOO_NEW,
                   _ ("%s was written by a newer Handrail (schema %d, this program knows %d). Update this program."),
                   hr_db_get_path (db), (int)version, latest);
      return FALSE;
    }
  *ret_version = (int)version;
  return TRUE;
}

gboolean
hr_migrate_check_version (HrDb *db, GError **error)
{
  int version = 0;

  if (!get_version (db, G_N_ELEMENTS (steps), &version, error))
    return FALSE;
  if (version > 0)
    return TRUE;
  g_set_error (error, HR_ERROR, HR_ERROR_CORRUPT, _ ("The database %s has no tables. Restore a backup."),
               hr_db_get_path (db));
  return FALSE;
}

static gboolean
run_step (HrDb *db, const char *sql, int version, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version=%d", version);
  g_autoptr (HrTransaction) transaction = hr_transaction_begin (db, error);

  return transaction != NULL && hr_db_exec (db, sql, error) && hr_db_exec (db, mark, error)
         && hr_transaction_commit (transaction, error);
}

gboolean
hr_migrate_run (HrDb *db, const char *const *sql, guint n_sql, const char *backup_directory, GError **error)
{
  int version = 0;

  if (!get_version (db, (int)n_sql, &version, error))
    return FALSE;
  if (version > 0 && version < (int)n_sql && backup_directory != NULL)
    {
      g_autofree char *path = g_strdup_printf ("%s/before-schema-%u.db", backup_directory, n_sql);

      if (!g_file_test (path, G_FILE_TEST_EXISTS) && !hr_backup_copy (db, path, error))
        return FALSE;
    }
  for (guint i = (guint)version; i < n_sql; i++)
    {
      if (run_step (db, sql[i], (int)i + 1, error))
        continue;
      g_prefix_error (error, _ ("The database could not be brought to schema %u and stays as it was. "), i + 1);
      return FALSE;
    }
  return TRUE;
}

gboolean
hr_migrate (HrDb *db, const char *backup_directory, GError **error)
{
  GBytes *bytes[G_N_ELEMENTS (steps)] = { NULL };
  const char *sql[G_N_ELEMENTS (steps)] = { NULL };
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < G_N_ELEMENTS (steps); i++)
    {
      bytes[i] = g_resources_lookup_data (steps[i], G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      ok = bytes[i] != NULL;
      sql[i] = ok ? g_bytes_get_data (bytes[i], NULL) : NULL;
    }
  ok = ok && hr_migrate_run (db, sql, G_N_ELEMENTS (steps), backup_directory, error);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    g_clear_pointer (&bytes[i], g_bytes_unref);
  return ok;
}
