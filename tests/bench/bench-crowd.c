/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The share of a whole state after years: 5,000 devices with heads that a kiosk knows, 50,000 files, 100,000 meetings. First sync, nothing
 * new, one new record; on a local folder, and one that answers 20 ms late. Next to each the calls and bytes of the folder themselves. */
#define G_LOG_DOMAIN "handrail-bench"

#include "bench-floor.h"
#include "bench-world.h"
#include "bench.h"

#include "handrail/seal/hr-seal.h"
#include "handrail/store/hr-store.h"
#include "hr-lab-crowd.h"
#include "hr-share-private.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define HEADS 5000
#define FILES 50000
#define KIOSKS 5000
#define YEARS 5
#define DELAY_MS 20
#define ROUNDS 100
#define FAR_ROUNDS 15

/* ---- the share ---- */

static void
put_cb (const char *path, GBytes *bytes, gpointer data)
{
  BenchWorld *world = data;
  g_autofree char *file = g_build_filename (world->folder, path, NULL);
  g_autofree char *folder = g_path_get_dirname (file);

  if (g_mkdir_with_parents (folder, 0755) != 0
      || !g_file_set_contents_full (file, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_NONE, 0644,
                                    NULL))
    g_error ("%s", file);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n += g_file_test (path, G_FILE_TEST_IS_DIR) ? count_files (path) : 1;
    }
  return n;
}

static void
add_crowd (BenchWorld *world)
{
  HrLabCrowd crowd = { HEADS, 500, 0, KIOSKS, YEARS, 100 };
  guint there = count_files (world->folder);
  g_autofree char *path = bench_world_root (world);
  g_autoptr (HrShare) office = bench_world_open (world, world->office);
  g_autoptr (GError) error = NULL;
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  HrShareNet net;

  if (!hr_seal_load_keys (path, "The root key", public, secret, &error) || !hr_share_get_net (office, &net))
    g_error ("%s", error != NULL ? error->message : "no share");
  /* a head, a segment, and for each kiosk the open quarter and the closed years; a manifest */
  crowd.old = FILES - there - 2 * HEADS - KIOSKS * (YEARS + 1) - 1;
  hr_lab_crowd_make (&crowd, &net, secret, put_cb, world);
  bench_goal ("files of the share", HEADS, count_files (world->folder), "", FILES);
}

/* ---- the kiosk ---- */

/* @delay_ms: 0: the folder as it is */
static HrShare *
open_kiosk (BenchWorld *world, const char *directory, guint delay_ms)
{
  HrShare *kiosk = bench_world_open (world, directory);
  g_autoptr (GError) error = NULL;

  if (!hr_share_lock (kiosk, &error) || hr_share_need_engine (kiosk, &error) == NULL)
    g_error ("%s", error->message);
  if (delay_ms > 0)
    kiosk->folder = kiosk->engine->folder = hr_lab_slow_new (kiosk->folder, delay_ms);
  hr_share_unlock (kiosk);
  return kiosk;
}

static void
tell_calls (const char *what, const HrShareFolder *before, const HrShareFolder *after, guint rounds)
{
  g_print ("%-46s %8d  %.1f listings, %.1f opens, %.1f KB, %u changes\n", what, HEADS, (double)(after->lists - before->lists) / rounds,
           (double)(after->reads - before->reads) / rounds, (double)(after->bytes_read - before->bytes_read) / rounds / 1024,
           after->creates + after->renames + after->removes + after->syncs - before->creates - before->renames - before->removes
               - before->syncs);
}

/* ---- floors ---- */

