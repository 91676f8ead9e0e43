/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-pager-lines-private.h"

#include "handrail/ui/hr-card-text.h"
#include "handrail/ui/hr-tap-button.h"
#include "hr-visitor-sizes-private.h"

#include <glib/gi18n-lib.h>

struct _HrPager
{
  GtkWidget parent_instance;
  HrPagerLines lines;
  guint section;
  gboolean beside; /* text in two columns where they are wide enough */
  guint page;
  guint n_pages;
  gboolean has_where;
  int where_px; /* wide, or 0 before there was a layout */
  GtkWidget *back;
  GtkWidget *where;
  GtkWidget *more;
};

enum
{
  SIGNAL_TURNED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrPager, hr_pager, GTK_TYPE_WIDGET)

#define COLUMN_GAP_MM 10.0
/* A column of text needs so many em, or its lines are too short to read */
#define COLUMN_EM 17
/* The buttons get what their words want; where one stands gets the rest, or goes when that is too little */
static gboolean
share_nav (HrPager *self, int width, int *ret_back, int *ret_where, int *ret_more)
{
  int gap = hr_visitor_px (GTK_WIDGET (self), HR_VISITOR_GAP_MM);
  int half = (width - gap) / 2, least;

  *ret_back = hr_pager_width_for (self->back, half);
  *ret_more = hr_pager_width_for (self->more, half);
  gtk_widget_measure (self->where, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  *ret_where = width - *ret_back - *ret_more - 2 * gap;
  return *ret_where >= least;
}

static int
nav_height (HrPager *self, int width)
{
  int back, where, more, height;
  gboolean room = share_nav (self, width, &back, &where, &more);

  height = MAX (hr_pager_height_for (self->back, back), hr_pager_height_for (self->more, more));
  return room ? MAX (height, hr_pager_height_for (self->where, where)) : height;
}

/* Assistive technology must not find what is on another page */
static void
set_shown (GtkWidget *widget, gboolean shown)
{
  gtk_widget_set_child_visible (widget, shown);
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, !shown, -1);
}

static void
place_line (HrPager *self, const HrPagerLine *line, int left, int y, int width)
{
  int gap = hr_visitor_px (GTK_WIDGET (self), HR_VISITOR_GAP_MM), x = 0;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  for (guint k = 0; k < line->n; k++)
    {
      HrPagerChild *child = hr_pager_lines_child (&self->lines, line->first + k);
      int wanted = width;

      if (line->columns > 0)
        wanted = (width - gap * ((int) line->columns - 1)) / (int) line->columns;
      else if (child->part == HR_PAGER_ITEM)
        wanted = hr_pager_width_for (child->widget, width);
      set_shown (child->widget, TRUE);
      gtk_widget_size_allocate (child->widget,
                                &(GtkAllocation) { left + (rtl ? width - x - wanted : x), y, wanted, line->height }, -1);
      x += wanted + gap;
    }
}

static void
place_nav (HrPager *self, int y, int width, int height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int gap = hr_visitor_px (GTK_WIDGET (self), HR_VISITOR_GAP_MM);
  int back, where, more;

  self->where_px = 0;
  self->has_where = share_nav (self, width, &back, &where, &more);
  gtk_widget_size_allocate (self->back, &(GtkAllocation) { rtl ? width - back : 0, y, back, height }, -1);
  gtk_widget_size_allocate (self->more, &(GtkAllocation) { rtl ? 0 : width - more, y, more, height }, -1);
  if (self->has_where)
    {
      self->where_px = where;
      gtk_widget_size_allocate (self->where, &(GtkAllocation) { (rtl ? more : back) + gap, y, where, height }, -1);
    }
}

/* Whether @text stands in one line where the page is told: an inscription of GTK 4.8 cuts it rather than taking its second line */
static gboolean
where_fits (HrPager *self, const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->where, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width <= self->where_px;
}

/* An inscription has one size whatever it says, hence may change while the page is laid out */
static void
show_where (HrPager *self)
{
  g_autofree char *where = g_strdup_printf (_ ("Page %u of %u"), self->page + 1, self->n_pages);
  g_autofree char *brief = g_strdup_printf ("%u / %u", self->page + 1, self->n_pages);
  const char *text = self->where_px == 0 || where_fits (self, where) ? where : brief;

  if (g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (self->where)), text) != 0)
    gtk_inscription_set_text (GTK_INSCRIPTION (self->where), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->where), GTK_ACCESSIBLE_PROPERTY_LABEL, where, -1);
}

