/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What managers do with the keys at the desk: each step, and each way in which it may not go. */
#include "handrail/service/hr-slip-care.h"

#include "handrail/core/hr-error.h"
#include "hr-test.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  char *stick;
  HrCenter *center;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = hr_test_make_folder ();
  self->stick = hr_test_make_folder ();
  self->center = hr_test_open_center (self->folder, FALSE, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->center);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  hr_test_remove_folder (self->stick);
  hr_test_remove_folder (self->folder);
}

static HrSlipCareResult *
take (HrCenter *center, HrSlipCareStep step, const char *what, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hr_slip_care_async (center, step, what, hr_test_take_result, &result);
  hr_test_wait (&result);
  return hr_slip_care_finish (center, result, error);
}

static void
assert_refused (Fixture *self, HrSlipCareStep step, const char *what, HrError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrSlipCareResult) result = take (self->center, step, what, &error);

  g_assert_null (result);
  g_assert_error (error, HR_ERROR, (int)code);
}

static const HrSlipKey *
key_at (HrSlipCareResult *result, guint i)
{
  return g_ptr_array_index (result->keys, i);
}

static void
test_steps (Fixture *self, gconstpointer data)
{
  g_autoptr (HrSlipCareResult) none = take (self->center, HR_SLIP_CARE_LIST, NULL, NULL);
  g_autoptr (HrSlipCareResult) made = take (self->center, HR_SLIP_CARE_ROTATE, NULL, NULL);
  g_autoptr (HrSlipCareResult) revoked = NULL;
  g_autofree char *number = NULL;

  g_assert_cmpuint (none->keys->len, ==, 0);
  g_assert_cmpuint (made->keys->len, ==, 1);
  g_assert_true (key_at (made, 0)->current);
  g_assert_cmpstr (key_at (made, 0)->site, ==, "Harbor Street Recovery Center");
  g_assert_cmpint (key_at (made, 0)->from, ==, hr_date_from_ymd (2026, 11, 23));
  number = hr_slip_tag_to_string (key_at (made, 0)->tag);
  revoked = take (self->center, HR_SLIP_CARE_REVOKE, number, NULL);
  g_assert_true (key_at (revoked, 0)->revoked);
  assert_refused (self, HR_SLIP_CARE_REVOKE, "00000000", HR_ERROR_NOT_FOUND);
}

static void
test_elsewhere (Fixture *self, gconstpointer data)
{
  char *office_folder = hr_test_make_folder ();
  g_autoptr (HrCenter) office = hr_test_open_center (office_folder, TRUE, NULL);
  g_autoptr (HrSlipCareResult) made = take (self->center, HR_SLIP_CARE_ROTATE, NULL, NULL);
  g_autoptr (HrSlipCareResult) saved = take (self->center, HR_SLIP_CARE_EXPORT, self->stick, NULL);
  g_autoptr (HrSlipCareResult) read = take (office, HR_SLIP_CARE_IMPORT, self->stick, NULL);
  g_autoptr (HrSlipCareResult) again = take (office, HR_SLIP_CARE_IMPORT, self->stick, NULL);
  g_autofree char *number = hr_slip_tag_to_string (key_at (made, 0)->tag);
  g_autofree char *name = g_strdup_printf ("slip-keys-%s.conf", number);
  g_autofree char *path = g_build_filename (self->stick, name, NULL);

  g_assert_cmpstr (saved->path, ==, path);
  g_assert_cmpint (read->n, ==, 1);
  g_assert_cmpuint (read->keys->len, ==, 1);
  g_assert_false (key_at (read, 0)->own);
  g_assert_cmpint (again->n, ==, 0);
  g_clear_object (&office);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  hr_test_remove_folder (office_folder);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autofree char *bad = NULL;
  g_autofree char *missing = g_build_filename (self->stick, "missing", NULL);

  assert_refused (self, HR_SLIP_CARE_EXPORT, self->stick, HR_ERROR_NOT_FOUND);
  assert_refused (self, HR_SLIP_CARE_IMPORT, self->stick, HR_ERROR_NOT_FOUND);
  assert_refused (self, HR_SLIP_CARE_IMPORT, missing, HR_ERROR_NOT_FOUND);
  bad = hr_test_write_file (self->stick, "slip-keys-ours.conf", "hello");
  assert_refused (self, HR_SLIP_CARE_IMPORT, self->stick, HR_ERROR_INPUT);
  g_assert_true (g_file_set_contents (bad, "a\0b", 3, NULL));
  assert_refused (self, HR_SLIP_CARE_IMPORT, self->stick, HR_ERROR_INPUT);
  hr_clock_set_s (hr_center_get_clock (self->center), 3600);
  assert_refused (self, HR_SLIP_CARE_ROTATE, NULL, HR_ERROR_CLOCK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/slip-care/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("steps", test_steps);
  ADD ("elsewhere", test_elsewhere);
  ADD ("refused", test_refused);
  return g_test_run ();
}