static double
read_heads_ms (BenchWorld *world)
{
  g_autofree char *folder = g_build_filename (world->folder, "h", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GHashTable) heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  g_autoptr (GPtrArray) manifests = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_manifest_free);
  const char *name;
  double start = bench_now_ms ();
  guint verified = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GBytes) bytes = NULL;
      HrShareName parsed;
      char *data = NULL;
      gsize length = 0;

      if (!hr_share_name_parse (name, &parsed) || !g_file_get_contents (path, &data, &length, NULL))
        continue;
      bytes = g_bytes_new_take (data, length);
      if (parsed.kind == HR_SHARE_NAME_TRUST)
        g_ptr_array_add (manifests, hr_share_manifest_decode (bytes));
      else
        g_hash_table_insert (heads, g_strdup (parsed.device), g_steal_pointer (&bytes));
    }
  for (guint i = 0; i < manifests->len; i++)
    for (guint k = 0; k < ((HrShareManifest *)manifests->pdata[i])->members->len; k++)
      {
        const HrShareMember *member = ((HrShareManifest *)manifests->pdata[i])->members->pdata[k];
        GBytes *bytes = g_hash_table_lookup (heads, member->device);

        verified += bytes != NULL && hr_share_signed_verify (bytes, HR_SHARE_SIGNED_HEAD, member->public_key);
      }
  if (verified != g_hash_table_size (heads))
    g_error ("%u of %u heads hold", verified, g_hash_table_size (heads));
  return bench_now_ms () - start;
}

static double
listing_ms (BenchWorld *world)
{
  g_autofree char *heads = g_build_filename (world->folder, "h", NULL);
  double start = bench_now_ms ();
  g_autoptr (GDir) dir = g_dir_open (heads, 0, NULL);

  while (g_dir_read_name (dir) != NULL)
    continue;
  return bench_now_ms () - start;
}

/* ---- the figures ---- */

static double
first_floor_ms (BenchWorld *world)
{
  g_autofree char *segments = g_build_filename (world->folder, "s", NULL);
  double start = bench_now_ms ();
  guint64 bytes = 0;

  bench_world_inflate (segments, &bytes);
  return bench_now_ms () - start + read_heads_ms (world) + bench_copy_ms (world->office, world->scratch);
}

/* @floor_ms: on a local folder: what reading, verifying, inflating and inserting the same costs */
static void
bench_first (BenchWorld *world, const char *directory, guint delay_ms, double floor_ms)
{
  g_autoptr (HrShare) kiosk = open_kiosk (world, directory, delay_ms);
  HrShareFolder before = *kiosk->folder;
  double took = bench_world_sync (kiosk);
  guint calls = kiosk->folder->lists - before.lists + kiosk->folder->reads - before.reads;

  bench_figure (delay_ms > 0 ? "first sync, 20 ms away" : "first sync", HEADS, took, floor_ms + calls * delay_ms, "ms",
                delay_ms > 0 ? NAN : 2.0);
  tell_calls ("  its calls", &before, kiosk->folder, 1);
}

static void
bench_quiet (BenchWorld *world, const char *directory, guint delay_ms)
{
  g_autoptr (HrShare) kiosk = open_kiosk (world, directory, delay_ms);
  g_autoptr (GArray) quiet = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) floor = g_array_new (FALSE, FALSE, sizeof (double));
  guint rounds = delay_ms > 0 ? FAR_ROUNDS : ROUNDS;
  HrShareFolder before;

  /* what stands in the ledger is read once */
  bench_figure ("the first look after a start", HEADS, bench_world_sync (kiosk), NAN, "ms", NAN);
  before = *kiosk->folder;
  for (guint i = 0; i < rounds; i++)
    {
      double took = bench_world_sync (kiosk), listing = listing_ms (world) + delay_ms;

      g_array_append_val (quiet, took);
      g_array_append_val (floor, listing);
    }
  bench_goal (delay_ms > 0 ? "nothing new, 20 ms away, p95" : "nothing new, p95", HEADS, bench_percentile (quiet, 0.95), "ms",
              delay_ms > 0 ? 400 : 25);
  bench_figure ("  median, next to the bare listing", HEADS, bench_percentile (quiet, 0.5), bench_percentile (floor, 0.5), "ms", NAN);
  tell_calls ("  its calls", &before, kiosk->folder, rounds);
}

