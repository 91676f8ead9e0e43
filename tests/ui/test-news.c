/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the center tells everybody: on the resting screen and on Home, in the visitor's language, in full at a touch; and never a page that is
 * too full for it. With HANDRAIL_PICTURES=FOLDER it leaves pictures of what it saw. */
#include "hr-lobby.h"

#include "hr-news-strip-private.h"
#include "hr-test.h"

#include <gtk/gtk.h>
#include <string.h>

#define LONG_TITLE "The elevator is being repaired until Friday, so please come in by the side door"
#define LONG_TEXT                                                                                                      \
  "Ring the bell at the side door on Pier Lane: somebody comes and walks you around to the ramp.\n"                    \
  "If you meet upstairs, the front desk can tell you which group has moved to which room."

static void
add (HrLobby *lobby, const char *id, const char *title, const char *text, const char *from, const char *until)
{
  const char *const fields[] = { "title", "text", "from", "until", NULL };
  const char *const values[] = { title, text, from, until, NULL };
  const HrEdit edit = { HR_EDIT_ADD, HR_KIND_ANNOUNCEMENT, id, fields, values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (lobby->center), &edit, 1, "test", &error);

  g_assert_no_error (error);
  g_assert_nonnull (ids);
  hr_lobby_settle (lobby);
}

static void
retire (HrLobby *lobby, const char *id)
{
  const HrEdit edit = { HR_EDIT_RETIRE, HR_KIND_ANNOUNCEMENT, id, NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (lobby->center), &edit, 1, "test", &error);

  g_assert_no_error (error);
  g_assert_nonnull (ids);
  hr_lobby_settle (lobby);
}

static GtkWidget *
find_strip (GtkWidget *widget)
{
  GtkWidget *found = HR_IS_NEWS_STRIP (widget) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found; child = gtk_widget_get_next_sibling (child))
    found = find_strip (child);
  return found;
}

static void
test_days (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  /* the sample's own: one that is on, one that begins in two days */
  g_assert_true (hr_lobby_says (lobby, "Free winter coats this week"));
  g_assert_false (hr_lobby_says (lobby, "Community dinner"));
  g_assert_false (hr_lobby_says (lobby, "and 1 more"));
  hr_session_set_language (lobby->session, "es");
  hr_lobby_settle (lobby);
  g_assert_true (hr_lobby_says (lobby, "Abrigos gratis esta semana"));
  hr_session_set_language (lobby->session, "en");
  /* first what ends first */
  add (lobby, "a-today", "Closed at noon", NULL, "2026-11-24", "2026-11-24");
  g_assert_true (hr_lobby_says (lobby, "Closed at noon"));
  g_assert_false (hr_lobby_says (lobby, "Free winter coats"));
  g_assert_true (hr_lobby_says (lobby, "and 1 more"));
  add (lobby, "a-yesterday", "Open until eight", NULL, "2026-11-20", "2026-11-23");
  g_assert_true (hr_lobby_says (lobby, "and 1 more"));
  retire (lobby, "a-today");
  retire (lobby, "a-coats");
  g_assert_null (find_strip (GTK_WIDGET (hr_visitor_window_get_page (lobby->window))));
  hr_lobby_free (lobby);
}

static void
test_in_full (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autofree char *spoken = NULL;
  g_autofree char *home = hr_page_get_spoken (hr_visitor_window_get_page (lobby->window));
  GtkWidget *strip = find_strip (GTK_WIDGET (hr_visitor_window_get_page (lobby->window)));

  g_assert_nonnull (strip);
  g_assert_nonnull (strstr (home, "Take one that fits you from the rack by the front desk."));
  g_autofree char *name = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Free winter coats this week. Take one that fits you from the rack by the front desk. Children’s sizes too. "
      "You do not have to sign anything.");
  g_assert_null (name);
  hr_lobby_tap (lobby, "Free winter coats");
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "News from the center");
  g_assert_true (hr_lobby_says (lobby, "You do not have to sign anything."));
  g_assert_true (hr_lobby_says (lobby, "Until Sunday, November 29."));
  spoken = hr_page_get_spoken (hr_visitor_window_get_page (lobby->window));
  g_assert_nonnull (strstr (spoken, "You do not have to sign anything."));
  /* nothing of it stays when the visit ends, and the resting screen shows it too */
  hr_session_clear (lobby->session);
  hr_lobby_settle (lobby);
  strip = find_strip (GTK_WIDGET (hr_visitor_window_get_page (lobby->window)));
  g_assert_nonnull (strip);
  g_signal_emit_by_name (strip, "clicked");
  hr_lobby_settle (lobby);
  g_assert_true (hr_lobby_says (lobby, "You do not have to sign anything."));
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "News from the center");
  hr_lobby_free (lobby);
}

