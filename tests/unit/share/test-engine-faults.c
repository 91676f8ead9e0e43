/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device does when something ends, fails or is not what it was: nothing that somebody wrote is lost, nothing torn is taken over. */
#include "share-world.h"

static void
use_profile (World *world, guint i, HrLabProfile profile)
{
  Device *device = &world->devices[i];

  g_clear_pointer (&device->engine, hr_share_engine_free);
  hr_share_folder_free (device->folder);
  device->folder = hr_lab_folder_new (world->share, 0, profile);
  use_ledger (world, device, device->ledger);
}

/* Some edits that are published, and then one more sync that gathers, sends, removes and tidies: the one in which something happens */
/* Returns: the epoch in which three were counted */
static guint32
prepare (World *world, HrLabProfile profile)
{
  use_profile (world, 0, profile);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *words = g_strdup_printf ("%u", i);

      edit (world, 0, "", "m1", 1 + i % 2, words);
      sync_one (world, 0);
      sync_one (world, 3);
    }
  edit (world, 1, "", "m2", 1, "by another");
  sync_one (world, 1);
  edit (world, 0, "", "m1", 1, "the last word");
  edit (world, 0, "", "m3", 1, "new");
  world->devices[0].engine->tuning.verify = world->devices[0].engine->tuning.counts = world->devices[0].engine->tuning.tell = TRUE;
  world->devices[0].engine->tuning.grace = 0;
  world->devices[0].engine->tell = tell_three_cb;
  world->devices[0].engine->tell_data = GUINT_TO_POINTER (world->devices[0].engine->epoch);
  return world->devices[0].engine->epoch;
}

/* While the folder is as it is: others see the old or the new, never anything else. */
static void
expect_old_or_new (World *world, guint i)
{
  const char *words, *other;

  sync_one (world, i);
  words = value (world, i, "", "m1", 1);
  other = value (world, i, "", "m3", 1);
  g_assert_cmpstr (value (world, i, "", "m1", 2), ==, "7");
  g_assert_true (g_strcmp0 (words, "6") == 0 || g_strcmp0 (words, "the last word") == 0);
  g_assert_cmpstr (other, ==, g_strcmp0 (words, "6") == 0 ? NULL : "new");
}

static void
expect_healed (World *world, guint32 epoch)
{
  /* a process that was started again knows what it counted before */
  world->devices[0].engine->tell = tell_three_cb;
  world->devices[0].engine->tell_data = GUINT_TO_POINTER (epoch);
  for (guint i = 0; i < 8; i++)
    {
      for (guint k = 0; k < MAX_DEVICES; k++)
        world->devices[k].engine->tuning.verify = world->devices[k].engine->tuning.counts = world->devices[k].engine->tuning.tell = TRUE;
      sync_all (world, 1);
    }
  g_assert_cmpstr (value (world, 0, "", "m1", 1), ==, "the last word");
  for (guint i = 1; i < MAX_DEVICES; i++)
    expect_same (world, 0, i);
  g_assert_cmpuint (counts_of (&world->devices[1], &world->devices[0], epoch, "m1"), ==, 3);
  g_assert_cmpuint (counts_of (&world->devices[3], &world->devices[0], epoch, "m1"), ==, 0);
  /* a head, counts and trust; no drafts */
  g_assert_cmpuint (count_files (world, "h/l-"), ==, 2);
  g_assert_cmpuint (count_files (world, "h/x-") + count_files (world, "c/cur/x-"), ==, 0);
  g_assert_cmpuint (count_files (world, "c/cur/c-"), >=, 1);
  g_assert_cmpuint (count_files (world, "s/"), <=, 10);
}

static void
test_kill (gconstpointer data)
{
  gboolean torn = GPOINTER_TO_INT (data);
  guint points = 0;

  for (guint profile = HR_LAB_POSIX; profile <= HR_LAB_CREATE_ONLY; profile++)
    for (guint at = 1, died = 1; died != 0; at++)
      {
        g_autoptr (World) world = world_new ();
        Device *device = &world->devices[0];
        HrShareNews news;
        guint32 epoch;

        epoch = prepare (world, (HrLabProfile)profile);
        hr_lab_folder_faults (device->folder)->crash_at = at;
        hr_lab_folder_faults (device->folder)->torn = torn;
        hr_share_engine_sync (device->engine, ++device->now, &news, NULL);
        died = *hr_lab_folder_dead (device->folder);
        points += died;
        expect_old_or_new (world, 3);
        hr_lab_folder_faults (device->folder)->crash_at = 0;
        boot (world, device);
        /* the very next sync ends what was begun */
        for (guint i = 0; i < 3; i++)
          {
            sync_one (world, 0);
            sync_one (world, 3);
          }
        g_assert_cmpstr (value (world, 3, "", "m3", 1), ==, "new");
        expect_healed (world, epoch);
      }
  g_assert_cmpuint (points, >, 20);
}

