/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-db-private.h"
#include "hr-db-functions-private.h"
#include <glib/gi18n-lib.h>

#include <errno.h>
#include <string.h>

#define HR_DB_BUSY_MS 5000
#define HR_DB_PROGRESS_STEPS 2000

struct _HrDb
{
  sqlite3 *handle;
  char *path;
  GHashTable *statements; /* SQL text, by its address -> sqlite3_stmt */
  GPtrArray *transient;
  GCancellable *cancellable;
  gboolean in_transaction;
};

/* ---- errors ---- */

static gboolean
is_space_errno (int value)
{
  /* EFBIG is a limit on file sizes: for the person in front of it the disk is full */
  return value == ENOSPC || value == EDQUOT || value == EFBIG;
}

/* The files remember why they could not be written; errno itself may be another call's by now. */
static gboolean
is_out_of_space (sqlite3 *handle)
{
  sqlite3_file *log = NULL;
  int of_main = 0, of_log = 0;

  sqlite3_file_control (handle, "main", SQLITE_FCNTL_LAST_ERRNO, &of_main);
  sqlite3_file_control (handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (log != NULL && log->pMethods != NULL)
    log->pMethods->xFileControl (log, SQLITE_FCNTL_LAST_ERRNO, &of_log);
  return is_space_errno (sqlite3_system_errno (handle)) || is_space_errno (of_main) || is_space_errno (of_log);
}

static HrError
hr_db_error_code (sqlite3 *handle, int extended)
{
  switch (extended & 0xff)
    {
    case SQLITE_FULL:
      return HR_ERROR_NO_SPACE;
    case SQLITE_IOERR:
      if (is_out_of_space (handle))
        return HR_ERROR_NO_SPACE;
      return extended == SQLITE_IOERR_DATA || extended == SQLITE_IOERR_SHORT_READ ? HR_ERROR_CORRUPT : HR_ERROR_IO;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return HR_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return HR_ERROR_BUSY;
    case SQLITE_INTERRUPT:
      return HR_ERROR_CANCELLED;
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
      return HR_ERROR_INPUT;
    case SQLITE_ERROR: /* a table or column that the schema must have is not there */
      return HR_ERROR_CORRUPT;
    default:
      return HR_ERROR_IO;
    }
}

gboolean
hr_db_fail (HrDb *self, GError **error)
{
  HrError code = hr_db_error_code (self->handle, sqlite3_extended_errcode (self->handle));
  const char *path = self->path;

  switch ((int)code)
    {
    case HR_ERROR_NO_SPACE:
      g_set_error (error, HR_ERROR, code,
                   _ ("The disk is full: %s could not be written, and nothing was changed. Make room "
                      "and try again."),
                   path);
      break;
    case HR_ERROR_CORRUPT:
      g_set_error (error, HR_ERROR, code, _ ("The database %s is damaged (%s). Restore a backup."), path,
                   sqlite3_errmsg (self->handle));
      break;
    case HR_ERROR_BUSY:
      g_set_error (error, HR_ERROR, code, _ ("Another program is writing to %s. Try again in a moment."), path);
      break;
    case HR_ERROR_CANCELLED:
      g_set_error_literal (error, HR_ERROR, code, _ ("This was cancelled."));
      break;
    default:
      g_set_error (error, HR_ERROR, code, _ ("The database %s could not be used: %s."), path,
                   sqlite3_errmsg (self->handle));
    }
  return FALSE;
}

/* ---- open and close ---- */

static void
finalize_cb (gpointer statement)
{
  sqlite3_finalize (statement);
}

static int
hr_db_progress_cb (void *data)
{
  HrDb *self = data;

  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
hr_db_configure (HrDb *self, HrDbMode mode, GError **error)
{
  sqlite3 *h = self->handle;

  sqlite3_extended_result_codes (h, 1);
  sqlite3_busy_timeout (h, HR_DB_BUSY_MS);
  sqlite3_progress_handler (h, HR_DB_PROGRESS_STEPS, hr_db_progress_cb, self);
  /* before the first look into the file */
  if (mode == HR_DB_ALONE && !hr_db_exec (self, "PRAGMA locking_mode=EXCLUSIVE;", error))
    return FALSE;
  if (sqlite3_db_config (h, SQLITE_DBCONFIG_DQS_DML, 0, NULL) != SQLITE_OK
      || sqlite3_db_config (h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL) != SQLITE_OK
      || sqlite3_db_config (h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) != SQLITE_OK
      || sqlite3_db_config (h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL) != SQLITE_OK
      || sqlite3_db_config (h, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL) != SQLITE_OK
      || !hr_db_add_functions (h))
    return hr_db_fail (self, error);
  if (!hr_db_exec (self, "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4096;", error))
    return FALSE;
  /* WAL commits are synced too: what was saved stays saved after a power cut */
  return mode == HR_DB_READ || hr_db_exec (self, "PRAGMA synchronous=FULL;", error);
}

static gboolean
hr_db_check_identity (HrDb *self, gint32 application_id, GError **error)
{
  gint64 id = 0;

  if (!hr_db_get_integer (self, "PRAGMA application_id", &id, error))
    return FALSE;
  if (id == application_id)
    return TRUE;
  g_set_error (error, HR_ERROR, HR_ERROR_CORRUPT, _ ("%s is not a database of Handrail. Restore a backup."),
               self->path);
  return FALSE;
}

HrDb *
hr_db_open (const char *path, HrDbMode mode, GError **error)
{
  return hr_db_open_as (path, mode, HR_DB_APPLICATION_ID, error);
}

HrDb *
hr_db_open_as (const char *path, HrDbMode mode, gint32 application_id, GError **error)
{
  g_autoptr (HrDb) self = g_new0 (HrDb, 1);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  flags |= mode == HR_DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (mode == HR_DB_CREATE)
    flags |= SQLITE_OPEN_CREATE;
  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_cb);
  self->transient = g_ptr_array_new_with_free_func (finalize_cb);
  if (mode != HR_DB_CREATE && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("There is no database at %s."), path);
      return NULL;
    }
  if (sqlite3_open_v2 (path, &self->handle, flags, NULL) != SQLITE_OK)
    {
      hr_db_fail (self, error);
      return NULL;
    }
  if (!hr_db_configure (self, mode, error))
    return NULL;
  if (mode == HR_DB_CREATE)
    {
      g_autofree char *sql = g_strdup_printf ("PRAGMA application_id=%d;", application_id);

      if (!hr_db_exec (self, sql, error))
        return NULL;
    }
  else if (!hr_db_check_identity (self, application_id, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
hr_db_use_wal (HrDb *self, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (self, "PRAGMA journal_mode=WAL", error);
  gboolean row = FALSE;

  if (statement == NULL || !hr_db_step (self, statement, &row, error))
    return FALSE;
  if (row && g_strcmp0 (hr_column_text (statement, 0), "wal") == 0)
    return TRUE;
  g_set_error (error, HR_ERROR, HR_ERROR_IO, _ ("The folder of %s cannot hold a database. Use a local disk."),
               self->path);
  return FALSE;
}

void
hr_db_close (HrDb *self)
{
  /* a connection does not close while a statement lives */
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->transient, g_ptr_array_unref);
  if (self->handle != NULL && sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("a statement outlived its database");
  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self);
}

sqlite3 *
hr_db_get_handle (HrDb *self)
{
  return self->handle;
}

const char *
hr_db_get_path (HrDb *self)
{
  return self->path;
}

void
hr_db_set_cancellable (HrDb *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

/* ---- statements ---- */

void
hr_statement_done (HrStatement *self)
{
  sqlite3_reset (self);
  sqlite3_clear_bindings (self);
}

HrStatement *
hr_db_prepare (HrDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    {
      g_assert (!sqlite3_stmt_busy (statement));
      return statement;
    }
  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    {
      hr_db_fail (self, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, (gpointer)sql, statement);
  return statement;
}

HrStatement *
hr_db_prepare_once (HrDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v3 (self->handle, sql, -1, 0, &statement, NULL) != SQLITE_OK)
    {
      hr_db_fail (self, error);
      return NULL;
    }
  g_ptr_array_add (self->transient, statement);
  return statement;
}

gboolean
hr_db_step (HrDb *self, HrStatement *statement, gboolean *ret_row, GError **error)
{
  int code = sqlite3_step (statement);

  if (code != SQLITE_ROW && code != SQLITE_DONE)
    return hr_db_fail (self, error);
  if (ret_row != NULL)
    *ret_row = code == SQLITE_ROW;
  return TRUE;
}

gboolean
hr_db_run (HrDb *self, HrStatement *statement, GError **error)
{
  gboolean ok = hr_db_step (self, statement, NULL, error);

  sqlite3_reset (statement);
  return ok;
}

gboolean
hr_db_exec (HrDb *self, const char *sql, GError **error)
{
  return sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK || hr_db_fail (self, error);
}

gboolean
hr_db_get_integer (HrDb *self, const char *sql, gint64 *ret_value, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (self, sql, error);
  gboolean row = FALSE;

  if (statement == NULL || !hr_db_step (self, statement, &row, error))
    return FALSE;
  *ret_value = row ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

void
hr_db_set_bulk (HrDb *self, gboolean bulk)
{
  /* in KiB */
  const char *sql = bulk ? "PRAGMA cache_size=-131072" : "PRAGMA cache_size=-4096";

  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_warning ("%s: %s", self->path, sqlite3_errmsg (self->handle));
  if (!bulk)
    sqlite3_db_release_memory (self->handle);
}

/* ---- transactions ---- */

HrTransaction *
hr_transaction_begin (HrDb *db, GError **error)
{
  g_assert (!db->in_transaction);
  if (!hr_db_exec (db, "BEGIN IMMEDIATE", error))
    return NULL;
  db->in_transaction = TRUE;
  return db;
}

gboolean
hr_transaction_commit (HrTransaction *self, GError **error)
{
  if (!hr_db_exec (self, "COMMIT", error))
    return FALSE;
  self->in_transaction = FALSE;
  return TRUE;
}

void
hr_transaction_done (HrTransaction *self)
{
  if (!self->in_transaction)
    return;
  self->in_transaction = FALSE;
  /* a full disk may have rolled it back already */
  if (!sqlite3_get_autocommit (self->handle) && sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
    g_warning ("could not roll back %s: %s", self->path, sqlite3_errmsg (self->handle));
}

/* ---- values ---- */

void
hr_bind_text (HrStatement *statement, int index, const char *text)
{
  if (text == NULL || *text == '\0')
    sqlite3_bind_null (statement, index);
  else
    sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

const char *
hr_column_text (HrStatement *statement, int index)
{
  const char *text = (const char *)sqlite3_column_text (statement, index);

  return text != NULL && *text != '\0' ? text : NULL;
}

char *
hr_column_dup (HrStatement *statement, int index)
{
  return g_strdup (hr_column_text (statement, index));
}
