/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder that devices share: all that the engine asks of any storage. Names are used once, for one content; nothing is ever
 * overwritten. Blocks: for a process of its own and the command line. One thread at a time. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HrShareFolder HrShareFolder;

/**
 * HrShareFolderClass: what an implementation does. Paths go down from the folder, with "/"
 * @list: (element-type utf8): names of the files in @path; one that is not there is empty; %HR_ERROR_IO
 * @read: a whole file; %HR_ERROR_NOT_FOUND, %HR_ERROR_LIMIT (longer than @maximum), %HR_ERROR_IO
 * @create: a file with a name that never was, there whole or not at all where the storage can do that, and kept by a power cut where it
 *   can do that; makes folders. %HR_ERROR_REFUSED (there is one), %HR_ERROR_NO_SPACE, %HR_ERROR_IO
 * @remove: one that is not there is removed
 */
typedef struct
{
  GPtrArray *(*list) (HrShareFolder *self, const char *path, GError **error);
  GBytes *(*read) (HrShareFolder *self, const char *path, gsize maximum, GError **error);
  gboolean (*create) (HrShareFolder *self, const char *path, const char *temporary, GBytes *bytes, GError **error);
  gboolean (*remove) (HrShareFolder *self, const char *path, GError **error);
  void (*free) (HrShareFolder *self);
} HrShareFolderClass;

/** HrShareFolder: @lists…: how often each was asked */
struct _HrShareFolder
{
  const HrShareFolderClass *class;
  guint lists, reads, creates, removes;
  guint64 bytes_read, bytes_written;
};

/** hr_share_folder_new_posix: @path: of a folder that is mounted here, or that another program keeps in step (Syncthing, Nextcloud) */
HrShareFolder *hr_share_folder_new_posix (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void hr_share_folder_free (HrShareFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrShareFolder, hr_share_folder_free)

GPtrArray *hr_share_folder_list (HrShareFolder *self, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *hr_share_folder_read (HrShareFolder *self, const char *path, gsize maximum, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_folder_create: @temporary: a base name that is the caller's alone */
gboolean hr_share_folder_create (HrShareFolder *self, const char *path, const char *temporary, GBytes *bytes, GError **error);
gboolean hr_share_folder_remove (HrShareFolder *self, const char *path, GError **error);

G_END_DECLS
