/* SPDX-License-Identifier: GPL-3.0-or-later */
/* handrail-syncd [--data DIR]: keeps the data folder of this device in step with its share. */
#define G_LOG_DOMAIN "handrail-syncd"

#include "hr-syncd-private.h"

#include "handrail/store/hr-store.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

/* Half of the shortest time that service managers are told to wait */
#define BEAT_S 10
/* sysexits.h: EX_TEMPFAIL: the service starts it again */
#define STUCK_STATUS 75

static gboolean
beat_cb (gpointer data)
{
  if (hr_syncd_is_stuck (data))
    {
      g_message ("The share does not answer at all. Starting anew.");
      /* the thread that hangs would keep exit() waiting */
      _exit (STUCK_STATUS);
    }
  hr_syncd_notify ("WATCHDOG=1");
  return G_SOURCE_CONTINUE;
}

static gboolean
stop_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

/* A second signal, or a turn that does not end: everything is in transactions. */
static gboolean
leave_cb (gpointer data)
{
  _exit (EXIT_SUCCESS);
}

static int
run (const char *directory, GError **error)
{
  g_autoptr (HrVocabulary) vocabulary = hr_store_load_vocabulary (error);
  g_autoptr (HrClock) clock = hr_clock_new ();
  HrShare *share = vocabulary != NULL ? hr_share_open (directory, vocabulary, clock, error) : NULL;
  g_autoptr (HrSyncd) syncd = NULL;
  GMainLoop *loop = NULL;

  if (share == NULL)
    return EXIT_FAILURE;
  loop = g_main_loop_new (NULL, FALSE);
  syncd = hr_syncd_new (share, directory, &hr_syncd_times, NULL, NULL);
  g_unix_signal_add (SIGTERM, stop_cb, loop);
  g_unix_signal_add (SIGINT, stop_cb, loop);
  g_timeout_add_seconds (BEAT_S, beat_cb, syncd);
  hr_syncd_start (syncd);
  hr_syncd_notify ("READY=1");
  g_main_loop_run (loop);
  hr_syncd_notify ("STOPPING=1");
  g_unix_signal_add (SIGTERM, leave_cb, NULL);
  g_timeout_add_seconds (BEAT_S, leave_cb, NULL);
  g_main_loop_unref (loop);
  return EXIT_SUCCESS;
}

int
main (int argc, char **argv)
{
  g_autofree char *data = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "The data folder", "DIR" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  int status = 2;

  setlocale (LC_ALL, "");
  g_set_prgname ("handrail-syncd");
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context, "Keeps this device in step with its share. \"handrailctl share\" makes one, or joins one.");
  if (g_option_context_parse (context, &argc, &argv, &error))
    {
      if (data == NULL)
        data = g_build_filename (g_get_user_data_dir (), "handrail", NULL);
      status = run (data, &error);
    }
  if (error != NULL)
    g_printerr ("handrail-syncd: %s\n", error->message);
  return status;
}
