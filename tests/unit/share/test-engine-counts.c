/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose counts who reads, in which files they lie, and how large these are. */
#include "share-world.h"

#define CELLS 200

typedef struct
{
  guint64 n;
  int year;
} Said;

/* Of many meetings, so that a number of another width would need another page */
static gboolean
say_cb (HrShareEngine *engine, GArray *cells, gpointer data, GError **error)
{
  const Said *said = data;

  g_array_set_size (cells, 0);
  for (guint i = 0; i < CELLS; i++)
    {
      g_autofree char *meeting = g_strdup_printf ("m%u", i);
      HrShareCell cell = { .day = 100, .meeting = meeting, .n = said->n, .fellowship = (char *)"aa", .days = 2, .year = said->year };

      hr_share_cells_add (cells, &cell);
    }
  return TRUE;
}

static void
tells (Device *device, Said *said)
{
  device->engine->tell = say_cb;
  device->engine->tell_data = said;
  device->engine->tuning.tell = TRUE;
}

static void
sync_counts (World *world, guint rounds)
{
  for (guint i = 0; i < rounds * MAX_DEVICES; i++)
    {
      HrShareNews news;

      world->devices[i % MAX_DEVICES].engine->tuning.counts = TRUE;
      news = sync_one (world, i % MAX_DEVICES);
      g_assert_cmpuint (news.refused, ==, 0);
      g_assert_cmpuint (news.incomplete, ==, 0);
    }
}

static guint
kept (World *world, guint i)
{
  g_autoptr (GPtrArray) keys = hr_share_engine_keys (world->devices[i].engine, "tally/", NULL);

  return keys->len;
}

static guint64
got (World *world, guint reader, guint writer)
{
  return counts_of (&world->devices[reader], &world->devices[writer], 0, "m7");
}

/* Office: all; staff: their site's; kiosks: none. And what is not for somebody any more does not stay with him. */
static void
test_who (void)
{
  g_autoptr (World) world = world_new ();
  Said kiosk = { 30, 0 }, office = { 50, 0 };
  guint reads;

  tells (&world->devices[3], &kiosk);
  tells (&world->devices[0], &office);
  sync_counts (world, 2);
  for (guint i = 0; i < MAX_DEVICES; i++)
    g_assert_cmpuint (got (world, i, 3), ==, 30);
  g_assert_cmpuint (got (world, 1, 0), ==, 50);
  /* of the office, which is no part of the site */
  g_assert_cmpuint (got (world, 2, 0), ==, 0);
  g_assert_cmpuint (got (world, 3, 0), ==, 0);
  g_assert_cmpuint (kept (world, 3), ==, 0);
  /* a kiosk opens no file to see that there is nothing for it */
  sync_one (world, 3);
  reads = world->devices[3].folder->reads;
  sync_one (world, 3);
  g_assert_cmpuint (world->devices[3].folder->reads, ==, reads);

  trust (world, NULL, 2, HR_SHARE_ROLE_SITE, "river", 2, NULL);
  trust (world, NULL, 1, HR_SHARE_ROLE_KIOSK, "harbor", 2, NULL);
  sync_counts (world, 2);
  g_assert_cmpuint (kept (world, 1) + kept (world, 2), ==, 0);
  g_assert_cmpuint (got (world, 1, 3) + got (world, 2, 3), ==, 0);
  g_assert_cmpuint (got (world, 4, 3), ==, 30);
  /* what is sealed now is not for them, whatever they keep */
  kiosk.n = 40;
  sync_counts (world, 2);
  g_assert_cmpuint (got (world, 4, 3), ==, 40);
  trust (world, NULL, 2, HR_SHARE_ROLE_SITE, "harbor", 3, NULL);
  sync_one (world, 2);
  g_assert_cmpuint (got (world, 2, 3), ==, 0);
  sync_counts (world, 3);
  g_assert_cmpuint (got (world, 2, 3), ==, 40);
  g_assert_cmpuint (count_files (world, "c/cur/c-"), ==, 2);
}

