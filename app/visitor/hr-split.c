/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-split-private.h"

#include "hr-visitor-sizes-private.h"

struct _HrSplit
{
  GtkWidget parent_instance;
  GtkWidget *main;
  GtkWidget *side;
  gboolean side_first;
  double share;
  gboolean fixed;
  gboolean stacked;
  gboolean wide;
};

enum
{
  PROP_WIDE = 1,
  PROP_MAIN,
  PROP_SIDE,
  PROP_SIDE_FIRST,
  PROP_SHARE,
  PROP_FIXED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (HrSplit, hr_split, GTK_TYPE_WIDGET)

static gboolean
is_there (GtkWidget *child)
{
  return child != NULL && gtk_widget_should_layout (child);
}

static GtkSizeRequestMode
hr_split_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The screen decides, not the room between the bars: a page does not change its arrangement with the height of a bar */
static gboolean
is_wide (HrSplit *self)
{
  GtkWidget *root = hr_visitor_get_screen (GTK_WIDGET (self));

  if (self->stacked)
    return FALSE;
  if (root == NULL || gtk_widget_get_width (root) <= 0)
    return self->wide;
  return gtk_widget_get_width (root) > gtk_widget_get_height (root);
}

static int
side_width (HrSplit *self, int width)
{
  int minimum, natural, most = (int) (width * self->share);

  if (self->fixed)
    return most;
  gtk_widget_measure (self->side, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, most));
}

static void
hr_split_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  HrSplit *self = HR_SPLIT (widget);
  GtkWidget *children[] = { self->main, self->side };
  gboolean both = is_there (self->main) && is_there (self->side), wide = is_wide (self);
  gboolean vertical = orientation == GTK_ORIENTATION_VERTICAL;
  int gap = hr_visitor_px (widget, HR_VISITOR_GAP_MM * 2);
  int width = for_size;

  *minimum = *natural = both && vertical != wide ? gap : 0;
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      int child_minimum, child_natural;

      if (!is_there (children[i]))
        continue;
      if (vertical && both && wide && for_size >= 0)
        {
          int side = side_width (self, for_size - gap);

          width = children[i] == self->side ? side : for_size - gap - side;
        }
      gtk_widget_measure (children[i], orientation, vertical ? width : -1, &child_minimum, &child_natural, NULL, NULL);
      if (vertical != wide)
        {
          *minimum += child_minimum;
          *natural += child_natural;
        }
      else
        {
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
    }
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  GtkAllocation allocation = { x, y, MAX (width, 0), MAX (height, 0) };
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  allocation.width = MAX (allocation.width, minimum);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, allocation.width, &minimum, NULL, NULL, NULL);
  allocation.height = MAX (allocation.height, minimum);
  gtk_widget_size_allocate (child, &allocation, -1);
}

static int
side_height (HrSplit *self, int width, int height, int gap)
{
  int minimum, natural, main_minimum;

  gtk_widget_measure (self->side, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
  gtk_widget_measure (self->main, GTK_ORIENTATION_VERTICAL, width, &main_minimum, NULL, NULL, NULL);
  return MAX (minimum, MIN (natural, height - gap - main_minimum));
}

static void
hr_split_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HrSplit *self = HR_SPLIT (widget);
  int gap = hr_visitor_px (widget, HR_VISITOR_GAP_MM * 2);
  gboolean wide = is_wide (self);

  if (!is_there (self->side) || !is_there (self->main))
    {
      GtkWidget *only = is_there (self->main) ? self->main : is_there (self->side) ? self->side : NULL;

      if (only != NULL)
        place (only, 0, 0, width, height);
    }
  else if (wide)
    {
      int side = side_width (self, width - gap);
      int main = width - gap - side;
      gboolean left = self->side_first != (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL);

      place (self->side, left ? 0 : main + gap, 0, side, height);
      place (self->main, left ? side + gap : 0, 0, main, height);
    }
  else
    {
      int side = side_height (self, width, height, gap);
      int main = height - gap - side;

      place (self->side, 0, self->side_first ? 0 : main + gap, width, side);
      place (self->main, 0, self->side_first ? side + gap : 0, width, main);
    }
  if (wide != self->wide)
    {
      self->wide = wide;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDE]);
    }
}

