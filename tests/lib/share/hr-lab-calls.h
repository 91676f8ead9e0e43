/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process that is watched: it is killed at one of its system calls that change something on a disk, before it or in the middle of it;
 * or that call fails; or writes only half. Also in its threads. */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

typedef enum
{
  HR_LAB_KILL,
  HR_LAB_TEAR,
  HR_LAB_FAIL,
  HR_LAB_HALF,
} HrLabCallMode;

/** HrLabCall: @code: errno of a call that fails */
typedef struct
{
  HrLabCallMode mode;
  int code;
  const char *name;
} HrLabCall;

#define HR_LAB_N_CALLS 7
extern const HrLabCall hr_lab_calls[HR_LAB_N_CALLS];

/** hr_lab_calls_may_watch: whether processes can be watched here */
gboolean hr_lab_calls_may_watch (void);
/** hr_lab_calls_begin: in the process that is watched, before what counts */
void hr_lab_calls_begin (void);
/** hr_lab_calls_watch: until @child ends. Returns: whether there was an @at-th call. @ret_status: as of waitpid() */
gboolean hr_lab_calls_watch (pid_t child, const HrLabCall *what, guint at, int *ret_status);

G_END_DECLS