/* A stolen kiosk: what was read of it stays, for those who come later too; what it tells from then on counts for nobody. */
static void
test_revoked (void)
{
  g_autoptr (World) world = world_new ();
  Said said = { 30, 0 };
  HrShareSpan span;

  tells (&world->devices[3], &said);
  sync_one (world, 3);
  world->devices[0].engine->tuning.counts = TRUE;
  sync_one (world, 0);
  span = (HrShareSpan){ world->devices[3].engine->epoch, world->devices[3].engine->seq };
  said.n = 5000;
  sync_one (world, 3);
  g_assert_cmpuint (count_files (world, "c/cur/c-"), ==, 1);
  trust (world, &world->devices[4], 3, HR_SHARE_ROLE_KIOSK, "harbor", 2, &span);
  sync_counts (world, 12);
  for (guint i = 0; i < MAX_DEVICES; i++)
    if (i != 3)
      g_assert_cmpuint (got (world, i, 3), ==, 30);
  said.n = 6000;
  sync_counts (world, 2);
  g_assert_cmpuint (got (world, 0, 3), ==, 30);
}

static gsize
size_of (World *world)
{
  g_autoptr (GPtrArray) names = hr_lab_share_names (world->share, 0);

  for (guint i = 0; i < names->len; i++)
    if (g_str_has_prefix (names->pdata[i], "c/cur/c-"))
      return g_bytes_get_size (hr_lab_share_get (world->share, 0, names->pdata[i]));
  g_assert_not_reached ();
}

static void
test_sizes (void)
{
  static const guint64 numbers[] = { 0, 1, 127, 128, 70000, G_MAXINT64 };
  gsize size = 0;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (World) world = world_new ();
      Said said = { numbers[i], 0 };

      tells (&world->devices[3], &said);
      sync_one (world, 3);
      if (i == 0)
        size = size_of (world);
      g_assert_cmpuint (size_of (world), ==, size);
    }
  g_assert_cmpuint (size, >, 4096);
}

/* What goes into a closed year is read at every moment, and counted once. */
static void
test_years (void)
{
  g_autoptr (World) world = world_new ();
  Said said = { 30, 0 };
  gboolean whole = FALSE;
  g_autoptr (GPtrArray) names = NULL;

  tells (&world->devices[3], &said);
  sync_counts (world, 1);
  sync_one (world, 0);
  g_assert_cmpuint (got (world, 0, 3), ==, 30);
  said.year = 2025;
  for (guint crash = 1; !whole; crash++)
    {
      *hr_lab_folder_faults (world->devices[3].folder) = (HrLabFaults){ .crash_at = crash };
      whole = hr_share_engine_sync (world->devices[3].engine, ++world->devices[3].now, NULL, NULL);
      if (*hr_lab_folder_dead (world->devices[3].folder))
        boot (world, &world->devices[3]);
      *hr_lab_folder_faults (world->devices[3].folder) = (HrLabFaults){ 0 };
      tells (&world->devices[3], &said);
      for (guint i = 0; i < 2; i++)
        {
          world->devices[i].engine->tuning.counts = TRUE;
          sync_one (world, i);
          g_assert_cmpuint (got (world, i, 3), ==, 30);
        }
      g_assert_cmpuint (crash, <, 50);
    }
  sync_counts (world, 2);
  g_assert_cmpuint (count_files (world, "c/2025/c-"), ==, 1);
  g_assert_cmpuint (count_files (world, "c/cur/c-"), ==, 1);
  g_assert_cmpuint (count_files (world, "c/2025/x-") + count_files (world, "c/cur/x-"), ==, 0);
  g_assert_cmpuint (got (world, 0, 3), ==, 30);
  /* a year's file that the folder lost comes back */
  names = hr_lab_share_names (world->share, 0);
  for (guint i = 0; i < names->len; i++)
    if (g_str_has_prefix (names->pdata[i], "c/2025/"))
      hr_lab_share_put (world->share, 0, names->pdata[i], NULL);
  g_assert_cmpuint (count_files (world, "c/2025/c-"), ==, 0);
  sync_counts (world, 2);
  g_assert_cmpuint (count_files (world, "c/2025/c-"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/share/engine/counts/who", test_who);
  g_test_add_func ("/share/engine/counts/revoked", test_revoked);
  g_test_add_func ("/share/engine/counts/sizes", test_sizes);
  g_test_add_func ("/share/engine/counts/years", test_years);
  return g_test_run ();
}
