/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks into columns and pages: in chunks that stay together. */
#define G_LOG_DOMAIN "handrail-print"

#include "hr-handout-private.h"
#include "hr-pdf-private.h"

#include <string.h>

#define GAP 6.0
/* A column is at least so many letters wide, about */
#define COLUMN_EMS 19.0
/* The times take at most so much of a column */
#define TIMES_SHARE 0.34
/* What readers of PDF take for the height of a page: 200 inches. A roll that is longer goes on on another page */
#define ROLL_MOST 14400.0
/* Narrower pages, in letters of the text, say less at their head and foot */
#define NARROW_EMS 36.0
/* Between lines to write on, in points of the base size */
#define WRITING 24.0
/* What stands around the columns is at most so many letters wide, about: large print leaves room for what it is about */
#define AROUND_EMS 22.0
/* With less room than this below its head, in points of the base size, the first page is a cover */
#define COVER 70.0

static gboolean
is_narrow (const HrLayout *self)
{
  return (self->width - 2 * self->margin) / (self->around * HR_TYPE_BASE) < NARROW_EMS;
}

/* ---- what stands around the columns ---- */

/* @text is tagged @tag and set at @y of the page's own points. Returns: its height */
static double
put_around (HrLayout *self, cairo_t *cr, const char *tag, HrFont font, const char *text, double y)
{
  if (text == NULL)
    return 0;
  double width = (self->width - 2 * self->margin) / self->around;
  const HrTextBox *box = hr_typesetter_set (self->type, font, text, width);
  if (cr != NULL)
    {
      cairo_save (cr);
      cairo_translate (cr, self->margin, y);
      cairo_scale (cr, self->around, self->around);
      hr_pdf_begin_tag (cr, tag);
      hr_typesetter_draw (self->type, cr, box, 0, 0, width);
      hr_pdf_end_tag (cr, tag);
      cairo_restore (cr);
    }
  return box->height * self->around;
}

static void
put_hair (HrLayout *self, cairo_t *cr, double y)
{
  if (cr == NULL)
    return;
  cairo_set_line_width (cr, 0.8);
  cairo_move_to (cr, self->margin, y);
  cairo_line_to (cr, self->width - self->margin, y);
  cairo_stroke (cr);
}

/* The head of the first page. Returns: where the columns begin */
static double
put_masthead (HrLayout *self, cairo_t *cr)
{
  const HrHandoutWords *words = &self->handout->words;
  double y = self->margin;
  y += put_around (self, cr, "P", HR_FONT_BOLD, words->center, y);
  y += put_around (self, cr, "H1", HR_FONT_TITLE, words->title, y);
  y += put_around (self, cr, "P", HR_FONT_SUBTITLE, words->subtitle, y);
  y += put_around (self, cr, "P", HR_FONT_HEAD_2, words->only, y);
  y += put_around (self, cr, "P", HR_FONT_TEXT, words->left_out, y);
  y += put_around (self, cr, "P", HR_FONT_TEXT, words->dates, y + self->around);
  y += put_around (self, cr, "P", HR_FONT_TEXT, words->contact, y + self->around);
  put_hair (self, cr, y + GAP * self->around);
  return y + 2.5 * GAP * self->around;
}

static double
put_running_head (HrLayout *self, cairo_t *cr)
{
  const HrHandoutWords *words = &self->handout->words;
  g_autofree char *what = words->only != NULL ? g_strdup_printf ("%s · %s", words->title, words->only) : g_strdup (words->title);
  g_autofree char *text = words->center != NULL && !is_narrow (self) ? g_strdup_printf ("%s · %s", what, words->center) : g_strdup (what);
  double y = self->margin;
  y += put_around (self, cr, "P", HR_FONT_TEXT, text, y);
  put_hair (self, cr, y + GAP / 2 * self->around);
  return y + 2 * GAP * self->around;
}