static void
test_errors (gconstpointer data)
{
  gboolean torn = GPOINTER_TO_INT (data);
  guint points = 0;

  for (guint profile = HR_LAB_POSIX; profile <= HR_LAB_CREATE_ONLY; profile++)
    for (guint at = 1, failed = 1; failed != 0; at++)
      {
        g_autoptr (World) world = world_new ();
        Device *device = &world->devices[0];
        HrShareNews news;
        guint32 epoch;

        epoch = prepare (world, (HrLabProfile)profile);
        hr_lab_folder_faults (device->folder)->fail_at = at;
        hr_lab_folder_faults (device->folder)->torn = torn;
        hr_share_engine_sync (device->engine, ++device->now, &news, NULL);
        failed = hr_lab_folder_faults (device->folder)->fail_at == 0;
        hr_lab_folder_faults (device->folder)->fail_at = 0;
        points += failed;
        expect_old_or_new (world, 3);
        expect_healed (world, epoch);
      }
  g_assert_cmpuint (points, >, 20);
}

/* The share vanishes while it is written: every call fails from then on, or an empty folder is in its place that takes everything. */
static void
test_vanish (gconstpointer data)
{
  gboolean empty = (GPOINTER_TO_INT (data) & 1) != 0, torn = (GPOINTER_TO_INT (data) & 2) != 0;
  guint points = 0;

  for (guint profile = HR_LAB_POSIX; profile <= HR_LAB_CREATE_ONLY; profile++)
    for (guint at = 1, vanished = 1; vanished != 0; at++)
      {
        g_autoptr (World) world = world_new ();
        Device *device = &world->devices[0];
        HrLabFaults *faults;
        guint32 epoch;

        epoch = prepare (world, (HrLabProfile)profile);
        faults = hr_lab_folder_faults (device->folder);
        faults->gone_at = at;
        faults->empty = empty;
        faults->torn = torn;
        hr_share_engine_sync (device->engine, ++device->now, NULL, NULL);
        vanished = faults->gone;
        points += vanished;
        for (guint i = 0; i < 3 && vanished; i++)
          g_assert_false (hr_share_engine_sync (device->engine, ++device->now, NULL, NULL));
        expect_old_or_new (world, 3);
        faults->gone_at = 0;
        faults->gone = FALSE;
        expect_healed (world, epoch);
      }
  g_assert_cmpuint (points, >, 20);
}

/* ---- the folder is not the share ---- */

