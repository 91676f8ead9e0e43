/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sync with a folder of the real file system, whose process is watched: it is killed at every system call that changes something, before
 * it and in the middle of it; or that call fails; or writes only half. What the process had noted is lost with it, as with a disk that was
 * restored: the worst case. */
#include "share-world.h"
#include "hr-lab-calls.h"

#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the share on the disk ---- */

static void
use_disk (World *world, guint i, const char *path)
{
  Device *device = &world->devices[i];

  hr_share_engine_free (device->engine);
  hr_share_folder_free (device->folder);
  hr_lab_ledger_watch (device->ledger, NULL);
  device->folder = hr_share_folder_new_posix (path);
  device->engine = hr_share_engine_new (device->folder, device->ledger, &world->net, device->secret, g_test_rand_int ());
}

static char *
make_disk (World *world)
{
  char *path = g_dir_make_tmp ("hr-calls-XXXXXX", NULL);
  g_autoptr (HrShareFolder) folder = hr_share_folder_new_posix (path);
  g_autoptr (GPtrArray) names = hr_lab_share_names (world->share, 0);

  for (guint i = 0; i < names->len; i++)
    g_assert_true (hr_share_folder_create (folder, names->pdata[i], hr_lab_share_get (world->share, 0, names->pdata[i]), NULL));
  for (guint i = 0; i < MAX_DEVICES; i++)
    use_disk (world, i, path);
  return path;
}

static guint
remove_disk (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint drafts = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      drafts += g_str_has_suffix (name, ".tmp");
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        drafts += remove_disk (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
  return drafts;
}

static void
prepare (World *world)
{
  world->devices[0].engine->tuning.segments = 3;
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *words = g_strdup_printf ("%u", i);

      edit (world, 0, "", "m1", 1, words);
      sync_one (world, 0);
    }
  sync_one (world, 3);
  edit (world, 0, "", "m1", 1, "the last word");
  world->devices[0].engine->tuning.verify = world->devices[0].engine->tuning.counts = world->devices[0].engine->tuning.tell = TRUE;
  world->devices[0].engine->tuning.grace = 0;
  world->devices[0].engine->tell = tell_three_cb;
}

/* In the process that is watched. After an error it does not begin anew: it just syncs again. */
static void
live (World *world)
{
  Device *device = &world->devices[0];
  gboolean ok;

  hr_lab_calls_begin ();
  ok = hr_share_engine_sync (device->engine, ++device->now, NULL, NULL) || hr_share_engine_sync (device->engine, ++device->now, NULL, NULL);
  _exit (ok ? 0 : 1);
}

static void
expect_healed (World *world, const char *path)
{
  use_disk (world, 0, path);
  world->devices[0].engine->tell = tell_three_cb;
  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < MAX_DEVICES; i++)
      {
        world->devices[i].engine->tuning.verify = world->devices[i].engine->tuning.counts = world->devices[i].engine->tuning.tell = TRUE;
        sync_one (world, i);
      }
  g_assert_cmpstr (value (world, 0, "", "m1", 1), ==, "the last word");
  for (guint i = 1; i < MAX_DEVICES; i++)
    expect_same (world, 0, i);
  g_assert_cmpuint (counts_of (&world->devices[1], &world->devices[0], 0, "m1"), ==, 3);
  g_assert_cmpuint (counts_of (&world->devices[3], &world->devices[0], 0, "m1"), ==, 0);
}

static gboolean
try_one (const HrLabCall *what, guint at)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *path = make_disk (world);
  const char *words;
  gboolean done;
  int status = 0;
  pid_t child;

  prepare (world);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    live (world);
  done = hr_lab_calls_watch (child, what, at, &status);
  g_assert_true (WIFSIGNALED (status) || WIFEXITED (status));
  g_assert_true (!done || what->mode == HR_LAB_FAIL || what->mode == HR_LAB_HALF || WIFSIGNALED (status));
  g_assert_true (WIFSIGNALED (status) || WEXITSTATUS (status) == 0);

  /* others see the old or the new; the new, when the process lived */
  sync_one (world, 3);
  words = value (world, 3, "", "m1", 1);
  if (WIFEXITED (status) || g_strcmp0 (words, "2") != 0)
    g_assert_cmpstr (words, ==, "the last word");
  expect_healed (world, path);
  g_assert_cmpuint (remove_disk (path), ==, 0);
  return done;
}

static void
test_calls (gconstpointer data)
{
  guint at = 1;

  if (!hr_lab_calls_may_watch ())
    {
      g_test_skip ("processes cannot be watched here");
      return;
    }
  while (try_one (data, at))
    at++;
  g_test_message ("%u calls", at - 1);
  g_assert_cmpuint (at, >, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hr_seal_init ();
  for (guint i = 0; i < HR_LAB_N_CALLS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/share/calls/%s", hr_lab_calls[i].name);

      g_test_add_data_func (path, &hr_lab_calls[i], test_calls);
    }
  return g_test_run ();
}
