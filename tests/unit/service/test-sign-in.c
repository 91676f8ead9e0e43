/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/service/hr-sign-in.h"

#include "handrail/core/hr-error.h"
#include "hr-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* The sample clock: Monday 2026-11-23, 18:50 in New York */
#define MONDAY 20780

typedef struct
{
  char *folder;
  char *memory;
  HrCenter *center;
  HrSession *session;
  HrSignIn *sign_in;
} Fixture;

static void
add_thing (HrCenter *center, HrKind kind, const char *id, const char *const *fields, const char *const *values)
{
  g_autoptr (GError) error = NULL;
  HrEdit edit = { HR_EDIT_ADD, kind, id, fields, values };
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (center), &edit, 1, "test", &error);
  g_assert_no_error (error);
  g_assert_nonnull (ids);
}

static void
add_meeting (HrCenter *center, const char *id, const char *venue, const char *start, const char *sign_in)
{
  const char *const fields[] = { "name",  "slug",       "fellowship", "rule",     "start", "length",
                                 "venue", "attendance", "sign_in",    "capacity", NULL };
  const char *const values[] = { id, id, "aa", "FREQ=WEEKLY", start, "60", venue, "in_person", sign_in, "10", NULL };
  add_thing (center, HR_KIND_MEETING, id, fields, values);
}

static void
add_exception (HrCenter *center, const char *id, const char *meeting, const char *state, const char *venue)
{
  const char *const fields[] = { "meeting", "from", "state", "new_venue", NULL };
  const char *const values[] = { meeting, "2026-11-23", state, venue, NULL };
  add_thing (center, HR_KIND_EXCEPTION, id, fields, values);
}

static void
set_site_venue (HrCenter *center, const char *venue)
{
  g_autoptr (GError) error = NULL;
  const char *const fields[] = { "venue", "timezone", NULL };
  const char *const values[] = { venue, "America/New_York", NULL };
  HrEdit edit = { HR_EDIT_SET, HR_KIND_SITE, "site", fields, values };
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (center), &edit, 1, "test", &error);
  g_assert_no_error (error);
  g_assert_nonnull (ids);
}

/* At 18:50: m-now is on, m-soon and m-else start at 19:00, m-moved would, m-off would, m-later starts at 20:30 */
static void
fill (HrCenter *center)
{
  const char *const fields[] = { "name", NULL };
  const char *const here[] = { "Here", NULL };
  const char *const there[] = { "There", NULL };
  add_thing (center, HR_KIND_VENUE, "v-here", fields, here);
  add_thing (center, HR_KIND_VENUE, "v-there", fields, there);
  set_site_venue (center, "v-here");
  add_meeting (center, "m-now", "v-here", "2026-01-05T18:30", NULL);
  add_meeting (center, "m-soon", "v-here", "2026-01-05T19:00", NULL);
  add_meeting (center, "m-not-ours", "v-there", "2026-01-05T19:00", NULL);
  add_meeting (center, "m-else", "v-there", "2026-01-05T19:00", "yes");
  add_meeting (center, "m-never", "v-here", "2026-01-05T19:00", "no");
  add_meeting (center, "m-off", "v-here", "2026-01-05T19:00", NULL);
  add_exception (center, "x-off", "m-off", "cancelled", NULL);
  add_meeting (center, "m-moved", "v-here", "2026-01-05T19:00", NULL);
  add_exception (center, "x-moved", "m-moved", "moved", "v-there");
  add_meeting (center, "m-later", "v-here", "2026-01-05T20:30", NULL);
}

static gboolean
is_planned (gpointer user_data)
{
  Fixture *self = user_data;
  return hr_counts_get (hr_center_get_counts (self->center), "m-soon", MONDAY, FALSE) >= 0;
}

