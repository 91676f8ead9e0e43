/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device that syncs all day: a turn after each edit that is to be published, else every minute or so; less and less often while the share
 * is away. The turns run on a thread, for a dead mount may hold one for ever; then the watchdog ends the process, and the service starts it
 * again. Main thread. */
#pragma once

#include "handrail/share/hr-share.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HrSyncd HrSyncd;

/** HrSyncdTimes: in milliseconds. @interval: from one turn to the next, give or take a fifth; @longest: the same at most, while the share is
 * away; @settle: from an edit to the turn that publishes it; @patience: that a turn may take */
typedef struct
{
  guint interval, longest, settle, patience;
} HrSyncdTimes;

extern const HrSyncdTimes hr_syncd_times;

/** HrSyncdTurnFunc: a turn, on a thread: %FALSE with @error */
typedef gboolean (*HrSyncdTurnFunc) (HrSyncd *self, gpointer data, GError **error);

/** hr_syncd_new: @share: (transfer full) (nullable): %NULL: @turn stands for it, in tests */
HrSyncd *hr_syncd_new (HrShare *share, const char *directory, const HrSyncdTimes *times, HrSyncdTurnFunc turn,
                       gpointer data) G_GNUC_WARN_UNUSED_RESULT;
/** hr_syncd_free: waits for the turn that runs */
void hr_syncd_free (HrSyncd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrSyncd, hr_syncd_free)

/** hr_syncd_start: the first turn is at once */
void hr_syncd_start (HrSyncd *self);

/** hr_syncd_wait_ms: how long until the next turn after so many that came to nothing; @chance: 0…1 */
guint hr_syncd_wait_ms (const HrSyncdTimes *times, guint failures, double chance);

/** hr_syncd_is_stuck: whether a turn takes longer than it may */
gboolean hr_syncd_is_stuck (HrSyncd *self);
/** hr_syncd_get_turns: how many came to their end */
guint hr_syncd_get_turns (HrSyncd *self);

/** hr_syncd_notify: tells the service manager (sd_notify(3)); nothing where there is none */
void hr_syncd_notify (const char *state);

G_END_DECLS
