/* SPDX-License-Identifier: GPL-3.0-or-later */
/* floor-window STAMP_US: a bare GTK 4 window with one label, as large as the kiosk's. Prints the milliseconds from STAMP_US
 * (monotonic, taken by the parent before it started us) to the first painted frame, and the resident memory in MB. */
#define G_LOG_DOMAIN "handrail-bench"

#include "bench.h"

#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static gint64 stamp_us;

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  printf ("%.3f %.1f\n", (double) (g_get_monotonic_time () - stamp_us) / 1000.0, bench_rss_mb ());
  fflush (stdout);
  _exit (0);
}

static void
realize_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), NULL);
}

static void
activate_cb (GtkApplication *application, gpointer user_data)
{
  GtkWidget *window = gtk_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1080, 1920);
  gtk_window_set_child (GTK_WINDOW (window), gtk_label_new ("Welcome"));
  g_signal_connect_after (window, "realize", G_CALLBACK (realize_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application = NULL;

  stamp_us = argc > 1 ? g_ascii_strtoll (argv[1], NULL, 10) : g_get_monotonic_time ();
  application = gtk_application_new ("org.handrail.Floor", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}
