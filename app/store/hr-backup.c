/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-backup-private.h"
#include "hr-migrate-private.h"
#include "handrail/core/hr-clock.h"
#include "handrail/core/hr-date.h"
#include "handrail/store/hr-store.h"
#include <glib/gi18n-lib.h>

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HR_BACKUPS_KEPT 7

/* ---- files ---- */

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = open (path, flags | O_CLOEXEC);
  int saved = 0;

  if (fd < 0)
    return hr_set_errno_error (error, errno, _ ("%s could not be opened"), path);
  saved = fsync (fd) == 0 ? 0 : errno;
  close (fd);
  return saved == 0 || hr_set_errno_error (error, saved, _ ("%s could not be written to the disk"), path);
}

gboolean
hr_backup_sync_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
}

/* Puts a finished file in its place; never over another one. */
gboolean
hr_backup_place (const char *temporary, const char *path, GError **error)
{
  if (!sync_path (temporary, O_RDONLY, error))
    return FALSE;
  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) != 0)
    {
      /* not every file system knows this kind of rename */
      if (errno == EEXIST || g_file_test (path, G_FILE_TEST_EXISTS))
        {
          g_set_error (error, HR_ERROR, HR_ERROR_REFUSED, _ ("%s exists already. Choose another name."), path);
          return FALSE;
        }
      if (rename (temporary, path) != 0)
        return hr_set_errno_error (error, errno, _ ("%s could not be made"), path);
    }
  return hr_backup_sync_folder (path, error);
}

void
hr_backup_remove (const char *temporary)
{
  static const char *const endings[] = { "", "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (temporary, endings[i], NULL);

      g_unlink (path);
    }
}

/* ---- copies ---- */

static gboolean
check_integrity (HrDb *db, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (db, "PRAGMA integrity_check(1)", error);
  gboolean row = FALSE;

  if (statement == NULL || !hr_db_step (db, statement, &row, error))
    return FALSE;
  if (row && g_strcmp0 (hr_column_text (statement, 0), "ok") == 0)
    return TRUE;
  g_set_error (error, HR_ERROR, HR_ERROR_CORRUPT, _ ("%s is damaged (%s)."), hr_db_get_path (db),
               row ? hr_column_text (statement, 0) : "no answer");
  return FALSE;
}

gboolean
hr_backup_check (const char *path, GError **error)
{
  g_autoptr (HrDb) db = hr_db_open (path, HR_DB_READ, error);

  return db != NULL && hr_migrate_check_version (db, error) && check_integrity (db, error);
}

/* The copy is a file of its own, without a write-ahead log, whatever the original uses. */
static gboolean
copy_pages (HrDb *db, const char *temporary, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (db, "VACUUM INTO ?1", error);

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, temporary);
  return hr_db_run (db, statement, error);
}

static gboolean
check_copy (const char *path, GError **error)
{
  g_autoptr (HrDb) db = hr_db_open (path, HR_DB_READ, error);

  return db != NULL && check_integrity (db, error);
}

gboolean
hr_backup_copy (HrDb *db, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_strdup_printf ("%s.part-%08x", path, g_random_int ());
  gboolean ok = FALSE;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, HR_ERROR, HR_ERROR_REFUSED, _ ("%s exists already. Choose another name."), path);
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return hr_set_errno_error (error, errno, _ ("The folder %s could not be made"), folder);
  ok = copy_pages (db, temporary, error) && check_copy (temporary, error) && hr_backup_place (temporary, path, error);
  if (!ok)
    hr_backup_remove (temporary);
  return ok;
}

/* ---- automatic ones ---- */

