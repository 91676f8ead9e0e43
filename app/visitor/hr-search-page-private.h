/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and what they find, with each key. The words live in the locked memory of the session and nowhere else. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_SEARCH_PAGE (hr_search_page_get_type ())
G_DECLARE_FINAL_TYPE (HrSearchPage, hr_search_page, HR, SEARCH_PAGE, HrPage)

HrPage *hr_search_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
