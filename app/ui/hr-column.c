/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-column.h"

struct _HrColumn
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (HrColumn, hr_column, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
hr_column_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hr_column_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                   int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int least = 0, most = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, across ? -1 : for_size, &least, &most, NULL, NULL);
      *minimum = across ? MAX (*minimum, least) : *minimum + least;
      *natural = across ? MAX (*natural, most) : *natural + most;
    }
}

static void
hr_column_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int high = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &high, NULL, NULL);
      gtk_widget_size_allocate (child, &(GtkAllocation){ 0, y, width, high }, -1);
      y += high;
    }
}

static void
hr_column_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hr_column_parent_class)->dispose (object);
}

static void
hr_column_class_init (HrColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_column_dispose;
  widget_class->get_request_mode = hr_column_get_request_mode;
  widget_class->measure = hr_column_measure;
  widget_class->size_allocate = hr_column_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "hr-column");
}

static void
hr_column_init (HrColumn *self)
{
}

GtkWidget *
hr_column_new (void)
{
  return g_object_new (HR_TYPE_COLUMN, NULL);
}

void
hr_column_append (HrColumn *self, GtkWidget *child)
{
  g_return_if_fail (HR_IS_COLUMN (self));
  g_return_if_fail (GTK_IS_WIDGET (child));
  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}
