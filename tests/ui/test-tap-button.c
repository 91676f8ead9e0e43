/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tap engine under real events: hands that roll, slip, strike twice, rest a second finger. */
#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-tap-button.h"
#include "handrail/ui/hr-theme.h"

#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>

typedef struct
{
  GtkWidget *window;
  GtkWidget *first;
  GtkWidget *second;
  Display *display;
  guint n_first;
  guint n_second;
} Hands;

static void
count_cb (GtkButton *button, guint *count)
{
  (*count)++;
}

static gboolean
flag_cb (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, flag_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static Hands *
hands_new (void)
{
  Hands *self = g_new0 (Hands, 1);
  GtkWidget *fixed = gtk_fixed_new ();

  self->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 800, 600);
  self->first = hr_tap_button_new ("First");
  self->second = hr_tap_button_new ("Second");
  gtk_widget_set_size_request (self->first, 160, 100);
  gtk_widget_set_size_request (self->second, 160, 100);
  gtk_fixed_put (GTK_FIXED (fixed), self->first, 100, 100);
  gtk_fixed_put (GTK_FIXED (fixed), self->second, 500, 400);
  g_signal_connect (self->first, "clicked", G_CALLBACK (count_cb), &self->n_first);
  g_signal_connect (self->second, "clicked", G_CALLBACK (count_cb), &self->n_second);
  gtk_window_set_child (GTK_WINDOW (self->window), fixed);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (self->window);
  self->display = gdk_x11_display_get_xdisplay (gdk_display_get_default ());
  run_for (60);
  return self;
}

static void
hands_free (Hands *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  run_for (20);
  g_free (self);
}

/* Where the widget is on the screen: without a window manager the window stands at 0,0 or where X put it. */
static void
point_at (Hands *self, GtkWidget *widget, double x, double y)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->window));
  graphene_point_t at;
  double dx, dy;
  int root_x, root_y;
  Window child;

  g_assert_true (gtk_widget_compute_point (widget, self->window, &GRAPHENE_POINT_INIT ((float)x, (float)y), &at));
  gtk_native_get_surface_transform (GTK_NATIVE (self->window), &dx, &dy);
  XTranslateCoordinates (self->display, gdk_x11_surface_get_xid (surface), DefaultRootWindow (self->display),
                         (int)(at.x + dx), (int)(at.y + dy), &root_x, &root_y, &child);
  XTestFakeMotionEvent (self->display, -1, root_x, root_y, CurrentTime);
  XFlush (self->display);
  run_for (30);
}

static void
press (Hands *self, gboolean down)
{
  XTestFakeButtonEvent (self->display, 1, down, CurrentTime);
  XFlush (self->display);
  run_for (30);
}

static int
mm (Hands *self, double length)
{
  return hr_theme_px (hr_theme_get_for_widget (self->first), length);
}

static double
right_edge (Hands *self)
{
  graphene_rect_t box;

  g_assert_true (gtk_widget_compute_bounds (self->first, self->first, &box));
  return box.origin.x + box.size.width;
}

static void
test_tap (void)
{
  Hands *self = hands_new ();

  point_at (self, self->first, 80, 50);
  press (self, TRUE);
  g_assert_cmpuint (self->n_first, ==, 0); /* on release, so that it can be called off */
  g_assert_true (gtk_widget_get_state_flags (self->first) & GTK_STATE_FLAG_ACTIVE);
  press (self, FALSE);
  g_assert_cmpuint (self->n_first, ==, 1);
  g_assert_false (gtk_widget_get_state_flags (self->first) & GTK_STATE_FLAG_ACTIVE);
  hands_free (self);
}

static void
test_roll (void)
{
  Hands *self = hands_new ();

  /* the finger rolls 8 mm over the edge, and wanders on the way */
  point_at (self, self->first, 80, 50);
  press (self, TRUE);
  point_at (self, self->first, 150, 90);
  point_at (self, self->first, 10, 5);
  point_at (self, self->first, right_edge (self) + mm (self, 8), 50);
  g_assert_true (gtk_widget_get_state_flags (self->first) & GTK_STATE_FLAG_ACTIVE);
  press (self, FALSE);
  g_assert_cmpuint (self->n_first, ==, 1);
  hands_free (self);
}

static void
test_far (void)
{
  Hands *self = hands_new ();

  point_at (self, self->first, 80, 50);
  press (self, TRUE);
  point_at (self, self->first, right_edge (self) + mm (self, 15), 50);
  g_assert_false (gtk_widget_get_state_flags (self->first) & GTK_STATE_FLAG_ACTIVE);
  press (self, FALSE);
  g_assert_cmpuint (self->n_first, ==, 0);
  /* and the finger that came back is welcome again */
  point_at (self, self->first, 80, 50);
  press (self, TRUE);
  point_at (self, self->first, right_edge (self) + mm (self, 15), 50);
  point_at (self, self->first, 80, 50);
  press (self, FALSE);
  g_assert_cmpuint (self->n_first, ==, 1);
  hands_free (self);
}

