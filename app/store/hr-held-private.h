/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff say of fields that a feed brings: a word of its own beside the feed's, with a version of its own. So both travel with the
 * share, in any order, and neither undoes the other. The row shows staff's word as long as there is one; the feed's is kept.
 *
 * The word for the field that the clocks call N is the field N + HR_HELD of the same thing, and stands in share_kept: unset = staff say
 * nothing (any more), "" = staff say that the field is unset. The table override follows for what stands in the tables. */
#pragma once

#include "hr-share-store-private.h"

G_BEGIN_DECLS

#define HR_HELD 64

/** HrHeld: the words of one thing, by field; version.gen 0: there never was one */
typedef struct
{
  gboolean any;
  HrKept words[64];
} HrHeld;

void hr_held_clear (HrHeld *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrHeld, hr_held_clear)

/** hr_held_index: the field that @number is staff's word for; -1: for none that this program knows */
int hr_held_index (HrKind kind, guint number);
/** hr_held_may: whether staff's word for the field can stand beside a feed's */
gboolean hr_held_may (HrKind kind, guint index);
gboolean hr_held_load (HrShareStore *view, HrKind kind, const char *scope, const char *id, HrHeld *ret, GError **error);
/** hr_held_is: whether the word is one, and holds here */
gboolean hr_held_is (const HrHeld *self, HrKind kind, guint index);

/** hr_held_base: what stands below staff's word, as it came: (transfer full) (nullable) */
gboolean hr_held_base (HrShareStore *view, HrKind kind, const HrRow *row, guint index, char **ret_value, GError **error);
/** hr_held_settle: @row shows staff's word, or else @base, which has the version that the clock says; the tables beside it follow. The row
 * itself is still to be written */
gboolean hr_held_settle (HrShareStore *view, HrKind kind, HrRow *row, guint index, const char *base, const HrHeld *held, GError **error);
/** hr_held_apply: @record has staff's words, where they hold */
void hr_held_apply (HrRecord *record, const HrHeld *held);
/** hr_held_show: hr_held_settle() for all fields */
gboolean hr_held_show (HrShareStore *view, HrKind kind, HrRow *row, const HrHeld *held, GError **error);

/** hr_held_say: staff say of the fields @bits what @record has; "" and the feed's own words end the override */
gboolean hr_held_say (HrShareStore *view, HrKind kind, HrRow *row, guint64 bits, const HrRecord *record, HrHeld *held, GError **error);
/** hr_held_move: what is kept of a thing has another scope from now on */
gboolean hr_held_move (HrShareStore *view, HrKind kind, const char *id, const char *scope, const char *to, GError **error);
/** hr_held_restart: hr_records_restart() of @row, which belongs to @scope from now on, with what is kept of it */
gboolean hr_held_restart (HrShareStore *view, HrKind kind, HrRow *row, const char *scope, GError **error);

/** hr_held_outbox: words that this device said after operation @above. @ret_ended: @func did not want more */
gboolean hr_held_outbox (HrShareStore *view, guint64 above, HrShareStoreGroupFunc func, gpointer data, gboolean *ret_ended, GError **error);

/** hr_override_drop: nothing of the thing is held, for it stands in the tables no more */
gboolean hr_override_drop (HrState *state, HrKind kind, const char *id, GError **error);

G_END_DECLS