static void
set_part (HrSplit *self, GtkWidget **part, GtkWidget *child)
{
  if (*part == child)
    return;
  g_clear_pointer (part, gtk_widget_unparent);
  *part = child;
  if (child == NULL)
    return;
  /* Read and reached in the order in which they stand */
  if (part == &self->side && self->side_first)
    gtk_widget_insert_after (child, GTK_WIDGET (self), NULL);
  else if (part == &self->main && !self->side_first)
    gtk_widget_insert_after (child, GTK_WIDGET (self), NULL);
  else
    gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

static void
hr_split_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HrSplit *self = HR_SPLIT (object);

  switch (id)
    {
    case PROP_MAIN:
      set_part (self, &self->main, g_value_get_object (value));
      break;
    case PROP_SIDE:
      set_part (self, &self->side, g_value_get_object (value));
      break;
    case PROP_SIDE_FIRST:
      hr_split_set_side_first (self, g_value_get_boolean (value));
      break;
    case PROP_SHARE:
      hr_split_set_share (self, g_value_get_double (value), self->fixed);
      break;
    case PROP_FIXED:
      hr_split_set_share (self, self->share, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hr_split_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HrSplit *self = HR_SPLIT (object);

  switch (id)
    {
    case PROP_WIDE:
      g_value_set_boolean (value, self->wide);
      break;
    case PROP_MAIN:
      g_value_set_object (value, self->main);
      break;
    case PROP_SIDE:
      g_value_set_object (value, self->side);
      break;
    case PROP_SIDE_FIRST:
      g_value_set_boolean (value, self->side_first);
      break;
    case PROP_SHARE:
      g_value_set_double (value, self->share);
      break;
    case PROP_FIXED:
      g_value_set_boolean (value, self->fixed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hr_split_dispose (GObject *object)
{
  HrSplit *self = HR_SPLIT (object);

  g_clear_pointer (&self->main, gtk_widget_unparent);
  g_clear_pointer (&self->side, gtk_widget_unparent);

  G_OBJECT_CLASS (hr_split_parent_class)->dispose (object);
}

static void
hr_split_class_init (HrSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = hr_split_set_property;
  object_class->get_property = hr_split_get_property;
  object_class->dispose = hr_split_dispose;
  widget_class->get_request_mode = hr_split_get_request_mode;
  widget_class->measure = hr_split_measure;
  widget_class->size_allocate = hr_split_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  properties[PROP_WIDE]
      = g_param_spec_boolean ("wide", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MAIN] = g_param_spec_object ("main", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SIDE] = g_param_spec_object ("side", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SIDE_FIRST] = g_param_spec_boolean ("side-first", NULL, NULL, TRUE, flags);
  properties[PROP_SHARE] = g_param_spec_double ("share", NULL, NULL, 0, 1, 0.4, flags);
  properties[PROP_FIXED] = g_param_spec_boolean ("fixed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
hr_split_init (HrSplit *self)
{
  self->side_first = TRUE;
  self->share = 0.4;
}

GtkWidget *
hr_split_new (void)
{
  return g_object_new (HR_TYPE_SPLIT, NULL);
}

void
hr_split_set_main (HrSplit *self, GtkWidget *child)
{
  g_return_if_fail (HR_IS_SPLIT (self));

  set_part (self, &self->main, child);
}

void
hr_split_set_side (HrSplit *self, GtkWidget *child)
{
  g_return_if_fail (HR_IS_SPLIT (self));

  set_part (self, &self->side, child);
}

void
hr_split_set_side_first (HrSplit *self, gboolean side_first)
{
  g_return_if_fail (HR_IS_SPLIT (self));

  self->side_first = side_first;
  if (self->side != NULL && side_first)
    gtk_widget_insert_after (self->side, GTK_WIDGET (self), NULL);
  else if (self->side != NULL)
    gtk_widget_insert_before (self->side, GTK_WIDGET (self), NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
hr_split_set_share (HrSplit *self, double share, gboolean fixed)
{
  g_return_if_fail (HR_IS_SPLIT (self));

  self->share = CLAMP (share, 0, 1);
  self->fixed = fixed;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
hr_split_get_wide (HrSplit *self)
{
  g_return_val_if_fail (HR_IS_SPLIT (self), FALSE);

  return self->wide;
}

void
hr_split_set_stacked (HrSplit *self, gboolean stacked)
{
  g_return_if_fail (HR_IS_SPLIT (self));

  if (self->stacked == stacked)
    return;
  self->stacked = stacked;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
