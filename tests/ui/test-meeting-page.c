/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-lobby.h"

#include "handrail/service/hr-links.h"
#include "hr-test.h"

#include <gtk/gtk.h>
#include <string.h>

static char *
get_spoken (HrLobby *lobby)
{
  return hr_page_get_spoken (hr_visitor_window_get_page (lobby->window));
}

static void
assert_spoken (HrLobby *lobby, const char *words)
{
  g_autofree char *spoken = get_spoken (lobby);

  if (strstr (spoken, words) == NULL)
    g_error ("“%s” is not in what is read aloud:\n%s", words, spoken);
}

static void
set_field (HrLobby *lobby, HrKind kind, const char *id, const char *field, const char *value)
{
  const char *fields[] = { field, NULL };
  const char *values[] = { value, NULL };
  HrEdit edit = { HR_EDIT_SET, kind, id, fields, values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (lobby->center), &edit, 1, "test", &error);

  g_assert_no_error (error);
}

static void
test_everything_is_said (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "meeting", "m-early-light");
  g_assert_true (hr_lobby_says (lobby, "Early Light"));
  assert_spoken (lobby, "Alcoholics Anonymous · Early Light Group");
  assert_spoken (lobby, "Monday to Friday, 7:00 AM to 8:00 AM");
  assert_spoken (lobby, "Tomorrow, 7:00 AM");
  assert_spoken (lobby, "12 Harbor Street, Port Alder");
  assert_spoken (lobby, "Step-free: there is a way in without steps.");
  assert_spoken (lobby, "Open: everyone is welcome.");
  assert_spoken (lobby, "You can sit and listen.");
  assert_spoken (lobby, "Last checked on Sunday, November 15.");
  g_assert_null (strstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), "Early"));
  hr_lobby_free (lobby);
}

static void
test_unknown_and_steps (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  set_field (lobby, HR_KIND_MEETING, "m-early-light", "types", "O");
  set_field (lobby, HR_KIND_VENUE, "v-center", "step_free", "");
  hr_lobby_go (lobby, "meeting", "m-early-light");
  assert_spoken (lobby, "Step-free? Not known. Please ask.");
  set_field (lobby, HR_KIND_VENUE, "v-center", "step_free", "no");
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, "meeting", "m-early-light");
  assert_spoken (lobby, "Not step-free: there are steps.");
  hr_lobby_free (lobby);
}

static void
test_default_first_time (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  set_field (lobby, HR_KIND_MEETING, "m-early-light", "first_time", "");
  set_field (lobby, HR_KIND_MEETING, "m-early-light", "types", "C");
  hr_lobby_go (lobby, "meeting", "m-early-light");
  assert_spoken (lobby, "First time?");
  assert_spoken (lobby, "You do not have to talk.");
  assert_spoken (lobby, "Closed: for people who share");
  hr_lobby_free (lobby);
}

static void
test_stale (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  set_field (lobby, HR_KIND_MEETING, "m-early-light", "verified", "2026-05-01");
  hr_lobby_go (lobby, "meeting", "m-early-light");
  g_assert_true (hr_lobby_says (lobby, "Please call first. We last checked this on Friday, May 1"));
  hr_lobby_free (lobby);
}

static void
test_changes (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "meeting", "m-big-book-study");
  g_assert_true (hr_lobby_says (lobby, "Not meeting: "));
  g_assert_true (hr_lobby_says (lobby, "Parish dinner in the hall."));
  hr_lobby_go (lobby, "meeting", "m-noon-anchor");
  g_assert_true (hr_lobby_says (lobby, "Moved: Tomorrow"));
  g_assert_true (hr_lobby_says (lobby, "Upstairs today"));
  hr_lobby_go (lobby, "meeting", "m-riverside");
  g_assert_true (hr_lobby_says (lobby, "This group is not meeting right now."));
  hr_lobby_free (lobby);
}

static void
test_gone (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "meeting", "m-no-such-thing");
  g_assert_true (hr_lobby_says (lobby, "This meeting is no longer listed."));
  g_assert_nonnull (hr_lobby_find (lobby, "Back"));
  hr_lobby_free (lobby);
}

static void
test_sign_in_only_when_open (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "meeting", "m-early-light");
  g_assert_null (hr_lobby_find (lobby, "Sign in"));
  hr_lobby_go (lobby, "meeting", "m-mens-table");
  hr_lobby_tap (lobby, "Sign in");
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "Sign in");
  g_assert_true (hr_lobby_says (lobby, "Men’s Table"));
  g_assert_nonnull (hr_lobby_find (lobby, "Count me"));
  hr_lobby_free (lobby);
}

/* What a phone's camera sees is exactly what was meant */
static void
assert_decodes (HrLobby *lobby, const char *payload)
{
  g_autofree char *path = g_build_filename (lobby->folder, "page.png", NULL);
  const char *argv[] = { "zbarimg", "-q", "--raw", path, NULL };
  g_autofree char *out = NULL;
  g_autofree char *seen = NULL;
  g_autofree char *meant = NULL;
  g_autoptr (GError) error = NULL;

  hr_lobby_save (lobby, path);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL,
                NULL, &error);
  g_assert_no_error (error);
  seen = g_strstrip (g_strdup (out));
  meant = g_strstrip (g_strdup (payload));
  g_assert_cmpstr (seen, ==, meant);
}

