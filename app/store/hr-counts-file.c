/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-counts-file-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/seal/hr-seal.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCHEMA_1 "/org/handrail/data/sql/counts.sql"
#define SCHEMA_2 "/org/handrail/data/sql/counts-0002.sql"
#define SCHEMA_3 "/org/handrail/data/sql/counts-0003.sql"
/* "HRcn": other programs can tell the file by it */
#define APPLICATION_ID 0x4852636e
#define VERSION 3
#define BUSY_MS 2000

void
hr_counts_blob_write (guint8 blob[HR_COUNTS_BLOB_BYTES], guint32 value)
{
  value = GUINT32_TO_BE (value);
  memcpy (blob, &value, HR_COUNTS_BLOB_BYTES);
}

gboolean
hr_counts_blob_read (sqlite3_stmt *statement, int column, guint32 *ret_value, GError **error)
{
  guint32 value = 0;
  if (sqlite3_column_type (statement, column) != SQLITE_BLOB
      || sqlite3_column_bytes (statement, column) != HR_COUNTS_BLOB_BYTES)
    {
      g_set_error_literal (
          error, HR_ERROR, HR_ERROR_CORRUPT,
          _ ("A counter in counts.db does not have its four bytes. Restore the file from a backup, or move "
             "it away to start counting anew."));
      return FALSE;
    }
  memcpy (&value, sqlite3_column_blob (statement, column), HR_COUNTS_BLOB_BYTES);
  *ret_value = GUINT32_FROM_BE (value);
  return TRUE;
}

gboolean
hr_counts_set_sql_error (HrCountsFile *self, GError **error, const char *what)
{
  int code = self->db != NULL ? sqlite3_errcode (self->db) : SQLITE_NOMEM;
  const char *detail = self->db != NULL ? sqlite3_errmsg (self->db) : "out of memory";
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      g_set_error (error, HR_ERROR, HR_ERROR_NO_SPACE,
                   _ ("%s: the disk is full. Make room; the counts are kept in memory."), what);
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      g_set_error (error, HR_ERROR, HR_ERROR_CORRUPT,
                   _ ("%s: %s is damaged. Restore it from a backup, or move it away to start counting anew."), what,
                   self->path);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, HR_ERROR, HR_ERROR_BUSY, _ ("%s: another program holds %s. Close it and try again."), what,
                   self->path);
      break;
    default:
      g_set_error (error, HR_ERROR, HR_ERROR_IO, _ ("%s: %s (%s). Check the folder and its permissions."), what, detail,
                   self->path);
    }
  return FALSE;
}

gboolean
hr_counts_exec (HrCountsFile *self, const char *sql, GError **error, const char *what)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  return hr_counts_set_sql_error (self, error, what);
}

/* Closes what is open, also after an error: sqlite3_exec() leaves a transaction open when a statement in it fails. */
gboolean
hr_counts_end (HrCountsFile *self, gboolean good, GError **error)
{
  if (good && hr_counts_exec (self, "COMMIT", error, "The counts could not be written"))
    return TRUE;
  if (!sqlite3_get_autocommit (self->db))
    (void)sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

sqlite3_stmt *
hr_counts_prepare (HrCountsFile *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v3 (self->db, sql, -1, 0, &statement, NULL) != SQLITE_OK)
    {
      hr_counts_set_sql_error (self, error, "The counts could not be read");
      return NULL;
    }
  return statement;
}

static gboolean
read_number (HrCountsFile *self, const char *sql, int *ret_number, GError **error)
{
  g_autoptr (HrCountsStatement) statement = hr_counts_prepare (self, sql, error);
  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) != SQLITE_ROW)
    return hr_counts_set_sql_error (self, error, "The counts could not be read");
  *ret_number = sqlite3_column_int (statement, 0);
  return TRUE;
}

