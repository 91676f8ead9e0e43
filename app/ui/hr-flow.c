/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-flow.h"
#include "handrail/ui/hr-theme.h"

struct _HrFlow
{
  GtkWidget parent_instance;
  double gap_mm;
  gboolean homogeneous;
};

G_DEFINE_FINAL_TYPE (HrFlow, hr_flow, GTK_TYPE_WIDGET)

static int
gap_px (HrFlow *self)
{
  return self->gap_mm > 0 ? hr_theme_px (hr_theme_get_for_widget (GTK_WIDGET (self)), self->gap_mm) : 0;
}

static int
child_width (GtkWidget *child, int width)
{
  int minimum = 0, natural = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, width));
}

static int
child_height (GtkWidget *child, int width)
{
  int minimum = 0, natural = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
  return MAX (minimum, natural);
}

static int
widest (HrFlow *self, int width)
{
  int most = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (gtk_widget_should_layout (child))
        most = MAX (most, child_width (child, width));
    }
  return most;
}

/* The same widths for all: as many columns as fit, filling the row. */
static int
column_width (HrFlow *self, int width)
{
  int gap = gap_px (self);
  int most = MAX (1, widest (self, width));
  int columns = MAX (1, (width + gap) / (most + gap));

  return MAX (most, (width - gap * (columns - 1)) / columns);
}

/* Goes through the rows; places the children when @place, else only adds up the height. */
static int
lay_out (HrFlow *self, int width, gboolean place)
{
  int gap = gap_px (self);
  int column = self->homogeneous ? column_width (self, width) : 0;
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
  int y = 0;

  while (child != NULL)
    {
      GtkWidget *first = child;
      int x = 0, high = 0, n = 0;

      /* how many fit in this row, and how high it is */
      for (; child != NULL; child = gtk_widget_get_next_sibling (child))
        {
          int wide;
          if (!gtk_widget_should_layout (child))
            continue;
          wide = column > 0 ? column : child_width (child, width);
          if (n > 0 && x + wide > width)
            break;
          x += wide + gap;
          high = MAX (high, child_height (child, wide));
          n++;
        }
      x = 0;
      for (GtkWidget *item = first; place && item != child; item = gtk_widget_get_next_sibling (item))
        {
          int wide;
          GtkAllocation box;
          if (!gtk_widget_should_layout (item))
            continue;
          wide = column > 0 ? column : child_width (item, width);
          box = (GtkAllocation){ mirrored ? width - x - wide : x, y, wide, high };
          gtk_widget_size_allocate (item, &box, -1);
          x += wide + gap;
        }
      if (n > 0)
        y += high + gap;
    }
  return MAX (0, y - gap);
}

static GtkSizeRequestMode
hr_flow_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hr_flow_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                 int *minimum_baseline, int *natural_baseline)
{
  HrFlow *self = HR_FLOW (widget);

  *minimum = 0;
  *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_out (self, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum = 0, child_natural = 0;
      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + gap_px (self);
    }
  *natural = MAX (*minimum, *natural - gap_px (self));
}

static void
hr_flow_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (HR_FLOW (widget), width, TRUE);
}

static void
hr_flow_dispose (GObject *object)
{
  hr_flow_remove_all (HR_FLOW (object));
  G_OBJECT_CLASS (hr_flow_parent_class)->dispose (object);
}

static void
hr_flow_class_init (HrFlowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_flow_dispose;
  widget_class->get_request_mode = hr_flow_get_request_mode;
  widget_class->measure = hr_flow_measure;
  widget_class->size_allocate = hr_flow_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "hr-flow");
}

static void
hr_flow_init (HrFlow *self)
{
  self->gap_mm = 3.0;
}

GtkWidget *
hr_flow_new (double gap_mm)
{
  HrFlow *self = g_object_new (HR_TYPE_FLOW, NULL);

  self->gap_mm = gap_mm;
  return GTK_WIDGET (self);
}

void
hr_flow_append (HrFlow *self, GtkWidget *child)
{
  g_return_if_fail (HR_IS_FLOW (self));
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

void
hr_flow_remove_all (HrFlow *self)
{
  GtkWidget *child;

  g_return_if_fail (HR_IS_FLOW (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

void
hr_flow_set_homogeneous (HrFlow *self, gboolean homogeneous)
{
  g_return_if_fail (HR_IS_FLOW (self));
  self->homogeneous = homogeneous;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
