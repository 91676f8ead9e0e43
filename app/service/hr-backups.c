/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-backups.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-words.h"

#include <glib/gi18n-lib.h>

#define ATTRIBUTES G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED

void
hr_backup_free (HrBackup *self)
{
  g_free (self->path);
  g_free (self);
}

static gboolean
find_kind (const char *name, HrBackupKind *ret_kind)
{
  static const char *const prefixes[] = { HR_STORE_BACKUP_DAILY, HR_STORE_BACKUP_BY_HAND, HR_STORE_BACKUP_BEFORE };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (name, prefixes[i]) && g_str_has_suffix (name, HR_STORE_BACKUP_SUFFIX))
      {
        *ret_kind = (HrBackupKind)i;
        return TRUE;
      }
  return FALSE;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const HrBackup *x = *(const HrBackup *const *)a, *y = *(const HrBackup *const *)b;

  return x->made_s != y->made_s ? (x->made_s > y->made_s ? -1 : 1) : g_strcmp0 (y->path, x->path);
}

/* On a thread of its own: a dead disk must not stop what others ask of GIO. */
static gpointer
list_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  const char *folder = g_task_get_task_data (task);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (file, ATTRIBUTES, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, &error);
  g_autoptr (GPtrArray) backups = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_backup_free);
  GFileInfo *info = NULL;
  HrBackupKind kind;

  while (children != NULL && g_file_enumerator_iterate (children, &info, NULL, cancellable, &error) && info != NULL)
    {
      g_autoptr (GDateTime) made = g_file_info_get_modification_date_time (info);
      HrBackup *backup;

      if (!find_kind (g_file_info_get_name (info), &kind))
        continue;
      backup = g_new0 (HrBackup, 1);
      backup->path = g_build_filename (folder, g_file_info_get_name (info), NULL);
      backup->kind = kind;
      backup->made_s = made != NULL ? g_date_time_to_unix (made) : 0;
      backup->bytes = (guint64)g_file_info_get_size (info);
      g_ptr_array_add (backups, backup);
    }
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_task_return_new_error (task, HR_ERROR, HR_ERROR_IO, _ ("The backups in %s could not be listed: %s."), folder, error->message);
      return NULL;
    }
  g_ptr_array_sort (backups, compare_newest_first);
  g_task_return_pointer (task, g_steal_pointer (&backups), (GDestroyNotify)g_ptr_array_unref);
  return NULL;
}

void
hr_backups_list_async (HrCenter *center, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HR_IS_CENTER (center));

  task = g_task_new (center, cancellable, callback, user_data);
  g_task_set_source_tag (task, hr_backups_list_async);
  g_task_set_task_data (task, g_build_filename (hr_center_get_directory (center), "backups", NULL), g_free);
  g_thread_unref (g_thread_new ("handrail-backups", list_thread, task));
}

GPtrArray *
hr_backups_list_finish (HrCenter *center, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, center), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
hr_backup_describe (const HrBackup *self, const HrZone *zone)
{
  /* Translators: what a backup is: made every day by itself, by somebody, or before somebody went back to another one */
  static const char *const kinds[] = { N_ ("made by itself"), N_ ("made by hand"), N_ ("before going back") };
  HrDate date = HR_DATE_NONE;
  int minute = 0;
  g_autofree char *day = NULL, *time = NULL, *size = g_format_size (self->bytes);

  hr_zone_from_unix_s (zone, self->made_s, &date, &minute);
  day = hr_words_date (date);
  time = hr_words_time (minute);
  /* Translators: a backup: day, time, how it came to be, size */
  return g_strdup_printf (_ ("%s, %s · %s · %s"), day, time, _ (kinds[self->kind]), size);
}
