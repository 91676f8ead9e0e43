/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secret keys on disk: 64 bytes, readable by nobody else, there whole or not at all. */
#define G_LOG_DOMAIN "handrail-seal"

#include "handrail/seal/hr-seal-sign.h"
#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
read_all (int fd, guint8 *buffer, gsize size, gsize *ret_length)
{
  gsize length = 0;

  while (length < size)
    {
      ssize_t n = read (fd, buffer + length, size - length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      if (n == 0)
        break;
      length += (gsize) n;
    }
  *ret_length = length;
  return TRUE;
}

static gboolean
write_all (int fd, const guint8 *data, gsize length)
{
  while (length > 0)
    {
      ssize_t n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      length -= (gsize) n;
    }
  return TRUE;
}

gboolean
hr_seal_load_keys (const char *path, const char *name, guint8 ret_public[HR_SEAL_PUBLIC_KEY_BYTES],
                   guint8 ret_secret[HR_SEAL_SECRET_KEY_BYTES], GError **error)
{
  g_return_val_if_fail (path != NULL && name != NULL, FALSE);
  g_return_val_if_fail (ret_public != NULL && ret_secret != NULL, FALSE);

  guint8 secret[HR_SEAL_SECRET_KEY_BYTES + 1];
  gsize length = 0;
  gboolean good;
  int read_errno;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  hr_seal_init ();
  if (fd < 0 && errno == ENOENT)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("%s: there is no file \"%s\"."), name, path);
      return FALSE;
    }
  if (fd < 0)
    return hr_set_errno_error (error, errno, _ ("%s in \"%s\" could not be read"), name, path);
  good = read_all (fd, secret, sizeof secret, &length);
  read_errno = errno;
  close (fd);
  if (!good)
    return hr_set_errno_error (error, read_errno, _ ("%s in \"%s\" could not be read"), name, path);

  good = length == HR_SEAL_SECRET_KEY_BYTES && hr_seal_check_keys (secret, ret_public);
  if (good)
    memcpy (ret_secret, secret, HR_SEAL_SECRET_KEY_BYTES);
  else
    g_set_error (error, HR_ERROR, HR_ERROR_CORRUPT,
                 _ ("%s in \"%s\" is damaged. Restore the file from a backup; without it, move the file away: then it is "
                    "made anew and has to be approved again."),
                 name, path);
  hr_seal_wipe (secret, sizeof secret);
  return good;
}

static gboolean
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced;

  if (fd < 0)
    return FALSE;
  synced = fsync (fd) == 0;
  close (fd);
  return synced;
}

/* link() and not rename(): when another process was quicker, its key stays. Some file systems have no links. */
static gboolean
publish (const char *temporary, const char *path)
{
  if (link (temporary, path) == 0)
    return TRUE;
  return (errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS) && rename (temporary, path) == 0;
}

gboolean
hr_seal_save_keys (const char *path, const char *name, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES], GError **error)
{
  g_return_val_if_fail (path != NULL && name != NULL && secret != NULL, FALSE);

  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  gboolean written;
  int write_errno;

  if (fd < 0)
    return hr_set_errno_error (error, errno, _ ("%s could not be written beside \"%s\""), name, path);
  written = write_all (fd, secret, HR_SEAL_SECRET_KEY_BYTES) && fsync (fd) == 0;
  write_errno = errno;
  if (close (fd) != 0 && written)
    {
      written = FALSE;
      write_errno = errno;
    }
  if (written && !publish (temporary, path))
    {
      written = FALSE;
      write_errno = errno;
    }
  unlink (temporary);
  if (written && !sync_folder (path))
    {
      written = FALSE;
      write_errno = errno;
    }
  if (!written && write_errno == EEXIST)
    g_set_error (error, HR_ERROR, HR_ERROR_REFUSED, _ ("%s: there is a file \"%s\" already. It stays as it is."), name, path);
  else if (!written)
    hr_set_errno_error (error, write_errno, _ ("%s could not be written to \"%s\""), name, path);
  return written;
}

gboolean
hr_seal_load_or_make_keys (const char *path, const char *name, guint8 ret_public[HR_SEAL_PUBLIC_KEY_BYTES],
                           guint8 ret_secret[HR_SEAL_SECRET_KEY_BYTES], GError **error)
{
  g_return_val_if_fail (path != NULL && name != NULL, FALSE);
  g_return_val_if_fail (ret_public != NULL && ret_secret != NULL, FALSE);

  g_autoptr (GError) local = NULL;
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES];
  gboolean saved;

  if (hr_seal_load_keys (path, name, ret_public, ret_secret, &local))
    return TRUE;
  if (!g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_clear_error (&local);
  hr_seal_make_keys (public, secret);
  saved = hr_seal_save_keys (path, name, secret, &local);
  hr_seal_wipe (secret, sizeof secret);
  /* another process was quicker: its pair is the one */
  if (saved || g_error_matches (local, HR_ERROR, HR_ERROR_REFUSED))
    return hr_seal_load_keys (path, name, ret_public, ret_secret, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