static void
show_nav (HrPager *self)
{
  gboolean several = self->n_pages > 1;

  set_shown (self->back, several);
  set_shown (self->where, several && self->has_where);
  set_shown (self->more, several);
  gtk_widget_set_sensitive (self->back, self->page > 0);
  gtk_widget_set_sensitive (self->more, self->page + 1 < self->n_pages);
  if (several && self->has_where)
    show_where (self);
}

static GtkSizeRequestMode
hr_pager_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static guint
count_columns (HrPager *self, int width)
{
  HrTheme *theme = hr_theme_get_for_widget (GTK_WIDGET (self));
  double em = hr_theme_font_px (theme, hr_theme_capital_mm (hr_theme_get_text_size (theme)));
  int gap = hr_visitor_px (GTK_WIDGET (self), COLUMN_GAP_MM);

  return self->beside && (width - gap) / 2 >= COLUMN_EM * em ? 2 : 1;
}

static void
hr_pager_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  HrPager *self = HR_PAGER (widget);
  int tallest = 0;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      for (guint i = 0; i < self->lines.children->len; i++)
        {
          int child_minimum, child_natural;

          gtk_widget_measure (hr_pager_lines_child (&self->lines, i)->widget, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
      return;
    }
  if (for_size < 0)
    return; /* any height will do, more pages then */
  hr_pager_lines_break (&self->lines, widget,
                        count_columns (self, for_size) > 1 ? (for_size - hr_visitor_px (widget, COLUMN_GAP_MM)) / 2 : for_size);
  for (guint i = 0; i < self->lines.lines->len; i++)
    tallest = MAX (tallest, hr_pager_lines_at (&self->lines, i)->height);
  *natural = hr_pager_lines_height (&self->lines, 0, self->lines.lines->len);
  *minimum = MIN (*natural, tallest + nav_height (self, for_size) + hr_visitor_px (widget, HR_VISITOR_GAP_MM));
}

/* Where the lines go: in columns of @column, side by side, on the pages */
static void
place_lines (HrPager *self, guint columns, int column)
{
  int gap = hr_visitor_px (GTK_WIDGET (self), COLUMN_GAP_MM), y = 0;
  guint last = G_MAXUINT;

  for (guint i = 0; i < self->lines.lines->len; i++)
    {
      HrPagerLine *line = hr_pager_lines_at (&self->lines, i);
      guint at = line->page;

      if (at / columns != self->page)
        {
          for (guint k = 0; k < line->n; k++)
            set_shown (hr_pager_lines_child (&self->lines, line->first + k)->widget, FALSE);
          continue;
        }
      y = at == last ? y + line->space : 0;
      place_line (self, line, (int) (at % columns) * (column + gap), y, column);
      y += line->height;
      last = at;
    }
}

static void
hr_pager_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HrPager *self = HR_PAGER (widget);
  guint columns = count_columns (self, width);
  int gap = hr_visitor_px (widget, COLUMN_GAP_MM);
  int column = (width - gap * ((int) columns - 1)) / (int) columns;

  hr_pager_lines_break (&self->lines, widget, column);
  self->n_pages = (hr_pager_lines_deal (&self->lines, height) + columns - 1) / columns;
  if (self->n_pages > 1)
    {
      int nav = nav_height (self, width), left = height - nav - hr_visitor_px (widget, HR_VISITOR_GAP_MM);

      self->n_pages = (hr_pager_lines_deal (&self->lines, left) + columns - 1) / columns;
      place_nav (self, height - nav, width, nav);
    }
  self->page = MIN (self->page, self->n_pages - 1);
  place_lines (self, columns, column);
  show_nav (self);
}

static void
turn (HrPager *self, guint page)
{
  if (self->page == page)
    return;
  self->page = page;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_TURNED], 0);
}

static void
back_cb (HrPager *self)
{
  hr_pager_back (self);
}

static void
more_cb (HrPager *self)
{
  if (self->page + 1 < self->n_pages)
    turn (self, self->page + 1);
}

static void
hr_pager_dispose (GObject *object)
{
  HrPager *self = HR_PAGER (object);

  if (self->lines.children != NULL)
    hr_pager_remove_all (self);
  g_clear_pointer (&self->back, gtk_widget_unparent);
  g_clear_pointer (&self->where, gtk_widget_unparent);
  g_clear_pointer (&self->more, gtk_widget_unparent);

  G_OBJECT_CLASS (hr_pager_parent_class)->dispose (object);
}

static void
hr_pager_finalize (GObject *object)
{
  HrPager *self = HR_PAGER (object);

  hr_pager_lines_finish (&self->lines);

  G_OBJECT_CLASS (hr_pager_parent_class)->finalize (object);
}

