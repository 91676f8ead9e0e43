/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-lobby.h"

#include "handrail/ui/hr-chip.h"
#include "hr-test.h"

#include <gtk/gtk.h>

#define MEETING "m-mens-table"

static int
counted (HrLobby *lobby, gboolean first_time)
{
  return hr_counts_get (hr_center_get_counts (lobby->center), MEETING, hr_directory_today (lobby->directory), first_time);
}

static void
wait_seconds (HrLobby *lobby, gint64 seconds)
{
  hr_clock_advance_s (hr_center_get_clock (lobby->center), seconds);
}

static void
come_back (HrLobby *lobby)
{
  hr_session_touch (lobby->session);
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, "sign-in", NULL);
}

static void
test_count_undo_done (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "sign-in", NULL);
  g_assert_true (hr_lobby_says (lobby, "Which meeting are you here for?"));
  hr_lobby_tap (lobby, "Men’s Table");
  g_assert_true (hr_lobby_says (lobby, "We count one more person. No name. No time. Nothing else is kept."));
  g_assert_cmpint (counted (lobby, FALSE), ==, 0);

  hr_lobby_tap (lobby, "Count me");
  g_assert_true (hr_lobby_says (lobby, "Thank you. You are counted."));
  g_assert_cmpint (counted (lobby, FALSE), ==, 1);
  g_assert_cmpint (counted (lobby, TRUE), ==, 0);

  hr_lobby_tap (lobby, "Undo: I pressed by mistake");
  g_assert_true (hr_lobby_says (lobby, "Taken back. You are not counted."));
  g_assert_cmpint (counted (lobby, FALSE), ==, 0);

  wait_seconds (lobby, 10);
  hr_lobby_tap (lobby, "Count me");
  g_assert_cmpint (counted (lobby, FALSE), ==, 1);
  hr_lobby_tap (lobby, "Done");
  g_assert_cmpint (hr_session_get_state (lobby->session), ==, HR_SESSION_RESTING);
  g_assert_cmpint (counted (lobby, FALSE), ==, 1);
  hr_lobby_free (lobby);
}

static void
test_once_a_visit (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "sign-in", MEETING);
  hr_lobby_tap (lobby, "Count me");
  wait_seconds (lobby, 10);
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, "sign-in", MEETING);
  g_assert_true (hr_lobby_says (lobby, "You are counted already."));
  g_assert_null (hr_lobby_find (lobby, "Count me"));
  g_assert_cmpint (counted (lobby, FALSE), ==, 1);

  /* the next person */
  hr_lobby_tap (lobby, "Done");
  wait_seconds (lobby, 10);
  come_back (lobby);
  hr_lobby_tap (lobby, "Men’s Table");
  hr_lobby_tap (lobby, "Count me");
  g_assert_true (hr_lobby_says (lobby, "Thank you. You are counted."));
  g_assert_cmpint (counted (lobby, FALSE), ==, 2);
  hr_lobby_free (lobby);
}

static void
test_too_soon (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "sign-in", MEETING);
  hr_lobby_tap (lobby, "Count me");
  hr_lobby_tap (lobby, "Done");
  come_back (lobby);
  hr_lobby_tap (lobby, "Men’s Table");
  hr_lobby_tap (lobby, "Count me");
  g_assert_true (hr_lobby_says (lobby, "Please wait five seconds"));
  g_assert_true (hr_lobby_says (lobby, "You are welcome at the meeting all the same."));
  g_assert_cmpint (counted (lobby, FALSE), ==, 1);
  wait_seconds (lobby, 10);
  hr_lobby_tap (lobby, "Try again");
  hr_lobby_tap (lobby, "Count me");
  g_assert_cmpint (counted (lobby, FALSE), ==, 2);
  hr_lobby_free (lobby);
}

static void
test_first_time (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "sign-in", MEETING);
  hr_lobby_tap (lobby, "This is my first time here");
  hr_lobby_tap (lobby, "Count me");
  g_assert_true (hr_lobby_says (lobby, "Welcome. We are glad that you are here."));
  g_assert_cmpint (counted (lobby, TRUE), ==, 1);
  hr_lobby_tap (lobby, "Undo: I pressed by mistake");
  g_assert_cmpint (counted (lobby, TRUE), ==, 0);
  g_assert_cmpint (counted (lobby, FALSE), ==, 0);
  hr_lobby_free (lobby);
}

static void
test_not_open (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "sign-in", "m-early-light");
  g_assert_true (hr_lobby_says (lobby, "Sign-in for this meeting is not open right now."));
  g_assert_null (hr_lobby_find (lobby, "Count me"));
  hr_lobby_tap (lobby, "See all meetings");
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "Meetings");

  /* in the middle of the night: what comes next, and when it opens */
  wait_seconds (lobby, 8 * 60 * 60);
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, "sign-in", NULL);
  g_assert_true (hr_lobby_says (lobby, "No meeting is open for sign-in right now."));
  g_assert_true (hr_lobby_says (lobby, "The next one here:"));
  g_assert_true (hr_lobby_says (lobby, "Early Light"));
  g_assert_true (hr_lobby_says (lobby, "Sign-in opens 30 minutes before the start."));
  hr_lobby_free (lobby);
}

/* The meeting ended while somebody stood before the screen */
static void
test_closes_meanwhile (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  GtkWidget *button;

  hr_lobby_go (lobby, "sign-in", MEETING);
  button = hr_lobby_find (lobby, "Count me");
  wait_seconds (lobby, 4 * 60 * 60);
  g_signal_emit_by_name (button, "clicked");
  hr_lobby_settle (lobby);
  g_assert_true (hr_lobby_says (lobby, "This meeting is over"));
  g_assert_null (hr_lobby_find (lobby, "Try again"));
  g_assert_nonnull (hr_lobby_find (lobby, "See all meetings"));
  hr_lobby_free (lobby);
}

static void
test_clear_forgets (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "sign-in", MEETING);
  hr_lobby_tap (lobby, "This is my first time here");
  hr_session_clear (lobby->session);
  come_back (lobby);
  g_assert_true (hr_lobby_says (lobby, "Which meeting are you here for?"));
  hr_lobby_tap (lobby, "Men’s Table");
  g_assert_false (hr_chip_get_active (HR_CHIP (hr_lobby_find (lobby, "This is my first time here"))));
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sign-in-page/count-undo-done", test_count_undo_done);
  g_test_add_func ("/sign-in-page/once-a-visit", test_once_a_visit);
  g_test_add_func ("/sign-in-page/too-soon", test_too_soon);
  g_test_add_func ("/sign-in-page/first-time", test_first_time);
  g_test_add_func ("/sign-in-page/not-open", test_not_open);
  g_test_add_func ("/sign-in-page/closes-meanwhile", test_closes_meanwhile);
  g_test_add_func ("/sign-in-page/clear", test_clear_forgets);
  return g_test_run ();
}
