/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desk's part of the tour: a center of its own in a folder that goes away, and the stops. What the lobby's part shows is not touched. */
#pragma once

#include "handrail/core/hr-clock.h"
#include "handrail/staff/hr-staff-window.h"

G_BEGIN_DECLS

typedef struct _HrTourDesk HrTourDesk;

/**
 * HrTourDeskStep:
 * @name: part of the picture's name
 * @go: leads there from wherever the walk is; %FALSE when the center has nothing of the kind
 * @key: one of the pages that are shown in every theme
 */
typedef struct
{
  const char *name;
  gboolean (*go) (HrTourDesk *desk);
  gboolean key;
} HrTourDeskStep;

const HrTourDeskStep *hr_tour_desk_get_steps (guint *ret_n);

/**
 * hr_tour_desk_new:
 * @source: (nullable): an open store that is copied into a new folder; %NULL: the sample center, with ten weeks of counts
 * @now_s: when the pictures are taken
 *
 * The desk of such a folder is new: nobody has a PIN yet, and the walk chooses one as the first manager does, at random each time. So the
 * pictures need no way around the lock, and no file of the real center is opened for writing.
 */
HrTourDesk *hr_tour_desk_new (HrStore *source, gint64 now_s, HrTheme *theme, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_tour_desk_free (HrTourDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrTourDesk, hr_tour_desk_free)

/** hr_tour_desk_open: a new desk of @width × @height in @language, on the first question of its lock */
GtkWindow *hr_tour_desk_open (HrTourDesk *self, GtkApplication *application, const char *language, int width, int height);
void hr_tour_desk_close (HrTourDesk *self);

G_END_DECLS
