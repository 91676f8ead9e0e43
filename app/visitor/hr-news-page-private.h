/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that the center tells everybody today, in full. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_NEWS_PAGE (hr_news_page_get_type ())
G_DECLARE_FINAL_TYPE (HrNewsPage, hr_news_page, HR, NEWS_PAGE, HrPage)

HrPage *hr_news_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
