/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One block of a handout: measured and drawn by the same lines of code, so that the two agree. Points of the base size. */
#define G_LOG_DOMAIN "handrail-print"

#include "handrail/print/hr-milestone-picture.h"
#include "handrail/print/hr-qr.h"
#include "hr-handout-private.h"
#include "hr-pdf-private.h"

#include <string.h>

#define GAP 6.0
#define LINE_GAP 1.0
#define BAR 1.6
#define INDENT 8.0
/* The usual room for the marks of a legend: as wide as "D-HOH" */
#define MARKS 38.0
#define NARROW 130.0
#define WIDE 290.0
/* Room to write in, by hand */
#define WRITING 24.0
/* A module on paper is at least so wide, in points: 0.4 mm */
#define MODULE (0.4 * HR_PAPER_POINTS)

typedef struct
{
  HrTypesetter *type;
  cairo_t *cr;
  double x, y, width;
} Pen;

/* @start: from the side where reading begins. Returns: the height */
static double
put_text (const Pen *pen, HrFont font, const char *text, double start, double y, double width)
{
  const HrTextBox *box = hr_typesetter_set (pen->type, font, text, width);
  if (pen->cr != NULL)
    hr_typesetter_draw (pen->type, pen->cr, box,
                        hr_typesetter_is_right_to_left (pen->type) ? pen->x + pen->width - start - width : pen->x + start, y, width);
  return box->height;
}

static void
put_rule (const Pen *pen, double start, double y, double width, double thick, double grey)
{
  if (pen->cr == NULL)
    return;
  double x = hr_typesetter_is_right_to_left (pen->type) ? pen->x + pen->width - start - width : pen->x + start;
  cairo_save (pen->cr);
  cairo_set_source_rgb (pen->cr, grey, grey, grey);
  cairo_rectangle (pen->cr, x, y, width, thick);
  cairo_fill (pen->cr);
  cairo_restore (pen->cr);
}

static void
tag (const Pen *pen, const char *name, gboolean begin)
{
  if (pen->cr != NULL && begin)
    hr_pdf_begin_tag (pen->cr, name);
  else if (pen->cr != NULL)
    hr_pdf_end_tag (pen->cr, name);
}

static double
put_head (const Pen *pen, const HrBlock *block, const char *continued, gboolean at_top)
{
  double y = pen->y + (at_top ? 0 : block->level == 1 ? 2 * GAP : GAP);
  g_auto (GStrv) parts = continued != NULL ? g_strsplit (continued, "%s", 2) : NULL;
  g_autofree char *again = parts != NULL ? g_strjoinv (block->text, parts) : NULL;
  tag (pen, block->level == 1 ? "H2" : "H3", TRUE);
  y += put_text (pen, block->level == 1 ? HR_FONT_HEAD_1 : HR_FONT_HEAD_2, again != NULL ? again : block->text, 0, y, pen->width);
  tag (pen, block->level == 1 ? "H2" : "H3", FALSE);
  if (block->note != NULL)
    {
      tag (pen, "P", TRUE);
      y += put_text (pen, HR_FONT_TEXT, block->note, 0, y, pen->width);
      tag (pen, "P", FALSE);
    }
  if (block->level == 1)
    {
      put_rule (pen, 0, y + 1, pen->width, 1.2, 0);
      y += 2.2;
    }
  return y + (block->level == 1 ? GAP * 0.8 : GAP * 0.4) - pen->y;
}

static double
put_line (const Pen *pen, const HrHandoutLine *line, double start, double y, double width)
{
  if (line->tone != HR_HANDOUT_TONE_MARK)
    return put_text (pen, line->tone == HR_HANDOUT_TONE_STRONG ? HR_FONT_BOLD : HR_FONT_TEXT, line->text, start, y, width);
  double height = put_text (pen, HR_FONT_BOLD, line->text, start + BAR * 3, y, width - BAR * 3);
  /* Not by colour: most printers have none. */
  put_rule (pen, start, y + 1, BAR, height - 2, 0);
  return height;
}

/* A code with its words beside it. */
static double
put_code (const Pen *pen, const HrHandoutCode *code, double least, double start, double y, double width)
{
  g_autoptr (HrQr) qr = hr_qr_new (code->payload, HR_QR_LEVEL_Q, NULL);
  if (qr == NULL)
    return 0;
  /* @least stands for 25 mm: what a module needs follows from it */
  y += GAP / 2;
  double module = least * MODULE / HR_HANDOUT_LEAST_CODE;
  double size = MIN (MAX (least, (hr_qr_get_modules (qr) + 2 * HR_QR_QUIET_MODULES) * module), width);
  gboolean beside = width - size - GAP >= least * 0.8;
  double words_start = beside ? start + size + GAP : start;
  double words_width = beside ? width - size - GAP : width;
  double words_y = beside ? y + GAP : y + size;
  if (pen->cr != NULL)
    hr_qr_draw (qr, pen->cr, hr_typesetter_is_right_to_left (pen->type) ? pen->x + pen->width - start - size : pen->x + start, y, size);
  if (code->title != NULL)
    words_y += put_text (pen, HR_FONT_BOLD, code->title, words_start, words_y, words_width);
  if (code->words != NULL)
    words_y += put_text (pen, HR_FONT_TEXT, code->words, words_start, words_y, words_width);
  return MAX (size, words_y - y) + GAP;
}

