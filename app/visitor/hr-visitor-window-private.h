/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the window need of each other: hr-visitor-window.c shows, hr-visitor-input.c listens. */
#pragma once

#include "handrail/visitor/hr-visitor-window.h"

G_BEGIN_DECLS

/** hr_visitor_window_add_actions: the "win." actions of the door */
void hr_visitor_window_add_actions (HrVisitorWindow *self, HrSession *session);
/** hr_visitor_window_add_input: every touch and key keeps the visit alive; keys that leave the screen are swallowed */
void hr_visitor_window_add_input (HrVisitorWindow *self);

void hr_visitor_window_go_back (HrVisitorWindow *self);
void hr_visitor_window_read_aloud (HrVisitorWindow *self);
/** hr_visitor_window_touched: silences the voice, restarts the idle time */
void hr_visitor_window_touched (HrVisitorWindow *self);
void hr_visitor_window_hide_note (HrVisitorWindow *self);

G_END_DECLS
