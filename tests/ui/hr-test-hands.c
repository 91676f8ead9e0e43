/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-test-hands.h"

#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>

#define MOST_TABS 120
#define MOST_TURNS 80
/* a touch may stand still for a moment; two of them in half a second would be one */
#define TOUCH_MS 60
#define BETWEEN_MS 600

void
hr_test_hands_rest (int ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

void
hr_test_hands_init (HrTestHands *self, HrTestDesk *desk)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (desk->window));

  self->desk = desk;
  self->display = gdk_x11_display_get_xdisplay (gdk_surface_get_display (surface));
  XSetInputFocus (self->display, gdk_x11_surface_get_xid (surface), RevertToParent, CurrentTime);
  hr_test_hands_rest (200);
}

/* ---- keys ---- */

void
hr_test_hands_press (HrTestHands *self, KeySym modifier, KeySym key)
{
  KeyCode code = XKeysymToKeycode (self->display, key);

  if (modifier != 0)
    XTestFakeKeyEvent (self->display, XKeysymToKeycode (self->display, modifier), True, CurrentTime);
  XTestFakeKeyEvent (self->display, code, True, CurrentTime);
  XTestFakeKeyEvent (self->display, code, False, CurrentTime);
  if (modifier != 0)
    XTestFakeKeyEvent (self->display, XKeysymToKeycode (self->display, modifier), False, CurrentTime);
  XFlush (self->display);
  hr_test_hands_rest (25);
}

void
hr_test_hands_type (HrTestHands *self, const char *text)
{
  for (; *text != '\0'; text++)
    hr_test_hands_press (self, 0, *text == ' ' ? XK_space : (KeySym) *text);
}

static gboolean
has_focus (HrTestHands *self, GtkWidget *row, const char *words)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->desk->window));

  return focus != NULL && GTK_IS_BUTTON (focus) && (row == NULL || gtk_widget_is_ancestor (focus, row))
         && hr_test_desk_find (self->desk, focus, words) == focus;
}

void
hr_test_hands_tab_to (HrTestHands *self, GtkWidget *row, const char *words)
{
  for (int i = 0; i < MOST_TABS && !has_focus (self, row, words); i++)
    hr_test_hands_press (self, 0, XK_Tab);
  if (!has_focus (self, row, words))
    {
      g_autofree char *text = hr_test_desk_text (self->desk);

      g_error ("No Tab leads to “%s”:\n%s", words, text);
    }
  /* whoever has no mouse must see where they are */
  g_assert_true (gtk_window_get_focus_visible (GTK_WINDOW (self->desk->window)));
}

void
hr_test_hands_enter (HrTestHands *self, const char *words)
{
  hr_test_hands_tab_to (self, NULL, words);
  hr_test_hands_press (self, 0, XK_Return);
}

/* ---- touches ---- */

static graphene_point_t
find_middle (HrTestHands *self, GtkWidget *widget)
{
  graphene_point_t middle = GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (widget) / 2, (float) gtk_widget_get_height (widget) / 2), at;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (self->desk->window), &middle, &at));
  return at;
}

/* Nothing that is scrolled away, or lies under something else, can be touched. */
static gboolean
is_in_sight (HrTestHands *self, GtkWidget *widget)
{
  const graphene_point_t at = find_middle (self, widget);
  GtkWidget *hit = gtk_widget_pick (GTK_WIDGET (self->desk->window), (double) at.x, (double) at.y, GTK_PICK_DEFAULT);

  return hit != NULL && (hit == widget || gtk_widget_is_ancestor (hit, widget));
}

static void
point_at (HrTestHands *self, GtkWidget *widget)
{
  GtkNative *native = GTK_NATIVE (self->desk->window);
  const graphene_point_t at = find_middle (self, widget);
  double dx, dy;
  int x, y;
  Window child;

  gtk_native_get_surface_transform (native, &dx, &dy);
  XTranslateCoordinates (self->display, gdk_x11_surface_get_xid (gtk_native_get_surface (native)), DefaultRootWindow (self->display),
                         (int) (at.x + dx), (int) (at.y + dy), &x, &y, &child);
  XTestFakeMotionEvent (self->display, -1, x, y, CurrentTime);
}

void
hr_test_hands_scroll_to (HrTestHands *self, GtkWidget *widget)
{
  GtkWidget *list = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  for (int i = 0; i < MOST_TURNS && list != NULL && !is_in_sight (self, widget); i++)
    {
      const unsigned int wheel = find_middle (self, widget).y > find_middle (self, list).y ? 5 : 4;

      point_at (self, list);
      XTestFakeButtonEvent (self->display, wheel, True, CurrentTime);
      XTestFakeButtonEvent (self->display, wheel, False, CurrentTime);
      XFlush (self->display);
      hr_test_hands_rest (50);
    }
}

void
hr_test_hands_touch_widget (HrTestHands *self, GtkWidget *widget)
{
  g_assert_true (is_in_sight (self, widget));
  point_at (self, widget);
  XTestFakeButtonEvent (self->display, 1, True, CurrentTime);
  XFlush (self->display);
  hr_test_hands_rest (TOUCH_MS);
  XTestFakeButtonEvent (self->display, 1, False, CurrentTime);
  XFlush (self->display);
  hr_test_hands_rest (BETWEEN_MS);
}

void
hr_test_hands_touch (HrTestHands *self, GtkWidget *row, const char *words)
{
  GtkWidget *button = hr_test_desk_find (self->desk, row, words);

  if (button == NULL || !gtk_widget_is_sensitive (button))
    {
      g_autofree char *text = hr_test_desk_text (self->desk);

      g_error ("No button that answers says “%s”:\n%s", words, text);
    }
  hr_test_hands_touch_widget (self, button);
}
