/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-directory.h"
#include "hr-test.h"

static void
test_codes (void)
{
  g_autoptr (GError) ours = g_error_new_literal (HR_ERROR, HR_ERROR_CANCELLED, "Stopped.");
  g_autoptr (GError) theirs = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped.");
  g_autoptr (GError) busy = g_error_new_literal (HR_ERROR, HR_ERROR_BUSY, "Busy.");
  /* the number of one domain in the other is something else */
  g_autoptr (GError) mixed = g_error_new_literal (G_IO_ERROR, HR_ERROR_CANCELLED, "Full.");

  g_assert_true (hr_was_cancelled (ours));
  g_assert_true (hr_was_cancelled (theirs));
  g_assert_false (hr_was_cancelled (busy));
  g_assert_false (hr_was_cancelled (mixed));
  g_assert_false (hr_was_cancelled (NULL));
}

/* Whether it was cancelled before the store had begun, or meanwhile */
static void
test_question (gconstpointer before)
{
  g_autofree char *folder = hr_test_make_folder ();
  g_autoptr (HrCenter) center = hr_test_open_center (folder, FALSE, NULL);
  g_autoptr (HrDirectory) directory = hr_directory_new (center);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (before != NULL)
    g_cancellable_cancel (cancellable);
  hr_directory_find_async (directory, query, cancellable, hr_test_take_result, &result);
  g_cancellable_cancel (cancellable);
  hr_test_wait (&result);
  g_assert_null (hr_directory_find_finish (directory, result, &error));
  g_assert_true (hr_was_cancelled (error));
  g_clear_object (&directory);
  hr_center_close (center);
  hr_test_remove_folder (g_steal_pointer (&folder));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cancelled/codes", test_codes);
  g_test_add_data_func ("/cancelled/before", GINT_TO_POINTER (TRUE), test_question);
  g_test_add_data_func ("/cancelled/meanwhile", NULL, test_question);
  return g_test_run ();
}
