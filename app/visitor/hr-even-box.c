/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-even-box-private.h"

#include "hr-visitor-sizes-private.h"

struct _HrEvenBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (HrEvenBox, hr_even_box, GTK_TYPE_WIDGET)

guint
hr_even_box_columns (guint n, int minimum, int natural, int width, int gap, guint most)
{
  /* Words may wrap once: two lines need a little more than half of the width of one */
  int wanted = MAX (minimum, natural * 62 / 100);
  guint columns = (guint) MAX ((width + gap) / MAX (wanted + gap, 1), 1);
  guint rows;

  if (n == 0)
    return 1;
  columns = MIN (columns, n);
  if (most > 0)
    columns = MIN (columns, most);
  rows = (n + columns - 1) / columns;
  return (n + rows - 1) / rows;
}

static guint
count (GtkWidget *widget, int *ret_minimum, int *ret_natural)
{
  guint n = 0;

  *ret_minimum = *ret_natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      int minimum, natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      *ret_minimum = MAX (*ret_minimum, minimum);
      *ret_natural = MAX (*ret_natural, natural);
      n++;
    }
  return n;
}

/* Places the children when @allocate, else only adds up */
static int
arrange (GtkWidget *widget, int width, gboolean allocate)
{
  int gap = hr_visitor_px (widget, HR_VISITOR_GAP_MM), minimum, natural, y = 0;
  guint n = count (widget, &minimum, &natural);
  guint columns = hr_even_box_columns (n, minimum, natural, width, gap, 0);
  int cell = (width - gap * ((int) columns - 1)) / (int) columns;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = gtk_widget_get_first_child (widget);

  while (child != NULL)
    {
      GtkWidget *row[16];
      guint in_row = 0;
      int height = 0;

      for (; child != NULL && in_row < MIN (columns, G_N_ELEMENTS (row)); child = gtk_widget_get_next_sibling (child))
        {
          int child_height;

          if (!gtk_widget_should_layout (child))
            continue;
          gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, cell, NULL, &child_height, NULL, NULL);
          height = MAX (height, child_height);
          row[in_row++] = child;
        }
      if (in_row == 0)
        break;
      /* what is left for the last row shares all of it: no button stands alone at one side */
      if (in_row < columns)
        cell = (width - gap * ((int) in_row - 1)) / (int) in_row;
      for (guint i = 0; allocate && i < in_row; i++)
        {
          int column = rtl ? (int) (in_row - 1 - i) : (int) i;

          gtk_widget_size_allocate (row[i], &(GtkAllocation) { column * (cell + gap), y, cell, height }, -1);
        }
      y += height + gap;
    }
  return MAX (y - gap, 0);
}

static GtkSizeRequestMode
hr_even_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hr_even_box_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  int least, most;

  count (widget, &least, &most);
  *minimum = least;
  *natural = most;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = arrange (widget, for_size >= 0 ? for_size : most, FALSE);
}

static void
hr_even_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  arrange (widget, width, TRUE);
}

static void
hr_even_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (hr_even_box_parent_class)->dispose (object);
}

static void
hr_even_box_class_init (HrEvenBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_even_box_dispose;
  widget_class->get_request_mode = hr_even_box_get_request_mode;
  widget_class->measure = hr_even_box_measure;
  widget_class->size_allocate = hr_even_box_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hr_even_box_init (HrEvenBox *self)
{
}

GtkWidget *
hr_even_box_new (void)
{
  return g_object_new (HR_TYPE_EVEN_BOX, NULL);
}

void
hr_even_box_append (HrEvenBox *self, GtkWidget *child)
{
  g_return_if_fail (HR_IS_EVEN_BOX (self));

  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}