static gboolean
run_schema (HrCountsFile *self, const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (name, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return FALSE;
  g_autofree char *sql = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return hr_counts_exec (self, sql, error, "The file for the counts could not be made");
}

/* From @version (0 = nothing) to the present one, whole or not at all. A new file goes the same way as an old one, so they are
 * laid out alike. There is no copy of the old file: a copy would keep numbers that are to become coarser. */
static gboolean
make_schema (HrCountsFile *self, int version, GError **error)
{
  g_autofree char *marks =
      g_strdup_printf ("PRAGMA application_id=%d; PRAGMA user_version=%d", APPLICATION_ID, VERSION);
  const char *what = "The file for the counts could not be made";
  if (!hr_counts_exec (self, "BEGIN IMMEDIATE", error, what))
    return FALSE;
  gboolean good = (version >= 1 || run_schema (self, SCHEMA_1, error))
                  && (version >= 2 || run_schema (self, SCHEMA_2, error))
                  && (version >= 3 || run_schema (self, SCHEMA_3, error)) && hr_counts_exec (self, marks, error, what);
  return hr_counts_end (self, good, error);
}

static gboolean
check_version (HrCountsFile *self, int *ret_version, GError **error)
{
  int application = 0;
  int version = 0;
  int n_tables = 0;
  if (!read_number (self, "PRAGMA application_id", &application, error)
      || !read_number (self, "PRAGMA user_version", &version, error)
      || !read_number (self, "SELECT count(*) FROM sqlite_schema", &n_tables, error))
    return FALSE;
  *ret_version = 0;
  if (application == 0 && version == 0 && n_tables == 0)
    return TRUE;
  if (application != APPLICATION_ID)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_CORRUPT, _ ("%s is not a file of counts. Move it away to start counting."),
                   self->path);
      return FALSE;
    }
  if (version > VERSION)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_TOO_NEW, _ ("%s was written by a newer Handrail. Update this program."),
                   self->path);
      return FALSE;
    }
  *ret_version = version;
  return TRUE;
}

static gboolean
check_sound (HrCountsFile *self, GError **error)
{
  g_autoptr (HrCountsStatement) statement = hr_counts_prepare (self, "PRAGMA quick_check(1)", error);
  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) != SQLITE_ROW)
    return hr_counts_set_sql_error (self, error, "The counts could not be checked");
  const char *answer = (const char *)sqlite3_column_text (statement, 0);
  if (g_strcmp0 (answer, "ok") == 0)
    return TRUE;
  g_set_error (error, HR_ERROR, HR_ERROR_CORRUPT,
               _ ("%s is damaged (%s). Restore it from a backup, or move it away to start counting anew."), self->path,
               answer != NULL ? answer : "no answer");
  return FALSE;
}

static gboolean
read_beat (HrCountsFile *self, GError **error)
{
  g_autoptr (HrCountsStatement) statement = hr_counts_prepare (self, "SELECT number FROM beat WHERE id=1", error);
  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) != SQLITE_ROW)
    return hr_counts_set_sql_error (self, error, "The number of the last beat could not be read");
  return hr_counts_blob_read (statement, 0, &self->beat, error);
}

/* A second kiosk program on the same folder would write its own totals over ours, so the file is taken as a whole. This lock is
 * apart from SQLite's own: others may still read. */
static gboolean
take_file (HrCountsFile *self, GError **error)
{
  struct stat status;
  self->fd = open (self->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd < 0)
    return hr_set_errno_error (error, errno, _ ("The file for the counts %s could not be opened"), self->path);
  if (flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno != EWOULDBLOCK)
        return hr_set_errno_error (error, errno, _ ("The file for the counts %s could not be locked"), self->path);
      g_set_error (error, HR_ERROR, HR_ERROR_BUSY, _ ("Another Handrail is counting in %s. Close it and try again."),
                   self->path);
      return FALSE;
    }
  if (fstat (self->fd, &status) != 0)
    return hr_set_errno_error (error, errno, _ ("The file for the counts %s could not be read"), self->path);
  self->device = status.st_dev;
  self->inode = status.st_ino;
  return TRUE;
}

static gboolean
open_database (HrCountsFile *self, GError **error)
{
  const char *what = "The counts could not be opened";
  int version = 0;
  if (sqlite3_open_v2 (self->path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW,
                       hr_counts_wipe_vfs ())
      != SQLITE_OK)
    return hr_counts_set_sql_error (self, error, what);
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_MS);
  (void)sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  (void)sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  (void)sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  (void)sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  /* temp_store: what VACUUM and sorting put aside stays in memory. */
  if (!hr_counts_exec (self,
                       "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON;"
                       "PRAGMA synchronous=FULL; PRAGMA journal_mode=TRUNCATE",
                       error, what))
    return FALSE;
  if (!check_version (self, &version, error) || (version > 0 && !check_sound (self, error))
      || (version < VERSION && !make_schema (self, version, error)))
    return FALSE;
  self->upsert = hr_counts_prepare (self,
                                    "INSERT INTO occurrence (date, meeting, fellowship, start_s, end_s, capacity, n,"
                                    " first_time, beat, headcount) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
                                    " ON CONFLICT (date, meeting) DO UPDATE SET fellowship=?3, start_s=?4, end_s=?5,"
                                    " capacity=?6, n=?7, first_time=?8, beat=?9, headcount=?10",
                                    error);
  return self->upsert != NULL && read_beat (self, error);
}

