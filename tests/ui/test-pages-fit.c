/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every page of the lobby at every text size, on an upright, a wide and a small screen, in both languages: nothing is cut, nothing overlaps,
 * nothing is drawn smaller than asked. With HANDRAIL_PICTURES=FOLDER it leaves pictures of what it saw. */
#include "hr-lobby.h"

#include "handrail/ui/hr-card-list.h"

#include <gtk/gtk.h>

typedef struct
{
  const char *name;
  int width, height;
  const char *language;
} Screen;

static const Screen screens[] = {
  { "portrait", 1080, 1920, "en" },  { "portrait", 1080, 1920, "es" }, { "landscape", 1920, 1080, "en" },
  { "landscape", 1920, 1080, "es" }, { "small", 1280, 800, "en" },     { "small", 1280, 800, "es" },
};

typedef struct
{
  const char *name;
  const char *page;
  const char *argument;
  void (*then) (HrLobby *lobby);
} Stop;

static void
by_day (HrLobby *lobby)
{
  HrQuery *query = hr_session_get_query (lobby->session);

  query->on_date = hr_directory_today (lobby->directory);
  query->times = HR_TIME_EVENING;
  query->features_any = HR_FEATURE_WOMEN;
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, "meetings", NULL);
}

static void
nothing (HrLobby *lobby)
{
  HrQuery *query = hr_session_get_query (lobby->session);

  query->on_date = hr_directory_today (lobby->directory);
  query->times = HR_TIME_MORNING;
  query->features_any = HR_FEATURE_WOMEN;
  query->features_all = HR_FEATURE_PROOF;
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, "meetings", NULL);
}

static void
more (HrLobby *lobby)
{
  GtkWidget *button = hr_lobby_find (lobby, "More");

  if (button != NULL && gtk_widget_is_sensitive (button))
    {
      g_signal_emit_by_name (button, "clicked");
      hr_lobby_settle (lobby);
    }
}

static void
search (HrLobby *lobby)
{
  hr_session_set_search (lobby->session, "harbor");
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, "search", NULL);
}

static void
search_all_kinds (HrLobby *lobby)
{
  hr_session_set_search (lobby->session, "family");
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, "search", NULL);
}

/* in another language than English the same page as before */
static void
search_opened (HrLobby *lobby)
{
  search_all_kinds (lobby);
  if (hr_lobby_find (lobby, "Show ") != NULL)
    hr_lobby_tap (lobby, "Show ");
  if (hr_lobby_find (lobby, "También hay") != NULL)
    hr_lobby_tap (lobby, "También hay");
  if (hr_lobby_find (lobby, "Also found") != NULL)
    hr_lobby_tap (lobby, "Also found");
}

static void
ask_to_count (HrLobby *lobby)
{
  hr_lobby_tap (lobby, "Men’s Table");
}

static void
count (HrLobby *lobby)
{
  /* Five seconds lie between two people */
  hr_clock_advance_s (hr_center_get_clock (lobby->center), 6);
  ask_to_count (lobby);
  hr_lobby_tap_primary (lobby);
}

static void
one_resource (HrLobby *lobby)
{
  HrDirectory *directory = lobby->directory;

  g_assert_true (hr_directory_is_ready (directory));
  hr_lobby_go (lobby, "papers", "r-night-shelter");
}

/* Some of every kind: seen from Home on, for the bar above shows the way to it */
static void
collect (HrLobby *lobby)
{
  HrPlan *plan = hr_session_get_plan (lobby->session);

  hr_plan_add (plan, HR_KIND_MEETING, "m-early-light");
  hr_plan_add (plan, HR_KIND_MEETING, "m-noon-anchor");
  hr_plan_add (plan, HR_KIND_MEETING, "m-big-book-study");
  hr_plan_add (plan, HR_KIND_PEER, "p-june");
  hr_plan_add (plan, HR_KIND_PROGRAM, "pg-keys");
  hr_plan_add (plan, HR_KIND_RESOURCE, "r-night-shelter");
  hr_lobby_settle (lobby);
}

static void
plan (HrLobby *lobby)
{
  collect (lobby);
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, "plan", NULL);
  hr_lobby_settle (lobby);
}

static void
plan_more (HrLobby *lobby)
{
  plan (lobby);
  more (lobby);
}

static void
plan_take (HrLobby *lobby)
{
  plan (lobby);
  hr_lobby_tap_primary (lobby);
}

static void
plan_change (HrLobby *lobby)
{
  gboolean spanish = g_str_equal (hr_session_get_language (lobby->session), "es");

  plan (lobby);
  hr_lobby_tap (lobby, spanish ? "Cambiar mi plan" : "Change my plan");
}

/* Two meetings: one code for both, and the longest hint */
static void
plan_all (HrLobby *lobby)
{
  HrPlan *plan = hr_session_get_plan (lobby->session);
  gboolean spanish = g_str_equal (hr_session_get_language (lobby->session), "es");

  hr_plan_add (plan, HR_KIND_MEETING, "m-early-light");
  hr_plan_add (plan, HR_KIND_MEETING, "m-big-book-study");
  hr_lobby_settle (lobby);
  hr_lobby_tap_primary (lobby);
  while (hr_lobby_find (lobby, spanish ? "Todas en un solo código" : "All in one code") == NULL)
    hr_lobby_tap (lobby, spanish ? "Más" : "More");
  hr_lobby_tap (lobby, spanish ? "Todas en un solo código" : "All in one code");
}

