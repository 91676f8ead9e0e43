/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-slip-care.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-exporter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PREFIX "slip-keys-"
#define SUFFIX ".conf"
#define LARGEST (1024 * 1024)

/* For the thread: nothing of it changes */
typedef struct
{
  HrSlipCareStep step;
  char *what;
  char *directory;
  char *site;
  HrDate today; /* or %HR_DATE_NONE: the clock was never set */
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_free (self->what);
  g_free (self->directory);
  g_free (self->site);
  g_free (self);
}

void
hr_slip_care_result_free (HrSlipCareResult *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_free (self->path);
  g_free (self);
}

static gboolean
check_clock (const Work *work, GError **error)
{
  if (work->today != HR_DATE_NONE)
    return TRUE;
  g_set_error_literal (error, HR_ERROR, HR_ERROR_CLOCK,
                       _ ("The clock of this device cannot be right. Set the date and the time first."));
  return FALSE;
}

/* Of the key that signs, or of the newest one. */
static char *
make_name (GPtrArray *keys)
{
  const HrSlipKey *chosen = g_ptr_array_index (keys, keys->len - 1);
  g_autofree char *number = NULL;

  for (guint i = 0; i < keys->len; i++)
    if (((HrSlipKey *)g_ptr_array_index (keys, i))->current)
      chosen = g_ptr_array_index (keys, i);
  number = hr_slip_tag_to_string (chosen->tag);
  return g_strconcat (PREFIX, number, SUFFIX, NULL);
}

static gboolean
export_keys (const Work *work, HrSlipCareResult *result, GError **error)
{
  g_autoptr (GPtrArray) keys = hr_slip_keys_list (work->directory, error);
  g_autofree char *text = keys != NULL ? hr_slip_keys_export (work->directory, error) : NULL;
  g_autofree char *name = NULL;

  if (text == NULL)
    return FALSE;
  if (keys->len == 0)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("There is no key yet."));
      return FALSE;
    }
  name = make_name (keys);
  result->path = g_build_filename (work->what, name, NULL);
  return hr_exporter_save (result->path, text, strlen (text), error);
}

static gboolean
import_file (const Work *work, const char *path, HrSlipCareResult *result, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) own = NULL;
  gsize length = 0;
  int n;

  if (!g_file_get_contents (path, &text, &length, &own))
    {
      g_set_error (error, HR_ERROR, HR_ERROR_IO, _ ("%s cannot be read: %s."), path, own->message);
      return FALSE;
    }
  /* a byte that no text has, or a file that is no list of keys */
  n = length < LARGEST && strlen (text) == length ? hr_slip_keys_import (work->directory, text, error)
                                                  : hr_slip_keys_import (work->directory, "", error);
  result->n += MAX (n, 0);
  return n >= 0;
}

static gboolean
import_keys (const Work *work, HrSlipCareResult *result, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (work->what, 0, NULL);
  gboolean found = FALSE;

  for (const char *name = folder != NULL ? g_dir_read_name (folder) : NULL; name != NULL; name = g_dir_read_name (folder))
    {
      g_autofree char *path = g_build_filename (work->what, name, NULL);

      if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX))
        continue;
      found = TRUE;
      if (!import_file (work, path, result, error))
        return FALSE;
    }
  if (!found)
    g_set_error_literal (error, HR_ERROR, HR_ERROR_NOT_FOUND,
                         _ ("There is no file with public keys. Their names begin with \"slip-keys\"; they must lie in the folder "
                            "itself."));
  return found;
}

static gboolean
do_step (const Work *work, HrSlipCareResult *result, GError **error)
{
  switch (work->step)
    {
    case HR_SLIP_CARE_ROTATE:
      return check_clock (work, error) && hr_slip_keys_rotate (work->directory, work->site, work->today, error);
    case HR_SLIP_CARE_REVOKE:
      return check_clock (work, error) && hr_slip_keys_revoke (work->directory, work->what, work->today, error);
    case HR_SLIP_CARE_EXPORT:
      return export_keys (work, result, error);
    case HR_SLIP_CARE_IMPORT:
      return import_keys (work, result, error);
    case HR_SLIP_CARE_LIST:
    default:
      return TRUE;
    }
}

static gpointer
care_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  const Work *work = g_task_get_task_data (task);
  g_autoptr (HrSlipCareResult) result = g_new0 (HrSlipCareResult, 1);
  GError *error = NULL;

  if (do_step (work, result, &error))
    result->keys = hr_slip_keys_list (work->directory, &error);
  if (result->keys != NULL)
    g_task_return_pointer (task, g_steal_pointer (&result), (GDestroyNotify)hr_slip_care_result_free);
  else
    g_task_return_error (task, error);
  return NULL;
}

void
hr_slip_care_async (HrCenter *center, HrSlipCareStep step, const char *what, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_CENTER (center));
  g_return_if_fail (step == HR_SLIP_CARE_LIST || step == HR_SLIP_CARE_ROTATE || what != NULL);

  GTask *task = g_task_new (center, NULL, callback, user_data);
  Work *work = g_new0 (Work, 1);
  HrRecord *site = hr_center_get_site (center);
  HrClock *clock = hr_center_get_clock (center);
  int minute;

  work->step = step;
  work->what = g_strdup (what);
  work->directory = g_strdup (hr_center_get_directory (center));
  work->site = g_strdup (site != NULL ? hr_record_get (site, "name") : NULL);
  work->today = HR_DATE_NONE;
  if (hr_clock_is_plausible (clock))
    hr_zone_from_unix_s (hr_center_get_zone (center), hr_clock_now_s (clock), &work->today, &minute);
  g_task_set_source_tag (task, hr_slip_care_async);
  g_task_set_task_data (task, work, work_free);
  g_thread_unref (g_thread_new ("handrail-slip-care", care_thread, task));
}

HrSlipCareResult *
hr_slip_care_finish (HrCenter *center, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, center), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
