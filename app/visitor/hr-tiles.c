/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-tiles-private.h"
#include "hr-visitor-sizes-private.h"

#define MAX_COLUMNS 5

struct _HrTiles
{
  GtkWidget parent_instance;
  guint tall_columns;
  guint wide_columns;
  double least_mm;
  double max_mm;
};

G_DEFINE_FINAL_TYPE (HrTiles, hr_tiles, GTK_TYPE_WIDGET)

static int
gap_px (HrTiles *self)
{
  return hr_visitor_px (GTK_WIDGET (self), HR_VISITOR_GAP_MM);
}

static guint
count (HrTiles *self)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child) ? 1 : 0;
  return n;
}

static guint
preferred_columns (HrTiles *self)
{
  GtkWidget *root = hr_visitor_get_screen (GTK_WIDGET (self));
  gboolean wide = root != NULL && gtk_widget_get_width (root) > gtk_widget_get_height (root);

  return wide ? self->wide_columns : self->tall_columns;
}

/* The height that every row needs when there are @columns, or -1 when the tiles are too narrow for their words. */
static int
row_height (HrTiles *self, int width, guint columns)
{
  int tile = (width - gap_px (self) * (int)(columns - 1)) / (int)columns;
  int most = 0;

  if (columns > preferred_columns (self) && tile < hr_visitor_px (GTK_WIDGET (self), self->least_mm))
    return -1; /* more columns would cut words */
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum = 0, natural = 0;
      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      if (minimum > tile)
        return -1;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, tile, NULL, &natural, NULL, NULL);
      most = MAX (most, natural);
    }
  return most;
}

static int
total_height (HrTiles *self, int width, guint columns)
{
  guint rows = (count (self) + columns - 1) / columns;
  int row = row_height (self, width, columns);

  return row < 0 ? G_MAXINT : (int)rows * row + gap_px (self) * ((int)rows - 1);
}

/* The fewest columns, from the preferred number on, whose rows fit; else those that need the least height. */
static guint
choose_columns (HrTiles *self, int width, int height)
{
  guint preferred = preferred_columns (self);
  guint best = preferred;
  int least = G_MAXINT;

  for (guint columns = preferred; columns <= MAX_COLUMNS; columns++)
    {
      int total = total_height (self, width, columns);
      if (total <= height)
        return columns;
      if (total < least)
        {
          least = total;
          best = columns;
        }
    }
  return best;
}

static GtkSizeRequestMode
hr_tiles_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hr_tiles_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  HrTiles *self = HR_TILES (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        {
          int child_minimum = 0, child_natural = 0;
          gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
      return;
    }
  if (for_size < 0)
    {
      *minimum = *natural = count (self) > 0 ? row_height (self, G_MAXINT / 4, 1) : 0;
      return;
    }
  /* as little as any arrangement needs; it grows into the room that is there */
  *minimum = G_MAXINT;
  for (guint columns = preferred_columns (self); columns <= MAX_COLUMNS; columns++)
    *minimum = MIN (*minimum, total_height (self, for_size, columns));
  if (*minimum == G_MAXINT || count (self) == 0)
    *minimum = 0;
  *natural = MAX (*minimum, MIN (total_height (self, for_size, preferred_columns (self)), G_MAXINT / 4));
}

static void
hr_tiles_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HrTiles *self = HR_TILES (widget);
  guint columns = choose_columns (self, width, height);
  int rows = (int)((count (self) + columns - 1) / columns);
  int gap = gap_px (self);
  int wide = (width - gap * (int)(columns - 1)) / (int)columns;
  int needed = row_height (self, width, columns);
  int share = rows > 0 ? (height - gap * (rows - 1)) / rows : 0;
  int high = MAX (needed, MIN (share, hr_visitor_px (widget, self->max_mm)));
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int column = i % (int)columns;
      GtkAllocation box = { (mirrored ? (int)columns - 1 - column : column) * (wide + gap),
                            i / (int)columns * (high + gap), wide, high };
      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_size_allocate (child, &box, -1);
      i++;
    }
}

static void
hr_tiles_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hr_tiles_parent_class)->dispose (object);
}

static void
hr_tiles_class_init (HrTilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_tiles_dispose;
  widget_class->get_request_mode = hr_tiles_get_request_mode;
  widget_class->measure = hr_tiles_measure;
  widget_class->size_allocate = hr_tiles_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "hr-tiles");
}

static void
hr_tiles_init (HrTiles *self)
{
  self->tall_columns = 1;
  self->wide_columns = 2;
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
hr_tiles_new (guint tall_columns, guint wide_columns, double least_mm, double max_mm)
{
  HrTiles *self = g_object_new (HR_TYPE_TILES, NULL);

  self->tall_columns = CLAMP (tall_columns, 1, MAX_COLUMNS);
  self->wide_columns = CLAMP (wide_columns, 1, MAX_COLUMNS);
  self->least_mm = least_mm;
  self->max_mm = max_mm;
  return GTK_WIDGET (self);
}

void
hr_tiles_set_wide_columns (HrTiles *self, guint wide_columns, double least_mm)
{
  g_return_if_fail (HR_IS_TILES (self));
  if (self->wide_columns == wide_columns && self->least_mm == least_mm)
    return;
  self->wide_columns = CLAMP (wide_columns, 1, MAX_COLUMNS);
  self->least_mm = least_mm;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
hr_tiles_append (HrTiles *self, GtkWidget *child)
{
  g_return_if_fail (HR_IS_TILES (self));
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
