/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder that devices share: all that the engine asks of any storage. A name is used once, for one content; nothing is ever
 * overwritten. Blocks: for a process of its own and for the command line. One thread at a time. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HrShareFolder HrShareFolder;

/**
 * HrShareFolderClass: what a kind of storage does. Paths go down from the folder, with "/"
 * @renames: a file can be written under another name first. Where not, one that is being written shows under its own
 * @list: (element-type utf8): names in @path, whatever they are; a folder that is not there is empty
 * @read: a whole file; %HR_ERROR_NOT_FOUND, or %HR_ERROR_LIMIT: longer than @maximum
 * @create: a file that was not there, on the disk where the storage can tell; makes folders below the share, never the share itself.
 *   %HR_ERROR_REFUSED: there is one, which stays. Whatever else went wrong, a part of it may lie there
 * @rename_new: %HR_ERROR_REFUSED: there is something at @to; both stay
 * @remove: one that is not there is removed
 * @sync: what was made, renamed and removed in the folder @path is on the disk, where the storage can tell
 */
typedef struct
{
  gboolean renames;
  GPtrArray *(*list) (HrShareFolder *self, const char *path, GError **error);
  GBytes *(*read) (HrShareFolder *self, const char *path, gsize maximum, GError **error);
  gboolean (*create) (HrShareFolder *self, const char *path, GBytes *bytes, GError **error);
  gboolean (*rename_new) (HrShareFolder *self, const char *from, const char *to, GError **error);
  gboolean (*remove) (HrShareFolder *self, const char *path, GError **error);
  gboolean (*sync) (HrShareFolder *self, const char *path, GError **error);
  void (*free) (HrShareFolder *self);
} HrShareFolderClass;

/**
 * HrShareFolder: how often each was asked, for what a sync costs
 * @limit_ms: on a server, how long a call waits while nothing moves; then it is given up with %HR_ERROR_BUSY, and so is every other for
 *   as long again. Nothing to a mounted folder
 */
struct _HrShareFolder
{
  const HrShareFolderClass *class;
  guint limit_ms;
  guint lists, reads, creates, renames, removes, syncs;
  guint64 bytes_read, bytes_written;
};

/** hr_share_folder_new_posix: @path: of a folder that is mounted here, or that another program keeps in step (Syncthing, Nextcloud) */
HrShareFolder *hr_share_folder_new_posix (const char *path) G_GNUC_WARN_UNUSED_RESULT;

/** HrShareLogin: who this device is at the server; each may be %NULL. Never a part of the address */
typedef struct
{
  const char *user, *domain, *password;
} HrShareLogin;

/**
 * hr_share_folder_open: of a path (or file://), smb://, sftp://, dav:// or davs://; what each needs is in app/share/FORMAT.md
 * @login: (nullable): copied
 * @cancellable: (nullable): ends every wait for a server, now and later; from any thread
 *
 * Asks nobody anything and reaches for nothing: the first call does, and mounts what is not mounted.
 *
 * Returns: %NULL with %HR_ERROR_INPUT: no such address
 */
HrShareFolder *hr_share_folder_open (const char *where, const HrShareLogin *login, GCancellable *cancellable, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void hr_share_folder_free (HrShareFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrShareFolder, hr_share_folder_free)

GPtrArray *hr_share_folder_list (HrShareFolder *self, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *hr_share_folder_read (HrShareFolder *self, const char *path, gsize maximum, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hr_share_folder_create (HrShareFolder *self, const char *path, GBytes *bytes, GError **error);
gboolean hr_share_folder_rename_new (HrShareFolder *self, const char *from, const char *to, GError **error);
gboolean hr_share_folder_remove (HrShareFolder *self, const char *path, GError **error);
gboolean hr_share_folder_sync (HrShareFolder *self, const char *path, GError **error);

/**
 * hr_share_folder_publish: @bytes stand at @path, whole and kept by a power cut where the storage can do that
 * @temporary: a base name that nobody else uses; for storages that rename
 *
 * Returns: %FALSE with %HR_ERROR_REFUSED (something has that name), %HR_ERROR_NO_SPACE or %HR_ERROR_IO
 */
gboolean hr_share_folder_publish (HrShareFolder *self, const char *path, const char *temporary, GBytes *bytes, GError **error);

G_END_DECLS