static void
write_one (BenchWorld *world, HrStore *store, HrShare *office, guint i)
{
  g_autofree char *name = g_strdup_printf ("Hall of the day %u", i);
  const char *const fields[] = { "name", NULL };
  const char *const values[] = { name, NULL };
  HrEdit edit = { .verb = HR_EDIT_ADD, .kind = HR_KIND_VENUE, .fields = fields, .values = values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (store, &edit, 1, "bench", &error);

  if (ids == NULL)
    g_error ("%s", error->message);
  bench_world_sync (office);
}

/* Reading, verifying and one row by hand: a listing, two files, one commit */
static double
one_floor_ms (BenchWorld *world, sqlite3 *db, guint i, guint delay_ms)
{
  g_autofree char *sql = g_strdup_printf ("BEGIN IMMEDIATE; INSERT INTO by_hand VALUES (%u); COMMIT", i);
  double start = bench_now_ms ();

  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  return bench_now_ms () - start + listing_ms (world) + 3 * delay_ms;
}

static void
bench_one_new (BenchWorld *world, const char *directory, guint delay_ms)
{
  g_autoptr (HrShare) office = bench_world_open (world, world->office);
  g_autoptr (HrShare) kiosk = open_kiosk (world, directory, delay_ms);
  g_autoptr (HrStore) store = hr_store_new (world->office, world->vocabulary, world->clock);
  g_autoptr (GArray) in = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) floor = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *by_hand = g_build_filename (world->scratch, "by-hand", NULL);
  sqlite3 *db = bench_open_raw (by_hand, SQLITE_OPEN_READWRITE);
  guint rounds = delay_ms > 0 ? FAR_ROUNDS : ROUNDS;
  g_autoptr (GError) error = NULL;
  HrShareFolder before;

  if (!hr_store_open (store, &error))
    g_error ("%s", error->message);
  sqlite3_exec (db, "PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS by_hand (n INTEGER)", NULL, NULL, NULL);
  bench_world_sync (office);
  bench_world_sync (kiosk);
  before = *kiosk->folder;
  for (guint i = 0; i < rounds; i++)
    {
      double took, least;

      write_one (world, store, office, i);
      took = bench_world_sync (kiosk);
      least = one_floor_ms (world, db, i, delay_ms);
      g_array_append_val (in, took);
      g_array_append_val (floor, least);
    }
  sqlite3_close (db);
  bench_goal (delay_ms > 0 ? "one new record, 20 ms away, p95" : "one new record, p95", HEADS, bench_percentile (in, 0.95), "ms",
              delay_ms > 0 ? 600 : 35);
  bench_figure ("  median, next to the same by hand", HEADS, bench_percentile (in, 0.5), bench_percentile (floor, 0.5), "ms", NAN);
  tell_calls ("  its calls", &before, kiosk->folder, rounds);
}

int
main (int argc, char **argv)
{
  g_autofree guint *sizes = bench_sizes ();
  g_autoptr (BenchWorld) world = NULL;
  g_autofree char *far = NULL;
  g_autofree char *copy = NULL;
  double floor_ms;
  guint n = 0;

  hr_seal_init ();
  for (guint i = 0; sizes[i] != 0; i++)
    n = MAX (n, MIN (sizes[i], 100000));
  world = bench_world_new ();
  far = g_build_filename (world->scratch, "far", NULL);
  copy = g_strdup_printf ("cp -r '%s' '%s'", world->kiosk, far);
  bench_world_set_up (world, n);
  add_crowd (world);
  bench_run (copy);
  floor_ms = first_floor_ms (world);
  bench_first (world, world->kiosk, 0, floor_ms);
  bench_quiet (world, world->kiosk, 0);
  bench_one_new (world, world->kiosk, 0);
  if (argc > 1 && strcmp (argv[1], "near") == 0)
    return 0;
  bench_first (world, far, DELAY_MS, floor_ms);
  bench_quiet (world, far, DELAY_MS);
  bench_one_new (world, far, DELAY_MS);
  return 0;
}
