/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-sharing.h"

#include "handrail/core/hr-error.h"
#include "hr-sharing-private.h"

#include <glib/gi18n-lib.h>

#define WATCH_S 30
#define SECOND_US G_USEC_PER_SEC

struct _HrSharing
{
  GObject parent_instance;
  HrCenter *center;
  HrSharingState *state;
  char *print; /* of the state: whether it is another */
  char *trouble;
  guint serial;
  guint watch;  /* the source, or 0 */
  guint slow;   /* the source that says again how long the work lasts, or 0 */
  gint64 since; /* when the work began, or 0 */
  gboolean looking, again;
  GPtrArray *requests;
  char *root_key;
};

enum
{
  CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrSharing, hr_sharing, G_TYPE_OBJECT)

static void
tell (HrSharing *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- how it stands ---- */

/** Look: what the thread needs, for the center belongs to the main one */
typedef struct
{
  char *directory;
  HrStore *store;
  HrClock *clock;
} Look;

static void
look_free (gpointer data)
{
  Look *self = data;

  g_free (self->directory);
  g_object_unref (self->store);
  g_object_unref (self->clock);
  g_free (self);
}

static gpointer
look_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  const Look *look = g_task_get_task_data (task);
  GError *error = NULL;
  HrSharingState *state = hr_sharing_load_state (look->directory, look->store, look->clock, &error);

  if (state != NULL)
    g_task_return_pointer (task, state, (GDestroyNotify)hr_sharing_state_free);
  else
    g_task_return_error (task, error);
  return NULL;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrSharing *self = HR_SHARING (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrSharingState) state = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *print = state != NULL ? hr_sharing_state_print (state) : g_strdup (error->message);
  gboolean other = g_strcmp0 (print, self->print) != 0;

  self->looking = FALSE;
  if (other)
    {
      g_clear_pointer (&self->state, hr_sharing_state_free);
      self->state = g_steal_pointer (&state);
      g_free (self->trouble);
      self->trouble = error != NULL ? g_strdup (error->message) : NULL;
      g_free (self->print);
      self->print = g_steal_pointer (&print);
      self->serial++;
      tell (self);
    }
  if (self->again)
    hr_sharing_look (self);
}

void
hr_sharing_look (HrSharing *self)
{
  GTask *task = NULL;
  Look *look = NULL;

  g_return_if_fail (HR_IS_SHARING (self));

  self->again = self->looking;
  if (self->looking || !hr_center_is_open (self->center))
    return;
  self->looking = TRUE;
  look = g_new0 (Look, 1);
  look->directory = g_strdup (hr_center_get_directory (self->center));
  look->store = g_object_ref (hr_center_get_store (self->center));
  look->clock = g_object_ref (hr_center_get_clock (self->center));
  task = g_task_new (self, NULL, looked_cb, NULL);
  g_task_set_task_data (task, look, look_free);
  g_thread_unref (g_thread_new ("handrail-share-look", look_thread, task));
}

static gboolean
watch_cb (gpointer user_data)
{
  hr_sharing_look (user_data);
  return G_SOURCE_CONTINUE;
}

void
hr_sharing_watch (HrSharing *self, gboolean watch)
{
  g_return_if_fail (HR_IS_SHARING (self));

  g_clear_handle_id (&self->watch, g_source_remove);
  if (!watch)
    return;
  self->watch = g_timeout_add_seconds (WATCH_S, watch_cb, self);
  hr_sharing_look (self);
}

const HrSharingState *
hr_sharing_get_state (HrSharing *self)
{
  g_return_val_if_fail (HR_IS_SHARING (self), NULL);
  return self->state;
}

const char *
hr_sharing_get_trouble (HrSharing *self)
{
  g_return_val_if_fail (HR_IS_SHARING (self), NULL);
  return self->trouble;
}

guint
hr_sharing_get_serial (HrSharing *self)
{
  g_return_val_if_fail (HR_IS_SHARING (self), 0);
  return self->serial;
}

