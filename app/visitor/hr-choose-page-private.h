/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Help me choose": six questions, each can be skipped; then two or three suggestions with their reasons. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_CHOOSE_PAGE (hr_choose_page_get_type ())
G_DECLARE_FINAL_TYPE (HrChoosePage, hr_choose_page, HR, CHOOSE_PAGE, HrPage)

HrPage *hr_choose_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
