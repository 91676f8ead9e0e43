/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-card-text.h"
#include "handrail/ui/hr-page.h"

#include <math.h>

/* Steps of the safety net: how much smaller a page is drawn when its content does not fit at the size that was asked for. */
#define FIT_STEP 0.02
#define FIT_MIN 0.4

typedef struct
{
  char *title;
  double fit;
} HrPagePrivate;

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HrPage, hr_page, GTK_TYPE_WIDGET)

/* ---- what Read aloud says ---- */

static void
append_spoken (GString *spoken, const char *text)
{
  g_autofree char *line = g_strstrip (g_strdup (text != NULL ? text : ""));

  if (line[0] == '\0')
    return;
  if (spoken->len > 0)
    g_string_append_c (spoken, '\n');
  g_string_append (spoken, line);
  if (!g_str_has_suffix (line, ".") && !g_str_has_suffix (line, "?") && !g_str_has_suffix (line, "!"))
    g_string_append_c (spoken, '.');
}

static void
collect_spoken (GtkWidget *widget, GString *spoken)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_visible (child) || !gtk_widget_get_child_visible (child))
        continue;
      if (GTK_IS_STACK (widget) && gtk_stack_get_visible_child (GTK_STACK (widget)) != child)
        continue;
      if (hr_card_text_of (child) != NULL)
        append_spoken (spoken, hr_card_text_of (child));
      else
        collect_spoken (child, spoken);
    }
}

static char *
hr_page_real_get_spoken (HrPage *self)
{
  HrPagePrivate *priv = hr_page_get_instance_private (self);
  GString *spoken = g_string_new (NULL);

  append_spoken (spoken, priv->title);
  collect_spoken (GTK_WIDGET (self), spoken);
  return g_string_free (spoken, FALSE);
}

/* ---- class functions that do nothing on their own ---- */

static void
hr_page_real_enter (HrPage *self, const char *argument)
{
}

static void
hr_page_real_nothing (HrPage *self)
{
}

static gboolean
hr_page_real_back (HrPage *self)
{
  return FALSE;
}

/* ---- layout: the page takes what the window has and never asks for more ---- */

static GtkSizeRequestMode
hr_page_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
hr_page_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                 int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  *minimum = 0;
  *natural = 0;
  if (child != NULL)
    {
      /* measured for its own sake: GTK warns about children that are allocated but were never measured */
      int child_minimum = 0;
      gtk_widget_measure (child, orientation, -1, &child_minimum, natural, NULL, NULL);
    }
}

/* The largest scale at which the content fits: 1 whenever the pages' own arithmetic was right. */
static double
find_fit (GtkWidget *child, int width, int height)
{
  double fit = 1.0;

  for (; fit > FIT_MIN; fit -= FIT_STEP)
    {
      int wide = (int)floor (width / fit);
      int high = (int)floor (height / fit);
      int needed_width = 0, needed_height = 0;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &needed_width, NULL, NULL, NULL);
      if (needed_width > wide)
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, wide, &needed_height, NULL, NULL, NULL);
      if (needed_height <= high)
        break;
    }
  return fit;
}

static void
hr_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HrPagePrivate *priv = hr_page_get_instance_private (HR_PAGE (widget));
  GtkWidget *child = gtk_widget_get_first_child (widget);
  GskTransform *transform = NULL;
  int wide, high, minimum = 0;

  priv->fit = 1.0;
  if (child == NULL || !gtk_widget_should_layout (child))
    return;
  if (width > 1 && height > 1)
    priv->fit = find_fit (child, width, height);
  wide = (int)floor (width / priv->fit);
  high = (int)floor (height / priv->fit);
  if (priv->fit < 1.0)
    transform = gsk_transform_scale (NULL, (float)priv->fit, (float)priv->fit);
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  wide = MAX (wide, minimum);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, wide, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (child, wide, MAX (high, minimum), -1, transform);
}

/* ---- object ---- */

static void
hr_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, hr_page_get_title (HR_PAGE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hr_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    hr_page_set_title (HR_PAGE (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hr_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hr_page_parent_class)->dispose (object);
}

static void
hr_page_finalize (GObject *object)
{
  HrPagePrivate *priv = hr_page_get_instance_private (HR_PAGE (object));

  g_free (priv->title);
  G_OBJECT_CLASS (hr_page_parent_class)->finalize (object);
}

static void
hr_page_class_init (HrPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hr_page_get_property;
  object_class->set_property = hr_page_set_property;
  object_class->dispose = hr_page_dispose;
  object_class->finalize = hr_page_finalize;
  widget_class->get_request_mode = hr_page_get_request_mode;
  widget_class->measure = hr_page_measure;
  widget_class->size_allocate = hr_page_size_allocate;
  klass->enter = hr_page_real_enter;
  klass->leave = hr_page_real_nothing;
  klass->refresh = hr_page_real_nothing;
  klass->clear = hr_page_real_nothing;
  klass->get_spoken = hr_page_real_get_spoken;
  klass->back = hr_page_real_back;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "hr-page");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hr_page_init (HrPage *self)
{
  HrPagePrivate *priv = hr_page_get_instance_private (self);

  priv->fit = 1.0;
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* ---- door ---- */

void
hr_page_set_title (HrPage *self, const char *title)
{
  HrPagePrivate *priv = hr_page_get_instance_private (self);

  g_return_if_fail (HR_IS_PAGE (self));
  if (g_strcmp0 (priv->title, title) == 0)
    return;
  g_free (priv->title);
  priv->title = g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title != NULL ? title : "", -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

const char *
hr_page_get_title (HrPage *self)
{
  HrPagePrivate *priv = hr_page_get_instance_private (self);

  g_return_val_if_fail (HR_IS_PAGE (self), NULL);
  return priv->title;
}

void
hr_page_set_child (HrPage *self, GtkWidget *child)
{
  GtkWidget *old;

  g_return_if_fail (HR_IS_PAGE (self));
  g_return_if_fail (child == NULL || GTK_IS_WIDGET (child));
  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (old);
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

double
hr_page_get_fit (HrPage *self)
{
  HrPagePrivate *priv = hr_page_get_instance_private (self);

  g_return_val_if_fail (HR_IS_PAGE (self), 1.0);
  return priv->fit;
}

void
hr_page_enter (HrPage *self, const char *argument)
{
  g_return_if_fail (HR_IS_PAGE (self));
  HR_PAGE_GET_CLASS (self)->enter (self, argument);
}

void
hr_page_leave (HrPage *self)
{
  g_return_if_fail (HR_IS_PAGE (self));
  HR_PAGE_GET_CLASS (self)->leave (self);
}

void
hr_page_refresh (HrPage *self)
{
  g_return_if_fail (HR_IS_PAGE (self));
  HR_PAGE_GET_CLASS (self)->refresh (self);
}

void
hr_page_clear (HrPage *self)
{
  g_return_if_fail (HR_IS_PAGE (self));
  HR_PAGE_GET_CLASS (self)->clear (self);
}

char *
hr_page_get_spoken (HrPage *self)
{
  g_return_val_if_fail (HR_IS_PAGE (self), g_strdup (""));
  return HR_PAGE_GET_CLASS (self)->get_spoken (self);
}

gboolean
hr_page_back (HrPage *self)
{
  g_return_val_if_fail (HR_IS_PAGE (self), FALSE);
  return HR_PAGE_GET_CLASS (self)->back (self);
}