static void
hr_pager_class_init (HrPagerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hr_pager_dispose;
  object_class->finalize = hr_pager_finalize;
  widget_class->get_request_mode = hr_pager_get_request_mode;
  widget_class->measure = hr_pager_measure;
  widget_class->size_allocate = hr_pager_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  signals[SIGNAL_TURNED]
      = g_signal_new ("turned", HR_TYPE_PAGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "hrpager");
}

static void
hr_pager_init (HrPager *self)
{
  hr_pager_lines_init (&self->lines);
  self->n_pages = 1;

  self->back = hr_tap_button_new_with_icon ("hr-up-symbolic", "", FALSE);
  self->more = hr_tap_button_new_with_icon ("hr-down-symbolic", "", FALSE);
  self->where = gtk_inscription_new (NULL);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (self->where), 0.5);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (self->where), 2);
  gtk_inscription_set_nat_lines (GTK_INSCRIPTION (self->where), 2);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (self->where), 7);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (self->where), 14);
  gtk_widget_add_css_class (self->where, "hr-pager-where");
  gtk_widget_add_css_class (self->back, "hr-bounded");
  gtk_widget_add_css_class (self->more, "hr-bounded");
  gtk_widget_set_parent (self->back, GTK_WIDGET (self));
  gtk_widget_set_parent (self->where, GTK_WIDGET (self));
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (back_cb), self);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (more_cb), self);
  hr_pager_refresh (self);
}

GtkWidget *
hr_pager_new (void)
{
  return g_object_new (HR_TYPE_PAGER, NULL);
}

void
hr_pager_append (HrPager *self, HrPagerPart part, GtkWidget *child)
{
  HrPagerChild entry = { child, part, 0 };

  g_return_if_fail (HR_IS_PAGER (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  if (part == HR_PAGER_HEADING)
    self->section++;
  entry.section = self->section;
  g_array_append_val (self->lines.children, entry);
  gtk_widget_insert_before (child, GTK_WIDGET (self), self->back);
}

void
hr_pager_remove_all (HrPager *self)
{
  g_return_if_fail (HR_IS_PAGER (self));

  g_array_set_size (self->lines.lines, 0);
  for (guint i = 0; i < self->lines.children->len; i++)
    gtk_widget_unparent (hr_pager_lines_child (&self->lines, i)->widget);
  g_array_set_size (self->lines.children, 0);
  self->section = 0;
  self->page = 0;
}

void
hr_pager_set_page (HrPager *self, guint page)
{
  g_return_if_fail (HR_IS_PAGER (self));

  turn (self, page);
}

guint
hr_pager_get_page (HrPager *self)
{
  g_return_val_if_fail (HR_IS_PAGER (self), 0);

  return self->page;
}

guint
hr_pager_get_n_pages (HrPager *self)
{
  g_return_val_if_fail (HR_IS_PAGER (self), 1);

  return self->n_pages;
}

gboolean
hr_pager_back (HrPager *self)
{
  g_return_val_if_fail (HR_IS_PAGER (self), FALSE);

  if (self->page == 0)
    return FALSE;
  turn (self, self->page - 1);
  return TRUE;
}

void
hr_pager_refresh (HrPager *self)
{
  g_return_if_fail (HR_IS_PAGER (self));

  hr_tap_button_set_text (HR_TAP_BUTTON (self->back), _ ("Previous"));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->more), _ ("More"));
  show_where (self);
}

static void
append_spoken (GtkWidget *widget, GString *text)
{
  if (hr_card_text_of (widget) != NULL)
    {
      const char *words = g_object_get_data (G_OBJECT (widget), HR_PAGER_SPOKEN);

      if (words == NULL)
        words = hr_card_text_of (widget);

      if (*words != '\0')
        g_string_append_printf (text, "%s\n", words);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child))
      append_spoken (child, text);
}

char *
hr_pager_spoken (HrPager *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (HR_IS_PAGER (self), NULL);

  for (guint i = 0; i < self->lines.children->len; i++)
    append_spoken (hr_pager_lines_child (&self->lines, i)->widget, text);
  return g_string_free (text, FALSE);
}

void
hr_pager_set_columns (HrPager *self, guint columns)
{
  g_return_if_fail (HR_IS_PAGER (self));
  g_return_if_fail (columns > 0);

  self->lines.columns = columns;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
hr_pager_set_beside (HrPager *self, gboolean beside)
{
  g_return_if_fail (HR_IS_PAGER (self));

  self->beside = beside;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
