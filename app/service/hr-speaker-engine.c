/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-speaker-engine-private.h"

#include "handrail/seal/hr-seal.h"

#include <libspeechd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

typedef enum
{
  JOB_CONNECT,
  JOB_SAY,
  JOB_STOP,
  JOB_QUIT,
} JobKind;

typedef struct
{
  JobKind kind;
  char *text;
  char *language;
  guint number;
} Job;

struct _HrSpeechEngine
{
  GWeakRef speaker;
  HrSpeechHandler handler;
  GMainContext *context;
  GAsyncQueue *jobs;
  SPDConnection *connection; /* the thread's own, like its number */
  gsize client;
};

typedef struct
{
  HrSpeechEngine *engine;
  HrSpeechEvent event;
  guint number;
  gint64 message;
} Report;

/* libspeechd's callbacks carry no data of ours, only the number of the connection. */
static GMutex engines_mutex;
static GHashTable *engines; /* client number -> HrSpeechEngine, under the mutex */

static void
engine_clear (gpointer memory)
{
  HrSpeechEngine *self = memory;
  g_weak_ref_clear (&self->speaker);
  g_main_context_unref (self->context);
  g_async_queue_unref (self->jobs);
}

static HrSpeechEngine *
engine_ref (HrSpeechEngine *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
engine_unref (HrSpeechEngine *self)
{
  g_atomic_rc_box_release_full (self, engine_clear);
}

static void
job_free (gpointer memory)
{
  Job *job = memory;
  if (job->text != NULL)
    hr_seal_wipe (job->text, strlen (job->text));
  g_free (job->text);
  g_free (job->language);
  g_free (job);
}

static void
report_free (gpointer memory)
{
  Report *report = memory;
  engine_unref (report->engine);
  g_free (report);
}

static gboolean
report_cb (gpointer user_data)
{
  Report *report = user_data;
  g_autoptr (GObject) speaker = g_weak_ref_get (&report->engine->speaker);
  if (speaker != NULL)
    report->engine->handler (speaker, report->event, report->number, report->message);
  return G_SOURCE_REMOVE;
}

/* Always through the loop: g_main_context_invoke() would run here when the main thread happens not to iterate. */
static void
send_report (HrSpeechEngine *self, HrSpeechEvent event, guint number, gint64 message)
{
  Report *report = g_new (Report, 1);
  g_autoptr (GSource) source = g_idle_source_new ();
  *report = (Report){ engine_ref (self), event, number, message };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, report_cb, report, report_free);
  g_source_attach (source, self->context);
}

/* ---- the connection ---- */

static void
ended_cb (size_t message, size_t client, SPDNotificationType type)
{
  g_mutex_lock (&engines_mutex);
  HrSpeechEngine *self = engines != NULL ? g_hash_table_lookup (engines, GSIZE_TO_POINTER (client)) : NULL;
  if (self != NULL)
    send_report (self, HR_SPEECH_ENDED, 0, (gint64)message);
  g_mutex_unlock (&engines_mutex);
}

static void
enlist (HrSpeechEngine *self, gboolean listed)
{
  g_mutex_lock (&engines_mutex);
  if (engines == NULL)
    engines = g_hash_table_new (NULL, NULL);
  if (listed)
    g_hash_table_insert (engines, GSIZE_TO_POINTER (self->client), self);
  else
    g_hash_table_remove (engines, GSIZE_TO_POINTER (self->client));
  if (g_hash_table_size (engines) == 0)
    g_clear_pointer (&engines, g_hash_table_unref);
  g_mutex_unlock (&engines_mutex);
}

static void
disconnect (HrSpeechEngine *self)
{
  if (self->connection == NULL)
    return;
  enlist (self, FALSE);
  spd_close (g_steal_pointer (&self->connection));
}

/* libspeechd would start the service with the log level of its settings, by default 3 of 5; on a kiosk nothing that was
 * spoken may reach a log, so the service is started from here with the lowest. */
static void
start_service (const SPDConnectionAddress *address)
{
  g_autofree char *program = g_find_program_in_path ("speech-dispatcher");
  if (program == NULL || address->method != SPD_METHOD_UNIX_SOCKET)
    return;
  const char *const command[] = {
    program,
    "--spawn",
    "--log-level",
    "1",
    "--communication-method",
    "unix_socket",
    "--socket-path",
    address->unix_socket_name,
    NULL,
  };
  /* Whether it worked shows at the next attempt to connect. */
  (void)g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                      NULL, NULL, NULL, NULL);
}

/* The library loses memory with every attempt that nobody answers, so it is only asked when somebody will. */
static gboolean
is_listening (const SPDConnectionAddress *address)
{
  struct sockaddr_un name = { .sun_family = AF_UNIX };
  if (address->method != SPD_METHOD_UNIX_SOCKET)
    return TRUE;
  if (g_strlcpy (name.sun_path, address->unix_socket_name, sizeof name.sun_path) >= sizeof name.sun_path)
    return FALSE;
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return FALSE;
  gboolean listening = connect (fd, (const struct sockaddr *)&name, sizeof name) == 0;
  close (fd);
  return listening;
}

static SPDConnection *
open_connection (const SPDConnectionAddress *address)
{
  char *reason = NULL;
  if (!is_listening (address))
    return NULL;
  SPDConnection *connection = spd_open2 ("handrail", "lobby", "kiosk", SPD_MODE_THREADED, address, 0, &reason);
  free (reason);
  return connection;
}

