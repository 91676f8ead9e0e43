/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kind of list a file is: in words, and chosen by staff where it was recognised wrongly. */
#pragma once

#include "handrail/feed/hr-feed.h"
#include "hr-staff-context-private.h"

G_BEGIN_DECLS

/** hr_import_format_words: of what was recognised */
const char *hr_import_format_words (HrFeedFormat format);
/** hr_import_format_ask: a sheet; @done is called with what was touched, %HR_FEED_AUTO = as the file looks. @owner: as long as it lives */
void hr_import_format_ask (HrStaffContext *context, void (*done) (HrFeedFormat format, gpointer owner), GObject *owner);

G_END_DECLS
