/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "hr-card-deal-private.h"

#include "handrail/ui/hr-card-list.h"

GArray *
hr_card_deal (const GArray *heights, int room, guint columns, int gap, gboolean *ret_fits)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (guint));
  int above = 0, high = 0;
  guint first = 0;

  *ret_fits = TRUE;
  for (guint i = 0; i < heights->len; i++)
    {
      int height = g_array_index (heights, int, i);
      gboolean begins = (i - first) % columns == 0;

      *ret_fits = *ret_fits && height <= room;
      above += begins && i > first ? high + gap : 0;
      high = begins ? height : MAX (high, height);
      if (i == 0 || i - first >= HR_CARD_LIST_MAX || above + high > room)
        {
          first = i;
          above = 0;
          high = height;
          g_array_append_val (starts, first);
        }
    }
  return starts;
}
