/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of the file system. After a failed fsync nobody knows what of a file is on the disk: it counts as not written. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "handrail/share/hr-share-folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
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
  DIR *dir = opendir (folder);
  struct dirent *entry;
  int code;

  if (dir == NULL && errno == ENOENT)
    return g_steal_pointer (&names);
  if (dir == NULL)
    {
      hr_set_errno_error (error, errno, "The folder \"%s\" of the share could not be opened", path);
      return NULL;
    }
  /* a listing that broke off is none */
  for (errno = 0; (entry = readdir (dir)) != NULL; errno = 0)
    if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0)
      g_ptr_array_add (names, g_strdup (entry->d_name));
  code = errno;
  closedir (dir);
  if (code == 0)
    return g_steal_pointer (&names);
  hr_set_errno_error (error, code, "The folder \"%s\" of the share could not be read", path);
  return NULL;
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
  /* a pipe or a link with the right name must not hold us up or lead us elsewhere */
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

/* Below the share only: where the share itself is not, it is away, and a new folder in its place would be another one. */
static gboolean
make_folders (HrShareFolder *base, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *file = full (base, folder);
  g_autofree char *above = g_path_get_dirname (folder);

  if (strcmp (folder, ".") == 0)
    return FALSE;
  if (mkdir (file, 0755) != 0 && errno != EEXIST
      && (errno != ENOENT || !make_folders (base, folder) || (mkdir (file, 0755) != 0 && errno != EEXIST)))
    return FALSE;
  return base->class->sync (base, strcmp (above, ".") == 0 ? "" : above, NULL);
}

static int
open_new (const char *file)
{
  return open (file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0644);
}

static gboolean
posix_create (HrShareFolder *base, const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *file = full (base, path);
  int fd = open_new (file);
  int code = 0;

  if (fd < 0 && errno == ENOENT)
    fd = make_folders (base, path) ? open_new (file) : -1;
  if (fd < 0 && errno == EEXIST)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_REFUSED, "There is \"%s\" on the share already.", path);
      return FALSE;
    }
  if (fd < 0)
    return hr_set_errno_error (error, errno, "\"%s\" could not be made on the share", path);
  if (!write_fd (fd, bytes))
    code = errno;
  if (close (fd) != 0 && code == 0)
    code = errno;
  if (code == 0)
    return TRUE;
  unlink (file);
  return hr_set_errno_error (error, code, "\"%s\" could not be written to the share", path);
}

/* Never over another file. Not every file system has each of these; the last one has a gap, in which only a file with the same bytes
 * could come in: names hold the hash. */
static int
rename_new (const char *from, const char *to)
{
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS)
    return errno;
  if (link (from, to) == 0)
    return unlink (from) == 0 ? 0 : errno;
  if (errno == EEXIST)
    return errno;
  if (access (to, F_OK) == 0)
    return EEXIST;
  return rename (from, to) == 0 ? 0 : errno;
}

static gboolean
posix_rename_new (HrShareFolder *base, const char *from, const char *to, GError **error)
{
  g_autofree char *old = full (base, from);
  g_autofree char *new = full (base, to);
  int code = rename_new (old, new);

  if (code == EEXIST)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_REFUSED, "There is \"%s\" on the share already.", to);
      return FALSE;
    }
  return code == 0 || hr_set_errno_error (error, code, "\"%s\" could not be given its name on the share", to);
}

static gboolean
posix_remove (HrShareFolder *base, const char *path, GError **error)
{
  g_autofree char *file = full (base, path);

  if (unlink (file) == 0 || errno == ENOENT)
    return TRUE;
  return hr_set_errno_error (error, errno, "\"%s\" could not be taken off the share", path);
}

static gboolean
posix_sync (HrShareFolder *base, const char *path, GError **error)
{
  g_autofree char *folder = full (base, path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int code = 0;

  if (fd < 0)
    return hr_set_errno_error (error, errno, "The folder \"%s\" of the share could not be opened", path);
  /* some network file systems know no such thing for folders */
  if (fsync (fd) != 0 && errno != EINVAL && errno != ENOTSUP)
    code = errno;
  close (fd);
  return code == 0 || hr_set_errno_error (error, code, "The folder \"%s\" of the share could not be written", path);
}

static void
posix_free (HrShareFolder *base)
{
  g_free (((Posix *)base)->path);
  g_free (base);
}

static const HrShareFolderClass posix_class
    = { TRUE, posix_list, posix_read, posix_create, posix_rename_new, posix_remove, posix_sync, posix_free };

HrShareFolder *
hr_share_folder_new_posix (const char *path)
{
  Posix *self = g_new0 (Posix, 1);

  self->base.class = &posix_class;
  self->path = g_strdup (path);
  return &self->base;
}
