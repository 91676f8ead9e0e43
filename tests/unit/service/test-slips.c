/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a slip is offered and when it is not, what stands on it, and that taking one leaves nothing behind. */
#include "handrail/service/hr-slips.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-slip-check.h"
#include "handrail/service/hr-slip-keys.h"
#include "hr-slip-clock-private.h"
#include "hr-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* The sample clock says Monday 2026-11-23, 18:50 in New York. m-ended was on from 17:45 to 18:45: slips from 18:30 to 19:45; m-next is
 * from 19:00 to 20:30: slips from 20:15; m-short from 18:45 to 18:55, of which no slip is before its start */
#define MINUTE 60
#define HOUR (60 * MINUTE)

typedef struct
{
  char *folder;
  HrCenter *center;
  HrClock *clock;
  HrSlips *slips;
} Fixture;

static void
edit (HrCenter *center, HrEditVerb action, HrKind kind, const char *id, const char *const *fields, const char *const *values)
{
  g_autoptr (GError) error = NULL;
  HrEdit one = { action, kind, id, fields, values };
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (center), &one, 1, "test", &error);

  g_assert_no_error (error);
  g_assert_nonnull (ids);
}

static void
add_group (HrCenter *center, const char *id, const char *slips)
{
  edit (center, HR_EDIT_ADD, HR_KIND_GROUP, id, (const char *const[]){ "name", "fellowship", "slips", NULL },
        (const char *const[]){ id, "aa", slips, NULL });
}

static void
add_meeting (HrCenter *center, const char *id, const char *group, const char *start, const char *length, const char *sign_in)
{
  edit (center, HR_EDIT_ADD, HR_KIND_MEETING, id,
        (const char *const[]){ "name", "group", "fellowship", "rule", "start", "length", "attendance", "venue", "sign_in", NULL },
        (const char *const[]){ id, group, "aa", "FREQ=WEEKLY", start, length, "in_person", "v-here", sign_in, NULL });
}

static void
fill (HrCenter *center)
{
  edit (center, HR_EDIT_SET, HR_KIND_SITE, "site", (const char *const[]){ "name", "timezone", NULL },
        (const char *const[]){ "Harbor Street", "America/New_York", NULL });
  edit (center, HR_EDIT_ADD, HR_KIND_VENUE, "v-here", (const char *const[]){ "name", NULL }, (const char *const[]){ "Room 2", NULL });
  add_group (center, "g-yes", "yes");
  add_group (center, "g-no", "no");
  add_group (center, "g-ask", "ask");
  add_group (center, "g-silent", NULL);
  add_meeting (center, "m-ended", "g-yes", "2026-01-05T17:45", "60", "yes");
  add_meeting (center, "m-next", "g-yes", "2026-01-05T19:00", "90", "yes");
  add_meeting (center, "m-short", "g-yes", "2026-01-05T18:45", "10", "yes");
  add_meeting (center, "m-not-here", "g-yes", "2026-01-05T17:45", "60", "no");
  add_meeting (center, "m-no", "g-no", "2026-01-05T17:45", "60", "yes");
  add_meeting (center, "m-ask", "g-ask", "2026-01-05T17:45", "60", "yes");
  add_meeting (center, "m-silent", "g-silent", "2026-01-05T17:45", "60", "yes");
  add_meeting (center, "m-alone", NULL, "2026-01-05T17:45", "60", "yes");
  add_meeting (center, "m-off", "g-yes", "2026-01-05T17:45", "60", "yes");
  edit (center, HR_EDIT_ADD, HR_KIND_EXCEPTION, "x-off", (const char *const[]){ "meeting", "from", "state", NULL },
        (const char *const[]){ "m-off", "2026-11-23", "cancelled", NULL });
}

static gboolean
is_ready (gpointer user_data)
{
  Fixture *self = user_data;
  g_autoptr (HrSlipIssued) issued = hr_slips_issue (self->slips, "m-ended", NULL);

  return issued != NULL;
}

static gboolean
is_in_zone (gpointer user_data)
{
  return g_str_equal (hr_zone_get_id (hr_center_get_zone (((Fixture *)user_data)->center)), "America/New_York");
}

