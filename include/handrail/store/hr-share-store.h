/* SPDX-License-Identifier: GPL-3.0-or-later */
/* handrail.db as a device of the share sees it: the fields of all things with their versions, what is to be published, and the notes of
 * the engine. A connection of its own beside that of HrStore, in this process or another one. Blocks: for the process that syncs, for the
 * command line and for tests, never for the UI thread. One thread at a time.
 *
 * Errors of all: HR_ERROR_CORRUPT, HR_ERROR_NO_SPACE, HR_ERROR_BUSY, HR_ERROR_IO. After an error the state before the transaction stands,
 * once hr_share_store_rollback() was called.
 *
 * What a site does not show, and what this program does not know, is kept beside the tables of the kinds and handed on like everything
 * else. The value of a field that does not hold here is unset in the table, and kept as it came. */
#pragma once

#include "handrail/core/hr-clock.h"
#include "handrail/core/hr-vocabulary.h"
#include "handrail/core/hr-zone.h"
#include "handrail/store/hr-share-group.h"

G_BEGIN_DECLS

typedef struct _HrShareStore HrShareStore;

/** HrShareStoreGroupFunc, HrShareStoreNoteFunc: %FALSE ends the walk, which then is %FALSE, without an error. They write nothing and walk
 * nowhere else */
typedef gboolean (*HrShareStoreGroupFunc) (const HrShareGroup *group, gpointer data);
typedef gboolean (*HrShareStoreNoteFunc) (const char *key, GBytes *value, gpointer data);

/** hr_share_store_open: @directory: the data folder. HR_ERROR_NOT_FOUND when there is no database, HR_ERROR_TOO_NEW */
HrShareStore *hr_share_store_open (const char *directory, HrVocabulary *vocabulary, HrClock *clock, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_share_store_close (HrShareStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrShareStore, hr_share_store_close)

/** hr_share_store_begin, …_commit, …_rollback: everything that writes is between them. Other programs are told of what changed */
gboolean hr_share_store_begin (HrShareStore *self, GError **error);
gboolean hr_share_store_commit (HrShareStore *self, GError **error);
void hr_share_store_rollback (HrShareStore *self);

/** hr_share_store_get_zone: of the site */
const HrZone *hr_share_store_get_zone (HrShareStore *self);

/* ---- notes ---- */

/** hr_share_store_get: (transfer full) (nullable) */
GBytes *hr_share_store_get (HrShareStore *self, const char *key) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_store_has: whether there is such a note: its value is not read */
gboolean hr_share_store_has (HrShareStore *self, const char *key);
/** hr_share_store_set: @value: (nullable): %NULL forgets the note */
gboolean hr_share_store_set (HrShareStore *self, const char *key, GBytes *value, GError **error);
/** hr_share_store_each: every note whose key begins with @prefix, by key */
gboolean hr_share_store_each (HrShareStore *self, const char *prefix, HrShareStoreNoteFunc func, gpointer data, GError **error);
/** hr_share_store_keys: the same with %NULL for values, which are not read */
gboolean hr_share_store_keys (HrShareStore *self, const char *prefix, HrShareStoreNoteFunc func, gpointer data, GError **error);

/* ---- fields ---- */

/**
 * hr_share_store_put: of @group, what wins against what is there: by version, then by value (hr-share-group.h)
 * @deleted: (nullable) (element-type HrShareVersion): grows by the version of what retired a thing that was there before this
 *   transaction, or before its last hr_share_store_step()
 *
 * Goes into the history where a thing that was there changes; the two values of a field that two devices wrote without knowing of each
 * other stand there with the verb "conflict".
 */
gboolean hr_share_store_put (HrShareStore *self, const HrShareGroup *group, GArray *deleted, GError **error);
/** hr_share_store_step: in a transaction: what was put so far was there before what is put next */
void hr_share_store_step (HrShareStore *self);
/** hr_share_store_force: the one field of @group has that version and value, whatever it had; gen 0: it was never written */
gboolean hr_share_store_force (HrShareStore *self, const HrShareGroup *group, GError **error);
/** hr_share_store_still: (transfer full) (nullable): of @group, what holds now with just that version and value */
HrShareGroup *hr_share_store_still (HrShareStore *self, const HrShareGroup *group) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_store_rows: all fields of all things but those that came with the program and nobody wrote */
gboolean hr_share_store_rows (HrShareStore *self, HrShareStoreGroupFunc func, gpointer data, GError **error);
/** hr_share_store_live: how many things there are that are not retired */
guint hr_share_store_live (HrShareStore *self);

/** hr_share_store_outbox: what was written on this device and is not published yet, as it is now, and what of it has lost since */
gboolean hr_share_store_outbox (HrShareStore *self, HrShareStoreGroupFunc func, gpointer data, GError **error);
/** hr_share_store_clear_outbox: all that hr_share_store_outbox() showed in this transaction is published */
gboolean hr_share_store_clear_outbox (HrShareStore *self, GError **error);

/**
 * hr_share_store_forget: people whose consent has ended, and those who were withdrawn longer ago than a change can be taken back
 * @known_ms: a time that somebody else's clock had: when the own one is more than a year ahead of it, it may be wrong, and nothing is done
 * @ret_n: (optional): how many
 *
 * All that is said of them is unset, to be published like any other change, as far as this device may write it; and what the history and
 * the drafts here have of them goes. After a sync, so that a consent that somebody else has made longer is known. A transaction of its own.
 */
gboolean hr_share_store_forget (HrShareStore *self, gint64 known_ms, guint *ret_n, GError **error);

/* ---- this device ---- */

/** HrShareStoreMay: what this device may write */
typedef enum
{
  HR_SHARE_STORE_ALL,     /* everything: it is in no share, or works for the office */
  HR_SHARE_STORE_SITE,    /* what belongs to its site */
  HR_SHARE_STORE_NOTHING, /* it shows what others write */
} HrShareStoreMay;

/**
 * hr_share_store_set_place: what this device is in the share from now on. In a transaction
 * @site: "" = none
 *
 * Shows what belongs to @site and to every site; a device without a site that may write everything shows all. The first time, what only
 * came with the program becomes nobody's. What was typed here before becomes the site's, or nobody's when the device may write nothing.
 * From then on edits keep to it (HR_ERROR_REFUSED).
 */
gboolean hr_share_store_set_place (HrShareStore *self, const char *site, HrShareStoreMay may, GError **error);

G_END_DECLS
