/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads lines "language TAB text" and prints, for every hint, "kind TAB language TAB found TAB text". A last line counts them. */
#include "handrail/service/hr-reading.h"

#include <stdio.h>
#include <string.h>

int
main (void)
{
  static const char *const kinds[] = { "long-sentence", "long-word", "person-first", "house-word", "praise" };
  guint counts[G_N_ELEMENTS (kinds)] = { 0 };
  guint levels[4] = { 0 };
  char line[65536];

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_auto (GStrv) columns = g_strsplit (g_strchomp (line), "\t", 2);

      if (g_strv_length (columns) != 2)
        return 2;
      g_autoptr (HrReadingReport) report = hr_reading_check (columns[1], columns[0]);
      levels[report->level]++;
      for (guint i = 0; i < report->hints->len; i++)
        {
          const HrReadingHint *hint = g_ptr_array_index (report->hints, i);

          counts[hint->kind]++;
          printf ("%s\t%s\t%s\t%s\n", kinds[hint->kind], columns[0], hint->found, columns[1]);
        }
    }
  printf ("levels: %u short, %u easy, %u some effort, %u hard\n", levels[0], levels[1], levels[2], levels[3]);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    printf ("%s%s: %u", i > 0 ? ", " : "hints: ", kinds[i], counts[i]);
  printf ("\n");
  return 0;
}