static void
test_codes_decode (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autoptr (GError) error = NULL;

  for (int theme = 0; theme < HR_N_THEMES; theme++)
    {
      g_autoptr (HrMeeting) meeting = hr_store_get_meeting (hr_center_get_store (lobby->center), "m-early-light", &error);
      g_autoptr (GPtrArray) links = NULL;

      g_assert_no_error (error);
      links = hr_links_for_meeting (meeting, meeting->next.start_s);
      g_assert_cmpuint (links->len, >=, 3);
      hr_session_set_theme (lobby->session, (HrThemeChoice) theme);
      hr_lobby_go (lobby, "meeting", "m-early-light");
      hr_lobby_tap (lobby, "Take it along");
      for (guint i = 0; i < links->len; i++)
        {
          HrLink *link = g_ptr_array_index (links, i);

          hr_lobby_tap (lobby, link->title);
          g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, link->title);
          g_assert_true (hr_lobby_says (lobby, link->words));
          g_assert_true (hr_lobby_says (lobby, "No phone? Ask at the front desk."));
          assert_decodes (lobby, link->payload);
          hr_lobby_tap (lobby, "Back");
        }
    }
  hr_lobby_free (lobby);
}

/* The same on the small screen at the largest text */
static void
test_codes_decode_small (void)
{
  HrLobby *lobby = hr_lobby_new (1280, 800, FALSE);
  g_autoptr (HrMeeting) meeting = NULL;
  g_autoptr (GPtrArray) links = NULL;

  hr_session_set_text_size (lobby->session, HR_TEXT_LARGEST);
  meeting = hr_store_get_meeting (hr_center_get_store (lobby->center), "m-early-light", NULL);
  links = hr_links_for_meeting (meeting, meeting->next.start_s);
  hr_lobby_go (lobby, "meeting", "m-early-light#take-0");
  assert_decodes (lobby, ((HrLink *) g_ptr_array_index (links, 0))->payload);
  hr_lobby_free (lobby);
}

static void
test_back_goes_back_inside (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "meetings", NULL);
  hr_lobby_go (lobby, "meeting", "m-early-light");
  hr_lobby_tap (lobby, "Take it along");
  hr_lobby_tap (lobby, "Directions");
  hr_lobby_tap (lobby, "Back");
  g_assert_true (hr_lobby_says (lobby, "Add to calendar"));
  hr_lobby_tap (lobby, "Back");
  g_assert_true (hr_lobby_says (lobby, "Alcoholics Anonymous · Early Light Group"));
  hr_lobby_tap (lobby, "Back");
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "Meetings");
  hr_lobby_free (lobby);
}

static void
test_clear_forgets (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "meeting", "m-early-light");
  hr_lobby_tap (lobby, "Take it along");
  hr_session_clear (lobby->session);
  hr_session_touch (lobby->session);
  hr_lobby_go (lobby, "meeting", "m-no-such-thing");
  g_assert_false (hr_lobby_says (lobby, "Early Light"));
  hr_lobby_free (lobby);
}

/* One touch from a meeting to what kind of group it is, and back to the meeting */
static void
test_more_about_the_group (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "meeting", "m-harbor-smart");
  while (hr_lobby_find (lobby, "More about this group") == NULL)
    hr_lobby_tap (lobby, "More");
  hr_lobby_tap (lobby, "More about this group");
  hr_lobby_settle (lobby);
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "Groups by name");
  g_assert_true (hr_lobby_says (lobby, "SMART Recovery"));
  g_assert_nonnull (hr_lobby_find (lobby, "Meetings of this group"));
  hr_lobby_tap (lobby, "Back");
  hr_lobby_settle (lobby);
  g_assert_true (hr_lobby_says (lobby, "Harbor SMART"));
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/meeting-page/everything", test_everything_is_said);
  g_test_add_func ("/meeting-page/step-free", test_unknown_and_steps);
  g_test_add_func ("/meeting-page/first-time", test_default_first_time);
  g_test_add_func ("/meeting-page/stale", test_stale);
  g_test_add_func ("/meeting-page/changes", test_changes);
  g_test_add_func ("/meeting-page/gone", test_gone);
  g_test_add_func ("/meeting-page/sign-in", test_sign_in_only_when_open);
  g_test_add_func ("/meeting-page/codes", test_codes_decode);
  g_test_add_func ("/meeting-page/codes-small", test_codes_decode_small);
  g_test_add_func ("/meeting-page/back", test_back_goes_back_inside);
  g_test_add_func ("/meeting-page/clear", test_clear_forgets);
  g_test_add_func ("/meeting-page/more-about-the-group", test_more_about_the_group);
  return g_test_run ();
}
