/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sources of staff.db share: the open file, and the asks that are done on it. One thread at a time. */
#pragma once

#include "hr-db-private.h"
#include "handrail/store/hr-staff-db.h"

G_BEGIN_DECLS

/**
 * HrStaffFile:
 * @db: (nullable): %NULL until it could be opened
 * @wrong: as last read from the file: when the file says another number, another program took a try
 * @wait_until_ms: of hr_clock_elapsed_ms(); 0 = no wait
 */
typedef struct
{
  char *directory;
  char *path;
  HrClock *clock;
  HrDb *db;
  gint64 wrong;
  gint64 wait_until_ms;
} HrStaffFile;

HrStaffFile *hr_staff_file_new (const char *directory, HrClock *clock) G_GNUC_WARN_UNUSED_RESULT;
void hr_staff_file_free (HrStaffFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrStaffFile, hr_staff_file_free)

/** hr_staff_file_open: makes it when there is none and @make; otherwise %HR_ERROR_NOT_FOUND */
gboolean hr_staff_file_open (HrStaffFile *self, gboolean make, GError **error);

/** hr_staff_file_sync: takes over wrong tries of another program */
gboolean hr_staff_file_sync (HrStaffFile *self, GError **error);

/** hr_staff_file_read_rows: (element-type HrStaffRow): by name */
GPtrArray *hr_staff_file_read_rows (HrStaffFile *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_staff_file_set_tries: inside a transaction, or as one of its own */
gboolean hr_staff_file_set_tries (HrStaffFile *self, gint64 wrong, guint wait_s, GError **error);

/** hr_staff_file_wait_s: whole seconds that are left, rounded up */
guint hr_staff_file_wait_s (HrStaffFile *self);

/** hr_staff_file_do: an ask on the open file */
gboolean hr_staff_file_do (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, GError **error);

G_END_DECLS
