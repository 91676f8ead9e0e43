/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-card-text.h"

struct _HrCardText
{
  GtkWidget parent_instance;
  char *text;
  guint lines;
  gboolean snug;
  PangoLayout *layout; /* all lines that can be asked for, for the last width; NULL: not shaped yet */
  PangoLayout *cut;    /* the same in one line, only when asked for */
  guint serial;        /* of the fonts that both are shaped with */
  int width;           /* px that the layout is for; -1: as wide as the words */
};

/* Layouts are made for so many lines; fewer are told from them. */
#define MOST_LINES 2

G_DEFINE_FINAL_TYPE (HrCardText, hr_card_text, GTK_TYPE_WIDGET)

static void
forget (HrCardText *self)
{
  g_clear_object (&self->layout);
  g_clear_object (&self->cut);
}

static PangoLayout *
shape (HrCardText *self, int width, guint lines)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autoptr (PangoAttrList) whole = pango_attr_list_new ();

  /* a word that is broken for want of room gets no hyphen: it may be an address */
  pango_attr_list_insert (whole, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (layout, whole);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, mirrored ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  if (lines > 0)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_height (layout, -(int)lines);
    }
  pango_layout_set_width (layout, width >= 0 ? width * PANGO_SCALE : -1);
  return layout;
}

/* The layout for @width (-1: as wide as the words), kept for the next question of that width. */
static PangoLayout *
layout_for (HrCardText *self, int width)
{
  guint serial = pango_context_get_serial (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  guint lines = self->snug ? 1 : MOST_LINES;

  if (self->serial != serial)
    forget (self);
  self->serial = serial;
  if (self->layout != NULL && self->width != width)
    forget (self);
  if (self->layout == NULL)
    {
      self->layout = shape (self, width, self->lines == 0 ? 0 : lines);
      self->width = width;
    }
  return self->layout;
}

/* What is drawn in @width: the layout itself, or, for a text that needs more lines than it gets, one of fewer. An ellipsis may be of a higher
 * font than the words, so the height too is told from this one. */
static PangoLayout *
drawn_for (HrCardText *self, int width)
{
  PangoLayout *layout = layout_for (self, width);

  if (self->lines == 0 || (guint)pango_layout_get_line_count (layout) <= self->lines)
    return layout;
  if (self->cut == NULL)
    self->cut = shape (self, width, self->lines);
  return self->cut;
}

/* ---- the widget ---- */

static GtkSizeRequestMode
hr_card_text_get_request_mode (GtkWidget *widget)
{
  return HR_CARD_TEXT (widget)->snug ? GTK_SIZE_REQUEST_CONSTANT_SIZE : GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hr_card_text_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                      int *natural_baseline)
{
  HrCardText *self = HR_CARD_TEXT (widget);

  *minimum = 0;
  *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      /* one line is as high in any width; so are the words as wide as they like */
      gboolean known = self->snug && self->layout != NULL;
      pango_layout_get_pixel_size (drawn_for (self, known ? self->width : for_size), NULL, natural);
      *minimum = *natural;
    }
  else if (self->snug)
    {
      pango_layout_get_pixel_size (layout_for (self, -1), natural, NULL);
    }
}

static void
hr_card_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HrCardText *self = HR_CARD_TEXT (widget);
  int width = gtk_widget_get_width (widget);
  int words = 0;
  PangoLayout *layout;

  if (self->text[0] == '\0' || width <= 0)
    return;
  /* the usual badge has all the room that it asked for */
  if (self->snug && self->layout != NULL && self->width == -1)
    {
      pango_layout_get_pixel_size (self->layout, &words, NULL);
      if (words <= width)
        width = -1;
    }
  layout = drawn_for (self, width);
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (widget), 0, 0, layout);
}

static void
hr_card_text_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  forget (HR_CARD_TEXT (widget));
  gtk_widget_queue_resize (widget);
  GTK_WIDGET_CLASS (hr_card_text_parent_class)->direction_changed (widget, previous);
}

static void
hr_card_text_finalize (GObject *object)
{
  HrCardText *self = HR_CARD_TEXT (object);

  forget (self);
  g_free (self->text);
  G_OBJECT_CLASS (hr_card_text_parent_class)->finalize (object);
}

static void
hr_card_text_class_init (HrCardTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hr_card_text_finalize;
  widget_class->get_request_mode = hr_card_text_get_request_mode;
  widget_class->measure = hr_card_text_measure;
  widget_class->snapshot = hr_card_text_snapshot;
  widget_class->direction_changed = hr_card_text_direction_changed;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
hr_card_text_init (HrCardText *self)
{
  self->text = g_strdup ("");
  self->lines = 1;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/* ---- door ---- */

GtkWidget *
hr_card_text_new (guint lines)
{
  HrCardText *self = g_object_new (HR_TYPE_CARD_TEXT, NULL);

  self->lines = lines;
  return GTK_WIDGET (self);
}

GtkWidget *
hr_card_text_new_snug (void)
{
  HrCardText *self = g_object_new (HR_TYPE_CARD_TEXT, NULL);

  self->snug = TRUE;
  return GTK_WIDGET (self);
}

void
hr_card_text_set_text (HrCardText *self, const char *text)
{
  g_return_if_fail (HR_IS_CARD_TEXT (self));
  g_return_if_fail (text != NULL);
  if (g_str_equal (self->text, text))
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  forget (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

const char *
hr_card_text_get_text (HrCardText *self)
{
  g_return_val_if_fail (HR_IS_CARD_TEXT (self), "");
  return self->text;
}

void
hr_card_text_set_lines (HrCardText *self, guint lines)
{
  g_return_if_fail (HR_IS_CARD_TEXT (self));
  g_return_if_fail (lines <= MOST_LINES);
  if (self->lines == lines)
    return;
  /* between one line and two nothing is shaped anew, and a text that needs one stays as it is */
  if (self->lines == 0 || lines == 0)
    forget (self);
  self->lines = lines;
  if (self->layout == NULL || pango_layout_get_line_count (self->layout) > 1)
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
hr_card_text_is_cut (HrCardText *self)
{
  PangoLayout *layout;

  g_return_val_if_fail (HR_IS_CARD_TEXT (self), FALSE);
  layout = drawn_for (self, gtk_widget_get_width (GTK_WIDGET (self)));
  return pango_layout_is_ellipsized (layout);
}

const char *
hr_card_text_of (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  return HR_IS_CARD_TEXT (widget) ? HR_CARD_TEXT (widget)->text : NULL;
}
