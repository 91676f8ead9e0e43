/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-migrate-private.h"
#include "hr-backup-private.h"

/* To change the schema: a new file here; released ones never change. tests/golden/db keeps a dump of every released
 * schema. */
static const char *const steps[] = {
  "/org/handrail/data/sql/0001-start.sql",
};

int
hr_migrate_latest (void)
{
  return G_N_ELEMENTS (steps);
}

static gboolean
hr_migrate_get_version (HrDb *db, int *ret_version, GError **error)
{
  gint64 version = 0;

  if (!hr_db_get_integer (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version > hr_migrate_latest ())
    {
      g_set_error (error, HR_ERROR, HR_ERROR_TOO_NEW,
                   "%s was written by a newer Handrail (schema %d, this program knows %d). Update this program.",
                   hr_db_get_path (db), (int)version, hr_migrate_latest ());
      return FALSE;
    }
  *ret_version = (int)version;
  return TRUE;
}

gboolean
hr_migrate_check_version (HrDb *db, GError **error)
{
  int version = 0;

  if (!hr_migrate_get_version (db, &version, error))
    return FALSE;
  if (version > 0)
    return TRUE;
  g_set_error (error, HR_ERROR, HR_ERROR_CORRUPT, "The database %s has no tables. Restore a backup.",
               hr_db_get_path (db));
  return FALSE;
}

static gboolean
hr_migrate_step (HrDb *db, int version, GError **error)
{
  g_autoptr (GBytes) sql = g_resources_lookup_data (steps[version], G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version=%d", version + 1);
  g_autoptr (HrTransaction) transaction = NULL;

  if (sql == NULL)
    return FALSE;
  transaction = hr_transaction_begin (db, error);
  return transaction != NULL && hr_db_exec (db, g_bytes_get_data (sql, NULL), error) && hr_db_exec (db, mark, error)
         && hr_transaction_commit (transaction, error);
}

gboolean
hr_migrate (HrDb *db, const char *backup_directory, GError **error)
{
  int version = 0;

  if (!hr_migrate_get_version (db, &version, error))
    return FALSE;
  if (version > 0 && version < hr_migrate_latest () && backup_directory != NULL)
    {
      g_autofree char *path = g_strdup_printf ("%s/before-schema-%d.db", backup_directory, hr_migrate_latest ());

      if (!g_file_test (path, G_FILE_TEST_EXISTS) && !hr_backup_write (db, path, error))
        return FALSE;
    }
  for (int i = version; i < hr_migrate_latest (); i++)
    {
      if (!hr_migrate_step (db, i, error))
        {
          g_prefix_error (error, "The database could not be brought to schema %d and stays as it was. ", i + 1);
          return FALSE;
        }
    }
  return TRUE;
}
