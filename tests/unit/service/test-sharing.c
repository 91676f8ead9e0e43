/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two devices and a folder: what the desk is told of the share, and what it does to it. */
#include "handrail/service/hr-sharing.h"

#include "handrail/core/hr-error.h"
#include "handrail/store/hr-store-desk.h"
#include "hr-test.h"
#include <glib/gstdio.h>
#include <string.h>

/** One device: its data folder, its center, its door to the share */
typedef struct
{
  char *folder;
  HrCenter *center;
  HrSharing *sharing;
} Device;

typedef struct
{
  char *folder; /* of the share */
  char *sticks;
  Device office, other;
} Fixture;

static void
device_open (Device *self, gboolean empty)
{
  self->folder = hr_test_make_folder ();
  self->center = hr_test_open_center (self->folder, empty, NULL);
  self->sharing = hr_sharing_new (self->center);
}

static void
device_close (Device *self)
{
  g_object_unref (self->sharing);
  hr_center_close (self->center);
  g_object_unref (self->center);
  hr_test_remove_folder (self->folder);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = hr_test_make_folder ();
  fixture->sticks = hr_test_make_folder ();
  device_open (&fixture->office, FALSE);
  device_open (&fixture->other, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  device_close (&fixture->office);
  device_close (&fixture->other);
  hr_test_remove_folder (fixture->folder);
  hr_test_remove_folder (fixture->sticks);
}

static gboolean
try_work (Device *device, const HrSharingWork *work, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hr_sharing_work_async (device->sharing, work, hr_test_take_result, &result);
  hr_test_wait (&result);
  return hr_sharing_work_finish (device->sharing, result, error);
}

static void
do_work (Device *device, const HrSharingWork *work)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (try_work (device, work, &error));
  g_assert_no_error (error);
}

static void
do_verb (Device *device, HrSharingVerb verb)
{
  const HrSharingWork work = { .verb = verb };

  do_work (device, &work);
}

/* As it stands now, whatever was known before */
static HrSharingState *
look (Device *device)
{
  g_autoptr (GError) error = NULL;
  HrSharingState *state = hr_sharing_load_state (device->folder, hr_center_get_store (device->center), hr_center_get_clock (device->center), &error);

  g_assert_no_error (error);
  return state;
}

static void
start_share (Fixture *fixture)
{
  const HrSharingWork start = { .verb = HR_SHARING_START, .folder = fixture->folder, .name = "Office", .key_folder = fixture->sticks };

  do_work (&fixture->office, &start);
}

static void
join (Fixture *fixture, guint roles, const char *site)
{
  g_autoptr (HrSharingState) office = look (&fixture->office);
  const HrSharingWork ask = { .verb = HR_SHARING_JOIN, .folder = fixture->folder, .name = "Front desk", .invitation = office->invitation };
  HrSharingWork approve = { .verb = HR_SHARING_APPROVE, .roles = roles, .site = site };
  GPtrArray *requests;

  do_work (&fixture->other, &ask);
  do_verb (&fixture->office, HR_SHARING_REQUESTS);
  requests = hr_sharing_get_requests (fixture->office.sharing);
  g_assert_cmpuint (requests->len, ==, 1);
  approve.device = ((HrShareAsking *)requests->pdata[0])->device;
  do_work (&fixture->office, &approve);
  do_verb (&fixture->other, HR_SHARING_SYNC);
}

static guint
count_meetings (Device *device, HrThingShow show)
{
  const HrThingQuery query = { .kind = HR_KIND_MEETING, .show = show };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThings) things = hr_store_get_things (hr_center_get_store (device->center), &query, &error);

  g_assert_no_error (error);
  return things->total;
}

static gboolean
warns (Device *device, HrSharingWarningSort sort)
{
  g_autoptr (HrSharingState) state = look (device);
  g_autoptr (GPtrArray) list
      = hr_sharing_warnings (state, hr_clock_now_s (hr_center_get_clock (device->center)), hr_center_get_zone (device->center));

  for (guint i = 0; i < list->len; i++)
    if (((HrSharingWarning *)list->pdata[i])->sort == sort)
      return TRUE;
  return FALSE;
}

/* ---- getting in ---- */