/* The longest greeting */
static void
mark_again (HrLobby *lobby)
{
  gboolean spanish = g_str_equal (hr_session_get_language (lobby->session), "es");

  while (hr_lobby_find (lobby, spanish ? "Empiezo de nuevo" : "I am starting again") == NULL)
    hr_lobby_tap (lobby, spanish ? "Más" : "More");
  hr_lobby_tap (lobby, spanish ? "Empiezo de nuevo" : "I am starting again");
}

/* One meeting: its code at once */
static void
plan_code (HrLobby *lobby)
{
  hr_plan_add (hr_session_get_plan (lobby->session), HR_KIND_MEETING, "m-early-light");
  hr_lobby_settle (lobby);
  hr_lobby_tap_primary (lobby);
}

static const Stop stops[] = {
  { "meetings", "meetings", NULL, NULL },
  { "meetings-more", "meetings", NULL, more },
  { "meetings-days", "meetings", "days", NULL },
  { "meetings-filtered", "meetings", NULL, by_day },
  { "meetings-none", "meetings", NULL, nothing },
  { "filters", "filters", NULL, NULL },
  { "filters-more", "filters", NULL, more },
  { "search-empty", "search", NULL, NULL },
  { "search", "search", NULL, search },
  { "search-all-kinds", "search", NULL, search_all_kinds },
  { "search-opened", "search", NULL, search_opened },
  { "meeting", "meeting", "m-early-light", NULL },
  { "meeting-more", "meeting", "m-early-light", more },
  { "meeting-take", "meeting", "m-early-light#take", NULL },
  { "meeting-code", "meeting", "m-early-light#take-0", NULL },
  { "meeting-online", "meeting", "m-just-for-tonight", NULL },
  { "meeting-cancelled", "meeting", "m-big-book-study", NULL },
  { "meeting-moved", "meeting", "m-noon-anchor", NULL },
  { "meeting-inactive", "meeting", "m-riverside", NULL },
  { "sign-in", "sign-in", NULL, NULL },
  { "sign-in-closed", "sign-in", "m-early-light", NULL },
  { "sign-in-ask", "sign-in", NULL, ask_to_count },
  { "sign-in-thanks", "sign-in", NULL, count },
  { "home", "home", NULL, NULL },
  { "choose", "choose", "0", NULL },
  { "choose-special", "choose", "5", NULL },
  { "choose-result", "choose", "6", NULL },
  { "learn", "learn", NULL, NULL },
  { "learn-more", "learn", NULL, more },
  { "learn-one", "learn", "treatment", NULL },
  { "learn-one-more", "learn", "benefits", more },
  { "stories", "stories", NULL, NULL },
  { "stories-one", "stories", "st-bus", NULL },
  { "talk", "talk", NULL, NULL },
  { "talk-one", "talk", "p-june", NULL },
  { "talk-ticket", "talk", "ask", NULL },
  { "programs", "programs", NULL, NULL },
  { "programs-one", "programs", "pg-keys", NULL },
  { "fellowships", "fellowships", NULL, NULL },
  { "fellowships-one", "fellowships", "smart-recovery", NULL },
  { "papers", "papers", NULL, NULL },
  { "papers-list", "papers", "housing", NULL },
  { "papers-one", "papers", "r-night-shelter", one_resource },
  { "milestone", "milestone", NULL, NULL },
  { "milestone-mark", "milestone", NULL, mark_again },
  { "plan-none", "plan", NULL, NULL },
  { "plan-home", "home", NULL, collect },
  { "plan-talk-one", "talk", "p-june", collect },
  { "plan-programs-one", "programs", "pg-keys", collect },
  { "plan-meeting", "meeting", "m-early-light", collect },
  { "plan", "home", NULL, plan },
  { "plan-more", "home", NULL, plan_more },
  { "plan-take", "home", NULL, plan_take },
  { "plan-change", "home", NULL, plan_change },
  { "plan-code", "plan", NULL, plan_code },
  { "plan-all", "plan", NULL, plan_all },
};

static void
look (HrLobby *lobby, const Screen *screen, const Stop *stop, HrTextSize size)
{
  const char *pictures = g_getenv ("HANDRAIL_PICTURES");
  g_autofree char *what = g_strdup_printf ("%s-%s-%s-%d", stop->name, screen->name, screen->language, (int) size);

  hr_session_clear (lobby->session);
  hr_session_set_text_size (lobby->session, size);
  hr_session_set_language (lobby->session, screen->language);
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, stop->page, stop->argument);
  if (stop->then != NULL)
    stop->then (lobby);
  if (pictures != NULL)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s.png", pictures, what);

      hr_lobby_save (lobby, path);
    }
  hr_lobby_check_page (lobby, what);
}

static void
test_fit (gconstpointer data)
{
  const Screen *screen = data;
  const char *only = g_getenv ("HANDRAIL_PICTURES_ONLY");
  HrLobby *lobby = hr_lobby_new (screen->width, screen->height, FALSE);

  for (guint size = 0; size < HR_N_TEXT_SIZES; size++)
    for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
      if (only == NULL || g_pattern_match_simple (only, stops[i].name))
        look (lobby, screen, &stops[i], (HrTextSize) size);
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pages/fit/%s/%s", screens[i].name, screens[i].language);

      g_test_add_data_func (path, &screens[i], test_fit);
    }
  return g_test_run ();
}