static void
test_away (void)
{
  g_autoptr (World) world = world_new ();
  Device *device = &world->devices[0];
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) error = NULL;

  edit (world, 0, "", "m1", 1, "first");
  sync_all (world, 2);
  hr_lab_share_keep (world->share, 0);
  hr_lab_share_wipe (world->share, 0);
  hr_lab_share_put (world->share, 0, HR_SHARE_NET_FILE, NULL);
  edit (world, 0, "", "m1", 1, "second");
  for (guint i = 0; i < 20; i++)
    {
      g_assert_false (hr_share_engine_sync (device->engine, ++device->now, NULL, &error));
      g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
      g_clear_error (&error);
    }
  names = hr_lab_share_names (world->share, 0);
  g_assert_cmpuint (names->len, ==, 0);
  g_assert_cmpstr (value (world, 3, "", "m1", 1), ==, "first");
  /* nor does somebody who has nothing yet take it for a share */
  g_clear_pointer (&world->devices[2].engine, hr_share_engine_free);
  hr_lab_ledger_free (world->devices[2].ledger);
  use_ledger (world, &world->devices[2], hr_lab_ledger_new ());
  g_assert_false (hr_share_engine_sync (world->devices[2].engine, WALL, NULL, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  hr_lab_share_roll_back (world->share, 0, 0);
  sync_all (world, 2);
  g_assert_cmpstr (value (world, 3, "", "m1", 1), ==, "second");
}

/* Another center's share under the same name: nothing is read from it, nothing is written to it. */
static void
test_wrong (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (World) other = world_new ();
  Device *device = &world->devices[0];
  g_autoptr (HrShareFolder) folder = hr_lab_folder_new (other->share, 0, HR_LAB_POSIX);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  edit (world, 0, "", "m1", 1, "ours");
  sync_all (world, 2);
  edit (other, 0, "", "m1", 1, "theirs");
  sync_all (other, 2);
  before = hr_lab_share_names (other->share, 0);
  edit (world, 0, "", "m2", 1, "ours");
  device->engine->folder = folder;
  g_assert_false (hr_share_engine_sync (device->engine, ++device->now, NULL, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  after = hr_lab_share_names (other->share, 0);
  g_assert_cmpuint (before->len, ==, after->len);
  g_assert_cmpstr (value (world, 0, "", "m1", 1), ==, "ours");
  device->engine->folder = device->folder;
  sync_all (world, 1);
  g_assert_cmpstr (value (world, 3, "", "m2", 1), ==, "ours");
}

static void
test_read_only (void)
{
  g_autoptr (World) world = world_new ();
  Device *device = &world->devices[1];
  g_autoptr (GError) error = NULL;

  sync_all (world, 1);
  hr_lab_folder_faults (device->folder)->read_only = TRUE;
  edit (world, 0, "", "m1", 1, "news");
  sync_one (world, 0);
  edit (world, 1, "", "m2", 1, "waits");
  g_assert_false (hr_share_engine_sync (device->engine, ++device->now, NULL, &error));
  g_assert_cmpstr (value (world, 1, "", "m1", 1), ==, "news");
  hr_lab_folder_faults (device->folder)->read_only = FALSE;
  sync_all (world, 2);
  g_assert_cmpstr (value (world, 3, "", "m2", 1), ==, "waits");
}

/* However much somebody puts there in another one's name: it hides nothing, and the one whose name it is takes it away. */
static void
test_flood (void)
{
  g_autoptr (World) world = world_new ();

  edit (world, 0, "", "m1", 1, "before");
  sync_all (world, 1);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *words = g_strdup_printf ("junk %u", i);
      g_autoptr (GBytes) bytes = g_bytes_new (words, strlen (words));
      g_autofree char *name = hr_share_name_make (HR_SHARE_NAME_HEAD, world->devices[0].device, 0xf0000000 + i, 1, bytes);
      g_autofree char *path = g_strconcat ("h/", name, NULL);

      hr_lab_share_put (world->share, 0, path, bytes);
    }
  edit (world, 0, "", "m1", 1, "after");
  sync_one (world, 0);
  g_assert_cmpuint (count_files (world, "h/l-"), >, 100);
  for (guint i = 0; i < 4; i++)
    sync_one (world, 3);
  g_assert_cmpstr (value (world, 3, "", "m1", 1), ==, "after");
  for (guint i = 0; i < 5; i++)
    sync_one (world, 0);
  g_assert_cmpuint (count_files (world, "h/l-"), ==, 1);
}

/* ---- the device is not what it was ---- */

static void
test_clocks (void)
{
  g_autoptr (World) world = world_new ();

  world->devices[0].now += G_GINT64_CONSTANT (315360000000);
  world->devices[1].now -= G_GINT64_CONSTANT (315360000000);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *words = g_strdup_printf ("%u", i);

      edit (world, i % 3 == 2 ? 4 : i % 3, "", "m1", 1, words);
      sync_all (world, 2);
      for (guint k = 0; k < MAX_DEVICES; k++)
        g_assert_cmpstr (value (world, k, "", "m1", 1), ==, words);
    }
}

static void
test_restored (void)
{
  g_autoptr (World) world = world_new ();
  HrShareLedger *backup;

  edit (world, 0, "", "m1", 1, "before the backup");
  sync_all (world, 2);
  backup = hr_lab_ledger_copy (world->devices[0].ledger);
  edit (world, 0, "", "m1", 1, "after the backup");
  edit (world, 0, "", "m2", 1, "after the backup");
  sync_all (world, 2);
  g_clear_pointer (&world->devices[0].engine, hr_share_engine_free);
  hr_lab_ledger_free (world->devices[0].ledger);
  use_ledger (world, &world->devices[0], backup);
  g_assert_true (sync_one (world, 0).foreign_self);
  g_assert_cmpstr (value (world, 0, "", "m1", 1), ==, "after the backup");
  g_assert_false (sync_one (world, 0).foreign_self);
  /* what it writes now is newer, whatever its counters say */
  edit (world, 0, "", "m2", 1, "now");
  sync_all (world, 2);
  for (guint i = 0; i < MAX_DEVICES; i++)
    g_assert_cmpstr (value (world, i, "", "m2", 1), ==, "now");
  g_assert_cmpuint (count_files (world, "h/l-"), ==, 1);
}

/* A machine that was copied while it ran: two with one key, one epoch and one counter. */
static void
test_twins (void)
{
  g_autoptr (World) world = world_new ();
  Device *device = &world->devices[0];
  HrShareLedger *ledger;
  g_autoptr (HrShareFolder) folder = hr_lab_folder_new (world->share, 0, HR_LAB_POSIX);
  HrShareEngine *twin;
  GHashTableIter iter;
  gpointer name;
  guint seen = 0;

  edit (world, 0, "", "m1", 1, "before");
  sync_all (world, 2);
  ledger = hr_lab_ledger_copy (device->ledger);
  twin = hr_share_engine_new (folder, ledger, &world->net, device->secret, device->engine->epoch);
  twin->seq = device->engine->seq;
  g_hash_table_iter_init (&iter, device->engine->mine);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (twin->mine, g_strdup (name));
  edit (world, 0, "", "m2", 1, "by one");
  hr_lab_ledger_edit (ledger, device->device, twin->epoch, device->now, "", "m3", 1, "by the other");
  for (guint i = 0; i < 6; i++)
    {
      HrShareNews news;

      seen += sync_one (world, 0).foreign_self;
      g_assert_true (hr_share_engine_sync (twin, ++device->now, &news, NULL));
      seen += news.foreign_self;
      sync_one (world, 3);
    }
  g_assert_cmpuint (seen, >, 0);
  g_assert_cmpstr (value (world, 3, "", "m2", 1), ==, "by one");
  g_assert_cmpstr (value (world, 3, "", "m3", 1), ==, "by the other");
  expect_same (world, 0, 3);
  g_assert_cmpstr (hr_lab_ledger_value (ledger, "", "m2", 1, NULL), ==, "by one");
  hr_share_engine_free (twin);
  hr_lab_ledger_free (ledger);
}

/* ---- later programs ---- */

static void
test_later (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autofree char *new_path = NULL;
  g_autofree guint8 *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  HrShareName parsed;
  gsize length;

  /* a field that nobody here knows goes on, also in another one's stream */
  edit (world, 0, "", "m1", 4000, "of a later program");
  edit (world, 0, "", "m1", 1, "of this one");
  sync_all (world, 2);
  g_assert_cmpstr (value (world, 3, "", "m1", 4000), ==, "of a later program");

  /* a head that only later programs read: what there is stays */
  names = hr_lab_share_names (world->share, 0);
  for (guint i = 0; i < names->len; i++)
    if (g_str_has_prefix (names->pdata[i], "h/l-"))
      path = g_strdup (names->pdata[i]);
  g_assert_true (hr_share_name_parse (path + 2, &parsed));
  length = g_bytes_get_size (hr_lab_share_get (world->share, 0, path));
  data = g_memdup2 (g_bytes_get_data (hr_lab_share_get (world->share, 0, path), NULL), length);
  data[4] = data[5] = HR_SHARE_FORMAT + 1;
  bytes = g_bytes_new (data, length);
  name = hr_share_name_make (HR_SHARE_NAME_HEAD, parsed.device, parsed.epoch, parsed.number + 1, bytes);
  new_path = g_strconcat ("h/", name, NULL);
  hr_lab_share_put (world->share, 0, new_path, bytes);
  g_assert_true (sync_one (world, 3).update);
  g_assert_true (sync_one (world, 3).update);
  g_assert_cmpstr (value (world, 3, "", "m1", 1), ==, "of this one");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hr_seal_init ();
  g_test_add_data_func ("/share/faults/kill", GINT_TO_POINTER (FALSE), test_kill);
  g_test_add_data_func ("/share/faults/kill-torn", GINT_TO_POINTER (TRUE), test_kill);
  g_test_add_data_func ("/share/faults/errors", GINT_TO_POINTER (FALSE), test_errors);
  g_test_add_data_func ("/share/faults/errors-torn", GINT_TO_POINTER (TRUE), test_errors);
  g_test_add_data_func ("/share/faults/vanish", GINT_TO_POINTER (0), test_vanish);
  g_test_add_data_func ("/share/faults/vanish-empty", GINT_TO_POINTER (1), test_vanish);
  g_test_add_data_func ("/share/faults/vanish-torn", GINT_TO_POINTER (2), test_vanish);
  g_test_add_data_func ("/share/faults/vanish-empty-torn", GINT_TO_POINTER (3), test_vanish);
  g_test_add_func ("/share/faults/away", test_away);
  g_test_add_func ("/share/faults/wrong", test_wrong);
  g_test_add_func ("/share/faults/read-only", test_read_only);
  g_test_add_func ("/share/faults/flood", test_flood);
  g_test_add_func ("/share/faults/clocks", test_clocks);
  g_test_add_func ("/share/faults/restored", test_restored);
  g_test_add_func ("/share/faults/twins", test_twins);
  g_test_add_func ("/share/faults/later", test_later);
  return g_test_run ();
}
