/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a handout is made of, and how its blocks are set into columns. */
#pragma once

#include "handrail/print/hr-handout.h"
#include "hr-typesetter-private.h"

G_BEGIN_DECLS

typedef enum
{
  HR_BLOCK_HEAD,
  HR_BLOCK_ENTRY,
  HR_BLOCK_TEXT,
  HR_BLOCK_KEY,
  HR_BLOCK_LINES,
  HR_BLOCK_PICTURE,
} HrBlockKind;

/**
 * HrBlock:
 * @level: of a heading; of lines: how many
 * @text: heading, paragraph, mark of a legend, label of lines; @note: below a heading, meaning of a mark
 */
typedef struct
{
  HrBlockKind kind;
  int level;
  HrHandoutTone tone;
  const char *text;
  const char *note;
  HrHandoutEntry entry;
} HrBlock;

struct _HrHandout
{
  gatomicrefcount refs;
  HrHandoutLook look;
  HrHandoutWords words;
  GStringChunk *texts;
  GPtrArray *owned; /* arrays of lines and codes */
  GArray *blocks;   /* HrBlock */
  guint n_entries;
};

/**
 * HrPlaced: a block in a column
 * @continued: a heading that is said again at the top of a column
 * @shrink: below 1 where a single block is taller than a whole column
 */
typedef struct
{
  guint block;
  guint page;
  double x, y, height; /* points */
  double shrink;
  gboolean continued;
} HrPlaced;

/**
 * HrLayout: blocks in columns, at one size of type. Everything but @width and @height is in points of the paper
 * @width, @height: of a page as it is read; the height of a roll is what it needs
 */
typedef struct
{
  HrHandout *handout;
  HrTypesetter *type;
  double size, scale;
  double around; /* the scale of what stands around the columns */
  double width, height;
  gboolean roll;
  double margin, gap;
  double column;
  guint n_columns;
  double first_top, top, first_foot, foot;
  double times;    /* width of the column of times, in points of the base size */
  GArray *placed;  /* HrPlaced */
  GArray *heights; /* double, of each block but headings, -1: not known yet */
  guint n_pages;
} HrLayout;

/** hr_layout_run: @self with handout, type, width, height (0: a roll), margin set: places everything at @size. Returns: %FALSE when @step
 * (nullable) wanted no more */
gboolean hr_layout_run (HrLayout *self, double size, guint most_columns, HrHandoutStep step, gpointer step_data);
/** hr_layout_draw: one page, in its own points */
void hr_layout_draw (HrLayout *self, guint page, guint n_pages, cairo_t *cr);

/** hr_block_put: draws @block with its top at @y and the column's left edge at @x (@cr %NULL: only measures), in points of the base size.
 * @at_top: no room above a heading. @least_code: width of a QR code in the same points. Returns: the height with the room below */
double hr_block_put (HrTypesetter *type, cairo_t *cr, const HrBlock *block, const char *continued, gboolean at_top, double times,
                     double least_code, double x, double y, double width);

G_END_DECLS