static void
test_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrSharingState) before = look (&fixture->office);
  g_autoptr (HrSharingState) state = NULL;
  g_autoptr (GError) error = NULL;
  const HrSharingWork again
      = { .verb = HR_SHARING_START, .folder = fixture->folder, .name = "Office", .key_folder = fixture->sticks };

  g_assert_null (before->status->folder);
  g_assert_null (before->invitation);
  start_share (fixture);
  state = look (&fixture->office);
  g_assert_cmpstr (state->status->folder, ==, fixture->folder);
  g_assert_true (state->status->member);
  g_assert_cmpuint (state->status->roles, ==, HR_SHARE_OFFICE | HR_SHARE_MANAGER);
  g_assert_cmpuint (strlen (state->invitation), ==, 28 + 6);
  g_assert_null (state->code);
  g_assert_cmpint (state->status->synced_ms, >, 0);
  g_assert_true (g_str_has_prefix (hr_sharing_get_root_key (fixture->office.sharing), fixture->sticks));
  g_assert_true (g_file_test (hr_sharing_get_root_key (fixture->office.sharing), G_FILE_TEST_IS_REGULAR));
  g_assert_false (try_work (&fixture->office, &again, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
}

static void
test_join (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrSharingState) office = NULL, asking = NULL, in = NULL;
  HrShareAsking *request;
  HrSharingWork work = { .verb = HR_SHARING_JOIN, .folder = fixture->folder, .name = "Front desk" };

  start_share (fixture);
  office = look (&fixture->office);
  work.invitation = office->invitation;
  do_work (&fixture->other, &work);
  asking = look (&fixture->other);
  g_assert_false (asking->status->member);
  g_assert_cmpuint (strlen (asking->code), ==, 8);
  do_verb (&fixture->office, HR_SHARING_REQUESTS);
  request = hr_sharing_get_requests (fixture->office.sharing)->pdata[0];
  g_assert_cmpstr (request->code, ==, asking->code);
  g_assert_cmpstr (request->name, ==, "Front desk");
  g_assert_false (request->turned_away);

  /* turned away, and thought better of */
  {
    g_autofree char *device = g_strdup (request->device);
    HrSharingWork away = { .verb = HR_SHARING_TURN_AWAY, .device = device };
    HrSharingWork approve = { .verb = HR_SHARING_APPROVE, .device = device, .roles = HR_SHARE_OFFICE };

    do_work (&fixture->office, &away);
    g_assert_true (((HrShareAsking *)hr_sharing_get_requests (fixture->office.sharing)->pdata[0])->turned_away);
    away.verb = HR_SHARING_TURN_BACK;
    do_work (&fixture->office, &away);
    g_assert_false (((HrShareAsking *)hr_sharing_get_requests (fixture->office.sharing)->pdata[0])->turned_away);
    do_work (&fixture->office, &approve);
    g_assert_cmpuint (hr_sharing_get_requests (fixture->office.sharing)->len, ==, 0);
  }

  /* one sync, and everything is there */
  g_assert_cmpuint (count_meetings (&fixture->other, HR_SHOW_LIVE), ==, 0);
  do_verb (&fixture->other, HR_SHARING_SYNC);
  in = look (&fixture->other);
  g_assert_true (in->status->member);
  g_assert_null (in->code);
  g_assert_cmpuint (count_meetings (&fixture->other, HR_SHOW_LIVE), ==, count_meetings (&fixture->office, HR_SHOW_LIVE));
  g_assert_cmpuint (count_meetings (&fixture->other, HR_SHOW_LIVE), >, 10);
  do_verb (&fixture->office, HR_SHARING_SYNC);
  g_assert_false (warns (&fixture->office, HR_SHARING_BEHIND));
  g_assert_false (warns (&fixture->other, HR_SHARING_BEHIND));
}

