/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-tap-button.h"
#include "handrail/ui/hr-theme.h"

/* How long a press by keyboard or assistive technology stays visible. */
#define SHOW_PRESS_MS 120

typedef struct
{
  GtkWidget *box; /* only when it has an icon */
  GtkWidget *image;
  GtkWidget *label;
  GdkEventSequence *sequence; /* the finger that pressed; NULL for a mouse */
  GdkDevice *device;          /* only compared */
  gboolean pressed;
  guint double_strike_ms;
  gint64 last_ms;
  guint release_source;
} HrTapButtonPrivate;

/* What one window remembers: which button a finger is on, and where the last accepted tap was. */
typedef struct
{
  HrTapButton *owner; /* only compared and cleared */
  gint64 accepted_ms;
  double x, y;
} TapRoot;

G_DEFINE_TYPE_WITH_PRIVATE (HrTapButton, hr_tap_button, GTK_TYPE_BUTTON)

static TapRoot *
get_tap_root (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  TapRoot *tap;

  if (root == NULL)
    return NULL;
  tap = g_object_get_data (G_OBJECT (root), "hr-tap-root");
  if (tap == NULL)
    {
      tap = g_new0 (TapRoot, 1);
      tap->accepted_ms = G_MININT64 / 2;
      g_object_set_data_full (G_OBJECT (root), "hr-tap-root", tap, g_free);
    }
  return tap;
}

static gint64
now_ms (void)
{
  return g_get_monotonic_time () / 1000;
}

static void
end_press (HrTapButton *self)
{
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);
  TapRoot *tap = get_tap_root (GTK_WIDGET (self));

  priv->pressed = FALSE;
  priv->sequence = NULL;
  priv->device = NULL;
  gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_ACTIVE);
  if (tap != NULL && tap->owner == self)
    tap->owner = NULL;
}

/* Where the event is: in this widget's and in the window's coordinates. */
static gboolean
get_point (HrTapButton *self, GdkEvent *event, graphene_point_t *own, graphene_point_t *root_point)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  double x, y, dx, dy;

  if (native == NULL || !gdk_event_get_position (event, &x, &y))
    return FALSE;
  gtk_native_get_surface_transform (native, &dx, &dy);
  graphene_point_init (root_point, (float)(x - dx), (float)(y - dy));
  return gtk_widget_compute_point (GTK_WIDGET (native), GTK_WIDGET (self), root_point, own);
}

static gboolean
is_near (HrTapButton *self, const graphene_point_t *point)
{
  HrTheme *theme = hr_theme_get_for_widget (GTK_WIDGET (self));
  float slack = (float)hr_theme_px (theme, HR_TAP_RELEASE_MM);
  graphene_rect_t bounds;

  /* the bounds hold border and padding, too; width and height are of what is inside */
  if (!gtk_widget_compute_bounds (GTK_WIDGET (self), GTK_WIDGET (self), &bounds))
    return FALSE;
  graphene_rect_inset (&bounds, -slack, -slack);
  return graphene_rect_contains_point (&bounds, point);
}

/* A hand that strikes twice must not tap what appeared under it after the first strike. */
static gboolean
is_echo (HrTapButton *self, TapRoot *tap, const graphene_point_t *point)
{
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);
  HrTheme *theme = hr_theme_get_for_widget (GTK_WIDGET (self));
  double reach = hr_theme_px (theme, HR_TAP_RELEASE_MM);

  return priv->double_strike_ms >= HR_TAP_DOUBLE_STRIKE_MS
         && now_ms () - tap->accepted_ms < (gint64)priv->double_strike_ms
         && graphene_point_distance (point, &GRAPHENE_POINT_INIT ((float)tap->x, (float)tap->y), NULL, NULL) < reach;
}

static gboolean
handle_press (HrTapButton *self, GdkEvent *event)
{
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);
  TapRoot *tap = get_tap_root (GTK_WIDGET (self));
  GdkEventSequence *sequence = gdk_event_get_event_sequence (event);
  graphene_point_t own, at;

  if (tap == NULL || !gtk_widget_is_sensitive (GTK_WIDGET (self)) || !get_point (self, event, &own, &at))
    return FALSE;
  if (tap->owner != NULL && sequence != NULL)
    {
      HrTapButtonPrivate *other = hr_tap_button_get_instance_private (tap->owner);
      /* a second finger; only a press that lost its finger may be replaced */
      if (other->sequence != sequence)
        return TRUE;
    }
  if (tap->owner != NULL)
    end_press (tap->owner);
  if (now_ms () - priv->last_ms < (gint64)priv->double_strike_ms || is_echo (self, tap, &at))
    return TRUE;
  priv->pressed = TRUE;
  priv->sequence = sequence;
  priv->device = gdk_event_get_device (event);
  tap->owner = self;
  if (gtk_widget_get_focus_on_click (GTK_WIDGET (self)) && !gtk_widget_has_focus (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_ACTIVE, FALSE);
  return TRUE;
}