HrCountsFile *
hr_counts_file_open (const char *directory, GError **error)
{
  HrCountsFile *self = g_new0 (HrCountsFile, 1);
  self->fd = -1;
  self->path = g_build_filename (directory, HR_COUNTS_FILE, NULL);
  if (!take_file (self, error) || !open_database (self, error))
    {
      hr_counts_file_close (self);
      return NULL;
    }
  return self;
}

void
hr_counts_file_close (HrCountsFile *self)
{
  if (self == NULL)
    return;
  sqlite3_finalize (self->upsert);
  sqlite3_close_v2 (self->db);
  /* Last: closing any descriptor of a file drops SQLite's own locks on it. */
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}

guint32
hr_counts_file_get_beat (HrCountsFile *self)
{
  return self->beat;
}

void
hr_counts_file_get_identity (HrCountsFile *self, dev_t *ret_device, ino_t *ret_inode)
{
  *ret_device = self->device;
  *ret_inode = self->inode;
}

static gboolean
read_row (sqlite3_stmt *statement, GPtrArray *rows, GArray *totals, GError **error)
{
  HrCountCell cell = { 0 };
  HrCountPlan plan = {
    .date = sqlite3_column_int (statement, 0),
    .meeting = (const char *)sqlite3_column_text (statement, 1),
    .fellowship = (const char *)sqlite3_column_text (statement, 2),
    .start_s = sqlite3_column_int64 (statement, 3),
    .end_s = sqlite3_column_int64 (statement, 4),
    .capacity = (guint)MAX (sqlite3_column_int (statement, 5), 0),
  };
  if (!hr_counts_blob_read (statement, 6, &cell.n, error)
      || !hr_counts_blob_read (statement, 7, &cell.first_time, error)
      || !hr_counts_blob_read (statement, 8, &cell.headcount, error))
    return FALSE;
  g_ptr_array_add (rows, hr_count_row_new (&plan));
  g_array_append_val (totals, cell);
  return TRUE;
}

gboolean
hr_counts_file_read (HrCountsFile *self, GPtrArray **ret_rows, HrCountCell **ret_cells, GError **error)
{
  g_autoptr (GPtrArray) rows = hr_count_rows_new ();
  g_autoptr (GArray) totals = g_array_new (FALSE, TRUE, sizeof (HrCountCell));
  g_autoptr (HrCountsStatement) statement =
      hr_counts_prepare (self,
                         "SELECT date, meeting, fellowship, start_s, end_s, capacity, n, first_time, headcount"
                         " FROM occurrence ORDER BY date, meeting",
                         error);
  int code;
  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    if (!read_row (statement, rows, totals, error))
      return FALSE;
  if (code != SQLITE_DONE)
    return hr_counts_set_sql_error (self, error, "The counts could not be read");

  *ret_cells = hr_count_cells_new (rows->len);
  if (totals->len > 0)
    {
      memcpy (*ret_cells, totals->data, totals->len * sizeof (HrCountCell));
      hr_seal_wipe (totals->data, totals->len * sizeof (HrCountCell));
    }
  *ret_rows = g_steal_pointer (&rows);
  return TRUE;
}

static gboolean
upsert_row (HrCountsFile *self, const HrCountRow *row, const HrCountCell *cell, guint32 beat, GError **error)
{
  sqlite3_stmt *statement = self->upsert;
  guint8 n[HR_COUNTS_BLOB_BYTES];
  guint8 first_time[HR_COUNTS_BLOB_BYTES];
  guint8 number[HR_COUNTS_BLOB_BYTES];
  guint8 headcount[HR_COUNTS_BLOB_BYTES];
  hr_counts_blob_write (headcount, cell->headcount);
  hr_counts_blob_write (n, cell->n);
  hr_counts_blob_write (first_time, cell->first_time);
  hr_counts_blob_write (number, beat);

  sqlite3_bind_int (statement, 1, row->date);
  sqlite3_bind_text (statement, 2, row->meeting, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, row->fellowship, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 4, row->start_s);
  sqlite3_bind_int64 (statement, 5, row->end_s);
  sqlite3_bind_int64 (statement, 6, row->capacity);
  sqlite3_bind_blob (statement, 7, n, sizeof n, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 8, first_time, sizeof first_time, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 9, number, sizeof number, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 10, headcount, sizeof headcount, SQLITE_STATIC);
  int code = sqlite3_step (statement);
  gboolean good = code == SQLITE_DONE || hr_counts_set_sql_error (self, error, "The counts could not be written");
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return good;
}

