/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What generated names are made of. The order is part of what a seed means: append, never reorder. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *const *words;
  guint n;
} HrWordList;

extern const HrWordList hr_generator_first;   /* first halves of meeting names */
extern const HrWordList hr_generator_second;  /* second halves */
extern const HrWordList hr_generator_spanish; /* whole names in Spanish */
extern const HrWordList hr_generator_saints;  /* places of worship */
extern const HrWordList hr_generator_places;  /* kinds of places, with a “%s” for the first part */
extern const HrWordList hr_generator_streets;
extern const HrWordList hr_generator_cities;
extern const HrWordList hr_generator_notes;
extern const HrWordList hr_generator_reasons; /* why one evening is cancelled */

G_END_DECLS
