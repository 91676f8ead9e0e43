/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-syncd"

#include "hr-share-private.h"
#include "hr-syncd-private.h"

#include "handrail/store/hr-store.h"

#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct _HrSyncd
{
  HrShare *share;
  HrSyncdTimes times;
  HrSyncdTurnFunc turn;
  gpointer data;
  GFileMonitor *monitor;
  GThread *thread;
  guint timer, settle;
  gint64 began_us; /* 0 = no turn runs */
  guint failures, turns;
  gboolean again; /* something was written while a turn ran */
  gboolean outside; /* the last turn found no share to be in */
  char *said;
};

/** Turn: how one ended, on its way to the main thread */
typedef struct
{
  HrSyncd *syncd;
  gboolean waiting;
  GPtrArray *sentences;
  GError *error;
} Turn;

const HrSyncdTimes hr_syncd_times = { .interval = 60 * 1000, .longest = 30 * 60 * 1000, .settle = 2000, .patience = 15 * 60 * 1000 };

/* ---- the service manager ---- */

void
hr_syncd_notify (const char *state)
{
  const char *path = g_getenv ("NOTIFY_SOCKET");
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  gsize length = path != NULL ? strlen (path) : 0;
  int fd;

  if (length < 2 || length >= sizeof address.sun_path || (*path != '/' && *path != '@'))
    return;
  memcpy (address.sun_path, path, length);
  /* "@": a name that is no file */
  if (*path == '@')
    address.sun_path[0] = '\0';
  fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return;
  if (sendto (fd, state, strlen (state), MSG_NOSIGNAL, (const struct sockaddr *)&address,
              (socklen_t)(G_STRUCT_OFFSET (struct sockaddr_un, sun_path) + length)) < 0)
    g_debug ("the service manager does not listen");
  close (fd);
}

/* ---- when ---- */

guint
hr_syncd_wait_ms (const HrSyncdTimes *times, guint failures, double chance)
{
  guint64 wait = times->interval;

  for (guint i = 0; i < failures && wait < times->longest; i++)
    wait *= 2;
  wait = MIN (wait, times->longest);
  /* so that a hundred kiosks that start with the power do not come all at once */
  return (guint)((double)wait * (0.8 + 0.4 * chance));
}

gboolean
hr_syncd_is_stuck (HrSyncd *self)
{
  return self->began_us != 0 && g_get_monotonic_time () - self->began_us > (gint64)self->times.patience * 1000;
}

guint
hr_syncd_get_turns (HrSyncd *self)
{
  return self->turns;
}

static void begin_turn (HrSyncd *self);

static gboolean
time_cb (gpointer data)
{
  HrSyncd *self = data;

  self->timer = 0;
  begin_turn (self);
  return G_SOURCE_REMOVE;
}

static void
plan (HrSyncd *self, guint wait_ms)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (wait_ms, time_cb, self);
}

/* ---- a turn ---- */

/* What is the same as last time is said once. */
static void
say (HrSyncd *self, const Turn *turn)
{
  g_autofree char *text = NULL;

  if (turn->error != NULL)
    text = g_strdup (turn->error->message);
  else if (turn->sentences != NULL && turn->sentences->len > 0)
    {
      g_ptr_array_add (turn->sentences, NULL);
      text = g_strjoinv (" ", (char **)turn->sentences->pdata);
    }
  if (g_strcmp0 (text, self->said) == 0)
    return;
  if (text != NULL)
    g_message ("%s", text);
  else if (self->said != NULL)
    g_message ("The share is well again.");
  g_free (self->said);
  self->said = g_steal_pointer (&text);
}

static gboolean
end_turn_cb (gpointer data)
{
  Turn *turn = data;
  HrSyncd *self = turn->syncd;

  g_clear_pointer (&self->thread, g_thread_join);
  self->began_us = 0;
  self->turns++;
  self->outside = self->share != NULL && !hr_share_is_joined (self->share);
  say (self, turn);
  self->failures = turn->error != NULL ? self->failures + 1 : 0;
  hr_syncd_notify (turn->error != NULL ? "STATUS=The share is away; trying again." : "STATUS=In step with the share.");
  plan (self, self->again && turn->error == NULL ? self->times.settle : hr_syncd_wait_ms (&self->times, self->failures, g_random_double ()));
  self->again = FALSE;
  g_clear_pointer (&turn->sentences, g_ptr_array_unref);
  g_clear_error (&turn->error);
  g_free (turn);
  return G_SOURCE_REMOVE;
}

static gpointer
turn_thread (gpointer data)
{
  Turn *turn = data;
  HrSyncd *self = turn->syncd;
  HrShareSynced synced = { 0 };

  if (self->share == NULL)
    self->turn (self, self->data, &turn->error);
  else if (hr_share_sync (self->share, FALSE, &synced, &turn->error))
    turn->sentences = hr_share_synced_to_strings (&synced);
  /* never here, also while nobody runs the main loop */
  g_idle_add_full (G_PRIORITY_DEFAULT, end_turn_cb, turn, NULL);
  return NULL;
}

static void
begin_turn (HrSyncd *self)
{
  Turn *turn = NULL;

  if (self->began_us != 0)
    return;
  turn = g_new0 (Turn, 1);
  turn->syncd = self;
  self->began_us = g_get_monotonic_time ();
  self->thread = g_thread_new ("sync", turn_thread, turn);
}

/* ---- edits ---- */

static gboolean
settle_cb (gpointer data)
{
  HrSyncd *self = data;

  self->settle = 0;
  if (self->began_us != 0)
    self->again = TRUE;
  else if (self->share == NULL || hr_share_has_outbox (self->share) || (self->outside && hr_share_is_joined (self->share)))
    begin_turn (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  HrSyncd *self = data;
  g_autofree char *name = g_file_get_basename (file);

  if (strcmp (name, HR_STORE_FILE "-wal") != 0 || self->settle != 0 || self->began_us != 0)
    return;
  self->settle = g_timeout_add (self->times.settle, settle_cb, self);
}

/* ---- life ---- */

HrSyncd *
hr_syncd_new (HrShare *share, const char *directory, const HrSyncdTimes *times, HrSyncdTurnFunc turn, gpointer data)
{
  HrSyncd *self = g_new0 (HrSyncd, 1);
  /* the data folder is of this disk: no other service is woken for it */
  g_autoptr (GFile) folder = g_vfs_get_file_for_path (g_vfs_get_local (), directory);
  g_autoptr (GError) error = NULL;

  self->share = share;
  self->times = *times;
  self->turn = turn;
  self->data = data;
  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->monitor != NULL)
    g_signal_connect (self->monitor, "changed", G_CALLBACK (changed_cb), self);
  else
    g_message ("Changes here are published within a minute, not at once: %s", error->message);
  return self;
}

void
hr_syncd_start (HrSyncd *self)
{
  begin_turn (self);
}

void
hr_syncd_free (HrSyncd *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->monitor);
  while (self->began_us != 0)
    g_main_context_iteration (NULL, TRUE);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_pointer (&self->share, hr_share_free);
  g_free (self->said);
  g_free (self);
}
