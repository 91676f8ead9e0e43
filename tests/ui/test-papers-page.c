/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-lobby.h"

#include "handrail/service/hr-links.h"
#include "handrail/service/hr-words.h"
#include "hr-test.h"

#include <gtk/gtk.h>
#include <string.h>

static void
test_by_need (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "papers", NULL);
  g_assert_true (hr_lobby_says (lobby, "What do you need?"));
  hr_lobby_tap (lobby, "Housing");
  g_assert_true (hr_lobby_says (lobby, "Open Door Night Shelter"));
  g_assert_false (hr_lobby_says (lobby, "Meals and food pantries"));
  hr_lobby_tap (lobby, "Open Door Night Shelter");
  g_assert_true (hr_lobby_says (lobby, "(203) 555-0107"));

  /* one step back at a time */
  hr_lobby_tap (lobby, "Back");
  g_assert_true (hr_lobby_says (lobby, "Harbor House"));
  hr_lobby_tap (lobby, "Back");
  g_assert_true (hr_lobby_says (lobby, "What do you need?"));
  hr_lobby_tap (lobby, "Back");
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), !=, "Papers and links");
  hr_lobby_free (lobby);
}

static void
test_code (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autofree char *path = g_build_filename (lobby->folder, "page.png", NULL);
  const char *argv[] = { "zbarimg", "-q", "--raw", path, NULL };
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrRecord) resource = hr_store_get_record (hr_center_get_store (lobby->center), HR_KIND_RESOURCE,
                                                       "r-night-shelter", &error);
  g_autoptr (GPtrArray) links = hr_links_for_resource (resource);

  g_assert_no_error (error);
  hr_lobby_go (lobby, "papers", "r-night-shelter");
  for (guint i = 0; i < links->len; i++)
    {
      HrLink *link = g_ptr_array_index (links, i);

      hr_lobby_tap (lobby, link->title);
      g_assert_true (hr_lobby_says (lobby, link->words));
      hr_lobby_save (lobby, path);
      g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL,
                    NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (g_strstrip (out), ==, link->payload);
      g_clear_pointer (&out, g_free);
      hr_lobby_go (lobby, "papers", "housing");
      hr_lobby_go (lobby, "papers", "r-night-shelter");
    }
  hr_lobby_free (lobby);
}

/* Read aloud, a number comes digit by digit */
static void
test_spoken (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autofree char *digits = hr_words_digits_spoken ("+1 203 555 0107");
  g_autofree char *spoken = NULL;

  hr_lobby_go (lobby, "papers", "r-night-shelter");
  spoken = hr_page_get_spoken (hr_visitor_window_get_page (lobby->window));
  g_assert_nonnull (strstr (spoken, digits));
  g_assert_null (strstr (spoken, "(203) 555-0107"));
  hr_lobby_free (lobby);
}

/* It is Tuesday, 6:40 PM */
static void
test_open_now (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "papers", "r-naloxone");
  g_assert_true (hr_lobby_says (lobby, "Open now, until 10:00 PM"));
  hr_lobby_go (lobby, "papers", "r-legal-aid");
  g_assert_true (hr_lobby_says (lobby, "Closed now. Opens: Wednesday, 9:00 AM"));
  hr_lobby_free (lobby);
}

static void
forget_place (HrLobby *lobby, HrKind kind, const char *id)
{
  const char *fields[] = { "latitude", "longitude", NULL }, *values[] = { NULL, NULL, NULL };
  HrEdit edit = { HR_EDIT_SET, kind, id, fields, values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (lobby->center), &edit, 1, "test", &error);

  g_assert_no_error (error);
  hr_lobby_settle (lobby);
}

