/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the share costs when it is large: calls, files and bytes are counted, so that it is the same everywhere. tests/bench/bench-crowd.c
 * has the time. */
#include "share-world.h"
#include "hr-lab-crowd.h"
#include "handrail/core/hr-kind.h"

#define HEADS 5000
#define FILES 50000

static void
put_cb (const char *path, GBytes *bytes, gpointer data)
{
  hr_lab_share_put (((World *)data)->share, 0, path, bytes);
}

/* The kiosk's own folder and engine, anew, as of another process */
static HrShareFolder
begin_anew (World *world, guint i)
{
  boot (world, &world->devices[i]);
  sync_one (world, i);
  return *world->devices[i].folder;
}

static guint
count_changes (const HrShareFolder *folder)
{
  return folder->creates + folder->renames + folder->removes + folder->syncs;
}

/* 5,000 devices with heads that are known, 50,000 files */
static void
test_crowd (void)
{
  g_autoptr (World) world = world_new ();
  HrLabCrowd crowd = { HEADS, 100, 0, 5000, 5, 100 };
  Device *kiosk = &world->devices[3];
  HrShareFolder before;
  HrShareNews news;
  guint commits, names;

  edit (world, 0, "", "m1", 1, "Noon");
  sync_all (world, 2);
  crowd.old = FILES - count_files (world, "") - 2 * HEADS - 5000 * 6 - 1;
  hr_lab_crowd_make (&crowd, &world->net, world->root, put_cb, world);
  g_assert_cmpuint (count_files (world, ""), ==, FILES);

  /* the first sync: each file that counts, once; a commit for hundreds of them */
  before = *kiosk->folder;
  commits = hr_lab_ledger_commits (kiosk->ledger);
  news = sync_one (world, 3);
  g_assert_cmpuint (news.heads, ==, HEADS);
  g_assert_cmpuint (news.segments, ==, HEADS);
  g_assert_cmpuint (news.refused + news.incomplete + news.held, ==, 0);
  g_assert_cmpuint (kiosk->folder->lists - before.lists, ==, 1);
  g_assert_cmpuint (kiosk->folder->reads - before.reads, ==, 2 * HEADS + 1);
  g_assert_cmpuint (count_changes (kiosk->folder), ==, count_changes (&before));
  g_assert_cmpuint (hr_lab_ledger_commits (kiosk->ledger) - commits, <=, HEADS / 100);
  g_assert_cmpuint (kiosk->ledger->class->live (kiosk->ledger), ==, HEADS + 1);

  /* nothing new */
  for (guint i = 0; i < 3; i++)
    {
      before = *kiosk->folder;
      commits = hr_lab_ledger_commits (kiosk->ledger);
      sync_one (world, 3);
      g_assert_cmpuint (kiosk->folder->lists - before.lists, ==, 1);
      g_assert_cmpuint (kiosk->folder->reads - before.reads, ==, 0);
      g_assert_cmpuint (count_changes (kiosk->folder), ==, count_changes (&before));
      g_assert_cmpuint (hr_lab_ledger_commits (kiosk->ledger), ==, commits);
    }
  /* also for a process that has just begun */
  begin_anew (world, 3);
  before = *kiosk->folder;
  sync_one (world, 3);
  g_assert_cmpuint (kiosk->folder->reads - before.reads, ==, 0);

  /* one new record: the head and its segment */
  edit (world, 0, "", "m1", 1, "Noon, new room");
  names = count_files (world, "");
  {
    HrShareFolder office;

    sync_one (world, 0);
    office = *world->devices[0].folder;
    edit (world, 0, "", "m1", 1, "Noon, in the hall");
    sync_one (world, 0);
    g_assert_cmpuint (world->devices[0].folder->lists - office.lists, <=, 2);
    g_assert_cmpuint (world->devices[0].folder->reads - office.reads, <=, 1);
    g_assert_cmpuint (world->devices[0].folder->bytes_written - office.bytes_written, <=, 4096);
  }
  before = *kiosk->folder;
  commits = hr_lab_ledger_commits (kiosk->ledger);
  sync_one (world, 3);
  g_assert_cmpstr (value (world, 3, "", "m1", 1), ==, "Noon, in the hall");
  g_assert_cmpuint (kiosk->folder->lists - before.lists, ==, 1);
  g_assert_cmpuint (kiosk->folder->reads - before.reads, <=, 3);
  g_assert_cmpuint (kiosk->folder->bytes_read - before.bytes_read, <=, 4096);
  g_assert_cmpuint (hr_lab_ledger_commits (kiosk->ledger) - commits, ==, 1);
  g_assert_cmpuint (count_files (world, "") - names, <=, 2);
}

/* ---- one large directory ---- */

#define LISTINGS 100000
#define WORDS "Step meeting, doors open at half past six. Coffee and tea. Ring the bell at the side door; the lift is on the left. "

