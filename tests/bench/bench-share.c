/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The share on a local folder, with real databases: the first sync of a new kiosk next to reading, hashing, inflating and inserting the same;
 * a sync without news; one new record. */
#define G_LOG_DOMAIN "handrail-bench"

#include "bench-floor.h"
#include "bench-world.h"
#include "bench.h"

#include "handrail/seal/hr-seal.h"
#include "handrail/store/hr-store.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#define ROUNDS 50
#define MANY 5000

static void
bench_first (BenchWorld *world, guint n)
{
  double published = bench_world_set_up (world, n), took, floor = bench_now_ms ();
  g_autofree char *segments = g_build_filename (world->folder, "s", NULL);
  guint64 bytes = 0;
  guint files = bench_world_inflate (segments, &bytes);

  floor = bench_now_ms () - floor;
  {
    g_autoptr (HrShare) kiosk = bench_world_open (world, world->kiosk);

    took = bench_world_sync (kiosk);
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
add_names (BenchWorld *world)
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
bench_quiet (BenchWorld *world, guint n)
{
  g_autoptr (HrShare) kiosk = bench_world_open (world, world->kiosk);
  g_autoptr (GArray) quiet = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) floor = g_array_new (FALSE, FALSE, sizeof (double));

  add_names (world);
  bench_world_sync (kiosk);
  for (guint i = 0; i < ROUNDS; i++)
    {
      double took = bench_world_sync (kiosk), listing = listing_ms (world->folder);

      g_array_append_val (quiet, took);
      g_array_append_val (floor, listing);
    }
  bench_goal ("nothing new among 5,000 heads, p95", n, bench_percentile (quiet, 0.95), "ms", 25);
  bench_figure ("the same, median, next to the bare listing", n, bench_percentile (quiet, 0.5), bench_percentile (floor, 0.5), "ms", NAN);
}

static void
bench_one_new (BenchWorld *world, guint n)
{
  g_autoptr (HrShare) office = bench_world_open (world, world->office);
  g_autoptr (HrShare) kiosk = bench_world_open (world, world->kiosk);
  g_autoptr (HrStore) store = hr_store_new (world->office, world->vocabulary, world->clock);
  g_autoptr (GArray) out = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) in = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;

  if (!hr_store_open (store, &error))
    g_error ("%s", error->message);
  bench_world_sync (office);
  bench_world_sync (kiosk);
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
      sent = bench_world_sync (office);
      read = bench_world_sync (kiosk);
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
      g_autoptr (BenchWorld) world = NULL;

      if (sizes[i] > 100000)
        continue;
      world = bench_world_new ();
      bench_first (world, sizes[i]);
      bench_quiet (world, sizes[i]);
      bench_one_new (world, sizes[i]);
    }
  return 0;
}
