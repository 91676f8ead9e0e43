/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock of the desk: who may open it, and how wrong PINs are slowed down, whatever is done to the device and its clock. */
#include "handrail/core/hr-error.h"
#include "handrail/service/hr-staff.h"
#include "hr-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW_S 1795478400
#define PIN "730482"
#define OTHER_PIN "915037"
#define YEAR_S (365 * 86400)
/* as an answer: it went well; else it is the code of the refusal */
#define DONE (-1)

typedef struct
{
  char *folder;
  HrClock *clock;
  HrStaff *staff;
} Fixture;

static gboolean
knows (gpointer user_data)
{
  return hr_staff_get_state (user_data) != HR_STAFF_UNKNOWN;
}

static void
start (Fixture *self)
{
  self->staff = hr_staff_new (self->folder, self->clock);
  hr_test_wait_until (knows, self->staff);
}

static void
stop (Fixture *self)
{
  hr_staff_close (self->staff);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->staff);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = hr_test_make_folder ();
  self->clock = hr_clock_new_fixed (NOW_S);
  start (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  stop (self);
  g_clear_object (&self->clock);
  hr_test_remove_folder (self->folder);
}

static int
finish (Fixture *self, GAsyncResult **result)
{
  g_autoptr (GAsyncResult) own = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  hr_test_wait (result);
  own = g_steal_pointer (result);
  done = hr_staff_finish (self->staff, own, &error);
  g_assert_true (done == (error == NULL));
  g_assert_true (done || error->domain == HR_ERROR);
  return done ? DONE : error->code;
}

static int
begin (Fixture *self, const char *name, const char *pin)
{
  GAsyncResult *result = NULL;

  hr_staff_begin_async (self->staff, name, pin, hr_test_take_result, &result);
  return finish (self, &result);
}

static int
unlock (Fixture *self, const char *name, const char *pin)
{
  GAsyncResult *result = NULL;
  GPtrArray *members = hr_staff_get_members (self->staff);
  g_autofree char *id = NULL;

  for (guint i = 0; i < members->len; i++)
    if (g_str_equal (((HrStaffMember *) members->pdata[i])->name, name))
      id = g_strdup (((HrStaffMember *) members->pdata[i])->id);
  g_assert_nonnull (id);
  hr_staff_unlock_async (self->staff, id, pin, hr_test_take_result, &result);
  return finish (self, &result);
}

static int
add (Fixture *self, const char *name, HrStaffRole role, const char *pin)
{
  GAsyncResult *result = NULL;

  hr_staff_add_async (self->staff, name, role, pin, hr_test_take_result, &result);
  return finish (self, &result);
}

static void
begin_locked (Fixture *self)
{
  g_assert_cmpint (begin (self, "Robin", PIN), ==, DONE);
  hr_staff_lock (self->staff);
  g_assert_cmpint (hr_staff_get_state (self->staff), ==, HR_STAFF_LOCKED);
}

static void
try_wrong (Fixture *self, guint n)
{
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (unlock (self, "Robin", OTHER_PIN), ==, HR_ERROR_REFUSED);
}

/* There is no PIN at first, a weak one is refused, and nobody becomes the first twice. */
static void
test_first (Fixture *self, gconstpointer data)
{
  static const char *const weak[] = { "",       "12345",  "1234567", "12345a", "111111", "121212", "123456", "987654", "123123",
                                      "112233", "147258", "122024",  "199001", "000000", "654321" };

  g_assert_cmpint (hr_staff_get_state (self->staff), ==, HR_STAFF_NEW);
  g_assert_cmpuint (hr_staff_get_members (self->staff)->len, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (weak); i++)
    {
      g_assert_nonnull (hr_staff_pin_problem (weak[i]));
      g_assert_cmpint (begin (self, "Robin", weak[i]), ==, HR_ERROR_INPUT);
      g_assert_cmpint (hr_staff_get_state (self->staff), ==, HR_STAFF_NEW);
    }
  g_assert_cmpint (begin (self, "  ", PIN), ==, HR_ERROR_INPUT);
  g_assert_null (hr_staff_pin_problem (PIN));
  g_assert_cmpint (begin (self, "Robin", PIN), ==, DONE);
  g_assert_cmpint (hr_staff_get_state (self->staff), ==, HR_STAFF_OPEN);
  g_assert_cmpstr (hr_staff_get_current (self->staff)->name, ==, "Robin");
  g_assert_cmpint (hr_staff_get_current (self->staff)->role, ==, HR_STAFF_MANAGER);
  hr_staff_lock (self->staff);
  g_assert_cmpint (begin (self, "Kim", OTHER_PIN), ==, HR_ERROR_REFUSED);
  g_assert_cmpuint (hr_staff_get_members (self->staff)->len, ==, 1);
}

