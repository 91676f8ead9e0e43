/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The size of the type, the pages, and how they lie on sheets that are folded. */
#define G_LOG_DOMAIN "handrail-print"

#include "handrail/core/hr-error.h"
#include "handrail/print/hr-qr.h"
#include "hr-handout-private.h"
#include "hr-pdf-private.h"

#include <math.h>

#define MM HR_PAPER_POINTS
#define SIZE_STEP 0.5
#define SIGN_MOST_SIZE 48.0
#define SHEET_LEAST_SIZE 11.0
#define PANELS_MOST 6

/* Where page @page of a sheet's @n lies on it: column and row of a grid, turned by half a turn or not */
typedef struct
{
  guint column, row;
  gboolean turned;
} Spot;

struct _HrHandoutPages
{
  HrHandout *handout;
  HrHandoutOptions options;
  HrTypesetter *type;
  HrLayout layout;
  guint n_read;  /* pages as they are read, filled up to whole sheets */
  guint n_sides;
  guint columns, rows; /* of pages on a side */
  double side_width, side_height;
  gboolean fits;
};

/* ---- folds ---- */

static guint
pages_of_side (const HrHandoutPages *self)
{
  return self->columns * self->rows;
}

static void
set_sheet (HrHandoutPages *self)
{
  double width;
  double height;
  HrFold fold = self->options.fold;
  hr_paper_get_size (self->options.paper, &width, &height);
  self->columns = fold == HR_FOLD_TRI_FOLD ? 3 : fold == HR_FOLD_NONE ? 1 : 2;
  self->rows = fold == HR_FOLD_POCKET ? 2 : 1;
  gboolean wide = fold == HR_FOLD_BOOKLET || fold == HR_FOLD_TRI_FOLD;
  self->side_width = wide ? height : width;
  self->side_height = wide ? width : height;
  self->layout.width = self->side_width / self->columns;
  self->layout.height = self->side_height / self->rows;
  self->layout.roll = height <= 0;
  double narrow = self->layout.width;
  self->layout.margin = narrow < 85 * MM ? 4 * MM : narrow < 110 * MM ? 8 * MM : narrow < 160 * MM ? 11 * MM : 15 * MM;
}

/* Which page, as it is read, lies on @side in the @k-th place from the left (and from the top). Sides are fronts and backs in turn */
static guint
page_at (const HrHandoutPages *self, guint side, guint k)
{
  /* A sheet that is turned inside out: reading goes from the cover on the right to its left neighbour on the back */
  static const guint pocket[4] = { 2, 1, 3, 0 };
  static const guint tri_fold[2][3] = { { 4, 5, 0 }, { 1, 2, 3 } };
  guint sheet = side / 2;
  gboolean back = side % 2 == 1;
  gboolean mirrored = self->handout->words.right_to_left;
  switch (self->options.fold)
    {
    case HR_FOLD_POCKET:
      return side * 4 + pocket[mirrored ? (k ^ 1) : k];
    case HR_FOLD_TRI_FOLD:
      return sheet * PANELS_MOST + tri_fold[back][mirrored ? 2 - k : k];
    case HR_FOLD_BOOKLET:
      if (mirrored)
        k = 1 - k;
      if (back)
        return k == 0 ? 2 * sheet + 1 : self->n_read - 2 - 2 * sheet;
      return k == 0 ? self->n_read - 1 - 2 * sheet : 2 * sheet;
    case HR_FOLD_NONE:
    default:
      return side;
    }
}

static guint
round_up (guint n, guint step)
{
  return (n + step - 1) / step * step;
}

static void
count_sides (HrHandoutPages *self)
{
  static const guint steps[] = { [HR_FOLD_NONE] = 1, [HR_FOLD_POCKET] = 4, [HR_FOLD_BOOKLET] = 4, [HR_FOLD_TRI_FOLD] = PANELS_MOST };
  self->n_read = round_up (self->layout.n_pages, steps[self->options.fold]);
  self->n_sides = self->n_read / pages_of_side (self);
}

/* ---- the size of the type ---- */

static guint
n_allowed (const HrHandoutPages *self)
{
  static const guint of_sheet[] = { [HR_FOLD_NONE] = 1, [HR_FOLD_POCKET] = 4, [HR_FOLD_BOOKLET] = 4, [HR_FOLD_TRI_FOLD] = PANELS_MOST };
  guint pages = self->handout->look == HR_HANDOUT_LOOK_SIGN ? 1 : self->options.pages;
  return pages * of_sheet[self->options.fold];
}

/* @ret_fits: (out) (nullable). Returns: %FALSE when nobody wants it any more */
static gboolean
run_at (HrHandoutPages *self, double size, HrHandoutStep step, gpointer step_data, gboolean *ret_fits)
{
  guint allowed = n_allowed (self);
  if (!hr_layout_run (&self->layout, size, self->handout->look == HR_HANDOUT_LOOK_LIST ? 3 : 1, step, step_data))
    return FALSE;
  gboolean fits = allowed == 0 || self->layout.n_pages <= allowed;
  /* a word or an entry that was drawn smaller to go in is no fit for a sign */
  if (self->handout->look == HR_HANDOUT_LOOK_SIGN && fits && !(self->layout.roll && allowed == 0))
    fits = !hr_handout_pages_is_shrunk (self);
  if (ret_fits != NULL)
    *ret_fits = fits;
  return TRUE;
}