static void
test_withdraw (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrSharingState) office = NULL, asking = NULL, after = NULL;
  HrSharingWork work = { .verb = HR_SHARING_JOIN, .folder = fixture->folder, .name = "Front desk" };
  g_autoptr (GError) error = NULL;
  const HrSharingWork stop = { .verb = HR_SHARING_WITHDRAW };

  start_share (fixture);
  office = look (&fixture->office);
  work.invitation = office->invitation;
  do_work (&fixture->other, &work);
  do_work (&fixture->other, &stop);
  after = look (&fixture->other);
  g_assert_null (after->status->folder);
  g_assert_null (after->code);
  /* who is in does not get out by itself */
  g_assert_false (try_work (&fixture->office, &stop, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
}

/* ---- what is wrong ---- */

static void
test_away (Fixture *fixture, gconstpointer data)
{
  HrClock *clock = hr_center_get_clock (fixture->office.center);
  g_autofree char *moved = g_strconcat (fixture->folder, ".away", NULL);
  g_autofree char *foreign = hr_test_make_folder ();
  const HrSharingWork sync = { .verb = HR_SHARING_SYNC };
  g_autoptr (GError) error = NULL;

  start_share (fixture);
  g_assert_cmpint (g_rename (fixture->folder, moved), ==, 0);
  g_assert_false (try_work (&fixture->office, &sync, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  /* an hour is nothing to run for */
  g_assert_false (warns (&fixture->office, HR_SHARING_AWAY));
  hr_clock_advance_s (clock, 3 * 60 * 60);
  g_assert_true (warns (&fixture->office, HR_SHARING_AWAY));

  /* another share in its place is told at once */
  {
    const HrSharingWork begin = { .verb = HR_SHARING_START, .folder = foreign, .name = "Others", .key_folder = fixture->sticks };

    do_work (&fixture->other, &begin);
    g_assert_cmpint (g_rename (foreign, fixture->folder), ==, 0);
    g_clear_error (&error);
    g_assert_false (try_work (&fixture->office, &sync, &error));
    g_assert_true (warns (&fixture->office, HR_SHARING_OTHER));
    g_assert_cmpint (g_rename (fixture->folder, foreign), ==, 0);
  }
  g_assert_cmpint (g_rename (moved, fixture->folder), ==, 0);
  do_work (&fixture->office, &sync);
  g_assert_false (warns (&fixture->office, HR_SHARING_AWAY));
  g_assert_false (warns (&fixture->office, HR_SHARING_OTHER));
  hr_test_remove_folder (g_steal_pointer (&foreign));
}

static void
add_meetings (Device *device, guint n)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("m-extra-%u", i);
      g_autofree char *name = g_strdup_printf ("Extra group %u", i);
      const char *const fields[] = { "name", "fellowship", "rule", "start", "length", "attendance", NULL };
      const char *const values[] = { name, "aa", "FREQ=WEEKLY;BYDAY=MO", "2026-01-05T19:00", "60", "online", NULL };
      const HrEdit edit = { .verb = HR_EDIT_ADD, .kind = HR_KIND_MEETING, .id = id, .fields = fields, .values = values };
      g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (device->center), &edit, 1, "Robin", &error);

      g_assert_no_error (error);
      g_assert_nonnull (ids);
    }
}

static void
retire_meetings (Device *device, guint n)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("m-extra-%u", i);
      const HrEdit edit = { .verb = HR_EDIT_RETIRE, .kind = HR_KIND_MEETING, .id = id };
      g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (device->center), &edit, 1, "Sam", &error);

      g_assert_no_error (error);
      g_assert_nonnull (ids);
    }
}

/* The other device takes 60 away at once. */
static void
hold (Fixture *fixture)
{
  start_share (fixture);
  add_meetings (&fixture->office, 60);
  do_verb (&fixture->office, HR_SHARING_SYNC);
  join (fixture, HR_SHARE_OFFICE, NULL);
  retire_meetings (&fixture->other, 60);
  do_verb (&fixture->other, HR_SHARING_SYNC);
  do_verb (&fixture->office, HR_SHARING_SYNC);
}

static void
check_held (Fixture *fixture)
{
  g_autoptr (HrSharingState) state = look (&fixture->office);
  HrSharingHeld *held;

  g_assert_true (warns (&fixture->office, HR_SHARING_HELD));
  g_assert_cmpuint (state->held->len, ==, 1);
  held = state->held->pdata[0];
  g_assert_cmpstr (held->name, ==, "Front desk");
  g_assert_cmpuint (held->n, ==, 60);
  g_assert_cmpuint (g_strv_length (held->names), ==, HR_SHARING_NAMES);
  g_assert_true (g_str_has_prefix (held->names[0], "Extra group "));
}

static void
decide (Fixture *fixture, HrSharingVerb verb)
{
  g_autoptr (HrSharingState) state = look (&fixture->office);
  const HrSharingWork work = { .verb = verb, .device = ((HrSharingHeld *)state->held->pdata[0])->device, .actor = "Robin" };

  do_work (&fixture->office, &work);
}

