/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-files.h"

#include "handrail/core/hr-error.h"

#include <gio/gunixmounts.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define CONFIG_FILE "handrail.conf"

struct _HrFiles
{
  GObject parent_instance;
  char *directory;
  GVolumeMonitor *volumes;
  GUnixMountMonitor *mounts;
};

enum
{
  CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrFiles, hr_files, G_TYPE_OBJECT)

/* What a thread needs */
typedef struct
{
  char *directory;
  char *folder; /* (nullable) */
  GPtrArray *entries;
} HrListing;

static void
entry_free (gpointer data)
{
  HrFileEntry *self = data;

  g_free (self->name);
  g_free (self->path);
  g_clear_object (&self->volume);
  g_free (self);
}

static void
listing_free (gpointer data)
{
  HrListing *self = data;

  g_free (self->directory);
  g_free (self->folder);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}

static gboolean
has_path (GPtrArray *entries, const char *path)
{
  for (guint i = 0; i < entries->len; i++)
    if (strcmp (((HrFileEntry *)entries->pdata[i])->path, path) == 0)
      return TRUE;
  return FALSE;
}

/* @name: (nullable): the folder's own */
static void
add_place (GPtrArray *entries, HrFileSort sort, const char *path, const char *name)
{
  HrFileEntry *entry;

  if (path == NULL || *path == '\0' || has_path (entries, path))
    return;
  entry = g_new0 (HrFileEntry, 1);
  entry->sort = sort;
  entry->path = g_strdup (path);
  entry->name = name != NULL ? g_strdup (name) : g_filename_display_basename (path);
  g_ptr_array_add (entries, entry);
}

/* ---- places ---- */

/* Below these, whatever mounts sticks puts them: also without a desktop. */
static void
add_mounted (GPtrArray *entries)
{
  GList *mounts = g_unix_mounts_get (NULL);

  for (GList *l = mounts; l != NULL; l = l->next)
    {
      const char *path = g_unix_mount_get_mount_path (l->data);

      if (g_str_has_prefix (path, "/media/") || g_str_has_prefix (path, "/run/media/"))
        add_place (entries, HR_FILE_STICK, path, NULL);
    }
  g_list_free_full (mounts, (GDestroyNotify)g_unix_mount_free);
}

static void
add_configured (GPtrArray *entries, const char *directory)
{
  g_autofree char *path = g_build_filename (directory, CONFIG_FILE, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) folders = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return;
  folders = g_key_file_get_string_list (file, "import", "folders", NULL, NULL);
  for (guint i = 0; folders != NULL && folders[i] != NULL; i++)
    if (g_path_is_absolute (folders[i]))
      add_place (entries, HR_FILE_FOLDER, folders[i], NULL);
}

static void
list_places (HrListing *self)
{
  static const GUserDirectory special[] = { G_USER_DIRECTORY_DOWNLOAD, G_USER_DIRECTORY_DOCUMENTS, G_USER_DIRECTORY_DESKTOP };

  add_mounted (self->entries);
  add_configured (self->entries, self->directory);
  for (guint i = 0; i < G_N_ELEMENTS (special); i++)
    {
      const char *path = g_get_user_special_dir (special[i]);

      if (path != NULL && g_file_test (path, G_FILE_TEST_IS_DIR))
        add_place (self->entries, HR_FILE_FOLDER, path, NULL);
    }
  if (g_file_test (g_get_home_dir (), G_FILE_TEST_IS_DIR))
    add_place (self->entries, HR_FILE_FOLDER, g_get_home_dir (), _ ("Home folder"));
}

/* What the volume monitor knows beside: only the main thread may ask it. */
static void
add_volumes (HrFiles *self, GPtrArray *entries)
{
  GList *mounts = g_volume_monitor_get_mounts (self->volumes), *volumes = g_volume_monitor_get_volumes (self->volumes);

  for (GList *l = mounts; l != NULL; l = l->next)
    {
      g_autoptr (GFile) root = g_mount_get_root (l->data);
      g_autoptr (GDrive) drive = g_mount_get_drive (l->data);
      g_autofree char *path = g_file_get_path (root);
      g_autofree char *name = g_mount_get_name (l->data);

      if (drive != NULL && g_drive_is_removable (drive))
        add_place (entries, HR_FILE_STICK, path, name);
    }
  for (GList *l = volumes; l != NULL; l = l->next)
    {
      g_autoptr (GMount) mount = g_volume_get_mount (l->data);
      g_autoptr (GDrive) drive = g_volume_get_drive (l->data);
      HrFileEntry *entry;

      if (mount != NULL || drive == NULL || !g_drive_is_removable (drive) || !g_volume_can_mount (l->data))
        continue;
      entry = g_new0 (HrFileEntry, 1);
      entry->sort = HR_FILE_LOCKED_STICK;
      entry->name = g_volume_get_name (l->data);
      entry->path = g_strdup ("");
      entry->volume = g_object_ref (l->data);
      g_ptr_array_insert (entries, 0, entry);
    }
  g_list_free_full (mounts, g_object_unref);
  g_list_free_full (volumes, g_object_unref);
}

/* ---- a folder ---- */

static gboolean
ends_with (const char *folded, const char *const *endings)
{
  for (; *endings != NULL; endings++)
    if (g_str_has_suffix (folded, *endings))
      return TRUE;
  return FALSE;
}

