/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-today-tickets-private.h"

#include "handrail/service/hr-language.h"
#include "hr-desk-widgets-private.h"

#include <glib/gi18n-lib.h>

static const char *const topics[HR_N_TICKET_TOPICS]
    = { NULL, N_ ("Just to talk"), N_ ("Drinking or drugs"), N_ ("Family"), N_ ("Housing or work"), N_ ("Court papers") };

static void
call_cb (GtkWidget *button, HrTickets *tickets)
{
  hr_tickets_remove (tickets, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "number")));
}

static GtkWidget *
make_row (HrStaffContext *context, const HrTicket *ticket)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *call = hr_tap_button_new (_ ("Called"));
  g_autofree char *number = g_strdup_printf ("%u", ticket->number);
  const char *language
      = hr_vocabulary_language_name (hr_directory_get_vocabulary (context->directory), ticket->language, hr_language_get ());
  g_autofree char *words = g_strdup_printf ("%s%s%s", ticket->topic != HR_TICKET_NONE ? _ (topics[ticket->topic]) : "",
                                            ticket->topic != HR_TICKET_NONE ? " · " : "",
                                            language != NULL ? language : ticket->language);
  GtkWidget *label = hr_desk_label (words, NULL);

  gtk_widget_add_css_class (row, "notice");
  gtk_widget_set_hexpand (label, TRUE);
  g_object_set_data (G_OBJECT (call), "number", GUINT_TO_POINTER (ticket->number));
  g_signal_connect_object (call, "clicked", G_CALLBACK (call_cb), context->tickets, 0);
  gtk_box_append (GTK_BOX (row), hr_desk_label (number, "hr-ticket-row"));
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), call);
  return row;
}

static void
fill (GtkWidget *box)
{
  HrStaffContext *context = g_object_get_data (G_OBJECT (box), "context");
  guint n = 0;
  const HrTicket *tickets = context->tickets != NULL ? hr_tickets_list (context->tickets, &n) : NULL;

  hr_desk_clear (box);
  if (n > 0)
    gtk_box_append (GTK_BOX (box), hr_desk_heading (_ ("Waiting for a peer: call the number"), 2));
  for (guint i = 0; i < n; i++)
    gtk_box_append (GTK_BOX (box), make_row (context, &tickets[i]));
  gtk_widget_set_visible (box, n > 0);
}

GtkWidget *
hr_today_tickets_new (HrStaffContext *context)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);

  g_object_set_data (G_OBJECT (box), "context", context);
  g_signal_connect (box, "map", G_CALLBACK (fill), NULL);
  if (context->tickets != NULL)
    g_signal_connect_object (context->tickets, "changed", G_CALLBACK (fill), box, G_CONNECT_SWAPPED);
  fill (box);
  return box;
}
