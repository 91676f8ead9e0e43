/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/service/hr-editor.h"
#include "handrail/service/hr-importer.h"
#include "hr-test.h"
#include <string.h>

#define TODAY (hr_date_from_ymd (2026, 11, 23))

typedef struct
{
  char *folder;
  HrCenter *center;
  HrEditor *editor;
  guint n_changed;
  char *trouble;
} Fixture;

static void
changed_cb (HrEditor *editor, gpointer data)
{
  ((Fixture *)data)->n_changed++;
}

static void
trouble_cb (HrEditor *editor, const char *sentence, gpointer data)
{
  Fixture *fixture = data;
  g_free (fixture->trouble);
  fixture->trouble = g_strdup (sentence);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *database = NULL;
  fixture->folder = hr_test_make_folder ();
  database = g_build_filename (fixture->folder, "data", NULL);
  fixture->center = hr_test_open_center (database, data != NULL, NULL);
  fixture->editor = hr_editor_new (fixture->center);
  hr_editor_set_actor (fixture->editor, "Ana");
  g_signal_connect (fixture->editor, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect (fixture->editor, "draft-trouble", G_CALLBACK (trouble_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hr_center_close (fixture->center);
  g_clear_object (&fixture->editor);
  g_clear_object (&fixture->center);
  g_free (fixture->trouble);
  hr_test_remove_folder (fixture->folder);
}

/* Waits for a write. */
static char **
finish (Fixture *fixture, GAsyncResult **result, GError **error)
{
  hr_test_wait (result);
  char **ids = hr_editor_finish (fixture->editor, *result, error);
  g_clear_object (result);
  return ids;
}

static void
must (Fixture *fixture, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = finish (fixture, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (ids);
}

static void
must_not (Fixture *fixture, GAsyncResult **result, HrError code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = finish (fixture, result, &error);
  g_assert_null (ids);
  g_assert_error (error, HR_ERROR, (int)code);
  g_assert_nonnull (strstr (error->message, part));
}

static GPtrArray *
get_history (Fixture *fixture, HrKind kind, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  hr_editor_history_async (fixture->editor, kind, id, 0, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  GPtrArray *changes = hr_editor_history_finish (fixture->editor, result, &error);
  g_assert_no_error (error);
  return changes;
}

static HrThing *
get_thing (Fixture *fixture, HrKind kind, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  hr_editor_get_async (fixture->editor, kind, id, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  HrThing *thing = hr_editor_get_finish (fixture->editor, result, &error);
  g_assert_no_error (error);
  return thing;
}

static const HrMeetingDate *
find_date (GPtrArray *dates, const char *meeting)
{
  for (guint i = 0; i < dates->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (dates, i);
      if (g_str_equal (date->meeting->id, meeting))
        return date;
    }
  g_error ("%s has no date on that day", meeting);
}

static GPtrArray *
get_day (Fixture *fixture, HrDate date)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  hr_editor_get_day_async (fixture->editor, date, TRUE, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  GPtrArray *dates = hr_editor_get_day_finish (fixture->editor, result, &error);
  g_assert_no_error (error);
  return dates;
}

/* Today in two touches, and everything under the name of whoever did it. */
static void
test_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) before = get_day (fixture, TODAY + 2);
  const HrMeetingDate *date = find_date (before, "m-noon-anchor");
  g_assert_cmpint (date->occurrence.state, ==, HR_OCCURRENCE_PLANNED);
  hr_editor_cancel_async (fixture->editor, "m-noon-anchor", date->occurrence.date, "The boiler is out",
                          hr_test_take_result, &result);
  must (fixture, &result);
  g_autoptr (GPtrArray) cancelled = get_day (fixture, TODAY + 2);
  date = find_date (cancelled, "m-noon-anchor");
  g_assert_cmpint (date->occurrence.state, ==, HR_OCCURRENCE_CANCELLED);
  g_assert_cmpstr (date->note, ==, "en=The boiler is out");
  hr_editor_move_async (fixture->editor, "m-noon-anchor", date->occurrence.date, HR_DATE_NONE, 13 * 60, NULL, NULL,
                        hr_test_take_result, &result);
  must (fixture, &result);
  g_autoptr (GPtrArray) moved = get_day (fixture, TODAY + 2);
  g_assert_cmpint (find_date (moved, "m-noon-anchor")->occurrence.state, ==, HR_OCCURRENCE_MOVED);
  hr_editor_as_usual_async (fixture->editor, "m-noon-anchor", date->occurrence.date, hr_test_take_result, &result);
  must (fixture, &result);
  g_autoptr (GPtrArray) usual = get_day (fixture, TODAY + 2);
  g_assert_cmpint (find_date (usual, "m-noon-anchor")->occurrence.state, ==, HR_OCCURRENCE_PLANNED);
  hr_editor_pause_async (fixture->editor, HR_KIND_MEETING, "m-noon-anchor", TODAY + 2, TODAY + 9, NULL,
                         hr_test_take_result, &result);
  must (fixture, &result);
  g_autoptr (GPtrArray) paused = get_day (fixture, TODAY + 5);
  g_assert_cmpint (find_date (paused, "m-noon-anchor")->occurrence.state, ==, HR_OCCURRENCE_CANCELLED);
  g_autoptr (GPtrArray) past = get_history (fixture, HR_KIND_MEETING, "m-noon-anchor");
  g_assert_cmpuint (past->len, ==, 4);
  for (guint i = 0; i < past->len; i++)
    g_assert_cmpstr (((const HrPastChange *)g_ptr_array_index (past, i))->actor, ==, "Ana");
  g_assert_cmpuint (fixture->n_changed, >=, 4);
  /* and the pause is taken back */
  hr_editor_undo_async (fixture->editor, ((const HrPastChange *)g_ptr_array_index (past, 0))->number,
                        hr_test_take_result, &result);
  must (fixture, &result);
  g_autoptr (GPtrArray) again = get_day (fixture, TODAY + 5);
  g_assert_cmpint (find_date (again, "m-noon-anchor")->occurrence.state, ==, HR_OCCURRENCE_PLANNED);
}

/* While nobody is at the desk nothing is written but what was being typed. */
static void
test_locked (Fixture *fixture, gconstpointer data)
{
  static const char *const fields[] = { "name", NULL }, *const values[] = { "X", NULL };
  HrEdit edit = { HR_EDIT_SET, HR_KIND_MEETING, "m-noon-anchor", fields, values };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) before = get_history (fixture, HR_N_KINDS, NULL);
  hr_editor_set_actor (fixture->editor, NULL);
  g_assert_null (hr_editor_get_actor (fixture->editor));
  hr_editor_edit_async (fixture->editor, &edit, 1, hr_test_take_result, &result);
  must_not (fixture, &result, HR_ERROR_REFUSED, "locked");
  hr_editor_cancel_async (fixture->editor, "m-noon-anchor", TODAY + 2, NULL, hr_test_take_result, &result);
  must_not (fixture, &result, HR_ERROR_REFUSED, "locked");
  hr_editor_move_async (fixture->editor, "m-noon-anchor", TODAY + 2, TODAY + 3, -1, NULL, NULL, hr_test_take_result,
                        &result);
  must_not (fixture, &result, HR_ERROR_REFUSED, "locked");
  hr_editor_as_usual_async (fixture->editor, "m-noon-anchor", TODAY + 2, hr_test_take_result, &result);
  must_not (fixture, &result, HR_ERROR_REFUSED, "locked");
  hr_editor_pause_async (fixture->editor, HR_KIND_VENUE, "v-center", TODAY, TODAY, NULL, hr_test_take_result, &result);
  must_not (fixture, &result, HR_ERROR_REFUSED, "locked");
  hr_editor_verify_async (fixture->editor, HR_KIND_VENUE, "v-center", hr_test_take_result, &result);
  must_not (fixture, &result, HR_ERROR_REFUSED, "locked");
  hr_editor_undo_async (fixture->editor, 1, hr_test_take_result, &result);
  must_not (fixture, &result, HR_ERROR_REFUSED, "locked");
  hr_editor_merge_async (fixture->editor, "m-noon-anchor", "m-x", hr_test_take_result, &result);
  must_not (fixture, &result, HR_ERROR_REFUSED, "locked");
  hr_editor_keep_both_async (fixture->editor, "m-noon-anchor", "m-x", hr_test_take_result, &result);
  must_not (fixture, &result, HR_ERROR_REFUSED, "locked");
  g_autoptr (GPtrArray) after = get_history (fixture, HR_N_KINDS, NULL);
  g_assert_cmpuint (after->len, ==, before->len);
  hr_editor_save_draft_async (fixture->editor, HR_KIND_MEETING, "m-noon-anchor", fields, values, NULL);
  hr_editor_get_draft_async (fixture->editor, HR_KIND_MEETING, "m-noon-anchor", NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_autoptr (HrDraft) draft = hr_editor_get_draft_finish (fixture->editor, result, NULL);
  g_assert_cmpstr (draft->values[0], ==, "X");
  g_assert_null (fixture->trouble);
}

static gboolean
has_trouble (gpointer data)
{
  return ((Fixture *)data)->trouble != NULL;
}

static void
test_drafts (Fixture *fixture, gconstpointer data)
{
  static const char *const fields[] = { "name", NULL }, *const values[] = { "X", NULL };
  HrEdit edit = { HR_EDIT_ADD, HR_KIND_VENUE, NULL, fields, values };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  hr_editor_save_draft_async (fixture->editor, HR_KIND_VENUE, NULL, fields, values, NULL);
  hr_editor_edit_async (fixture->editor, &edit, 1, hr_test_take_result, &result);
  must (fixture, &result);
  hr_editor_get_draft_async (fixture->editor, HR_KIND_VENUE, NULL, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_assert_null (hr_editor_get_draft_finish (fixture->editor, result, &error));
  g_assert_no_error (error);
  /* what cannot be kept is said */
  hr_store_close (hr_center_get_store (fixture->center));
  hr_editor_save_draft_async (fixture->editor, HR_KIND_VENUE, NULL, fields, values, NULL);
  hr_test_wait_until (has_trouble, fixture);
  g_assert_nonnull (strstr (fixture->trouble, "not open"));
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  HrThingQuery query = { HR_KIND_MEETING, HR_SHOW_LIVE, "noon anch lunch", 0, 10 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  hr_editor_list_async (fixture->editor, &query, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_autoptr (HrThings) things = hr_editor_list_finish (fixture->editor, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (things->total, ==, 1);
  const HrThingRow *row = g_ptr_array_index (things->rows, 0);
  g_assert_cmpstr (row->title, ==, "Noon Anchor");
  g_assert_nonnull (row->venue_name);
  g_assert_null (row->source);
  g_assert_false (row->draft);
  g_clear_object (&result);
  hr_editor_list_async (fixture->editor, &query, cancellable, hr_test_take_result, &result);
  g_cancellable_cancel (cancellable);
  hr_test_wait (&result);
  g_autoptr (HrThings) none = hr_editor_list_finish (fixture->editor, result, &error);
  /* it may have been quicker */
  g_assert_true (none != NULL || g_error_matches (error, HR_ERROR, HR_ERROR_CANCELLED));
}

/* ---- two feeds with the same meetings ---- */

#define AREA                                                                                                           \
  "[{\"name\":\"Sunrise Group\",\"slug\":\"sunrise\",\"day\":1,\"time\":\"07:00\",\"address\":\"1 Main "               \
  "Street\",\"city\":"                                                                                                 \
  "\"Town\",\"notes\":\"NOTES\",\"latitude\":40.7,\"longitude\":-74.0},"                                               \
  "{\"name\":\"Elm Street\",\"slug\":\"elm\",\"day\":1,\"time\":\"07:00\",\"address\":\"1 Main "                       \
  "Street\",\"city\":\"Town\","                                                                                        \
  "\"latitude\":40.7,\"longitude\":-74.0},"                                                                            \
  "{\"name\":\"Late "                                                                                                  \
  "Night\",\"slug\":\"late\",\"day\":1,\"time\":\"23:00\",\"conference_url\":\"https://example.org/j/1\"}]"
#define STATE                                                                                                          \
  "[{\"name\":\"The Sunrise\",\"slug\":\"x-sunrise\",\"day\":1,\"time\":\"07:00\",\"address\":\"1 Main St\",\"city\":" \
  "\"Town\",\"latitude\":40.7005,\"longitude\":-74.0005},"                                                             \
  "{\"name\":\"Sunrise\",\"slug\":\"x-other-day\",\"day\":2,\"time\":\"07:00\",\"address\":\"1 Main St\",\"city\":"    \
  "\"Town\",\"latitude\":40.7005,\"longitude\":-74.0005},"                                                             \
  "{\"name\":\"Sunrise\",\"slug\":\"x-far\",\"day\":1,\"time\":\"07:00\",\"address\":\"9 Far "                         \
  "Road\",\"city\":\"Town\","                                                                                          \
  "\"latitude\":40.703,\"longitude\":-74.0},"                                                                          \
  "{\"name\":\"Night, late\",\"slug\":\"x-late\",\"day\":1,\"time\":\"23:00\",\"conference_url\":"                     \
  "\"https://example.org/j/1\"}]"

static void
read_feed (Fixture *fixture, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = hr_test_write_file (fixture->folder, name, text);
  HrImportOptions options = { .format = HR_FEED_AUTO, .source = name };
  g_autoptr (HrImportReport) report = hr_importer_run (fixture->center, path, &options, &error);
  g_assert_no_error (error);
}

static HrDuplicates *
find_duplicates (Fixture *fixture, guint offset, guint limit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  hr_editor_find_duplicates_async (fixture->editor, offset, limit, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  HrDuplicates *found = hr_editor_find_duplicates_finish (fixture->editor, result, &error);
  g_assert_no_error (error);
  return found;
}

static char *
name_pair (const HrDuplicates *found, guint i)
{
  const HrDuplicate *pair = g_ptr_array_index (found->pairs, i);
  const char *a = hr_record_get (pair->a, "name"), *b = hr_record_get (pair->b, "name");
  return strcmp (a, b) < 0 ? g_strdup_printf ("%s = %s", a, b) : g_strdup_printf ("%s = %s", b, a);
}

static void
test_duplicates (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  read_feed (fixture, "area.json", AREA);
  read_feed (fixture, "state.json", STATE);
  g_autoptr (HrDuplicates) found = find_duplicates (fixture, 0, 0);
  g_assert_cmpuint (found->total, ==, 2);
  g_autofree char *first = name_pair (found, 0);
  g_autofree char *second = name_pair (found, 1);
  g_assert_cmpstr (first, ==, "Sunrise Group = The Sunrise");
  g_assert_cmpstr (second, ==, "Late Night = Night, late");
  const HrDuplicate *sunrise = g_ptr_array_index (found->pairs, 0);
  g_assert_cmpfloat (sunrise->distance_m, >, 1);
  g_assert_cmpfloat (sunrise->distance_m, <, 150);
  /* the one with notes knows more */
  g_assert_cmpstr (sunrise->a_source, ==, "area.json");
  g_assert_cmpstr (sunrise->b_source, ==, "state.json");
  g_autoptr (HrDuplicates) page = find_duplicates (fixture, 1, 1);
  g_autofree char *only = name_pair (page, 0);
  g_assert_cmpuint (page->pairs->len, ==, 1);
  g_assert_cmpstr (only, ==, second);
  /* two that are two are not asked about again, also after the feeds are read again */
  const HrDuplicate *late = g_ptr_array_index (found->pairs, 1);
  hr_editor_keep_both_async (fixture->editor, hr_record_get_id (late->a), hr_record_get_id (late->b),
                             hr_test_take_result, &result);
  must (fixture, &result);
  read_feed (fixture, "area.json", AREA);
  g_autoptr (HrDuplicates) rest = find_duplicates (fixture, 0, 0);
  g_assert_cmpuint (rest->total, ==, 1);
}

/* No feed brings a merged meeting back: neither as it was nor changed, nor after it was gone for a while. */
static void
test_merge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *changed = NULL;
  const char *parts = strstr (AREA, "NOTES");
  read_feed (fixture, "area.json", AREA);
  read_feed (fixture, "state.json", STATE);
  g_autoptr (HrDuplicates) found = find_duplicates (fixture, 0, 0);
  const HrDuplicate *sunrise = g_ptr_array_index (found->pairs, 0);
  const char *keep = hr_record_get_id (sunrise->b), *drop = hr_record_get_id (sunrise->a);
  hr_editor_merge_async (fixture->editor, keep, drop, hr_test_take_result, &result);
  must (fixture, &result);
  changed = g_strdup_printf ("%.*sOther notes%s", (int)(parts - (const char *)AREA), AREA, parts + strlen ("NOTES"));
  const char *const readings[] = { AREA, changed,
                                   "[{\"name\":\"Elm Street\",\"slug\":\"elm\",\"day\":1,\"time\":\"07:00\"}]", AREA };
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = hr_test_write_file (fixture->folder, "area.json", readings[i]);
      HrImportOptions options = { .format = HR_FEED_AUTO, .source = "area.json", .accept_removals = TRUE };
      g_autoptr (HrImportReport) report = hr_importer_run (fixture->center, path, &options, &error);
      g_assert_no_error (error);
      g_autoptr (HrThing) dropped = get_thing (fixture, HR_KIND_MEETING, drop);
      g_assert_cmpstr (hr_record_get (dropped->record, "retired"), ==, "yes");
      g_assert_true (g_strv_contains ((const char *const *)dropped->overridden, "retired"));
      g_autoptr (HrThing) kept = get_thing (fixture, HR_KIND_MEETING, keep);
      g_assert_null (hr_record_get (kept->record, "retired"));
    }
  g_autoptr (HrDuplicates) rest = find_duplicates (fixture, 0, 0);
  g_assert_cmpuint (rest->total, ==, 1);
}

/* What staff changed against a feed, what the feed says, and back. */
static void
test_overrides (Fixture *fixture, gconstpointer data)
{
  static const char *const fields[] = { "notes", "website", NULL }, *const values[] = { "Ours", "https://example.org/",
                                                                                        NULL };
  HrThingQuery query = { HR_KIND_MEETING, HR_SHOW_CHANGED_HERE, NULL, 0, 10 };
  g_autoptr (GAsyncResult) result = NULL;
  read_feed (fixture, "area.json", AREA);
  g_autoptr (HrMeeting) meeting = hr_store_get_meeting (hr_center_get_store (fixture->center), "sunrise", NULL);
  HrEdit edit = { HR_EDIT_SET, HR_KIND_MEETING, meeting->id, fields, values };
  hr_editor_verify_async (fixture->editor, HR_KIND_MEETING, meeting->id, hr_test_take_result, &result);
  must (fixture, &result);
  hr_editor_list_async (fixture->editor, &query, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_autoptr (HrThings) before = hr_editor_list_finish (fixture->editor, result, NULL);
  /* to have been checked is no change */
  g_assert_cmpuint (before->total, ==, 0);
  g_clear_object (&result);
  hr_editor_edit_async (fixture->editor, &edit, 1, hr_test_take_result, &result);
  must (fixture, &result);
  g_autoptr (HrThing) thing = get_thing (fixture, HR_KIND_MEETING, meeting->id);
  g_assert_cmpstr (thing->source_name, ==, "area.json");
  g_assert_cmpstr (thing->overridden[0], ==, "notes");
  g_assert_cmpstr (thing->feed_says[0], ==, "NOTES");
  g_assert_cmpstr (thing->overridden[2], ==, "website");
  g_assert_cmpstr (thing->feed_says[2], ==, "");
  hr_editor_list_async (fixture->editor, &query, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_autoptr (HrThings) list = hr_editor_list_finish (fixture->editor, result, NULL);
  g_assert_cmpuint (list->total, ==, 1);
  g_assert_cmpstr (((const HrThingRow *)g_ptr_array_index (list->rows, 0))->source, ==, "area.json");
  g_clear_object (&result);
  g_autoptr (GPtrArray) past = get_history (fixture, HR_KIND_MEETING, meeting->id);
  hr_editor_undo_async (fixture->editor, ((const HrPastChange *)g_ptr_array_index (past, 0))->number,
                        hr_test_take_result, &result);
  must (fixture, &result);
  g_autoptr (HrThing) again = get_thing (fixture, HR_KIND_MEETING, meeting->id);
  g_assert_cmpstr (hr_record_get (again->record, "notes"), ==, "NOTES");
  g_assert_cmpuint (g_strv_length (again->overridden), ==, 1);
  /* reading a feed is not for the desk to take back */
  g_autoptr (GPtrArray) all = get_history (fixture, HR_N_KINDS, NULL);
  const HrPastChange *import = g_ptr_array_index (all, 3);
  g_assert_cmpstr (import->actor, ==, "import");
  g_assert_false (import->can_undo);
  hr_editor_undo_async (fixture->editor, import->number, hr_test_take_result, &result);
  must_not (fixture, &result, HR_ERROR_REFUSED, "feed");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, empty, function)                                                                                     \
  g_test_add ("/editor/" path, Fixture, GINT_TO_POINTER (empty), set_up, function, tear_down)
  ADD ("day", FALSE, test_day);
  ADD ("locked", FALSE, test_locked);
  ADD ("drafts", TRUE, test_drafts);
  ADD ("list", FALSE, test_list);
  ADD ("duplicates", TRUE, test_duplicates);
  ADD ("merge", TRUE, test_merge);
  ADD ("overrides", TRUE, test_overrides);
  return g_test_run ();
}
