/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-counts-private.h"

#include "handrail/seal/hr-seal.h"

#include <string.h>

HrCountRow *
hr_count_row_new (const HrCountPlan *plan)
{
  HrCountRow *self = g_atomic_rc_box_new0 (HrCountRow);
  self->meeting = g_strdup (plan->meeting);
  self->fellowship = g_strdup (plan->fellowship != NULL ? plan->fellowship : "");
  self->date = plan->date;
  self->start_s = plan->start_s;
  self->end_s = plan->end_s;
  self->capacity = plan->capacity;
  return self;
}

HrCountRow *
hr_count_row_ref (HrCountRow *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
row_clear (gpointer memory)
{
  HrCountRow *self = memory;
  g_free (self->meeting);
  g_free (self->fellowship);
}

void
hr_count_row_unref (HrCountRow *self)
{
  g_atomic_rc_box_release_full (self, row_clear);
}

int
hr_count_row_compare (const char *meeting_a, HrDate date_a, const char *meeting_b, HrDate date_b)
{
  if (date_a != date_b)
    return date_a < date_b ? -1 : 1;
  return strcmp (meeting_a, meeting_b);
}

static int
compare_rows (const HrCountRow *a, const HrCountRow *b)
{
  return hr_count_row_compare (a->meeting, a->date, b->meeting, b->date);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  return compare_rows (*(HrCountRow *const *)a, *(HrCountRow *const *)b);
}

GPtrArray *
hr_count_rows_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)hr_count_row_unref);
}

void
hr_count_rows_sort (GPtrArray *rows)
{
  /* The sort of GLib 2.74 keeps equal ones in their order, so the last one given is the last of its kind. */
  g_ptr_array_sort (rows, compare_places);
  gsize n = 0;
  g_autofree gpointer *all = g_ptr_array_steal (rows, &n);
  for (gsize i = 0; i < n; i++)
    {
      if (i + 1 < n && compare_rows (all[i], all[i + 1]) == 0)
        hr_count_row_unref (all[i]);
      else
        g_ptr_array_add (rows, all[i]);
    }
}

int
hr_count_rows_find (GPtrArray *rows, const char *meeting, HrDate date)
{
  guint low = 0;
  guint high = rows->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const HrCountRow *row = g_ptr_array_index (rows, middle);
      int order = hr_count_row_compare (row->meeting, row->date, meeting, date);
      if (order == 0)
        return (int)middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return -1;
}

HrCountCell *
hr_count_cells_new (guint n)
{
  return hr_seal_lock_alloc (sizeof (HrCountCell) * MAX (n, 1));
}
