/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-mount-private.h"
#include "handrail/core/hr-error.h"

#include <string.h>

typedef struct
{
  const HrShareRemote *remote;
  guint asked;
  gboolean stranger; /* the server could not prove who it is */
  gboolean done, ok;
  GError **error;
} Mounting;

static void
remote_clear (gpointer data)
{
  HrShareRemote *self = data;

  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_free (self->uri);
  g_free (self->user);
  g_free (self->domain);
  g_free (self->password);
}

HrShareRemote *
hr_share_remote_new (const char *uri, const char *user, const char *domain, const char *password)
{
  HrShareRemote *self = g_atomic_rc_box_new0 (HrShareRemote);

  self->uri = g_strdup (uri);
  self->user = g_strdup (user);
  self->domain = g_strdup (domain);
  self->password = g_strdup (password);
  return self;
}

void
hr_share_remote_unref (HrShareRemote *self)
{
  g_atomic_rc_box_release_full (self, remote_clear);
}

/* The second question for a password says that the first answer was wrong: to go on would lock the account. */
static void
ask_password_cb (GMountOperation *operation, const char *message, const char *user, const char *domain, GAskPasswordFlags flags,
                 gpointer data)
{
  Mounting *mounting = data;
  const HrShareRemote *remote = mounting->remote;

  if (mounting->asked++ > 0 || (remote->password == NULL && (flags & G_ASK_PASSWORD_ANONYMOUS_SUPPORTED) == 0))
    {
      g_mount_operation_reply (operation, G_MOUNT_OPERATION_ABORTED);
      return;
    }
  if (remote->password == NULL)
    g_mount_operation_set_anonymous (operation, TRUE);
  if (remote->user != NULL)
    g_mount_operation_set_username (operation, remote->user);
  if (remote->domain != NULL)
    g_mount_operation_set_domain (operation, remote->domain);
  if (remote->password != NULL)
    g_mount_operation_set_password (operation, remote->password);
  g_mount_operation_set_password_save (operation, G_PASSWORD_SAVE_NEVER);
  g_mount_operation_reply (operation, G_MOUNT_OPERATION_HANDLED);
}

/* Questions are about hosts whose key or certificate nobody here knows: whoever set the share up has to say so beforehand. */
static void
ask_question_cb (GMountOperation *operation, const char *message, const char *const *choices, gpointer data)
{
  ((Mounting *)data)->stranger = TRUE;
  g_mount_operation_reply (operation, G_MOUNT_OPERATION_ABORTED);
}

static void
mounted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Mounting *mounting = data;

  mounting->ok = g_file_mount_enclosing_volume_finish (G_FILE (source), result, mounting->error);
  mounting->done = TRUE;
}

static gboolean
explain (const Mounting *mounting, GError **error)
{
  if (error != NULL && g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_ALREADY_MOUNTED))
    {
      g_clear_error (error);
      return TRUE;
    }
  if (error == NULL || (!mounting->stranger && mounting->asked == 0))
    return FALSE;
  g_clear_error (error);
  if (mounting->stranger)
    g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED,
                         "The server of the share could not prove who it is. Make its key known on this computer first.");
  else
    g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED, "The server of the share did not take the user name and the password.");
  return FALSE;
}

gboolean
hr_share_remote_mount (HrShareRemote *self, HrShareJob *job, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_uri (self->uri);
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMountOperation) operation = g_mount_operation_new ();
  g_autoptr (GError) own_error = NULL;
  Mounting mounting = { .remote = self, .error = &own_error };

  g_signal_connect (operation, "ask-password", G_CALLBACK (ask_password_cb), &mounting);
  g_signal_connect (operation, "ask-question", G_CALLBACK (ask_question_cb), &mounting);
  g_main_context_push_thread_default (context);
  g_file_mount_enclosing_volume (file, G_MOUNT_MOUNT_NONE, operation, hr_share_job_cancellable (job), mounted_cb, &mounting);
  while (!mounting.done)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  g_signal_handlers_disconnect_by_data (operation, &mounting);
  if (mounting.ok || explain (&mounting, &own_error))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&own_error));
  return FALSE;
}
