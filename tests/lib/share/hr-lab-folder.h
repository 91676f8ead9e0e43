/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A share in memory that does what real ones do at their worst: several folders that a replicator keeps in step, out of order; files torn
 * by a crash; listings that are late or have holes; renames that are lost, or done and reported as not. All by one seed. */
#pragma once

#include "handrail/share/hr-share-folder.h"

G_BEGIN_DECLS

/** HrLabProfile: a mounted folder; GVfs smb and sftp; GVfs dav, which shows a file while it is written */
typedef enum
{
  HR_LAB_POSIX,
  HR_LAB_RENAME,
  HR_LAB_CREATE_ONLY,
} HrLabProfile;

typedef struct _HrLabShare HrLabShare;

/** hr_lab_share_new: @n_views: 1: one folder for all; more: one for each device, kept in step */
HrLabShare *hr_lab_share_new (guint32 seed, guint n_views) G_GNUC_WARN_UNUSED_RESULT;
void hr_lab_share_free (HrLabShare *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrLabShare, hr_lab_share_free)

/** hr_lab_share_step: up to @n changes come to other views, in any order; @all: also to those that are cut off */
void hr_lab_share_step (HrLabShare *self, guint n, gboolean all);
/** hr_lab_share_cut: bit by view: nothing comes and nothing goes */
void hr_lab_share_cut (HrLabShare *self, guint64 views);
/** hr_lab_share_names: (transfer container) (element-type utf8): paths of all files of a view, sorted */
GPtrArray *hr_lab_share_names (HrLabShare *self, guint view) G_GNUC_WARN_UNUSED_RESULT;
/** hr_lab_share_get: (transfer none) (nullable) */
GBytes *hr_lab_share_get (HrLabShare *self, guint view, const char *path);
/** hr_lab_share_put: @bytes: (nullable): %NULL takes it away. As somebody from outside does it */
void hr_lab_share_put (HrLabShare *self, guint view, const char *path, GBytes *bytes);
/** hr_lab_share_keep: remembers the view; hr_lab_share_roll_back: to one that was kept, if there is one; hr_lab_share_wipe: all but the
 * marker */
void hr_lab_share_keep (HrLabShare *self, guint view);
gboolean hr_lab_share_roll_back (HrLabShare *self, guint view, guint which);
void hr_lab_share_wipe (HrLabShare *self, guint view);

/**
 * HrLabFaults: of a thousand
 * @crash: a change ends the process before or after it is done; a file that was being written is torn
 * @fail: a call does not work, and says so
 * @hole: a name is missing from a listing
 * @lost: a rename is done and reported as not, or reported as done and not done
 * @crash_at: (if not 0): the process ends at this change exactly; counted down
 * @fail_at: (if not 0): this change does not work, and says so; counted down
 * @gone_at: (if not 0): the share vanishes at this change; counted down
 * @torn: at that change, half of a file is written
 * @read_only: no change works
 * @gone: nothing works; or, when @empty, there is an empty folder in its place, and what is written there is lost
 */
typedef struct
{
  guint crash, fail, hole, lost;
  guint crash_at, fail_at, gone_at;
  gboolean torn, read_only, gone, empty;
} HrLabFaults;

/** hr_lab_folder_new: @view's folder. It is a #HrShareFolder; @share outlives it */
HrShareFolder *hr_lab_folder_new (HrLabShare *share, guint view, HrLabProfile profile) G_GNUC_WARN_UNUSED_RESULT;
HrLabFaults *hr_lab_folder_faults (HrShareFolder *self);
/** hr_lab_folder_dead: %TRUE: the process has ended, and nothing works any more. For the ledger, which ends with it, and to begin anew */
gboolean *hr_lab_folder_dead (HrShareFolder *self);
/** hr_lab_folder_changes: how many calls so far wanted to change something */
guint hr_lab_folder_changes (HrShareFolder *self);

G_END_DECLS