static gboolean
is_quiet (gpointer user_data)
{
  return !g_main_context_pending (NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = hr_test_make_folder ();
  self->center = hr_test_open_center (self->folder, TRUE, NULL);
  self->clock = hr_center_get_clock (self->center);
  fill (self->center);
  hr_test_wait_until (is_in_zone, self);
  self->slips = hr_slips_new (self->center);
}

static void
offer (Fixture *self)
{
  hr_slips_set_offered (self->slips, TRUE);
  hr_test_wait_until (is_ready, self);
}

static void
settle (void)
{
  for (int i = 0; i < 20; i++)
    {
      g_usleep (5000);
      hr_test_wait_until (is_quiet, NULL);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->slips);
  settle ();
  g_clear_object (&self->center);
  settle ();
  hr_test_remove_folder (self->folder);
}

static char *
names (Fixture *self)
{
  g_autoptr (GPtrArray) list = hr_slips_list (self->slips);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ((HrMeetingDate *)g_ptr_array_index (list, i))->meeting->id);
  return g_string_free (text, FALSE);
}

static void
assert_offered (Fixture *self, const char *expected)
{
  g_autofree char *list = names (self);

  g_assert_cmpstr (list, ==, expected);
}

static void
assert_refused (Fixture *self, const char *meeting, HrError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hr_slips_issue (self->slips, meeting, &error));
  g_assert_error (error, HR_ERROR, (int)code);
  g_assert_cmpint (strlen (error->message), >, 20);
}

/* ---- when ---- */

static void
test_off (Fixture *self, gconstpointer data)
{
  g_autofree char *keys = g_build_filename (self->folder, HR_SLIP_KEYS_FILE, NULL);
  g_autofree char *mark = g_build_filename (self->folder, HR_SLIP_CLOCK_FILE, NULL);

  settle ();
  hr_slips_look (self->slips);
  settle ();
  assert_offered (self, "");
  assert_refused (self, "m-ended", HR_ERROR_REFUSED);
  g_assert_false (g_file_test (keys, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));
  offer (self);
  g_assert_true (g_file_test (keys, G_FILE_TEST_EXISTS));
  hr_slips_set_offered (self->slips, FALSE);
  assert_offered (self, "");
  assert_refused (self, "m-ended", HR_ERROR_REFUSED);
  offer (self);
}

/* Only groups that said yes, only here, only what was held. */
static void
test_allowed (Fixture *self, gconstpointer data)
{
  static const char *const never[] = { "m-not-here", "m-no", "m-ask", "m-silent", "m-alone", "m-off", "m-unknown" };

  offer (self);
  assert_offered (self, "m-ended m-short");
  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    {
      g_assert_null (hr_slips_find (self->slips, never[i]));
      g_assert_null (hr_slips_find_later (self->slips, never[i]));
      assert_refused (self, never[i], HR_ERROR_REFUSED);
    }
}

