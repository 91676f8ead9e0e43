/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the center tells everybody today, in one calm line or two: the first announcement, and how many more there are. One touch leads to all of
 * them in full. It is not there when there is nothing to say. */
#pragma once

#include "hr-visitor-context-private.h"
#include "handrail/ui/hr-tap-button.h"

G_BEGIN_DECLS

#define HR_TYPE_NEWS_STRIP (hr_news_strip_get_type ())
G_DECLARE_FINAL_TYPE (HrNewsStrip, hr_news_strip, HR, NEWS_STRIP, HrTapButton)

/** hr_news_strip_new: hidden until hr_news_strip_ask() found something */
GtkWidget *hr_news_strip_new (void) G_GNUC_WARN_UNUSED_RESULT;
/** hr_news_strip_ask: @directory: (nullable): looks for today's announcements; what was found before stands until the answer comes */
void hr_news_strip_ask (HrNewsStrip *self, HrDirectory *directory);
/** hr_news_strip_set_brief: the title alone, where large words leave no room for more */
void hr_news_strip_set_brief (HrNewsStrip *self, gboolean brief);
/** hr_news_strip_refresh: the same words in the language that is set (hr-language.h) */
void hr_news_strip_refresh (HrNewsStrip *self);

G_END_DECLS
