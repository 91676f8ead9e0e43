/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the sign-in to the picture and back; and that no file says anything of it. */
#include "hr-lobby.h"

#include "handrail/service/hr-milestone.h"
#include "hr-test.h"

#include <glib/gstdio.h>
#include <gtk/gtk.h>

static const char *
title (HrLobby *lobby)
{
  return hr_page_get_title (hr_visitor_window_get_page (lobby->window));
}

static void
add_files (const char *path, GString *to)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *data = NULL;
      gsize length = 0;

      /* the counts are written once a minute whether or not anybody came: see numbers() */
      if (g_str_has_prefix (name, "counts.db"))
        continue;
      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        add_files (file, to);
      else if (g_file_get_contents (file, &data, &length, NULL))
        {
          g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);

          g_string_append_printf (to, "%s %s\n", file, sum);
        }
    }
}

/* All that the counts say, with what still waited for its minute; only the numbers of the beats are left out */
static char *
numbers (HrLobby *lobby)
{
  g_autofree char *path = g_build_filename (lobby->folder, "counts.db", NULL);
  const char *command[] = { "sqlite3", "-readonly", path,
                            "SELECT date, meeting, hex(n), hex(first_time) FROM occurrence; SELECT year, week, meeting, hex(n), hex(first_time) FROM week;"
                            "SELECT year, quarter, fellowship, hex(n), hex(first_time) FROM quarter",
                            NULL };
  g_autoptr (GError) error = NULL;
  char *rows = NULL;
  int status = 0;

  hr_counts_beat (hr_center_get_counts (lobby->center), &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &rows, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_assert_nonnull (strstr (rows, "|00000001|"));
  return rows;
}

static char *
files (HrLobby *lobby)
{
  g_autofree char *counted = numbers (lobby);
  GString *text = g_string_new (counted);

  add_files (lobby->folder, text);
  return g_string_free (text, FALSE);
}

static void
test_after_sign_in (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  hr_lobby_go (lobby, "sign-in", NULL);
  g_assert_null (hr_lobby_find (lobby, "I am marking"));
  hr_lobby_tap (lobby, "Men’s Table");
  g_assert_null (hr_lobby_find (lobby, "I am marking"));
  hr_lobby_tap (lobby, "Count me");
  before = files (lobby);
  hr_lobby_tap (lobby, "I am marking");
  hr_lobby_tap (lobby, "I am starting today");
  g_assert_true (hr_lobby_says (lobby, "Welcome. We are glad that you are here."));
  g_assert_true (hr_lobby_says (lobby, "Nothing of it is kept, and nobody counts it."));
  hr_lobby_tap (lobby, "Choose another day");
  hr_lobby_tap (lobby, "I am starting again");
  g_assert_true (hr_lobby_says (lobby, "Welcome back."));
  hr_lobby_tap (lobby, "Done");
  g_assert_cmpint (hr_session_get_state (lobby->session), ==, HR_SESSION_RESTING);
  /* the count is one, whatever was marked; and no file has changed since */
  after = files (lobby);
  g_assert_cmpstr (after, ==, before);
  hr_lobby_go (lobby, "milestone", NULL);
  g_assert_false (hr_lobby_says (lobby, "Welcome back."));
  hr_lobby_free (lobby);
}

/* Every one of them can be reached, and each gets the picture */
static void
test_all (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  for (guint i = 0; i < hr_milestones_get_n (); i++)
    {
      g_autofree char *words = hr_milestone_words (i);
      gboolean years = i >= hr_milestones_first_years () && i != hr_milestones_other ();

      hr_lobby_go (lobby, "home", NULL);
      hr_lobby_go (lobby, "milestone", NULL);
      if (years)
        {
          while (hr_lobby_find (lobby, "More years") == NULL)
            hr_lobby_tap (lobby, "More");
          hr_lobby_tap (lobby, "More years");
        }
      while (hr_lobby_find (lobby, words) == NULL)
        hr_lobby_tap (lobby, "More");
      hr_lobby_tap (lobby, words);
      g_assert_true (hr_lobby_says (lobby, words));
      g_assert_true (hr_lobby_says (lobby, hr_milestone_greeting (i)));
      g_assert_nonnull (hr_lobby_find (lobby, "Choose another day"));
      hr_lobby_tap (lobby, "Back");
      g_assert_null (hr_lobby_find (lobby, "Choose another day"));
      g_assert_cmpstr (title (lobby), ==, "I am marking …");
    }
  hr_lobby_free (lobby);
}

static void
test_language (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autofree char *words = NULL;

  hr_lobby_go (lobby, "milestone", NULL);
  hr_lobby_tap (lobby, "I am starting again");
  hr_session_set_language (lobby->session, "es");
  hr_lobby_settle (lobby);
  words = hr_page_get_spoken (hr_visitor_window_get_page (lobby->window));
  g_assert_true (g_str_has_prefix (words, "Empiezo de nuevo\nNos alegra verle de nuevo."));
  /* time goes by: the next visitor finds the choice */
  hr_clock_advance_s (hr_center_get_clock (lobby->center), HR_SESSION_IDLE_S + HR_SESSION_WARNING_S + 1);
  hr_session_tick (lobby->session);
  hr_lobby_settle (lobby);
  hr_lobby_go (lobby, "milestone", NULL);
  g_assert_true (hr_lobby_says (lobby, "I am starting today"));
  g_assert_null (hr_lobby_find (lobby, "Choose another day"));
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/milestone-page/after-sign-in", test_after_sign_in);
  g_test_add_func ("/milestone-page/all", test_all);
  g_test_add_func ("/milestone-page/language", test_language);
  return g_test_run ();
}