static void
test_window (Fixture *self, gconstpointer data)
{
  static const struct
  {
    int minutes; /* after 18:50 */
    const char *offered;
  } cases[] = { { -21, "" },        { -20, "m-ended" }, { -6, "m-ended" }, { -5, "m-ended m-short" }, { 55, "m-ended m-short" },
                { 56, "m-short" },  { 65, "m-short" },  { 66, "" },        { 84, "" },                { 85, "m-next" },
                { 160, "m-next" }, { 161, "" } };
  gint64 now_s = hr_clock_now_s (self->clock);

  offer (self);
  g_assert_nonnull (hr_slips_find_later (self->slips, "m-next"));
  g_assert_null (hr_slips_find_later (self->slips, "m-ended"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      hr_clock_set_s (self->clock, now_s + cases[i].minutes * MINUTE);
      assert_offered (self, cases[i].offered);
      g_assert_cmpint (hr_slips_find (self->slips, "m-next") != NULL, ==, strstr (cases[i].offered, "m-next") != NULL);
    }
  hr_clock_set_s (self->clock, now_s + 84 * MINUTE);
  g_assert_nonnull (hr_slips_find_later (self->slips, "m-next"));
  assert_refused (self, "m-next", HR_ERROR_REFUSED);
  hr_clock_set_s (self->clock, now_s + 85 * MINUTE);
  g_assert_null (hr_slips_find_later (self->slips, "m-next"));
}

static gboolean
is_none (gpointer user_data)
{
  g_autofree char *list = names (user_data);

  return *list == '\0';
}

/* A group that changes its mind is heard while the program runs. */
static void
test_mind_changed (Fixture *self, gconstpointer data)
{
  offer (self);
  edit (self->center, HR_EDIT_SET, HR_KIND_GROUP, "g-yes", (const char *const[]){ "slips", NULL }, (const char *const[]){ "no", NULL });
  hr_test_wait_until (is_none, self);
  assert_refused (self, "m-ended", HR_ERROR_REFUSED);
}

/* ---- what ---- */

static void
test_issued (Fixture *self, gconstpointer data)
{
  g_autoptr (HrSlipIssued) issued = NULL;
  g_autoptr (HrSlipIssued) other = NULL;
  g_autoptr (HrSlipCheck) check = NULL;
  g_autoptr (GError) error = NULL;

  offer (self);
  issued = hr_slips_issue (self->slips, "m-ended", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (issued->site, ==, "Harbor Street");
  g_assert_cmpstr (issued->meeting, ==, "m-ended");
  g_assert_cmpstr (issued->place, ==, "Room 2");
  g_assert_cmpint (issued->date, ==, hr_date_from_ymd (2026, 11, 23));
  g_assert_cmpuint (issued->start_minute, ==, 17 * 60 + 45);
  g_assert_cmpuint (issued->length_min, ==, 60);
  check = hr_slip_check_text (self->center, NULL, issued->text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (check->verdict, ==, HR_SLIP_GENUINE);
  g_assert_true (check->listed);
  g_assert_cmpstr (check->meeting, ==, "m-ended");
  g_assert_cmpstr (check->site, ==, "Harbor Street");
  /* no two are the same, and nothing but chance tells them apart */
  other = hr_slips_issue (self->slips, "m-ended", &error);
  g_assert_cmpstr (other->text, !=, issued->text);
  g_assert_cmpstr (other->meeting, ==, issued->meeting);
}

/* Taking a slip opens no file: it works, the same, with the folder of the keys gone, and what is on the disk stays as it was. */
static void
test_no_file (Fixture *self, gconstpointer data)
{
  g_autofree char *keys = g_build_filename (self->folder, HR_SLIP_KEYS_FILE, NULL);
  g_autofree char *secret = g_build_filename (self->folder, "slip-key-1", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  offer (self);
  settle ();
  before = hr_test_digest_folder (self->folder);
  for (int i = 0; i < 20; i++)
    g_assert_true (is_ready (self));
  settle ();
  after = hr_test_digest_folder (self->folder);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (g_unlink (keys), ==, 0);
  g_assert_cmpint (g_unlink (secret), ==, 0);
  g_assert_true (is_ready (self));
}

/* ---- the clock ---- */

static void
test_clock_back (Fixture *self, gconstpointer data)
{
  gint64 now_s = hr_clock_now_s (self->clock);

  offer (self);
  hr_clock_set_s (self->clock, now_s - HR_SLIPS_CLOCK_S);
  g_assert_false (hr_slips_is_clock_doubtful (self->slips));
  hr_clock_set_s (self->clock, now_s - HR_SLIPS_CLOCK_S - 1);
  g_assert_true (hr_slips_is_clock_doubtful (self->slips));
  assert_offered (self, "m-ended m-short");
  assert_refused (self, "m-ended", HR_ERROR_CLOCK);
  /* until it says what it said, or somebody looked at it */
  hr_clock_set_s (self->clock, now_s);
  g_assert_true (is_ready (self));
  hr_clock_set_s (self->clock, now_s - 10 * MINUTE);
  assert_refused (self, "m-ended", HR_ERROR_CLOCK);
  g_assert_true (hr_slips_trust_clock (self->slips));
  g_assert_true (is_ready (self));
}

static void
restart (Fixture *self)
{
  g_clear_object (&self->slips);
  settle ();
  self->slips = hr_slips_new (self->center);
}

/* A clock that lost its time while the device was off is noticed, too; so is that somebody said it is right. */
static void
test_clock_restart (Fixture *self, gconstpointer data)
{
  gint64 now_s = hr_clock_now_s (self->clock);

  offer (self);
  settle ();
  g_assert_cmpint (hr_slip_clock_read (self->folder), ==, now_s);
  restart (self);
  hr_clock_set_s (self->clock, now_s - 10 * MINUTE);
  hr_slips_set_offered (self->slips, TRUE);
  settle ();
  g_assert_true (hr_slips_is_clock_doubtful (self->slips));
  assert_refused (self, "m-ended", HR_ERROR_CLOCK);
  g_assert_cmpint (hr_slip_clock_read (self->folder), ==, now_s);
  g_assert_true (hr_slips_trust_clock (self->slips));
  settle ();
  g_assert_cmpint (hr_slip_clock_read (self->folder), ==, now_s - 10 * MINUTE);
  restart (self);
  offer (self);
}

static void
test_clock_never_set (Fixture *self, gconstpointer data)
{
  g_autofree char *keys = g_build_filename (self->folder, HR_SLIP_KEYS_FILE, NULL);
  gint64 now_s = hr_clock_now_s (self->clock);

  hr_clock_set_s (self->clock, 5 * HOUR);
  hr_slips_set_offered (self->slips, TRUE);
  settle ();
  g_assert_true (hr_slips_is_clock_doubtful (self->slips));
  assert_refused (self, "m-ended", HR_ERROR_CLOCK);
  g_assert_false (hr_slips_trust_clock (self->slips));
  g_assert_false (g_file_test (keys, G_FILE_TEST_EXISTS));
  /* set at last: the list is read with the next beat; here it is read again because listings change */
  hr_clock_set_s (self->clock, now_s);
  hr_slips_look (self->slips);
  edit (self->center, HR_EDIT_SET, HR_KIND_GROUP, "g-no", (const char *const[]){ "name", NULL }, (const char *const[]){ "No", NULL });
  hr_test_wait_until (is_ready, self);
}

/* ---- keys ---- */

static gboolean
is_of_current_key (gpointer user_data)
{
  Fixture *self = user_data;
  g_autoptr (HrSlipIssued) issued = hr_slips_issue (self->slips, "m-ended", NULL);
  g_autoptr (GPtrArray) keys = hr_slip_keys_list (self->folder, NULL);
  HrSlip slip;

  if (issued == NULL || !hr_slip_read (issued->text, &slip, NULL))
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    {
      const HrSlipKey *key = g_ptr_array_index (keys, i);

      if (key->current)
        return hr_slip_verify (&slip, key->public_key);
    }
  return FALSE;
}

static void
test_other_key (Fixture *self, gconstpointer data)
{
  offer (self);
  g_assert_true (is_of_current_key (self));
  g_assert_true (hr_slip_keys_rotate (self->folder, NULL, hr_date_from_ymd (2026, 11, 23), NULL));
  g_assert_false (is_of_current_key (self));
  hr_slips_look (self->slips);
  hr_test_wait_until (is_of_current_key, self);
}

static gboolean
is_in_trouble (gpointer user_data)
{
  return hr_slips_get_trouble (((Fixture *)user_data)->slips) != NULL;
}

static gboolean
is_well (gpointer user_data)
{
  return !is_in_trouble (user_data);
}

/* A key that others can read signs nothing: visitors are told where to ask, and staff why. */
static void
test_key_open (Fixture *self, gconstpointer data)
{
  g_autofree char *secret = g_build_filename (self->folder, "slip-key-1", NULL);

  offer (self);
  g_assert_null (hr_slips_get_trouble (self->slips));
  restart (self);
  g_assert_cmpint (g_chmod (secret, 0644), ==, 0);
  hr_slips_set_offered (self->slips, TRUE);
  hr_test_wait_until (is_in_trouble, self);
  settle ();
  assert_refused (self, "m-ended", HR_ERROR_IO);
  g_assert_nonnull (strstr (hr_slips_get_trouble (self->slips), "read by others"));
  g_assert_cmpint (g_chmod (secret, 0600), ==, 0);
  hr_slips_look (self->slips);
  hr_test_wait_until (is_well, self);
  hr_test_wait_until (is_ready, self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/slips/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("off", test_off);
  ADD ("allowed", test_allowed);
  ADD ("window", test_window);
  ADD ("mind-changed", test_mind_changed);
  ADD ("issued", test_issued);
  ADD ("no-file", test_no_file);
  ADD ("clock-back", test_clock_back);
  ADD ("clock-restart", test_clock_restart);
  ADD ("clock-never-set", test_clock_never_set);
  ADD ("other-key", test_other_key);
  ADD ("key-open", test_key_open);
  return g_test_run ();
}
