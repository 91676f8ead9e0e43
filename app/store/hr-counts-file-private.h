/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two halves of counts.db's SQL share: opening and beats (hr-counts-file.c), folding (hr-counts-fold.c). */
#pragma once

#include "hr-counts-private.h"

#include <sqlite3.h>

G_BEGIN_DECLS

#define HR_COUNTS_BLOB_BYTES 4
/** HR_COUNTS_WEEKS_KEPT: before they are summed up into quarters */
#define HR_COUNTS_WEEKS_KEPT 13

struct _HrCountsFile
{
  char *path;
  int fd;
  dev_t device;
  ino_t inode;
  sqlite3 *db;
  sqlite3_stmt *upsert;
  guint32 beat;
};

typedef sqlite3_stmt HrCountsStatement;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrCountsStatement, sqlite3_finalize)

void hr_counts_blob_write (guint8 blob[HR_COUNTS_BLOB_BYTES], guint32 value);
gboolean hr_counts_blob_read (sqlite3_stmt *statement, int column, guint32 *ret_value, GError **error);

/** hr_counts_set_sql_error: Returns: always %FALSE */
gboolean hr_counts_set_sql_error (HrCountsFile *self, GError **error, const char *what);
gboolean hr_counts_exec (HrCountsFile *self, const char *sql, GError **error, const char *what);
/** hr_counts_end: commits when @good, else rolls back; Returns: whether it was committed */
gboolean hr_counts_end (HrCountsFile *self, gboolean good, GError **error);
sqlite3_stmt *hr_counts_prepare (HrCountsFile *self, const char *sql, GError **error);

/** hr_counts_file_open_read_only: @self: not an open one; closed by hr_counts_file_close_read_only() also after %FALSE. @ret_version: 0 when there
 * is no such file, or nothing in it */
gboolean hr_counts_file_open_read_only (HrCountsFile *self, const char *directory, int *ret_version, GError **error);
void hr_counts_file_close_read_only (HrCountsFile *self);

/* States of a (meeting, month) sum, in each of its weeks. The last two: a week of it is in its quarter already */
enum
{
  HR_COUNTS_OPEN,
  HR_COUNTS_SHOWN,
  HR_COUNTS_HIDDEN,
  HR_COUNTS_SHOWN_LEAVING,
  HR_COUNTS_HIDDEN_LEAVING,
};

/** hr_counts_file_open_months: Returns in @ret_before: months before this one may be closed */
gboolean hr_counts_file_open_months (HrCountsFile *self, HrDate today, int *ret_before, GError **error);
/** hr_counts_file_take_threshold: inside a transaction: what was shown under a lower one and is too small now is hidden for good */
gboolean hr_counts_file_take_threshold (HrCountsFile *self, guint threshold, GError **error);
/** hr_counts_file_get_threshold: the one under which the sums that are shown were chosen */
gboolean hr_counts_file_get_threshold (HrCountsFile *self, int *ret_threshold, GError **error);
/** hr_counts_file_close_months: inside a transaction */
gboolean hr_counts_file_close_months (HrCountsFile *self, int before, guint threshold, GError **error);

/** hr_counts_file_write_rows: inside a transaction */
gboolean hr_counts_file_write_rows (HrCountsFile *self, GPtrArray *rows, const HrCountCell *cells, guint32 beat,
                                    GError **error);

G_END_DECLS