static Fixture *
fixture_make (gboolean counts)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autoptr (GError) error = NULL;
  self->folder = hr_test_make_folder ();
  self->memory = g_strdup ("/dev/shm/handrail-test-XXXXXX");
  g_assert_nonnull (g_mkdtemp_full (self->memory, 0700));
  g_setenv ("XDG_RUNTIME_DIR", self->memory, TRUE);
  self->center = hr_test_open_center (self->folder, TRUE, NULL);
  fill (self->center);
  if (counts)
    {
      hr_center_open_counts (self->center, &error);
      g_assert_no_error (error);
    }
  self->session = hr_session_new (hr_center_get_clock (self->center), "en");
  self->sign_in = hr_sign_in_new (self->center, self->session);
  return self;
}

static void
fixture_free (Fixture *self)
{
  g_clear_object (&self->sign_in);
  g_clear_object (&self->session);
  g_clear_object (&self->center);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  hr_test_remove_folder (self->memory);
  hr_test_remove_folder (self->folder);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static char *
list (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) names = g_string_new ("");
  hr_sign_in_list_async (self->sign_in, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_autoptr (GPtrArray) dates = hr_sign_in_list_finish (self->sign_in, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < dates->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (dates, i);
      g_string_append_printf (names, "%s ", date->meeting->id);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static char *
next (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  hr_sign_in_next_async (self->sign_in, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  HrMeetingDate *date = hr_sign_in_next_finish (self->sign_in, result, &error);
  g_assert_no_error (error);
  char *id = date != NULL ? g_strdup (date->meeting->id) : NULL;
  g_clear_pointer (&date, hr_meeting_date_free);
  return id;
}

static void
advance (Fixture *self, gint64 seconds)
{
  hr_clock_advance_s (hr_center_get_clock (self->center), seconds);
}

static void
test_list (void)
{
  g_autoptr (Fixture) self = fixture_make (TRUE);
  hr_test_wait_until (is_planned, self);
  g_autofree char *open = list (self);
  g_assert_cmpstr (open, ==, "m-now m-else m-soon ");
  g_autofree char *later = next (self);
  g_assert_cmpstr (later, ==, "m-later");

  advance (self, 40 * 60);
  g_autofree char *at_half_past_seven = list (self);
  g_assert_cmpstr (at_half_past_seven, ==, "m-else m-soon ");
  advance (self, 30 * 60);
  g_autofree char *at_eight = list (self);
  g_assert_cmpstr (at_eight, ==, "m-later ");
  advance (self, 90 * 60);
  g_autofree char *at_half_past_nine = list (self);
  g_assert_cmpstr (at_half_past_nine, ==, "");
  /* A week later: what is cancelled or moved today is as always then. */
  g_autofree char *next_week = next (self);
  g_assert_cmpstr (next_week, ==, "m-now");
}

static gboolean
is_only_said (gpointer user_data)
{
  g_autofree char *open = list (user_data);

  return g_str_equal (open, "m-else ");
}

/* A center may want sign-in only where somebody said so. */
static void
test_only_said (void)
{
  g_autoptr (Fixture) self = fixture_make (TRUE);

  hr_test_wait_until (is_planned, self);
  hr_sign_in_set_only_said (self->sign_in, TRUE);
  hr_test_wait_until (is_only_said, self);
  g_assert_false (hr_sign_in_count (self->sign_in, "m-soon", MONDAY, FALSE, NULL));
  g_assert_true (hr_sign_in_count (self->sign_in, "m-else", MONDAY, FALSE, NULL));
}

static void
assert_refused (Fixture *self, const char *meeting, HrError code)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (hr_sign_in_count (self->sign_in, meeting, MONDAY, FALSE, &error));
  g_assert_error (error, HR_ERROR, (int)code);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_false (hr_sign_in_is_counted (self->sign_in, meeting, MONDAY));
}

static void
assert_sign_in (Fixture *self, const char *id, gboolean sign_in)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrMeeting) meeting = hr_store_get_meeting (hr_center_get_store (self->center), id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meeting->sign_in, ==, sign_in);
}

static void
set_street (HrCenter *center, const char *venue, const char *street)
{
  g_autoptr (GError) error = NULL;
  const char *const fields[] = { "street", NULL };
  const char *const values[] = { street, NULL };
  HrEdit edit = { HR_EDIT_SET, HR_KIND_VENUE, venue, fields, values };
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (center), &edit, 1, "test", &error);
  g_assert_no_error (error);
  g_assert_nonnull (ids);
}