static double
usual_size (const HrHandoutPages *self)
{
  gboolean small = self->layout.width < 160 * MM;
  /* a sign is as large as its page allows, and in large print no smaller than that */
  if (self->options.large_print && (self->handout->look != HR_HANDOUT_LOOK_SIGN || self->layout.roll))
    return HR_HANDOUT_LARGE_SIZE;
  switch (self->handout->look)
    {
    case HR_HANDOUT_LOOK_SHEET:
      return small ? 11 : 14;
    case HR_HANDOUT_LOOK_SIGN:
      return self->layout.roll ? 11 : SIGN_MOST_SIZE;
    case HR_HANDOUT_LOOK_LIST:
    default:
      return small ? HR_HANDOUT_LEAST_SIZE : 10.5;
    }
}

static gboolean
is_sheet (const HrHandoutPages *self)
{
  return self->handout->look == HR_HANDOUT_LOOK_SHEET && self->options.fold == HR_FOLD_NONE && !self->options.large_print && !self->layout.roll;
}

/* As many pages as it takes */
static gboolean
run_free (HrHandoutPages *self, double usual, HrHandoutStep step, gpointer step_data)
{
  self->fits = TRUE;
  if (!run_at (self, usual, step, step_data, NULL))
    return FALSE;
  /* a page about one thing is one page, when a little less does it */
  for (double size = usual - SIZE_STEP; is_sheet (self) && self->layout.n_pages > 1 && size >= SHEET_LEAST_SIZE; size -= SIZE_STEP)
    if (!run_at (self, size, step, step_data, NULL))
      return FALSE;
  return !is_sheet (self) || self->layout.n_pages == 1 || run_at (self, usual, step, step_data, NULL);
}

/* The largest size at which it takes no more pages than allowed: more room is never needed at a smaller one, so halves are searched. */
static gboolean
search_size (HrHandoutPages *self, HrHandoutStep step, gpointer step_data)
{
  double usual = usual_size (self);
  double least = self->options.large_print ? HR_HANDOUT_LARGE_SIZE : HR_HANDOUT_LEAST_SIZE;
  if (n_allowed (self) == 0 || self->layout.roll)
    return run_free (self, usual, step, step_data);
  double most = self->handout->look == HR_HANDOUT_LOOK_SIGN ? usual : floor (usual * 1.5 / SIZE_STEP) * SIZE_STEP;
  int low = 0;
  int high = (int)((most - least) / SIZE_STEP);
  while (low < high)
    {
      int middle = (low + high + 1) / 2;
      gboolean fits;
      if (!run_at (self, least + middle * SIZE_STEP, step, step_data, &fits))
        return FALSE;
      if (fits)
        low = middle;
      else
        high = middle - 1;
    }
  if (!run_at (self, least + low * SIZE_STEP, step, step_data, &self->fits))
    return FALSE;
  /* a sign in large print goes on on another page, unless somebody wants it on one */
  if (self->handout->look == HR_HANDOUT_LOOK_SIGN && self->options.large_print && self->options.pages == 0)
    self->fits = !hr_handout_pages_is_shrunk (self);
  return TRUE;
}

/* ---- public ---- */

static gboolean
codes_hold (const HrHandout *handout, GError **error)
{
  for (guint i = 0; i < handout->blocks->len; i++)
    {
      const HrBlock *block = &g_array_index (handout->blocks, HrBlock, i);
      for (gsize k = 0; block->kind == HR_BLOCK_ENTRY && k < block->entry.n_codes; k++)
        {
          g_autoptr (HrQr) qr = hr_qr_new (block->entry.codes[k].payload, HR_QR_LEVEL_Q, error);
          if (qr == NULL)
            return FALSE;
        }
    }
  return TRUE;
}

static gpointer
cancelled (GError **error)
{
  g_set_error_literal (error, HR_ERROR, HR_ERROR_CANCELLED, "It was cancelled.");
  return NULL;
}

HrHandoutPages *
hr_handout_pages_new (HrHandout *handout, const HrHandoutOptions *options, HrHandoutStep step, gpointer step_data, GError **error)
{
  g_return_val_if_fail (handout != NULL && options != NULL, NULL);
  if (!codes_hold (handout, error))
    return NULL;
  g_autoptr (HrHandoutPages) self = g_new0 (HrHandoutPages, 1);
  self->handout = hr_handout_ref (handout);
  self->options = *options;
  /* a roll is not folded */
  if (options->paper == HR_PAPER_RECEIPT)
    self->options.fold = HR_FOLD_NONE;
  self->type = hr_typesetter_new (handout->words.language, handout->words.right_to_left);
  self->layout.handout = handout;
  self->layout.type = self->type;
  self->layout.placed = g_array_new (FALSE, FALSE, sizeof (HrPlaced));
  self->layout.heights = g_array_new (FALSE, FALSE, sizeof (double));
  set_sheet (self);
  if (!search_size (self, step, step_data))
    return cancelled (error);
  if (self->layout.roll)
    self->side_height = self->layout.height;
  count_sides (self);
  return g_steal_pointer (&self);
}

