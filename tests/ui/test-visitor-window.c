/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of the lobby: ways on and back, clearing, the idle warning, what may not be seen by whom. */
#include "hr-lobby.h"

#include "handrail/service/hr-language.h"
#include "handrail/ui/hr-tap-button.h"
#include "hr-bars-private.h"
#include "hr-idle-overlay-private.h"
#include "hr-visitor-context-private.h"
#include "hr-visitor-window-private.h"

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static const char *
get_title (HrLobby *lobby)
{
  return hr_page_get_title (hr_visitor_window_get_page (lobby->window));
}

static void
press (HrLobby *lobby, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (lobby->window), action, NULL);
  hr_lobby_settle (lobby);
}

static void
test_ways (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  g_assert_cmpstr (get_title (lobby), ==, "Home");
  hr_lobby_tap (lobby, "Sign in");
  g_assert_cmpstr (get_title (lobby), ==, "Sign in");
  hr_lobby_tap (lobby, "Help now");
  g_assert_cmpstr (get_title (lobby), ==, "Help now");
  g_assert_true (hr_lobby_says (lobby, "911"));
  g_assert_true (hr_lobby_says (lobby, "988"));
  hr_lobby_tap (lobby, "Size and contrast");
  g_assert_cmpstr (get_title (lobby), ==, "Size and contrast");
  press (lobby, "win.back");
  g_assert_cmpstr (get_title (lobby), ==, "Help now");
  press (lobby, "win.back");
  g_assert_cmpstr (get_title (lobby), ==, "Sign in");
  press (lobby, "win.back");
  g_assert_cmpstr (get_title (lobby), ==, "Home");
  /* there is no way back from Home but Home */
  press (lobby, "win.back");
  g_assert_cmpstr (get_title (lobby), ==, "Home");
  hr_lobby_tap (lobby, "Papers and links");
  press (lobby, "win.home");
  press (lobby, "win.back");
  g_assert_cmpstr (get_title (lobby), ==, "Home");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (lobby->window)), ==, "Handrail");
  hr_lobby_free (lobby);
}

static void
test_every_page (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  guint n;
  const HrVisitorPage *pages = hr_visitor_pages_get (&n);

  for (guint i = 0; i < n; i++)
    {
      HrPage *page;
      g_autofree char *spoken = NULL;
      hr_lobby_go (lobby, pages[i].name, g_str_equal (pages[i].name, "meeting") ? "m-early-light" : NULL);
      page = hr_visitor_window_get_page (lobby->window);
      g_assert_nonnull (page);
      g_assert_nonnull (hr_page_get_title (page));
      gtk_test_accessible_assert_property (page, GTK_ACCESSIBLE_PROPERTY_LABEL, hr_page_get_title (page));
      spoken = hr_page_get_spoken (page);
      g_assert_cmpuint (strlen (spoken), >, strlen (hr_page_get_title (page)));
      g_assert_true (g_utf8_validate (spoken, -1, NULL));
    }
  hr_lobby_free (lobby);
}

/* The desk over the lobby speaks another language; what the lobby is answered meanwhile is put into that */
static void
test_after_desk (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "meetings", NULL);
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "Meetings");
  hr_language_set ("es");
  hr_page_refresh (hr_visitor_window_get_page (lobby->window));
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "Reuniones");
  hr_visitor_window_refresh (lobby->window);
  g_assert_cmpstr (hr_language_get (), ==, "en");
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "Meetings");
  hr_lobby_free (lobby);
}