static gboolean
is_room_planned (gpointer user_data)
{
  Fixture *self = user_data;
  return hr_counts_get (hr_center_get_counts (self->center), "m-soon-again", MONDAY, FALSE) >= 0;
}

/* The rooms of the center are places of their own. What counts is where people are on that date. */
static void
test_rooms (void)
{
  g_autoptr (Fixture) self = fixture_make (TRUE);
  const char *const fields[] = { "name", "street", "city", "address", NULL };
  const char *const hall[] = { "Hall", "1 Oak Street", "Bergen", NULL, NULL };
  const char *const room[] = { "Room 2", NULL, NULL, "1 OAK STREET,  Bergen", NULL };
  const char *const next_door[] = { "Next door", "2 Oak Street", "Bergen", NULL, NULL };
  const char *const town[] = { "In town", NULL, "Bergen", NULL, NULL };
  add_thing (self->center, HR_KIND_VENUE, "v-hall", fields, hall);
  add_thing (self->center, HR_KIND_VENUE, "v-room", fields, room);
  add_thing (self->center, HR_KIND_VENUE, "v-next-door", fields, next_door);
  add_thing (self->center, HR_KIND_VENUE, "v-town", fields, town);
  add_thing (self->center, HR_KIND_VENUE, "v-town-2", fields, town);
  set_site_venue (self->center, "v-hall");
  add_meeting (self->center, "m-a-hall", "v-hall", "2026-01-05T19:00", NULL);
  add_meeting (self->center, "m-b-room", "v-room", "2026-01-05T19:00", NULL);
  add_meeting (self->center, "m-c-next-door", "v-next-door", "2026-01-05T19:00", NULL);
  add_meeting (self->center, "m-d-other-room", "v-hall", "2026-01-05T19:00", NULL);
  add_exception (self->center, "x-d", "m-d-other-room", "moved", "v-room");
  add_meeting (self->center, "m-e-comes", "v-next-door", "2026-01-05T19:00", NULL);
  add_exception (self->center, "x-e", "m-e-comes", "moved", "v-room");
  add_meeting (self->center, "m-f-goes", "v-room", "2026-01-05T19:00", NULL);
  add_exception (self->center, "x-f", "m-f-goes", "moved", "v-next-door");
  add_meeting (self->center, "m-g-comes-not-counted", "v-next-door", "2026-01-05T19:00", "no");
  add_exception (self->center, "x-g", "m-g-comes-not-counted", "moved", "v-hall");
  add_meeting (self->center, "m-h-counted-elsewhere", "v-next-door", "2026-01-05T19:00", "yes");
  add_meeting (self->center, "m-i-goes-from-there", "v-next-door", "2026-01-05T19:00", "yes");
  add_exception (self->center, "x-i", "m-i-goes-from-there", "moved", "v-town");
  add_meeting (self->center, "m-soon-again", "v-hall", "2026-01-05T19:00", NULL);
  g_clear_object (&self->sign_in);
  self->sign_in = hr_sign_in_new (self->center, self->session);
  hr_test_wait_until (is_room_planned, self);
  g_autofree char *open = list (self);
  g_assert_cmpstr (open, ==, "m-a-hall m-b-room m-d-other-room m-e-comes m-else m-h-counted-elsewhere m-soon-again ");
  g_assert_true (hr_sign_in_count (self->sign_in, "m-e-comes", MONDAY, FALSE, NULL));
  assert_refused (self, "m-f-goes", HR_ERROR_NOT_FOUND);

  /* "Somewhere in Bergen" is not a house: two such places are not one. */
  set_site_venue (self->center, "v-town");
  add_meeting (self->center, "m-town", "v-town", "2026-01-05T19:00", NULL);
  add_meeting (self->center, "m-town-2", "v-town-2", "2026-01-05T19:00", NULL);
  assert_sign_in (self, "m-town", TRUE);
  assert_sign_in (self, "m-town-2", FALSE);
  assert_sign_in (self, "m-a-hall", FALSE);
  /* The house is known later: what was remembered of it no longer holds. */
  set_street (self->center, "v-town", "2 Oak Street");
  assert_sign_in (self, "m-c-next-door", TRUE);
}

