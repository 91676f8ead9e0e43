/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-lobby.h"

#include "handrail/ui/hr-chip.h"
#include "hr-test.h"

#include <gtk/gtk.h>
#include <string.h>

/* Chips of all pages, whether shown or not */
static void
list_chips (GtkWidget *widget, GPtrArray *chips)
{
  if (HR_IS_CHIP (widget))
    g_ptr_array_add (chips, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    list_chips (child, chips);
}

static const char *
label_of (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      const char *label = label_of (child);

      if (label != NULL)
        return label;
    }
  return NULL;
}

static HrChip *
find_chip (HrLobby *lobby, const char *label)
{
  g_autoptr (GPtrArray) chips = g_ptr_array_new ();

  list_chips (GTK_WIDGET (hr_visitor_window_get_page (lobby->window)), chips);
  for (guint i = 0; i < chips->len; i++)
    if (g_str_equal (label_of (g_ptr_array_index (chips, i)), label))
      return g_ptr_array_index (chips, i);
  g_error ("There is no chip that says “%s”.", label);
}

static void
press (HrLobby *lobby, const char *label)
{
  g_signal_emit_by_name (find_chip (lobby, label), "clicked");
  hr_lobby_settle (lobby);
}

static guint
expected_total (HrLobby *lobby)
{
  g_autoptr (HrQuery) query = hr_query_copy (hr_session_get_query (lobby->session));
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) results = NULL;

  query->upcoming = query->sort != HR_SORT_NAME;
  results = hr_store_find (hr_center_get_store (lobby->center), query, &error);
  g_assert_no_error (error);
  return results->total;
}

static void
assert_count (HrLobby *lobby)
{
  guint total = expected_total (lobby);
  g_autofree char *words = NULL;

  if (total == 0)
    words = g_strdup ("No meetings");
  else
    words = g_strdup_printf (total == 1 ? "Show %u meeting" : "Show %u meetings", total);
  g_assert_nonnull (hr_lobby_find (lobby, words));
}

static void
test_choose (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  HrQuery *query = hr_session_get_query (lobby->session);
  guint all;

  hr_lobby_go (lobby, "meetings", NULL);
  hr_lobby_tap (lobby, "Filters");
  assert_count (lobby);
  all = expected_total (lobby);
  press (lobby, "Women");
  g_assert_cmphex (query->features_any, ==, HR_FEATURE_WOMEN);
  assert_count (lobby);
  g_assert_cmpuint (expected_total (lobby), <, all);
  press (lobby, "Evening");
  press (lobby, "Step-free");
  g_assert_cmpuint (query->times, ==, HR_TIME_EVENING);
  g_assert_cmphex (query->features_all, ==, HR_FEATURE_STEP_FREE);
  assert_count (lobby);
  press (lobby, "Women");
  g_assert_cmphex (query->features_any, ==, 0);

  hr_lobby_tap (lobby, "Show ");
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "Meetings");
  g_assert_nonnull (hr_lobby_find (lobby, "Filters (2)"));
  g_assert_true (hr_lobby_says (lobby, "Evening, Step-free · "));
  hr_lobby_free (lobby);
}

static void
test_one_at_a_time (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  HrDate today = hr_directory_today (lobby->directory);
  HrQuery *query = hr_session_get_query (lobby->session);

  hr_lobby_go (lobby, "filters", NULL);
  press (lobby, "Today");
  g_assert_cmpint (query->on_date, ==, today);
  press (lobby, "Tomorrow");
  g_assert_cmpint (query->on_date, ==, today + 1);
  g_assert_false (hr_chip_get_active (find_chip (lobby, "Today")));
  g_assert_true (hr_chip_get_active (find_chip (lobby, "Tomorrow")));
  press (lobby, "Tomorrow");
  g_assert_cmpint (query->on_date, ==, HR_DATE_NONE);

  press (lobby, "In person");
  g_assert_cmpuint (query->attendance, ==, HR_ATTENDANCE_IN_PERSON | HR_ATTENDANCE_HYBRID);
  press (lobby, "Online");
  g_assert_cmpuint (query->attendance, ==, HR_ATTENDANCE_ONLINE | HR_ATTENDANCE_HYBRID);
  press (lobby, "Both ways");
  g_assert_cmpuint (query->attendance, ==, HR_ATTENDANCE_HYBRID);

  /* one order always stands */
  g_assert_true (hr_chip_get_active (find_chip (lobby, "Next to start")));
  press (lobby, "By name");
  g_assert_cmpint (query->sort, ==, HR_SORT_NAME);
  press (lobby, "By name");
  g_assert_cmpint (query->sort, ==, HR_SORT_NEXT);
  g_assert_true (hr_chip_get_active (find_chip (lobby, "Next to start")));
  hr_lobby_free (lobby);
}

