/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SQLite connection with the settings that Handrail wants, a statement cache, transactions that roll back by
 * themselves, and errors as HR_ERROR. One thread at a time. */
#pragma once

#include "handrail/core/hr-error.h"
#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/** HR_DB_APPLICATION_ID: "HRdb" */
#define HR_DB_APPLICATION_ID 0x48526462

typedef struct _HrDb HrDb;

/** HrStatement: a cached statement in use; the end of its scope resets it */
typedef sqlite3_stmt HrStatement;
void hr_statement_done (HrStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrStatement, hr_statement_done)

typedef enum
{
  HR_DB_CREATE, /* a new file */
  HR_DB_OPEN,   /* an existing database of ours */
  HR_DB_ALONE,  /* the same, and no other program meanwhile: needs no memory file beside it, hence no room on the disk */
  HR_DB_READ,   /* the same, never written: backups that are being checked */
} HrDbMode;

/**
 * hr_db_open:
 *
 * Returns: %NULL with %HR_ERROR_NOT_FOUND (no file), %HR_ERROR_CORRUPT (no database, damaged, or not one of Handrail's),
 *   %HR_ERROR_BUSY, %HR_ERROR_IO
 */
HrDb *hr_db_open (const char *path, HrDbMode mode, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_db_open_as: the same for another file of ours than handrail.db: @application_id tells them apart */
HrDb *hr_db_open_as (const char *path, HrDbMode mode, gint32 application_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_db_use_wal: write-ahead log with a sync at every commit; not for the file that is still being made */
gboolean hr_db_use_wal (HrDb *self, GError **error);

/** hr_db_close: finalizes all statements first */
void hr_db_close (HrDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrDb, hr_db_close)

sqlite3 *hr_db_get_handle (HrDb *self);
const char *hr_db_get_path (HrDb *self);

/** hr_db_prepare: from the cache, ready to bind. @sql is known by its address: a literal, or text that lives as long as the
 * program. A statement must not be asked for again while it is in use */
HrStatement *hr_db_prepare (HrDb *self, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_db_prepare_once: for text made at run time; kept until the database is closed */
HrStatement *hr_db_prepare_once (HrDb *self, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_db_step: whether it went well; @ret_row: (optional): whether there is a row */
gboolean hr_db_step (HrDb *self, HrStatement *statement, gboolean *ret_row, GError **error);

/** hr_db_run: one step of a statement that has no rows, and a reset, so that it can be bound again */
gboolean hr_db_run (HrDb *self, HrStatement *statement, GError **error);

/** hr_db_exec: one or several statements without parameters */
gboolean hr_db_exec (HrDb *self, const char *sql, GError **error);

/** hr_db_set_bulk: room in memory for a change of very many rows, so that pages are not written twice */
void hr_db_set_bulk (HrDb *self, gboolean bulk);

/** hr_db_get_integer: the first column of the first row of @sql; 0 when there is no row */
gboolean hr_db_get_integer (HrDb *self, const char *sql, gint64 *ret_value, GError **error);

/** hr_db_fail: sets @error from the connection's last code: Returns: always %FALSE */
gboolean hr_db_fail (HrDb *self, GError **error);

/** hr_db_set_cancellable: (nullable): what interrupts the statements that run from now on */
void hr_db_set_cancellable (HrDb *self, GCancellable *cancellable);

/** HrTransaction: rolls back at the end of its scope unless it was committed */
typedef HrDb HrTransaction;
HrTransaction *hr_transaction_begin (HrDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hr_transaction_commit (HrTransaction *self, GError **error);
void hr_transaction_done (HrTransaction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrTransaction, hr_transaction_done)

/* columns and bindings: NULL and "" are the same */
void hr_bind_text (HrStatement *statement, int index, const char *text);
const char *hr_column_text (HrStatement *statement, int index);
char *hr_column_dup (HrStatement *statement, int index) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
