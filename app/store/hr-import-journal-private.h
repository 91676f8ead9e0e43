/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "handrail/store/hr-store-import.h"
#include "hr-change-private.h"

G_BEGIN_DECLS

/** HrImportJournal: the last numbers before an import */
typedef struct
{
  gint64 last[HR_N_KINDS];
  gint64 history;
  GPtrArray *overrides; /* (nullable) (element-type HrJournalOverride) */
} HrImportJournal;

/** hr_import_journal_begin: inside of the transaction, before anything is written */
gboolean hr_import_journal_begin (HrImportJournal *self, HrDb *db, GError **error);
/** hr_import_journal_override: the feed says another thing of a field that staff hold */
void hr_import_journal_override (HrImportJournal *self, HrKind kind, const char *id, const char *field, const char *old,
                                 const char *new);
/** hr_import_journal_end: writes what was done since the beginning; sets @report->import. Old ones are dropped */
gboolean hr_import_journal_end (HrImportJournal *self, HrChange *change, HrImportReport *report, GError **error);
void hr_import_journal_clear (HrImportJournal *self);

GPtrArray *hr_import_journal_list (HrState *state, GError **error) G_GNUC_WARN_UNUSED_RESULT;
HrUndoReport *hr_import_undo (HrState *state, gint64 number, const char *actor,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
