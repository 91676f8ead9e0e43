/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock of the desk: who may open it, and how wrong PINs are slowed down. Main thread; nothing here blocks but
 * hr_staff_new(), which touches no file.
 *
 * Members and the state of the lock live in staff.db of the data folder, apart from handrail.db: a restored backup neither
 * brings old PINs back nor forgives wrong tries, and nothing of it is ever published, exported or synced. A PIN is kept as
 * Argon2id only (handrail/seal/hr-seal-pin.h) and never logged, spoken or shown.
 *
 * The fifth wrong PIN in a row, whoever's it was, brings a wait of 15 seconds; each further one waits twice as long, up to an
 * hour (HR_STAFF_FREE_TRIES and so on in hr-staff-db.h). A try is written down before it is looked at, so pulling the plug wins
 * nothing. The wait runs on the clock of elapsed time and what is left of it is written down every few seconds, so that neither a
 * restart nor a changed clock shortens it; a crash may lengthen it by those seconds. The right PIN of any member forgets all wrong
 * ones. */
#pragma once

#include "handrail/service/hr-center.h"
#include "handrail/store/hr-staff-db.h"

G_BEGIN_DECLS

#define HR_STAFF_PIN_LENGTH 6
/** HR_STAFF_IDLE_S: without hr_staff_touch() for so long the desk locks itself; the setting may shorten it */
#define HR_STAFF_IDLE_S 300

#define HR_TYPE_STAFF (hr_staff_get_type ())
G_DECLARE_FINAL_TYPE (HrStaff, hr_staff, HR, STAFF, GObject)

/** HrStaffRole: editors change listings and see counts; managers also members, settings, imports' removals and restores */
typedef enum
{
  HR_STAFF_EDITOR,
  HR_STAFF_MANAGER,
} HrStaffRole;

/**
 * HrStaffState:
 * @HR_STAFF_UNKNOWN: staff.db is not read yet
 * @HR_STAFF_NEW: nobody has a PIN yet: the first manager must choose one
 * @HR_STAFF_LOCKED: a member may open
 * @HR_STAFF_WAITING: too many wrong PINs: hr_staff_get_wait_s() says how long
 * @HR_STAFF_OPEN: a member is at the desk
 * @HR_STAFF_TROUBLE: staff.db cannot be read or written: the desk stays shut; hr_staff_get_trouble() says what to do, and
 *   hr_staff_retry() looks again
 */
typedef enum
{
  HR_STAFF_UNKNOWN,
  HR_STAFF_NEW,
  HR_STAFF_LOCKED,
  HR_STAFF_WAITING,
  HR_STAFF_OPEN,
  HR_STAFF_TROUBLE,
} HrStaffState;

/**
 * HrStaffMember:
 * @id: stable; @name: of their own choice, shown at the lock and in the history
 */
typedef struct
{
  char *id;
  char *name;
  HrStaffRole role;
} HrStaffMember;

void hr_staff_member_free (HrStaffMember *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrStaffMember, hr_staff_member_free)

/**
 * HrStaff::changed: the state, the wait or the members changed.
 */

/** hr_staff_new: @directory: the data folder. Reads staff.db on an own worker, makes it when there is none. Timers and answers come
 * on the thread-default main context of the caller */
HrStaff *hr_staff_new (const char *directory, HrClock *clock) G_GNUC_WARN_UNUSED_RESULT;

HrStaffState hr_staff_get_state (HrStaff *self);
/** hr_staff_get_wait_s: whole seconds until the next try; 0 = now. Also while the desk is open: for changing one's own PIN */
guint hr_staff_get_wait_s (HrStaff *self);
/** hr_staff_get_trouble: (nullable): a plain sentence */
const char *hr_staff_get_trouble (HrStaff *self);
/** hr_staff_get_members: (transfer none) (element-type HrStaffMember): by name; those who left are not in it */
GPtrArray *hr_staff_get_members (HrStaff *self);
/** hr_staff_get_current: (nullable) (transfer none): who is at the desk; %NULL unless OPEN */
const HrStaffMember *hr_staff_get_current (HrStaff *self);

/** hr_staff_get_name: (nullable) (transfer none): of a member, also of one who left: for the history; good until the next
 * HrStaff::changed */
const char *hr_staff_get_name (HrStaff *self, const char *member);
/** hr_staff_retry: reads staff.db again: out of TROUBLE, or after another program changed it */
void hr_staff_retry (HrStaff *self);

/** hr_staff_pin_problem: (static) (nullable): a translated sentence why nobody should choose @pin: not six digits, one digit
 * six times, a run (123456, 987654), a pair or triple repeated (121212, 123123), a year and such (see hr-seal-pin.h). %NULL = good */
const char *hr_staff_pin_problem (const char *pin);

/* Names are tidied: 1 to 40 characters (HR_STAFF_NAME_LENGTH) on one line; two members' names differ in more than case and
 * accents. Errors are translated sentences; besides those named below: HR_ERROR_NO_SPACE, _BUSY, _IO, _CORRUPT and _TOO_NEW of the
 * file, of which the last three also bring the state TROUBLE. */

/** hr_staff_begin_async: the first manager chooses name and PIN; only in state NEW; the desk is open then. HR_ERROR_INPUT for a weak
 * PIN or an empty name; HR_ERROR_REFUSED when somebody was quicker */
void hr_staff_begin_async (HrStaff *self, const char *name, const char *pin, GAsyncReadyCallback callback, gpointer user_data);

/** hr_staff_unlock_async: HR_ERROR_REFUSED when the PIN is not the member's, or while waiting; HR_ERROR_CANCELLED when
 * hr_staff_lock() came before the answer */
void hr_staff_unlock_async (HrStaff *self, const char *member, const char *pin, GAsyncReadyCallback callback, gpointer user_data);

/** hr_staff_add_async: by a manager. HR_ERROR_INPUT: weak PIN, empty or taken name */
void hr_staff_add_async (HrStaff *self, const char *name, HrStaffRole role, const char *pin, GAsyncReadyCallback callback, gpointer user_data);

/** hr_staff_set_pin_async: one's own with @old_pin (a wrong one counts as a wrong try, and none is looked at during a wait); a manager
 * sets another member's without (%NULL) */
void hr_staff_set_pin_async (HrStaff *self, const char *member, const char *old_pin, const char *pin, GAsyncReadyCallback callback,
                             gpointer user_data);

/** hr_staff_set_async: by a manager: name and role. HR_ERROR_REFUSED when no manager would be left */
void hr_staff_set_async (HrStaff *self, const char *member, const char *name, HrStaffRole role, GAsyncReadyCallback callback,
                         gpointer user_data);

/** hr_staff_remove_async: by a manager; the name stays in the history. HR_ERROR_REFUSED for the last manager */
void hr_staff_remove_async (HrStaff *self, const char *member, GAsyncReadyCallback callback, gpointer user_data);

/** hr_staff_finish: of all of the above */
gboolean hr_staff_finish (HrStaff *self, GAsyncResult *result, GError **error);

/** hr_staff_touch: a sign of life at the open desk; too late when the idle time is over: then it locks */
void hr_staff_touch (HrStaff *self);
void hr_staff_lock (HrStaff *self);
/** hr_staff_set_idle_s: 30…HR_STAFF_IDLE_S */
void hr_staff_set_idle_s (HrStaff *self, guint idle_s);

/** hr_staff_close: waits for what is being written; called by dispose too */
void hr_staff_close (HrStaff *self);

G_END_DECLS
