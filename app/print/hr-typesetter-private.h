/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shaped text, each one shaped once. Everything is measured at one size, without hinting: what is set larger is drawn through a scale,
 * and what is set into a column of another size is wrapped again but not shaped anew. One thread at a time. */
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

G_BEGIN_DECLS

/** HR_TYPE_BASE: the size at which everything is measured, in points */
#define HR_TYPE_BASE 10.0

typedef enum
{
  HR_FONT_TEXT,
  HR_FONT_BOLD,
  HR_FONT_HEAD_2,
  HR_FONT_HEAD_1,
  HR_FONT_SUBTITLE,
  HR_FONT_TITLE,
  HR_N_FONTS,
} HrFont;

/**
 * HrTextBox: a paragraph
 * @natural: its width on one line; NAN as long as it was only set on several
 * @width, @height: as last set
 * @baseline: of the first line, from the top
 */
typedef struct
{
  PangoLayout *layout;
  double natural;
  double width, height;
  double baseline;
  double wrapped;
} HrTextBox;

typedef struct _HrTypesetter HrTypesetter;

HrTypesetter *hr_typesetter_new (const char *language, gboolean right_to_left) G_GNUC_WARN_UNUSED_RESULT;
void hr_typesetter_free (HrTypesetter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrTypesetter, hr_typesetter_free)

gboolean hr_typesetter_is_right_to_left (const HrTypesetter *self);

/** hr_typesetter_set: (transfer none): @text, at most @width wide (wrapped at words, long ones within); @width < 0: on one line. Line
 * breaks in @text become spaces. Valid until the same text is set to another width */
const HrTextBox *hr_typesetter_set (HrTypesetter *self, HrFont font, const char *text, double width);

/** hr_typesetter_draw: @box with its top at @y, at the side of @x … @x + @width where reading begins */
void hr_typesetter_draw (HrTypesetter *self, cairo_t *cr, const HrTextBox *box, double x, double y, double width);

G_END_DECLS
