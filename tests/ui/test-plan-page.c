/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collecting, looking, taking along, taking out; and that nothing of it is there for the next visitor. */
#include "hr-lobby.h"

#include "hr-test.h"

#include <gtk/gtk.h>
#include <string.h>

static guint
n_planned (HrLobby *lobby)
{
  return hr_plan_get_n (hr_session_get_plan (lobby->session));
}

static char *
spoken (HrLobby *lobby)
{
  return hr_page_get_spoken (hr_visitor_window_get_page (lobby->window));
}

static void
retire (HrLobby *lobby, HrKind kind, const char *id)
{
  HrEdit edit = { HR_EDIT_RETIRE, kind, id, NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (lobby->center), &edit, 1, "test", &error);

  g_assert_no_error (error);
  hr_lobby_settle (lobby);
  hr_lobby_settle (lobby);
}

/* From each kind of page into the plan and out again; the bar above counts, and leads there */
static void
test_collect (void)
{
  static const struct
  {
    const char *page, *id;
  } pages[] = { { "meeting", "m-early-light" }, { "talk", "p-june" }, { "programs", "pg-keys" }, { "papers", "r-night-shelter" } };
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  g_assert_null (hr_lobby_find (lobby, "My plan"));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *count = g_strdup_printf ("My plan (%u)", i + 1);

      hr_lobby_go (lobby, pages[i].page, pages[i].id);
      hr_lobby_tap (lobby, "Add to my plan");
      g_assert_nonnull (hr_lobby_find (lobby, count));
      hr_lobby_tap (lobby, "Take out of my plan");
      g_assert_cmpuint (n_planned (lobby), ==, i);
      hr_lobby_tap (lobby, "Add to my plan");
      g_assert_cmpuint (n_planned (lobby), ==, i + 1);
      /* the page knows it when one comes back */
      hr_lobby_go (lobby, "home", NULL);
      g_assert_nonnull (hr_lobby_find (lobby, count));
      hr_lobby_go (lobby, pages[i].page, pages[i].id);
      g_assert_nonnull (hr_lobby_find (lobby, "Take out of my plan"));
    }
  hr_lobby_tap (lobby, "My plan (4)");
  hr_lobby_settle (lobby);
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "My plan");
  g_assert_null (hr_lobby_find (lobby, "My plan (4)"));
  g_assert_true (hr_lobby_says (lobby, "This plan is gone when your visit ends."));
  hr_lobby_free (lobby);
}

/* It is Tuesday, 6:40 PM */
static void
test_week (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  HrPlan *plan = hr_session_get_plan (lobby->session);
  const char *today, *tomorrow, *papers;
  g_autofree char *words = NULL;
  g_autofree char *spanish = NULL;

  hr_plan_add (plan, HR_KIND_RESOURCE, "r-night-shelter");
  hr_plan_add (plan, HR_KIND_PEER, "p-june");
  hr_plan_add (plan, HR_KIND_MEETING, "m-early-light");
  hr_lobby_go (lobby, "plan", NULL);
  hr_lobby_settle (lobby);
  words = spoken (lobby);
  today = strstr (words, "Today\n2:00 PM to 9:00 PM · June\n");
  tomorrow = strstr (words, "Tomorrow\n7:00 AM · Early Light\n");
  papers = strstr (words, "Papers and links\nOpen Door Night Shelter\n");
  g_assert_true (today != NULL && tomorrow != NULL && papers != NULL);
  g_assert_true (today < tomorrow && tomorrow < papers);
  /* numbers are said digit by digit */
  g_assert_nonnull (strstr (words, "5 5 5"));

  hr_session_set_language (lobby->session, "es");
  hr_lobby_settle (lobby);
  hr_lobby_settle (lobby);
  spanish = spoken (lobby);
  g_assert_nonnull (strstr (spanish, "Mañana\n7:00"));
  g_assert_nonnull (strstr (spanish, "· Early Light\n"));
  g_assert_nonnull (strstr (spanish, "Este plan se borra"));
  hr_lobby_free (lobby);
}

/* The number to join by is on it, the code that belongs to it is not */
static void
test_number (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_plan_add (hr_session_get_plan (lobby->session), HR_KIND_MEETING, "m-just-for-tonight");
  hr_lobby_go (lobby, "plan", NULL);
  hr_lobby_settle (lobby);
  g_assert_true (hr_lobby_says (lobby, "Just for Tonight"));
  g_assert_true (hr_lobby_says (lobby, "(203) 555-0188"));
  g_assert_false (hr_lobby_says (lobby, "4471"));
  hr_lobby_free (lobby);
}

