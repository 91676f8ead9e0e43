/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts.db gives back to the disk is zeros; and the power may go at any step of that.
 *
 * A file layer of this test lies below the one that wipes. It looks at every operation, and keeps a picture of both files after
 * each, as a disk would have them if the power went right there. */
#include "counts-fixture.h"

#include <sqlite3.h>

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real;
  gboolean is_journal;
  gboolean beginning_synced; /* the first sector is zeros, and that is on the disk */
} SpyFile;

static sqlite3_vfs *real_vfs;
static guint n_cut_off;
static const char *spied_folder;
static gboolean disk_full;
static GPtrArray *pictures; /* (element-type char *): folders; NULL = keep none */

static void
copy_file (const char *from_folder, const char *to_folder, const char *name)
{
  g_autofree char *from = g_build_filename (from_folder, name, NULL);
  g_autofree char *to = g_build_filename (to_folder, name, NULL);
  g_autofree char *data = NULL;
  gsize length = 0;
  if (!g_file_get_contents (from, &data, &length, NULL))
    return;
  FILE *file = g_fopen (to, "wb");
  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (data, 1, length, file), ==, length);
  fclose (file);
}

static void
take_picture (void)
{
  if (pictures == NULL)
    return;
  char *folder = make_memory_folder ();
  copy_file (spied_folder, folder, HR_COUNTS_FILE);
  copy_file (spied_folder, folder, HR_COUNTS_FILE "-journal");
  g_ptr_array_add (pictures, folder);
}

static gboolean
is_zeros (sqlite3_file *real, sqlite3_int64 from, sqlite3_int64 until)
{
  g_autofree char *data = g_malloc0 ((gsize)(until - from) + 1);
  g_assert_cmpint (real->pMethods->xRead (real, data, (int)(until - from), from), ==, SQLITE_OK);
  for (sqlite3_int64 i = 0; i < until - from; i++)
    if (data[i] != 0)
      return FALSE;
  return TRUE;
}

static int
spy_close (sqlite3_file *file)
{
  sqlite3_file *real = ((SpyFile *)file)->real;
  return real->pMethods->xClose (real);
}

static int
spy_read (sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset)
{
  sqlite3_file *real = ((SpyFile *)file)->real;
  return real->pMethods->xRead (real, buffer, amount, offset);
}

static int
spy_write (sqlite3_file *file, const void *buffer, int amount, sqlite3_int64 offset)
{
  SpyFile *self = (SpyFile *)file;
  const char *bytes = buffer;
  gboolean wiping = self->is_journal && amount > 512 && bytes[0] == 0 && memcmp (bytes, bytes + 1, 511) == 0;
  if (disk_full)
    return SQLITE_FULL;
  /* The body of a journal may only go after its beginning is gone for good. */
  if (wiping && offset + amount > 512)
    g_assert_true (self->beginning_synced);
  int code = self->real->pMethods->xWrite (self->real, buffer, amount, offset);
  take_picture ();
  return code;
}

static int
spy_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  SpyFile *self = (SpyFile *)file;
  sqlite3_int64 present = 0;
  g_assert_cmpint (self->real->pMethods->xFileSize (self->real, &present), ==, SQLITE_OK);
  if (present > size)
    {
      g_assert_true (is_zeros (self->real, size, present));
      n_cut_off++;
    }
  int code = self->real->pMethods->xTruncate (self->real, size);
  take_picture ();
  return code;
}

static int
spy_sync (sqlite3_file *file, int flags)
{
  SpyFile *self = (SpyFile *)file;
  sqlite3_int64 present = 0;
  g_assert_cmpint (self->real->pMethods->xFileSize (self->real, &present), ==, SQLITE_OK);
  self->beginning_synced = present >= 512 && is_zeros (self->real, 0, 512);
  int code = self->real->pMethods->xSync (self->real, flags);
  take_picture ();
  return code;
}

static int
spy_file_size (sqlite3_file *file, sqlite3_int64 *ret_size)
{
  sqlite3_file *real = ((SpyFile *)file)->real;
  return real->pMethods->xFileSize (real, ret_size);
}

static int
spy_lock (sqlite3_file *file, int level)
{
  sqlite3_file *real = ((SpyFile *)file)->real;
  return real->pMethods->xLock (real, level);
}

static int
spy_unlock (sqlite3_file *file, int level)
{
  sqlite3_file *real = ((SpyFile *)file)->real;
  return real->pMethods->xUnlock (real, level);
}

static int
spy_check_reserved_lock (sqlite3_file *file, int *ret_reserved)
{
  sqlite3_file *real = ((SpyFile *)file)->real;
  return real->pMethods->xCheckReservedLock (real, ret_reserved);
}

static int
spy_file_control (sqlite3_file *file, int operation, void *argument)
{
  sqlite3_file *real = ((SpyFile *)file)->real;
  return real->pMethods->xFileControl (real, operation, argument);
}

static int
spy_sector_size (sqlite3_file *file)
{
  sqlite3_file *real = ((SpyFile *)file)->real;
  return real->pMethods->xSectorSize (real);
}

static int
spy_device_characteristics (sqlite3_file *file)
{
  sqlite3_file *real = ((SpyFile *)file)->real;
  return real->pMethods->xDeviceCharacteristics (real);
}

static const sqlite3_io_methods spy_methods = {
  .iVersion = 1,
  .xClose = spy_close,
  .xRead = spy_read,
  .xWrite = spy_write,
  .xTruncate = spy_truncate,
  .xSync = spy_sync,
  .xFileSize = spy_file_size,
  .xLock = spy_lock,
  .xUnlock = spy_unlock,
  .xCheckReservedLock = spy_check_reserved_lock,
  .xFileControl = spy_file_control,
  .xSectorSize = spy_sector_size,
  .xDeviceCharacteristics = spy_device_characteristics,
};

