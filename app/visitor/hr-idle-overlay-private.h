/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Do you need more time?": covers the whole screen when nobody has touched it for a while. */
#pragma once

#include "handrail/ui/hr-page.h"

G_BEGIN_DECLS

#define HR_TYPE_IDLE_OVERLAY (hr_idle_overlay_get_type ())
G_DECLARE_FINAL_TYPE (HrIdleOverlay, hr_idle_overlay, HR, IDLE_OVERLAY, HrPage)

/** HrIdleOverlay::stay: the visitor is still here */
GtkWidget *hr_idle_overlay_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_idle_overlay_refresh (HrIdleOverlay *self);
/** hr_idle_overlay_take_focus: for keyboards and assistive technology */
void hr_idle_overlay_take_focus (HrIdleOverlay *self);
/** hr_idle_overlay_get_spoken: (transfer full): the same words for the voice */
char *hr_idle_overlay_get_spoken (HrIdleOverlay *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