/* From the center's place, where both places are known; what is in the house itself is no distance away. */
static void
test_distance (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  /* 41.2802, -72.6049 is 0.46 miles from 41.2741, -72.6013 */
  hr_lobby_go (lobby, "papers", "r-night-shelter");
  g_assert_true (hr_lobby_says (lobby, "About 0.5 miles from here"));
  hr_lobby_go (lobby, "papers", "housing");
  g_assert_true (hr_lobby_says (lobby, "0.5 miles"));
  hr_session_set_language (lobby->session, "es");
  hr_lobby_go (lobby, "papers", "r-night-shelter");
  g_assert_true (hr_lobby_says (lobby, "Aproximadamente a 0.5 millas de aquí"));
  hr_session_set_language (lobby->session, "en");
  hr_lobby_go (lobby, "papers", "r-naloxone");
  g_assert_false (hr_lobby_says (lobby, "from here"));
  forget_place (lobby, HR_KIND_RESOURCE, "r-night-shelter");
  hr_lobby_go (lobby, "papers", "r-night-shelter");
  g_assert_true (hr_lobby_says (lobby, "55 Union Street"));
  g_assert_false (hr_lobby_says (lobby, "from here"));
  hr_lobby_free (lobby);
}

/* A center that did not say where it is tells no distances. */
static void
test_distance_from_nowhere (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  forget_place (lobby, HR_KIND_SITE, "site");
  hr_lobby_go (lobby, "papers", "r-night-shelter");
  g_assert_false (hr_lobby_says (lobby, "from here"));
  hr_lobby_go (lobby, "papers", "housing");
  g_assert_false (hr_lobby_says (lobby, "miles"));
  hr_lobby_free (lobby);
}

/* Who chooses sees what is open: it is Tuesday, 6:40 PM, and the number where there is one */
static void
test_open_on_cards (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "papers", "naloxone");
  g_assert_true (hr_lobby_says (lobby, "Open now"));
  hr_lobby_go (lobby, "papers", "housing");
  g_assert_true (hr_lobby_says (lobby, "(203) 555-0104"));
  g_assert_false (hr_lobby_says (lobby, "Open now · (203) 555-0104"));
  hr_lobby_free (lobby);
}

/* From one that was opened directly, Back leads where one came from */
static void
test_direct (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "learn", NULL);
  hr_lobby_go (lobby, "papers", "r-night-shelter");
  hr_lobby_tap (lobby, "Back");
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "Learn");
  hr_lobby_free (lobby);
}

static void
test_only_needs_with_something (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autoptr (GPtrArray) resources = hr_store_get_records (hr_center_get_store (lobby->center), HR_KIND_RESOURCE, NULL);

  for (guint i = 0; i < resources->len; i++)
    {
      HrRecord *resource = g_ptr_array_index (resources, i);
      HrEdit edit = { HR_EDIT_RETIRE, HR_KIND_RESOURCE, hr_record_get_id (resource), NULL, NULL };
      g_auto (GStrv) ids = NULL;

      if (g_strcmp0 (hr_record_get (resource, "need"), "food") == 0)
        ids = hr_store_edit (hr_center_get_store (lobby->center), &edit, 1, "test", NULL);
    }
  hr_lobby_go (lobby, "papers", NULL);
  g_assert_true (hr_lobby_says (lobby, "Housing"));
  g_assert_false (hr_lobby_says (lobby, "Meals and food pantries"));
  hr_lobby_free (lobby);
}

static void
test_empty_center (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, TRUE);

  hr_lobby_go (lobby, "papers", NULL);
  g_assert_true (hr_lobby_says (lobby, "Nothing is listed here yet. Please ask at the front desk."));
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/papers-page/by-need", test_by_need);
  g_test_add_func ("/papers-page/code", test_code);
  g_test_add_func ("/papers-page/spoken", test_spoken);
  g_test_add_func ("/papers-page/only-needs-with-something", test_only_needs_with_something);
  g_test_add_func ("/papers-page/open-now", test_open_now);
  g_test_add_func ("/papers-page/empty-center", test_empty_center);
  g_test_add_func ("/papers-page/distance", test_distance);
  g_test_add_func ("/papers-page/distance-from-nowhere", test_distance_from_nowhere);
  g_test_add_func ("/papers-page/open-on-cards", test_open_on_cards);
  g_test_add_func ("/papers-page/direct", test_direct);
  return g_test_run ();
}
