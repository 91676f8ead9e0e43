/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-lobby.h"

#include "handrail/service/hr-words.h"
#include "handrail/ui/hr-card-list.h"
#include "handrail/ui/hr-card-text.h"
#include "hr-test.h"

#include <gtk/gtk.h>
#include <string.h>

static guint
total_of (HrLobby *lobby, HrQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) results = hr_store_find (hr_center_get_store (lobby->center), query, &error);

  g_assert_no_error (error);
  return results->total;
}

static guint
upcoming_total (HrLobby *lobby)
{
  g_autoptr (HrQuery) query = hr_query_new ();

  query->upcoming = TRUE;
  return total_of (lobby, query);
}

static void
set_field (HrLobby *lobby, HrKind kind, const char *id, const char *field, const char *value)
{
  const char *const fields[] = { field, NULL };
  const char *const values[] = { value, NULL };
  const HrEdit edit = { HR_EDIT_SET, kind, id, fields, values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (lobby->center), &edit, 1, "test", &error);

  g_assert_no_error (error);
  g_assert_nonnull (ids);
  hr_lobby_settle (lobby);
}

static void
test_call_first (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (HrResults) results = NULL;
  const char *id;

  hr_lobby_go (lobby, "meetings", NULL);
  query->upcoming = TRUE;
  query->limit = 1;
  results = hr_store_find (hr_center_get_store (lobby->center), query, NULL);
  id = ((HrMeeting *) g_ptr_array_index (results->meetings, 0))->id;
  set_field (lobby, HR_KIND_MEETING, id, "verified", "2026-06-01");
  g_assert_false (hr_lobby_says (lobby, "Please call first"));
  set_field (lobby, HR_KIND_MEETING, id, "verified", "2026-05-01");
  g_assert_true (hr_lobby_says (lobby, "Please call first"));
  /* the center may wait longer, or less long */
  set_field (lobby, HR_KIND_SITE, "site", "call_days", "400");
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, "meetings", NULL);
  g_assert_false (hr_lobby_says (lobby, "Please call first"));
  hr_lobby_free (lobby);
}

static void
test_now_and_next (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autofree char *count = NULL;
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (HrResults) results = NULL;
  g_autofree char *text = NULL;
  const char *at;

  hr_lobby_go (lobby, "meetings", NULL);
  count = g_strdup_printf ("Now and next · %u meetings", upcoming_total (lobby));
  g_assert_true (hr_lobby_says (lobby, count));
  g_assert_true (hr_lobby_says (lobby, "On now"));
  g_assert_true (hr_lobby_says (lobby, "in 20 minutes"));
  g_assert_false (hr_lobby_says (lobby, "Show all"));

  /* the cards stand in the order of the directory */
  query->upcoming = TRUE;
  query->limit = 4;
  results = hr_store_find (hr_center_get_store (lobby->center), query, NULL);
  at = text = hr_lobby_text (lobby);
  for (guint i = 0; i < results->meetings->len; i++)
    {
      at = strstr (at, ((HrMeeting *) g_ptr_array_index (results->meetings, i))->name);
      g_assert_nonnull (at);
    }
  hr_lobby_free (lobby);
}

static void
test_by_day (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  HrDate today = hr_directory_today (lobby->directory);

  hr_lobby_go (lobby, "meetings", NULL);
  hr_lobby_tap (lobby, "By day");
  g_assert_true (hr_lobby_says (lobby, "Which day?"));
  for (int i = 0; i < 7; i++)
    {
      g_autofree char *day = hr_words_day (today + i, today);
      g_auto (GStrv) parts = g_strsplit (day, ", ", 2);
      g_autoptr (GString) date = g_string_new (parts[1] != NULL ? parts[1] : parts[0]);

      /* the weekday may stand above the date, which is not broken */
      g_string_replace (date, " ", "\302\240", 0);
      g_assert_nonnull (hr_lobby_find (lobby, parts[0]));
      g_assert_nonnull (hr_lobby_find (lobby, date->str));
    }
  hr_lobby_tap (lobby, "Tomorrow");
  g_assert_cmpint (hr_session_get_query (lobby->session)->on_date, ==, today + 1);
  g_assert_true (hr_lobby_says (lobby, "Tomorrow · "));

  /* Back goes from the days to the list, and not further */
  hr_lobby_tap (lobby, "By day");
  g_assert_true (hr_page_back (hr_visitor_window_get_page (lobby->window)));
  g_assert_false (hr_lobby_says (lobby, "Which day?"));

  hr_lobby_tap (lobby, "Show all");
  g_assert_cmpint (hr_session_get_query (lobby->session)->on_date, ==, HR_DATE_NONE);
  g_assert_true (hr_lobby_says (lobby, "Now and next · "));
  hr_lobby_free (lobby);
}

