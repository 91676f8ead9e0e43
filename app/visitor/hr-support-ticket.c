/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-support-ticket-private.h"

#include "handrail/ui/hr-chip.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>

#define NUMBER "number"
#define TOPIC "topic"

/* Translators: what a talk is about, for who wants to say it */
static const char *const topics[HR_N_TICKET_TOPICS]
    = { NULL, N_ ("Just to talk"), N_ ("Drinking or drugs"), N_ ("Family"), N_ ("Housing or work"), N_ ("Court papers") };

static HrTicketTopic
topic_of (HrTickets *tickets, guint number)
{
  guint n;
  const HrTicket *waiting = hr_tickets_list (tickets, &n);

  for (guint i = 0; i < n; i++)
    if (waiting[i].number == number)
      return waiting[i].topic;
  return HR_TICKET_NONE;
}

static void
topic_cb (GObject *chip, GParamSpec *pspec, HrTickets *tickets)
{
  GtkWidget *pager = gtk_widget_get_parent (GTK_WIDGET (chip));
  guint number = GPOINTER_TO_UINT (g_object_get_data (chip, NUMBER));
  HrTicketTopic topic = (HrTicketTopic) GPOINTER_TO_INT (g_object_get_data (chip, TOPIC));
  gboolean active = hr_chip_get_active (HR_CHIP (chip));

  if (!active && topic_of (tickets, number) != topic)
    return;
  hr_tickets_set_topic (tickets, number, active ? topic : HR_TICKET_NONE);
  /* one of them at a time */
  for (GtkWidget *other = gtk_widget_get_first_child (pager); other; other = gtk_widget_get_next_sibling (other))
    if (HR_IS_CHIP (other) && G_OBJECT (other) != chip && active)
      hr_chip_set_active (HR_CHIP (other), FALSE);
}

void
hr_support_fill_ticket (HrPager *pager, guint number, HrVisitorContext *context)
{
  HrTickets *tickets = context->tickets;
  g_autofree char *digits = g_strdup_printf ("%u", number);
  /* what to do with the number must be seen beside it: there the page has no room for a heading */
  gboolean crowded
      = hr_theme_bound_mm (context->theme, 1.0) < 1.0 && hr_session_get_text_size (context->session) >= HR_TEXT_LARGE;

  hr_pager_remove_all (pager);
  if (number == 0)
    {
      hr_pager_append (pager, HR_PAGER_HEADING, hr_visitor_heading (_ ("Please ask for a peer at the front desk."), 1));
      hr_pager_append (pager, HR_PAGER_BLOCK, hr_visitor_label (_ ("You do not need to give your name."), NULL));
      return;
    }
  if (!crowded)
    hr_pager_append (pager, HR_PAGER_HEADING, hr_visitor_heading (_ ("Your number"), 1));
  hr_pager_append (pager, HR_PAGER_BLOCK, hr_visitor_label (digits, crowded ? "hr-ticket-small" : "hr-ticket"));
  if (!hr_tickets_waits (tickets, number))
    {
      hr_pager_append (pager, HR_PAGER_BLOCK,
                       hr_visitor_label (_ ("This number does not wait any more. Please go to the front desk."), "hr-lede"));
      return;
    }
  hr_pager_append (pager, HR_PAGER_BLOCK,
                   hr_visitor_label (_ ("Please wait near the front desk. Someone calls this number."), crowded ? "hr-strong" : "hr-lede"));
  hr_pager_append (pager, HR_PAGER_BLOCK, hr_visitor_label (_ ("The number is forgotten when it is called, or tonight."), NULL));
  hr_pager_append (pager, HR_PAGER_HEADING, hr_visitor_label (_ ("What is it about? Only if you want to say it:"), NULL));
  for (int i = 1; i < HR_N_TICKET_TOPICS; i++)
    {
      GtkWidget *chip = hr_chip_new (_ (topics[i]));

      hr_chip_set_active (HR_CHIP (chip), topic_of (tickets, number) == (HrTicketTopic) i);
      g_object_set_data (G_OBJECT (chip), TOPIC, GINT_TO_POINTER (i));
      g_object_set_data (G_OBJECT (chip), NUMBER, GUINT_TO_POINTER (number));
      g_signal_connect_object (chip, "notify::active", G_CALLBACK (topic_cb), tickets, 0);
      hr_pager_append (pager, HR_PAGER_ITEM, chip);
    }
}