/* Side by side where the column is wide, as on a page about one meeting. Returns: the height */
static double
put_codes (const Pen *pen, const HrHandoutEntry *entry, double least, double start, double y, double width)
{
  guint columns = width >= WIDE && entry->n_codes > 1 ? 2 : 1;
  double cell = (width - (columns - 1) * 2 * GAP) / columns;
  double height = 0;
  for (gsize i = 0; i < entry->n_codes; i += columns)
    {
      double row = 0;
      for (gsize k = i; k < MIN (i + columns, entry->n_codes); k++)
        {
          double one = put_code (pen, &entry->codes[k], least, start + (k - i) * (cell + 2 * GAP), y + height, cell);
          row = MAX (row, one);
        }
      height += row;
    }
  return height;
}

static double
put_entry (const Pen *pen, const HrBlock *block, double times, double least_code)
{
  const HrHandoutEntry *entry = &block->entry;
  /* where that leaves too little room, the time stands above */
  gboolean above = pen->width - times < NARROW;
  double start = entry->time != NULL && !above ? times + 1.4 * GAP : 0;
  double width = pen->width - start;
  double y = pen->y;
  double time_height = 0;
  /* one element for all of it: only elements without elements inside hold text */
  tag (pen, "P", TRUE);
  if (entry->time != NULL)
    time_height = put_text (pen, HR_FONT_BOLD, entry->time, 0, y, above ? pen->width : times);
  if (above)
    y += time_height;
  if (entry->title != NULL)
    y += put_text (pen, HR_FONT_BOLD, entry->title, start, y, width);
  for (gsize i = 0; i < entry->n_lines; i++)
    y += put_line (pen, &entry->lines[i], start, y, width) + LINE_GAP;
  y += put_codes (pen, entry, least_code, start, y, width);
  tag (pen, "P", FALSE);
  return MAX (y - pen->y, time_height) + GAP;
}

static double
put_key (const Pen *pen, const HrBlock *block)
{
  const HrTextBox *mark = hr_typesetter_set (pen->type, HR_FONT_BOLD, block->text, -1);
  double start = MAX (mark->natural, MARKS) + INDENT;
  tag (pen, "P", TRUE);
  put_text (pen, HR_FONT_BOLD, block->text, 0, pen->y, start - INDENT);
  double height = put_text (pen, HR_FONT_TEXT, block->note, start, pen->y, pen->width - start);
  tag (pen, "P", FALSE);
  return height + LINE_GAP;
}

static double
put_paragraph (const Pen *pen, const HrBlock *block)
{
  HrHandoutLine line = { block->tone, block->text };
  tag (pen, "P", TRUE);
  double height = put_line (pen, &line, 0, pen->y, pen->width);
  tag (pen, "P", FALSE);
  return height + GAP;
}

static double
put_blank (const Pen *pen, const HrBlock *block)
{
  double label = 0;
  if (block->text != NULL)
    {
      const HrTextBox *box = hr_typesetter_set (pen->type, HR_FONT_TEXT, block->text, -1);
      label = MIN (box->natural, pen->width * 0.6) + GAP;
      tag (pen, "P", TRUE);
      put_text (pen, HR_FONT_TEXT, block->text, 0, pen->y + WRITING - box->height, label - GAP);
      tag (pen, "P", FALSE);
    }
  put_rule (pen, label, pen->y + WRITING, pen->width - label, 0.6, 0.3);
  return WRITING + LINE_GAP;
}

/* It says nothing that the words do not say: readers of the file pass over it */
static double
put_picture (const Pen *pen)
{
  double height = pen->width * HR_MILESTONE_PICTURE_RATIO;
  if (pen->cr != NULL)
    hr_milestone_picture_draw (pen->cr, pen->x, pen->y, pen->width, height);
  return height + GAP;
}

double
hr_block_put (HrTypesetter *type, cairo_t *cr, const HrBlock *block, const char *continued, gboolean at_top, double times,
              double least_code, double x, double y, double width)
{
  const Pen pen = { type, cr, x, y, width };
  switch (block->kind)
    {
    case HR_BLOCK_HEAD:
      return put_head (&pen, block, continued, at_top);
    case HR_BLOCK_ENTRY:
      return put_entry (&pen, block, times, least_code);
    case HR_BLOCK_TEXT:
      return put_paragraph (&pen, block);
    case HR_BLOCK_KEY:
      return put_key (&pen, block);
    case HR_BLOCK_LINES:
      return put_blank (&pen, block);
    case HR_BLOCK_PICTURE:
      return put_picture (&pen);
    default:
      g_return_val_if_reached (0);
    }
}