static gboolean
is_own_finger (HrTapButton *self, GdkEvent *event)
{
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);

  return priv->pressed && gdk_event_get_event_sequence (event) == priv->sequence;
}

static gboolean
handle_release (HrTapButton *self, GdkEvent *event)
{
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);
  TapRoot *tap = get_tap_root (GTK_WIDGET (self));
  graphene_point_t own, at;
  gboolean near;

  if (!is_own_finger (self, event))
    return FALSE;
  near = get_point (self, event, &own, &at) && is_near (self, &own);
  end_press (self);
  if (!near || tap == NULL)
    return TRUE;
  priv->last_ms = now_ms ();
  tap->accepted_ms = priv->last_ms;
  tap->x = at.x;
  tap->y = at.y;
  g_signal_emit_by_name (self, "clicked");
  return TRUE;
}

static gboolean
handle_motion (HrTapButton *self, GdkEvent *event)
{
  graphene_point_t own, at;

  if (!is_own_finger (self, event) || !get_point (self, event, &own, &at))
    return FALSE;
  if (is_near (self, &own))
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_ACTIVE, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_ACTIVE);
  return TRUE;
}

static gboolean
event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, gpointer user_data)
{
  /* the handler may take the page with this button away */
  g_autoptr (HrTapButton) self = g_object_ref (HR_TAP_BUTTON (user_data));
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS)
    return gdk_button_event_get_button (event) == GDK_BUTTON_PRIMARY && handle_press (self, event);
  if (type == GDK_TOUCH_BEGIN)
    return handle_press (self, event);
  if (type == GDK_BUTTON_RELEASE)
    return gdk_button_event_get_button (event) == GDK_BUTTON_PRIMARY && handle_release (self, event);
  if (type == GDK_TOUCH_END)
    return handle_release (self, event);
  if (type == GDK_MOTION_NOTIFY || type == GDK_TOUCH_UPDATE)
    return handle_motion (self, event);
  if ((type == GDK_TOUCH_CANCEL && is_own_finger (self, event)) || type == GDK_GRAB_BROKEN)
    {
      end_press (self);
      return TRUE;
    }
  return FALSE;
}

/* ---- keyboard and assistive technology ---- */

static gboolean
show_press_cb (gpointer user_data)
{
  HrTapButton *self = HR_TAP_BUTTON (user_data);
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);

  priv->release_source = 0;
  if (!priv->pressed)
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_ACTIVE);
  return G_SOURCE_REMOVE;
}

/* A key that is held down repeats; each repeat puts off the next accepted press, so only the first counts. */
static void
hr_tap_button_activate (GtkButton *button)
{
  HrTapButton *self = HR_TAP_BUTTON (button);
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);
  gint64 now = now_ms ();
  gboolean echo = now - priv->last_ms < (gint64)priv->double_strike_ms;

  priv->last_ms = now;
  if (echo || !gtk_widget_is_sensitive (GTK_WIDGET (self)))
    return;
  gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_ACTIVE, FALSE);
  g_clear_handle_id (&priv->release_source, g_source_remove);
  priv->release_source = g_timeout_add (SHOW_PRESS_MS, show_press_cb, self);
  g_signal_emit_by_name (self, "clicked");
}

/* ---- size: GtkButton lays its one child out by a manager, which would not ask the class ---- */

static GtkSizeRequestMode
hr_tap_button_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The lobby's page that staff look at before they publish stands in the desk's window, and keeps the lobby's size. */
static gboolean
is_on_desk (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *parent = root != NULL && gtk_widget_has_css_class (GTK_WIDGET (root), "desk") ? widget : NULL;

  if (parent == NULL)
    return FALSE;
  while (parent != NULL && g_strcmp0 (gtk_widget_get_css_name (parent), "hr-preview") != 0)
    parent = gtk_widget_get_parent (parent);
  return parent == NULL;
}

static void
hr_tap_button_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  gboolean large = gtk_widget_has_css_class (widget, "large");
  gboolean desk = !large && is_on_desk (widget);
  int least = hr_theme_px (hr_theme_get_for_widget (widget), large  ? HR_TAP_LARGE_MM
                                                             : desk ? HR_TAP_DESK_MM
                                                                    : HR_TAP_MIN_MM);

  *minimum = 0;
  *natural = 0;
  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  *minimum = MAX (*minimum, least);
  *natural = MAX (*natural, *minimum);
}

static void
hr_tap_button_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_size_allocate (child, &(GtkAllocation){ 0, 0, width, height }, -1);
}

/* ---- object ---- */

static void
hr_tap_button_unmap (GtkWidget *widget)
{
  end_press (HR_TAP_BUTTON (widget));
  GTK_WIDGET_CLASS (hr_tap_button_parent_class)->unmap (widget);
}

