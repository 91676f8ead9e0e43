/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Types of meetings, whatever a feed calls them, as codes of the vocabulary. */
#pragma once

#include "hr-feed-reading-private.h"

G_BEGIN_DECLS

/**
 * hr_feed_find_code:
 * @text: a code or a name in any language of the vocabulary, in any case, perhaps in brackets
 *
 * What the vocabulary lacks is brought along as a type of its own.
 *
 * Returns: (transfer none): the code; "" for what says "online", which is always computed
 */
const char *hr_feed_find_code (HrFeedReading *self, const char *text);

/** hr_feed_add_codes: appends to @codes (element-type utf8, none owned) what a list or a comma list of types names */
void hr_feed_add_codes (HrFeedReading *self, const json_t *value, GPtrArray *codes);

/** hr_feed_add_languages: the type for each language other than English, which goes without saying unless it stands
 * with others */
void hr_feed_add_languages (HrFeedReading *self, const json_t *value, GPtrArray *codes);

/** hr_feed_take_codes: sets types; of open and closed only closed stays. Returns: the features of all */
guint64 hr_feed_take_codes (HrFeedReading *self, HrRecord *meeting, GPtrArray *codes);

/** hr_feed_bring_type: @names: TRANSLATED text. Returns: (transfer none): the code as it is stored */
const char *hr_feed_bring_type (HrFeedReading *self, const char *code, const char *names, const char *language);

G_END_DECLS
