/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-ledger-store-private.h"

typedef struct
{
  HrShareLedger base;
  HrShareStore *store;
} Ledger;

static HrShareStore *
store_of (HrShareLedger *self)
{
  return ((Ledger *)self)->store;
}

static gboolean
begin (HrShareLedger *self, GError **error)
{
  return hr_share_store_begin (store_of (self), error);
}

static gboolean
commit (HrShareLedger *self, GError **error)
{
  return hr_share_store_commit (store_of (self), error);
}

static void
rollback (HrShareLedger *self)
{
  hr_share_store_rollback (store_of (self));
}

static GBytes *
get (HrShareLedger *self, const char *key)
{
  return hr_share_store_get (store_of (self), key);
}

static gboolean
has (HrShareLedger *self, const char *key)
{
  return hr_share_store_has (store_of (self), key);
}

static gboolean
set (HrShareLedger *self, const char *key, GBytes *value, GError **error)
{
  return hr_share_store_set (store_of (self), key, value, error);
}

static gboolean
each (HrShareLedger *self, const char *prefix, HrShareNoteFunc func, gpointer data, GError **error)
{
  return hr_share_store_each (store_of (self), prefix, func, data, error);
}

static gboolean
keys (HrShareLedger *self, const char *prefix, HrShareNoteFunc func, gpointer data, GError **error)
{
  return hr_share_store_keys (store_of (self), prefix, func, data, error);
}

static void
step (HrShareLedger *self)
{
  hr_share_store_step (store_of (self));
}

static gboolean
put (HrShareLedger *self, const HrShareGroup *group, GArray *deleted, GError **error)
{
  return hr_share_store_put (store_of (self), group, deleted, error);
}

static gboolean
force (HrShareLedger *self, const HrShareGroup *group, GError **error)
{
  return hr_share_store_force (store_of (self), group, error);
}

static HrShareGroup *
still (HrShareLedger *self, const HrShareGroup *group)
{
  return hr_share_store_still (store_of (self), group);
}

static gboolean
outbox (HrShareLedger *self, HrShareGroupFunc func, gpointer data, GError **error)
{
  return hr_share_store_outbox (store_of (self), func, data, error);
}

static gboolean
clear_outbox (HrShareLedger *self, GError **error)
{
  return hr_share_store_clear_outbox (store_of (self), error);
}

static gboolean
rows (HrShareLedger *self, HrShareGroupFunc func, gpointer data, GError **error)
{
  return hr_share_store_rows (store_of (self), func, data, error);
}

static guint
live (HrShareLedger *self)
{
  return hr_share_store_live (store_of (self));
}

static const HrShareLedgerClass ledger_class = { begin, commit, rollback, get, has, set, each, keys, step, put, force, still, outbox,
                                                 clear_outbox, rows, live };

HrShareLedger *
hr_share_ledger_store_new (HrShareStore *store)
{
  Ledger *self = g_new0 (Ledger, 1);

  self->base.class = &ledger_class;
  self->store = store;
  return &self->base;
}

void
hr_share_ledger_store_free (HrShareLedger *self)
{
  g_free (self);
}