/* Four are free; the fifth waits, each further one twice as long, to an hour and no longer. */
static void
test_delays (Fixture *self, gconstpointer data)
{
  guint wait_s = HR_STAFF_FIRST_WAIT_S;

  begin_locked (self);
  try_wrong (self, 4);
  g_assert_cmpuint (hr_staff_get_wait_s (self->staff), ==, 0);
  for (guint i = 0; i < 10; i++)
    {
      try_wrong (self, 1);
      g_assert_cmpint (hr_staff_get_state (self->staff), ==, HR_STAFF_WAITING);
      g_assert_cmpuint (hr_staff_get_wait_s (self->staff), ==, wait_s);
      /* the right one does not count while the wait lasts, and costs nothing */
      g_assert_cmpint (unlock (self, "Robin", PIN), ==, HR_ERROR_REFUSED);
      g_assert_cmpuint (hr_staff_get_wait_s (self->staff), ==, wait_s);
      hr_clock_advance_s (self->clock, wait_s);
      g_assert_cmpuint (hr_staff_get_wait_s (self->staff), ==, 0);
      wait_s = MIN (wait_s * 2, HR_STAFF_LONGEST_WAIT_S);
    }
  g_assert_cmpuint (wait_s, ==, HR_STAFF_LONGEST_WAIT_S);
  g_assert_cmpint (unlock (self, "Robin", PIN), ==, DONE);
  /* all is forgotten */
  hr_staff_lock (self->staff);
  try_wrong (self, 4);
  g_assert_cmpuint (hr_staff_get_wait_s (self->staff), ==, 0);
}

/* Neither a restart nor the clock on the wall shortens the wait; and a restart does not give four more tries. */
static void
test_survives (Fixture *self, gconstpointer data)
{
  begin_locked (self);
  try_wrong (self, 5);
  hr_clock_advance_s (self->clock, 15);
  try_wrong (self, 1);
  g_assert_cmpuint (hr_staff_get_wait_s (self->staff), ==, 30);
  hr_clock_set_s (self->clock, NOW_S + YEAR_S);
  g_assert_cmpuint (hr_staff_get_wait_s (self->staff), ==, 30);
  hr_clock_set_s (self->clock, NOW_S - YEAR_S);
  g_assert_cmpuint (hr_staff_get_wait_s (self->staff), ==, 30);
  stop (self);
  /* switched off for a year, as far as its clock says */
  hr_clock_set_s (self->clock, NOW_S + YEAR_S);
  start (self);
  g_assert_cmpint (hr_staff_get_state (self->staff), ==, HR_STAFF_WAITING);
  g_assert_cmpuint (hr_staff_get_wait_s (self->staff), ==, 30);
  g_assert_cmpint (unlock (self, "Robin", PIN), ==, HR_ERROR_REFUSED);
  /* what is left of a wait is left after a restart, too */
  hr_clock_advance_s (self->clock, 20);
  stop (self);
  start (self);
  g_assert_cmpuint (hr_staff_get_wait_s (self->staff), <=, 30);
  g_assert_cmpuint (hr_staff_get_wait_s (self->staff), >=, 10);
  hr_clock_advance_s (self->clock, 30);
  try_wrong (self, 1);
  g_assert_cmpuint (hr_staff_get_wait_s (self->staff), ==, 60);
}