static void
test_let_happen (Fixture *fixture, gconstpointer data)
{
  guint before;

  hold (fixture);
  before = count_meetings (&fixture->office, HR_SHOW_LIVE);
  check_held (fixture);
  decide (fixture, HR_SHARING_LET_HAPPEN);
  g_assert_cmpuint (count_meetings (&fixture->office, HR_SHOW_LIVE), ==, before - 60);
  g_assert_false (warns (&fixture->office, HR_SHARING_HELD));
}

static void
test_keep (Fixture *fixture, gconstpointer data)
{
  guint before;

  hold (fixture);
  before = count_meetings (&fixture->office, HR_SHOW_LIVE);
  check_held (fixture);
  decide (fixture, HR_SHARING_KEEP);
  g_assert_cmpuint (count_meetings (&fixture->office, HR_SHOW_LIVE), ==, before);
  g_assert_false (warns (&fixture->office, HR_SHARING_HELD));
  /* and where they were taken away they come back */
  do_verb (&fixture->other, HR_SHARING_SYNC);
  g_assert_cmpuint (count_meetings (&fixture->other, HR_SHOW_LIVE), ==, before);
  g_assert_cmpuint (count_meetings (&fixture->other, HR_SHOW_RETIRED), ==, count_meetings (&fixture->office, HR_SHOW_RETIRED));
}

/* The device goes back to a backup, and does not remember what it published since. */
static void
test_restored (Fixture *fixture, gconstpointer data)
{
  g_autofree char *backup = g_build_filename (fixture->sticks, "backup.db", NULL);
  g_autofree char *file = g_build_filename (fixture->office.folder, HR_STORE_FILE, NULL);
  g_autofree char *wal = g_strconcat (file, "-wal", NULL);
  g_autofree char *shm = g_strconcat (file, "-shm", NULL);
  g_autoptr (GError) error = NULL;

  start_share (fixture);
  g_assert_true (hr_store_backup (hr_center_get_store (fixture->office.center), backup, &error));
  add_meetings (&fixture->office, 3);
  do_verb (&fixture->office, HR_SHARING_SYNC);
  g_assert_false (warns (&fixture->office, HR_SHARING_FOREIGN));

  hr_center_close (fixture->office.center);
  g_unlink (wal);
  g_unlink (shm);
  g_assert_cmpint (g_rename (backup, file), ==, 0);
  g_clear_object (&fixture->office.sharing);
  g_object_unref (fixture->office.center);
  fixture->office.center = hr_test_new_center (fixture->office.folder, NULL);
  g_assert_true (hr_center_open (fixture->office.center, &error));
  fixture->office.sharing = hr_sharing_new (fixture->office.center);

  do_verb (&fixture->office, HR_SHARING_SYNC);
  g_assert_true (warns (&fixture->office, HR_SHARING_FOREIGN));
  /* seen once, told until somebody has read it */
  do_verb (&fixture->office, HR_SHARING_SYNC);
  g_assert_true (warns (&fixture->office, HR_SHARING_FOREIGN));
  do_verb (&fixture->office, HR_SHARING_ACKNOWLEDGE);
  g_assert_false (warns (&fixture->office, HR_SHARING_FOREIGN));
}

/* The folder goes back to a backup, and lost what this device published since. */
static void
test_lost_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *heads = g_build_filename (fixture->folder, "h", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n = 0;

  start_share (fixture);
  do_verb (&fixture->office, HR_SHARING_SYNC);
  g_assert_false (warns (&fixture->office, HR_SHARING_BEHIND));
  dir = g_dir_open (heads, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (heads, name, NULL);

      n += g_str_has_prefix (name, "l-") && g_unlink (path) == 0;
    }
  g_assert_cmpuint (n, ==, 1);
  do_verb (&fixture->office, HR_SHARING_SYNC);
  g_assert_true (warns (&fixture->office, HR_SHARING_BEHIND));
  do_verb (&fixture->office, HR_SHARING_SYNC);
  g_assert_true (warns (&fixture->office, HR_SHARING_BEHIND));
  do_verb (&fixture->office, HR_SHARING_ACKNOWLEDGE);
  g_assert_false (warns (&fixture->office, HR_SHARING_BEHIND));
}

