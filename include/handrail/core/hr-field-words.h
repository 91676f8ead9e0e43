/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of things and their fields in the desk's own words: one table, which the forms, the history and the messages follow. All
 * texts are translated when they are asked for. */
#pragma once

#include "handrail/core/hr-record.h"

G_BEGIN_DECLS

/**
 * HrFieldPlace: where a field stands in its form
 * @HR_PLACE_HIDDEN: not edited by hand
 */
typedef enum
{
  HR_PLACE_HIDDEN,
  HR_PLACE_MAIN,
  HR_PLACE_ONLINE,
  HR_PLACE_MORE,
} HrFieldPlace;

/**
 * HrFieldWords: N_() texts
 * @label: sentence case, unique within its kind
 * @help: one line: what it is for, or how to write it
 * @for_visitors: the lobby shows what is written here
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *help;
  HrFieldPlace place;
  gboolean for_visitors;
} HrFieldWords;

/** hr_field_words_get: (nullable): all own fields have some */
const HrFieldWords *hr_field_words_get (HrKind kind, const char *field);
/** hr_field_words_list: (array length=ret_n): own fields in the order of the form */
const HrFieldWords *hr_field_words_list (HrKind kind, guint *ret_n);
/** hr_field_words_label: translated; the common fields too */
const char *hr_field_words_label (HrKind kind, const char *field);

/** hr_field_words_kind: "Meeting"; _plural: "Meetings"; _new: "New meeting" */
const char *hr_field_words_kind (HrKind kind);
const char *hr_field_words_plural (HrKind kind);
const char *hr_field_words_new (HrKind kind);

/** hr_field_words_choice: (nullable): what one of HrField.choices means */
const char *hr_field_words_choice (HrKind kind, const char *field, const char *choice);

/** hr_field_words_refuse: (transfer full): why @value cannot stand in @field, and what to write */
char *hr_field_words_refuse (HrKind kind, const char *field, const char *value) G_GNUC_WARN_UNUSED_RESULT;
/** hr_field_words_check: (transfer full) (nullable): what hr_record_check() has against @record, in words; %NULL when it holds */
char *hr_field_words_check (const HrRecord *record) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