/* An office writes 100,000 listings at once; a new kiosk reads them with at most 40 files */
static void
test_first (void)
{
  g_autoptr (World) world = world_new ();
  Device *kiosk = &world->devices[3];
  HrShareFolder before;

  for (guint i = 0; i < LISTINGS; i++)
    {
      g_autofree char *id = g_strdup_printf ("m-%u", i);
      g_autofree char *words = g_strdup_printf ("%08x Noon on %u Harbor Street, room %u. " WORDS WORDS, i * 2654435761u, i % 977, i % 31);

      edit (world, 0, "", id, 1, words);
    }
  sync_one (world, 0);
  before = *kiosk->folder;
  g_assert_cmpuint (sync_one (world, 3).heads, ==, 1);
  g_assert_cmpuint (kiosk->folder->reads - before.reads, <=, 40);
  g_assert_cmpuint (kiosk->folder->lists - before.lists, ==, 1);
  g_assert_cmpuint (kiosk->folder->bytes_read - before.bytes_read, <=, 25 * 1024 * 1024);
  g_assert_cmpuint (kiosk->ledger->class->live (kiosk->ledger), ==, LISTINGS);
}

/* ---- five years ---- */

#define DAYS (5 * 365)
#define STAFF 500
#define OWN_LISTINGS (LISTINGS / STAFF)
#define OWN_EDITS (1000000 / STAFF)
#define KIOSKS 5000
#define YEARS 5

/** Day: what of the listings was in the folder in its evening */
typedef struct
{
  guint files;
  guint64 bytes;
} Day;

static void
measure (World *world, Day *day)
{
  g_autoptr (GPtrArray) names = hr_lab_share_names (world->share, 0);

  for (guint i = 0; i < names->len; i++)
    {
      const char *path = names->pdata[i];

      if (!g_str_has_prefix (path, "s/") && !g_str_has_prefix (path, "h/l-"))
        continue;
      day->files++;
      day->bytes += g_bytes_get_size (hr_lab_share_get (world->share, 0, path));
    }
}

static void
write_words (World *world, GRand *rand, guint n)
{
  g_autofree char *id = g_strdup_printf ("m-%u", n < OWN_LISTINGS ? n : (guint)g_rand_int_range (rand, 0, OWN_LISTINGS));
  g_autofree char *words = NULL;

  if (n >= OWN_LISTINGS)
    {
      words = g_strdup_printf ("%08x, by the side door, room %u", g_rand_int (rand), n % 31);
      edit (world, 0, "", id, (guint)g_rand_int_range (rand, 2, 9), words);
      return;
    }
  words = g_strdup_printf ("%08x Noon on %u Harbor Street, room %u. " WORDS, g_rand_int (rand), n % 977, n % 31);
  edit (world, 0, "", id, 1, words);
}

/* One device of the staff, day by day: its part of the listings and of a million edits, published every day that there are some.
 * Others' words would only let its own go. @days: grows */
static void
live_through (guint seed, Day days[DAYS])
{
  g_autoptr (World) world = world_new ();
  GRand *rand = g_rand_new_with_seed (seed);
  guint written = 0;

  for (guint day = 0; day < DAYS; day++)
    {
      while (written * DAYS < OWN_EDITS * (day + 1))
        write_words (world, rand, written++);
      world->devices[0].now += G_GINT64_CONSTANT (24) * 60 * 60 * 1000;
      world->devices[0].engine->tuning.verify = world->devices[0].engine->tuning.scan = day % 2 == 0 || g_test_slow ();
      /* once a month the device begins anew */
      if (day % 30 == 29)
        boot (world, &world->devices[0]);
      sync_one (world, 0);
      /* not all of them began on the same day */
      measure (world, &days[(day + 37 * seed) % DAYS]);
    }
  g_assert_cmpuint (written, ==, OWN_EDITS);
  sync_one (world, 3);
  g_assert_cmpuint (world->devices[3].ledger->class->live (world->devices[3].ledger), ==, OWN_LISTINGS);
  g_rand_free (rand);
}

/* All of the staff with -m slow (tests/nightly); else some of them speak for the others. */
static void
test_years (void)
{
  guint n = g_test_slow () ? STAFF : 2, files = 0;
  g_autofree Day *days = g_new0 (Day, DAYS);
  guint64 bytes = 0;

  for (guint i = 0; i < n; i++)
    live_through (i + 1, days);
  for (guint i = 0; i < DAYS; i++)
    {
      files = MAX (files, days[i].files);
      bytes = MAX (bytes, days[i].bytes);
    }
  g_test_message ("on the worst day %u files and %" G_GUINT64_FORMAT " bytes of %u streams", files, bytes, n);
  /* the closed years, and of the open quarter the old file beside the new one; manifests, each with some who came in */
  g_assert_cmpuint (files * (STAFF / n) + KIOSKS * (YEARS + 2) + 1000, <=, FILES);
  g_assert_cmpuint (bytes * (STAFF / n), <=, 25 * 1024 * 1024);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hr_seal_init ();
  g_test_add_func ("/share/scale/crowd", test_crowd);
  g_test_add_func ("/share/scale/first", test_first);
  g_test_add_func ("/share/scale/years", test_years);
  return g_test_run ();
}
