/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One frame instead of two: holds the next paint back, a few milliseconds at most, while an answer is on its way that it shall show. The UI
 * thread does not wait: events, timers and answers are handled as ever, only painting comes after them. UI thread only. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HR_FRAME_HOLD_MS: longer than an answer usually takes, and less than a frame of a 60 Hz display: without the hold its answer would come with
 * the frame after anyway */
#define HR_FRAME_HOLD_MS 14

/**
 * HrFrameHold: zero-initialised in its owner; nothing to free, but the owner ends it before it goes
 */
typedef struct
{
  GSource *source;
} HrFrameHold;

/** hr_frame_hold_begin: begins anew when it holds already
 * @most_ms: after this time the frame is painted without the answer */
void hr_frame_hold_begin (HrFrameHold *self, guint most_ms);
/** hr_frame_hold_end: the answer is there, or none will come; nothing happens when it does not hold */
void hr_frame_hold_end (HrFrameHold *self);
gboolean hr_frame_hold_is_held (HrFrameHold *self);

G_END_DECLS
