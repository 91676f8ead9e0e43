/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A handout: what stands on it (HrHandout), and the same laid out on paper (HrHandoutPages). Takes plain words and knows nothing of
 * where they come from. Needs no display.
 *
 * Nothing that was put in is ever lost or cut: an entry stands whole in one column, a heading never stands alone at the end of one, and
 * where a column has the room no single entry of a longer section stands alone at the top or the foot of it. */
#pragma once

#include "handrail/core/hr-date.h"
#include "handrail/print/hr-paper.h"
#include <cairo.h>
#include <glib-object.h>

G_BEGIN_DECLS

/** HR_HANDOUT_LEAST_SIZE: no letter on paper is smaller, in points */
#define HR_HANDOUT_LEAST_SIZE 10.0
/** HR_HANDOUT_LARGE_SIZE: of large print */
#define HR_HANDOUT_LARGE_SIZE 20.0
/** HR_HANDOUT_LEAST_CODE: width and height of a QR code at least, in points: 25 mm */
#define HR_HANDOUT_LEAST_CODE (25.0 * HR_PAPER_POINTS)

/* ---- what stands on it ---- */

/**
 * HrHandoutLook:
 * @HR_HANDOUT_LOOK_LIST: many short entries, in columns where the paper is wide enough
 * @HR_HANDOUT_LOOK_SHEET: a page about one thing, in larger letters and one column
 * @HR_HANDOUT_LOOK_SIGN: for the wall: as large as one page allows
 */
typedef enum
{
  HR_HANDOUT_LOOK_LIST,
  HR_HANDOUT_LOOK_SHEET,
  HR_HANDOUT_LOOK_SIGN,
} HrHandoutLook;

/** HrHandoutTone: how a line is set. A mark is what must not be missed: "Not meeting" */
typedef enum
{
  HR_HANDOUT_TONE_PLAIN,
  HR_HANDOUT_TONE_STRONG,
  HR_HANDOUT_TONE_MARK,
} HrHandoutTone;

/** HrHandoutLine: one paragraph */
typedef struct
{
  HrHandoutTone tone;
  const char *text;
} HrHandoutLine;

/** HrHandoutCode: a QR code; @title, @words: (nullable): what it is for, and the same in words, beside it */
typedef struct
{
  const char *payload;
  const char *title;
  const char *words;
} HrHandoutCode;

/**
 * HrHandoutEntry: what stays together
 * @id: (nullable): of the thing it stands for
 * @time: (nullable): bold, in a column of its own before the rest
 * @title: (nullable): bold
 */
typedef struct
{
  const char *id;
  const char *time;
  const char *title;
  const HrHandoutLine *lines;
  gsize n_lines;
  const HrHandoutCode *codes;
  gsize n_codes;
} HrHandoutEntry;

/**
 * HrHandoutWords: all translated
 * @title: of the handout and of the file
 * @subtitle: (nullable): "November 23 to November 29"
 * @only: (nullable): "Only: women, step-free": what it was chosen by, said on every page so that nobody takes it for all there is;
 *   @left_out: (nullable): how many are not on it
 * @center: (nullable): name of the center; @contact: (nullable): its address and number
 * @dates: (nullable): "Valid from …", "Checked …"
 * @help: (nullable): help lines, at the foot of every page; @short_help: (nullable): the same for the foot of narrow pages but the first
 * @continued: "%s (continued)" with "%s" for the heading
 * @page: (nullable): "Page %1 of %2"
 * @notes: "Notes": the head of pages that are left to fill up a booklet
 */
typedef struct
{
  const char *language;
  gboolean right_to_left;
  const char *title;
  const char *subtitle;
  const char *only;
  const char *left_out;
  const char *center;
  const char *contact;
  const char *dates;
  const char *help;
  const char *short_help;
  const char *continued;
  const char *page;
  const char *notes;
} HrHandoutWords;

#define HR_TYPE_HANDOUT (hr_handout_get_type ())
typedef struct _HrHandout HrHandout;
GType hr_handout_get_type (void);

/** hr_handout_new: every string that a handout is given is copied. Not to be changed after it is shared; then any thread */
HrHandout *hr_handout_new (HrHandoutLook look, const HrHandoutWords *words) G_GNUC_WARN_UNUSED_RESULT;
HrHandout *hr_handout_ref (HrHandout *self);
void hr_handout_unref (HrHandout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrHandout, hr_handout_unref)

