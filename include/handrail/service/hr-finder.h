/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search finds besides meetings: people, programs, papers and links, groups by name, articles, stories. They are few: their words
 * stay in memory, folded as those of the meetings are, and what is typed is looked for at the beginnings of words, too. Nothing that was
 * typed is kept. Main thread. */
#pragma once

#include "handrail/service/hr-directory.h"

G_BEGIN_DECLS

#define HR_TYPE_FINDER (hr_finder_get_type ())
G_DECLARE_FINAL_TYPE (HrFinder, hr_finder, HR, FINDER, GObject)

/** HrFinder::changed: the things were read anew; who shows some finds again */

/** hr_finder_new: reads nothing yet. @directory: (nullable): with none there is nothing to find */
HrFinder *hr_finder_new (HrDirectory *directory) G_GNUC_WARN_UNUSED_RESULT;
/** hr_finder_prepare: reads the things unless they are known as they are now; ::changed says when they are there */
void hr_finder_prepare (HrFinder *self);
/** hr_finder_is_known: whether they were read */
gboolean hr_finder_is_known (HrFinder *self);

/**
 * hr_finder_find: what has all words of @text, in every language that the lobby speaks
 * @language: of an article that there is in several, the one in this language
 *
 * Returns: (element-type HrRecord) (transfer container): of kinds in the order of hr_finder_kinds(), those that are called so first;
 *   only what may be shown today. Empty when @text has no words
 */
GPtrArray *hr_finder_find (HrFinder *self, const char *text, const char *language) G_GNUC_WARN_UNUSED_RESULT;

/** hr_finder_is_urgent: whether a word of @text is one that people type who are in danger, or think of somebody who is */
gboolean hr_finder_is_urgent (HrFinder *self, const char *text);

/** hr_finder_kinds: (array length=ret_n) (transfer none): in the order in which they are shown */
const HrKind *hr_finder_kinds (guint *ret_n);

G_END_DECLS
