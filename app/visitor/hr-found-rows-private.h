/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a search: the way to Help now, what else was found (or one card for all of it), then meetings. */
#pragma once

#include "handrail/service/hr-finder.h"

G_BEGIN_DECLS

typedef enum
{
  HR_FOUND_NOTHING,
  HR_FOUND_HELP,
  HR_FOUND_THING,
  HR_FOUND_GROUP, /* a card for all things */
  HR_FOUND_MEETING,
} HrFoundKind;

/**
 * HrFoundRows:
 * @things: (element-type HrRecord): what else was found
 * @n_meetings: to be kept up to date
 * @urgent: the way to Help now comes first
 * @opened: the card of all things was opened: they alone are shown
 */
typedef struct
{
  GPtrArray *things;
  guint n_meetings;
  gboolean urgent;
  gboolean opened;
} HrFoundRows;

HrFoundRows *hr_found_rows_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_found_rows_free (HrFoundRows *self);
/** hr_found_rows_find: Returns: whether something else is found than before */
gboolean hr_found_rows_find (HrFoundRows *self, HrFinder *finder, const char *words, const char *language);
void hr_found_rows_forget (HrFoundRows *self);
/** hr_found_rows_is_grouped: whether the things share a card, so that meetings stay on the first page */
gboolean hr_found_rows_is_grouped (const HrFoundRows *self);
guint hr_found_rows_n_before (const HrFoundRows *self);
guint hr_found_rows_total (const HrFoundRows *self);
/** hr_found_rows_at: @ret_index: among the things or the meetings */
HrFoundKind hr_found_rows_at (const HrFoundRows *self, guint row, guint *ret_index);

G_END_DECLS