static void
hr_tap_button_unroot (GtkWidget *widget)
{
  end_press (HR_TAP_BUTTON (widget));
  GTK_WIDGET_CLASS (hr_tap_button_parent_class)->unroot (widget);
}

static void
hr_tap_button_dispose (GObject *object)
{
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (HR_TAP_BUTTON (object));

  g_clear_handle_id (&priv->release_source, g_source_remove);
  G_OBJECT_CLASS (hr_tap_button_parent_class)->dispose (object);
}

static void
hr_tap_button_class_init (HrTapButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_tap_button_dispose;
  widget_class->get_request_mode = hr_tap_button_get_request_mode;
  widget_class->measure = hr_tap_button_measure;
  widget_class->size_allocate = hr_tap_button_size_allocate;
  widget_class->unmap = hr_tap_button_unmap;
  widget_class->unroot = hr_tap_button_unroot;
  GTK_BUTTON_CLASS (klass)->activate = hr_tap_button_activate;
}

/* GtkButton's own gesture gives up when the finger rolls; it is switched off and the events are read directly. */
static void
hr_tap_button_init (HrTapButton *self)
{
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self));
  GtkEventController *legacy;

  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  priv->last_ms = G_MININT64 / 2;
  priv->double_strike_ms = HR_TAP_DOUBLE_STRIKE_MS;
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_GESTURE_CLICK (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
  legacy = gtk_event_controller_legacy_new ();
  g_signal_connect (legacy, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), legacy);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-tap");
}

/* ---- door ---- */

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  /* words stay whole: a button is never narrower than its longest word */
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  return label;
}

/* GTK 4.8 takes no name from the child of a button */
static void
set_name (HrTapButton *self, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "", -1);
}

GtkWidget *
hr_tap_button_new (const char *label)
{
  HrTapButton *self = g_object_new (HR_TYPE_TAP_BUTTON, NULL);
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);

  priv->label = make_label (label);
  gtk_button_set_child (GTK_BUTTON (self), priv->label);
  set_name (self, label);
  return GTK_WIDGET (self);
}

GtkWidget *
hr_tap_button_new_with_icon (const char *icon_name, const char *label, gboolean vertical)
{
  HrTapButton *self = g_object_new (HR_TYPE_TAP_BUTTON, NULL);
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);

  priv->box = gtk_box_new (vertical ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (priv->box, vertical ? "hr-stacked" : "hr-beside");
  gtk_widget_set_halign (priv->box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (priv->box, GTK_ALIGN_CENTER);
  priv->image = gtk_image_new_from_icon_name (icon_name);
  priv->label = make_label (label);
  gtk_box_append (GTK_BOX (priv->box), priv->image);
  gtk_box_append (GTK_BOX (priv->box), priv->label);
  gtk_button_set_child (GTK_BUTTON (self), priv->box);
  set_name (self, label);
  return GTK_WIDGET (self);
}

void
hr_tap_button_set_text (HrTapButton *self, const char *text)
{
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);

  g_return_if_fail (HR_IS_TAP_BUTTON (self));
  if (priv->label != NULL)
    {
      if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (priv->label)), text) == 0)
        return;
      gtk_label_set_label (GTK_LABEL (priv->label), text);
    }
  else
    gtk_button_set_label (GTK_BUTTON (self), text);
  set_name (self, text);
}

void
hr_tap_button_set_vertical (HrTapButton *self, gboolean vertical)
{
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);

  g_return_if_fail (HR_IS_TAP_BUTTON (self));
  if (priv->box == NULL)
    return;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (priv->box),
                                  vertical ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_remove_css_class (priv->box, vertical ? "hr-beside" : "hr-stacked");
  gtk_widget_add_css_class (priv->box, vertical ? "hr-stacked" : "hr-beside");
}

void
hr_tap_button_set_icon (HrTapButton *self, const char *icon_name)
{
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);

  g_return_if_fail (HR_IS_TAP_BUTTON (self));
  if (priv->image != NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (priv->image), icon_name);
}

GtkWidget *
hr_tap_button_get_label_widget (HrTapButton *self)
{
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);

  g_return_val_if_fail (HR_IS_TAP_BUTTON (self), NULL);
  return priv->label;
}

GtkWidget *
hr_tap_button_get_image_widget (HrTapButton *self)
{
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);

  g_return_val_if_fail (HR_IS_TAP_BUTTON (self), NULL);
  return priv->image;
}

void
hr_tap_button_set_double_strike_ms (HrTapButton *self, guint double_strike_ms)
{
  HrTapButtonPrivate *priv = hr_tap_button_get_instance_private (self);

  g_return_if_fail (HR_IS_TAP_BUTTON (self));
  priv->double_strike_ms = double_strike_ms;
}
