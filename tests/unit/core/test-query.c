/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-query.h"

static void
test_time_of_day (void)
{
  static const struct
  {
    int minute;
    HrTimeOfDay time;
  } table[] = {
    { 0, HR_TIME_NIGHT },           { 3 * 60 + 59, HR_TIME_NIGHT },    { 4 * 60, HR_TIME_MORNING },
    { 10 * 60 + 59, HR_TIME_MORNING }, { 11 * 60, HR_TIME_MIDDAY },    { 12 * 60 + 59, HR_TIME_MIDDAY },
    { 13 * 60, HR_TIME_AFTERNOON }, { 16 * 60 + 59, HR_TIME_AFTERNOON }, { 17 * 60, HR_TIME_EVENING },
    { 20 * 60 + 59, HR_TIME_EVENING }, { 21 * 60, HR_TIME_NIGHT },     { 1439, HR_TIME_NIGHT },
    { 1440, HR_TIME_NIGHT },        { -1, HR_TIME_NIGHT },             { 1440 + 12 * 60, HR_TIME_MIDDAY },
  };
  guint all = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (hr_time_of_day (table[i].minute), ==, table[i].time);
  for (int minute = 0; minute < 1440; minute++)
    all |= hr_time_of_day (minute);
  g_assert_cmpuint (all, ==, 31);
  g_assert_cmpint (hr_time_of_day_from_string ("morning"), ==, HR_TIME_MORNING);
  g_assert_cmpint (hr_time_of_day_from_string ("midday"), ==, HR_TIME_MIDDAY);
  g_assert_cmpint (hr_time_of_day_from_string ("afternoon"), ==, HR_TIME_AFTERNOON);
  g_assert_cmpint (hr_time_of_day_from_string ("evening"), ==, HR_TIME_EVENING);
  g_assert_cmpint (hr_time_of_day_from_string ("night"), ==, HR_TIME_NIGHT);
  g_assert_cmpint (hr_time_of_day_from_string ("noon"), ==, 0);
  g_assert_cmpint (hr_time_of_day_from_string (NULL), ==, 0);
}

static HrQuery *
full_query (void)
{
  HrQuery *query = hr_query_new ();

  query->text = g_strdup ("serenity");
  query->days = 2;
  query->on_date = 20780;
  query->times = HR_TIME_EVENING;
  query->fellowships = g_strsplit ("aa,na", ",", -1);
  query->attendance = HR_ATTENDANCE_ONLINE;
  query->languages = g_strsplit ("es", ",", -1);
  query->features_all = HR_FEATURE_OPEN;
  query->features_any = HR_FEATURE_WOMEN | HR_FEATURE_LGBTQ;
  query->types = g_strsplit ("W,al-anon:POA", ",", -1);
  query->has_point = TRUE;
  query->latitude = 40.7;
  query->longitude = -74;
  query->within_m = 5000;
  query->venue = g_strdup ("v-1");
  query->at_s = 1795000000;
  query->upcoming = TRUE;
  query->unpublished = TRUE;
  query->sort = HR_SORT_DISTANCE;
  query->offset = 10;
  query->limit = 6;
  return query;
}

static void
test_new (void)
{
  g_autoptr (HrQuery) query = hr_query_new ();

  g_assert_false (hr_query_is_filtered (query));
  g_assert_cmpint (query->sort, ==, HR_SORT_NEXT);
  g_assert_cmpuint (query->limit, ==, HR_PAGE_ROWS);
  g_assert_cmpint (query->on_date, ==, HR_DATE_NONE);
}

static void
test_copy (void)
{
  g_autoptr (HrQuery) query = full_query ();
  g_autoptr (HrQuery) copy = hr_query_copy (query);

  g_assert_true (hr_query_equal (query, copy));
  g_assert_true (query->text != copy->text);
  g_assert_true (query->types != copy->types);
  copy->text[0] = 'S';
  g_assert_false (hr_query_equal (query, copy));
  g_assert_cmpstr (query->text, ==, "serenity");
}

