/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-counts-private.h"

#include "handrail/seal/hr-seal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* The pending file is a mapped page of counters on tmpfs: what a crash of the program must not lose between two beats. It
 * holds totals, not steps, in the order of the plan: adopting it twice changes nothing, and no place in it tells which
 * counter moved last. */

#define MAGIC "HRpend2"
#define KEY_BYTES 16
#define MAX_SLOTS (1u << 20)

typedef struct
{
  char magic[8];
  guint32 n_slots;
  guint32 beat;
  guint64 device;
  guint64 inode;
} Header;

typedef struct
{
  guint8 key[KEY_BYTES];
  guint32 n;
  guint32 first_time;
  guint32 headcount;
} Slot;

typedef struct
{
  Header *header; /* %NULL = none */
  gsize size;
} Page;

struct _HrCountsPending
{
  int directory_fd;
  char *name;
  char *next_name;
  Page page;
  Page next;
};

static Slot *
slots_of (const Page *page)
{
  return (Slot *)(page->header + 1);
}

static void
page_drop (Page *page)
{
  if (page->header != NULL)
    munmap (page->header, page->size);
  page->header = NULL;
  page->size = 0;
}

static void
slot_key (const HrCountRow *row, guint8 ret_key[KEY_BYTES])
{
  guint8 hash[HR_SEAL_HASH_BYTES];
  g_autofree char *text = g_strdup_printf ("%d %s", row->date, row->meeting);
  hr_seal_hash (text, strlen (text), hash);
  memcpy (ret_key, hash, KEY_BYTES);
}

static gboolean
is_memory_only (int fd)
{
  struct statfs status;
  return fstatfs (fd, &status) == 0 && status.f_type == TMPFS_MAGIC;
}

/* Opens (or makes) a folder that only this user can look into, on memory-only storage. Returns: a descriptor, or -1 */
static int
open_folder (const char *path)
{
  struct stat status;
  if (g_mkdir (path, 0700) != 0 && errno != EEXIST)
    return -1;
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    return -1;
  if (is_memory_only (fd) && fstat (fd, &status) == 0 && status.st_uid == geteuid () && (status.st_mode & 0077) == 0)
    return fd;
  close (fd);
  return -1;
}

static int
open_default_folder (void)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  int fd = -1;
  if (runtime != NULL && g_path_is_absolute (runtime))
    {
      g_autofree char *path = g_build_filename (runtime, "handrail", NULL);
      fd = open_folder (path);
    }
  if (fd < 0)
    {
      g_autofree char *path = g_strdup_printf ("/dev/shm/handrail-%u", (guint)geteuid ());
      fd = open_folder (path);
    }
  return fd;
}

HrCountsPending *
hr_counts_pending_new (const char *memory_directory, const char *directory)
{
  int fd = memory_directory != NULL ? open_folder (memory_directory) : open_default_folder ();
  if (fd < 0)
    return NULL;

  /* Several data folders may share the memory-only one. */
  guint8 hash[HR_SEAL_HASH_BYTES];
  g_autofree char *canonical = g_canonicalize_filename (directory, NULL);
  hr_seal_hash (canonical, strlen (canonical), hash);

  HrCountsPending *self = g_new0 (HrCountsPending, 1);
  self->directory_fd = fd;
  self->name =
      g_strdup_printf ("counts-%02x%02x%02x%02x%02x%02x", hash[0], hash[1], hash[2], hash[3], hash[4], hash[5]);
  self->next_name = g_strconcat (self->name, ".new", NULL);
  return self;
}

void
hr_counts_pending_free (HrCountsPending *self)
{
  if (self == NULL)
    return;
  page_drop (&self->page);
  page_drop (&self->next);
  close (self->directory_fd);
  g_free (self->name);
  g_free (self->next_name);
  g_free (self);
}

static gboolean
page_map (Page *page, int fd, gsize size)
{
  void *memory = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (memory == MAP_FAILED)
    return FALSE;
  /* Both are wishes: without them the unit's "no swap, no core" still holds. */
  (void)mlock (memory, size);
  (void)madvise (memory, size, MADV_DONTDUMP);
  page->header = memory;
  page->size = size;
  return TRUE;
}

/* Opens the page that is there, if it is whole. */
static gboolean
page_open (HrCountsPending *self, Page *page)
{
  struct stat status;
  gboolean good = FALSE;
  int fd = openat (self->directory_fd, self->name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return FALSE;
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode) && status.st_size >= (off_t)sizeof (Header)
      && status.st_size <= (off_t)(sizeof (Header) + MAX_SLOTS * sizeof (Slot)))
    good = page_map (page, fd, (gsize)status.st_size);
  close (fd);
  if (good
      && (memcmp (page->header->magic, MAGIC, sizeof MAGIC) != 0 || page->header->n_slots > MAX_SLOTS
          || page->size != sizeof (Header) + page->header->n_slots * sizeof (Slot)))
    {
      page_drop (page);
      good = FALSE;
    }
  return good;
}

