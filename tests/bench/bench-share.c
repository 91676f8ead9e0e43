/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The share on a local folder, with real databases: the first sync of a new kiosk next to reading, hashing, inflating and inserting the same;
 * a sync without news; one new record. */
#define G_LOG_DOMAIN "handrail-bench"

#include "bench-floor.h"
#include "bench.h"

#include "handrail/seal/hr-seal.h"
#include "handrail/share/hr-share.h"
#include "handrail/store/hr-store.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 50
#define MANY 5000
/* where the compressed bytes of a segment begin (FORMAT.md) */
#define SEGMENT_HEAD 32

typedef struct
{
  char *scratch, *folder, *office, *kiosk;
  HrVocabulary *vocabulary;
  HrClock *clock;
} World;

static HrShare *
open_share (World *world, const char *directory)
{
  g_autoptr (GError) error = NULL;
  HrShare *share = hr_share_open (directory, world->vocabulary, world->clock, &error);

  if (share == NULL)
    g_error ("%s", error->message);
  return share;
}

static double
sync_ms (HrShare *share)
{
  g_autoptr (GError) error = NULL;
  HrShareSynced synced;
  double start = bench_now_ms ();

  if (!hr_share_sync (share, FALSE, &synced, &error) || synced.waiting)
    g_error ("%s", error != NULL ? error->message : "not let in");
  return bench_now_ms () - start;
}

static void
run (const char *command)
{
  if (system (command) != 0)
    g_error ("%s", command);
}

/* The office publishes everything; the kiosk is let in. Returns: how long the publishing took. */
static double
set_up (World *world, guint n)
{
  g_autofree char *full = bench_center (n);
  g_autofree char *copy = g_strdup_printf ("cp -r '%s' '%s' && mkdir '%s'", full, world->office, world->folder);
  g_autofree char *root = g_build_filename (world->scratch, "root", NULL);
  g_autofree char *invitation = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  double took = 0;

  run (copy);
  bench_empty_center (world->kiosk);
  {
    g_autoptr (HrShare) office = open_share (world, world->office);

    if (!hr_share_init (office, world->folder, "Office", root, &error))
      g_error ("%s", error->message);
    took = sync_ms (office);
    invitation = hr_share_invitation (office);
  }
  {
    g_autoptr (HrShare) kiosk = open_share (world, world->kiosk);

    if (!hr_share_enrol (kiosk, world->folder, invitation, "Kiosk", &error))
      g_error ("%s", error->message);
    code = hr_share_code (kiosk);
  }
  {
    g_autoptr (HrShare) office = open_share (world, world->office);

    if (!hr_share_approve (office, code, HR_SHARE_KIOSK, NULL, NULL, &error))
      g_error ("%s", error->message);
  }
  return took;
}

static guint
inflate (const char *path, guint64 *bytes)
{
  g_autoptr (GZlibDecompressor) inflater = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autofree char *data = NULL;
  g_autofree char *out = g_malloc (8 << 20);
  guint8 hash[HR_SEAL_HASH_BYTES];
  gsize length = 0, read = 0, written = 0;
  g_autoptr (GError) error = NULL;

  if (!g_file_get_contents (path, &data, &length, &error))
    g_error ("%s", error->message);
  hr_seal_hash (data, length, hash);
  *bytes += length;
  if (g_converter_convert (G_CONVERTER (inflater), data + SEGMENT_HEAD, length - SEGMENT_HEAD, out, 8 << 20, G_CONVERTER_INPUT_AT_END, &read,
                           &written, &error)
      == G_CONVERTER_ERROR)
    g_error ("%s", error->message);
  return 1;
}

static guint
inflate_all (const char *folder, guint64 *bytes)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n += g_file_test (path, G_FILE_TEST_IS_DIR) ? inflate_all (path, bytes) : inflate (path, bytes);
    }
  return n;
}

