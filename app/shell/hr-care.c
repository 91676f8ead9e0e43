/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-shell"

#include "hr-care-private.h"
#include "handrail/core/hr-error.h"
#include "handrail/service/hr-cancelled.h"

/* A folder that is not there yet, a full disk, a database that is just being restored: each may pass. */
#define RETRY_S 60
/* The first look of a new day is in the night, when nobody waits for the store. */
#define BACKUP_LOOK_S (60 * 60)

struct _HrCare
{
  GObject parent_instance;
  HrCenter *center;
  gboolean stopped;
  GCancellable *cancellable;
  char *reported; /* (nullable): what the log says already */
  guint retry_source;
  guint backup_source;
  guint counts_source;
  gboolean counts_reported;
};

G_DEFINE_FINAL_TYPE (HrCare, hr_care, G_TYPE_OBJECT)

enum
{
  SIGNAL_TROUBLE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void open_center (HrCare *self);
static void open_counts (HrCare *self);

static gboolean
is_cancelled (HrCare *self, const GError *error)
{
  return self->stopped || hr_was_cancelled (error);
}

/* ---- trouble ---- */

/* On a thread of its own: a backup is read from its first to its last byte before it is recommended. */
static gpointer
advise_thread (gpointer data)
{
  g_autofree char *directory = data;
  g_autofree char *folder = g_shell_quote (directory);
  g_autofree char *backup = hr_store_find_sound_backup (directory);
  g_autofree char *file = backup != NULL ? g_shell_quote (backup) : NULL;

  if (file != NULL)
    g_message (
        "To go back to the newest sound backup: stop the kiosk, run \"handrailctl restore --data %s %s\" and start "
        "it again; the damaged file is kept",
        folder, file);
  else
    g_message (
        "There is no sound automatic backup in %s: run \"handrailctl restore --data %s FILE\" with one that is kept "
        "elsewhere; the damaged file is kept",
        directory, folder);
  return NULL;
}

/* What is wrong and what to do goes to the log, for whoever looks after the kiosk; the lobby is told to ask at the desk. */
static void
report_trouble (HrCare *self, const GError *error)
{
  const char *directory = hr_center_get_directory (self->center);
  g_autofree char *folder = g_shell_quote (directory);

  g_signal_emit (self, signals[SIGNAL_TROUBLE], 0, error->message);
  if (g_strcmp0 (self->reported, error->message) == 0)
    return;
  g_free (self->reported);
  self->reported = g_strdup (error->message);
  g_warning ("%s", error->message);
  if (g_error_matches (error, HR_ERROR, HR_ERROR_NOT_FOUND))
    g_message ("To make a center there, run \"handrailctl init --data %s\"; the kiosk looks again every minute",
               folder);
  else if (g_error_matches (error, HR_ERROR, HR_ERROR_CORRUPT))
    g_thread_unref (g_thread_new ("handrail-advice", advise_thread, g_strdup (directory)));
  else
    g_message ("The kiosk tries again every minute; \"handrailctl check --data %s\" says more", folder);
}

static void
damaged_cb (HrCare *self, const GError *error)
{
  if (!self->stopped)
    report_trouble (self, error);
}

/* ---- backups ---- */

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrCare) self = user_data;
  g_autoptr (GError) error = NULL;

  if (hr_store_backup_daily_finish (HR_STORE (source), result, &error) || is_cancelled (self, error))
    return;
  if (g_error_matches (error, HR_ERROR, HR_ERROR_CORRUPT))
    hr_center_report_damage (self->center, error);
  else
    g_warning ("Today's backup could not be made: %s", error->message);
}

/* A clock that was never set would name it after a day long ago. */
static void
back_up (HrCare *self)
{
  if (hr_center_is_open (self->center) && hr_clock_is_plausible (hr_center_get_clock (self->center)))
    hr_store_backup_daily_async (hr_center_get_store (self->center), self->cancellable, backed_up_cb,
                                 g_object_ref (self));
}

static gboolean
backup_cb (gpointer user_data)
{
  back_up (user_data);
  return G_SOURCE_CONTINUE;
}

/* ---- opening ---- */

static gboolean
retry_cb (gpointer user_data)
{
  HrCare *self = user_data;

  self->retry_source = 0;
  open_center (self);
  return G_SOURCE_REMOVE;
}

static gboolean
retry_counts_cb (gpointer user_data)
{
  HrCare *self = user_data;

  self->counts_source = 0;
  open_counts (self);
  return G_SOURCE_REMOVE;
}

static void
opened_counts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrCare) self = user_data;
  g_autoptr (GError) error = NULL;

  if (hr_center_open_counts_finish (HR_CENTER (source), result, &error) || is_cancelled (self, error))
    return;
  if (!self->counts_reported)
    g_warning ("Nobody can sign in: %s", error->message);
  self->counts_reported = TRUE;
  self->counts_source = g_timeout_add_seconds (RETRY_S, retry_counts_cb, self);
}

static void
open_counts (HrCare *self)
{
  hr_center_open_counts_async (self->center, opened_counts_cb, g_object_ref (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrCare) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean open = hr_center_open_finish (HR_CENTER (source), result, &error);

  if (is_cancelled (self, error))
    return;
  if (!open)
    {
      report_trouble (self, error);
      self->retry_source = g_timeout_add_seconds (RETRY_S, retry_cb, self);
      return;
    }
  g_clear_pointer (&self->reported, g_free);
  g_signal_emit (self, signals[SIGNAL_TROUBLE], 0, NULL);
  open_counts (self);
  back_up (self);
}

static void
open_center (HrCare *self)
{
  hr_center_open_async (self->center, self->cancellable, opened_cb, g_object_ref (self));
}

/* ---- the object ---- */

static void
hr_care_dispose (GObject *object)
{
  HrCare *self = HR_CARE (object);

  hr_care_stop (self);
  g_clear_object (&self->center);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->reported, g_free);
  G_OBJECT_CLASS (hr_care_parent_class)->dispose (object);
}

static void
hr_care_class_init (HrCareClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_care_dispose;
  signals[SIGNAL_TROUBLE]
      = g_signal_new ("trouble", HR_TYPE_CARE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hr_care_init (HrCare *self)
{
  self->cancellable = g_cancellable_new ();
}

HrCare *
hr_care_new (HrCenter *center)
{
  HrCare *self;

  g_return_val_if_fail (HR_IS_CENTER (center), NULL);
  self = g_object_new (HR_TYPE_CARE, NULL);
  self->center = g_object_ref (center);
  g_signal_connect_object (center, "damaged", G_CALLBACK (damaged_cb), self, G_CONNECT_SWAPPED);
  self->backup_source = g_timeout_add_seconds (BACKUP_LOOK_S, backup_cb, self);
  open_center (self);
  return self;
}

void
hr_care_stop (HrCare *self)
{
  g_return_if_fail (HR_IS_CARE (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_handle_id (&self->backup_source, g_source_remove);
  g_clear_handle_id (&self->counts_source, g_source_remove);
  self->stopped = TRUE;
}
