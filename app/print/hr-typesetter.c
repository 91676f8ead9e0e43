/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-print"

#include "hr-typesetter-private.h"

#include <math.h>

/* Inter for the languages of the program; Noto for the names that communities give themselves, in whatever script. Without the list the
 * system might take a font without a bold one. */
#define FAMILIES                                                                                                       \
  "Inter,Noto Sans,Noto Sans Arabic,Noto Sans Hebrew,Noto Sans Devanagari,Noto Sans Bengali,Noto Sans Gurmukhi,"       \
  "Noto Sans Gujarati,Noto Sans Tamil,Noto Sans Telugu,Noto Sans Kannada,Noto Sans Malayalam,Noto Sans Thai,"          \
  "Noto Sans Lao,Noto Sans Khmer,Noto Sans Myanmar,Noto Sans Ethiopic,Noto Sans Armenian,Noto Sans Georgian,"          \
  "Noto Sans Cherokee,Noto Sans CJK SC,Noto Sans Symbols,Noto Sans Symbols2,sans-serif"

/* A hair: widths that differ by rounding are the same. */
#define SAME 0.01

struct _HrTypesetter
{
  PangoContext *context;
  PangoFontDescription *fonts[HR_N_FONTS];
  GHashTable *boxes[HR_N_FONTS]; /* text → HrTextBox */
  gboolean right_to_left;
};

static const struct
{
  PangoWeight weight;
  double size; /* of the base */
} faces[HR_N_FONTS] = {
  [HR_FONT_TEXT] = { PANGO_WEIGHT_NORMAL, 1.0 },   [HR_FONT_BOLD] = { PANGO_WEIGHT_BOLD, 1.0 },
  [HR_FONT_HEAD_2] = { PANGO_WEIGHT_BOLD, 1.0 },   [HR_FONT_HEAD_1] = { PANGO_WEIGHT_BOLD, 1.3 },
  [HR_FONT_SUBTITLE] = { PANGO_WEIGHT_NORMAL, 1.2 }, [HR_FONT_TITLE] = { PANGO_WEIGHT_BOLD, 2.0 },
};

static void
free_box_cb (gpointer data)
{
  HrTextBox *box = data;
  g_object_unref (box->layout);
  g_free (box);
}

HrTypesetter *
hr_typesetter_new (const char *language, gboolean right_to_left)
{
  HrTypesetter *self = g_new0 (HrTypesetter, 1);
  cairo_font_options_t *options = cairo_font_options_create ();
  /* The map is the thread's own. */
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  self->right_to_left = right_to_left;
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (self->context, 72.0);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_language (self->context, pango_language_from_string (language));
  pango_context_set_base_dir (self->context, right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  for (guint i = 0; i < HR_N_FONTS; i++)
    {
      self->fonts[i] = pango_font_description_new ();
      pango_font_description_set_family (self->fonts[i], FAMILIES);
      pango_font_description_set_weight (self->fonts[i], faces[i].weight);
      pango_font_description_set_absolute_size (self->fonts[i], HR_TYPE_BASE * faces[i].size * PANGO_SCALE);
      self->boxes[i] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_box_cb);
    }
  return self;
}

void
hr_typesetter_free (HrTypesetter *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < HR_N_FONTS; i++)
    {
      g_hash_table_unref (self->boxes[i]);
      pango_font_description_free (self->fonts[i]);
    }
  g_object_unref (self->context);
  g_free (self);
}

gboolean
hr_typesetter_is_right_to_left (const HrTypesetter *self)
{
  return self->right_to_left;
}

static void
measure (HrTextBox *box)
{
  int width = 0;
  int height = 0;
  pango_layout_get_size (box->layout, &width, &height);
  box->width = (double)width / PANGO_SCALE;
  box->height = (double)height / PANGO_SCALE;
  box->baseline = (double)pango_layout_get_baseline (box->layout) / PANGO_SCALE;
}

static HrTextBox *
add_box (HrTypesetter *self, HrFont font, const char *text)
{
  HrTextBox *box = g_new0 (HrTextBox, 1);
  box->layout = pango_layout_new (self->context);
  pango_layout_set_font_description (box->layout, self->fonts[font]);
  pango_layout_set_single_paragraph_mode (box->layout, TRUE);
  pango_layout_set_wrap (box->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (box->layout, text, -1);
  /* A name in another direction keeps its own order of words, but stands on the side where the page begins. Measured in Pango 1.50: left and
   * right change places when the directions of text and context differ, so that only the text's own decides. */
  pango_layout_set_alignment (box->layout, pango_layout_get_direction (box->layout, 0) == PANGO_DIRECTION_RTL ? PANGO_ALIGN_RIGHT
                                                                                                              : PANGO_ALIGN_LEFT);
  box->natural = box->wrapped = NAN;
  g_hash_table_insert (self->boxes[font], (gpointer)pango_layout_get_text (box->layout), box);
  return box;
}

/* Pango shapes anew for each width: what is known to fit on the line that it stands on is left as it is. */
static gboolean
is_set_already (const HrTextBox *box, double width)
{
  if (isnan (box->wrapped))
    return FALSE;
  if (width >= 0 && fabs (width - box->wrapped) <= SAME)
    return TRUE;
  gboolean on_one_line = !isnan (box->natural) && (box->wrapped < 0 || box->wrapped + SAME >= box->natural);
  return on_one_line && (width < 0 || width + SAME >= box->natural);
}

const HrTextBox *
hr_typesetter_set (HrTypesetter *self, HrFont font, const char *text, double width)
{
  HrTextBox *box = g_hash_table_lookup (self->boxes[font], text);
  if (box == NULL)
    box = add_box (self, font, text);
  if (is_set_already (box, width))
    return box;
  pango_layout_set_width (box->layout, width < 0 ? -1 : (int)((width + SAME) * PANGO_SCALE));
  box->wrapped = width < 0 ? -1 : width;
  measure (box);
  if (width < 0 || pango_layout_get_line_count (box->layout) == 1)
    box->natural = box->width;
  return box;
}

void
hr_typesetter_draw (HrTypesetter *self, cairo_t *cr, const HrTextBox *box, double x, double y, double width)
{
  double taken = box->wrapped < 0 ? box->natural : box->wrapped;
  cairo_move_to (cr, self->right_to_left ? x + width - taken : x, y);
  pango_cairo_show_layout (cr, box->layout);
}
