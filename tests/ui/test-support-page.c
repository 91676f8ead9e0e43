/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-lobby.h"

#include "hr-test.h"

#include <gtk/gtk.h>
#include <string.h>

static void
set_peer (HrLobby *lobby, const char *id, const char *field, const char *value)
{
  const char *fields[] = { field, NULL }, *values[] = { value, NULL };
  HrEdit edit = { HR_EDIT_SET, HR_KIND_PEER, id, fields, values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (lobby->center), &edit, 1, "test", &error);

  g_assert_no_error (error);
  hr_lobby_settle (lobby);
}

/* Whose consent ended goes from the list, and from the screen that shows them */
static void
test_consent (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "talk", NULL);
  g_assert_true (hr_lobby_says (lobby, "June"));
  hr_lobby_tap (lobby, "June");
  g_assert_true (hr_lobby_says (lobby, "(203) 555-0152"));
  set_peer (lobby, "p-june", "consent_until", "2026-11-23");
  hr_lobby_settle (lobby);
  g_assert_false (hr_lobby_says (lobby, "(203) 555-0152"));
  g_assert_false (hr_lobby_says (lobby, "June"));
  hr_lobby_go (lobby, "talk", "p-june");
  g_assert_false (hr_lobby_says (lobby, "June"));
  hr_lobby_free (lobby);
}

/* The last day of it passes while somebody looks at the page, and at the code with the number */
static void
test_consent_at_midnight (void)
{
  static const char *const last_words[] = { "(203) 555-0152", "June" };

  for (guint round = 0; round < 2; round++)
    {
      HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

      set_peer (lobby, "p-june", "consent_until", "2026-11-24");
      hr_lobby_go (lobby, "talk", NULL);
      hr_lobby_tap (lobby, "June");
      if (round == 1)
        hr_lobby_tap (lobby, "Call");
      g_assert_true (hr_lobby_says (lobby, last_words[0]));
      hr_clock_advance_s (hr_center_get_clock (lobby->center), 6 * 60 * 60);
      hr_session_touch (lobby->session);
      hr_visitor_window_refresh (lobby->window);
      hr_lobby_settle (lobby);
      hr_lobby_settle (lobby);
      for (guint i = 0; i < G_N_ELEMENTS (last_words); i++)
        g_assert_false (hr_lobby_says (lobby, last_words[i]));
      hr_lobby_free (lobby);
    }
}

/* It is Tuesday, 6:40 PM: Ana and June are here, and come before Marcus, whose day is over */
static void
test_here_today_first (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autofree char *text = NULL;

  hr_lobby_go (lobby, "talk", NULL);
  text = hr_lobby_text (lobby);
  g_assert_true (strstr (text, "Ana") < strstr (text, "June"));
  g_assert_true (strstr (text, "June") < strstr (text, "Marcus"));
  hr_lobby_free (lobby);
}

/* Whoever comes for a person sees one on the first page, also where two cards fill it; other ways come after the people */
static void
test_people_before_other_ways (void)
{
  HrLobby *small = hr_lobby_new (1280, 800, FALSE), *tall;
  g_autofree char *text = NULL;

  hr_lobby_go (small, "talk", NULL);
  g_assert_true (hr_lobby_says (small, "Ask to meet a peer"));
  g_assert_true (hr_lobby_says (small, "Ana"));
  hr_lobby_free (small);
  tall = hr_lobby_new (1080, 1920, FALSE);
  hr_lobby_go (tall, "talk", NULL);
  while (gtk_widget_is_sensitive (hr_lobby_find (tall, "More")))
    hr_lobby_tap (tall, "More");
  text = hr_lobby_text (tall);
  g_assert_nonnull (strstr (text, "Coaching and programs"));
  hr_lobby_tap (tall, "Coaching and programs");
  g_assert_true (hr_lobby_says (tall, "Steady Steps"));
  hr_lobby_free (tall);
}

/* One touch gives a number; the same visit gets the same one; it stays when the screen is cleared, and the screen forgets it */
static void
test_ticket (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autofree char *number = NULL;
  guint n = 0;
  const HrTicket *tickets;

  hr_lobby_go (lobby, "talk", NULL);
  hr_lobby_tap (lobby, "Ask to meet a peer");
  tickets = hr_tickets_list (lobby->tickets, &n);
  g_assert_cmpuint (n, ==, 1);
  number = g_strdup_printf ("%u", tickets[0].number);
  g_assert_true (hr_lobby_says (lobby, number));
  hr_lobby_tap (lobby, "Family");
  g_assert_cmpint (tickets[0].topic, ==, HR_TICKET_FAMILY);
  hr_lobby_tap (lobby, "Court papers");
  g_assert_cmpint (tickets[0].topic, ==, HR_TICKET_COURT);
  hr_lobby_tap (lobby, "Court papers");
  g_assert_cmpint (tickets[0].topic, ==, HR_TICKET_NONE);
  hr_lobby_tap (lobby, "Back");
  hr_lobby_tap (lobby, "Ask to meet a peer");
  hr_tickets_list (lobby->tickets, &n);
  g_assert_cmpuint (n, ==, 1);
  hr_session_clear (lobby->session);
  hr_lobby_settle (lobby);
  hr_tickets_list (lobby->tickets, &n);
  g_assert_cmpuint (n, ==, 1);
  hr_lobby_go (lobby, "talk", NULL);
  g_assert_false (hr_lobby_says (lobby, number));
  hr_lobby_tap (lobby, "Ask to meet a peer");
  hr_tickets_list (lobby->tickets, &n);
  g_assert_cmpuint (n, ==, 2);
  hr_lobby_tap (lobby, "I do not need it any more");
  hr_tickets_list (lobby->tickets, &n);
  g_assert_cmpuint (n, ==, 1);
  hr_lobby_free (lobby);
}

