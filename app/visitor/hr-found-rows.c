/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-found-rows-private.h"

#include "handrail/core/hr-record.h"

/* More things than these share one card */
#define MOST_THINGS 2

HrFoundRows *
hr_found_rows_new (void)
{
  HrFoundRows *self = g_new0 (HrFoundRows, 1);

  self->things = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_record_unref);
  return self;
}

void
hr_found_rows_free (HrFoundRows *self)
{
  g_ptr_array_unref (self->things);
  g_free (self);
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; i < a->len && a->len == b->len; i++)
    if (g_ptr_array_index (a, i) != g_ptr_array_index (b, i))
      return FALSE;
  return a->len == b->len;
}

gboolean
hr_found_rows_find (HrFoundRows *self, HrFinder *finder, const char *words, const char *language)
{
  GPtrArray *found = hr_finder_find (finder, words, language);
  gboolean urgent = hr_finder_is_urgent (finder, words);
  gboolean same = urgent == self->urgent && is_same (found, self->things);

  g_ptr_array_unref (self->things);
  self->things = found;
  self->urgent = urgent;
  if (found->len == 0)
    self->opened = FALSE;
  return !same;
}

void
hr_found_rows_forget (HrFoundRows *self)
{
  g_ptr_array_set_size (self->things, 0);
  self->n_meetings = 0;
  self->urgent = FALSE;
  self->opened = FALSE;
}

gboolean
hr_found_rows_is_grouped (const HrFoundRows *self)
{
  return !self->opened && self->things->len > MOST_THINGS && self->n_meetings > 0;
}

guint
hr_found_rows_n_before (const HrFoundRows *self)
{
  return (self->urgent ? 1 : 0) + (hr_found_rows_is_grouped (self) ? 1 : self->things->len);
}

guint
hr_found_rows_total (const HrFoundRows *self)
{
  return hr_found_rows_n_before (self) + (self->opened ? 0 : self->n_meetings);
}

HrFoundKind
hr_found_rows_at (const HrFoundRows *self, guint row, guint *ret_index)
{
  guint before = hr_found_rows_n_before (self);

  *ret_index = 0;
  if (row >= hr_found_rows_total (self))
    return HR_FOUND_NOTHING;
  if (self->urgent && row == 0)
    return HR_FOUND_HELP;
  if (row >= before)
    {
      *ret_index = row - before;
      return HR_FOUND_MEETING;
    }
  if (hr_found_rows_is_grouped (self))
    return HR_FOUND_GROUP;
  *ret_index = row - (self->urgent ? 1 : 0);
  return HR_FOUND_THING;
}