static void
test_near (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  HrQuery *query = hr_session_get_query (lobby->session);
  guint all, near;

  hr_lobby_go (lobby, "filters", NULL);
  all = expected_total (lobby);
  press (lobby, "Within 1 mile");
  g_assert_true (query->has_point);
  near = expected_total (lobby);
  g_assert_cmpuint (near, >, 0);
  g_assert_cmpuint (near, <, all);
  press (lobby, "Within 10 miles");
  g_assert_cmpuint (expected_total (lobby), >, near);
  press (lobby, "Within 10 miles");
  g_assert_false (query->has_point);
  press (lobby, "Nearest");
  g_assert_true (query->has_point);
  g_assert_cmpint (query->sort, ==, HR_SORT_DISTANCE);
  assert_count (lobby);
  hr_lobby_free (lobby);
}

/* No chip that the directory offers leads to nothing; the hours of a day and single days may */
static void
test_no_chip_in_vain (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autoptr (GPtrArray) chips = g_ptr_array_new ();

  hr_lobby_go (lobby, "filters", NULL);
  list_chips (GTK_WIDGET (hr_visitor_window_get_page (lobby->window)), chips);
  g_assert_cmpuint (chips->len, >, 20);
  for (guint i = 0; i < chips->len; i++)
    {
      HrQuery *query = hr_session_get_query (lobby->session);
      g_autoptr (HrQuery) whole = NULL;
      g_autoptr (HrResults) results = NULL;

      g_signal_emit_by_name (g_ptr_array_index (chips, i), "clicked");
      whole = hr_query_copy (query);
      results = hr_store_find (hr_center_get_store (lobby->center), whole, NULL);
      g_assert_nonnull (results);
      if (results->total == 0)
        g_error ("“%s” finds nothing.", label_of (g_ptr_array_index (chips, i)));
      g_signal_emit_by_name (g_ptr_array_index (chips, i), "clicked");
    }
  hr_lobby_free (lobby);
}

static void
test_clear (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "filters", NULL);
  press (lobby, "Men");
  press (lobby, "Morning");
  press (lobby, "Within 5 miles");
  hr_lobby_tap (lobby, "Clear the filters");
  g_assert_false (hr_query_is_filtered (hr_session_get_query (lobby->session)));
  g_assert_false (hr_chip_get_active (find_chip (lobby, "Men")));
  assert_count (lobby);
  hr_lobby_free (lobby);
}

/* The second page of chips, and Back to the first before the page is left */
static void
test_pages (void)
{
  HrLobby *lobby = hr_lobby_new (1280, 800, FALSE);

  hr_lobby_go (lobby, "meetings", NULL);
  hr_lobby_tap (lobby, "Filters");
  hr_lobby_tap (lobby, "More");
  g_assert_true (hr_lobby_says (lobby, "Page 2 of"));
  hr_lobby_tap (lobby, "Back");
  g_assert_true (hr_lobby_says (lobby, "Page 1 of"));
  hr_lobby_tap (lobby, "Back");
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "Meetings");

  /* but the way to the list is one touch from every page */
  hr_lobby_tap (lobby, "Filters");
  hr_lobby_tap (lobby, "More");
  hr_lobby_tap (lobby, "Show ");
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "Meetings");
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter-page/choose", test_choose);
  g_test_add_func ("/filter-page/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/filter-page/near", test_near);
  g_test_add_func ("/filter-page/no-chip-in-vain", test_no_chip_in_vain);
  g_test_add_func ("/filter-page/clear", test_clear);
  g_test_add_func ("/filter-page/pages", test_pages);
  return g_test_run ();
}