/* The number and what to do with it are seen together, on the smallest panel in the largest letters, too */
static void
test_ticket_large (void)
{
  HrLobby *lobby = hr_lobby_new (1280, 800, FALSE);

  hr_session_set_text_size (lobby->session, HR_TEXT_LARGEST);
  hr_lobby_go (lobby, "talk", "ask");
  g_assert_true (hr_lobby_says (lobby, "Someone calls this number."));
  hr_session_set_language (lobby->session, "es");
  hr_lobby_settle (lobby);
  hr_lobby_settle (lobby);
  g_assert_true (hr_lobby_says (lobby, "Alguien llamará este número."));
  hr_lobby_free (lobby);
}

static void
test_learn_in_two_languages (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "learn", NULL);
  g_assert_true (hr_lobby_says (lobby, "Peers add to treatment. They do not replace it."));
  hr_lobby_tap (lobby, "Your first meeting");
  g_assert_true (hr_lobby_says (lobby, "•  You can just listen"));
  hr_session_set_language (lobby->session, "es");
  hr_lobby_settle (lobby);
  hr_lobby_settle (lobby);
  g_assert_true (hr_lobby_says (lobby, "•  Puede solo escuchar"));
  g_assert_false (hr_lobby_says (lobby, "•  You can just listen"));
  hr_lobby_free (lobby);
}

static void
test_program (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "programs", "pg-steady");
  g_assert_true (hr_lobby_says (lobby, "Garden Room, in this house"));
  g_assert_true (hr_lobby_says (lobby, "Week 5 of 12"));
  g_assert_true (hr_lobby_says (lobby, "Full now"));
  hr_lobby_go (lobby, "programs", "pg-coach");
  g_assert_true (hr_lobby_says (lobby, "26 weeks"));
  g_assert_true (hr_lobby_says (lobby, "3 places left"));
  hr_lobby_free (lobby);
}

/* On Home, Learn and every page of programs: what is always true, and how to reach the professionals */
static void
test_always_true (void)
{
  static const char *const stops[][2] = { { "home", NULL }, { "learn", NULL }, { "learn", "first-meeting" }, { "programs", NULL },
                                          { "programs", "pg-bench" }, { "stories", "st-bus" }, { "fellowships", "na" }, { "talk", "p-ana" } };
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      hr_lobby_go (lobby, stops[i][0], stops[i][1]);
      while (!hr_lobby_says (lobby, "Peers add to treatment. They do not replace it."))
        hr_lobby_tap (lobby, "More");
      /* spaces of a number do not break */
      g_assert_true (hr_lobby_says (lobby, "(203)\302\240555-0135"));
    }
  hr_lobby_free (lobby);
}

static void
test_fellowship (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "fellowships", "smart-recovery");
  g_assert_true (hr_lobby_says (lobby, "SMART Recovery"));
  hr_lobby_tap (lobby, "Meetings of this group");
  g_assert_cmpstr (hr_session_get_query (lobby->session)->fellowships[0], ==, "smart-recovery");
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), !=, "Groups by name");
  hr_lobby_free (lobby);
}

static void
test_empty_center (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, TRUE);

  hr_lobby_go (lobby, "stories", NULL);
  g_assert_true (hr_lobby_says (lobby, "Nothing is listed here yet. Please ask at the front desk."));
  hr_lobby_go (lobby, "talk", NULL);
  g_assert_true (hr_lobby_says (lobby, "Ask to meet a peer"));
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/support-page/consent", test_consent);
  g_test_add_func ("/support-page/consent-at-midnight", test_consent_at_midnight);
  g_test_add_func ("/support-page/here-today-first", test_here_today_first);
  g_test_add_func ("/support-page/people-before-other-ways", test_people_before_other_ways);
  g_test_add_func ("/support-page/ticket", test_ticket);
  g_test_add_func ("/support-page/ticket-large", test_ticket_large);
  g_test_add_func ("/support-page/learn-in-two-languages", test_learn_in_two_languages);
  g_test_add_func ("/support-page/program", test_program);
  g_test_add_func ("/support-page/always-true", test_always_true);
  g_test_add_func ("/support-page/fellowship", test_fellowship);
  g_test_add_func ("/support-page/empty-center", test_empty_center);
  return g_test_run ();
}