static void
test_double_strike (void)
{
  Hands *self = hands_new ();

  point_at (self, self->first, 80, 50);
  press (self, TRUE);
  press (self, FALSE);
  press (self, TRUE);
  press (self, FALSE);
  g_assert_cmpuint (self->n_first, ==, 1);
  run_for (HR_TAP_DOUBLE_STRIKE_MS + 50);
  press (self, TRUE);
  press (self, FALSE);
  g_assert_cmpuint (self->n_first, ==, 2);
  hands_free (self);
}

/* What appears under a finger that strikes twice is not tapped by the second strike. */
static void
test_echo (void)
{
  Hands *self = hands_new ();
  GtkWidget *fixed = gtk_window_get_child (GTK_WINDOW (self->window));

  point_at (self, self->first, 80, 50);
  press (self, TRUE);
  press (self, FALSE);
  gtk_widget_set_visible (self->first, FALSE);
  gtk_fixed_move (GTK_FIXED (fixed), self->second, 100, 100);
  gtk_test_widget_wait_for_draw (self->window);
  press (self, TRUE);
  press (self, FALSE);
  g_assert_cmpuint (self->n_second, ==, 0);
  /* another place is another tap */
  gtk_fixed_move (GTK_FIXED (fixed), self->second, 500, 400);
  gtk_test_widget_wait_for_draw (self->window);
  point_at (self, self->second, 80, 50);
  press (self, TRUE);
  press (self, FALSE);
  g_assert_cmpuint (self->n_second, ==, 1);
  hands_free (self);
}

/* A button that goes away under the finger neither counts nor keeps others from counting. */
static void
test_gone (void)
{
  Hands *self = hands_new ();

  point_at (self, self->first, 80, 50);
  press (self, TRUE);
  gtk_widget_set_visible (self->first, FALSE);
  run_for (40);
  press (self, FALSE);
  g_assert_cmpuint (self->n_first, ==, 0);
  point_at (self, self->second, 80, 50);
  press (self, TRUE);
  press (self, FALSE);
  g_assert_cmpuint (self->n_second, ==, 1);
  hands_free (self);
}

static void
test_keyboard (void)
{
  Hands *self = hands_new ();
  int i;

  gtk_widget_activate (self->first);
  g_assert_cmpuint (self->n_first, ==, 1);
  /* a key held down repeats */
  for (i = 0; i < 10; i++)
    {
      run_for (30);
      gtk_widget_activate (self->first);
    }
  g_assert_cmpuint (self->n_first, ==, 1);
  run_for (HR_TAP_DOUBLE_STRIKE_MS + 50);
  gtk_widget_activate (self->first);
  g_assert_cmpuint (self->n_first, ==, 2);
  gtk_widget_set_sensitive (self->second, FALSE);
  gtk_widget_activate (self->second);
  g_assert_cmpuint (self->n_second, ==, 0);
  hands_free (self);
}

static void
test_size (void)
{
  g_autoptr (GtkWidget) button = g_object_ref_sink (hr_tap_button_new ("x"));
  int minimum = 0;

  gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, >=, hr_theme_px (hr_theme_get_for_widget (button), 20));
  gtk_widget_add_css_class (button, "large");
  gtk_widget_queue_resize (button);
  gtk_widget_measure (button, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, >=, hr_theme_px (hr_theme_get_for_widget (button), 30));
  gtk_test_accessible_assert_role (button, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
test_chip (void)
{
  g_autoptr (GtkWidget) chip = g_object_ref_sink (hr_chip_new ("Women"));

  gtk_test_accessible_assert_role (chip, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (chip, GTK_ACCESSIBLE_PROPERTY_LABEL, "Women");
  gtk_test_accessible_assert_state (chip, GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_FALSE);
  g_signal_emit_by_name (chip, "clicked");
  g_assert_true (hr_chip_get_active (HR_CHIP (chip)));
  gtk_test_accessible_assert_state (chip, GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_TRUE);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tap-button/tap", test_tap);
  g_test_add_func ("/tap-button/roll", test_roll);
  g_test_add_func ("/tap-button/far", test_far);
  g_test_add_func ("/tap-button/double-strike", test_double_strike);
  g_test_add_func ("/tap-button/echo", test_echo);
  g_test_add_func ("/tap-button/gone", test_gone);
  g_test_add_func ("/tap-button/keyboard", test_keyboard);
  g_test_add_func ("/tap-button/size", test_size);
  g_test_add_func ("/chip", test_chip);
  return g_test_run ();
}
