/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small speech service of our own stands in for speech-dispatcher: it answers as that does, says nothing aloud, and can fall
 * silent. */
#include "handrail/service/hr-speaker.h"

#include "hr-test.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <string.h>

typedef struct
{
  char *folder;
  char *path;
  GSocketListener *listener;
  GThread *thread;
  GCancellable *cancellable;
  GMutex mutex; /* what follows */
  GString *heard;
  gboolean silent;     /* takes everything, answers nothing */
  gboolean ends_early; /* the end is reported before the number of the message */
  gboolean hangs_up;   /* closes at the next words */
  int message;
  GOutputStream *out;
} Service;

static void
answer (Service *self, const char *text)
{
  g_output_stream_write_all (self->out, text, strlen (text), NULL, NULL, NULL);
}

static void
report (Service *self, int message, const char *code, const char *what)
{
  g_autofree char *text = g_strdup_printf ("%s-%d\r\n%s-7\r\n%s %s\r\n", code, message, code, code, what);
  answer (self, text);
}

static void
take_words (Service *self, GDataInputStream *in)
{
  g_autoptr (GString) words = g_string_new ("");
  answer (self, "230 OK RECEIVING DATA\r\n");
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (in, NULL, self->cancellable, NULL);
      if (line == NULL || g_str_equal (line, "."))
        break;
      g_string_append (words, line);
    }
  g_mutex_lock (&self->mutex);
  int message = ++self->message;
  gboolean early = self->ends_early;
  g_string_append_printf (self->heard, "say %s;", words->str);
  g_mutex_unlock (&self->mutex);
  if (early)
    report (self, message, "702", "END");
  g_autofree char *queued = g_strdup_printf ("225-%d\r\n225 OK MESSAGE QUEUED\r\n", message);
  answer (self, queued);
}

static gboolean
take_command (Service *self, const char *line, GDataInputStream *in)
{
  g_mutex_lock (&self->mutex);
  gboolean hangs_up = self->hangs_up && g_ascii_strcasecmp (line, "speak") == 0;
  if (hangs_up)
    self->hangs_up = FALSE;
  if (g_str_has_prefix (line, "SET SELF LANGUAGE ") || g_str_has_prefix (line, "CANCEL "))
    g_string_append_printf (self->heard, "%s;", line);
  g_mutex_unlock (&self->mutex);
  if (hangs_up)
    return FALSE;
  if (g_ascii_strcasecmp (line, "speak") == 0)
    take_words (self, in);
  else if (g_str_has_prefix (line, "HISTORY GET CLIENT_ID"))
    answer (self, "245-7\r\n245 OK CLIENT ID SENT\r\n");
  else if (g_str_has_prefix (line, "QUIT"))
    return FALSE;
  else
    answer (self, "200 OK\r\n");
  return TRUE;
}

static void
serve (Service *self, GSocketConnection *connection)
{
  g_autoptr (GDataInputStream) in = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  gboolean going_on = TRUE;
  g_data_input_stream_set_newline_type (in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  self->out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  while (going_on)
    {
      g_autofree char *line = g_data_input_stream_read_line (in, NULL, self->cancellable, NULL);
      g_mutex_lock (&self->mutex);
      gboolean silent = self->silent;
      g_mutex_unlock (&self->mutex);
      going_on = line != NULL && (silent || take_command (self, line, in));
    }
  g_mutex_lock (&self->mutex);
  self->out = NULL;
  g_mutex_unlock (&self->mutex);
}

static gpointer
service_thread (gpointer user_data)
{
  Service *self = user_data;
  for (;;)
    {
      g_autoptr (GSocketConnection) connection =
          g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL);
      if (connection == NULL)
        return NULL;
      serve (self, connection);
    }
}

static Service *
service_start (gboolean silent)
{
  Service *self = g_new0 (Service, 1);
  g_autoptr (GError) error = NULL;
  self->folder = hr_test_make_folder ();
  self->path = g_build_filename (self->folder, "speech", NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (self->path);
  g_autofree char *where = g_strconcat ("unix_socket:", self->path, NULL);
  self->listener = g_socket_listener_new ();
  self->cancellable = g_cancellable_new ();
  self->heard = g_string_new ("");
  self->silent = silent;
  g_mutex_init (&self->mutex);
  g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL,
                                 &error);
  g_assert_no_error (error);
  g_setenv ("SPEECHD_ADDRESS", where, TRUE);
  self->thread = g_thread_new ("service", service_thread, self);
  return self;
}

static void
service_stop (Service *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_string_free (self->heard, TRUE);
  g_mutex_clear (&self->mutex);
  hr_test_remove_folder (self->folder);
  g_free (self->path);
  g_free (self);
}

/* The service says that it is done with what it was given last. */
static void
service_end (Service *self)
{
  g_mutex_lock (&self->mutex);
  report (self, self->message, "702", "END");
  g_mutex_unlock (&self->mutex);
}

typedef struct
{
  Service *service;
  const char *text;
} Expected;

static gboolean
was_heard (gpointer user_data)
{
  Expected *expected = user_data;
  g_mutex_lock (&expected->service->mutex);
  gboolean heard = strstr (expected->service->heard->str, expected->text) != NULL;
  g_mutex_unlock (&expected->service->mutex);
  if (!heard)
    g_usleep (2000);
  g_main_context_wakeup (NULL);
  return heard;
}

static void
wait_heard (Service *service, const char *text)
{
  Expected expected = { service, text };
  hr_test_wait_until (was_heard, &expected);
}

static gboolean
is_quiet (gpointer user_data)
{
  return !hr_speaker_get_speaking (user_data);
}

static gboolean
is_available (gpointer user_data)
{
  return hr_speaker_get_available (user_data);
}