#define ASSERT_MATTERS(change)                                                                                         \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autoptr (HrQuery) a = full_query ();                                                                             \
    g_autoptr (HrQuery) q = full_query ();                                                                             \
    g_assert_true (hr_query_equal (a, q));                                                                             \
    change;                                                                                                            \
    g_assert_false (hr_query_equal (a, q));                                                                            \
    g_assert_false (hr_query_equal (q, a));                                                                            \
  }                                                                                                                    \
  G_STMT_END

static void
test_equal (void)
{
  ASSERT_MATTERS (g_clear_pointer (&q->text, g_free));
  ASSERT_MATTERS (q->days = 3);
  ASSERT_MATTERS (q->on_date = HR_DATE_NONE);
  ASSERT_MATTERS (q->times = 0);
  ASSERT_MATTERS (g_clear_pointer (&q->fellowships, g_strfreev));
  ASSERT_MATTERS (q->fellowships[1][0] = 'x');
  ASSERT_MATTERS (q->attendance = 0);
  ASSERT_MATTERS (q->languages[0][0] = 'x');
  ASSERT_MATTERS (q->features_all = 0);
  ASSERT_MATTERS (q->features_any = 0);
  ASSERT_MATTERS (q->types[1][0] = 'x');
  ASSERT_MATTERS (q->has_point = FALSE);
  ASSERT_MATTERS (q->latitude = 1);
  ASSERT_MATTERS (q->longitude = 1);
  ASSERT_MATTERS (q->within_m = 1);
  ASSERT_MATTERS (q->venue[0] = 'x');
  ASSERT_MATTERS (q->at_s = 1);
  ASSERT_MATTERS (q->upcoming = FALSE);
  ASSERT_MATTERS (q->unpublished = FALSE);
  ASSERT_MATTERS (q->sort = HR_SORT_NAME);
  ASSERT_MATTERS (q->offset = 0);
  ASSERT_MATTERS (q->limit = 7);
}

#define ASSERT_FILTERS(change, expected)                                                                               \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autoptr (HrQuery) q = hr_query_new ();                                                                           \
    change;                                                                                                            \
    g_assert_cmpint (hr_query_is_filtered (q), ==, expected);                                                          \
  }                                                                                                                    \
  G_STMT_END

static void
test_is_filtered (void)
{
  ASSERT_FILTERS (q->text = g_strdup ("x"), TRUE);
  ASSERT_FILTERS (q->text = g_strdup (""), FALSE);
  ASSERT_FILTERS (q->days = 1, TRUE);
  ASSERT_FILTERS (q->on_date = 1, TRUE);
  ASSERT_FILTERS (q->times = HR_TIME_NIGHT, TRUE);
  ASSERT_FILTERS (q->fellowships = g_strsplit ("aa", ",", -1), TRUE);
  ASSERT_FILTERS (q->fellowships = g_new0 (char *, 1), FALSE);
  ASSERT_FILTERS (q->features_any = 1, TRUE);
  ASSERT_FILTERS (q->venue = g_strdup ("v-1"), TRUE);
  ASSERT_FILTERS (q->upcoming = TRUE, TRUE);
  ASSERT_FILTERS (q->has_point = TRUE; q->latitude = 1, FALSE);
  ASSERT_FILTERS (q->has_point = TRUE; q->within_m = 100, TRUE);
  ASSERT_FILTERS (q->sort = HR_SORT_NAME, FALSE);
  ASSERT_FILTERS (q->offset = 6; q->limit = 3, FALSE);
  ASSERT_FILTERS (q->at_s = 1, FALSE);
}

static void
test_free (void)
{
  hr_query_free (NULL);
  hr_query_free (full_query ());
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/query/time-of-day", test_time_of_day);
  g_test_add_func ("/query/new", test_new);
  g_test_add_func ("/query/copy", test_copy);
  g_test_add_func ("/query/equal", test_equal);
  g_test_add_func ("/query/is-filtered", test_is_filtered);
  g_test_add_func ("/query/free", test_free);
  return g_test_run ();
}
