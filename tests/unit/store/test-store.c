/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

static void
test_create (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ("2026-11-23T18:50:00-05:00");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fellowships = NULL;
  g_autoptr (HrRecord) site = NULL;
  g_autoptr (HrResults) results = NULL;
  g_autoptr (HrQuery) query = hr_query_new ();

  fellowships = hr_store_get_records (fixture->store, HR_KIND_FELLOWSHIP, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fellowships->len, >=, 24);
  g_assert_cmpstr (hr_record_get_id (fellowships->pdata[0]), ==, "aa");
  site = hr_store_get_record (fixture->store, HR_KIND_SITE, "site", &error);
  g_assert_no_error (error);
  g_assert_nonnull (hr_record_get (site, "timezone"));
  results = hr_store_find (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->total, ==, 0);
  g_assert_false (hr_store_create (fixture->store, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
}

static void
test_find (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ("2026-11-23T18:50:00-05:00");
  g_autoptr (GError) error = NULL;
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (HrResults) results = NULL;
  const HrMeeting *first = NULL;

  store_fixture_add (fixture, HR_KIND_VENUE, "v-1", "name", "Oak Hall", "street", "1 Oak Street", "city", "Bergen",
                     "latitude", "40.5", "longitude", "-74.25", NULL);
  store_fixture_add (fixture, HR_KIND_MEETING, "m-1", "name", "Early Birds", "fellowship", "aa", "rule",
                     "FREQ=WEEKLY;BYDAY=TU", "start", "2026-01-06T07:00", "attendance", "in_person", "venue", "v-1",
                     "timezone", "America/New_York", "types", "O,W", NULL);
  store_fixture_add (fixture, HR_KIND_MEETING, "m-2", "name", "Night Owls", "fellowship", "na", "rule",
                     "FREQ=WEEKLY;BYDAY=MO", "start", "2026-01-05T19:00", "attendance", "online", "timezone",
                     "America/New_York", NULL);
  results = hr_store_find (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->total, ==, 2);
  first = results->meetings->pdata[0];
  g_assert_cmpstr (first->id, ==, "m-2");
  g_assert_true (first->has_next);
  g_assert_cmpint (first->next.start_s, ==, 1795478400);
  g_clear_pointer (&results, hr_results_free);
  query->text = g_strdup ("OAK str");
  results = hr_store_find (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->total, ==, 1);
  first = results->meetings->pdata[0];
  g_assert_cmpstr (first->address, ==, "1 Oak Street, Bergen");
  g_assert_true ((first->features & HR_FEATURE_WOMEN) != 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/create", test_create);
  g_test_add_func ("/store/find", test_find);
  return g_test_run ();
}
