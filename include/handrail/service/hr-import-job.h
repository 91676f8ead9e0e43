/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Use case of the desk: one file, looked at, tried and imported without holding up the screen. Main thread; the work is done on a thread of
 * its own and on the store's. Steps: look (a table only: which column is what), prepare (reads, and says what would change), apply (the same
 * reading, without what is left out). One step at a time (%HR_ERROR_BUSY). Each can be cancelled at any time, with nothing changed.
 *
 * Whoever shows this asks HrStaff first whether somebody is at the desk. */
#pragma once

#include "handrail/service/hr-importer.h"
#include "handrail/store/hr-store-import.h"

G_BEGIN_DECLS

/** HrImportPhase: @HR_IMPORT_READ counts bytes, the others meetings */
typedef enum
{
  HR_IMPORT_READ,
  HR_IMPORT_COMPARE,
  HR_IMPORT_WORDS,
  HR_IMPORT_COMMIT,
} HrImportPhase;

#define HR_TYPE_IMPORT_JOB (hr_import_job_get_type ())
G_DECLARE_FINAL_TYPE (HrImportJob, hr_import_job, HR, IMPORT_JOB, GObject)

/**
 * HrImportJob::progress: (main thread) phase (HrImportPhase), done, total (guint64). Only the latest state is told, so that a fast file does
 * not flood the screen.
 */

/** hr_import_job_new: @path: of a file; @options: (nullable): format, fellowship, source and formats_path are copied, the rest is
 * asked for by the steps */
HrImportJob *hr_import_job_new (HrCenter *center, const char *path,
                                const HrImportOptions *options) G_GNUC_WARN_UNUSED_RESULT;
const char *hr_import_job_get_path (HrImportJob *self);
/** hr_import_job_set_actor: @name: (nullable): who, for the history */
void hr_import_job_set_actor (HrImportJob *self, const char *name);
/** hr_import_job_get_format: as look recognised it; %HR_FEED_AUTO before, and of what is no list */
HrFeedFormat hr_import_job_get_format (HrImportJob *self);
/** hr_import_job_get_row: (nullable) (transfer none): what stands at this place of the file that was prepared; not while a step runs, and
 * not after apply */
const HrFeedRow *hr_import_job_get_row (HrImportJob *self, guint record);

/** hr_import_job_look_async: what the page for matching columns shows, with the match that was remembered for this header */
void hr_import_job_look_async (HrImportJob *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
/** hr_import_job_look_finish: (transfer full) (nullable): %NULL without @error when the file is no table: go on with prepare */
HrFeedTable *hr_import_job_look_finish (HrImportJob *self, GAsyncResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_import_job_prepare_async:
 * @columns: (nullable): copied; of a table. It is remembered for this header once the file could be read with it
 *
 * Reads the file and tries it (dry run). May be called again: with other columns, or after %HR_ERROR_REFUSED of apply.
 */
void hr_import_job_prepare_async (HrImportJob *self, const HrFeedColumns *columns, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
HrImportReport *hr_import_job_prepare_finish (HrImportJob *self, GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_import_job_apply_async:
 * @skip: (nullable) (element-type utf8): ids from the report that are left out; must not be changed until it has called back
 * @accept_removals: whether somebody agreed to needs_accept_removals
 *
 * %HR_ERROR_REFUSED when nothing was prepared, or when the listings were changed since: prepare again and show what would change now.
 */
void hr_import_job_apply_async (HrImportJob *self, GHashTable *skip, gboolean accept_removals,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/** hr_import_job_apply_finish: its "import" is the number for hr_store_undo_import() */
HrImportReport *hr_import_job_apply_finish (HrImportJob *self, GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
