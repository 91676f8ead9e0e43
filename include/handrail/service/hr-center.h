/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One data folder opened: the store, the counts, the vocabulary, the clock. Built by the shell and the command line, and
 * handed on; there are no singletons. */
#pragma once

#include "handrail/store/hr-counts.h"
#include "handrail/store/hr-store.h"

G_BEGIN_DECLS

#define HR_TYPE_CENTER (hr_center_get_type ())
G_DECLARE_FINAL_TYPE (HrCenter, hr_center, HR, CENTER, GObject)

/**
 * HrCenter::opened: (main thread) an attempt to open has ended; hr_center_is_open() says how.
 */

/**
 * HrCenter::counts-opened: (main thread) from now on people can be counted.
 */

/**
 * HrCenter::opening: (main thread) hr_center_open_async() began
 */

/**
 * HrCenter::damaged: (main thread) @error (GError): the open database turned out to be damaged; once for each opening
 */

/** hr_center_default_directory: Returns: (transfer full): $XDG_DATA_HOME/handrail */
char *hr_center_default_directory (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_center_new: loads the vocabulary from the program's resources; touches no file
 * @clock: (nullable): %NULL = the system's
 */
HrCenter *hr_center_new (const char *directory, HrClock *clock) G_GNUC_WARN_UNUSED_RESULT;

/** hr_center_create: blocks; a new database with the embedded sample center, or with built-ins only; open it afterwards.
 * HR_ERROR_REFUSED when there is one */
gboolean hr_center_create (HrCenter *self, gboolean empty, GError **error);

/** hr_center_open: blocks; opens the store. counts.db is opened by hr_center_open_counts(), which only the kiosk needs */
gboolean hr_center_open (HrCenter *self, GError **error);
void hr_center_open_async (HrCenter *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean hr_center_open_finish (HrCenter *self, GAsyncResult *result, GError **error);
/** hr_center_is_open: whether the store is open and the site was read */
gboolean hr_center_is_open (HrCenter *self);
/** hr_center_is_opening: whether hr_center_open_async() is under way: what the store is asked now, it answers after it is open */
gboolean hr_center_is_opening (HrCenter *self);
/** hr_center_get_open_error: (nullable) (transfer none): why the last attempt to open did not succeed */
const GError *hr_center_get_open_error (HrCenter *self);
gboolean hr_center_open_counts (HrCenter *self, GError **error);
/** hr_center_counts_are_open: here: one program at a time can count in a folder */
gboolean hr_center_counts_are_open (HrCenter *self);
/** hr_center_open_counts_async: never blocks; not while another is under way. hr_center_close() cancels it */
void hr_center_open_counts_async (HrCenter *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean hr_center_open_counts_finish (HrCenter *self, GAsyncResult *result, GError **error);
void hr_center_close (HrCenter *self);

/** hr_center_report_damage: for those who ask the store and get HR_ERROR_CORRUPT; other errors are nothing to it */
void hr_center_report_damage (HrCenter *self, const GError *error);

/** hr_center_restore_last_backup: blocks; for a damaged database: the newest sound automatic backup takes its place, the damaged file
 * is kept. HR_ERROR_NOT_FOUND when there is none. The center must not be open */
gboolean hr_center_restore_last_backup (HrCenter *self, GError **error);

const char *hr_center_get_directory (HrCenter *self);
HrStore *hr_center_get_store (HrCenter *self);
HrCounts *hr_center_get_counts (HrCenter *self);
HrClock *hr_center_get_clock (HrCenter *self);
/** hr_center_get_vocabulary: the built-in types and, once open, those of the database */
HrVocabulary *hr_center_get_vocabulary (HrCenter *self);
/** hr_center_get_site: (nullable) (transfer none): the site record as last read; %NULL before open */
HrRecord *hr_center_get_site (HrCenter *self);
/** hr_center_get_zone: (transfer none): the site's; UTC before open */
const HrZone *hr_center_get_zone (HrCenter *self);

G_END_DECLS