static void
test_revoked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrSharingState) out = NULL;
  HrSharingWork revoke = { .verb = HR_SHARING_REVOKE, .device = "Front desk" };

  start_share (fixture);
  join (fixture, HR_SHARE_KIOSK, NULL);
  g_assert_false (warns (&fixture->other, HR_SHARING_OUT));
  do_work (&fixture->office, &revoke);
  do_verb (&fixture->other, HR_SHARING_SYNC);
  g_assert_true (warns (&fixture->other, HR_SHARING_OUT));
}

/* ---- what two wrote ---- */

#define MEETING "m-noon-anchor"

static void
set_notes (Device *device, const char *text, const char *who)
{
  const char *const fields[] = { "notes", NULL };
  const char *const values[] = { text, NULL };
  const HrEdit edit = { .verb = HR_EDIT_SET, .kind = HR_KIND_MEETING, .id = MEETING, .fields = fields, .values = values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (device->center), &edit, 1, who, &error);

  g_assert_no_error (error);
}

static GPtrArray *
get_conflicts (Device *device)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = hr_store_get_conflicts (hr_center_get_store (device->center), &error);

  g_assert_no_error (error);
  return list;
}

static char *
get_notes (Device *device)
{
  g_autoptr (HrRecord) record = hr_store_get_record (hr_center_get_store (device->center), HR_KIND_MEETING, MEETING, NULL);

  return g_strdup (hr_record_get (record, "notes"));
}

/* Both change the same, and neither has seen the other's. */
static void
meet (Fixture *fixture, gboolean office_first)
{
  start_share (fixture);
  join (fixture, HR_SHARE_OFFICE, NULL);
  set_notes (&fixture->office, "Ring the side bell.", "Robin");
  set_notes (&fixture->other, "Use the front door.", "Sam");
  if (office_first)
    do_verb (&fixture->office, HR_SHARING_SYNC);
  do_verb (&fixture->other, HR_SHARING_SYNC);
  do_verb (&fixture->office, HR_SHARING_SYNC);
  do_verb (&fixture->other, HR_SHARING_SYNC);
}

static void
settle (Device *device, gboolean lost)
{
  g_autoptr (GPtrArray) list = get_conflicts (device);
  const HrConflict *conflict = list->pdata[0];
  const char *const fields[] = { conflict->field, NULL };
  const char *const values[] = { conflict->sides[HR_SIDE_LOST].value, NULL };
  const char *const bases[] = { conflict->sides[HR_SIDE_STANDS].value, NULL };
  const HrEdit edit = { HR_EDIT_SET, conflict->kind, conflict->id, fields, values, bases };
  const HrDeskWrite take = { .verb = HR_DESK_EDIT, .edits = &edit, .n_edits = 1 };
  const HrDeskWrite stay = { .verb = HR_DESK_SETTLE,
                             .kind = conflict->kind,
                             .id = conflict->id,
                             .other = conflict->field,
                             .note = conflict->sides[HR_SIDE_LOST].value };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_write (hr_center_get_store (device->center), lost ? &take : &stay, "Robin", &error);

  g_assert_no_error (error);
}

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  gboolean lost = GPOINTER_TO_INT (data);
  g_autofree char *wanted = NULL, *here = NULL, *there = NULL;
  g_autoptr (GPtrArray) first = NULL, second = NULL, settled = NULL, heard = NULL;
  const HrConflict *conflict, *seen;

  meet (fixture, FALSE);
  first = get_conflicts (&fixture->office);
  second = get_conflicts (&fixture->other);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (second->len, ==, 1);
  conflict = first->pdata[0];
  seen = second->pdata[0];
  g_assert_cmpstr (conflict->id, ==, MEETING);
  g_assert_cmpstr (conflict->title, ==, "Noon Anchor");
  g_assert_cmpstr (conflict->field, ==, "notes");
  for (guint i = 0; i < HR_N_SIDES; i++)
    {
      gboolean own = g_str_equal (conflict->sides[i].value, "Ring the side bell.");

      /* both see the same, and each knows its own people */
      g_assert_cmpstr (conflict->sides[i].value, ==, seen->sides[i].value);
      g_assert_cmpstr (conflict->sides[i].device, ==, seen->sides[i].device);
      g_assert_cmpint (conflict->sides[i].wall_ms, ==, seen->sides[i].wall_ms);
      g_assert_cmpstr (conflict->sides[i].actor, ==, own ? "Robin" : NULL);
      g_assert_cmpstr (seen->sides[i].actor, ==, own ? NULL : "Sam");
    }
  g_assert_cmpstr (conflict->sides[0].device, !=, conflict->sides[1].device);

  wanted = g_strdup (conflict->sides[lost ? HR_SIDE_LOST : HR_SIDE_STANDS].value);
  settle (&fixture->office, lost);
  settled = get_conflicts (&fixture->office);
  g_assert_cmpuint (settled->len, ==, 0);
  here = get_notes (&fixture->office);
  g_assert_cmpstr (here, ==, wanted);
  /* the other one hears of it: there, too, nobody is asked any more */
  do_verb (&fixture->office, HR_SHARING_SYNC);
  do_verb (&fixture->other, HR_SHARING_SYNC);
  heard = get_conflicts (&fixture->other);
  g_assert_cmpuint (heard->len, ==, 0);
  there = get_notes (&fixture->other);
  g_assert_cmpstr (there, ==, wanted);
}