static void
bench_first (World *world, guint n)
{
  double published = set_up (world, n), took, floor = bench_now_ms ();
  g_autofree char *segments = g_build_filename (world->folder, "s", NULL);
  guint64 bytes = 0;
  guint files = inflate_all (segments, &bytes);

  floor = bench_now_ms () - floor;
  {
    g_autoptr (HrShare) kiosk = open_share (world, world->kiosk);

    took = sync_ms (kiosk);
  }
  floor += bench_copy_ms (world->kiosk, world->scratch);
  bench_figure ("first sync of a new kiosk", n, took, floor, "ms", 2.0);
  bench_figure ("publishing everything at the beginning", n, published, NAN, "ms", NAN);
  bench_goal ("files of the first sync", n, files, "files", 40);
  bench_goal ("their size", n, (double)bytes / 1024 / 1024, "MB", 25);
}

static double
listing_ms (const char *folder)
{
  g_autofree char *heads = g_build_filename (folder, "h", NULL);
  double start = bench_now_ms ();
  g_autoptr (GDir) dir = g_dir_open (heads, 0, NULL);

  while (g_dir_read_name (dir) != NULL)
    continue;
  return bench_now_ms () - start;
}

/* Heads of devices that this one does not know: what a listing of so many names costs. */
static void
add_names (World *world)
{
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/h/l-%026d-%08x-%08x-%016x.hrh", world->folder, 0, i, 1u, i);

      for (char *p = strstr (path, "/h/l-") + 5; *p == '0'; p++)
        *p = 'a';
      if (!g_file_set_contents (path, "", 0, NULL))
        g_error ("%s", path);
    }
}

static void
bench_quiet (World *world, guint n)
{
  g_autoptr (HrShare) kiosk = open_share (world, world->kiosk);
  g_autoptr (GArray) quiet = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) floor = g_array_new (FALSE, FALSE, sizeof (double));

  add_names (world);
  sync_ms (kiosk);
  for (guint i = 0; i < ROUNDS; i++)
    {
      double took = sync_ms (kiosk), listing = listing_ms (world->folder);

      g_array_append_val (quiet, took);
      g_array_append_val (floor, listing);
    }
  bench_goal ("nothing new among 5,000 heads, p95", n, bench_percentile (quiet, 0.95), "ms", 25);
  bench_figure ("the same, median, next to the bare listing", n, bench_percentile (quiet, 0.5), bench_percentile (floor, 0.5), "ms", NAN);
}

static void
bench_one_new (World *world, guint n)
{
  g_autoptr (HrShare) office = open_share (world, world->office);
  g_autoptr (HrShare) kiosk = open_share (world, world->kiosk);
  g_autoptr (HrStore) store = hr_store_new (world->office, world->vocabulary, world->clock);
  g_autoptr (GArray) out = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) in = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;

  if (!hr_store_open (store, &error))
    g_error ("%s", error->message);
  sync_ms (office);
  sync_ms (kiosk);
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Hall %u", i);
      const char *const fields[] = { "name", NULL };
      const char *const values[] = { name, NULL };
      HrEdit edit = { .verb = HR_EDIT_ADD, .kind = HR_KIND_VENUE, .fields = fields, .values = values };
      g_auto (GStrv) ids = hr_store_edit (store, &edit, 1, "bench", &error);
      double sent, read;

      if (ids == NULL)
        g_error ("%s", error->message);
      sent = sync_ms (office);
      read = sync_ms (kiosk);
      g_array_append_val (out, sent);
      g_array_append_val (in, read);
    }
  bench_figure ("publishing one record, median", n, bench_percentile (out, 0.5), NAN, "ms", NAN);
  bench_figure ("reading one record, median", n, bench_percentile (in, 0.5), NAN, "ms", NAN);
}

int
main (void)
{
  g_autofree guint *sizes = bench_sizes ();

  hr_seal_init ();
  for (guint i = 0; sizes[i] != 0; i++)
    {
      World world = { .scratch = g_dir_make_tmp ("handrail-bench-XXXXXX", NULL) };
      g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", world.scratch);
      g_autoptr (GError) error = NULL;

      if (sizes[i] > 100000)
        continue;
      world.folder = g_build_filename (world.scratch, "share", NULL);
      world.office = g_build_filename (world.scratch, "office", NULL);
      world.kiosk = g_build_filename (world.scratch, "kiosk", NULL);
      world.clock = hr_clock_new ();
      world.vocabulary = hr_store_load_vocabulary (&error);
      bench_first (&world, sizes[i]);
      bench_quiet (&world, sizes[i]);
      bench_one_new (&world, sizes[i]);
      run (remove);
    }
  return 0;
}
