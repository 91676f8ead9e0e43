/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One rule of the engine after the other, on a share in memory. tests/property/test-share.c has all of them at once. */
#include "share-world.h"

/* ---- what it costs ---- */

typedef struct
{
  guint lists, reads, changes, commits, counted;
  guint64 bytes, written, noted;
} Cost;

static Cost
cost (World *world, guint i)
{
  const Device *device = &world->devices[i];
  HrShareFolder *folder = device->folder;

  return (Cost){ folder->lists, folder->reads, folder->creates + folder->renames + folder->removes + folder->syncs,
                 hr_lab_ledger_commits (device->ledger), hr_lab_ledger_counted (device->ledger), folder->bytes_read,
                 folder->bytes_written, hr_lab_ledger_bytes (device->ledger) };
}

static void
test_cost (void)
{
  g_autoptr (World) world = world_new ();
  Cost before, after;

  edit (world, 0, "", "m1", 1, "Noon");
  edit (world, 1, "", "m2", 1, "Evening");
  sync_all (world, 3);

  before = cost (world, 3);
  sync_one (world, 3);
  after = cost (world, 3);
  g_assert_cmpuint (after.lists, ==, before.lists + 1);
  g_assert_cmpuint (after.reads, ==, before.reads);
  g_assert_cmpuint (after.changes, ==, before.changes);
  g_assert_cmpuint (after.commits, ==, before.commits);

  edit (world, 0, "", "m1", 1, "Noon, new room");
  sync_one (world, 0);
  before = cost (world, 3);
  sync_one (world, 3);
  after = cost (world, 3);
  g_assert_cmpstr (value (world, 3, "", "m1", 1), ==, "Noon, new room");
  g_assert_cmpuint (after.lists, ==, before.lists + 1);
  g_assert_cmpuint (after.reads, ==, before.reads + 2);
  g_assert_cmpuint (after.bytes - before.bytes, <=, 4096);
  g_assert_cmpuint (after.changes, ==, before.changes);
  g_assert_cmpuint (after.commits, ==, before.commits + 1);
}

/* Of a list that fills many segments, one more record costs no more than of a short one: what is full is not written again. */
static void
test_one_of_many (void)
{
  g_autoptr (World) world = world_new ();
  Cost before, after;

  world->devices[0].engine->tuning.base = 32 * 1024;
  for (guint i = 0; i < 6000; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);
      g_autofree char *words = g_strdup_printf ("Serenity at noon %08x%08x%08x%08x", g_random_int (), g_random_int (), g_random_int (),
                                                g_random_int ());

      edit (world, 0, "", id, 1, words);
    }
  sync_all (world, 3);
  g_assert_cmpuint (count_files (world, "s/"), >, 2 * world->devices[0].engine->tuning.segments);
  /* also when small ones are gathered */
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *words = g_strdup_printf ("Noon %u", i);

      edit (world, 0, "", "m1", 1, words);
      before = cost (world, 0);
      sync_one (world, 0);
      after = cost (world, 0);
      g_assert_cmpuint (after.written - before.written, <=, 16 * 1024);
      g_assert_cmpuint (after.noted - before.noted, <=, 32 * 1024);
      before = cost (world, 3);
      sync_one (world, 3);
      after = cost (world, 3);
      g_assert_cmpuint (after.reads, ==, before.reads + 2);
      g_assert_cmpuint (after.bytes - before.bytes, <=, 16 * 1024);
      /* what is known already is named by the new head, too: after the first time it is not read again, and nothing is counted */
      g_assert_cmpuint (after.counted, ==, before.counted);
      if (i > 0)
        g_assert_cmpuint (after.noted - before.noted, <=, 32 * 1024);
    }
}

/* The first list of a center goes in few large files, and comes with as many opens. */
static void
test_first (void)
{
  g_autoptr (World) world = world_new ();
  Cost before, after;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      edit (world, 0, "", id, 1, "Serenity at noon, in the hall behind the church, with coffee; everybody is welcome");
    }
  sync_one (world, 0);
  g_assert_cmpuint (count_files (world, "s/"), <=, 2);
  before = cost (world, 3);
  sync_one (world, 3);
  after = cost (world, 3);
  expect_same (world, 0, 3);
  /* the five manifests, the head, the segments */
  g_assert_cmpuint (after.reads - before.reads, <=, 8);
}

