/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desk on an office PC without a mouse: real keys find a listing, open, change, publish, take back and leave it. */
#include "handrail/service/hr-language.h"
#include "hr-test-desk.h"
#include "hr-test.h"
#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <gdk/x11/gdkx.h>

#define MEETING "m-noon-anchor"
#define MOST_TABS 120

typedef struct
{
  HrTestDesk *desk;
  Display *display;
} Hands;

static void
rest (int ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
press (Hands *self, KeySym modifier, KeySym key)
{
  KeyCode code = XKeysymToKeycode (self->display, key);

  if (modifier != 0)
    XTestFakeKeyEvent (self->display, XKeysymToKeycode (self->display, modifier), True, CurrentTime);
  XTestFakeKeyEvent (self->display, code, True, CurrentTime);
  XTestFakeKeyEvent (self->display, code, False, CurrentTime);
  if (modifier != 0)
    XTestFakeKeyEvent (self->display, XKeysymToKeycode (self->display, modifier), False, CurrentTime);
  XFlush (self->display);
  rest (25);
}

static void
type (Hands *self, const char *text)
{
  for (; *text != '\0'; text++)
    press (self, 0, *text == ' ' ? XK_space : (KeySym) *text);
}

static gboolean
focus_says (Hands *self, const char *words)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->desk->window));

  return focus != NULL && GTK_IS_BUTTON (focus) && hr_test_desk_find (self->desk, focus, words) == focus;
}

static void
tab_to (Hands *self, const char *words)
{
  for (int i = 0; i < MOST_TABS && !focus_says (self, words); i++)
    press (self, 0, XK_Tab);
  if (!focus_says (self, words))
    g_error ("No Tab leads to “%s”.", words);
  /* whoever has no mouse must see where they are */
  g_assert_true (gtk_window_get_focus_visible (GTK_WINDOW (self->desk->window)));
}

static char *
stored_name (Hands *self)
{
  g_autoptr (HrThing) thing = hr_store_get_thing (hr_center_get_store (self->desk->center), HR_KIND_MEETING, MEETING, NULL);

  return g_strdup (hr_record_get (thing->record, "name"));
}

static void
assert_name (Hands *self, const char *name)
{
  g_autofree char *found = stored_name (self);

  g_assert_cmpstr (found, ==, name);
}

static void
test_keys (void)
{
  Hands hands = { hr_test_desk_new (1280, 800, FALSE, FALSE), NULL };
  GdkSurface *surface;

  hr_test_desk_begin (hands.desk);
  surface = gtk_native_get_surface (GTK_NATIVE (hands.desk->window));
  hands.display = gdk_x11_display_get_xdisplay (gdk_surface_get_display (surface));
  XSetInputFocus (hands.display, gdk_x11_surface_get_xid (surface), RevertToParent, CurrentTime);
  rest (200);
  press (&hands, XK_Control_L, XK_f);
  hr_test_desk_wait_for (hands.desk, "New meeting");
  type (&hands, "noon anchor");
  hr_test_desk_wait_for (hands.desk, "2 entries");
  tab_to (&hands, "Open");
  /* of the second row */
  press (&hands, 0, XK_Tab);
  press (&hands, 0, XK_Tab);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (hands.desk->window)),
                                         hr_test_desk_row (hands.desk, "Noon Anchor")));
  press (&hands, 0, XK_Return);
  hr_test_desk_wait_for (hands.desk, "As it is published.");
  gtk_widget_grab_focus (GTK_WIDGET (hr_test_desk_entry (hands.desk, "Name")));
  press (&hands, 0, XK_End);
  type (&hands, "s");
  hr_test_desk_wait_for (hands.desk, "Kept as a draft.");
  press (&hands, XK_Control_L, XK_s);
  hr_test_desk_wait_for (hands.desk, "Published.");
  assert_name (&hands, "Noon Anchors");
  tab_to (&hands, "Every week");
  press (&hands, 0, XK_space);
  hr_test_desk_wait_for (hands.desk, "Kept as a draft.");
  press (&hands, XK_Control_L, XK_z);
  hr_test_desk_wait_for (hands.desk, "As it is published.");
  press (&hands, XK_Control_L, XK_z);
  hr_test_desk_wait_for (hands.desk, "Taken back.");
  /* once more takes nothing back that nobody asked for */
  press (&hands, XK_Control_L, XK_z);
  rest (200);
  assert_name (&hands, "Noon Anchor");
  press (&hands, 0, XK_Escape);
  hr_test_desk_wait_for (hands.desk, "New meeting");
  hr_test_desk_free (hands.desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  hr_language_init (NULL);
  g_test_add_func ("/desk-keys/office", test_keys);
  return g_test_run ();
}
