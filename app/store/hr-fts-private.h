/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the meetings: which meetings have all the words that somebody typed, each as a beginning. */
#pragma once

#include "hr-bits-private.h"
#include "hr-state-private.h"

G_BEGIN_DECLS

HrFts *hr_fts_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_fts_free (HrFts *self);

/** hr_fts_forget: what was found is no longer true: after every commit */
void hr_fts_forget (HrFts *self);

/** hr_fts_forget_searches: wipes the words that somebody typed and what they found: after every visit */
void hr_fts_forget_searches (HrFts *self);
/** hr_fts_count_searches: of how many words it is known what they find */
guint hr_fts_count_searches (HrFts *self);

/** hr_fts_rebuild: inside a transaction: writes all rows anew */
gboolean hr_fts_rebuild (HrState *state, GError **error);

/** hr_fts_ensure: does so when another version of the program wrote them */
gboolean hr_fts_ensure (HrState *state, GError **error);

/** hr_fts_set_bulk: inside a transaction: more room in memory for the words of very many rows, so that they are sorted and written at once;
 * FTS5 keeps the value in the database, so it is taken back before the commit */
gboolean hr_fts_set_bulk (HrState *state, gboolean bulk, GError **error);

/** hr_fts_insert: for a meeting that has no row yet; @venue, @group: (nullable) */
gboolean hr_fts_insert (HrState *state, gint64 n, const HrRecord *meeting, const HrRecord *venue, const HrRecord *group,
                        GError **error);

/** hr_fts_replace: reads what there is now; a retired meeting has no row */
gboolean hr_fts_replace (HrState *state, gint64 n, GError **error);

/** hr_fts_match: sets @ret_bits; no words at all match nothing and return with @ret_any %FALSE */
gboolean hr_fts_match (HrState *state, const char *text, HrBits *ret_bits, gboolean *ret_any, GError **error);

/** hr_fts_match_names: the meetings that have all the words in their own name or their group's */
gboolean hr_fts_match_names (HrState *state, const char *text, HrBits *ret_bits, GError **error);

/** hr_fts_learn_letter: what one more of the letters finds that a search can begin with, so that a first key is answered as quickly as
 * the others; a directory of 200,000 has over 100,000 meetings with some of them. @ret_more: not all are known yet */
gboolean hr_fts_learn_letter (HrState *state, gboolean *ret_more, GError **error);

G_END_DECLS
