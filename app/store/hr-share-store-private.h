/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The share's view of the database. */
#pragma once

#include "handrail/store/hr-share-store.h"
#include "hr-change-private.h"

G_BEGIN_DECLS

/** hr_version_nobody: below everything that anybody writes */
extern const HrVersion hr_version_nobody;

/**
 * HrShareStore:
 * @change: (nullable): of the transaction
 * @within: @state and @change are somebody else's
 * @site, @may: what this device is in the share; @joined: whether it is in one
 * @ids: (element-type utf8): of devices by number, as far as they were asked for
 * @numbers: and the other way round
 * @own: the number of this device; @published: its last operation that is in the share
 * @fresh: rows that were inserted in this transaction, by number and kind; @fresh_kept: things of which nothing was kept before it
 * @any_kept: whether there may be something in share_kept; while a row is put: of that thing
 * @puts: in this transaction
 * @live: -1 = not known
 */
struct _HrShareStore
{
  HrState *state;
  HrChange *change;
  gboolean within;
  char *site;
  HrShareStoreMay may;
  gboolean joined;
  GPtrArray *ids;
  GHashTable *numbers;
  guint32 own;
  guint64 published;
  GHashTable *fresh;
  GHashTable *fresh_kept;
  gboolean any_kept;
  gint64 live;
  gint64 live_version;
  guint puts;
};