static gboolean
find_sort (GFileInfo *info, const char *name, HrFileSort *ret_sort)
{
  static const char *const lists[] = { ".json", ".jsonp", ".ndjson", ".js", ".csv", ".tsv", ".tab", ".txt", ".ics", ".ical", NULL };
  static const char *const sheets[] = { ".xls", ".xlsx", ".ods", ".numbers", NULL };
  g_autofree char *folded = g_ascii_strdown (name, -1);

  if (*name == '.')
    return FALSE;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    *ret_sort = HR_FILE_FOLDER;
  else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return FALSE;
  else if (ends_with (folded, sheets))
    *ret_sort = HR_FILE_SHEET;
  else if (ends_with (folded, lists))
    *ret_sort = HR_FILE_LIST;
  else
    return FALSE;
  return TRUE;
}

static int
compare_entries_cb (gconstpointer a, gconstpointer b)
{
  const HrFileEntry *x = *(const HrFileEntry *const *)a, *y = *(const HrFileEntry *const *)b;

  if (x->sort != y->sort)
    return x->sort < y->sort ? -1 : 1;
  if (x->sort != HR_FILE_FOLDER && x->changed_s != y->changed_s)
    return x->changed_s > y->changed_s ? -1 : 1;
  return g_utf8_collate (x->name, y->name);
}

static void
set_error (GError **error, const GError *own, const char *folder)
{
  g_autofree char *name = g_filename_display_basename (folder);

  if (g_error_matches (own, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("“%s” is not there any more. Is the stick in?"), name);
  else
    g_set_error (error, HR_ERROR, HR_ERROR_IO, _ ("“%s” could not be read: %s"), name, own->message);
}

static gboolean
list_folder (HrListing *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);
  g_autoptr (GError) own = NULL;
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      folder,
      G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE
                                     "," G_FILE_ATTRIBUTE_TIME_MODIFIED,
      G_FILE_QUERY_INFO_NONE, cancellable, &own);
  GFileInfo *info = NULL;

  for (guint n = 0; children != NULL && n < HR_FILES_MAX && g_file_enumerator_iterate (children, &info, NULL, cancellable, &own); n++)
    {
      HrFileEntry *entry;
      HrFileSort sort;

      if (info == NULL)
        break;
      if (!find_sort (info, g_file_info_get_name (info), &sort))
        continue;
      entry = g_new0 (HrFileEntry, 1);
      entry->sort = sort;
      entry->name = g_filename_display_name (g_file_info_get_name (info));
      entry->path = g_build_filename (self->folder, g_file_info_get_name (info), NULL);
      entry->size = (guint64)g_file_info_get_size (info);
      entry->changed_s = (gint64)g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
      g_ptr_array_add (self->entries, entry);
    }
  if (own != NULL)
    {
      set_error (error, own, self->folder);
      return FALSE;
    }
  g_ptr_array_sort (self->entries, compare_entries_cb);
  return TRUE;
}

static gpointer
list_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  HrListing *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (self->folder == NULL)
    list_places (self);
  else
    list_folder (self, g_task_get_cancellable (task), &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  return NULL;
}

void
hr_files_list_async (HrFiles *self, const char *folder, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  HrListing *listing = g_new0 (HrListing, 1);

  g_return_if_fail (HR_IS_FILES (self));

  task = g_task_new (self, cancellable, callback, user_data);
  listing->directory = g_strdup (self->directory);
  listing->folder = g_strdup (folder);
  listing->entries = g_ptr_array_new_with_free_func (entry_free);
  g_task_set_task_data (task, listing, listing_free);
  g_thread_unref (g_thread_new ("files", list_thread, task));
}

GPtrArray *
hr_files_list_finish (HrFiles *self, GAsyncResult *result, GError **error)
{
  HrListing *listing;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  listing = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  if (listing->folder == NULL)
    add_volumes (self, listing->entries);
  return g_steal_pointer (&listing->entries);
}

/* ---- sticks ---- */

static void
mounted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) own = NULL;
  g_autoptr (GMount) mount = NULL;
  g_autoptr (GFile) root = NULL;
  char *path = NULL;

  if (g_volume_mount_finish (G_VOLUME (object), result, &own) || g_error_matches (own, G_IO_ERROR, G_IO_ERROR_ALREADY_MOUNTED))
    {
      mount = g_volume_get_mount (G_VOLUME (object));
      root = mount != NULL ? g_mount_get_root (mount) : NULL;
      path = root != NULL ? g_file_get_path (root) : NULL;
    }
  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_new_error (task, HR_ERROR, HR_ERROR_IO, _ ("The stick could not be opened: %s"),
                             own != NULL ? own->message : _ ("it holds no files."));
}

void
hr_files_open_async (HrFiles *self, GVolume *volume, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_FILES (self));

  g_volume_mount (volume, G_MOUNT_MOUNT_NONE, NULL, cancellable, mounted_cb, g_task_new (self, cancellable, callback, user_data));
}

char *
hr_files_open_finish (HrFiles *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- life ---- */

static void
news_cb (HrFiles *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
hr_files_finalize (GObject *object)
{
  HrFiles *self = HR_FILES (object);

  g_clear_object (&self->volumes);
  g_clear_object (&self->mounts);
  g_free (self->directory);
  G_OBJECT_CLASS (hr_files_parent_class)->finalize (object);
}

static void
hr_files_class_init (HrFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_files_finalize;
  signals[CHANGED] = g_signal_new ("changed", HR_TYPE_FILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_files_init (HrFiles *self)
{
  static const char *const news[] = { "mount-added", "mount-removed", "volume-added", "volume-removed" };

  self->volumes = g_volume_monitor_get ();
  self->mounts = g_unix_mount_monitor_get ();
  for (guint i = 0; i < G_N_ELEMENTS (news); i++)
    g_signal_connect_object (self->volumes, news[i], G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->mounts, "mounts-changed", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
}

HrFiles *
hr_files_new (const char *directory)
{
  HrFiles *self = g_object_new (HR_TYPE_FILES, NULL);

  self->directory = g_strdup (directory);
  return self;
}
