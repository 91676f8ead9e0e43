/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a slip is genuine: every verdict, and the meeting that is named with it. */
#include "handrail/service/hr-slip-check.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-slip-keys.h"
#include "hr-test.h"

#include <string.h>

#define TODAY hr_date_from_ymd (2026, 11, 23)
#define MEETING "m-slip"

typedef struct
{
  char *folder;
  HrCenter *center;
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES];
} Fixture;

static void
add_thing (HrCenter *center, HrKind kind, const char *id, const char *const *fields, const char *const *values)
{
  g_autoptr (GError) error = NULL;
  HrEdit edit = { HR_EDIT_ADD, kind, id, fields, values };
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (center), &edit, 1, "test", &error);

  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const char *const fields[] = { "name", "fellowship", "rule", "start", "length", "attendance", NULL };
  const char *const values[] = { "Quiet Harbor", "aa", "FREQ=WEEKLY", "2026-01-05T12:00", "60", "in_person", NULL };
  const char *const site_fields[] = { "timezone", NULL };
  const char *const site_values[] = { "America/New_York", NULL };
  HrEdit edit = { HR_EDIT_SET, HR_KIND_SITE, "site", site_fields, site_values };
  g_auto (GStrv) ids = NULL;

  self->folder = hr_test_make_folder ();
  self->center = hr_test_open_center (self->folder, TRUE, NULL);
  ids = hr_store_edit (hr_center_get_store (self->center), &edit, 1, "test", NULL);
  g_assert_nonnull (ids);
  while (g_main_context_iteration (NULL, FALSE) || g_strcmp0 (hr_zone_get_id (hr_center_get_zone (self->center)), "America/New_York") != 0)
    ;
  add_thing (self->center, HR_KIND_MEETING, MEETING, fields, values);
  g_assert_true (hr_slip_keys_get_current (self->folder, "Harbor Street", TODAY, self->public_key, self->secret_key, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->center);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  hr_test_remove_folder (self->folder);
}

static char *
issue (Fixture *self, const char *meeting, HrDate date, guint start)
{
  char *text = hr_slip_issue (meeting, date, start, 60, self->public_key, self->secret_key, NULL);

  g_assert_nonnull (text);
  return text;
}

