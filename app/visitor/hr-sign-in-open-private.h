/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The meetings that somebody can sign in to now, those with slips to take, and, when there is none, the next one. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_SIGN_IN_OPEN (hr_sign_in_open_get_type ())
G_DECLARE_FINAL_TYPE (HrSignInOpen, hr_sign_in_open, HR, SIGN_IN_OPEN, GObject)

/**
 * HrSignInOpen::listed: an answer to hr_sign_in_open_ask() came
 * HrSignInOpen::next: one to hr_sign_in_open_ask_next()
 */
HrSignInOpen *hr_sign_in_open_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_sign_in_open_ask: %FALSE when nobody can be counted on this screen */
gboolean hr_sign_in_open_ask (HrSignInOpen *self);
void hr_sign_in_open_ask_next (HrSignInOpen *self);
/** hr_sign_in_open_stop: no answer comes any more */
void hr_sign_in_open_stop (HrSignInOpen *self);
/** hr_sign_in_open_is_old: whether it was asked in an earlier minute */
gboolean hr_sign_in_open_is_old (HrSignInOpen *self);

/** hr_sign_in_open_find: (nullable): the open one of that meeting; @meeting: (nullable) */
HrMeetingDate *hr_sign_in_open_find (HrSignInOpen *self, const char *meeting);
/** hr_sign_in_open_get_next: (nullable): the next one here */
HrMeetingDate *hr_sign_in_open_get_next (HrSignInOpen *self);
/** hr_sign_in_open_n_rows: the open ones, and those with slips below them */
guint hr_sign_in_open_n_rows (HrSignInOpen *self);
/** hr_sign_in_open_get_row: (nullable): until the main loop runs again; @ret_is_open: or else only a slip can be taken */
HrMeetingDate *hr_sign_in_open_get_row (HrSignInOpen *self, guint row, gboolean *ret_is_open);

G_END_DECLS
