/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device keeps: the fields of all things with their versions, and notes by name. Everything changes in transactions: after a power
 * cut all of one is there or nothing. What a ledger does not know (later kinds, later fields) it keeps like everything else. */
#pragma once

#include "hr-share-files-private.h"

G_BEGIN_DECLS

typedef struct _HrShareLedger HrShareLedger;

/** HrShareNoteFunc, HrShareGroupFunc: %FALSE ends the walk, which then is %FALSE, too. They change nothing in the ledger */
typedef gboolean (*HrShareNoteFunc) (const char *key, GBytes *value, gpointer data);
typedef gboolean (*HrShareGroupFunc) (const HrShareGroup *group, gpointer data);

/**
 * HrShareLedgerClass:
 * @get: (transfer full) (nullable): a note
 * @has: whether there is such a note; its value, which may be large, is not read
 * @set: @value: (nullable): %NULL forgets the note
 * @each: every note whose key begins with @prefix, by key
 * @keys: the same with %NULL for values, which are not read
 * @step: in a transaction: what was put so far was there before what is put next
 * @put: of @group, what wins against what is there, by hr_share_wins(). @deleted: (element-type HrShareVersion): grows by the version of
 *   what retired a thing that was not
 * @force: the one field of @group has that version and value, whatever it had; gen 0: it was never written
 * @still: (transfer full) (nullable): of @group, what holds now with just that version and value
 * @outbox: what was written here and is not yet in a segment, as it is now; also what has lost since
 * @clear_outbox: all that @outbox showed in this transaction
 * @rows: all fields of all things
 * @live: how many things there are that are not retired
 */
typedef struct
{
  gboolean (*begin) (HrShareLedger *self, GError **error);
  gboolean (*commit) (HrShareLedger *self, GError **error);
  void (*rollback) (HrShareLedger *self);
  GBytes *(*get) (HrShareLedger *self, const char *key);
  gboolean (*has) (HrShareLedger *self, const char *key);
  gboolean (*set) (HrShareLedger *self, const char *key, GBytes *value, GError **error);
  gboolean (*each) (HrShareLedger *self, const char *prefix, HrShareNoteFunc func, gpointer data, GError **error);
  gboolean (*keys) (HrShareLedger *self, const char *prefix, HrShareNoteFunc func, gpointer data, GError **error);
  void (*step) (HrShareLedger *self);
  gboolean (*put) (HrShareLedger *self, const HrShareGroup *group, GArray *deleted, GError **error);
  gboolean (*force) (HrShareLedger *self, const HrShareGroup *group, GError **error);
  HrShareGroup *(*still) (HrShareLedger *self, const HrShareGroup *group);
  gboolean (*outbox) (HrShareLedger *self, HrShareGroupFunc func, gpointer data, GError **error);
  gboolean (*clear_outbox) (HrShareLedger *self, GError **error);
  gboolean (*rows) (HrShareLedger *self, HrShareGroupFunc func, gpointer data, GError **error);
  guint (*live) (HrShareLedger *self);
} HrShareLedgerClass;

struct _HrShareLedger
{
  const HrShareLedgerClass *class;
};

/** hr_share_wins: hr_share_version_wins(), but for the mistake that a test plants in it */
gboolean hr_share_wins (const HrShareVersion *version, const char *value, const HrShareVersion *than, const char *than_value);

/** hr_share_group_says: whether @group says something of @field. @ret_value: (transfer none) (nullable) */
gboolean hr_share_group_says (const HrShareGroup *group, guint field, const char **ret_value);

G_END_DECLS