/* Years of small edits stay a few files. */
static void
test_gather (void)
{
  g_autoptr (World) world = world_new ();

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i % 10);
      g_autofree char *words = g_strdup_printf ("%u", i);

      edit (world, 0, "", id, 1 + i % 3, words);
      world->devices[0].engine->tuning.verify = i % 10 == 0;
      sync_one (world, 0);
    }
  world->devices[0].engine->tuning.verify = world->devices[0].engine->tuning.scan = TRUE;
  for (guint i = 0; i < 12; i++)
    sync_one (world, 0);
  g_assert_cmpuint (count_files (world, "s/"), <=, 9);
  g_assert_cmpuint (count_files (world, "h/l-"), ==, 1);
  sync_one (world, 1);
  expect_same (world, 0, 1);
}

/* ---- who may ---- */

static void
test_roles (void)
{
  g_autoptr (World) world = world_new ();

  sync_all (world, 1);
  edit (world, 2, "harbor", "m1", 1, "of our site");
  edit (world, 2, "", "m1", 1, "of everybody");
  edit (world, 2, "elsewhere", "m1", 1, "of another site");
  edit (world, 3, "harbor", "m1", 2, "by a kiosk");
  sync_all (world, 2);
  g_assert_cmpstr (value (world, 0, "harbor", "m1", 1), ==, "of our site");
  g_assert_null (value (world, 0, "", "m1", 1));
  g_assert_null (value (world, 0, "elsewhere", "m1", 1));
  g_assert_null (value (world, 0, "harbor", "m1", 2));
  g_assert_cmpuint (count_files (world, "h/l-"), ==, 1);

  /* what one wrote oneself is not dropped, though it is not for the others */
  for (guint i = 0; i < 40; i++)
    {
      world->devices[2].engine->tuning.scan = TRUE;
      sync_one (world, 2);
    }
  g_assert_cmpstr (value (world, 2, "elsewhere", "m1", 1), ==, "of another site");

  /* the kiosk becomes staff: what waited goes out */
  trust (world, &world->devices[4], 3, HR_SHARE_ROLE_SITE, "harbor", 2, NULL);
  sync_all (world, 2);
  g_assert_cmpstr (value (world, 0, "harbor", "m1", 2), ==, "by a kiosk");
}

static void
test_trust (void)
{
  g_autoptr (World) world = world_new ();

  sync_all (world, 1);
  /* neither the office nor a stranger nor a kiosk makes anybody anything, and a manager makes no manager */
  trust (world, &world->devices[0], 3, HR_SHARE_ROLE_OFFICE, "", 9, NULL);
  sync_all (world, 1);
  g_assert_cmpuint (hr_share_engine_role (world->devices[1].engine, world->devices[3].device), ==, HR_SHARE_ROLE_KIOSK);
  trust (world, &world->devices[4], 3, HR_SHARE_ROLE_OFFICE | HR_SHARE_ROLE_MANAGER, "", 2, NULL);
  sync_all (world, 1);
  g_assert_cmpuint (hr_share_engine_role (world->devices[1].engine, world->devices[3].device), ==, HR_SHARE_ROLE_OFFICE);
  /* an older word changes nothing, also when it comes later */
  trust (world, &world->devices[4], 3, HR_SHARE_ROLE_KIOSK, "", 1, NULL);
  sync_all (world, 1);
  g_assert_cmpuint (hr_share_engine_role (world->devices[1].engine, world->devices[3].device), ==, HR_SHARE_ROLE_OFFICE);
  /* managers do not unmake managers */
  trust (world, &world->devices[4], 4, HR_SHARE_ROLE_KIOSK, "", 9, NULL);
  sync_all (world, 1);
  g_assert_true ((hr_share_engine_role (world->devices[1].engine, world->devices[4].device) & HR_SHARE_ROLE_MANAGER) != 0);
  /* the root key does, and then what he signed counts no more */
  trust (world, NULL, 4, HR_SHARE_ROLE_OFFICE, "", 10, NULL);
  sync_all (world, 1);
  g_assert_cmpuint (hr_share_engine_role (world->devices[1].engine, world->devices[3].device), ==, HR_SHARE_ROLE_KIOSK);
}

