/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-staff-private.h"
#include "hr-backup-private.h"
#include "hr-migrate-private.h"
#include <glib/gi18n-lib.h>

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* "HRst": handrail.db or counts.db in its place is no staff.db */
#define APPLICATION_ID 0x48527374
#define MS_PER_S 1000

static const char *const steps[] = {
  "/org/handrail/data/sql/staff-0001-start.sql",
};

HrStaffFile *
hr_staff_file_new (const char *directory, HrClock *clock)
{
  HrStaffFile *self = g_new0 (HrStaffFile, 1);
  self->directory = g_strdup (directory);
  self->path = g_build_filename (directory, HR_STAFF_FILE, NULL);
  self->clock = g_object_ref (clock);
  return self;
}

void
hr_staff_file_free (HrStaffFile *self)
{
  g_clear_pointer (&self->db, hr_db_close);
  g_clear_object (&self->clock);
  g_free (self->directory);
  g_free (self->path);
  g_free (self);
}

static gboolean
migrate (HrDb *db, GError **error)
{
  GBytes *bytes[G_N_ELEMENTS (steps)] = { NULL };
  const char *sql[G_N_ELEMENTS (steps)] = { NULL };
  gboolean good = TRUE;
  for (guint i = 0; good && i < G_N_ELEMENTS (steps); i++)
    {
      bytes[i] = g_resources_lookup_data (steps[i], G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      good = bytes[i] != NULL;
      sql[i] = good ? g_bytes_get_data (bytes[i], NULL) : NULL;
    }
  /* no backup before a step: it would keep old PINs, and a step is one transaction */
  good = good && hr_migrate_run (db, sql, G_N_ELEMENTS (steps), NULL, error);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    g_clear_pointer (&bytes[i], g_bytes_unref);
  return good;
}

/* What is written is on the disk when it is reported: EXTRA, because a journal that comes back after a power cut would take the
 * last try back. secure_delete: an old hash is overwritten. */
static gboolean
configure (HrDb *db, GError **error)
{
  return hr_db_exec (db, "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA secure_delete=ON;", error);
}

/* Made under another name, so that there is a whole file or none; when another program is quicker, its file stays. */
static gboolean
make_file (HrStaffFile *self, GError **error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.part-%08x", self->path, g_random_int ());
  if (g_mkdir_with_parents (self->directory, 0700) != 0)
    return hr_set_errno_error (error, errno, _ ("The folder %s could not be made"), self->directory);
  int fd = g_open (temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return hr_set_errno_error (error, errno, _ ("The file %s could not be made"), self->path);
  close (fd);
  HrDb *db = hr_db_open_as (temporary, HR_DB_CREATE, APPLICATION_ID, error);
  gboolean good = db != NULL && configure (db, error) && migrate (db, error);
  g_clear_pointer (&db, hr_db_close);
  if (good)
    {
      g_autoptr (GError) failed = NULL;
      good = hr_backup_place (temporary, self->path, &failed) || g_error_matches (failed, HR_ERROR, HR_ERROR_REFUSED);
      if (!good)
        g_propagate_error (error, g_steal_pointer (&failed));
    }
  hr_backup_remove (temporary);
  return good;
}

static gboolean
check_sound (HrDb *db, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (db, "PRAGMA quick_check(1)", error);
  gboolean row = FALSE;
  if (statement == NULL || !hr_db_step (db, statement, &row, error))
    return FALSE;
  const char *text = row ? hr_column_text (statement, 0) : NULL;
  if (g_strcmp0 (text, "ok") == 0)
    return TRUE;
  g_set_error (error, HR_ERROR, HR_ERROR_CORRUPT, _ ("The database %s is damaged (%s)."), hr_db_get_path (db),
               text != NULL ? text : "no answer");
  return FALSE;
}

/* A file that cannot be written shows itself now and not at the first PIN. */
static gboolean
check_writable (HrDb *db, GError **error)
{
  g_autoptr (HrTransaction) transaction = hr_transaction_begin (db, error);
  return transaction != NULL;
}

static gboolean
open_file (HrStaffFile *self, HrDb **ret_db, GError **error)
{
  g_autoptr (HrDb) db = hr_db_open_as (self->path, HR_DB_OPEN, APPLICATION_ID, error);
  if (db == NULL || !configure (db, error) || !check_sound (db, error) || !migrate (db, error)
      || !check_writable (db, error))
    return FALSE;
  /* a copy that somebody put here may be open to others; where that cannot be changed, so be it */
  (void)g_chmod (self->path, 0600);
  *ret_db = g_steal_pointer (&db);
  return TRUE;
}

gboolean
hr_staff_file_open (HrStaffFile *self, gboolean make, GError **error)
{
  if (self->db != NULL)
    return TRUE;
  g_autoptr (GError) failed = NULL;
  /* anything that has the name is not silently made anew: a folder, an empty file, a dangling link */
  if (!g_file_test (self->path, G_FILE_TEST_EXISTS) && !g_file_test (self->path, G_FILE_TEST_IS_SYMLINK))
    {
      if (!make)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("There is no file %s."), self->path);
          return FALSE;
        }
      if (!make_file (self, error))
        return FALSE;
    }
  if (!open_file (self, &self->db, &failed))
    {
      if (g_error_matches (failed, HR_ERROR, HR_ERROR_NOT_FOUND))
        failed->code = HR_ERROR_CORRUPT;
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  self->wrong = -1;
  if (hr_staff_file_sync (self, error))
    return TRUE;
  g_clear_pointer (&self->db, hr_db_close);
  return FALSE;
}

gboolean
hr_staff_file_sync (HrStaffFile *self, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (self->db, "SELECT wrong, wait_s FROM lock WHERE id=1", error);
  gboolean row = FALSE;
  if (statement == NULL || !hr_db_step (self->db, statement, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_CORRUPT, _ ("The database %s is damaged (no row for the lock)."),
                   self->path);
      return FALSE;
    }
  gint64 wrong = sqlite3_column_int64 (statement, 0);
  gint64 wait_s = sqlite3_column_int64 (statement, 1);
  if (wrong != self->wrong)
    {
      self->wrong = wrong;
      self->wait_until_ms = wait_s > 0 ? hr_clock_elapsed_ms (self->clock) + wait_s * MS_PER_S : 0;
    }
  if (self->wait_until_ms != 0 && hr_staff_file_wait_s (self) == 0)
    self->wait_until_ms = 0;
  return TRUE;
}

guint
hr_staff_file_wait_s (HrStaffFile *self)
{
  gint64 left_ms = self->wait_until_ms != 0 ? self->wait_until_ms - hr_clock_elapsed_ms (self->clock) : 0;
  return left_ms > 0 ? (guint)((left_ms + MS_PER_S - 1) / MS_PER_S) : 0;
}

gboolean
hr_staff_file_set_tries (HrStaffFile *self, gint64 wrong, guint wait_s, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->db, "UPDATE lock SET wrong=?1, wait_s=?2 WHERE id=1", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, wrong);
  sqlite3_bind_int64 (statement, 2, wait_s);
  return hr_db_run (self->db, statement, error);
}

GPtrArray *
hr_staff_file_read_rows (HrStaffFile *self, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_staff_row_free);
  g_autoptr (HrStatement) statement = hr_db_prepare (
      self->db, "SELECT id, name, role='manager', left_s IS NOT NULL, made_s, left_s FROM member ORDER BY folded, n",
      error);
  gboolean more = statement != NULL;
  while (more)
    {
      if (!hr_db_step (self->db, statement, &more, error))
        return NULL;
      if (!more)
        return g_steal_pointer (&rows);
      HrStaffRow *row = g_new0 (HrStaffRow, 1);
      row->id = hr_column_dup (statement, 0);
      row->name = hr_column_dup (statement, 1);
      row->manager = sqlite3_column_int (statement, 2) != 0;
      row->gone = sqlite3_column_int (statement, 3) != 0;
      row->made_s = sqlite3_column_int64 (statement, 4);
      row->left_s = sqlite3_column_int64 (statement, 5);
      g_ptr_array_add (rows, row);
    }
  return NULL;
}