static void
test_changes_are_said (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  gboolean cancelled = FALSE, moved = FALSE;

  hr_session_get_query (lobby->session)->on_date = hr_directory_today (lobby->directory) + 1;
  hr_lobby_go (lobby, "meetings", NULL);
  for (guint i = 0; i < 20; i++)
    {
      GtkWidget *more = hr_lobby_find (lobby, "More");

      cancelled = cancelled
                  || (hr_lobby_says (lobby, "Not meeting this time.")
                      && hr_lobby_says (lobby, "The floor is being done tonight."));
      moved = moved || hr_lobby_says (lobby, "Moved this time.");
      if (more == NULL || !gtk_widget_is_sensitive (more))
        break;
      hr_lobby_tap (lobby, "More");
    }
  g_assert_true (cancelled);
  g_assert_true (moved);
  hr_lobby_free (lobby);
}

/* How many cards below @widget say that a meeting is off or moved; what they say of it is there to the last letter */
static guint
count_whole_notices (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *card = gtk_widget_get_ancestor (child, HR_TYPE_CARD);
      graphene_rect_t box;

      if (!gtk_widget_get_mapped (child))
        continue;
      n += count_whole_notices (child);
      if (!HR_IS_CARD_TEXT (child) || !gtk_widget_has_css_class (child, "hr-card-line")
          || !gtk_widget_has_css_class (card, "notice"))
        continue;
      g_assert_false (hr_card_text_is_cut (HR_CARD_TEXT (child)));
      g_assert_true (gtk_widget_compute_bounds (child, card, &box));
      g_assert_cmpfloat (box.origin.y, >=, 0);
      g_assert_cmpfloat (box.origin.y + box.size.height, <=, gtk_widget_get_height (card));
      n++;
    }
  return n;
}

static void
test_changes_are_whole (void)
{
  static const int sizes[][2] = { { 1080, 1920 }, { 1920, 1080 }, { 1280, 800 } };
  const char *languages[] = { "en", "es" };

  for (guint i = 0; i < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (languages); i++)
    {
      HrLobby *lobby = hr_lobby_new (sizes[i / 2][0], sizes[i / 2][1], FALSE);
      guint n = 0;

      hr_session_set_text_size (lobby->session, HR_TEXT_LARGEST);
      hr_session_set_language (lobby->session, languages[i % 2]);
      hr_session_get_query (lobby->session)->on_date = hr_directory_today (lobby->directory) + 1;
      hr_lobby_go (lobby, "meetings", NULL);
      for (guint page = 0; page < 40; page++)
        {
          GtkWidget *more = hr_lobby_find (lobby, i % 2 == 0 ? "More" : "Más");

          n += count_whole_notices (GTK_WIDGET (lobby->window));
          if (more == NULL || !gtk_widget_is_sensitive (more))
            break;
          g_signal_emit_by_name (more, "clicked");
          hr_lobby_settle (lobby);
        }
      g_assert_cmpuint (n, >=, 2);
      hr_lobby_free (lobby);
    }
}

static void
test_pages (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *again = NULL;

  hr_lobby_go (lobby, "meetings", NULL);
  first = hr_lobby_text (lobby);
  hr_lobby_tap (lobby, "More");
  second = hr_lobby_text (lobby);
  g_assert_cmpstr (first, !=, second);
  g_assert_true (hr_lobby_says (lobby, "Page 2 of"));
  /* further than the neighbours that are kept, and back */
  for (guint i = 0; i < 6; i++)
    hr_lobby_tap (lobby, "More");
  g_assert_true (hr_lobby_says (lobby, "Page 8 of"));
  for (guint i = 0; i < 7; i++)
    hr_lobby_tap (lobby, "Previous");
  again = hr_lobby_text (lobby);
  g_assert_cmpstr (first, ==, again);
  hr_lobby_free (lobby);
}

