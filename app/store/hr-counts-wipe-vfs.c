/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-counts-private.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* SQLite's journal holds the pages as they were before a beat: the counters of a minute ago. When it is truncated or
 * deleted, its blocks go back to the disk with their content, and somebody who reads the raw disk could put a series of
 * minutes together. So this layer over SQLite's own file layer overwrites with zeros whatever it is told to cut off.
 *
 * The order matters for a power cut: first the beginning, alone and synced. A journal without a beginning is no journal, so it
 * cannot be played back half wiped. */

#define VFS_NAME "handrail-wipe"
#define FIRST_BYTES 512

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real;
} WipeFile;

static const guint8 zeros[32 * 1024];

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return ((WipeFile *)file)->real;
}

static int
wipe_close (sqlite3_file *file)
{
  return real_of (file)->pMethods->xClose (real_of (file));
}

static int
wipe_read (sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset)
{
  return real_of (file)->pMethods->xRead (real_of (file), buffer, amount, offset);
}

static int
wipe_write (sqlite3_file *file, const void *buffer, int amount, sqlite3_int64 offset)
{
  return real_of (file)->pMethods->xWrite (real_of (file), buffer, amount, offset);
}

static int
write_zeros (sqlite3_file *real, sqlite3_int64 from, sqlite3_int64 until)
{
  int code = SQLITE_OK;
  while (code == SQLITE_OK && from < until)
    {
      int amount = (int)MIN (until - from, (sqlite3_int64)sizeof zeros);
      code = real->pMethods->xWrite (real, zeros, amount, from);
      from += amount;
    }
  return code != SQLITE_OK ? code : real->pMethods->xSync (real, SQLITE_SYNC_FULL);
}

static int
wipe_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  sqlite3_file *real = real_of (file);
  sqlite3_int64 present = 0;
  int code = real->pMethods->xFileSize (real, &present);
  if (code == SQLITE_OK && present > size)
    {
      sqlite3_int64 first_end = MIN (size + FIRST_BYTES, present);
      code = write_zeros (real, size, first_end);
      if (code == SQLITE_OK && first_end < present)
        code = write_zeros (real, first_end, present);
    }
  return code != SQLITE_OK ? code : real->pMethods->xTruncate (real, size);
}

static int
wipe_sync (sqlite3_file *file, int flags)
{
  return real_of (file)->pMethods->xSync (real_of (file), flags);
}

static int
wipe_file_size (sqlite3_file *file, sqlite3_int64 *ret_size)
{
  return real_of (file)->pMethods->xFileSize (real_of (file), ret_size);
}

static int
wipe_lock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xLock (real_of (file), level);
}

static int
wipe_unlock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xUnlock (real_of (file), level);
}

static int
wipe_check_reserved_lock (sqlite3_file *file, int *ret_reserved)
{
  return real_of (file)->pMethods->xCheckReservedLock (real_of (file), ret_reserved);
}

static int
wipe_file_control (sqlite3_file *file, int operation, void *argument)
{
  return real_of (file)->pMethods->xFileControl (real_of (file), operation, argument);
}

static int
wipe_sector_size (sqlite3_file *file)
{
  return real_of (file)->pMethods->xSectorSize (real_of (file));
}

static int
wipe_device_characteristics (sqlite3_file *file)
{
  return real_of (file)->pMethods->xDeviceCharacteristics (real_of (file));
}

/* Version 1: no shared memory and no memory mapping, hence no WAL. */
static const sqlite3_io_methods wipe_methods = {
  .iVersion = 1,
  .xClose = wipe_close,
  .xRead = wipe_read,
  .xWrite = wipe_write,
  .xTruncate = wipe_truncate,
  .xSync = wipe_sync,
  .xFileSize = wipe_file_size,
  .xLock = wipe_lock,
  .xUnlock = wipe_unlock,
  .xCheckReservedLock = wipe_check_reserved_lock,
  .xFileControl = wipe_file_control,
  .xSectorSize = wipe_sector_size,
  .xDeviceCharacteristics = wipe_device_characteristics,
};

static int
wipe_open (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *ret_flags)
{
  sqlite3_vfs *base = vfs->pAppData;
  WipeFile *self = (WipeFile *)file;
  self->base.pMethods = NULL;
  self->real = (sqlite3_file *)(self + 1);
  int code = base->xOpen (base, name, self->real, flags, ret_flags);
  if (self->real->pMethods != NULL)
    self->base.pMethods = &wipe_methods;
  return code;
}

/* Only for a journal that a crash left: it is played back before the journal mode is set, and then deleted. */
static void
wipe_path (const char *path)
{
  struct stat status;
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return;
  if (fstat (fd, &status) == 0)
    {
      off_t first_end = MIN (status.st_size, FIRST_BYTES);
      gboolean written = pwrite (fd, zeros, (size_t)first_end, 0) == first_end && fsync (fd) == 0;
      for (off_t at = first_end; written && at < status.st_size;)
        {
          size_t amount = MIN ((size_t)(status.st_size - at), sizeof zeros);
          written = pwrite (fd, zeros, amount, at) == (ssize_t)amount;
          at += (off_t)amount;
        }
      /* Zeros that never reach the disk wipe nothing; the file is deleted in any case. */
      (void)fsync (fd);
    }
  close (fd);
}

static int
wipe_delete (sqlite3_vfs *vfs, const char *name, int sync_directory)
{
  sqlite3_vfs *base = vfs->pAppData;
  wipe_path (name);
  return base->xDelete (base, name, sync_directory);
}

const char *
hr_counts_wipe_vfs (void)
{
  static gsize registered = 0;
  static sqlite3_vfs vfs;
  if (g_once_init_enter (&registered))
    {
      sqlite3_vfs *base = sqlite3_vfs_find (NULL);
      g_assert (base != NULL);
      vfs = *base;
      vfs.zName = VFS_NAME;
      vfs.pNext = NULL;
      vfs.pAppData = base;
      vfs.szOsFile = (int)sizeof (WipeFile) + base->szOsFile;
      vfs.xOpen = wipe_open;
      vfs.xDelete = wipe_delete;
      int code = sqlite3_vfs_register (&vfs, 0);
      g_assert (code == SQLITE_OK);
      g_once_init_leave (&registered, 1);
    }
  return VFS_NAME;
}
