/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some devices, one share (or one replicated folder each), and a few hundred steps of edits, counts, syncs, crashes at any change, torn
 * and flipped files, wiped and rolled back folders, restored disks, forged files, wrong clocks, partitions and deaths. Then everything is
 * repaired, and all must agree. The same seed is the same story. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint crashes, rollbacks, wipes, flips, restores, forgeries, deaths, syncs, errors, files;
  guint published, relayed, adopted, dropped;
} HrLabStory;

/** hr_lab_sim_run: (transfer full) (nullable): what went wrong; @story: (inout): grows */
char *hr_lab_sim_run (guint32 seed, HrLabStory *story) G_GNUC_WARN_UNUSED_RESULT;

/** hr_lab_sim_crowd: the same with 20 to 50 devices */
char *hr_lab_sim_crowd (guint32 seed, HrLabStory *story) G_GNUC_WARN_UNUSED_RESULT;

/** hr_lab_sim_orphan: one story that chance hardly ever tells */
char *hr_lab_sim_orphan (HrLabStory *story) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