/* Whose word was out already when the other one wrote cannot know it; the other one does, and asks. */
static void
test_conflict_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) here = NULL, there = NULL, again = NULL;
  g_autofree char *now = NULL;

  meet (fixture, TRUE);
  here = get_conflicts (&fixture->other);
  there = get_conflicts (&fixture->office);
  g_assert_cmpuint (here->len, ==, 1);
  g_assert_cmpuint (there->len, ==, 0);
  g_assert_cmpstr (((HrConflict *)here->pdata[0])->sides[HR_SIDE_LOST].value, ==, "Ring the side bell.");
  settle (&fixture->other, TRUE);
  do_verb (&fixture->other, HR_SHARING_SYNC);
  do_verb (&fixture->office, HR_SHARING_SYNC);
  now = get_notes (&fixture->office);
  g_assert_cmpstr (now, ==, "Ring the side bell.");
  again = get_conflicts (&fixture->other);
  g_assert_cmpuint (again->len, ==, 0);
}

/* One after the other, each having seen what stood there: nobody is asked. */
static void
test_no_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) here = NULL, there = NULL;

  start_share (fixture);
  join (fixture, HR_SHARE_OFFICE, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *a = g_strdup_printf ("Bell %u", i), *b = g_strdup_printf ("Door %u", i);

      set_notes (&fixture->office, a, "Robin");
      do_verb (&fixture->office, HR_SHARING_SYNC);
      do_verb (&fixture->other, HR_SHARING_SYNC);
      set_notes (&fixture->other, b, "Sam");
      do_verb (&fixture->other, HR_SHARING_SYNC);
      do_verb (&fixture->office, HR_SHARING_SYNC);
    }
  here = get_conflicts (&fixture->office);
  there = get_conflicts (&fixture->other);
  g_assert_cmpuint (here->len, ==, 0);
  g_assert_cmpuint (there->len, ==, 0);
}

/* It stands in the history, and is taken back like any other change. */
static void
test_conflict_undo (Fixture *fixture, gconstpointer data)
{
  gboolean lost = GPOINTER_TO_INT (data);
  g_autoptr (GPtrArray) list = NULL, past = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *other = NULL, *now = NULL;
  HrDeskWrite undo = { .verb = HR_DESK_UNDO };
  const HrPastChange *change;

  meet (fixture, FALSE);
  list = get_conflicts (&fixture->office);
  other = g_strdup (((HrConflict *)list->pdata[0])->sides[lost ? HR_SIDE_STANDS : HR_SIDE_LOST].value);
  settle (&fixture->office, lost);
  past = hr_store_get_history (hr_center_get_store (fixture->office.center), HR_KIND_MEETING, MEETING, 0, &error);
  change = past->pdata[0];
  g_assert_cmpstr (change->actor, ==, "Robin");
  g_assert_cmpstr (((HrPastField *)change->fields->pdata[0])->verb, ==, lost ? "set" : "settle");
  g_assert_true (change->can_undo);
  undo.change = change->number;
  {
    g_auto (GStrv) ids = hr_store_write (hr_center_get_store (fixture->office.center), &undo, "Robin", &error);

    g_assert_no_error (error);
  }
  now = get_notes (&fixture->office);
  g_assert_cmpstr (now, ==, other);
}

