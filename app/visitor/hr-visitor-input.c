/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions, touches and keys of the lobby's window. */
#define G_LOG_DOMAIN "handrail-visitor"

#include "handrail/service/hr-language.h"
#include "hr-visitor-window-private.h"

/* ---- actions ---- */

static void
go_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hr_visitor_window_go (HR_VISITOR_WINDOW (user_data), g_variant_get_string (parameter, NULL), NULL);
}

static void
meeting_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hr_visitor_window_go (HR_VISITOR_WINDOW (user_data), "meeting", g_variant_get_string (parameter, NULL));
}

static void
sign_in_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hr_visitor_window_go (HR_VISITOR_WINDOW (user_data), "sign-in", g_variant_get_string (parameter, NULL));
}

/* @parameter: the page and what on it */
static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *page, *argument;

  g_variant_get (parameter, "(&s&s)", &page, &argument);
  hr_visitor_window_go (HR_VISITOR_WINDOW (user_data), page, argument);
}

static void
slip_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hr_visitor_window_go (HR_VISITOR_WINDOW (user_data), "slip", g_variant_get_string (parameter, NULL));
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hr_visitor_window_go_back (HR_VISITOR_WINDOW (user_data));
}

static void
home_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hr_visitor_window_go (HR_VISITOR_WINDOW (user_data), "home", NULL);
}

static void
read_aloud_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hr_visitor_window_read_aloud (HR_VISITOR_WINDOW (user_data));
}

static HrSession *
get_session (gpointer window)
{
  return g_object_get_data (G_OBJECT (window), "hr-session");
}

static void
clear_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hr_session_clear (get_session (user_data));
}

static void
language_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *language = g_variant_get_string (parameter, NULL);

  if (g_strv_contains (hr_language_list (), language))
    hr_session_set_language (get_session (user_data), language);
}

static void
text_size_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  int size = g_variant_get_int32 (parameter);

  if (size >= 0 && size < HR_N_TEXT_SIZES)
    hr_session_set_text_size (get_session (user_data), (HrTextSize)size);
}

static void
theme_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  int choice = g_variant_get_int32 (parameter);

  if (choice >= 0 && choice < HR_N_THEMES)
    hr_session_set_theme (get_session (user_data), (HrThemeChoice)choice);
}

/* What the visitor before left on the screen is no business of the desk. */
static void
staff_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hr_session_clear (get_session (user_data));
  g_signal_emit_by_name (user_data, "staff");
}

void
hr_visitor_window_set_staff_door (HrVisitorWindow *self, gboolean staff_door)
{
  g_return_if_fail (HR_IS_VISITOR_WINDOW (self));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "staff")), staff_door);
}

void
hr_visitor_window_add_actions (HrVisitorWindow *self, HrSession *session)
{
  static const GActionEntry entries[] = {
    { .name = "go", .activate = go_cb, .parameter_type = "s" },
    { .name = "meeting", .activate = meeting_cb, .parameter_type = "s" },
    { .name = "sign-in", .activate = sign_in_cb, .parameter_type = "s" },
    { .name = "slip", .activate = slip_cb, .parameter_type = "s" },
    { .name = "open", .activate = open_cb, .parameter_type = "(ss)" },
    { .name = "back", .activate = back_cb },
    { .name = "home", .activate = home_cb },
    { .name = "read-aloud", .activate = read_aloud_cb },
    { .name = "clear", .activate = clear_cb },
    { .name = "language", .activate = language_cb, .parameter_type = "s" },
    { .name = "text-size", .activate = text_size_cb, .parameter_type = "i" },
    { .name = "theme", .activate = theme_cb, .parameter_type = "i" },
    { .name = "staff", .activate = staff_cb },
  };

  g_object_set_data_full (G_OBJECT (self), "hr-session", g_object_ref (session), g_object_unref);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  hr_visitor_window_set_staff_door (self, FALSE);
}

/* ---- touches ---- */

static gboolean
event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, gpointer user_data)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN || type == GDK_KEY_PRESS || type == GDK_SCROLL)
    hr_visitor_window_touched (HR_VISITOR_WINDOW (user_data));
  return GDK_EVENT_PROPAGATE;
}

/* ---- keys ---- */

/* Keys that could leave the screen, open a menu or an inspector. What is left types, moves the focus and presses buttons. */
static gboolean
is_key_for_visitors (guint key, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK | GDK_HYPER_MASK)) != 0)
    return FALSE;
  if (key >= GDK_KEY_F1 && key <= GDK_KEY_F35)
    return FALSE;
  return key != GDK_KEY_Menu && key != GDK_KEY_Print && key != GDK_KEY_Super_L && key != GDK_KEY_Super_R;
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer user_data)
{
  HrVisitorWindow *self = HR_VISITOR_WINDOW (user_data);

  if (key == GDK_KEY_Escape)
    {
      hr_visitor_window_go_back (self);
      return GDK_EVENT_STOP;
    }
  if (hr_visitor_window_get_windowed (self))
    return GDK_EVENT_PROPAGATE;
  return is_key_for_visitors (key, state) ? GDK_EVENT_PROPAGATE : GDK_EVENT_STOP;
}

void
hr_visitor_window_add_input (HrVisitorWindow *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), events);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