static void
test_language (void)
{
  HrLobby *lobby = hr_lobby_new (1920, 1080, FALSE);

  gtk_widget_activate_action (GTK_WIDGET (lobby->window), "win.language", "s", "es");
  g_assert_cmpstr (hr_session_get_language (lobby->session), ==, "es");
  g_assert_cmpstr (hr_language_get (), ==, "es");
  gtk_widget_activate_action (GTK_WIDGET (lobby->window), "win.language", "s", "xx");
  g_assert_cmpstr (hr_session_get_language (lobby->session), ==, "es");
  gtk_widget_activate_action (GTK_WIDGET (lobby->window), "win.text-size", "i", (int)HR_TEXT_LARGEST);
  g_assert_cmpint (hr_session_get_text_size (lobby->session), ==, HR_TEXT_LARGEST);
  g_assert_cmpint (hr_theme_get_text_size (lobby->theme), ==, HR_TEXT_LARGEST);
  gtk_widget_activate_action (GTK_WIDGET (lobby->window), "win.theme", "i", (int)HR_THEME_DARK);
  g_assert_cmpint (hr_theme_get_choice (lobby->theme), ==, HR_THEME_DARK);
  gtk_widget_activate_action (GTK_WIDGET (lobby->window), "win.theme", "i", 99);
  g_assert_cmpint (hr_theme_get_choice (lobby->theme), ==, HR_THEME_DARK);
  hr_lobby_free (lobby);
}

static void
test_clear (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  gtk_widget_activate_action (GTK_WIDGET (lobby->window), "win.language", "s", "es");
  gtk_widget_activate_action (GTK_WIDGET (lobby->window), "win.theme", "i", (int)HR_THEME_SOFT);
  gtk_widget_activate_action (GTK_WIDGET (lobby->window), "win.text-size", "i", (int)HR_TEXT_SMALL);
  hr_lobby_go (lobby, "meeting", "m-early-light");
  press (lobby, "win.clear");
  g_assert_cmpint (hr_session_get_state (lobby->session), ==, HR_SESSION_RESTING);
  g_assert_cmpstr (get_title (lobby), ==, "Welcome");
  g_assert_cmpstr (hr_language_get (), ==, "en");
  g_assert_cmpint (hr_theme_get_choice (lobby->theme), ==, HR_THEME_CALM);
  g_assert_cmpint (hr_theme_get_text_size (lobby->theme), ==, HR_TEXT_DEFAULT);
  g_assert_true (hr_lobby_says (lobby, "988"));
  /* the next visit does not come back to where the last one was */
  hr_lobby_tap (lobby, "Touch anywhere");
  g_assert_cmpstr (get_title (lobby), ==, "Home");
  press (lobby, "win.back");
  g_assert_cmpstr (get_title (lobby), ==, "Home");
  hr_lobby_free (lobby);
}

static void
test_idle (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  HrClock *clock = hr_center_get_clock (lobby->center);
  GtkWidget *overlay = find_type (GTK_WIDGET (lobby->window), HR_TYPE_IDLE_OVERLAY);

  hr_lobby_go (lobby, "help", NULL);
  g_assert_false (gtk_widget_get_visible (overlay));
  /* ten times more time, and more */
  for (int i = 0; i < 12; i++)
    {
      GtkWidget *button;
      graphene_rect_t box;
      hr_clock_advance_s (clock, HR_SESSION_IDLE_S + 1);
      hr_session_tick (lobby->session);
      hr_lobby_settle (lobby);
      g_assert_true (gtk_widget_get_visible (overlay));
      gtk_test_accessible_assert_role (overlay, GTK_ACCESSIBLE_ROLE_ALERT_DIALOG);
      button = find_type (overlay, HR_TYPE_TAP_BUTTON);
      g_assert_true (gtk_widget_compute_bounds (button, GTK_WIDGET (lobby->window), &box));
      g_assert_cmpfloat (box.size.height, >=, hr_theme_px (lobby->theme, 30));
      g_assert_true (gtk_widget_compute_bounds (overlay, GTK_WIDGET (lobby->window), &box));
      g_assert_cmpfloat (box.size.height, >=, 1920);
      g_signal_emit_by_name (button, "clicked");
      g_assert_false (gtk_widget_get_visible (overlay));
      g_assert_cmpstr (get_title (lobby), ==, "Help now");
    }
  hr_clock_advance_s (clock, HR_SESSION_IDLE_S + 1);
  hr_session_tick (lobby->session);
  hr_clock_advance_s (clock, HR_SESSION_WARNING_S + 1);
  hr_session_tick (lobby->session);
  hr_lobby_settle (lobby);
  g_assert_false (gtk_widget_get_visible (overlay));
  g_assert_cmpstr (get_title (lobby), ==, "Welcome");
  hr_lobby_free (lobby);
}