/* A stolen device: what it said so far stays, what it says from now on counts for nobody. */
static void
test_revoked (void)
{
  g_autoptr (World) world = world_new ();
  HrShareSpan kept;

  edit (world, 0, "", "m1", 1, "before");
  sync_all (world, 2);
  kept = (HrShareSpan){ world->devices[0].engine->epoch, world->devices[0].engine->seq };
  edit (world, 0, "", "m1", 1, "by the thief");
  edit (world, 0, "", "m2", 1, "by the thief");
  sync_one (world, 0);
  sync_one (world, 1);
  g_assert_cmpstr (value (world, 1, "", "m1", 1), ==, "by the thief");
  trust (world, &world->devices[4], 0, HR_SHARE_ROLE_OFFICE, "", 2, &kept);
  for (guint i = 0; i < 40; i++)
    for (guint k = 1; k < MAX_DEVICES; k++)
      {
        world->devices[k].engine->tuning.scan = TRUE;
        sync_one (world, k);
      }
  for (guint k = 1; k < MAX_DEVICES; k++)
    {
      g_assert_cmpstr (value (world, k, "", "m1", 1), ==, "before");
      g_assert_null (value (world, k, "", "m2", 1));
    }
  /* and it publishes no more itself */
  edit (world, 0, "", "m3", 1, "more");
  sync_one (world, 0);
  sync_one (world, 0);
  g_assert_cmpuint (sync_one (world, 0).published, ==, 0);
}

/* ---- much is deleted ---- */

static void
delete_some (World *world, guint device, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      edit (world, device, "", id, 0, "1");
    }
}

static void
test_hold (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  Cost before, after;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      edit (world, 0, "", id, 1, "here");
    }
  sync_all (world, 2);
  delete_some (world, 0, 0, 20);
  sync_all (world, 2);
  expect_same (world, 0, 3);

  world->devices[0].now += 48 * 60 * 60 * 1000;
  delete_some (world, 0, 20, 21);
  edit (world, 0, "", "m99", 1, "with it");
  sync_one (world, 0);
  before = cost (world, 3);
  g_assert_cmpuint (sync_one (world, 3).held, ==, 1);
  after = cost (world, 3);
  g_assert_cmpuint (after.counted, ==, before.counted + 1);
  g_assert_cmpuint (sync_one (world, 3).held, ==, 1);
  g_assert_null (value (world, 3, "", "m20", 0));
  g_assert_cmpstr (value (world, 3, "", "m99", 1), ==, "here");
  g_assert_cmpuint (sync_one (world, 4).held, ==, 1);
  /* nothing of that one waits */
  g_assert_false (hr_share_engine_release (world->devices[4].engine, world->devices[1].device, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  /* what waits is not fought over: the older head does not come back */
  g_assert_cmpuint (sync_one (world, 3).relayed + sync_one (world, 4).relayed, ==, 0);

  g_assert_false (hr_share_engine_release (world->devices[1].engine, world->devices[0].device, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (hr_share_engine_release (world->devices[4].engine, world->devices[0].device, &error));
  sync_one (world, 4);
  g_assert_cmpstr (value (world, 4, "", "m20", 0), ==, "1");
  sync_all (world, 2);
  for (guint i = 1; i < MAX_DEVICES; i++)
    expect_same (world, 0, i);
}

/* Who was away hears of many small deletions together: those are not one large one. */
static void
test_hold_after_absence (void)
{
  g_autoptr (World) world = world_new ();

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      edit (world, 0, "", id, 1, "here");
    }
  sync_all (world, 2);
  for (guint i = 0; i < 10; i++)
    {
      world->devices[0].now += 48 * 60 * 60 * 1000;
      delete_some (world, 0, i * 5, 5);
      sync_one (world, 0);
    }
  g_assert_cmpuint (sync_one (world, 3).held, ==, 0);
  expect_same (world, 0, 3);
}

/* Returns: (transfer none): the first file with @prefix */
static const char *
find_file (World *world, const char *prefix)
{
  g_autoptr (GPtrArray) names = hr_lab_share_names (world->share, 0);

  for (guint i = 0; i < names->len; i++)
    if (g_str_has_prefix (names->pdata[i], prefix))
      return names->pdata[i];
  g_assert_not_reached ();
}

/* A listing that is the same as before is looked at again as long as something of it was left: what is not whole yet becomes so without
 * another name, and what the folder lost is put back after a while. */
static void
test_same_listing (gconstpointer data)
{
  const char *prefix = data;
  g_autoptr (World) world = world_new ();
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) torn = NULL;

  sync_all (world, 2);
  edit (world, 0, "", "m1", 1, "Noon");
  sync_one (world, 0);
  path = g_strdup (find_file (world, prefix));
  bytes = g_bytes_ref (hr_lab_share_get (world->share, 0, path));
  torn = g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) / 2);
  hr_lab_share_put (world->share, 0, path, torn);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (sync_one (world, 3).incomplete, ==, 1);
      g_assert_null (value (world, 3, "", "m1", 1));
    }
  hr_lab_share_put (world->share, 0, path, bytes);
  sync_one (world, 3);
  g_assert_cmpstr (value (world, 3, "", "m1", 1), ==, "Noon");

  /* nobody else is there to do it */
  {
    g_autofree char *head = g_strdup (find_file (world, "h/l-"));

    hr_lab_share_put (world->share, 0, head, NULL);
    for (guint i = 0; i < 12; i++)
      sync_one (world, 3);
    g_assert_nonnull (hr_lab_share_get (world->share, 0, head));
  }
}

