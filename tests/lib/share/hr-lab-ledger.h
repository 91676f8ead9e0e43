/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ledger in memory. Field 0 of a thing says with "1" that it is retired. */
#pragma once

#include "hr-share-ledger-private.h"

G_BEGIN_DECLS

/** hr_lab_ledger_new: @dead: (nullable): while it is %TRUE nothing can be changed: the process has ended */
HrShareLedger *hr_lab_ledger_new (void) G_GNUC_WARN_UNUSED_RESULT;
HrShareLedger *hr_lab_ledger_copy (HrShareLedger *self) G_GNUC_WARN_UNUSED_RESULT;
void hr_lab_ledger_free (HrShareLedger *self);
void hr_lab_ledger_watch (HrShareLedger *self, const gboolean *dead);

/** hr_lab_ledger_edit: as the desk writes: the version goes on from what is there. Returns: it */
HrShareVersion hr_lab_ledger_edit (HrShareLedger *self, const char *device, guint32 epoch, gint64 wall_ms, const char *scope,
                                   const char *id, guint field, const char *value);
/** hr_lab_ledger_value: (transfer none) (nullable): @ret_version: (out) (optional): gen 0 when the field was never written */
const char *hr_lab_ledger_value (HrShareLedger *self, const char *scope, const char *id, guint field, HrShareVersion *ret_version);
/** hr_lab_ledger_dump: (transfer full): all fields with their versions, as text */
char *hr_lab_ledger_dump (HrShareLedger *self) G_GNUC_WARN_UNUSED_RESULT;
guint hr_lab_ledger_commits (HrShareLedger *self);
/** hr_lab_ledger_bytes: of notes that were read; _counted: how often all things were counted */
gsize hr_lab_ledger_bytes (HrShareLedger *self);
guint hr_lab_ledger_counted (HrShareLedger *self);

G_END_DECLS