static char *
page_words (const HrLayout *self, guint page, guint n_pages)
{
  const char *format = self->handout->words.page;
  if (format == NULL)
    return NULL;
  g_autofree char *this_page = g_strdup_printf ("%u", page + 1);
  g_autofree char *all = g_strdup_printf ("%u", n_pages);
  g_autoptr (GString) text = g_string_new (format);
  g_string_replace (text, "%1", this_page, 1);
  g_string_replace (text, "%2", all, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* At the foot of every page: leaves get separated. @first: of the first page, where all lines stand. @page_text: (nullable). Returns: its
 * height */
static double
put_foot (HrLayout *self, cairo_t *cr, gboolean first, const char *page_text, double y)
{
  double top = y;
  const HrHandoutWords *words = &self->handout->words;
  if (words->help == NULL && page_text == NULL)
    return 0;
  put_hair (self, cr, y + GAP / 2 * self->around);
  y += GAP * self->around;
  y += put_around (self, cr, "P", HR_FONT_BOLD, !first && is_narrow (self) && words->short_help != NULL ? words->short_help : words->help, y);
  y += put_around (self, cr, "P", HR_FONT_TEXT, page_text, y);
  return y - top;
}

/* ---- blocks into columns ---- */

typedef struct
{
  HrLayout *layout;
  guint page, column;
  double y, bottom;
  gboolean empty; /* nothing in this column yet, but headings said again */
  int heads[3];   /* the heading of each level that stands above; -1: none */
} Flow;

static const HrBlock *
block_at (const HrLayout *self, guint n)
{
  return &g_array_index (self->handout->blocks, HrBlock, n);
}

static double
measure (HrLayout *self, guint n, gboolean continued, gboolean at_top)
{
  double *known = &g_array_index (self->heights, double, n);
  if (block_at (self, n)->kind != HR_BLOCK_HEAD && *known >= 0)
    return *known;
  return *known = self->scale
         * hr_block_put (self->type, NULL, block_at (self, n), continued ? self->handout->words.continued : NULL, at_top, self->times,
                         HR_HANDOUT_LEAST_CODE / self->scale, 0, 0, self->column / self->scale);
}

static void
put_down (Flow *flow, guint n, gboolean continued, double height, double shrink)
{
  HrLayout *self = flow->layout;
  guint column = hr_typesetter_is_right_to_left (self->type) ? self->n_columns - 1 - flow->column : flow->column;
  HrPlaced placed = { .block = n,
                      .page = flow->page,
                      .x = self->margin + column * (self->column + self->gap),
                      .y = flow->y,
                      .height = height,
                      .shrink = shrink,
                      .continued = continued };
  g_array_append_val (self->placed, placed);
  flow->y += height;
}

static void
begin_column (Flow *flow)
{
  HrLayout *self = flow->layout;
  flow->y = flow->page == 0 ? self->first_top : self->top;
  flow->bottom = (self->roll ? ROLL_MOST : self->height) - self->margin - (flow->page == 0 ? self->first_foot : self->foot);
  flow->empty = TRUE;
}

/* @first: the block that comes next: when it is no heading itself, what it stands below is said again */
static void
next_column (Flow *flow, guint first)
{
  HrLayout *self = flow->layout;
  const HrBlock *block = block_at (self, first);
  int most = block->kind == HR_BLOCK_HEAD ? block->level - 1 : 2;
  if (++flow->column == self->n_columns)
    {
      flow->column = 0;
      flow->page++;
    }
  begin_column (flow);
  for (int level = 1; level <= most; level++)
    if (flow->heads[level] >= 0)
      {
        double height = measure (self, (guint)flow->heads[level], TRUE, level == 1);
        put_down (flow, (guint)flow->heads[level], TRUE, height, 1);
      }
}

static gboolean
is_entry (const HrLayout *self, guint n)
{
  return n < self->handout->blocks->len && block_at (self, n)->kind == HR_BLOCK_ENTRY;
}

static gboolean
is_key (const HrLayout *self, guint n)
{
  return n < self->handout->blocks->len && block_at (self, n)->kind == HR_BLOCK_KEY;
}

/* The end of what must not be parted from @first: headings go with what follows; the first two entries of a section go together, and so do
 * its last two; a legend is one thing. @least: (out): the end of what goes together when a column has no room for that */
static guint
chunk_end (const HrLayout *self, guint first, guint *ret_least)
{
  guint n = self->handout->blocks->len;
  guint end = first;
  while (end < n && block_at (self, end)->kind == HR_BLOCK_HEAD)
    end++;
  gboolean heads = end > first;
  end = MIN (end + 1, n);
  *ret_least = end;
  if (heads && is_entry (self, end - 1) && is_entry (self, end))
    end++;
  if (is_entry (self, end - 1) && is_entry (self, end) && !is_entry (self, end + 1))
    end++;
  while (is_key (self, end - 1) && is_key (self, end))
    end++;
  return end;
}

static double
measure_chunk (Flow *flow, guint first, guint end)
{
  double height = 0;
  for (guint i = first; i < end; i++)
    height += measure (flow->layout, i, FALSE, i == first && flow->empty);
  return height;
}

static void
place (Flow *flow, guint first, guint end)
{
  HrLayout *self = flow->layout;
  for (guint i = first; i < end; i++)
    {
      const HrBlock *block = block_at (self, i);
      double height = measure (self, i, FALSE, i == first && flow->empty);
      double room = flow->bottom - flow->y;
      /* taller than a whole column: nothing is cut, so it is drawn smaller */
      double shrink = height > room && room > 0 ? room / height : 1;
      put_down (flow, i, FALSE, height * shrink, shrink);
      if (block->kind == HR_BLOCK_HEAD)
        {
          flow->heads[block->level] = (int)i;
          if (block->level == 1)
            flow->heads[2] = -1;
        }
    }
  flow->empty = FALSE;
}

static gboolean
place_all (HrLayout *self, HrHandoutStep step, gpointer step_data)
{
  Flow flow = { .layout = self, .heads = { -1, -1, -1 } };
  guint n = self->handout->blocks->len;
  begin_column (&flow);
  if (flow.bottom - flow.y < COVER * self->scale)
    {
      flow.page++;
      begin_column (&flow);
    }
  for (guint first = 0; first < n;)
    {
      guint least;
      if (step != NULL && !step (step_data))
        return FALSE;
      guint end = chunk_end (self, first, &least);
      if (flow.y + measure_chunk (&flow, first, end) > flow.bottom && !flow.empty)
        next_column (&flow, first);
      if (flow.y + measure_chunk (&flow, first, end) > flow.bottom)
        end = least;
      /* below the head of the first page is less room than on the others: rather a cover than small letters */
      while (self->placed->len == 0 && flow.page == 0 && !self->roll && flow.y + measure_chunk (&flow, first, end) > flow.bottom)
        next_column (&flow, first);
      place (&flow, first, end);
      first = end;
    }
  self->n_pages = flow.page + 1;
  if (self->roll)
    self->height = flow.page > 0 ? ROLL_MOST : flow.y + self->first_foot + self->margin;
  return TRUE;
}

static void
measure_times (HrLayout *self)
{
  double most = self->column / self->scale * TIMES_SHARE;
  self->times = 0;
  for (guint i = 0; i < self->handout->blocks->len; i++)
    if (is_entry (self, i) && block_at (self, i)->entry.time != NULL)
      {
        double natural = hr_typesetter_set (self->type, HR_FONT_BOLD, block_at (self, i)->entry.time, -1)->natural;
        self->times = MAX (self->times, MIN (natural, most));
      }
}

/* ---- for the room ---- */

gboolean
hr_layout_run (HrLayout *self, double size, guint most_columns, HrHandoutStep step, gpointer step_data)
{
  self->size = size;
  self->scale = size / HR_TYPE_BASE;
  double inner = self->width - 2 * self->margin;
  self->around = CLAMP (inner / AROUND_EMS, MIN (size, HR_HANDOUT_LEAST_SIZE), size) / HR_TYPE_BASE;
  self->gap = 2.5 * GAP * self->scale;
  self->n_columns = (guint)CLAMP ((inner + self->gap) / (COLUMN_EMS * size + self->gap), 1, most_columns);
  self->column = (inner - self->gap * (self->n_columns - 1)) / self->n_columns;
  self->first_top = put_masthead (self, NULL);
  self->top = put_running_head (self, NULL);
  g_autofree char *text = page_words (self, 999, 999);
  self->first_foot = put_foot (self, NULL, TRUE, self->roll ? NULL : text, 0);
  self->foot = put_foot (self, NULL, FALSE, text, 0);
  measure_times (self);
  g_array_set_size (self->placed, 0);
  g_array_set_size (self->heights, self->handout->blocks->len);
  for (guint i = 0; i < self->heights->len; i++)
    g_array_index (self->heights, double, i) = -1;
  return place_all (self, step, step_data);
}

static void
draw_placed (HrLayout *self, const HrPlaced *placed, cairo_t *cr)
{
  double scale = self->scale * placed->shrink;
  const HrBlock *block = block_at (self, placed->block);
  gboolean at_top = block->kind == HR_BLOCK_HEAD
                    && (placed->y <= self->first_top + 0.01 || (placed->page > 0 && placed->y <= self->top + 0.01));
  cairo_save (cr);
  cairo_translate (cr, placed->x, placed->y);
  cairo_scale (cr, scale, scale);
  hr_block_put (self->type, cr, block, placed->continued ? self->handout->words.continued : NULL, at_top, self->times,
                HR_HANDOUT_LEAST_CODE / self->scale, 0, 0, self->column / self->scale);
  cairo_restore (cr);
}

/* The first of @page in what was placed in order */
static guint
find_page (const HrLayout *self, guint page)
{
  guint low = 0;
  guint high = self->placed->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (self->placed, HrPlaced, middle).page < page)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* A page that fills up a booklet is one to write on. */
static void
put_notes (HrLayout *self, cairo_t *cr)
{
  double step = WRITING * self->scale;
  put_around (self, cr, "H2", HR_FONT_HEAD_1, self->handout->words.notes, self->top);
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0.6, 0.6, 0.6);
  for (double y = self->top + 2.5 * step; y < self->height - self->margin - self->foot - step / 2; y += step)
    put_hair (self, cr, y);
  cairo_restore (cr);
}

void
hr_layout_draw (HrLayout *self, guint page, guint n_pages, cairo_t *cr)
{
  g_autofree char *text = page_words (self, page, n_pages);
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  if (page == 0)
    put_masthead (self, cr);
  else
    put_running_head (self, cr);
  if (page >= self->n_pages)
    put_notes (self, cr);
  for (guint i = find_page (self, page); i < self->placed->len; i++)
    {
      const HrPlaced *placed = &g_array_index (self->placed, HrPlaced, i);
      if (placed->page != page)
        break;
      draw_placed (self, placed, cr);
    }
  put_foot (self, cr, page == 0, self->roll ? NULL : text, self->height - self->margin - (page == 0 ? self->first_foot : self->foot));
  cairo_restore (cr);
}
