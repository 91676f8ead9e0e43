/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No meeting is lost on the way to paper: random directories, with dates cancelled and moved, on random papers, in random folds. Every
 * published meeting has its place on the list, every date of the week its own, and no place is cut by the end of a page. */
#include "handrail/service/hr-generator.h"
#include "handrail/service/hr-handouts.h"
#include "hr-test.h"

#define ROUNDS 12

static HrDate
this_monday (HrCenter *center)
{
  HrDate today;
  int minute;
  hr_zone_from_unix_s (hr_center_get_zone (center), hr_clock_now_s (hr_center_get_clock (center)), &today, &minute);
  return today - (hr_date_weekday (today) + 6) % 7;
}

/* Returns: how many dates are now not as planned */
static guint
disturb (HrCenter *center, GPtrArray *meetings)
{
  static const char *const states[] = { "cancelled", "moved", "extra" };
  guint n = 0;
  for (guint i = 0; i < meetings->len; i += (guint)g_test_rand_int_range (1, 9))
    {
      const HrMeeting *meeting = g_ptr_array_index (meetings, i);
      g_autofree char *from = hr_date_to_string (this_monday (center) + g_test_rand_int_range (0, 7));
      const char *const fields[] = { "meeting", "from", "state", "new_start", NULL };
      const char *state = states[g_test_rand_int_range (0, G_N_ELEMENTS (states))];
      const char *const values[] = { meeting->id, from, state, g_str_equal (state, "cancelled") ? "" : "18:15", NULL };
      HrEdit edit = { HR_EDIT_ADD, HR_KIND_EXCEPTION, NULL, fields, values };
      /* one that says nothing new about its day is refused, and so be it */
      g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (center), &edit, 1, "test", NULL);
      n += ids != NULL;
    }
  return n;
}

static HrResults *
find_all (HrCenter *center)
{
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (GError) error = NULL;
  query->limit = 0;
  HrResults *results = hr_store_find (hr_center_get_store (center), query, &error);
  g_assert_no_error (error);
  return results;
}

static guint
count_dates (HrCenter *center)
{
  g_autoptr (GError) error = NULL;
  const HrZone *zone = hr_center_get_zone (center);
  gint64 from_s = hr_zone_to_unix_s (zone, this_monday (center), 0);
  gint64 until_s = hr_zone_to_unix_s (zone, this_monday (center) + 7, 0);
  g_autoptr (GPtrArray) dates = hr_store_get_occurrences (hr_center_get_store (center), NULL, from_s, until_s, &error);
  guint n = 0;
  g_assert_no_error (error);
  for (guint i = 0; i < dates->len; i++)
    n += ((HrMeetingDate *)g_ptr_array_index (dates, i))->occurrence.start_s >= from_s;
  return n;
}

static void
check_places (const HrHandoutResult *result, GPtrArray *meetings, guint least_entries)
{
  g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (result->handout, &result->options, NULL, NULL, NULL);
  g_autoptr (GArray) places = hr_handout_pages_get_places (pages);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  double width;
  double height;
  hr_handout_pages_get_size (pages, &width, &height);
  for (guint i = 0; i < places->len; i++)
    {
      const HrHandoutPlace *place = &g_array_index (places, HrHandoutPlace, i);
      g_hash_table_add (ids, (gpointer)place->id);
      g_assert_cmpfloat (place->x + place->width, <=, width);
      g_assert_cmpfloat (place->y + place->height, <=, height);
    }
  for (guint i = 0; i < meetings->len; i++)
    if (!g_hash_table_contains (ids, ((HrMeeting *)g_ptr_array_index (meetings, i))->id))
      g_error ("%s is not on paper", ((HrMeeting *)g_ptr_array_index (meetings, i))->name);
  g_assert_cmpuint (result->n_meetings, ==, meetings->len);
  g_assert_cmpuint (places->len, >=, least_entries);
}

static void
test_nothing_lost (void)
{
  static const HrHandoutKind kinds[] = { HR_HANDOUT_WEEK, HR_HANDOUT_WEEK_BY_PLACE, HR_HANDOUT_WEEK_BY_FELLOWSHIP, HR_HANDOUT_NEXT_DAYS };
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GError) error = NULL;
      char *folder = hr_test_make_folder ();
      g_autofree char *database = g_build_filename (folder, "data", NULL);
      g_autoptr (HrCenter) center = hr_test_open_center (database, TRUE, NULL);
      hr_generator_run (center, (guint)g_test_rand_int_range (1, 90), (guint64)g_test_rand_int_range (1, 1 << 20), &error);
      g_assert_no_error (error);
      g_autoptr (HrResults) before = find_all (center);
      guint disturbed = disturb (center, before->meetings);
      g_assert_true (disturbed > 0 || before->meetings->len < 20);
      g_autoptr (HrResults) results = find_all (center);
      HrHandoutRequest *request = hr_handout_request_new (kinds[round % G_N_ELEMENTS (kinds)], center);
      HrHandoutKind kind = request->kind;
      request->options.paper = (HrPaper)g_test_rand_int_range (0, HR_N_PAPERS);
      request->options.fold = (HrFold)g_test_rand_int_range (0, HR_FOLD_TRI_FOLD + 1);
      request->options.large_print = g_test_rand_int_range (0, 4) == 0;
      request->codes = g_test_rand_int_range (0, 4) == 0;
      g_autoptr (HrHandoutResult) result = hr_handouts_make (center, request, &error);
      g_assert_no_error (error);
      check_places (result, results->meetings, kind == HR_HANDOUT_WEEK ? count_dates (center) : results->meetings->len);
      hr_center_close (center);
      hr_test_remove_folder (folder);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handouts/nothing-lost", test_nothing_lost);
  return g_test_run ();
}
