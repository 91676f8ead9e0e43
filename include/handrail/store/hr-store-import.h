/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports of the past, and taking one back as a whole. Rules as in hr-store.h. */
#pragma once

#include "handrail/store/hr-store.h"

G_BEGIN_DECLS

/** HR_IMPORT_UNDO_DAYS: so long an import can be taken back; then its journal is dropped */
#define HR_IMPORT_UNDO_DAYS 30

/**
 * HrPastImport:
 * @number: names it in hr_store_undo_import(); larger = later
 * @source: (nullable): id of the source; %NULL for our own export
 * @name: of the source or the file
 */
typedef struct
{
  gint64 number;
  gint64 wall_ms;
  char *source;
  char *name;
  guint n_added;
  guint n_changed;
  guint n_removed;
  gboolean undone;
} HrPastImport;

void hr_past_import_free (HrPastImport *self);

/**
 * HrUndoKept: what stays because it was changed after the import
 * @field: (nullable): %NULL = the whole thing, which the import had added
 */
typedef struct
{
  HrKind kind;
  char *id;
  char *name;
  char *field;
} HrUndoKept;

/**
 * HrUndoReport:
 * @n_restored: things whose fields are as before
 * @n_retired: meetings that the import had added and that are withdrawn now
 * @kept: (element-type HrUndoKept)
 */
typedef struct
{
  guint n_restored;
  guint n_retired;
  GPtrArray *kept;
} HrUndoReport;

void hr_undo_report_free (HrUndoReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrUndoReport, hr_undo_report_free)

/** hr_store_get_imports: (element-type HrPastImport): of the last 30 days, newest first; those that changed nothing are not among them */
GPtrArray *hr_store_get_imports (HrStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_store_get_imports_async (HrStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *hr_store_get_imports_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_store_undo_import:
 * @actor: who, for the history
 *
 * One transaction. Fields that the import wrote get their former values, unless they were changed since. Meetings, venues,
 * groups and exceptions that it added are retired, never deleted, unless they were changed since; a venue or group stays
 * while a live meeting needs it. Types, fellowships and the source stay: they show nothing by themselves. Reading the
 * same feed again does the whole again.
 *
 * Returns: %NULL with %HR_ERROR_NOT_FOUND, or %HR_ERROR_REFUSED (older than 30 days, taken back already)
 */
HrUndoReport *hr_store_undo_import (HrStore *self, gint64 number, const char *actor,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_store_undo_import_async (HrStore *self, gint64 number, const char *actor, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
HrUndoReport *hr_store_undo_import_finish (HrStore *self, GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