static void
test_take_along (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  HrPlan *plan = hr_session_get_plan (lobby->session);

  hr_plan_add (plan, HR_KIND_PEER, "p-june");
  hr_lobby_go (lobby, "plan", NULL);
  hr_lobby_settle (lobby);
  g_assert_null (hr_lobby_find (lobby, "Take it along"));
  g_assert_true (hr_lobby_says (lobby, "Write it down, or take a picture of it."));
  hr_plan_add (plan, HR_KIND_MEETING, "m-early-light");
  hr_plan_add (plan, HR_KIND_MEETING, "m-big-book-study");
  hr_lobby_settle (lobby);
  hr_lobby_tap (lobby, "Take it along");
  hr_lobby_tap (lobby, "All in one code");
  g_assert_true (hr_lobby_says (lobby, "Early Light, Big Book Study"));
  hr_lobby_tap (lobby, "Back");
  hr_lobby_tap (lobby, "Every Monday, 7:30 PM to 9:00 PM");
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "Big Book Study");
  g_assert_true (hr_lobby_says (lobby, "It puts the meeting into your calendar."));
  hr_lobby_tap (lobby, "Back");
  g_assert_true (hr_lobby_says (lobby, "All in one code"));
  hr_lobby_tap (lobby, "Back");
  g_assert_true (hr_lobby_says (lobby, "This plan is gone"));
  hr_lobby_free (lobby);
}

static void
test_change (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  HrPlan *plan = hr_session_get_plan (lobby->session);

  hr_plan_add (plan, HR_KIND_PEER, "p-june");
  hr_plan_add (plan, HR_KIND_MEETING, "m-early-light");
  hr_lobby_go (lobby, "plan", NULL);
  hr_lobby_settle (lobby);
  hr_lobby_tap (lobby, "Change my plan");
  hr_lobby_tap (lobby, "June");
  g_assert_false (hr_plan_has (plan, HR_KIND_PEER, "p-june"));
  g_assert_true (hr_lobby_says (lobby, "Taken out. Touch to put it back."));
  hr_lobby_tap (lobby, "June");
  g_assert_true (hr_plan_has (plan, HR_KIND_PEER, "p-june"));
  hr_lobby_tap (lobby, "June");
  hr_lobby_tap (lobby, "Back");
  hr_lobby_settle (lobby);
  g_assert_false (hr_lobby_says (lobby, "June"));
  g_assert_true (hr_lobby_says (lobby, "Early Light"));
  hr_lobby_tap (lobby, "Change my plan");
  hr_lobby_tap (lobby, "Early Light");
  hr_lobby_tap (lobby, "Back");
  hr_lobby_settle (lobby);
  g_assert_true (hr_lobby_says (lobby, "Nothing is in your plan yet."));
  hr_lobby_free (lobby);
}

/* What is retired while it is looked at, and before */
static void
test_no_longer_listed (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  HrPlan *plan = hr_session_get_plan (lobby->session);

  hr_plan_add (plan, HR_KIND_PEER, "p-june");
  hr_plan_add (plan, HR_KIND_PEER, "p-nobody");
  hr_plan_add (plan, HR_KIND_MEETING, "m-early-light");
  hr_lobby_go (lobby, "plan", NULL);
  hr_lobby_settle (lobby);
  g_assert_true (hr_lobby_says (lobby, "One thing is no longer listed."));
  g_assert_cmpuint (n_planned (lobby), ==, 2);
  retire (lobby, HR_KIND_MEETING, "m-early-light");
  g_assert_true (hr_lobby_says (lobby, "Some things are no longer listed."));
  g_assert_false (hr_lobby_says (lobby, "Early Light"));
  g_assert_true (hr_lobby_says (lobby, "June"));
  retire (lobby, HR_KIND_PEER, "p-june");
  g_assert_cmpuint (n_planned (lobby), ==, 0);
  g_assert_true (hr_lobby_says (lobby, "Nothing is in your plan yet."));
  hr_lobby_free (lobby);
}

