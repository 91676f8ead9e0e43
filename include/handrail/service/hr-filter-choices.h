/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choices that a person filters meetings with: the same ones in the lobby and at the desk. */
#pragma once

#include "handrail/service/hr-filter-words.h"

G_BEGIN_DECLS

/** HrFilterKind: what a choice changes in the query; of days, places, distances and orders there is one at a time */
typedef enum
{
  HR_FILTER_DAY,
  HR_FILTER_TIME,
  HR_FILTER_PLACE,
  HR_FILTER_NEAR,
  HR_FILTER_AUDIENCE,
  HR_FILTER_NEED,
  HR_FILTER_FELLOWSHIP,
  HR_FILTER_LANGUAGE,
  HR_FILTER_ORDER,
} HrFilterKind;

/**
 * HrFilterChoice:
 * @value: a date, a mask, miles or an order; @text: (nullable): an id or a language tag
 * @label: in the language that is set
 */
typedef struct
{
  HrFilterKind kind;
  guint64 value;
  char *text;
  char *label;
} HrFilterChoice;

HrFilterChoice *hr_filter_choice_copy (const HrFilterChoice *self) G_GNUC_WARN_UNUSED_RESULT;
void hr_filter_choice_free (HrFilterChoice *self);

/** hr_filter_choices: (transfer full) (element-type HrFilterChoice): group by group, and none that leads to nothing; empty while the listings
 * are not known yet */
GPtrArray *hr_filter_choices (HrDirectory *directory, const char *language) G_GNUC_WARN_UNUSED_RESULT;
/** hr_filter_kind_words: (transfer none): the heading above the choices of @kind */
const char *hr_filter_kind_words (HrFilterKind kind);

gboolean hr_filter_choice_is_chosen (const HrFilterChoice *self, const HrQuery *query);
/** hr_filter_choice_choose: the point of the site is in @query only while something asks for distances */
void hr_filter_choice_choose (const HrFilterChoice *self, HrQuery *query, HrDirectory *directory, gboolean active);

G_END_DECLS
