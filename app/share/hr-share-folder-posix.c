/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of the file system: temporary name, fsync, rename to a name that never was, fsync of the folder. After a failed fsync the
 * file is thrown away: nobody knows what of it is on the disk. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "handrail/share/hr-share-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  HrShareFolder base;
  char *path;
} Posix;

static char *
full (HrShareFolder *base, const char *path)
{
  return g_build_filename (((Posix *)base)->path, path, NULL);
}

static GPtrArray *
posix_list (HrShareFolder *base, const char *path, GError **error)
{
  g_autofree char *folder = full (base, path);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &local);
  const char *name;

  if (dir == NULL && g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_steal_pointer (&names);
  if (dir == NULL)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_IO, "The folder \"%s\" of the share cannot be read: %s", folder, local->message);
      return NULL;
    }
  errno = 0;
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  return g_steal_pointer (&names);
}

static GBytes *
read_fd (int fd, const char *path, gsize maximum, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];

  for (;;)
    {
      ssize_t n = read (fd, buffer, sizeof buffer);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          hr_set_errno_error (error, errno, "\"%s\" on the share could not be read", path);
          return NULL;
        }
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      if (bytes->len + (gsize)n > maximum)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_LIMIT, "\"%s\" on the share is longer than such a file may be.", path);
          return NULL;
        }
      g_byte_array_append (bytes, buffer, (guint)n);
    }
}

static GBytes *
posix_read (HrShareFolder *base, const char *path, gsize maximum, GError **error)
{
  g_autofree char *file = full (base, path);
  int fd = open (file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  GBytes *bytes;

  if (fd < 0 && (errno == ENOENT || errno == ESTALE))
    {
      g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, "There is no \"%s\" on the share.", path);
      return NULL;
    }
  if (fd < 0)
    {
      hr_set_errno_error (error, errno, "\"%s\" on the share could not be opened", path);
      return NULL;
    }
  bytes = read_fd (fd, path, maximum, error);
  close (fd);
  return bytes;
}

static gboolean
write_fd (int fd, GBytes *bytes)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      ssize_t n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      data += n;
      length -= (gsize)n;
    }
  return fsync (fd) == 0;
}

/* Never over another file. Not every file system has each of these. */
static gboolean
rename_new (const char *from, const char *to)
{
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;
  if (link (from, to) == 0)
    return unlink (from) == 0;
  if (errno == EEXIST)
    return FALSE;
  if (access (to, F_OK) == 0)
    {
      errno = EEXIST;
      return FALSE;
    }
  return rename (from, to) == 0;
}

/* Folders below the share; the share itself is never made: where it is not, it is away. */
static gboolean
make_folders (HrShareFolder *base, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *file = full (base, folder);

  if (strcmp (folder, ".") == 0)
    return TRUE;
  if (mkdir (file, 0755) == 0 || errno == EEXIST)
    return TRUE;
  return errno == ENOENT && make_folders (base, folder) && (mkdir (file, 0755) == 0 || errno == EEXIST);
}

static gboolean
sync_folder_of (const char *file)
{
  g_autofree char *folder = g_path_get_dirname (file);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok = fd >= 0 && (fsync (fd) == 0 || errno == EINVAL);

  if (fd >= 0)
    close (fd);
  return ok;
}

static gboolean
posix_create (HrShareFolder *base, const char *path, const char *temporary, GBytes *bytes, GError **error)
{
  g_autofree char *file = full (base, path);
  g_autofree char *folder = g_path_get_dirname (file);
  g_autofree char *draft = g_build_filename (folder, temporary, NULL);
  int fd = open (draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0644);
  gboolean ok;
  int code;

  if (fd < 0 && errno == ENOENT && make_folders (base, path))
    fd = open (draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (fd < 0)
    return hr_set_errno_error (error, errno, "\"%s\" could not be written to the share", path);
  ok = write_fd (fd, bytes);
  code = errno;
  if (close (fd) != 0 && ok)
    {
      ok = FALSE;
      code = errno;
    }
  if (ok && !rename_new (draft, file))
    {
      ok = FALSE;
      code = errno;
    }
  if (!ok)
    unlink (draft);
  if (!ok && code == EEXIST)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_REFUSED, "There is \"%s\" on the share already.", path);
      return FALSE;
    }
  if (!ok)
    return hr_set_errno_error (error, code, "\"%s\" could not be written to the share", path);
  if (!sync_folder_of (file))
    return hr_set_errno_error (error, errno, "The folder of \"%s\" on the share could not be written", path);
  return TRUE;
}

static gboolean
posix_remove (HrShareFolder *base, const char *path, GError **error)
{
  g_autofree char *file = full (base, path);

  if (unlink (file) == 0 || errno == ENOENT)
    return TRUE;
  return hr_set_errno_error (error, errno, "\"%s\" could not be taken off the share", path);
}

static void
posix_free (HrShareFolder *base)
{
  g_free (((Posix *)base)->path);
  g_free (base);
}

static const HrShareFolderClass posix_class = { posix_list, posix_read, posix_create, posix_remove, posix_free };

HrShareFolder *
hr_share_folder_new_posix (const char *path)
{
  Posix *self = g_new0 (Posix, 1);

  self->base.class = &posix_class;
  self->path = g_strdup (path);
  return &self->base;
}