/** hr_share_store_within: the share's view inside a change of the store; to be closed before @change is freed */
HrShareStore *hr_share_store_within (HrChange *change, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- versions ---- */

/** hr_share_store_out: %FALSE with %HR_ERROR_CORRUPT when the database does not know the device */
gboolean hr_share_store_out (HrShareStore *self, const HrVersion *version, HrShareVersion *ret, GError **error);
/** hr_share_store_find: %HR_DEVICE_UNKNOWN when nothing of that device is here */
gboolean hr_share_store_find (HrShareStore *self, const HrShareVersion *version, HrVersion *ret, GError **error);
/** hr_share_store_in: in a transaction: notes a device that is new */
gboolean hr_share_store_in (HrShareStore *self, const HrShareVersion *version, HrVersion *ret, GError **error);
gboolean hr_version_is_nobody (const HrVersion *version);
gboolean hr_version_equal (const HrVersion *a, const HrVersion *b);

/* ---- where a thing is ---- */

/** hr_share_store_shows: whether things of @kind and @scope stand in the tables here */
gboolean hr_share_store_shows (HrShareStore *self, guint kind, const char *scope, const char *id);
/** hr_share_store_stands: whether a row of the tables is the thing that @thing names */
gboolean hr_share_store_stands (HrShareStore *self, const HrShareGroup *thing, gboolean *ret_stands, GError **error);
/** hr_share_store_ranks_before: of two scopes that have the same id, whose thing is shown */
gboolean hr_share_store_ranks_before (HrShareStore *self, const char *scope, const char *than);
/** hr_share_row_common: one of the fields that all kinds have */
const char *hr_share_row_common (const HrRow *row, HrCommonField field);
gboolean hr_share_row_is_retired (const HrRow *row);
/** hr_share_row_scope: "" = every site */
const char *hr_share_row_scope (const HrRow *row);
/** hr_share_row_is_blank: it has given its place up: nobody wrote any of it */
gboolean hr_share_row_is_blank (const HrRow *row);
/** hr_share_row_number_index: the field that the clocks call @number; -1 = this program knows none */
int hr_share_row_number_index (HrKind kind, guint number);

/* ---- what the tables have no place for ---- */

/** HrKept: @version.gen 0: nothing is kept */
typedef struct
{
  HrVersion version;
  char *value;
} HrKept;

void hr_kept_clear (HrKept *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrKept, hr_kept_clear)

/** HrKeptKey: names a field of a thing */
typedef struct
{
  guint kind;
  const char *scope;
  const char *id;
  guint field;
} HrKeptKey;

/** hr_kept_bind: what an INSERT into share_kept or share_lost has for ?1 to ?10: kind, scope, id, field, gen, wall_ms, device, epoch, op,
 * value. @key, @value: as long as the statement */
void hr_kept_bind (HrStatement *statement, const HrKeptKey *key, const HrVersion *version, const char *value);
/** hr_kept_column_version, _value: @column: that of gen, and of value. (transfer full) (nullable) */
HrVersion hr_kept_column_version (HrStatement *statement, int column);
char *hr_kept_column_value (HrStatement *statement, int column) G_GNUC_WARN_UNUSED_RESULT;
gboolean hr_kept_get (HrShareStore *self, const HrKeptKey *key, HrKept *ret, GError **error);
gboolean hr_kept_set (HrShareStore *self, const HrKeptKey *key, const HrVersion *version, const char *value, GError **error);
gboolean hr_kept_remove (HrShareStore *self, const HrKeptKey *key, GError **error);
/** hr_kept_groups: (transfer full) (element-type HrShareGroup): everything that is kept of a thing */
GPtrArray *hr_kept_groups (HrShareStore *self, guint kind, const char *scope, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** hr_kept_has: whether anything is kept of a thing */
gboolean hr_kept_has (HrShareStore *self, guint kind, const char *scope, const char *id, gboolean *ret, GError **error);
/** hr_kept_drop: nothing is kept of the thing any more */
gboolean hr_kept_drop (HrShareStore *self, guint kind, const char *scope, const char *id, GError **error);
/** hr_kept_walk: all that is kept and stands in no table, thing by thing */
gboolean hr_kept_walk (HrShareStore *self, HrShareStoreGroupFunc func, gpointer data, GError **error);
/** hr_kept_things: (transfer full) (element-type HrShareGroup): the things of which something is kept: groups without fields */
GPtrArray *hr_kept_things (HrShareStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- rows ---- */

/** hr_share_row_value: the value of the field number @number as it came: (transfer full) (nullable) */
gboolean hr_share_row_value (HrShareStore *self, HrKind kind, const HrRow *row, guint number, char **ret_value, GError **error);
/** hr_share_row_groups: (element-type HrShareGroup): all fields of @row that somebody wrote; @above: only those this device wrote after
 * that operation; 0 = all */
gboolean hr_share_row_groups (HrShareStore *self, HrKind kind, const HrRow *row, gboolean own, guint64 above, GPtrArray *groups,
                              GError **error);
/** hr_share_row_keep: what @row says is kept from now on */
gboolean hr_share_row_keep (HrShareStore *self, HrKind kind, HrRow *row, GError **error);
/** hr_share_row_demote: what @row says is kept from now on; its place is free: @row is blank, also in the table */
gboolean hr_share_row_demote (HrShareStore *self, HrKind kind, HrRow *row, GError **error);
/** hr_share_row_blank: the place of @row is free, also in the table; what is to be kept of it is kept already */
gboolean hr_share_row_blank (HrShareStore *self, HrKind kind, HrRow *row, GError **error);
/** hr_share_forget_traces: of a person who is told of no more: what the history and the drafts of this device have */
gboolean hr_share_forget_traces (HrShareStore *self, guint kind, const char *id, GError **error);
/** hr_share_is_person: things of @kind are about a person, who may take them back */
gboolean hr_share_is_person (guint kind);
/** hr_share_show_thing: @thing, of which something is kept, stands in its table if it is whole and to be shown, and does not yet */
gboolean hr_share_show_thing (HrShareStore *self, const HrShareGroup *thing, GError **error);
/** hr_share_fork: @row, which is shared, gives way to one of @site with the values of @record, written by this device */
gboolean hr_share_fork (HrChange *change, HrKind kind, HrRow *row, const HrRecord *record, const char *site, GError **error);
/** hr_share_lost_add: to be published though it does not hold any more */
gboolean hr_share_lost_add (HrShareStore *self, const HrKeptKey *key, const HrVersion *version, const char *value, GError **error);

G_END_DECLS
