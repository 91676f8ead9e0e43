/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms of peer support beside meetings: a list, one of it in full, its codes to take along; and the number for a talk with a
 * peer. One page class, made for one kind of thing each. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_SUPPORT_PAGE (hr_support_page_get_type ())
G_DECLARE_FINAL_TYPE (HrSupportPage, hr_support_page, HR, SUPPORT_PAGE, HrPage)

/* Argument of all: (nullable): the id of what is shown at once, of an article its page */
HrPage *hr_support_page_new_learn (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;
HrPage *hr_support_page_new_stories (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;
/** hr_support_page_new_talk: "ask" as argument draws a number at once */
HrPage *hr_support_page_new_talk (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;
HrPage *hr_support_page_new_programs (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;
HrPage *hr_support_page_new_fellowships (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