static gboolean
is_daily_name (const char *name)
{
  gsize prefix = strlen (HR_STORE_BACKUP_DAILY);
  g_autofree char *day = NULL;
  HrDate date = HR_DATE_NONE;

  if (!g_str_has_prefix (name, HR_STORE_BACKUP_DAILY) || !g_str_has_suffix (name, HR_STORE_BACKUP_SUFFIX))
    return FALSE;
  day = g_strndup (name + prefix, strlen (name) - prefix - strlen (HR_STORE_BACKUP_SUFFIX));
  return hr_date_parse (day, &date);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  return -strcmp (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
hr_store_find_backups (const char *directory)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_build_filename (directory, "backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_daily_name (name))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_newest_first);
  return g_steal_pointer (&paths);
}

char *
hr_store_find_sound_backup (const char *directory)
{
  g_autoptr (GPtrArray) paths = NULL;

  g_return_val_if_fail (directory != NULL, NULL);
  paths = hr_store_find_backups (directory);
  for (guint i = 0; i < paths->len; i++)
    if (hr_backup_check (paths->pdata[i], NULL))
      return g_strdup (paths->pdata[i]);
  return NULL;
}

gboolean
hr_backup_daily (HrDb *db, const char *directory, const char *today, GError **error)
{
  g_autofree char *name = g_strconcat (HR_STORE_BACKUP_DAILY, today, HR_STORE_BACKUP_SUFFIX, NULL);
  g_autofree char *path = g_build_filename (directory, "backups", name, NULL);
  g_autoptr (GPtrArray) paths = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!hr_backup_copy (db, path, error))
    return FALSE;
  paths = hr_store_find_backups (directory);
  for (guint i = HR_BACKUPS_KEPT; i < paths->len; i++)
    if (g_unlink (paths->pdata[i]) != 0)
      g_warning ("the old backup %s could not be removed", (const char *)paths->pdata[i]);
  return TRUE;
}

/* ---- those made by hand, and before going back ---- */

void
hr_backup_prune (const char *directory, const char *prefix, guint keep, const char *path)
{
  g_autofree char *folder = g_build_filename (directory, "backups", NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, HR_STORE_BACKUP_SUFFIX))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_newest_first);
  for (guint i = keep; i < paths->len; i++)
    if (g_strcmp0 (paths->pdata[i], path) != 0 && g_unlink (paths->pdata[i]) != 0)
      g_warning ("the old backup %s could not be removed", (const char *)paths->pdata[i]);
}

/* ---- restoring ---- */

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) local = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &local))
    return sync_path (to, O_RDONLY, error);
  g_set_error (error, HR_ERROR,
               g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? HR_ERROR_NO_SPACE : HR_ERROR_IO,
               _ ("%s could not be copied: %s."), from, local->message);
  return FALSE;
}

/* What the write-ahead log of the present file holds belongs to it: it is written into it first, or kept beside it. */
static gboolean
keep_present (const char *path, const char *kept, GError **error)
{
  static const char *const endings[] = { "-wal", "-shm" };

  {
    g_autoptr (HrDb) db = hr_db_open (path, HR_DB_OPEN, NULL);

    if (db != NULL && !hr_db_exec (db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL))
      g_info ("%s is kept with its log", path);
  }
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (kept, endings[i], NULL);

      if (rename (from, to) != 0 && errno != ENOENT)
        return hr_set_errno_error (error, errno, _ ("%s could not be put aside"), from);
    }
  if (link (path, kept) != 0)
    return hr_set_errno_error (error, errno, _ ("%s could not be kept as %s"), path, kept);
  return TRUE;
}

/* A name that neither a file nor its log has: two restores may fall into one second. */
static char *
find_kept_name (const char *path, gint64 now_s)
{
  g_autofree char *first = g_strdup_printf ("%s.before-restore-%" G_GINT64_FORMAT, path, now_s);
  char *name = g_strdup (first);

  for (guint i = 2;; i++)
    {
      g_autofree char *log = g_strconcat (name, "-wal", NULL);

      if (!g_file_test (name, G_FILE_TEST_EXISTS) && !g_file_test (log, G_FILE_TEST_EXISTS))
        return name;
      g_free (name);
      name = g_strdup_printf ("%s-%u", first, i);
    }
}

gboolean
hr_store_restore_file (const char *directory, const char *backup, HrClock *clock, GError **error)
{
  g_autofree char *path = g_build_filename (directory, HR_STORE_FILE, NULL);
  g_autofree char *temporary = g_strdup_printf ("%s.part-%08x", path, g_random_int ());
  g_autofree char *kept = NULL;
  gboolean ok = FALSE;

  g_return_val_if_fail (directory != NULL && backup != NULL && HR_IS_CLOCK (clock), FALSE);
  if (!hr_backup_check (backup, error))
    return FALSE;
  if (g_mkdir_with_parents (directory, 0700) != 0)
    return hr_set_errno_error (error, errno, _ ("The folder %s could not be made"), directory);
  ok = copy_file (backup, temporary, error) && hr_backup_check (temporary, error);
  if (ok && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      kept = find_kept_name (path, hr_clock_now_s (clock));
      ok = keep_present (path, kept, error);
    }
  if (ok && rename (temporary, path) != 0)
    ok = hr_set_errno_error (error, errno, _ ("%s could not be restored"), path);
  if (!ok)
    hr_backup_remove (temporary);
  return ok && hr_backup_sync_folder (path, error);
}
