/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device remembers of the share, beside its listings: notes by name, and the fields with their versions. All of it in transactions:
 * after a power cut either all of one is there or nothing. */
#pragma once

#include "hr-share-files-private.h"

G_BEGIN_DECLS

typedef struct _HrShareLedger HrShareLedger;

typedef gboolean (*HrShareNoteFunc) (const char *key, GBytes *value, gpointer data);
typedef gboolean (*HrShareGroupFunc) (const HrShareGroup *group, gpointer data);

/**
 * HrShareLedgerClass:
 * @get: (transfer full) (nullable)
 * @set: @value: (nullable): %NULL forgets
 * @each: every note whose key begins with @prefix, by key. The notes may not be changed meanwhile
 * @put: takes over what wins against what is there. @ret_deleted: (inout): grows by one for a thing that was there and is now retired
 * @force: @group (of one field) holds from now on, whatever was there; its version's gen 0 = the field was never written
 * @pending: fields that this device wrote itself after operation @after; @ret_last: the last operation
 * @rows: all fields
 * @live: how many things there are that are not retired
 */
typedef struct
{
  gboolean (*begin) (HrShareLedger *self, GError **error);
  gboolean (*commit) (HrShareLedger *self, GError **error);
  void (*rollback) (HrShareLedger *self);
  GBytes *(*get) (HrShareLedger *self, const char *key);
  gboolean (*set) (HrShareLedger *self, const char *key, GBytes *value, GError **error);
  gboolean (*each) (HrShareLedger *self, const char *prefix, HrShareNoteFunc func, gpointer data, GError **error);
  gboolean (*put) (HrShareLedger *self, const HrShareGroup *group, guint *ret_deleted, GError **error);
  gboolean (*force) (HrShareLedger *self, const HrShareGroup *group, GError **error);
  gboolean (*pending) (HrShareLedger *self, guint64 after, guint64 *ret_last, HrShareGroupFunc func, gpointer data, GError **error);
  gboolean (*rows) (HrShareLedger *self, HrShareGroupFunc func, gpointer data, GError **error);
  guint (*live) (HrShareLedger *self);
} HrShareLedgerClass;

struct _HrShareLedger
{
  const HrShareLedgerClass *class;
};

G_END_DECLS
