/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/service/hr-directory.h"
#include "hr-test.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = hr_test_make_folder ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hr_test_remove_folder (fixture->folder);
}

static HrResults *
find (HrDirectory *directory, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrQuery) query = hr_query_new ();
  query->text = g_strdup (text);
  hr_directory_find_async (directory, query, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  HrResults *results = hr_directory_find_finish (directory, result, &error);
  g_assert_no_error (error);
  return results;
}

static gboolean
has_facets (gpointer user_data)
{
  return hr_directory_get_facets (user_data) != NULL;
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  g_autoptr (HrDirectory) directory = hr_directory_new (center);
  g_assert_true (hr_directory_is_ready (directory));
  g_autoptr (HrResults) results = find (directory, "HERMANAS recuperacion");
  g_assert_cmpuint (results->total, ==, 1);

  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  hr_directory_get_meeting_async (directory, "m-noon-anchor", NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_autoptr (HrMeeting) meeting = hr_directory_get_meeting_finish (directory, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (meeting->name, ==, "Noon Anchor");
  g_clear_object (&result);

  hr_directory_get_meeting_async (directory, "m-none", NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_assert_null (hr_directory_get_meeting_finish (directory, result, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_clear_object (&result);

  hr_directory_get_dates_async (directory, "m-noon-anchor", 7, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_autoptr (GPtrArray) dates = hr_directory_get_dates_finish (directory, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dates->len, ==, 7);
  const HrMeetingDate *tomorrow = g_ptr_array_index (dates, 0);
  g_assert_cmpint (tomorrow->occurrence.state, ==, HR_OCCURRENCE_MOVED);
  g_assert_nonnull (tomorrow->place);
  g_clear_object (&result);

  hr_directory_get_resources_async (directory, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_autoptr (GPtrArray) resources = hr_directory_get_resources_finish (directory, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (resources->len, ==, 22);
}

/* Of the days that it names, the first and the last one too; a withdrawn one never. */
static void
test_announcements (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *id, *from, *until;
  } given[] = {
    { "a-long", "2026-11-01", "2026-12-01" },  { "a-last", "2026-11-01", "2026-11-23" },
    { "a-first", "2026-11-23", "2026-11-24" }, { "a-over", "2026-11-01", "2026-11-22" },
    { "a-soon", "2026-11-24", "2026-12-24" },  { "a-gone", "2026-11-23", "2026-11-23" },
  };
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, TRUE, NULL);
  g_autoptr (HrDirectory) directory = hr_directory_new (center);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrEdit withdrawal = { HR_EDIT_RETIRE, HR_KIND_ANNOUNCEMENT, "a-gone", NULL, NULL };
  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    g_ptr_array_add (records, hr_test_record (HR_KIND_ANNOUNCEMENT, given[i].id, "title", "Notice", "from", given[i].from,
                                              "until", given[i].until, NULL));
  g_assert_true (hr_store_add_all (hr_center_get_store (center), records, "test", &error));
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (center), &withdrawal, 1, "test", &error);
  g_assert_no_error (error);
  hr_directory_get_announcements_async (directory, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_autoptr (GPtrArray) on = hr_directory_get_announcements_finish (directory, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (on->len, ==, 3);
  g_assert_cmpstr (hr_record_get_id (on->pdata[0]), ==, "a-last");
  g_assert_cmpstr (hr_record_get_id (on->pdata[1]), ==, "a-first");
  g_assert_cmpstr (hr_record_get_id (on->pdata[2]), ==, "a-long");
}

static void
test_memory (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  g_autoptr (HrDirectory) directory = hr_directory_new (center);
  hr_test_wait_until (has_facets, directory);
  const HrFacets *facets = hr_directory_get_facets (directory);
  g_assert_cmpuint (facets->n_meetings, ==, 82);
  g_assert_true (g_strv_contains ((const char *const *)facets->languages, "es"));
  g_assert_cmpstr (hr_record_get (hr_directory_get_fellowship (directory, "na"), "short_name"), ==, "NA");
  g_assert_null (hr_directory_get_fellowship (directory, "nobody"));
  g_assert_null (hr_directory_get_fellowship (directory, NULL));
  g_assert_nonnull (hr_directory_get_site (directory));
  g_assert_cmpint (hr_directory_today (directory), ==, hr_date_from_ymd (2026, 11, 23));
}

/* Asked before the center is open: answered when it is. */
static void
test_questions_wait (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_new_center (fixture->folder, NULL);
  g_assert_true (hr_center_create (center, FALSE, NULL));
  g_autoptr (HrDirectory) directory = hr_directory_new (center);
  g_autoptr (GAsyncResult) found = NULL, opened = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrQuery) query = hr_query_new ();
  g_assert_false (hr_directory_is_ready (directory));
  hr_directory_find_async (directory, query, NULL, hr_test_take_result, &found);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (found);
  hr_center_open_async (center, NULL, hr_test_take_result, &opened);
  hr_test_wait (&found);
  g_autoptr (HrResults) results = hr_directory_find_finish (directory, found, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->total, ==, 82);
  hr_test_wait_until (has_facets, directory);
  g_assert_nonnull (opened);
}

static void
test_questions_end_when_it_does_not_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_new_center (fixture->folder, NULL);
  g_autoptr (HrDirectory) directory = hr_directory_new (center);
  g_autoptr (GAsyncResult) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  hr_directory_get_resources_async (directory, NULL, hr_test_take_result, &before);
  g_assert_false (hr_center_open (center, NULL));
  hr_test_wait (&before);
  g_assert_null (hr_directory_get_resources_finish (directory, before, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  /* later questions do not wait for ever either */
  hr_directory_get_meeting_async (directory, "m-1", NULL, hr_test_take_result, &after);
  hr_test_wait (&after);
  g_assert_null (hr_directory_get_meeting_finish (directory, after, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
}

static void
test_cancelled_while_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_new_center (fixture->folder, NULL);
  g_assert_true (hr_center_create (center, TRUE, NULL));
  g_autoptr (HrDirectory) directory = hr_directory_new (center);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  hr_directory_get_resources_async (directory, cancellable, hr_test_take_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_true (hr_center_open (center, NULL));
  hr_test_wait (&result);
  g_assert_null (hr_directory_get_resources_finish (directory, result, &error));
  g_assert_nonnull (error);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static gboolean
is_shrunk (gpointer user_data)
{
  const HrFacets *facets = hr_directory_get_facets (user_data);
  return facets != NULL && facets->n_meetings == 81;
}

/* When ::changed is emitted, what is kept in memory is new already. */
static void
test_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  g_autoptr (HrDirectory) directory = hr_directory_new (center);
  g_autoptr (GError) error = NULL;
  guint n_changed = 0;
  hr_test_wait_until (has_facets, directory);
  g_signal_connect_swapped (directory, "changed", G_CALLBACK (count_cb), &n_changed);
  HrEdit edit = { .verb = HR_EDIT_RETIRE, .kind = HR_KIND_MEETING, .id = "m-noon-anchor" };
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (center), &edit, 1, "test", &error);
  g_assert_no_error (error);
  hr_test_wait_until (is_shrunk, directory);
  g_assert_cmpuint (n_changed, >=, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/directory/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("answers", test_answers);
  ADD ("announcements", test_announcements);
  ADD ("memory", test_memory);
  ADD ("questions-wait", test_questions_wait);
  ADD ("questions-end-when-it-does-not-open", test_questions_end_when_it_does_not_open);
  ADD ("cancelled-while-waiting", test_cancelled_while_waiting);
  ADD ("changed", test_changed);
  return g_test_run ();
}
