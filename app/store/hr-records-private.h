/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of published things as HrRecord and back, for every kind alike: statements are composed from hr-kind.h. */
#pragma once

#include "handrail/core/hr-record.h"
#include "hr-db-private.h"
#include "hr-version-private.h"

G_BEGIN_DECLS

/** HrRow: a record as it lies in the database. The clock goes by hr_kind_get_clock_number() */
typedef struct
{
  gint64 n;
  HrRecord *record;
  HrRowClock clock;
} HrRow;

void hr_row_free (HrRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrRow, hr_row_free)

/** HrWriter: who writes, during one transaction: identity for the clocks, and the counters that end up in meta */
typedef struct
{
  guint32 device;
  guint32 epoch;
  gint64 wall_ms;
  guint64 op;
} HrWriter;

/** hr_records_get: also retired ones; %NULL with %HR_ERROR_NOT_FOUND */
HrRow *hr_records_get (HrDb *db, HrKind kind, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
HrRow *hr_records_get_nth (HrDb *db, HrKind kind, gint64 n, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_records_try: also retired ones; @ret_row: (nullable): %NULL when there is none */
gboolean hr_records_try (HrDb *db, HrKind kind, const char *id, HrRow **ret_row, GError **error);

/** HrRecordsFunc: %FALSE ends the walk. It writes none of what is walked */
typedef gboolean (*HrRecordsFunc) (HrKind kind, HrRow *row, gpointer data, GError **error);
/** hr_records_walk: all rows, also retired ones, that a local operation above @op touched, in that order; -1 = all */
gboolean hr_records_walk (HrDb *db, HrKind kind, gint64 op, HrRecordsFunc func, gpointer data, GError **error);

/** hr_records_numbers: (element-type gint64): of all rows, also retired ones */
GArray *hr_records_numbers (HrDb *db, HrKind kind, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** hr_records_count: of those that are not retired */
gboolean hr_records_count (HrDb *db, HrKind kind, gint64 *ret_n, GError **error);

/** hr_records_find: its number, or 0. @with_retired: otherwise a retired one counts as missing */
gboolean hr_records_find (HrDb *db, HrKind kind, const char *id, gboolean with_retired, gint64 *ret_n, GError **error);

/** hr_records_list: (element-type HrRecord): in the order that hr_store_get_records() promises */
GPtrArray *hr_records_list (HrDb *db, HrKind kind, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_records_insert: @ret_n: 0 when the id exists already; then nothing was written */
gboolean hr_records_insert (HrDb *db, HrWriter *writer, const HrRecord *record, gint64 *ret_n, GError **error);

/** hr_records_update: @row: the fields that @changed has a bit for are written with new versions */
gboolean hr_records_update (HrDb *db, HrWriter *writer, HrRow *row, guint64 changed, GError **error);

/** hr_records_put: @row with the versions that it has; inserted when it has no number yet. No operation of this device */
gboolean hr_records_put (HrDb *db, HrRow *row, GError **error);

/** hr_records_restart: all fields of @row are written with one new version */
gboolean hr_records_restart (HrDb *db, HrWriter *writer, HrRow *row, GError **error);

/** hr_records_diff: a bit for every field in which they differ */
guint64 hr_records_diff (const HrRecord *a, const HrRecord *b);

/** hr_records_check_tables: %HR_ERROR_CORRUPT when a table or a column is missing */
gboolean hr_records_check_tables (HrDb *db, GError **error);

/** hr_records_n_fields: own and common ones */
guint hr_records_n_fields (HrKind kind);

/** hr_records_table: quoted */
const char *hr_records_table (HrKind kind);

G_END_DECLS
