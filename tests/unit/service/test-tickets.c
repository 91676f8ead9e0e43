/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/service/hr-tickets.h"

#include <string.h>

static guint n_added, n_changed;

static void
changed_cb (HrTickets *tickets, gboolean added, gpointer user_data)
{
  n_added += added ? 1 : 0;
  n_changed++;
}

static HrTickets *
make (HrClock **ret_clock)
{
  g_autoptr (GError) error = NULL;
  HrTickets *self;

  *ret_clock = hr_clock_new_parse ("2026-11-24T18:40:00-05:00", &error);
  g_assert_no_error (error);
  self = hr_tickets_new (*ret_clock);
  hr_tickets_set_zone (self, hr_zone_get ("America/New_York"));
  n_added = n_changed = 0;
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
  return self;
}

static void
test_call (void)
{
  g_autoptr (HrClock) clock = NULL;
  g_autoptr (HrTickets) tickets = make (&clock);
  guint a = hr_tickets_ask (tickets, "en"), b = hr_tickets_ask (tickets, "es"), n = 0;
  const HrTicket *list = hr_tickets_list (tickets, &n);

  g_assert_cmpuint (a, !=, b);
  g_assert_cmpuint (a, >=, 10);
  g_assert_cmpuint (a, <=, 99);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (list[1].number, ==, b);
  g_assert_cmpstr (list[1].language, ==, "es");
  g_assert_cmpint (list[1].topic, ==, HR_TICKET_NONE);
  hr_tickets_set_topic (tickets, b, HR_TICKET_HOUSING);
  hr_tickets_remove (tickets, a);
  hr_tickets_remove (tickets, a);
  list = hr_tickets_list (tickets, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (list[0].number, ==, b);
  g_assert_cmpint (list[0].topic, ==, HR_TICKET_HOUSING);
  g_assert_false (hr_tickets_waits (tickets, a));
  g_assert_true (hr_tickets_waits (tickets, b));
  g_assert_cmpuint (n_added, ==, 2);
  g_assert_cmpuint (n_changed, ==, 4);
}

/* What was called is nowhere in the block any more: the rest of it is empty */
static void
test_wiped (void)
{
  g_autoptr (HrClock) clock = NULL;
  g_autoptr (HrTickets) tickets = make (&clock);
  guint a = hr_tickets_ask (tickets, "quokka"), n = 0;
  const HrTicket *list;
  static const HrTicket empty;

  hr_tickets_remove (tickets, a);
  list = hr_tickets_list (tickets, &n);
  for (guint i = 0; i < HR_TICKETS_MAX; i++)
    g_assert_cmpmem (&list[i], sizeof list[i], &empty, sizeof empty);
}

static void
test_full (void)
{
  g_autoptr (HrClock) clock = NULL;
  g_autoptr (HrTickets) tickets = make (&clock);
  gboolean seen[100] = { FALSE };

  for (guint i = 0; i < HR_TICKETS_MAX; i++)
    {
      guint number = hr_tickets_ask (tickets, "en");

      g_assert_false (seen[number]);
      seen[number] = TRUE;
    }
  g_assert_cmpuint (hr_tickets_ask (tickets, "en"), ==, 0);
}

static void
test_day_ends (void)
{
  g_autoptr (HrClock) clock = NULL;
  g_autoptr (HrTickets) tickets = make (&clock);
  guint a = hr_tickets_ask (tickets, "en"), n = 1;

  hr_clock_advance_s (clock, 5 * 60 * 60);
  g_assert_true (hr_tickets_waits (tickets, a));
  hr_clock_advance_s (clock, 20 * 60 + 1);
  g_assert_false (hr_tickets_waits (tickets, a));
  hr_tickets_list (tickets, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* Nobody asks at night: whoever looks at the day wipes the block and says so, once */
static void
test_night (void)
{
  g_autoptr (HrClock) clock = NULL;
  g_autoptr (HrTickets) tickets = make (&clock);
  guint n = 0;
  const HrTicket *block;
  static const HrTicket empty;

  hr_tickets_ask (tickets, "quokka");
  block = hr_tickets_list (tickets, &n);
  hr_tickets_end_day (tickets);
  g_assert_cmpstr (block[0].language, ==, "quokka");
  g_assert_cmpuint (n_changed, ==, 1);
  hr_clock_advance_s (clock, 6 * 60 * 60);
  hr_tickets_end_day (tickets);
  g_assert_cmpmem (&block[0], sizeof block[0], &empty, sizeof empty);
  g_assert_cmpuint (n_changed, ==, 2);
  hr_tickets_end_day (tickets);
  g_assert_cmpuint (n_changed, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tickets/call", test_call);
  g_test_add_func ("/tickets/wiped", test_wiped);
  g_test_add_func ("/tickets/full", test_full);
  g_test_add_func ("/tickets/day-ends", test_day_ends);
  g_test_add_func ("/tickets/night", test_night);
  return g_test_run ();
}