/* Belongs to this file, and to its last beat; or to the one before, when the program ended between writing the file and
 * noting it here. Both hold the same totals or newer ones. */
static gboolean
page_belongs_to (const Page *page, HrCountsFile *file)
{
  dev_t device;
  ino_t inode;
  guint32 beat = hr_counts_file_get_beat (file);
  hr_counts_file_get_identity (file, &device, &inode);
  return page->header->device == (guint64)device && page->header->inode == (guint64)inode
         && (page->header->beat == beat || page->header->beat + 1 == beat);
}

static guint
key_hash (gconstpointer key)
{
  guint value;
  memcpy (&value, key, sizeof value);
  return value;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, KEY_BYTES) == 0;
}

gboolean
hr_counts_pending_adopt (HrCountsPending *self, HrCountsFile *file, GPtrArray *rows, HrCountCell *cells)
{
  Page page = { 0 };
  gboolean adopted = FALSE;
  if (!page_open (self, &page))
    return FALSE;
  if (page_belongs_to (&page, file))
    {
      g_autoptr (GHashTable) places = g_hash_table_new (key_hash, key_equal);
      Slot *slots = slots_of (&page);
      for (guint i = 0; i < page.header->n_slots; i++)
        g_hash_table_insert (places, slots[i].key, &slots[i]);
      for (guint i = 0; i < rows->len; i++)
        {
          guint8 key[KEY_BYTES];
          slot_key (g_ptr_array_index (rows, i), key);
          const Slot *slot = g_hash_table_lookup (places, key);
          if (slot == NULL)
            continue;
          cells[i].n = slot->n;
          cells[i].first_time = slot->first_time;
          cells[i].headcount = slot->headcount;
          adopted = TRUE;
        }
    }
  page_drop (&page);
  return adopted;
}

gboolean
hr_counts_pending_prepare (HrCountsPending *self, HrCountsFile *file, GPtrArray *rows)
{
  dev_t device;
  ino_t inode;
  gsize size = sizeof (Header) + rows->len * sizeof (Slot);
  gboolean good = FALSE;
  page_drop (&self->next);
  if (rows->len > MAX_SLOTS)
    return FALSE;
  (void)unlinkat (self->directory_fd, self->next_name, 0);
  int fd = openat (self->directory_fd, self->next_name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return FALSE;
  /* Reserved now: a tmpfs that is full must say so here, not with a signal at a sign-in. */
  if (posix_fallocate (fd, 0, (off_t)size) == 0)
    good = page_map (&self->next, fd, size);
  close (fd);
  if (!good)
    {
      (void)unlinkat (self->directory_fd, self->next_name, 0);
      return FALSE;
    }

  Header *header = self->next.header;
  memcpy (header->magic, MAGIC, sizeof MAGIC);
  header->n_slots = rows->len;
  header->beat = hr_counts_file_get_beat (file);
  hr_counts_file_get_identity (file, &device, &inode);
  header->device = device;
  header->inode = inode;
  for (guint i = 0; i < rows->len; i++)
    slot_key (g_ptr_array_index (rows, i), slots_of (&self->next)[i].key);
  return TRUE;
}

void
hr_counts_pending_swap (HrCountsPending *self, const HrCountCell *cells)
{
  page_drop (&self->page);
  if (self->next.header == NULL)
    {
      /* There was no room for a new page. The old one would no longer grow with the counts: better none. */
      (void)unlinkat (self->directory_fd, self->name, 0);
      return;
    }
  self->page = self->next;
  self->next = (Page){ 0 };
  for (guint i = 0; i < self->page.header->n_slots; i++)
    hr_counts_pending_set (self, i, &cells[i]);
  if (renameat (self->directory_fd, self->next_name, self->directory_fd, self->name) != 0)
    page_drop (&self->page);
}

void
hr_counts_pending_set (HrCountsPending *self, guint place, const HrCountCell *cell)
{
  if (self->page.header == NULL)
    return;
  Slot *slot = &slots_of (&self->page)[place];
  slot->n = cell->n;
  slot->first_time = cell->first_time;
  slot->headcount = cell->headcount;
}

void
hr_counts_pending_set_beat (HrCountsPending *self, guint32 beat)
{
  if (self->page.header != NULL)
    self->page.header->beat = beat;
}

void
hr_counts_pending_remove (HrCountsPending *self)
{
  if (self->page.header != NULL)
    hr_seal_wipe (self->page.header, self->page.size);
  page_drop (&self->page);
  page_drop (&self->next);
  (void)unlinkat (self->directory_fd, self->name, 0);
  (void)unlinkat (self->directory_fd, self->next_name, 0);
}
