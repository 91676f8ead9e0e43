/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Ask to meet a peer", from the lobby to the desk of the same device and back. */
#include "hr-lobby.h"
#include "hr-test-desk.h"

#include "hr-test.h"

#include <string.h>

#define DAY_S (24 * 60 * 60)

typedef struct
{
  HrLobby *lobby;
  HrTestDesk *desk;
} House;

static House
open_house (void)
{
  House house = { hr_lobby_new (1080, 1920, FALSE), hr_test_desk_new (1280, 800, FALSE, FALSE) };

  hr_staff_window_set_tickets (house.desk->window, house.lobby->tickets);
  hr_test_desk_begin (house.desk);
  return house;
}

static void
close_house (House *house)
{
  hr_test_desk_free (house->desk);
  hr_lobby_free (house->lobby);
}

/* Returns: the number that the lobby shows */
static char *
ask (House *house)
{
  guint n = 0;
  const HrTicket *tickets;

  hr_lobby_go (house->lobby, "talk", NULL);
  hr_lobby_tap (house->lobby, "Ask to meet a peer");
  tickets = hr_tickets_list (house->lobby->tickets, &n);
  g_assert_cmpuint (n, >, 0);
  return g_strdup_printf ("%u", tickets[n - 1].number);
}

static gboolean
desk_lists (House *house, const char *number)
{
  g_autofree char *text = hr_test_desk_text (house->desk);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strv_contains ((const char *const *) lines, number);
}

static guint
n_waiting (House *house)
{
  guint n = 0;

  (void) hr_tickets_list (house->lobby->tickets, &n);
  return n;
}

/* One touch in the lobby, a line at the desk; what was chosen stands there, too; called, it is gone on both sides. */
static void
test_called (void)
{
  House house = open_house ();
  g_autofree char *number = NULL;

  g_assert_false (hr_test_desk_says (house.desk, "Waiting for a peer"));
  number = ask (&house);
  g_assert_true (hr_lobby_says (house.lobby, number));
  hr_test_desk_wait_for (house.desk, "Waiting for a peer: call the number");
  g_assert_true (desk_lists (&house, number));
  g_assert_true (desk_lists (&house, "English"));
  hr_lobby_tap (house.lobby, "Family");
  hr_test_desk_wait_for (house.desk, "Family · English");
  hr_test_desk_touch (house.desk, "Called");
  g_assert_cmpuint (n_waiting (&house), ==, 0);
  g_assert_false (hr_test_desk_says (house.desk, "Waiting for a peer"));
  g_assert_false (desk_lists (&house, number));
  hr_lobby_settle (house.lobby);
  g_assert_true (hr_lobby_says (house.lobby, "This number does not wait any more. Please go to the front desk."));
  g_assert_null (hr_lobby_find (house.lobby, "I do not need it any more"));
  close_house (&house);
}

/* Two visitors, one in Spanish: the desk sees both in the order in which they came, and calls the second alone. */
static void
test_two (void)
{
  House house = open_house ();
  g_autofree char *first = ask (&house);
  g_autofree char *second = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  hr_session_clear (house.lobby->session);
  hr_lobby_settle (house.lobby);
  hr_session_touch (house.lobby->session);
  hr_session_set_language (house.lobby->session, "es");
  hr_lobby_go (house.lobby, "talk", "ask");
  second = g_strdup_printf ("%u", hr_tickets_list (house.lobby->tickets, &n)[1].number);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (hr_lobby_says (house.lobby, second));
  g_assert_false (hr_lobby_says (house.lobby, first));
  g_assert_true (desk_lists (&house, first));
  g_assert_true (desk_lists (&house, second));
  text = hr_test_desk_text (house.desk);
  g_assert_true (strstr (text, first) < strstr (text, second));
  hr_tickets_remove (house.lobby->tickets, (guint) atoi (second));
  g_assert_true (desk_lists (&house, first));
  g_assert_false (desk_lists (&house, second));
  hr_session_set_language (house.lobby->session, "en");
  close_house (&house);
}

/* Who changes their mind takes it back, and the desk calls nobody in vain. */
static void
test_taken_back (void)
{
  House house = open_house ();
  g_autofree char *number = ask (&house);

  g_assert_true (desk_lists (&house, number));
  hr_lobby_tap (house.lobby, "I do not need it any more");
  g_assert_cmpuint (n_waiting (&house), ==, 0);
  g_assert_false (desk_lists (&house, number));
  g_assert_false (hr_lobby_says (house.lobby, "This number does not wait"));
  g_assert_true (hr_lobby_says (house.lobby, "Ask to meet a peer"));
  close_house (&house);
}

/* The end of a visit takes nothing from who waits; the end of the day does. */
static void
test_day_ends (void)
{
  House house = open_house ();
  g_autofree char *number = ask (&house);

  hr_session_clear (house.lobby->session);
  hr_lobby_settle (house.lobby);
  g_assert_true (desk_lists (&house, number));
  hr_clock_advance_s (hr_center_get_clock (house.lobby->center), DAY_S);
  hr_tickets_end_day (house.lobby->tickets);
  g_assert_cmpuint (n_waiting (&house), ==, 0);
  g_assert_false (desk_lists (&house, number));
  close_house (&house);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk-tickets/called", test_called);
  g_test_add_func ("/desk-tickets/two", test_two);
  g_test_add_func ("/desk-tickets/taken-back", test_taken_back);
  g_test_add_func ("/desk-tickets/day-ends", test_day_ends);
  return g_test_run ();
}