/* ---- work ---- */

static gboolean
slow_cb (gpointer user_data)
{
  tell (user_data);
  return G_SOURCE_CONTINUE;
}

static void
begin (HrSharing *self)
{
  self->since = g_get_monotonic_time ();
  self->slow = g_timeout_add_seconds (5, slow_cb, self);
  tell (self);
}

static void
end (HrSharing *self)
{
  self->since = 0;
  g_clear_handle_id (&self->slow, g_source_remove);
  hr_sharing_look (self);
  tell (self);
}

static gpointer
work_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (hr_sharing_job_run (g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  return NULL;
}

/* Before the caller's own: what it asks for in its callback is new already, and so is the next piece of work possible. */
static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrSharing *self = HR_SHARING (source);
  g_autoptr (GTask) outer = user_data;
  HrSharingJob *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);

  if (job->requests != NULL)
    {
      g_clear_pointer (&self->requests, g_ptr_array_unref);
      self->requests = g_steal_pointer (&job->requests);
    }
  if (job->root_key != NULL)
    {
      g_free (self->root_key);
      self->root_key = g_steal_pointer (&job->root_key);
    }
  end (self);
  if (ok)
    g_task_return_boolean (outer, TRUE);
  else
    g_task_return_error (outer, error);
}

void
hr_sharing_work_async (HrSharing *self, const HrSharingWork *work, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *outer = NULL, *task = NULL;

  g_return_if_fail (HR_IS_SHARING (self));

  outer = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (outer, hr_sharing_work_async);
  if (self->since != 0)
    {
      g_task_return_new_error (outer, HR_ERROR, HR_ERROR_BUSY, "%s",
                               _ ("The share is being asked for something else just now. Try again in a moment."));
      g_object_unref (outer);
      return;
    }
  task = g_task_new (self, NULL, worked_cb, outer);
  g_task_set_task_data (task, hr_sharing_job_new (self->center, work), hr_sharing_job_free);
  begin (self);
  g_thread_unref (g_thread_new ("handrail-share", work_thread, task));
}

gboolean
hr_sharing_work_finish (HrSharing *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
hr_sharing_is_busy (HrSharing *self, guint *ret_seconds)
{
  g_return_val_if_fail (HR_IS_SHARING (self), FALSE);

  if (ret_seconds != NULL)
    *ret_seconds = self->since != 0 ? (guint)((g_get_monotonic_time () - self->since) / SECOND_US) : 0;
  return self->since != 0;
}

GPtrArray *
hr_sharing_get_requests (HrSharing *self)
{
  g_return_val_if_fail (HR_IS_SHARING (self), NULL);
  return self->requests;
}

const char *
hr_sharing_get_root_key (HrSharing *self)
{
  g_return_val_if_fail (HR_IS_SHARING (self), NULL);
  return self->root_key;
}

/* ---- life ---- */

static void
hr_sharing_finalize (GObject *object)
{
  HrSharing *self = HR_SHARING (object);

  g_clear_handle_id (&self->watch, g_source_remove);
  g_clear_handle_id (&self->slow, g_source_remove);
  g_clear_pointer (&self->state, hr_sharing_state_free);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_object (&self->center);
  g_free (self->print);
  g_free (self->trouble);
  g_free (self->root_key);
  G_OBJECT_CLASS (hr_sharing_parent_class)->finalize (object);
}

static void
hr_sharing_class_init (HrSharingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_sharing_finalize;
  signals[CHANGED] = g_signal_new ("changed", HR_TYPE_SHARING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_sharing_init (HrSharing *self)
{
}

HrSharing *
hr_sharing_new (HrCenter *center)
{
  HrSharing *self;

  g_return_val_if_fail (HR_IS_CENTER (center), NULL);

  self = g_object_new (HR_TYPE_SHARING, NULL);
  self->center = g_object_ref (center);
  return self;
}