/* On a small panel Home has room for both, its line for treatment and news, and so has the resting screen. */
static void
test_small (void)
{
  HrLobby *lobby = hr_lobby_new (1280, 800, FALSE);

  hr_lobby_go (lobby, "home", NULL);
  g_assert_true (hr_lobby_says (lobby, "Free winter coats"));
  g_assert_true (hr_lobby_says (lobby, "Peers add to treatment. They do not replace it."));
  g_assert_true (hr_lobby_says (lobby, "Search"));
  g_assert_cmpfloat (hr_page_get_fit (hr_visitor_window_get_page (lobby->window)), ==, 1.0);
  hr_session_clear (lobby->session);
  hr_lobby_settle (lobby);
  g_assert_true (hr_lobby_says (lobby, "Free winter coats"));
  hr_lobby_free (lobby);
}

/* ---- it fits everywhere ---- */

static const struct
{
  const char *name;
  int width, height;
} screens[] = { { "portrait", 1080, 1920 }, { "landscape", 1920, 1080 }, { "small", 1280, 800 } };

static void
look (HrLobby *lobby, const char *page, const char *screen, const char *language, int size)
{
  g_autofree char *what = g_strdup_printf ("news-%s-%s-%s-%d", page, screen, language, size);
  const char *pictures = g_getenv ("HANDRAIL_PICTURES");

  hr_lobby_go (lobby, page, NULL);
  /* on the resting screen one button lies under all others, on purpose */
  if (g_str_equal (page, "attract"))
    g_assert_cmpfloat (hr_page_get_fit (hr_visitor_window_get_page (lobby->window)), ==, 1.0);
  else
    hr_lobby_check_page (lobby, what);
  if (pictures != NULL)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s.png", pictures, what);

      hr_lobby_save (lobby, path);
    }
}

static void
test_fit (gconstpointer data)
{
  guint screen = GPOINTER_TO_UINT (data);
  HrLobby *lobby = hr_lobby_new (screens[screen].width, screens[screen].height, FALSE);
  static const char *const languages[] = { "en", "es" };

  add (lobby, "a-long", LONG_TITLE, LONG_TEXT, "2026-11-24", "2026-11-25");
  hr_session_clear (lobby->session);
  hr_lobby_settle (lobby);
  look (lobby, "attract", screens[screen].name, "en", HR_TEXT_DEFAULT);
  for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
    for (int size = HR_TEXT_SMALL; size < HR_N_TEXT_SIZES; size++)
      {
        hr_session_set_language (lobby->session, languages[l]);
        hr_session_set_text_size (lobby->session, (HrTextSize)size);
        look (lobby, "home", screens[screen].name, languages[l], size);
        look (lobby, "news", screens[screen].name, languages[l], size);
      }
  hr_lobby_free (lobby);
}

/* An answer holds its page, and may come when the window is gone. */
static void
test_late (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autoptr (GtkWidget) page = NULL;
  GtkWidget *strip = NULL;

  hr_lobby_go (lobby, "attract", NULL);
  hr_lobby_settle (lobby);
  page = g_object_ref (GTK_WIDGET (hr_visitor_window_get_page (lobby->window)));
  strip = find_strip (page);
  g_assert_nonnull (strip);
  hr_lobby_free (lobby);
  gtk_widget_set_visible (strip, FALSE);
  gtk_widget_set_visible (strip, TRUE);
}

/* On a page that has other things to say the strip says whole sentences or none, and its name all of them */
static void
test_whole_sentences (void)
{
  HrLobby *lobby = hr_lobby_new (1280, 800, FALSE);

  hr_lobby_go (lobby, "home", NULL);
  g_assert_true (hr_lobby_says (lobby, "Take one that fits you from the rack by the front desk."));
  g_assert_false (hr_lobby_says (lobby, "Children’s sizes too."));
  retire (lobby, "a-coats");
  add (lobby, "a-long", "The side door", LONG_TEXT, "2026-11-20", "2026-11-30");
  g_assert_true (hr_lobby_says (lobby, "The side door"));
  g_assert_false (hr_lobby_says (lobby, "Ring the bell"));
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/news/days", test_days);
  g_test_add_func ("/news/in-full", test_in_full);
  g_test_add_func ("/news/small", test_small);
  g_test_add_func ("/news/late", test_late);
  g_test_add_func ("/news/whole-sentences", test_whole_sentences);
  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    {
      g_autofree char *path = g_strdup_printf ("/news/fit/%s", screens[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fit);
    }
  return g_test_run ();
}