static void
test_trouble (void)
{
  HrLobby *lobby = hr_lobby_new (1280, 800, FALSE);

  hr_visitor_window_set_trouble (lobby->window, TRUE);
  hr_lobby_settle (lobby);
  g_assert_true (hr_lobby_says (lobby, "This screen is being looked after."));
  g_assert_true (hr_lobby_says (lobby, "988"));
  hr_lobby_go (lobby, "meetings", NULL);
  g_assert_true (hr_lobby_says (lobby, "This screen is being looked after."));
  hr_lobby_tap (lobby, "988");
  g_assert_cmpstr (get_title (lobby), ==, "Help now");
  press (lobby, "win.home");
  g_assert_true (hr_lobby_says (lobby, "This screen is being looked after."));
  hr_visitor_window_set_trouble (lobby->window, FALSE);
  hr_lobby_settle (lobby);
  g_assert_cmpstr (get_title (lobby), ==, "Welcome");
  hr_lobby_free (lobby);
}

/* Pages out of sight are out of the tree of assistive technology. */
static void
test_hidden (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  HrPage *home = hr_visitor_window_get_page (lobby->window), *help;

  hr_lobby_go (lobby, "help", NULL);
  help = hr_visitor_window_get_page (lobby->window);
  gtk_test_accessible_assert_state (home, GTK_ACCESSIBLE_STATE_HIDDEN, TRUE);
  gtk_test_accessible_assert_state (help, GTK_ACCESSIBLE_STATE_HIDDEN, FALSE);
  hr_lobby_free (lobby);
}

static void
test_stays_open (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_visitor_window_set_windowed (lobby->window, FALSE);
  gtk_window_close (GTK_WINDOW (lobby->window));
  hr_lobby_settle (lobby);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (lobby->window)));
  hr_lobby_free (lobby);
}

/* ---- the bars and the pages that need no listings, at every size ---- */

static void
check_bar (HrLobby *lobby, GType type, const char *what)
{
  GtkWidget *bar = find_type (GTK_WIDGET (lobby->window), type);
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
  graphene_rect_t box;
  int least = hr_theme_px (lobby->theme, HR_TAP_MIN_MM);

  g_assert_true (gtk_widget_compute_bounds (bar, GTK_WIDGET (lobby->window), &box));
  /* millimetres are no whole pixels: an edge may lie between two */
  if (box.origin.y < -2 || box.origin.y + box.size.height > gtk_widget_get_height (GTK_WIDGET (lobby->window)) + 2)
    g_error ("%s: the %s is off the screen.", what, G_OBJECT_TYPE_NAME (bar));
  for (GtkWidget *child = gtk_widget_get_first_child (bar); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int needed = 0;
      if (!HR_IS_TAP_BUTTON (child))
        continue;
      if (gtk_widget_get_width (child) < least || gtk_widget_get_height (child) < least)
        g_error ("%s: a button of the %s is smaller than 20 mm.", what, G_OBJECT_TYPE_NAME (bar));
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL, NULL);
      g_assert_true (gtk_widget_compute_bounds (child, bar, &box));
      if (box.size.width + 0.5f < needed)
        g_error ("%s: words of the %s are cut: %d px of %d.", what, G_OBJECT_TYPE_NAME (bar), (int)box.size.width,
                 needed);
    }
}

