/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-lobby.h"

#include <gtk/gtk.h>
#include <string.h>

static const char *
title (HrLobby *lobby)
{
  return hr_page_get_title (hr_visitor_window_get_page (lobby->window));
}

/* One who would rather not sit in a group is shown people, with the reason; Back goes back one question at a time */
static void
test_one_person (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "choose", NULL);
  hr_lobby_tap (lobby, "Not yet");
  hr_lobby_tap (lobby, "One person");
  hr_lobby_tap (lobby, "Back");
  hr_lobby_tap (lobby, "One person");
  for (guint i = 2; i < 6; i++)
    hr_lobby_tap (lobby, "Skip this question");
  g_assert_true (hr_lobby_says (lobby, "Talk with one person"));
  g_assert_true (hr_lobby_says (lobby, "Because you said:\nNot yet · One person\n"));
  hr_lobby_tap (lobby, "Talk with one person");
  g_assert_cmpstr (title (lobby), ==, "Talk with one person");
  hr_lobby_free (lobby);
}

/* What was said filters the meetings */
static void
test_filters (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  char **ids;

  hr_lobby_go (lobby, "choose", NULL);
  hr_lobby_tap (lobby, "Yes, a group is OK");
  for (guint i = 1; i < 4; i++)
    hr_lobby_tap (lobby, "Skip this question");
  hr_lobby_tap (lobby, "No, not a religious way");
  hr_lobby_tap (lobby, "Women");
  hr_lobby_tap (lobby, "A group that is not religious");
  ids = hr_session_get_query (lobby->session)->fellowships;
  g_assert_true (g_strv_contains ((const char *const *) ids, "smart-recovery"));
  g_assert_false (g_strv_contains ((const char *const *) ids, "aa"));
  g_assert_true (hr_session_get_query (lobby->session)->features_any == HR_FEATURE_WOMEN);
  hr_lobby_free (lobby);
}

/* A group in one's own language: the meetings are those, and the next answers take it back */
static void
test_language (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "choose", NULL);
  hr_lobby_tap (lobby, "Yes, a group is OK");
  for (guint i = 1; i < 5; i++)
    hr_lobby_tap (lobby, "Skip this question");
  g_assert_true (hr_lobby_says (lobby, "LGBTQ+"));
  hr_lobby_tap (lobby, "In Spanish");
  g_assert_true (hr_lobby_says (lobby, "In Spanish"));
  hr_lobby_tap (lobby, "A group");
  g_assert_cmpstr (hr_session_get_query (lobby->session)->languages[0], ==, "es");
  g_assert_true (hr_lobby_says (lobby, "Spanish"));
  hr_lobby_go (lobby, "choose", "5");
  hr_lobby_tap (lobby, "Women");
  hr_lobby_tap (lobby, "A group");
  g_assert_null (hr_session_get_query (lobby->session)->languages);
  g_assert_true (hr_session_get_query (lobby->session)->features_any == HR_FEATURE_WOMEN);
  hr_lobby_free (lobby);
}

/* Nobody is asked for a group that meets nowhere */
static void
test_only_what_there_is (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  HrStore *store = hr_center_get_store (lobby->center);
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) women = NULL;

  query->features_any = HR_FEATURE_WOMEN;
  query->unpublished = TRUE;
  women = hr_store_find (store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (women->meetings->len, >, 0);
  for (guint i = 0; i < women->meetings->len; i++)
    {
      const HrEdit edit = { .verb = HR_EDIT_RETIRE, .kind = HR_KIND_MEETING, .id = ((HrMeeting *) women->meetings->pdata[i])->id };
      g_auto (GStrv) ids = hr_store_edit (store, &edit, 1, "test", &error);

      g_assert_no_error (error);
    }
  while ((hr_directory_get_facets (lobby->directory)->features & HR_FEATURE_WOMEN) != 0)
    g_main_context_iteration (NULL, TRUE);
  hr_lobby_go (lobby, "choose", NULL);
  for (guint i = 0; i < 5; i++)
    hr_lobby_tap (lobby, "Skip this question");
  g_assert_true (hr_lobby_says (lobby, "Men"));
  g_assert_false (hr_lobby_says (lobby, "Women"));
  /* and what is touched is what is meant */
  hr_lobby_tap (lobby, "Men");
  g_assert_cmpuint (hr_session_get_answer (lobby->session, 5), ==, 2);
  hr_lobby_free (lobby);
}

static void
test_not_safe (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  for (guint step = 0; step < 6; step++)
    {
      g_autofree char *argument = g_strdup_printf ("%u", step);

      hr_lobby_go (lobby, "home", NULL);
      hr_lobby_go (lobby, "choose", argument);
      hr_lobby_tap (lobby, "I am not safe");
      g_assert_true (hr_lobby_says (lobby, "988"));
    }
  hr_lobby_free (lobby);
}

/* The visit's end takes the answers with it */
static void
test_forgotten (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "choose", NULL);
  hr_lobby_tap (lobby, "Not yet");
  g_assert_cmpuint (hr_session_get_answer (lobby->session, 0), ==, 3);
  hr_session_clear (lobby->session);
  hr_lobby_settle (lobby);
  for (guint i = 0; i < HR_SESSION_ANSWERS; i++)
    g_assert_cmpuint (hr_session_get_answer (lobby->session, i), ==, 0);
  hr_lobby_go (lobby, "choose", NULL);
  g_assert_true (hr_lobby_says (lobby, "Not yet"));
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/choose-page/one-person", test_one_person);
  g_test_add_func ("/choose-page/filters", test_filters);
  g_test_add_func ("/choose-page/only-what-there-is", test_only_what_there_is);
  g_test_add_func ("/choose-page/not-safe", test_not_safe);
  g_test_add_func ("/choose-page/forgotten", test_forgotten);
  g_test_add_func ("/choose-page/language", test_language);
  return g_test_run ();
}
