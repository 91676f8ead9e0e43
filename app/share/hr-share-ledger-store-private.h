/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger of a real device: its database. */
#pragma once

#include "handrail/store/hr-share-store.h"
#include "hr-share-ledger-private.h"

G_BEGIN_DECLS

/** hr_share_ledger_store_new: @store: outlives it */
HrShareLedger *hr_share_ledger_store_new (HrShareStore *store) G_GNUC_WARN_UNUSED_RESULT;
void hr_share_ledger_store_free (HrShareLedger *self);

G_END_DECLS
