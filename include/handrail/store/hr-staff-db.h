/* SPDX-License-Identifier: GPL-3.0-or-later */
/* staff.db: members, the hashes of their PINs, wrong tries and the wait after them. One file for itself, readable by nobody else
 * (0600), never part of a backup, an export or the share. All files and all hashing on an own worker; asking never blocks.
 *
 * A damaged file is never replaced by itself: an empty one would let anybody become manager. hr_staff_db_reset() does it for
 * whoever has the machine. */
#pragma once

#include "handrail/core/hr-clock.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define HR_STAFF_FILE "staff.db"
/** HR_STAFF_NAME_LENGTH: characters of a name */
#define HR_STAFF_NAME_LENGTH 40

/** HR_STAFF_FREE_TRIES: the last of so many wrong PINs in a row brings the first wait */
#define HR_STAFF_FREE_TRIES 5
#define HR_STAFF_FIRST_WAIT_S 15
#define HR_STAFF_LONGEST_WAIT_S 3600

/** hr_staff_wait_after: seconds to wait after the @wrong-th wrong PIN in a row: 0 for the first four, 15 after the fifth, twice as
 * long after each further one, at most 3600 */
guint hr_staff_wait_after (gint64 wrong);

/**
 * HrStaffRow: a member
 * @gone: whether they left: no PIN, only a name for the history
 * @made_s, @left_s: by the clock on the wall; @left_s 0 = still here
 */
typedef struct
{
  char *id;
  char *name;
  gboolean manager;
  gboolean gone;
  gint64 made_s;
  gint64 left_s;
} HrStaffRow;

void hr_staff_row_free (HrStaffRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrStaffRow, hr_staff_row_free)

/**
 * HrStaffWhat:
 * @HR_STAFF_READ: nothing but what stands there
 * @HR_STAFF_BEGIN: the first manager: name, pin
 * @HR_STAFF_TRY: whether pin is member's. Written down as wrong before it is looked at
 * @HR_STAFF_ADD: by a manager: name, manager, pin
 * @HR_STAFF_SET_PIN: old_pin and pin of by's own, or pin of another's by a manager
 * @HR_STAFF_SET: by a manager: member's name and manager
 * @HR_STAFF_REMOVE: by a manager: member
 * @HR_STAFF_SAVE_WAIT: what is left of the wait
 */
typedef enum
{
  HR_STAFF_READ,
  HR_STAFF_BEGIN,
  HR_STAFF_TRY,
  HR_STAFF_ADD,
  HR_STAFF_SET_PIN,
  HR_STAFF_SET,
  HR_STAFF_REMOVE,
  HR_STAFF_SAVE_WAIT,
} HrStaffWhat;

/**
 * HrStaffAsk:
 * @by: (nullable): id of who is at the desk
 * @name: tidied and not too long
 * @pin, @old_pin: (nullable): of hr_seal_pin_dup(); wiped on the worker as soon as the ask is done
 */
typedef struct
{
  HrStaffWhat what;
  char *by;
  char *member;
  char *name;
  gboolean manager;
  char *pin;
  char *old_pin;
} HrStaffAsk;

/** HrStaffOutcome: everything but HR_STAFF_DONE changed nothing but the number of wrong tries */
typedef enum
{
  HR_STAFF_DONE,
  HR_STAFF_WRONG,        /* not the PIN of that member */
  HR_STAFF_NOT_YET,      /* the wait is not over: not looked at, not counted */
  HR_STAFF_TOO_LATE,     /* somebody else was the first manager */
  HR_STAFF_NOT_MANAGER,  /* @by is none, or not any more */
  HR_STAFF_LAST_MANAGER, /* there would be none */
  HR_STAFF_TAKEN,        /* another member has the name */
  HR_STAFF_NO_MEMBER,    /* there is no such member, or they left */
  HR_STAFF_NO_MEMORY,    /* to compute the hash */
} HrStaffOutcome;

/**
 * HrStaffAnswer: how it stands after the ask
 * @member: (nullable): the id of whom it was about
 * @rows: (element-type HrStaffRow): by name, those who left too
 * @wait_until_ms: of hr_clock_elapsed_ms(); 0 = no wait
 */
typedef struct
{
  HrStaffOutcome outcome;
  char *member;
  GPtrArray *rows;
  gint64 wrong;
  gint64 wait_until_ms;
} HrStaffAnswer;

void hr_staff_answer_free (HrStaffAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrStaffAnswer, hr_staff_answer_free)

typedef struct _HrStaffDb HrStaffDb;

/** hr_staff_db_new: touches no file; the first ask opens it, and makes it when there is none */
HrStaffDb *hr_staff_db_new (const char *directory, HrClock *clock) G_GNUC_WARN_UNUSED_RESULT;

/** hr_staff_db_close: blocks until all that was asked is done and what is left of the wait is written down; frees @self */
void hr_staff_db_close (HrStaffDb *self);

/** hr_staff_db_ask_async: @ask: copied, but for its PINs, which are taken. The source object of the result is %NULL */
void hr_staff_db_ask_async (HrStaffDb *self, const HrStaffAsk *ask, GAsyncReadyCallback callback, gpointer user_data);
/** hr_staff_db_ask_finish: %NULL with HR_ERROR_CORRUPT, _TOO_NEW, _NO_SPACE, _BUSY or _IO: nothing was changed */
HrStaffAnswer *hr_staff_db_ask_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_staff_db_list: blocks; makes nothing; (element-type HrStaffRow): empty when there is no file */
GPtrArray *hr_staff_db_list (const char *directory, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_staff_db_reset:
 * @ret_aside: (out) (transfer full) (nullable): where a damaged file was put
 *
 * Blocks. All members leave, all PINs and wrong tries are forgotten. A damaged file is put aside. %HR_ERROR_TOO_NEW: not touched
 */
gboolean hr_staff_db_reset (const char *directory, HrClock *clock, char **ret_aside, GError **error);

G_END_DECLS
