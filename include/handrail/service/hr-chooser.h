/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Help me choose": from six answers to two or three suggestions, each with its reasons. The rules are data
 * (resources/choose/rules.tsv), additive and open; it keeps nothing, and rates nobody. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HR_CHOOSER_QUESTIONS 6
#define HR_CHOOSER_ANSWERS 6
#define HR_CHOOSER_MOST 3

/** HrWay: what can be suggested */
typedef enum
{
  HR_WAY_GROUP,   /* a group, also a spiritual one */
  HR_WAY_SECULAR, /* a group that is not religious */
  HR_WAY_FAMILY,  /* a group for family and friends */
  HR_WAY_PEER,
  HR_WAY_COACH,
  HR_WAY_PROGRAM, /* coaching in a group */
  HR_WAY_PAPERS,
  HR_N_WAYS,
} HrWay;

/** HR_WAYS_NOT_RELIGIOUS: mask of those that nobody has to believe in anything for */
#define HR_WAYS_NOT_RELIGIOUS (1u << HR_WAY_SECULAR | 1u << HR_WAY_COACH | 1u << HR_WAY_PROGRAM)

/** HrSuggestion: @because: questions whose answers speak for it, the strongest first, @n_because of them; none when every answer was
 * skipped: then the reason is that both kinds can help */
typedef struct
{
  HrWay way;
  guint n_because;
  guint because[HR_CHOOSER_QUESTIONS];
} HrSuggestion;

typedef struct _HrChooser HrChooser;

HrChooser *hr_chooser_load (GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_chooser_free (HrChooser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrChooser, hr_chooser_free)

/** hr_chooser_answer_name: (nullable): of the answer 1…%HR_CHOOSER_ANSWERS; %NULL when the question has fewer */
const char *hr_chooser_answer_name (guint question, guint answer);

/**
 * hr_chooser_suggest:
 * @answers: one for each question; 0 = skipped
 * @available: mask of the HrWay that this center has
 *
 * Returns: how many, the best first: two or three, or as many as are available. One of HR_WAYS_NOT_RELIGIOUS is among them when one is
 *   available
 */
guint hr_chooser_suggest (const HrChooser *self, const guint8 answers[HR_CHOOSER_QUESTIONS], guint available,
                          HrSuggestion ret_suggestions[HR_CHOOSER_MOST]);

G_END_DECLS
