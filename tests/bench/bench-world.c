/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-bench"

#include "bench-world.h"
#include "bench-floor.h"
#include "bench.h"

#include "handrail/seal/hr-seal.h"
#include "handrail/store/hr-store.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

/* where the compressed bytes of a segment begin (FORMAT.md) */
#define SEGMENT_HEAD 32

BenchWorld *
bench_world_new (void)
{
  BenchWorld *world = g_new0 (BenchWorld, 1);
  g_autoptr (GError) error = NULL;

  world->scratch = g_dir_make_tmp ("handrail-bench-XXXXXX", NULL);
  world->folder = g_build_filename (world->scratch, "share", NULL);
  world->office = g_build_filename (world->scratch, "office", NULL);
  world->kiosk = g_build_filename (world->scratch, "kiosk", NULL);
  world->clock = hr_clock_new ();
  world->vocabulary = hr_store_load_vocabulary (&error);
  if (world->vocabulary == NULL)
    g_error ("%s", error->message);
  return world;
}

void
bench_world_free (BenchWorld *world)
{
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", world->scratch);

  bench_run (remove);
  g_free (world->scratch);
  g_free (world->folder);
  g_free (world->office);
  g_free (world->kiosk);
  hr_vocabulary_unref (world->vocabulary);
  g_object_unref (world->clock);
  g_free (world);
}

char *
bench_world_root (BenchWorld *world)
{
  return g_build_filename (world->scratch, "root", NULL);
}

HrShare *
bench_world_open (BenchWorld *world, const char *directory)
{
  g_autoptr (GError) error = NULL;
  HrShare *share = hr_share_open (directory, world->vocabulary, world->clock, &error);

  if (share == NULL)
    g_error ("%s", error->message);
  return share;
}

double
bench_world_sync (HrShare *share)
{
  g_autoptr (GError) error = NULL;
  HrShareSynced synced;
  double start = bench_now_ms ();

  if (!hr_share_sync (share, FALSE, &synced, &error) || synced.waiting)
    g_error ("%s", error != NULL ? error->message : "not let in");
  return bench_now_ms () - start;
}

void
bench_run (const char *command)
{
  if (system (command) != 0)
    g_error ("%s", command);
}

/* The office publishes everything; the kiosk is let in. Returns: how long the publishing took. */
double
bench_world_set_up (BenchWorld *world, guint n)
{
  g_autofree char *full = bench_center (n);
  g_autofree char *copy = g_strdup_printf ("cp -r '%s' '%s' && mkdir '%s'", full, world->office, world->folder);
  g_autofree char *root = bench_world_root (world);
  g_autofree char *invitation = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  double took = 0;

  bench_run (copy);
  bench_empty_center (world->kiosk);
  {
    g_autoptr (HrShare) office = bench_world_open (world, world->office);

    if (!hr_share_init (office, world->folder, "Office", root, &error))
      g_error ("%s", error->message);
    took = bench_world_sync (office);
    invitation = hr_share_invitation (office);
  }
  {
    g_autoptr (HrShare) kiosk = bench_world_open (world, world->kiosk);

    if (!hr_share_enrol (kiosk, world->folder, invitation, "Kiosk", &error))
      g_error ("%s", error->message);
    code = hr_share_code (kiosk);
  }
  {
    g_autoptr (HrShare) office = bench_world_open (world, world->office);

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

guint
bench_world_inflate (const char *folder, guint64 *bytes)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n += g_file_test (path, G_FILE_TEST_IS_DIR) ? bench_world_inflate (path, bytes) : inflate (path, bytes);
    }
  return n;
}
