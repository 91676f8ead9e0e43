/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-print"

#include "handrail/print/hr-paper.h"

#include <string.h>

#define MM HR_PAPER_POINTS

typedef struct
{
  const char *name;
  const char *media;
  double width;
  double height;
} Paper;

static const Paper papers[HR_N_PAPERS] = {
  [HR_PAPER_A4] = { "a4", "iso_a4_210x297mm", 210 * MM, 297 * MM },
  [HR_PAPER_LETTER] = { "letter", "na_letter_8.5x11in", 612, 792 },
  [HR_PAPER_A5] = { "a5", "iso_a5_148x210mm", 148 * MM, 210 * MM },
  [HR_PAPER_HALF_LETTER] = { "half-letter", "na_invoice_5.5x8.5in", 396, 612 },
  [HR_PAPER_RECEIPT] = { "receipt", NULL, 80 * MM, 0 },
};

static const char *const folds[] = { "none", "pocket", "booklet", "tri-fold" };

const char *
hr_paper_to_string (HrPaper paper)
{
  g_return_val_if_fail (paper < HR_N_PAPERS, NULL);
  return papers[paper].name;
}

gboolean
hr_paper_from_string (const char *text, HrPaper *ret_paper)
{
  g_return_val_if_fail (text != NULL && ret_paper != NULL, FALSE);
  for (guint i = 0; i < HR_N_PAPERS; i++)
    if (strcmp (papers[i].name, text) == 0)
      {
        *ret_paper = (HrPaper)i;
        return TRUE;
      }
  return FALSE;
}

void
hr_paper_get_size (HrPaper paper, double *ret_width, double *ret_height)
{
  g_return_if_fail (paper < HR_N_PAPERS);
  *ret_width = papers[paper].width;
  *ret_height = papers[paper].height;
}

const char *
hr_paper_get_media (HrPaper paper)
{
  g_return_val_if_fail (paper < HR_N_PAPERS, NULL);
  return papers[paper].media;
}

const char *
hr_fold_to_string (HrFold fold)
{
  g_return_val_if_fail (fold < G_N_ELEMENTS (folds), NULL);
  return folds[fold];
}

gboolean
hr_fold_from_string (const char *text, HrFold *ret_fold)
{
  g_return_val_if_fail (text != NULL && ret_fold != NULL, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (folds); i++)
    if (strcmp (folds[i], text) == 0)
      {
        *ret_fold = (HrFold)i;
        return TRUE;
      }
  return FALSE;
}

const char *
hr_duplex_get_sides (HrDuplex duplex)
{
  switch (duplex)
    {
    case HR_DUPLEX_NONE:
      return "one-sided";
    case HR_DUPLEX_LONG_EDGE:
      return "two-sided-long-edge";
    case HR_DUPLEX_SHORT_EDGE:
      return "two-sided-short-edge";
    default:
      g_return_val_if_reached (NULL);
    }
}