/* Midnight passes over an open page, and with it the last day of June's consent: also while the plan is changed, in another language */
static void
test_consent_ends (void)
{
  static const char *const fields[] = { "consent_until", NULL }, *const values[] = { "2026-11-24", NULL };
  HrEdit edit = { HR_EDIT_SET, HR_KIND_PEER, "p-june", (const char **)fields, (const char **)values };

  for (guint round = 0; round < 3; round++)
    {
      HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
      HrPlan *plan = hr_session_get_plan (lobby->session);
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (lobby->center), &edit, 1, "test", &error);

      g_assert_no_error (error);
      hr_plan_add (plan, HR_KIND_PEER, "p-june");
      hr_plan_add (plan, HR_KIND_RESOURCE, "r-open-door");
      hr_plan_add (plan, HR_KIND_MEETING, "m-early-light");
      hr_lobby_go (lobby, "plan", NULL);
      hr_lobby_settle (lobby);
      g_assert_true (hr_lobby_says (lobby, "June"));
      if (round > 0)
        hr_lobby_tap (lobby, "Change my plan");
      if (round == 2)
        hr_lobby_tap (lobby, "June"); /* out, with the words to put her back */
      hr_session_set_language (lobby->session, "es");
      hr_lobby_settle (lobby);
      hr_lobby_settle (lobby);
      g_assert_true (hr_lobby_says (lobby, "June"));
      if (round > 0)
        g_assert_true (hr_lobby_says (lobby, "¿Qué quiere quitar?"));
      hr_clock_advance_s (hr_center_get_clock (lobby->center), 6 * 60 * 60);
      hr_session_touch (lobby->session);
      hr_visitor_window_refresh (lobby->window);
      hr_lobby_settle (lobby);
      hr_lobby_settle (lobby);
      g_assert_false (hr_lobby_says (lobby, "June"));
      g_assert_false (hr_plan_has (plan, HR_KIND_PEER, "p-june"));
      g_assert_true (hr_plan_has (plan, HR_KIND_MEETING, "m-early-light"));
      if (round > 0)
        g_assert_true (hr_lobby_says (lobby, "Early Light"));
      hr_lobby_free (lobby);
    }
}

static void
test_full (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  HrPlan *plan = hr_session_get_plan (lobby->session);

  for (guint i = 0; i < HR_PLAN_MOST; i++)
    {
      g_autofree char *id = g_strdup_printf ("r-none-%u", i);

      hr_plan_add (plan, HR_KIND_RESOURCE, id);
    }
  hr_lobby_go (lobby, "talk", "p-june");
  hr_lobby_tap (lobby, "My plan is full");
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "My plan");
  g_assert_false (hr_plan_has (plan, HR_KIND_PEER, "p-june"));
  hr_lobby_free (lobby);
}

/* "I am done", "Clear screen" and time going by: the next visitor finds nothing */
static void
test_forgotten (void)
{
  static const char *const ends[] = { "I am done", "Clear screen", NULL };
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      hr_lobby_go (lobby, "meeting", "m-early-light");
      hr_lobby_tap (lobby, "Add to my plan");
      hr_lobby_tap (lobby, "My plan (1)");
      hr_lobby_settle (lobby);
      g_assert_true (hr_lobby_says (lobby, "Early Light"));
      if (ends[i] != NULL)
        hr_lobby_tap (lobby, ends[i]);
      else
        {
          hr_clock_advance_s (hr_center_get_clock (lobby->center), HR_SESSION_IDLE_S + HR_SESSION_WARNING_S + 1);
          hr_session_tick (lobby->session);
          hr_lobby_settle (lobby);
        }
      g_assert_cmpint (hr_session_get_state (lobby->session), ==, HR_SESSION_RESTING);
      g_assert_cmpuint (n_planned (lobby), ==, 0);
      hr_lobby_go (lobby, "home", NULL);
      g_assert_null (hr_lobby_find (lobby, "My plan"));
      hr_lobby_go (lobby, "plan", NULL);
      hr_lobby_settle (lobby);
      g_assert_true (hr_lobby_says (lobby, "Nothing is in your plan yet."));
      g_assert_false (hr_lobby_says (lobby, "Early Light"));
    }
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan-page/collect", test_collect);
  g_test_add_func ("/plan-page/week", test_week);
  g_test_add_func ("/plan-page/number", test_number);
  g_test_add_func ("/plan-page/take-along", test_take_along);
  g_test_add_func ("/plan-page/change", test_change);
  g_test_add_func ("/plan-page/no-longer-listed", test_no_longer_listed);
  g_test_add_func ("/plan-page/consent-ends", test_consent_ends);
  g_test_add_func ("/plan-page/full", test_full);
  g_test_add_func ("/plan-page/forgotten", test_forgotten);
  return g_test_run ();
}