/** hr_handout_begin: a heading: @level 1 or 2; @note: (nullable): below it, such as the address of a place */
void hr_handout_begin (HrHandout *self, int level, const char *text, const char *note);
void hr_handout_add (HrHandout *self, const HrHandoutEntry *entry);
/** hr_handout_add_text: a paragraph across the column */
void hr_handout_add_text (HrHandout *self, HrHandoutTone tone, const char *text);
/** hr_handout_add_key: a line of a legend: what a short mark means */
void hr_handout_add_key (HrHandout *self, const char *mark, const char *meaning);
/** hr_handout_add_lines: @n rules to write on by hand, each with @label (nullable) before it */
void hr_handout_add_lines (HrHandout *self, const char *label, guint n);

/** hr_handout_add_picture: that of hr-milestone-picture.h, across the column */
void hr_handout_add_picture (HrHandout *self);

/** hr_handout_n_entries: how many hr_handout_add() was given */
guint hr_handout_n_entries (const HrHandout *self);

/* ---- on paper ---- */

/**
 * HrHandoutOptions:
 * @large_print: %HR_HANDOUT_LARGE_SIZE
 * @pages: how many pages it may take at most: the letters are as large as that allows, up to half as large again as usual, and never below
 *   the least size; 0 = as many as it takes. With a fold: sheets
 * @flip: for a folded handout with two sides: the edge over which the printer turns the sheet; %HR_DUPLEX_NONE = as the fold wants it
 */
typedef struct
{
  HrPaper paper;
  HrFold fold;
  gboolean large_print;
  guint pages;
  HrDuplex flip;
} HrHandoutOptions;

/** HrHandoutStep: called now and then. Returns: whether to go on */
typedef gboolean (*HrHandoutStep) (gpointer user_data);

/** HrHandoutPlace: where an entry stands on a page of the handout as it is read (folded) */
typedef struct
{
  const char *id;
  guint page;
  double x, y, width, height;
} HrHandoutPlace;

typedef struct _HrHandoutPages HrHandoutPages;

/**
 * hr_handout_pages_new: lays out; to be used and freed by one thread at a time, always the same one
 * @step: (nullable)
 *
 * Returns: (transfer full): %NULL with %HR_ERROR_CANCELLED, or %HR_ERROR_LIMIT for a QR code that is too long
 */
HrHandoutPages *hr_handout_pages_new (HrHandout *handout, const HrHandoutOptions *options, HrHandoutStep step,
                                      gpointer step_data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_handout_pages_free (HrHandoutPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrHandoutPages, hr_handout_pages_free)

/** hr_handout_pages_get_n: sides of paper in the file */
guint hr_handout_pages_get_n (const HrHandoutPages *self);
/** hr_handout_pages_get_type_size: of the text, in points */
double hr_handout_pages_get_type_size (const HrHandoutPages *self);
/** hr_handout_pages_fits: whether it takes no more pages than asked for */
gboolean hr_handout_pages_fits (const HrHandoutPages *self);
/** hr_handout_pages_is_shrunk: whether something was taller than a whole column and is drawn smaller than the rest */
gboolean hr_handout_pages_is_shrunk (const HrHandoutPages *self);
HrDuplex hr_handout_pages_get_duplex (const HrHandoutPages *self);
/** hr_handout_pages_get_size: of every side, as it comes out of the printer */
void hr_handout_pages_get_size (const HrHandoutPages *self, double *ret_width, double *ret_height);
/** hr_handout_pages_get_places: (transfer full) (element-type HrHandoutPlace): each entry once, in reading order */
GArray *hr_handout_pages_get_places (HrHandoutPages *self) G_GNUC_WARN_UNUSED_RESULT;

/** hr_handout_pages_draw: the side @page, on a context whose unit is the point */
void hr_handout_pages_draw (HrHandoutPages *self, guint page, cairo_t *cr);

/** hr_handout_pages_to_pdf: tagged, with title and language, fonts embedded. @today: the day that the file says it was made on. The same
 * handout gives the same bytes. %NULL with %HR_ERROR_CANCELLED */
GBytes *hr_handout_pages_to_pdf (HrHandoutPages *self, HrDate today, HrHandoutStep step, gpointer step_data, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