/* spd_get_client_id() asks the same, but does not survive a service that hangs up meanwhile. */
static gboolean
ask_client (HrSpeechEngine *self)
{
  guint64 client = 0;
  char *reply = spd_send_data (self->connection, "HISTORY GET CLIENT_ID\r\n", SPD_WAIT_REPLY);
  const char *number = reply != NULL ? strchr (reply, '-') : NULL;
  if (number != NULL)
    client = g_ascii_strtoull (number + 1, NULL, 10);
  free (reply);
  self->client = (gsize)client;
  return client != 0;
}

static gboolean
ensure_connection (HrSpeechEngine *self)
{
  char *reason = NULL;
  if (self->connection != NULL)
    return TRUE;
  SPDConnectionAddress *address = spd_get_default_address (&reason);
  free (reason);
  if (address == NULL)
    return FALSE;
  self->connection = open_connection (address);
  if (self->connection == NULL)
    {
      start_service (address);
      self->connection = open_connection (address);
    }
  SPDConnectionAddress__free (address);
  if (self->connection == NULL)
    return FALSE;

  if (!ask_client (self))
    {
      spd_close (g_steal_pointer (&self->connection));
      return FALSE;
    }
  enlist (self, TRUE);
  self->connection->callback_end = ended_cb;
  self->connection->callback_cancel = ended_cb;
  (void)spd_set_notification_on (self->connection, SPD_END);
  (void)spd_set_notification_on (self->connection, SPD_CANCEL);
  return TRUE;
}

/* Settings that a service does not know leave its own in force; the words are heard all the same. */
static gint64
say_once (HrSpeechEngine *self, const Job *job)
{
  if (!ensure_connection (self))
    return -1;
  (void)spd_cancel (self->connection);
  (void)spd_set_language (self->connection, job->language);
  (void)spd_set_voice_type (self->connection, SPD_FEMALE1);
  (void)spd_set_voice_rate (self->connection, 0);
  (void)spd_set_punctuation (self->connection, SPD_PUNCT_NONE);
  return spd_say (self->connection, SPD_TEXT, job->text);
}

static void
say (HrSpeechEngine *self, const Job *job)
{
  gint64 message = say_once (self, job);
  if (message < 0 && self->connection != NULL)
    {
      /* The service went away since; one attempt with a new one. */
      disconnect (self);
      message = say_once (self, job);
    }
  if (message < 0)
    {
      disconnect (self);
      send_report (self, HR_SPEECH_LOST, 0, 0);
      send_report (self, HR_SPEECH_REFUSED, job->number, 0);
      return;
    }
  send_report (self, HR_SPEECH_CONNECTED, 0, 0);
  send_report (self, HR_SPEECH_STARTED, job->number, message);
}

static gpointer
engine_thread (gpointer user_data)
{
  HrSpeechEngine *self = user_data;
  gboolean running = TRUE;
  sigset_t pipe_signal;
  /* A service that ends in the middle of a word must not take the kiosk with it. */
  sigemptyset (&pipe_signal);
  sigaddset (&pipe_signal, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &pipe_signal, NULL);
  while (running)
    {
      Job *job = g_async_queue_pop (self->jobs);
      switch (job->kind)
        {
        case JOB_CONNECT:
          send_report (self, ensure_connection (self) ? HR_SPEECH_CONNECTED : HR_SPEECH_LOST, 0, 0);
          break;
        case JOB_SAY:
          say (self, job);
          break;
        case JOB_STOP:
          if (self->connection != NULL && spd_cancel (self->connection) != 0)
            disconnect (self);
          break;
        case JOB_QUIT:
          running = FALSE;
          break;
        default:
          g_assert_not_reached ();
        }
      job_free (job);
    }
  if (self->connection != NULL)
    (void)spd_cancel (self->connection);
  disconnect (self);
  engine_unref (self);
  return NULL;
}

/* ---- main thread ---- */

static void
push (HrSpeechEngine *self, JobKind kind, const char *text, const char *language, guint number)
{
  Job *job = g_new0 (Job, 1);
  job->kind = kind;
  job->text = g_strdup (text);
  job->language = g_strdup (language);
  job->number = number;
  g_async_queue_push (self->jobs, job);
}

/* Words that still wait are out of date; a wish to connect is not. */
static void
drop_waiting (HrSpeechEngine *self)
{
  gboolean connect = FALSE;
  Job *job;
  while ((job = g_async_queue_try_pop (self->jobs)) != NULL)
    {
      connect = connect || job->kind == JOB_CONNECT;
      job_free (job);
    }
  if (connect)
    push (self, JOB_CONNECT, NULL, NULL, 0);
}

HrSpeechEngine *
hr_speech_engine_new (GObject *speaker, HrSpeechHandler handler)
{
  HrSpeechEngine *self = g_atomic_rc_box_new0 (HrSpeechEngine);
  g_weak_ref_init (&self->speaker, speaker);
  self->handler = handler;
  self->context = g_main_context_ref_thread_default ();
  self->jobs = g_async_queue_new_full (job_free);
  g_thread_unref (g_thread_new ("handrail-speech", engine_thread, engine_ref (self)));
  return self;
}

void
hr_speech_engine_release (HrSpeechEngine *self)
{
  g_weak_ref_set (&self->speaker, NULL);
  drop_waiting (self);
  push (self, JOB_QUIT, NULL, NULL, 0);
  engine_unref (self);
}

void
hr_speech_engine_connect (HrSpeechEngine *self)
{
  push (self, JOB_CONNECT, NULL, NULL, 0);
}

void
hr_speech_engine_say (HrSpeechEngine *self, const char *text, const char *language, guint number)
{
  drop_waiting (self);
  push (self, JOB_SAY, text, language, number);
}

void
hr_speech_engine_stop (HrSpeechEngine *self)
{
  drop_waiting (self);
  push (self, JOB_STOP, NULL, NULL, 0);
}
