/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sync with a folder of the real file system, whose process is watched: it is killed at every system call that changes something, before
 * it and in the middle of it; or that call fails; or writes only half. What the process had noted is lost with it, as with a disk that was
 * restored: the worst case. */
#include "share-world.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __x86_64__

typedef enum
{
  KILL,
  TEAR,
  FAIL,
  HALF,
} Mode;

typedef struct
{
  Mode mode;
  int code;
  const char *name;
} Case;

static const Case cases[] = {
  { KILL, 0, "kill" }, { TEAR, 0, "tear" }, { FAIL, ENOSPC, "full" }, { FAIL, EIO, "io" }, { FAIL, EACCES, "access" },
  { FAIL, EINTR, "interrupted" }, { HALF, 0, "half" },
};

static gboolean
changes_something (const struct user_regs_struct *regs)
{
  switch (regs->orig_rax)
    {
    case SYS_openat:
      return (regs->rdx & O_CREAT) != 0;
    case SYS_open:
      return (regs->rsi & O_CREAT) != 0;
    case SYS_write:
    case SYS_mkdir:
    case SYS_mkdirat:
    case SYS_rename:
    case SYS_renameat:
    case SYS_renameat2:
    case SYS_link:
    case SYS_unlink:
    case SYS_unlinkat:
    case SYS_fsync:
      return TRUE;
    default:
      return FALSE;
    }
}

/* At the entry of the call; %TRUE: and again at its end */
static gboolean
interfere (pid_t child, const Case *what, struct user_regs_struct *regs)
{
  gboolean writes = regs->orig_rax == SYS_write;

  if (what->mode == KILL || (what->mode == TEAR && !writes))
    {
      kill (child, SIGKILL);
      return FALSE;
    }
  if (what->mode == FAIL)
    regs->orig_rax = (unsigned long long)-1;
  else if (writes)
    regs->rdx /= 2;
  g_assert_cmpint (ptrace (PTRACE_SETREGS, child, NULL, regs), ==, 0);
  return what->mode != HALF;
}

static void
end (pid_t child, const Case *what)
{
  struct user_regs_struct regs;

  if (what->mode == TEAR)
    {
      kill (child, SIGKILL);
      return;
    }
  g_assert_cmpint (ptrace (PTRACE_GETREGS, child, NULL, &regs), ==, 0);
  regs.rax = (unsigned long long)-what->code;
  g_assert_cmpint (ptrace (PTRACE_SETREGS, child, NULL, &regs), ==, 0);
}

/* Returns: whether there was an @at-th call. @ret_status: as of waitpid() */
static gboolean
watch (pid_t child, const Case *what, guint at, int *ret_status)
{
  gboolean entry = TRUE, again = FALSE;
  guint seen = 0;

  waitpid (child, ret_status, 0);
  g_assert_cmpint (ptrace (PTRACE_SETOPTIONS, child, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL), ==, 0);
  while (ptrace (PTRACE_SYSCALL, child, NULL, NULL) == 0 && waitpid (child, ret_status, 0) == child && WIFSTOPPED (*ret_status))
    {
      struct user_regs_struct regs;

      if (WSTOPSIG (*ret_status) != (SIGTRAP | 0x80) || ptrace (PTRACE_GETREGS, child, NULL, &regs) != 0)
        continue;
      if (entry && changes_something (&regs) && ++seen == at)
        again = interfere (child, what, &regs);
      else if (!entry && again)
        {
          again = FALSE;
          end (child, what);
        }
      entry = !entry;
    }
  if (!WIFEXITED (*ret_status) && !WIFSIGNALED (*ret_status))
    waitpid (child, ret_status, 0);
  return seen >= at;
}

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

  if (ptrace (PTRACE_TRACEME, 0, NULL, NULL) != 0)
    _exit (77);
  raise (SIGSTOP);
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
try_one (const Case *what, guint at)
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
  done = watch (child, what, at, &status);
  g_assert_true (WIFSIGNALED (status) || WIFEXITED (status));
  g_assert_true (!done || what->mode == FAIL || what->mode == HALF || WIFSIGNALED (status));
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

static gboolean
may_watch (void)
{
  int status = 0;
  pid_t child = fork ();

  if (child == 0)
    _exit (ptrace (PTRACE_TRACEME, 0, NULL, NULL) == 0 ? 0 : 77);
  return waitpid (child, &status, 0) == child && WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

static void
test_calls (gconstpointer data)
{
  guint at = 1;

  if (!may_watch ())
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
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/share/calls/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_calls);
    }
  return g_test_run ();
}

#else

int
main (int argc, char **argv)
{
  return 77;
}

#endif