static HrSlipCheck *
check (Fixture *self, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrSlipCheck *answer;

  hr_slip_check_text_async (self->center, text, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  answer = hr_slip_check_text_finish (self->center, result, &error);
  g_assert_no_error (error);
  return answer;
}

static char *
number_of (const guint8 *public_key)
{
  guint8 tag[HR_SLIP_TAG_BYTES];

  hr_slip_key_tag (public_key, tag);
  return hr_slip_tag_to_string (tag);
}

static void
test_genuine (Fixture *self, gconstpointer data)
{
  g_autofree char *text = issue (self, MEETING, TODAY, 12 * 60);
  g_autoptr (HrSlipCheck) answer = check (self, text);
  g_autofree char *number = number_of (self->public_key);

  g_assert_cmpint (answer->verdict, ==, HR_SLIP_GENUINE);
  g_assert_true (answer->is_signed && answer->listed && answer->own);
  g_assert_cmpstr (answer->site, ==, "Harbor Street");
  g_assert_cmpstr (answer->key, ==, number);
  g_assert_cmpstr (answer->meeting, ==, MEETING);
  g_assert_cmpstr (answer->meeting_name, ==, "Quiet Harbor");
  g_assert_cmpint (answer->slip.date, ==, TODAY);
  g_assert_cmpuint (answer->slip.start_minute, ==, 720);
}

/* A listing that was changed since makes no slip less genuine; the check says what it finds. */
static void
test_listing (Fixture *self, gconstpointer data)
{
  g_autofree char *moved = issue (self, MEETING, TODAY, 13 * 60);
  g_autofree char *gone = issue (self, "m-gone", TODAY, 12 * 60);
  g_autofree char *other_day = issue (self, MEETING, TODAY - 1, 12 * 60);
  g_autoptr (HrSlipCheck) moved_answer = check (self, moved);
  g_autoptr (HrSlipCheck) gone_answer = check (self, gone);
  g_autoptr (HrSlipCheck) other_answer = check (self, other_day);

  g_assert_cmpint (moved_answer->verdict, ==, HR_SLIP_GENUINE);
  g_assert_cmpstr (moved_answer->meeting, ==, MEETING);
  g_assert_false (moved_answer->listed);
  g_assert_cmpint (gone_answer->verdict, ==, HR_SLIP_GENUINE);
  g_assert_null (gone_answer->meeting);
  g_assert_cmpint (other_answer->verdict, ==, HR_SLIP_GENUINE);
  g_assert_null (other_answer->meeting);
}

static void
test_changed (Fixture *self, gconstpointer data)
{
  g_autofree char *text = issue (self, MEETING, TODAY, 12 * 60);
  guint n_changed = 0;

  /* somewhere in the facts, somewhere in the signature */
  for (guint i = 7; i < strlen (text); i += 13)
    {
      g_autofree char *other = g_strdup (text);
      g_autoptr (HrSlipCheck) answer = NULL;

      other[i] = other[i] == '1' ? '2' : '1';
      answer = hr_slip_check_text (self->center, NULL, other, NULL);
      if (answer == NULL)
        continue; /* not even the shape of a slip */
      g_assert_cmpint (answer->verdict, !=, HR_SLIP_GENUINE);
      g_assert_false (answer->is_signed);
      g_assert_null (answer->meeting);
      n_changed += answer->verdict == HR_SLIP_CHANGED ? 1 : 0;
    }
  g_assert_cmpuint (n_changed, >, 3);
}

static void
test_keys (Fixture *self, gconstpointer data)
{
  g_autofree char *today = issue (self, MEETING, TODAY, 12 * 60);
  g_autofree char *later = issue (self, MEETING, TODAY + 1, 12 * 60);
  g_autofree char *far = issue (self, MEETING, TODAY + 2, 12 * 60);
  g_autofree char *number = number_of (self->public_key);
  g_autoptr (HrSlipCheck) later_answer = check (self, later);
  g_autoptr (HrSlipCheck) far_answer = check (self, far);
  g_autoptr (HrSlipCheck) ended = NULL;
  g_autoptr (HrSlipCheck) ended_today = NULL;
  g_autoptr (HrSlipCheck) revoked = NULL;

  g_assert_cmpint (later_answer->verdict, ==, HR_SLIP_GENUINE); /* elsewhere it is tomorrow already */
  g_assert_cmpint (far_answer->verdict, ==, HR_SLIP_NOT_YET);
  g_assert_true (hr_slip_keys_rotate (self->folder, NULL, TODAY, NULL));
  ended = check (self, later);
  ended_today = check (self, today);
  g_assert_cmpint (ended->verdict, ==, HR_SLIP_KEY_ENDED);
  g_assert_cmpint (ended_today->verdict, ==, HR_SLIP_GENUINE);
  g_assert_true (hr_slip_keys_revoke (self->folder, number, TODAY, NULL));
  revoked = check (self, today);
  g_assert_cmpint (revoked->verdict, ==, HR_SLIP_KEY_REVOKED);
  g_assert_null (revoked->meeting);
}

/* Another kiosk's: nothing can be said, until its public keys are here. */
static void
test_other_place (Fixture *self, gconstpointer data)
{
  char *folder = hr_test_make_folder ();
  g_autoptr (HrCenter) office = hr_test_new_center (folder, NULL);
  g_autofree char *text = issue (self, MEETING, TODAY, 12 * 60);
  g_autofree char *keys = hr_slip_keys_export (self->folder, NULL);
  g_autoptr (HrSlipCheck) before = hr_slip_check_text (office, NULL, text, NULL);
  g_autoptr (HrSlipCheck) given = hr_slip_check_text (office, keys, text, NULL);
  g_autoptr (HrSlipCheck) after = NULL;

  g_assert_cmpint (before->verdict, ==, HR_SLIP_UNKNOWN_KEY);
  g_assert_null (before->site);
  g_assert_false (before->is_signed);
  g_assert_cmpint (given->verdict, ==, HR_SLIP_GENUINE);
  g_assert_cmpint (hr_slip_keys_import (folder, keys, NULL), ==, 1);
  after = hr_slip_check_text (office, NULL, text, NULL);
  g_assert_cmpint (after->verdict, ==, HR_SLIP_GENUINE);
  g_assert_false (after->own || given->own);
  g_assert_cmpstr (after->site, ==, "Harbor Street");
  g_clear_object (&office);
  hr_test_remove_folder (folder);
}

static void
test_no_slip (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hr_slip_check_text_async (self->center, "https://example.org/", NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_assert_null (hr_slip_check_text_finish (self->center, result, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
}

/* Checking writes nothing. */
static void
test_keeps_nothing (Fixture *self, gconstpointer data)
{
  g_autofree char *text = issue (self, MEETING, TODAY, 12 * 60);
  g_autofree char *other = issue (self, MEETING, TODAY, 12 * 60);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (HrSlipCheck) warm = check (self, other);
  g_autoptr (HrSlipCheck) answer = NULL;

  g_assert_true (warm->listed);
  first = hr_test_digest_folder (self->folder);
  answer = check (self, text);

  g_assert_cmpint (answer->verdict, ==, HR_SLIP_GENUINE);
  second = hr_test_digest_folder (self->folder);
  g_assert_cmpstr (first, ==, second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/slip-check/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("genuine", test_genuine);
  ADD ("listing", test_listing);
  ADD ("changed", test_changed);
  ADD ("keys", test_keys);
  ADD ("other-place", test_other_place);
  ADD ("no-slip", test_no_slip);
  ADD ("keeps-nothing", test_keeps_nothing);
  return g_test_run ();
}