static void
test_asked_at_once (void)
{
  g_autoptr (Fixture) self = fixture_make (TRUE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  hr_sign_in_next_async (self->sign_in, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  HrMeetingDate *date = hr_sign_in_next_finish (self->sign_in, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (date->meeting->id, ==, "m-later");
  hr_meeting_date_free (date);
}

static void
test_count (void)
{
  g_autoptr (Fixture) self = fixture_make (TRUE);
  HrCounts *counts = hr_center_get_counts (self->center);
  g_autoptr (GError) error = NULL;
  hr_test_wait_until (is_planned, self);

  g_assert_true (hr_sign_in_count (self->sign_in, "m-soon", MONDAY, TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (hr_sign_in_is_counted (self->sign_in, "m-soon", MONDAY));
  g_assert_cmpint (hr_counts_get (counts, "m-soon", MONDAY, FALSE), ==, 1);
  g_assert_cmpint (hr_counts_get (counts, "m-soon", MONDAY, TRUE), ==, 1);

  /* Once in a visit */
  advance (self, 10);
  g_assert_false (hr_sign_in_count (self->sign_in, "m-soon", MONDAY, FALSE, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_clear_error (&error);
  /* The next visitor */
  hr_session_clear (self->session);
  g_assert_false (hr_sign_in_is_counted (self->sign_in, "m-soon", MONDAY));
  g_assert_true (hr_sign_in_count (self->sign_in, "m-soon", MONDAY, FALSE, &error));
  g_assert_cmpint (hr_counts_get (counts, "m-soon", MONDAY, FALSE), ==, 2);

  hr_sign_in_undo (self->sign_in, "m-soon", MONDAY, FALSE);
  hr_sign_in_undo (self->sign_in, "m-soon", MONDAY, FALSE);
  g_assert_cmpint (hr_counts_get (counts, "m-soon", MONDAY, FALSE), ==, 1);
  g_assert_false (hr_sign_in_is_counted (self->sign_in, "m-soon", MONDAY));
  /* A visitor cannot take back somebody else's count. */
  hr_session_clear (self->session);
  hr_sign_in_undo (self->sign_in, "m-soon", MONDAY, FALSE);
  g_assert_cmpint (hr_counts_get (counts, "m-soon", MONDAY, FALSE), ==, 1);
}

static void
test_refused (void)
{
  g_autoptr (Fixture) self = fixture_make (TRUE);
  hr_test_wait_until (is_planned, self);
  assert_refused (self, "m-later", HR_ERROR_REFUSED);
  assert_refused (self, "m-never", HR_ERROR_NOT_FOUND);
  assert_refused (self, "m-not-ours", HR_ERROR_NOT_FOUND);
  assert_refused (self, "m-off", HR_ERROR_NOT_FOUND);
  assert_refused (self, "m-moved", HR_ERROR_NOT_FOUND);
  g_assert_true (hr_sign_in_count (self->sign_in, "m-soon", MONDAY, FALSE, NULL));
  hr_session_clear (self->session);
  assert_refused (self, "m-soon", HR_ERROR_REFUSED);
  advance (self, 3 * 3600);
  assert_refused (self, "m-soon", HR_ERROR_REFUSED);
  hr_clock_advance_s (hr_center_get_clock (self->center), -1700000000);
  assert_refused (self, "m-soon", HR_ERROR_CLOCK);
  g_autofree char *open = list (self);
  g_assert_cmpstr (open, ==, "");
}

static gboolean
is_closed (gpointer user_data)
{
  Fixture *self = user_data;
  g_autoptr (HrMeeting) meeting = hr_meeting_new ();
  HrOccurrence occurrence = { .date = MONDAY };
  meeting->id = g_strdup ("m-soon");
  return !hr_sign_in_is_open (self->sign_in, meeting, &occurrence);
}

/* Staff cancel tonight's meeting: sign-in closes, though the row is there. */
static void
test_cancelled_meanwhile (void)
{
  g_autoptr (Fixture) self = fixture_make (TRUE);
  hr_test_wait_until (is_planned, self);
  g_assert_false (is_closed (self));
  add_exception (self->center, "x-soon", "m-soon", "cancelled", NULL);
  hr_test_wait_until (is_closed, self);
  assert_refused (self, "m-soon", HR_ERROR_REFUSED);
}

static gboolean
is_new_one_planned (gpointer user_data)
{
  Fixture *self = user_data;
  return hr_counts_get (hr_center_get_counts (self->center), "m-new", MONDAY, FALSE) >= 0;
}

static void
test_added_meanwhile (void)
{
  g_autoptr (Fixture) self = fixture_make (TRUE);
  hr_test_wait_until (is_planned, self);
  g_assert_true (hr_sign_in_count (self->sign_in, "m-soon", MONDAY, FALSE, NULL));
  add_meeting (self->center, "m-new", "v-here", "2026-01-05T18:45", NULL);
  hr_test_wait_until (is_new_one_planned, self);
  g_assert_cmpint (hr_counts_get (hr_center_get_counts (self->center), "m-soon", MONDAY, FALSE), ==, 1);
}

/* Without counts there is nothing to sign in to, and no page that waits for ever. */
static void
test_without_counts (void)
{
  g_autoptr (Fixture) self = fixture_make (FALSE);
  g_autofree char *open = list (self);
  g_assert_cmpstr (open, ==, "");
  g_autofree char *later = next (self);
  g_assert_cmpstr (later, ==, "m-later");
  assert_refused (self, "m-soon", HR_ERROR_NOT_FOUND);
}

/* The kiosk opens the counts while the lobby is shown already: sign-in begins as soon as they are there. */
static void
test_counts_later (void)
{
  g_autoptr (Fixture) self = fixture_make (FALSE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = list (self);
  g_assert_cmpstr (before, ==, "");
  hr_center_open_counts_async (self->center, hr_test_take_result, &result);
  g_assert_null (result);
  hr_test_wait (&result);
  g_assert_true (hr_center_open_counts_finish (self->center, result, &error));
  g_assert_no_error (error);
  hr_test_wait_until (is_planned, self);
  g_autofree char *after = list (self);
  g_assert_cmpstr (after, ==, "m-now m-else m-soon ");
}

static void
test_not_open (void)
{
  char *folder = hr_test_make_folder ();
  g_autoptr (HrCenter) center = hr_test_new_center (folder, NULL);
  g_autoptr (HrSession) session = hr_session_new (hr_center_get_clock (center), "en");
  g_autoptr (HrSignIn) sign_in = hr_sign_in_new (center, session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  hr_sign_in_list_async (sign_in, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_assert_null (hr_sign_in_list_finish (sign_in, result, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_IO);
  hr_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sign-in/list", test_list);
  g_test_add_func ("/sign-in/only-said", test_only_said);
  g_test_add_func ("/sign-in/rooms", test_rooms);
  g_test_add_func ("/sign-in/asked-at-once", test_asked_at_once);
  g_test_add_func ("/sign-in/count", test_count);
  g_test_add_func ("/sign-in/refused", test_refused);
  g_test_add_func ("/sign-in/cancelled-meanwhile", test_cancelled_meanwhile);
  g_test_add_func ("/sign-in/added-meanwhile", test_added_meanwhile);
  g_test_add_func ("/sign-in/without-counts", test_without_counts);
  g_test_add_func ("/sign-in/counts-later", test_counts_later);
  g_test_add_func ("/sign-in/not-open", test_not_open);
  return g_test_run ();
}
