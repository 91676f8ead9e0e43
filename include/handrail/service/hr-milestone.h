/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "I am marking …": days that somebody may want to mark. Only words: who marks what, and when, is kept nowhere. Main thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** hr_milestones_get_n: how many there are, "I am starting today" and "I am starting again" first, then by length */
guint hr_milestones_get_n (void);
/** hr_milestones_first_years: the first of those that are two years and more; hr_milestones_other: "A day that matters to me", the last */
guint hr_milestones_first_years (void);
guint hr_milestones_other (void);

/** hr_milestone_get_name: (transfer none): "today", "again", "30-days", "10-years", "other" */
const char *hr_milestone_get_name (guint milestone);
gboolean hr_milestone_from_name (const char *name, guint *ret_milestone);
/** hr_milestone_words: (transfer full): "I am starting again", "30 days", in the language that is set */
char *hr_milestone_words (guint milestone) G_GNUC_WARN_UNUSED_RESULT;
/** hr_milestone_greeting: (transfer none): what is said to whoever marks it */
const char *hr_milestone_greeting (guint milestone);

G_END_DECLS