/* Heads that come together are taken over together; one of them that waits keeps none of the others away, and leaves nothing of itself. */
static void
test_hold_among_others (void)
{
  g_autoptr (World) world = world_new ();
  HrShareNews news;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      edit (world, 0, "", id, 1, "here");
    }
  sync_all (world, 2);
  world->devices[0].now += 48 * 60 * 60 * 1000;
  delete_some (world, 0, 20, 30);
  edit (world, 1, "", "m1", 1, "by the second");
  edit (world, 2, "harbor", "m2", 1, "by the site");
  edit (world, 4, "", "m3", 1, "by the manager");
  for (guint i = 0; i < MAX_DEVICES; i++)
    if (i != 3)
      sync_one (world, i);
  news = sync_one (world, 3);
  g_assert_cmpuint (news.heads, ==, 3);
  g_assert_cmpuint (news.held, ==, 1);
  g_assert_cmpstr (value (world, 3, "", "m1", 1), ==, "by the second");
  g_assert_cmpstr (value (world, 3, "harbor", "m2", 1), ==, "by the site");
  g_assert_cmpstr (value (world, 3, "", "m3", 1), ==, "by the manager");
  for (guint i = 20; i < 50; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      g_assert_null (value (world, 3, "", id, 0));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hr_seal_init ();
  g_test_add_func ("/share/engine/cost", test_cost);
  g_test_add_func ("/share/engine/one-of-many", test_one_of_many);
  g_test_add_func ("/share/engine/first", test_first);
  g_test_add_func ("/share/engine/gather", test_gather);
  g_test_add_func ("/share/engine/roles", test_roles);
  g_test_add_func ("/share/engine/trust", test_trust);
  g_test_add_func ("/share/engine/revoked", test_revoked);
  g_test_add_func ("/share/engine/hold", test_hold);
  g_test_add_func ("/share/engine/hold-after-absence", test_hold_after_absence);
  g_test_add_func ("/share/engine/hold-among-others", test_hold_among_others);
  g_test_add_data_func ("/share/engine/same-listing/head", "h/l-", test_same_listing);
  g_test_add_data_func ("/share/engine/same-listing/segment", "s/", test_same_listing);
  return g_test_run ();
}