static int
spy_open (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *ret_flags)
{
  SpyFile *self = (SpyFile *)file;
  memset (self, 0, sizeof *self);
  self->real = (sqlite3_file *)(self + 1);
  self->is_journal = (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
  int code = real_vfs->xOpen (real_vfs, name, self->real, flags, ret_flags);
  if (self->real->pMethods != NULL)
    self->base.pMethods = &spy_methods;
  return code;
}

static int
spy_delete (sqlite3_vfs *vfs, const char *name, int sync_directory)
{
  g_autofree char *data = NULL;
  gsize length = 0;
  if (g_file_get_contents (name, &data, &length, NULL))
    for (gsize i = 0; i < length; i++)
      g_assert_cmpint (data[i], ==, 0);
  n_cut_off++;
  return real_vfs->xDelete (real_vfs, name, sync_directory);
}

/* Below the wiping layer, so before its first use. */
static void
install_spy (void)
{
  static sqlite3_vfs vfs;
  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.zName = "handrail-test-spy";
  vfs.pNext = NULL;
  vfs.szOsFile = (int)sizeof (SpyFile) + real_vfs->szOsFile;
  vfs.xOpen = spy_open;
  vfs.xDelete = spy_delete;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}

static void
test_gives_back_zeros (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan[] = { plan_of ("m-a", NOW_S), plan_of ("m-b", NOW_S - 2 * 86400) };
  g_autoptr (GError) error = NULL;
  n_cut_off = 0;
  counts_fixture_open (&self);
  plan_all (self.counts, plan, 2);
  add (self.counts, "m-a", TODAY, FALSE);
  beat (self.counts);
  guint before = n_cut_off;
  beat (self.counts);
  g_assert_cmpuint (n_cut_off, >, before);
  hr_counts_fold (self.counts, &error);
  g_assert_no_error (error);
  counts_fixture_drop (&self);
}

/* The state after a power cut is the one before the beat or the one after it. */
static void
check_picture (const char *folder, HrClock *clock, int before, int after, guint *n_after)
{
  g_autoptr (HrCounts) counts = hr_counts_new (folder, folder, clock);
  g_autoptr (GError) error = NULL;
  hr_counts_open (counts, &error);
  g_assert_no_error (error);
  int number = hr_counts_get (counts, "m-040", TODAY, FALSE);
  g_assert_true (number == before || number == after);
  g_assert_cmpint (hr_counts_get (counts, "m-041", TODAY, TRUE), ==, number);
  *n_after += number == after ? 1 : 0;
  g_autoptr (GPtrArray) sentences = hr_counts_check (counts);
  g_assert_cmpuint (sentences->len, ==, 0);
  hr_counts_close (counts);
}

static void
test_power_cut (void)
{
  CountsFixture self = counts_fixture_make ();
  g_autoptr (GArray) plan = g_array_new (FALSE, TRUE, sizeof (HrCountPlan));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  guint n_after = 0;
  for (int i = 0; i < 200; i++)
    {
      char *name = g_strdup_printf ("m-%03d", i);
      HrCountPlan one = plan_of (name, NOW_S);
      g_ptr_array_add (names, name);
      g_array_append_val (plan, one);
    }
  counts_fixture_open (&self);
  plan_all (self.counts, (HrCountPlan *)(gpointer)plan->data, plan->len);
  add (self.counts, "m-040", TODAY, FALSE);
  add (self.counts, "m-041", TODAY, TRUE);

  spied_folder = self.folder;
  pictures = kept;
  beat (self.counts);
  pictures = NULL;

  g_assert_cmpuint (kept->len, >, 20);
  for (guint i = 0; i < kept->len; i++)
    {
      check_picture (g_ptr_array_index (kept, i), self.clock, 0, 1, &n_after);
      remove_tree (g_ptr_array_index (kept, i));
    }
  g_assert_cmpuint (n_after, >, 0);
  g_assert_cmpuint (n_after, <, kept->len);
  counts_fixture_drop (&self);
}

/* What cannot be written is said, waits in memory, and is written later: by this program, or by the next one. */
static void
test_disk_full (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan[] = { plan_of ("m-a", NOW_S), plan_of ("m-b", NOW_S) };
  g_autoptr (GError) error = NULL;
  counts_fixture_open (&self);
  plan_all (self.counts, plan, 1);
  add (self.counts, "m-a", TODAY, TRUE);

  disk_full = TRUE;
  g_assert_false (hr_counts_beat (self.counts, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_false (hr_counts_plan (self.counts, plan, 2, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NO_SPACE);
  g_assert_cmpint (hr_counts_get (self.counts, "m-b", TODAY, FALSE), ==, -1);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, 1);
  g_autoptr (GPtrArray) trouble = hr_counts_check (self.counts);
  g_assert_cmpuint (trouble->len, ==, 1);

  disk_full = FALSE;
  beat (self.counts);
  g_autoptr (GPtrArray) none = hr_counts_check (self.counts);
  g_assert_cmpuint (none->len, ==, 0);

  hr_clock_advance_s (self.clock, 5);
  add (self.counts, "m-a", TODAY, FALSE);
  disk_full = TRUE;
  hr_counts_close (self.counts);
  disk_full = FALSE;
  counts_fixture_open (&self);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, 2);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, TRUE), ==, 1);
  counts_fixture_drop (&self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  install_spy ();
  g_test_add_func ("/counts-wipe/gives-back-zeros", test_gives_back_zeros);
  g_test_add_func ("/counts-wipe/power-cut", test_power_cut);
  g_test_add_func ("/counts-wipe/disk-full", test_disk_full);
  return g_test_run ();
}
