/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-test"

#include "hr-lab-calls.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

const HrLabCall hr_lab_calls[HR_LAB_N_CALLS] = {
  { HR_LAB_KILL, 0, "kill" },       { HR_LAB_TEAR, 0, "tear" },       { HR_LAB_FAIL, ENOSPC, "full" }, { HR_LAB_FAIL, EIO, "io" },
  { HR_LAB_FAIL, EACCES, "access" }, { HR_LAB_FAIL, EINTR, "interrupted" }, { HR_LAB_HALF, 0, "half" },
};

#ifdef __x86_64__

#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>

/** Watch: @entry: (element-type tid): threads that are inside a call; @again: the thread whose call is changed at its end; 0 = none */
typedef struct
{
  const HrLabCall *what;
  pid_t child;
  guint at, seen;
  GHashTable *inside;
  pid_t again;
} Watch;

/* Waking a thread is a write, too, and no file. */
static gboolean
is_file (pid_t thread, unsigned long long fd)
{
  g_autofree char *link = g_strdup_printf ("/proc/%d/fd/%llu", (int)thread, fd);
  char path[256];
  ssize_t length = fd > 2 ? readlink (link, path, sizeof path - 1) : 0;

  if (length <= 0)
    return FALSE;
  path[length] = '\0';
  return *path == '/' && !g_str_has_prefix (path, "/dev/") && !g_str_has_prefix (path, "/proc/");
}

static gboolean
changes_something (pid_t thread, const struct user_regs_struct *regs)
{
  switch (regs->orig_rax)
    {
    case SYS_openat:
      return (regs->rdx & O_CREAT) != 0;
    case SYS_open:
      return (regs->rsi & O_CREAT) != 0;
    case SYS_write:
    case SYS_pwrite64:
    case SYS_fsync:
    case SYS_fdatasync:
    case SYS_ftruncate:
      return is_file (thread, regs->rdi);
    case SYS_mkdir:
    case SYS_mkdirat:
    case SYS_rename:
    case SYS_renameat:
    case SYS_renameat2:
    case SYS_link:
    case SYS_unlink:
    case SYS_unlinkat:
      return TRUE;
    default:
      return FALSE;
    }
}

/* At the entry of the call */
static void
interfere (Watch *watch, pid_t thread, struct user_regs_struct *regs)
{
  const HrLabCall *what = watch->what;
  gboolean writes = regs->orig_rax == SYS_write || regs->orig_rax == SYS_pwrite64;

  if (what->mode == HR_LAB_KILL || (what->mode == HR_LAB_TEAR && !writes))
    {
      kill (watch->child, SIGKILL);
      return;
    }
  if (what->mode == HR_LAB_FAIL)
    regs->orig_rax = (unsigned long long)-1;
  else if (writes)
    regs->rdx /= 2;
  g_assert_cmpint (ptrace (PTRACE_SETREGS, thread, NULL, regs), ==, 0);
  watch->again = what->mode == HR_LAB_HALF ? 0 : thread;
}

static void
end (Watch *watch, pid_t thread)
{
  struct user_regs_struct regs;

  watch->again = 0;
  if (watch->what->mode == HR_LAB_TEAR)
    {
      kill (watch->child, SIGKILL);
      return;
    }
  g_assert_cmpint (ptrace (PTRACE_GETREGS, thread, NULL, &regs), ==, 0);
  regs.rax = (unsigned long long)-watch->what->code;
  g_assert_cmpint (ptrace (PTRACE_SETREGS, thread, NULL, &regs), ==, 0);
}

static void
look_at_call (Watch *watch, pid_t thread)
{
  struct user_regs_struct regs;
  gboolean entry = g_hash_table_add (watch->inside, GINT_TO_POINTER (thread));

  if (!entry)
    g_hash_table_remove (watch->inside, GINT_TO_POINTER (thread));
  if (ptrace (PTRACE_GETREGS, thread, NULL, &regs) != 0)
    return;
  if (entry && changes_something (thread, &regs) && ++watch->seen == watch->at)
    interfere (watch, thread, &regs);
  else if (!entry && watch->again == thread)
    end (watch, thread);
}

gboolean
hr_lab_calls_watch (pid_t child, const HrLabCall *what, guint at, int *ret_status)
{
  g_autoptr (GHashTable) inside = g_hash_table_new (NULL, NULL);
  Watch watch = { what, child, at, 0, inside, 0 };
  int status = 0;
  pid_t thread;

  waitpid (child, &status, 0);
  g_assert_cmpint (ptrace (PTRACE_SETOPTIONS, child, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACECLONE), ==, 0);
  ptrace (PTRACE_SYSCALL, child, NULL, NULL);
  while ((thread = waitpid (-1, &status, __WALL)) > 0)
    {
      int signal_to_give = 0;

      if (!WIFSTOPPED (status))
        {
          if (thread != child)
            continue;
          *ret_status = status;
          return watch.seen >= at;
        }
      if (WSTOPSIG (status) == (SIGTRAP | 0x80))
        look_at_call (&watch, thread);
      else if (WSTOPSIG (status) != SIGTRAP && WSTOPSIG (status) != SIGSTOP)
        signal_to_give = WSTOPSIG (status);
      ptrace (PTRACE_SYSCALL, thread, NULL, (void *)(gintptr)signal_to_give);
    }
  g_assert_not_reached ();
}

void
hr_lab_calls_begin (void)
{
  if (ptrace (PTRACE_TRACEME, 0, NULL, NULL) != 0)
    _exit (77);
  raise (SIGSTOP);
}

gboolean
hr_lab_calls_may_watch (void)
{
  int status = 0;
  pid_t child = fork ();

  if (child == 0)
    _exit (ptrace (PTRACE_TRACEME, 0, NULL, NULL) == 0 ? 0 : 77);
  return waitpid (child, &status, 0) == child && WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

#else

gboolean
hr_lab_calls_watch (pid_t child, const HrLabCall *what, guint at, int *ret_status)
{
  return FALSE;
}

void
hr_lab_calls_begin (void)
{
}

gboolean
hr_lab_calls_may_watch (void)
{
  return FALSE;
}

#endif