/* Whose PIN it was makes no difference: names are no way to more tries. */
static void
test_names (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (begin (self, "Robin", PIN), ==, DONE);
  g_assert_cmpint (add (self, "ROBÍN", HR_STAFF_EDITOR, OTHER_PIN), ==, HR_ERROR_INPUT);
  g_assert_cmpint (add (self, "Kim", HR_STAFF_EDITOR, "123456"), ==, HR_ERROR_INPUT);
  g_assert_cmpint (add (self, "Kim", HR_STAFF_EDITOR, OTHER_PIN), ==, DONE);
  hr_staff_lock (self->staff);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (unlock (self, i % 2 == 0 ? "Robin" : "Kim", "581936"), ==, HR_ERROR_REFUSED);
  g_assert_cmpuint (hr_staff_get_wait_s (self->staff), ==, HR_STAFF_FIRST_WAIT_S);
  hr_clock_advance_s (self->clock, HR_STAFF_FIRST_WAIT_S);
  g_assert_cmpint (unlock (self, "Kim", OTHER_PIN), ==, DONE);
  g_assert_cmpint (hr_staff_get_current (self->staff)->role, ==, HR_STAFF_EDITOR);
  /* an editor lets nobody in */
  g_assert_cmpint (add (self, "Alex", HR_STAFF_MANAGER, "581936"), ==, HR_ERROR_REFUSED);
}

/* The desk is never without a manager. */
static void
test_last_manager (Fixture *self, gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autofree char *id = NULL;

  g_assert_cmpint (begin (self, "Robin", PIN), ==, DONE);
  id = g_strdup (hr_staff_get_current (self->staff)->id);
  hr_staff_remove_async (self->staff, id, hr_test_take_result, &result);
  g_assert_cmpint (finish (self, &result), ==, HR_ERROR_REFUSED);
  hr_staff_set_async (self->staff, id, "Robin", HR_STAFF_EDITOR, hr_test_take_result, &result);
  g_assert_cmpint (finish (self, &result), ==, HR_ERROR_REFUSED);
  g_assert_cmpuint (hr_staff_get_members (self->staff)->len, ==, 1);
  /* whoever left is still called by name in the history */
  g_assert_cmpint (add (self, "Kim", HR_STAFF_MANAGER, OTHER_PIN), ==, DONE);
  hr_staff_remove_async (self->staff, id, hr_test_take_result, &result);
  g_assert_cmpint (finish (self, &result), ==, DONE);
  g_assert_cmpuint (hr_staff_get_members (self->staff)->len, ==, 1);
  g_assert_cmpstr (hr_staff_get_name (self->staff, id), ==, "Robin");
}

/* Five idle minutes; a sign of life in time begins them anew, one that comes too late does not. */
static void
test_idle (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (begin (self, "Robin", PIN), ==, DONE);
  hr_clock_advance_s (self->clock, HR_STAFF_IDLE_S - 1);
  hr_staff_touch (self->staff);
  hr_clock_advance_s (self->clock, HR_STAFF_IDLE_S - 1);
  hr_staff_touch (self->staff);
  g_assert_cmpint (hr_staff_get_state (self->staff), ==, HR_STAFF_OPEN);
  hr_clock_advance_s (self->clock, HR_STAFF_IDLE_S);
  hr_staff_touch (self->staff);
  g_assert_cmpint (hr_staff_get_state (self->staff), ==, HR_STAFF_LOCKED);
  g_assert_null (hr_staff_get_current (self->staff));
}

/* No file says a PIN, and nobody else may read the one that holds the hashes. */
static void
test_file (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, HR_STAFF_FILE, NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  GStatBuf status;

  begin_locked (self);
  try_wrong (self, 1);
  stop (self);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_nonnull (memmem (bytes, length, "$argon2id$", 10));
  g_assert_null (memmem (bytes, length, PIN, strlen (PIN)));
  g_assert_null (memmem (bytes, length, OTHER_PIN, strlen (OTHER_PIN)));
  /* a damaged one is never replaced by an empty one: that would let anybody in */
  g_assert_true (g_file_set_contents (path, "no database, and no PIN either", -1, NULL));
  start (self);
  g_assert_cmpint (hr_staff_get_state (self->staff), ==, HR_STAFF_TROUBLE);
  g_assert_nonnull (hr_staff_get_trouble (self->staff));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/staff/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("first", test_first);
  ADD ("delays", test_delays);
  ADD ("survives", test_survives);
  ADD ("names", test_names);
  ADD ("last-manager", test_last_manager);
  ADD ("idle", test_idle);
  ADD ("file", test_file);
#undef ADD
  return g_test_run ();
}
