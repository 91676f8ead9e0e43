/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where lists can come from: USB sticks, folders, and the files in them that could be a list. Main thread; nothing of it waits for a disk:
 * folders are read on a thread of their own, which a dead share may keep. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** HR_FILES_MAX: so many entries of one folder are looked at */
#define HR_FILES_MAX 5000

#define HR_TYPE_FILES (hr_files_get_type ())
G_DECLARE_FINAL_TYPE (HrFiles, hr_files, HR, FILES, GObject)

/** HrFiles::changed: a stick came or went */

/**
 * HrFileSort:
 * @HR_FILE_STICK: a stick that is open: a folder
 * @HR_FILE_LOCKED_STICK: one that hr_files_open_async() opens
 * @HR_FILE_FOLDER: a folder
 * @HR_FILE_LIST: could be a list of meetings, as its name says
 * @HR_FILE_SHEET: a spreadsheet, which must be saved as CSV first
 */
typedef enum
{
  HR_FILE_STICK,
  HR_FILE_LOCKED_STICK,
  HR_FILE_FOLDER,
  HR_FILE_LIST,
  HR_FILE_SHEET,
} HrFileSort;

/** HrFileEntry: @path: "" of a locked stick; @size, @changed_s: of files; @volume: (nullable): of a locked stick */
typedef struct
{
  HrFileSort sort;
  char *name;
  char *path;
  guint64 size;
  gint64 changed_s;
  GVolume *volume;
} HrFileEntry;

/** hr_files_new: @directory: the data folder, whose handrail.conf may name folders: [import] folders=/srv/lists;… */
HrFiles *hr_files_new (const char *directory) G_GNUC_WARN_UNUSED_RESULT;

/** hr_files_list_async: @folder: (nullable): %NULL = the places to begin at: sticks first */
void hr_files_list_async (HrFiles *self, const char *folder, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/** hr_files_list_finish: (element-type HrFileEntry): folders by name, then files, the newest first. %HR_ERROR_NOT_FOUND, %HR_ERROR_IO */
GPtrArray *hr_files_list_finish (HrFiles *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_files_open_async: a locked stick */
void hr_files_open_async (HrFiles *self, GVolume *volume, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/** hr_files_open_finish: (transfer full): the path of its folder */
char *hr_files_open_finish (HrFiles *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