static void
test_fit (gconstpointer data)
{
  static const char *const pages[] = { "home", "help", "settings", "trouble" };
  static const char *const languages[] = { "en", "es" };
  const int *size = data;
  HrLobby *lobby = hr_lobby_new (size[0], size[1], FALSE);

  for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
    for (guint text = 0; text < HR_N_TEXT_SIZES; text++)
      for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
        {
          g_autofree char *what = g_strdup_printf ("%s %dx%d %s %u", pages[i], size[0], size[1], languages[l], text);
          hr_session_set_language (lobby->session, languages[l]);
          hr_session_set_text_size (lobby->session, (HrTextSize)text);
          hr_lobby_go (lobby, pages[i], NULL);
          hr_lobby_settle (lobby);
          g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (lobby->window)), ==, size[0]);
          g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (lobby->window)), ==, size[1]);
          hr_lobby_check_page (lobby, what);
          if (i < 3)
            {
              check_bar (lobby, HR_TYPE_TOP_BAR, what);
              check_bar (lobby, HR_TYPE_BOTTOM_BAR, what);
            }
        }
  hr_session_clear (lobby->session);
  hr_lobby_settle (lobby);
  /* its buttons lie in one that fills the page: only the sizes can be compared */
  g_assert_cmpfloat (hr_page_get_fit (hr_visitor_window_get_page (lobby->window)), ==, 1.0);
  hr_lobby_free (lobby);
}

/* ---- languages ---- */

static void
set_languages (HrLobby *lobby, const char *languages)
{
  const char *const fields[] = { "languages", NULL };
  const char *const values[] = { languages, NULL };
  const HrEdit edit = { HR_EDIT_SET, HR_KIND_SITE, "site", fields, values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (lobby->center), &edit, 1, "test", &error);

  g_assert_no_error (error);
  g_assert_nonnull (ids);
  hr_lobby_settle (lobby);
}

static void
test_offered_languages (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  g_assert_nonnull (hr_lobby_find (lobby, "Español"));
  g_assert_cmpstr (hr_session_get_language (lobby->session), ==, "en");
  /* a visit that is under way keeps its language; there is nothing to choose any more */
  set_languages (lobby, "es");
  g_assert_cmpstr (hr_session_get_language (lobby->session), ==, "en");
  g_assert_null (hr_lobby_find (lobby, "English"));
  g_assert_null (hr_lobby_find (lobby, "Español"));
  /* the next one speaks the center's first */
  hr_session_clear (lobby->session);
  hr_lobby_settle (lobby);
  g_assert_cmpstr (hr_session_get_language (lobby->session), ==, "es");
  g_assert_true (hr_lobby_says (lobby, "Abrigos gratis esta semana"));
  g_assert_false (hr_lobby_says (lobby, "English"));
  /* what the program does not speak is not offered; nothing named means all */
  set_languages (lobby, "fr,en");
  g_assert_cmpstr (hr_session_get_language (lobby->session), ==, "en");
  g_assert_false (hr_lobby_says (lobby, "Español"));
  set_languages (lobby, "");
  g_assert_true (hr_lobby_says (lobby, "Español"));
  hr_session_clear (lobby->session);
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  static const int portrait[] = { 1080, 1920 }, landscape[] = { 1920, 1080 }, small[] = { 1280, 800 };

  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/visitor-window/ways", test_ways);
  g_test_add_func ("/visitor-window/every-page", test_every_page);
  g_test_add_func ("/visitor-window/language", test_language);
  g_test_add_func ("/visitor-window/after-desk", test_after_desk);
  g_test_add_func ("/visitor-window/clear", test_clear);
  g_test_add_func ("/visitor-window/idle", test_idle);
  g_test_add_func ("/visitor-window/trouble", test_trouble);
  g_test_add_func ("/visitor-window/hidden", test_hidden);
  g_test_add_func ("/visitor-window/offered-languages", test_offered_languages);
  g_test_add_func ("/visitor-window/stays-open", test_stays_open);
  g_test_add_data_func ("/visitor-window/fit/portrait", portrait, test_fit);
  g_test_add_data_func ("/visitor-window/fit/landscape", landscape, test_fit);
  g_test_add_data_func ("/visitor-window/fit/small", small, test_fit);
  return g_test_run ();
}
