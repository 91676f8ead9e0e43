/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers, how they are folded, and which edge they are turned over. Lengths are points: 72 to the inch. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HR_PAPER_POINTS: how many points a millimetre has */
#define HR_PAPER_POINTS (72.0 / 25.4)

/**
 * HrPaper:
 * @HR_PAPER_RECEIPT: a roll, 80 mm wide, as long as what stands on it
 */
typedef enum
{
  HR_PAPER_A4,
  HR_PAPER_LETTER,
  HR_PAPER_A5,
  HR_PAPER_HALF_LETTER,
  HR_PAPER_RECEIPT,
  HR_N_PAPERS,
} HrPaper;

/**
 * HrFold:
 * @HR_FOLD_POCKET: one side of a sheet, folded twice: four pages of a quarter, nothing to cut
 * @HR_FOLD_BOOKLET: two pages on each side of a sheet, in the order in which nested sheets are stapled in the middle
 * @HR_FOLD_TRI_FOLD: three panels on each side, one folded inside
 */
typedef enum
{
  HR_FOLD_NONE,
  HR_FOLD_POCKET,
  HR_FOLD_BOOKLET,
  HR_FOLD_TRI_FOLD,
} HrFold;

/** HrDuplex: the edge over which a sheet is turned for its back; as "sides" of a printer */
typedef enum
{
  HR_DUPLEX_NONE,
  HR_DUPLEX_LONG_EDGE,
  HR_DUPLEX_SHORT_EDGE,
} HrDuplex;

/** hr_paper_to_string: "a4", "letter", "a5", "half-letter", "receipt" */
const char *hr_paper_to_string (HrPaper paper);
gboolean hr_paper_from_string (const char *text, HrPaper *ret_paper);

/** hr_paper_get_size: upright; the height of a roll is 0 */
void hr_paper_get_size (HrPaper paper, double *ret_width, double *ret_height);

/** hr_paper_get_media: the name that printers know (PWG 5101.1): "iso_a4_210x297mm"; %NULL for a roll, whose length differs */
const char *hr_paper_get_media (HrPaper paper);

/** hr_fold_to_string: "none", "pocket", "booklet", "tri-fold" */
const char *hr_fold_to_string (HrFold fold);
gboolean hr_fold_from_string (const char *text, HrFold *ret_fold);

/** hr_duplex_get_sides: what printers call it: "one-sided", "two-sided-long-edge", "two-sided-short-edge" */
const char *hr_duplex_get_sides (HrDuplex duplex);

G_END_DECLS
