/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The device's keys on disk: 64 bytes, readable by nobody else, there whole or not at all. */
#define G_LOG_DOMAIN "handrail-seal"

#include "handrail/seal/hr-seal.h"
#include "handrail/core/hr-error.h"

#include <sodium.h>

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

/* Whether the second half of the secret key really belongs to the first */
static gboolean
derive_public (const guint8 secret[HR_SEAL_SECRET_KEY_BYTES], guint8 ret_public[HR_SEAL_PUBLIC_KEY_BYTES])
{
  guint8 seed[crypto_sign_SEEDBYTES];
  guint8 again[HR_SEAL_SECRET_KEY_BYTES];
  gboolean same;

  crypto_sign_ed25519_sk_to_seed (seed, secret);
  crypto_sign_seed_keypair (ret_public, again, seed);
  same = sodium_memcmp (again, secret, sizeof again) == 0;
  sodium_memzero (seed, sizeof seed);
  sodium_memzero (again, sizeof again);
  return same;
}

/* @ret_missing: whether there simply is no file yet */
static gboolean
load_keys (const char *path, guint8 *ret_public, guint8 *ret_secret, gboolean *ret_missing, GError **error)
{
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES + 1];
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES];
  gsize length = 0;
  gboolean read_well;
  int read_errno;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  *ret_missing = fd < 0 && errno == ENOENT;
  if (*ret_missing)
    return FALSE;
  if (fd < 0)
    return hr_set_errno_error (error, errno, "The key of this device in \"%s\" could not be read", path);
  read_well = read_all (fd, secret, sizeof secret, &length);
  read_errno = errno;
  close (fd);
  if (!read_well)
    return hr_set_errno_error (error, read_errno, "The key of this device in \"%s\" could not be read", path);

  if (length != HR_SEAL_SECRET_KEY_BYTES || !derive_public (secret, public))
    {
      sodium_memzero (secret, sizeof secret);
      g_set_error (error, HR_ERROR, HR_ERROR_CORRUPT,
                   "The key of this device in \"%s\" is damaged. Restore the file from a backup; without it, move the "
                   "file away and enrol this device again.",
                   path);
      return FALSE;
    }
  memcpy (ret_secret, secret, HR_SEAL_SECRET_KEY_BYTES);
  memcpy (ret_public, public, sizeof public);
  sodium_memzero (secret, sizeof secret);
  return TRUE;
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

static gboolean
save_secret (const char *path, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES], GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  gboolean written;
  int write_errno;

  if (fd < 0)
    return hr_set_errno_error (error, errno, "The key of this device could not be written beside \"%s\"", path);
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
  if (!written && write_errno != EEXIST)
    return hr_set_errno_error (error, write_errno, "The key of this device could not be written to \"%s\"", path);
  return TRUE;
}

gboolean
hr_seal_load_or_make_keys (const char *path, guint8 ret_public[HR_SEAL_PUBLIC_KEY_BYTES],
                           guint8 ret_secret[HR_SEAL_SECRET_KEY_BYTES], GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (ret_public != NULL && ret_secret != NULL, FALSE);

  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES];
  gboolean missing;
  gboolean saved;

  hr_seal_init ();
  if (load_keys (path, ret_public, ret_secret, &missing, error))
    return TRUE;
  if (!missing)
    return FALSE;

  hr_seal_make_keys (public, secret);
  saved = save_secret (path, secret, error);
  hr_seal_wipe (secret, sizeof secret);
  if (!saved)
    return FALSE;
  if (load_keys (path, ret_public, ret_secret, &missing, error))
    return TRUE;
  if (missing)
    return hr_set_errno_error (error, ENOENT, "The key of this device in \"%s\" was taken away as it was made", path);
  return FALSE;
}