/* ---- one at a time ---- */

static void
changed_cb (guint *n)
{
  ++*n;
}

static gboolean
is_known (gpointer data)
{
  return hr_sharing_get_state (data) != NULL;
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  const HrSharingWork start = { .verb = HR_SHARING_START, .folder = fixture->folder, .name = "Office", .key_folder = fixture->sticks };
  const HrSharingWork sync = { .verb = HR_SHARING_SYNC };
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_signal_connect_swapped (fixture->office.sharing, "changed", G_CALLBACK (changed_cb), &n);
  hr_sharing_watch (fixture->office.sharing, TRUE);
  hr_test_wait_until (is_known, fixture->office.sharing);
  g_assert_cmpuint (n, ==, 1);
  hr_sharing_work_async (fixture->office.sharing, &start, hr_test_take_result, &first);
  g_assert_true (hr_sharing_is_busy (fixture->office.sharing, NULL));
  g_assert_false (try_work (&fixture->office, &sync, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_BUSY);
  hr_test_wait (&first);
  g_clear_error (&error);
  g_assert_true (hr_sharing_work_finish (fixture->office.sharing, first, &error));
  g_assert_false (hr_sharing_is_busy (fixture->office.sharing, NULL));
  hr_sharing_watch (fixture->office.sharing, FALSE);
}

static void
test_code (void)
{
  g_autofree char *code = hr_sharing_code ("abcd-efgh-ijkl", "smb://nas/hand:rail");
  g_autofree char *invitation = NULL, *folder = NULL;

  g_assert_cmpstr (code, ==, "handrail-share:abcdefghijkl:smb://nas/hand:rail");
  g_assert_true (hr_sharing_read_code (code, &invitation, &folder));
  g_assert_cmpstr (invitation, ==, "abcdefghijkl");
  g_assert_cmpstr (folder, ==, "smb://nas/hand:rail");
  g_assert_false (hr_sharing_read_code ("abcd-efgh", &invitation, &folder));
  g_assert_false (hr_sharing_read_code ("handrail-share:", &invitation, &folder));
  g_assert_false (hr_sharing_read_code ("handrail-share:abcd", &invitation, &folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/service/sharing/start", Fixture, NULL, set_up, test_start, tear_down);
  g_test_add ("/service/sharing/join", Fixture, NULL, set_up, test_join, tear_down);
  g_test_add ("/service/sharing/withdraw", Fixture, NULL, set_up, test_withdraw, tear_down);
  g_test_add ("/service/sharing/away", Fixture, NULL, set_up, test_away, tear_down);
  g_test_add ("/service/sharing/let-happen", Fixture, NULL, set_up, test_let_happen, tear_down);
  g_test_add ("/service/sharing/keep", Fixture, NULL, set_up, test_keep, tear_down);
  g_test_add ("/service/sharing/restored", Fixture, NULL, set_up, test_restored, tear_down);
  g_test_add ("/service/sharing/lost-files", Fixture, NULL, set_up, test_lost_files, tear_down);
  g_test_add ("/service/sharing/revoked", Fixture, NULL, set_up, test_revoked, tear_down);
  g_test_add ("/service/sharing/conflict-take", Fixture, GINT_TO_POINTER (TRUE), set_up, test_conflict, tear_down);
  g_test_add ("/service/sharing/conflict-stay", Fixture, GINT_TO_POINTER (FALSE), set_up, test_conflict, tear_down);
  g_test_add ("/service/sharing/conflict-take-undo", Fixture, GINT_TO_POINTER (TRUE), set_up, test_conflict_undo, tear_down);
  g_test_add ("/service/sharing/conflict-stay-undo", Fixture, GINT_TO_POINTER (FALSE), set_up, test_conflict_undo, tear_down);
  g_test_add ("/service/sharing/conflict-late", Fixture, NULL, set_up, test_conflict_late, tear_down);
  g_test_add ("/service/sharing/no-conflict", Fixture, NULL, set_up, test_no_conflict, tear_down);
  g_test_add ("/service/sharing/busy", Fixture, NULL, set_up, test_busy, tear_down);
  g_test_add_func ("/service/sharing/code", test_code);
  return g_test_run ();
}