static gboolean
is_not_available (gpointer user_data)
{
  return !hr_speaker_get_available (user_data);
}

static gboolean
pass_cb (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
pass_ms (guint time_ms)
{
  gboolean passed = FALSE;
  g_timeout_add (time_ms, pass_cb, &passed);
  while (!passed)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_say (void)
{
  Service *service = service_start (FALSE);
  g_autoptr (HrSpeaker) speaker = hr_speaker_new ();
  g_assert_false (hr_speaker_get_available (speaker));
  hr_speaker_say (speaker, "Welcome. Touch anywhere.", "es");
  g_assert_true (hr_speaker_get_speaking (speaker));
  hr_test_wait_until (is_available, speaker);
  wait_heard (service, "say Welcome. Touch anywhere.;");
  wait_heard (service, "SET SELF LANGUAGE es;");
  pass_ms (50);
  g_assert_true (hr_speaker_get_speaking (speaker));
  service_end (service);
  hr_test_wait_until (is_quiet, speaker);
  g_clear_object (&speaker);
  service_stop (service);
}

static void
test_interrupts (void)
{
  Service *service = service_start (FALSE);
  g_autoptr (HrSpeaker) speaker = hr_speaker_new ();
  hr_speaker_say (speaker, "one", "en");
  wait_heard (service, "say one;");
  hr_speaker_say (speaker, "two", "en");
  wait_heard (service, "CANCEL SELF;SET SELF LANGUAGE en;say two;");
  /* The end of the first, late: the second goes on. */
  g_mutex_lock (&service->mutex);
  report (service, 1, "703", "CANCELED");
  g_mutex_unlock (&service->mutex);
  pass_ms (50);
  g_assert_true (hr_speaker_get_speaking (speaker));
  service_end (service);
  hr_test_wait_until (is_quiet, speaker);
  g_clear_object (&speaker);
  service_stop (service);
}

static void
test_stop (void)
{
  Service *service = service_start (FALSE);
  g_autoptr (HrSpeaker) speaker = hr_speaker_new ();
  hr_speaker_stop (speaker);
  hr_speaker_say (speaker, "one", "en");
  wait_heard (service, "say one;");
  hr_speaker_stop (speaker);
  g_assert_false (hr_speaker_get_speaking (speaker));
  wait_heard (service, "say one;CANCEL SELF;");
  hr_speaker_say (speaker, "", "en");
  g_assert_false (hr_speaker_get_speaking (speaker));
  g_clear_object (&speaker);
  service_stop (service);
}

static void
test_ends_early (void)
{
  Service *service = service_start (FALSE);
  g_autoptr (HrSpeaker) speaker = hr_speaker_new ();
  service->ends_early = TRUE;
  hr_speaker_say (speaker, "a", "en");
  hr_test_wait_until (is_quiet, speaker);
  g_clear_object (&speaker);
  service_stop (service);
}

/* The service went away and is back: the words are heard. */
static void
test_reconnects (void)
{
  Service *service = service_start (FALSE);
  g_autoptr (HrSpeaker) speaker = hr_speaker_new ();
  hr_speaker_connect (speaker);
  hr_test_wait_until (is_available, speaker);
  g_mutex_lock (&service->mutex);
  service->hangs_up = TRUE;
  g_mutex_unlock (&service->mutex);
  hr_speaker_say (speaker, "again", "en");
  wait_heard (service, "say again;");
  g_assert_true (hr_speaker_get_available (speaker));
  g_clear_object (&speaker);
  service_stop (service);
}

/* It takes the connection and never answers: nothing here waits, and a page can be left. */
static void
test_hangs (void)
{
  Service *service = service_start (TRUE);
  HrSpeaker *speaker = hr_speaker_new ();
  gint64 before_us = g_get_monotonic_time ();
  hr_speaker_say (speaker, "one", "en");
  pass_ms (50);
  hr_speaker_say (speaker, "two", "en");
  hr_speaker_stop (speaker);
  g_assert_false (hr_speaker_get_available (speaker));
  g_assert_finalize_object (speaker);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, 5 * G_USEC_PER_SEC);
  service_stop (service);
}

/* No service, and none to be started */
static void
test_none (void)
{
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_setenv ("SPEECHD_ADDRESS", "unix_socket:/nonexistent/handrail/speech", TRUE);
  g_setenv ("PATH", "/nonexistent", TRUE);
  g_autoptr (HrSpeaker) speaker = hr_speaker_new ();
  hr_speaker_say (speaker, "one", "en");
  hr_test_wait_until (is_quiet, speaker);
  g_assert_false (hr_speaker_get_available (speaker));
  hr_speaker_connect (speaker);
  pass_ms (100);
  g_assert_false (hr_speaker_get_available (speaker));
  g_setenv ("PATH", path, TRUE);
}

static void
test_lost (void)
{
  Service *service = service_start (FALSE);
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autoptr (HrSpeaker) speaker = hr_speaker_new ();
  g_setenv ("PATH", "/nonexistent", TRUE);
  hr_speaker_connect (speaker);
  hr_test_wait_until (is_available, speaker);
  service_stop (service);
  hr_speaker_say (speaker, "one", "en");
  hr_test_wait_until (is_quiet, speaker);
  hr_test_wait_until (is_not_available, speaker);
  g_setenv ("PATH", path, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/speaker/say", test_say);
  g_test_add_func ("/speaker/interrupts", test_interrupts);
  g_test_add_func ("/speaker/stop", test_stop);
  g_test_add_func ("/speaker/ends-early", test_ends_early);
  g_test_add_func ("/speaker/reconnects", test_reconnects);
  g_test_add_func ("/speaker/hangs", test_hangs);
  g_test_add_func ("/speaker/none", test_none);
  g_test_add_func ("/speaker/lost", test_lost);
  return g_test_run ();
}