gboolean
hr_counts_file_write_rows (HrCountsFile *self, GPtrArray *rows, const HrCountCell *cells, guint32 beat, GError **error)
{
  guint8 number[HR_COUNTS_BLOB_BYTES];
  for (guint i = 0; i < rows->len; i++)
    if (!upsert_row (self, g_ptr_array_index (rows, i), &cells[i], beat, error))
      return FALSE;

  g_autoptr (HrCountsStatement) statement = hr_counts_prepare (self, "UPDATE beat SET number=?1 WHERE id=1", error);
  if (statement == NULL)
    return FALSE;
  hr_counts_blob_write (number, beat);
  sqlite3_bind_blob (statement, 1, number, sizeof number, SQLITE_STATIC);
  if (sqlite3_step (statement) != SQLITE_DONE)
    return hr_counts_set_sql_error (self, error, "The counts could not be written");
  return TRUE;
}

gboolean
hr_counts_file_write (HrCountsFile *self, GPtrArray *rows, const HrCountCell *cells, GError **error)
{
  guint32 beat = self->beat + 1;
  if (!hr_counts_exec (self, "BEGIN IMMEDIATE", error, "The counts could not be written"))
    return FALSE;
  if (!hr_counts_end (self, hr_counts_file_write_rows (self, rows, cells, beat, error), error))
    return FALSE;
  self->beat = beat;
  return TRUE;
}

void
hr_counts_file_check (const char *directory, GPtrArray *sentences)
{
  g_autoptr (GError) error = NULL;
  HrCountsFile self = { .fd = -1 };
  int version = 0;
  self.path = g_build_filename (directory, HR_COUNTS_FILE, NULL);
  if (g_file_test (self.path, G_FILE_TEST_EXISTS))
    {
      if (sqlite3_open_v2 (self.path, &self.db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW, NULL) != SQLITE_OK)
        hr_counts_set_sql_error (&self, &error, "The counts could not be opened");
      else
        {
          sqlite3_busy_timeout (self.db, BUSY_MS);
          if (check_version (&self, &version, &error) && version > 0 && check_sound (&self, &error))
            (void)read_beat (&self, &error);
        }
      if (error != NULL)
        g_ptr_array_add (sentences, g_strdup (error->message));
    }
  sqlite3_close_v2 (self.db);
  g_free (self.path);
}

gboolean
hr_counts_file_open_read_only (HrCountsFile *self, const char *directory, int *ret_version, GError **error)
{
  *self = (HrCountsFile){ .fd = -1 };
  *ret_version = 0;
  self->path = g_build_filename (directory, HR_COUNTS_FILE, NULL);
  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (sqlite3_open_v2 (self->path, &self->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW, NULL) != SQLITE_OK)
    return hr_counts_set_sql_error (self, error, "The counts could not be opened");
  sqlite3_busy_timeout (self->db, BUSY_MS);
  return check_version (self, ret_version, error);
}

void
hr_counts_file_close_read_only (HrCountsFile *self)
{
  sqlite3_close_v2 (self->db);
  g_free (self->path);
}

/* A file of schema 1 has nothing that may be shown. */
HrCountSums *
hr_counts_file_read_only_sums (const char *directory, guint threshold, GError **error)
{
  HrCountSums *sums = NULL;
  HrCountsFile self;
  int version = 0;
  if (hr_counts_file_open_read_only (&self, directory, &version, error))
    sums = version < 2 ? hr_count_sums_new () : hr_counts_file_read_sums (&self, threshold, error);
  /* what others told is added to it, and hidden by the same measure */
  if (sums != NULL)
    sums->threshold = MAX (threshold, HR_COUNTS_THRESHOLD_MIN);
  hr_counts_file_close_read_only (&self);
  return sums;
}