void
hr_handout_pages_free (HrHandoutPages *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->layout.placed, g_array_unref);
  g_clear_pointer (&self->layout.heights, g_array_unref);
  g_clear_pointer (&self->type, hr_typesetter_free);
  g_clear_pointer (&self->handout, hr_handout_unref);
  g_free (self);
}

guint
hr_handout_pages_get_n (const HrHandoutPages *self)
{
  return self->n_sides;
}

double
hr_handout_pages_get_type_size (const HrHandoutPages *self)
{
  return self->layout.size;
}

gboolean
hr_handout_pages_fits (const HrHandoutPages *self)
{
  return self->fits;
}

gboolean
hr_handout_pages_is_shrunk (const HrHandoutPages *self)
{
  for (guint i = 0; i < self->layout.placed->len; i++)
    if (g_array_index (self->layout.placed, HrPlaced, i).shrink < 1)
      return TRUE;
  return FALSE;
}

HrDuplex
hr_handout_pages_get_duplex (const HrHandoutPages *self)
{
  if (self->options.fold != HR_FOLD_BOOKLET && self->options.fold != HR_FOLD_TRI_FOLD)
    return HR_DUPLEX_NONE;
  return self->options.flip != HR_DUPLEX_NONE ? self->options.flip : HR_DUPLEX_SHORT_EDGE;
}

void
hr_handout_pages_get_size (const HrHandoutPages *self, double *ret_width, double *ret_height)
{
  *ret_width = self->side_width;
  *ret_height = self->side_height;
}

GArray *
hr_handout_pages_get_places (HrHandoutPages *self)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (HrHandoutPlace));
  for (guint i = 0; i < self->layout.placed->len; i++)
    {
      const HrPlaced *placed = &g_array_index (self->layout.placed, HrPlaced, i);
      const HrBlock *block = &g_array_index (self->handout->blocks, HrBlock, placed->block);
      HrHandoutPlace place = { block->entry.id, placed->page, placed->x, placed->y, self->layout.column, placed->height };
      if (block->kind == HR_BLOCK_ENTRY)
        g_array_append_val (places, place);
    }
  return places;
}

void
hr_handout_pages_draw (HrHandoutPages *self, guint page, cairo_t *cr)
{
  g_return_if_fail (self != NULL && page < self->n_sides && cr != NULL);
  gboolean two_sided = hr_handout_pages_get_duplex (self) != HR_DUPLEX_NONE;
  /* A wide sheet that is turned over its long edge comes out with its back upside down */
  gboolean turned = two_sided && page % 2 == 1 && hr_handout_pages_get_duplex (self) == HR_DUPLEX_LONG_EDGE;
  cairo_save (cr);
  if (turned)
    {
      cairo_translate (cr, self->side_width, self->side_height);
      cairo_rotate (cr, G_PI);
    }
  /* in the order of reading, so that the text of the file can be read too */
  for (guint read = 0; read < self->n_read; read++)
    for (guint k = 0; k < pages_of_side (self); k++)
      {
        Spot spot = { k % self->columns, k / self->columns, self->options.fold == HR_FOLD_POCKET && k < self->columns };
        if (page_at (self, page, k) != read)
          continue;
        cairo_save (cr);
        cairo_translate (cr, (spot.column + spot.turned) * self->layout.width, (spot.row + spot.turned) * self->layout.height);
        if (spot.turned)
          cairo_rotate (cr, G_PI);
        hr_layout_draw (&self->layout, read, self->n_read, cr);
        cairo_restore (cr);
      }
  cairo_restore (cr);
}

GBytes *
hr_handout_pages_to_pdf (HrHandoutPages *self, HrDate today, HrHandoutStep step, gpointer step_data, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  const HrHandoutWords *words = &self->handout->words;
  g_autofree char *title = words->only != NULL ? g_strdup_printf ("%s (%s)", words->title, words->only) : g_strdup (words->title);
  g_autoptr (HrPdf) pdf = hr_pdf_new (title, words->language, words->right_to_left, hr_handout_pages_get_duplex (self), today);
  for (guint i = 0; i < self->n_sides; i++)
    {
      if (step != NULL && !step (step_data))
        return cancelled (error);
      hr_handout_pages_draw (self, i, hr_pdf_begin_page (pdf, self->side_width, self->side_height));
      hr_pdf_end_page (pdf);
    }
  return hr_pdf_finish (pdf, error);
}