static void
test_never_a_dead_end (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  HrQuery *query = hr_session_get_query (lobby->session);

  query->on_date = hr_directory_today (lobby->directory);
  query->times = HR_TIME_MORNING;
  hr_lobby_go (lobby, "meetings", NULL);
  if (!hr_lobby_says (lobby, "No meeting fits all of your choices."))
    {
      query->features_all = HR_FEATURE_SIGN_LANGUAGE | HR_FEATURE_MEDITATION;
      hr_lobby_go (lobby, "home", NULL);
      hr_lobby_go (lobby, "meetings", NULL);
    }
  g_assert_true (hr_lobby_says (lobby, "No meeting fits all of your choices."));
  g_assert_nonnull (hr_lobby_find (lobby, "Help now: numbers"));
  hr_lobby_tap (lobby, "Show all meetings");
  g_assert_true (hr_lobby_says (lobby, "Now and next · "));

  /* a day without meetings offers the next one that has some */
  query = hr_session_get_query (lobby->session);
  query->on_date = hr_directory_today (lobby->directory);
  query->fellowships = g_strsplit ("wellbriety", ",", -1);
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, "meetings", NULL);
  g_assert_true (hr_lobby_says (lobby, "No meeting fits"));
  hr_lobby_tap (lobby, "Next meetings: ");
  g_assert_false (hr_lobby_says (lobby, "No meeting fits"));
  g_assert_cmpint (hr_session_get_query (lobby->session)->on_date, >, hr_directory_today (lobby->directory));
  hr_lobby_free (lobby);
}

static void
test_empty_center (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, TRUE);

  hr_lobby_go (lobby, "meetings", NULL);
  g_assert_true (hr_lobby_says (lobby, "No meetings are listed here yet."));
  g_assert_nonnull (hr_lobby_find (lobby, "Help now: numbers"));
  hr_lobby_free (lobby);
}

static gboolean
is_on_now (gpointer user_data)
{
  return !hr_lobby_says (user_data, "in 20 minutes");
}

static void
test_minute_passes (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "meetings", NULL);
  g_assert_true (hr_lobby_says (lobby, "in 20 minutes"));
  hr_clock_advance_s (hr_center_get_clock (lobby->center), 60);
  hr_test_wait_until (is_on_now, lobby);
  g_assert_true (hr_lobby_says (lobby, "in 19 minutes"));
  hr_lobby_free (lobby);
}

typedef struct
{
  HrLobby *lobby;
  guint total;
} Expected;

static gboolean
has_total (gpointer user_data)
{
  Expected *expected = user_data;
  g_autofree char *words = g_strdup_printf ("Now and next · %u meetings", expected->total);

  return hr_lobby_says (expected->lobby, words);
}

static void
test_listings_change (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  const char *fields[] = { "name", "slug", "fellowship", "attendance", "rule", "start", NULL };
  const char *values[]
      = { "Night Owls", "night-owls", "na", "online", "FREQ=DAILY", "2026-01-01T23:00", NULL };
  HrEdit edit = { HR_EDIT_ADD, HR_KIND_MEETING, NULL, fields, values };
  Expected expected = { lobby, upcoming_total (lobby) + 1 };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;

  hr_lobby_go (lobby, "meetings", NULL);
  ids = hr_store_edit (hr_center_get_store (lobby->center), &edit, 1, "test", &error);
  g_assert_no_error (error);
  hr_test_wait_until (has_total, &expected);
  hr_lobby_free (lobby);
}

static void
test_clear_forgets (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_session_get_query (lobby->session)->on_date = hr_directory_today (lobby->directory) + 2;
  hr_lobby_go (lobby, "meetings", NULL);
  g_assert_true (hr_lobby_says (lobby, "Show all"));
  hr_session_clear (lobby->session);
  hr_session_touch (lobby->session);
  hr_lobby_go (lobby, "meetings", NULL);
  g_assert_false (hr_lobby_says (lobby, "Show all"));
  g_assert_true (hr_lobby_says (lobby, "Now and next"));
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/meetings-page/now-and-next", test_now_and_next);
  g_test_add_func ("/meetings-page/by-day", test_by_day);
  g_test_add_func ("/meetings-page/changes", test_changes_are_said);
  g_test_add_func ("/meetings-page/changes-whole", test_changes_are_whole);
  g_test_add_func ("/meetings-page/pages", test_pages);
  g_test_add_func ("/meetings-page/never-a-dead-end", test_never_a_dead_end);
  g_test_add_func ("/meetings-page/empty-center", test_empty_center);
  g_test_add_func ("/meetings-page/minute", test_minute_passes);
  g_test_add_func ("/meetings-page/listings-change", test_listings_change);
  g_test_add_func ("/meetings-page/clear", test_clear_forgets);
  g_test_add_func ("/meetings-page/call-first", test_call_first);
  return g_test_run ();
}
