/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slips in the lobby: where they are offered, what is on the screen, what is left of it. Seen on the screen, and read by a reader of codes. */
#include "hr-lobby.h"

#include "handrail/service/hr-slip-check.h"
#include "handrail/ui/hr-qr-view.h"
#include "hr-take-slip-page-private.h"
#include "hr-test.h"

#include <gtk/gtk.h>
#include <string.h>

/* It was on from 17:30 to 18:30; the clock says 18:40. Men's Table, which is open for sign-in, has no group; Noon Anchor was at noon */
#define MEETING "m-after-work"
#define OPEN "m-mens-table"

static gboolean
is_offered (gpointer user_data)
{
  g_autoptr (HrSlipIssued) issued = hr_slips_issue (((HrLobby *)user_data)->slips, MEETING, NULL);

  return issued != NULL;
}

static HrLobby *
make_lobby (int width, int height)
{
  HrLobby *lobby = hr_lobby_new (width, height, FALSE);

  hr_slips_set_offered (lobby->slips, TRUE);
  hr_test_wait_until (is_offered, lobby);
  return lobby;
}

static GtkWidget *
find_code (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (HR_IS_QR_VIEW (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_code (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What a scanner reads on a picture of the screen; empty when it reads nothing */
static char *
scan (HrLobby *lobby)
{
  char *folder = hr_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "screen.png", NULL);
  g_autofree char *zbar = g_find_program_in_path ("zbarimg");
  g_autofree char *text = NULL;

  g_assert_nonnull (zbar);
  hr_lobby_save (lobby, path);
  g_assert_true (g_spawn_sync (NULL, (char *[]){ zbar, (char *)"--quiet", (char *)"--raw", path, NULL }, NULL, G_SPAWN_STDERR_TO_DEV_NULL,
                               NULL, NULL, &text, NULL, NULL, NULL));
  hr_test_remove_folder (folder);
  return g_strdup (g_strchomp (text));
}

static void
assert_genuine (HrLobby *lobby, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrSlipCheck) check = hr_slip_check_text (lobby->center, NULL, text, &error);

  g_assert_no_error (error);
  g_assert_cmpint (check->verdict, ==, HR_SLIP_GENUINE);
  g_assert_cmpstr (check->meeting, ==, MEETING);
  g_assert_true (check->listed);
}

static void
picture (HrLobby *lobby, const char *name)
{
  const char *folder = g_getenv ("HANDRAIL_PICTURES");
  g_autofree char *path = folder != NULL ? g_strdup_printf ("%s/%s.png", folder, name) : NULL;

  if (path != NULL)
    hr_lobby_save (lobby, path);
}

/* A square of at least 80 mm that a scanner reads, the words beside it, in every size of screen; nothing of it is cut. */
static void
test_screens (void)
{
  static const struct
  {
    int width, height;
  } sizes[] = { { 1080, 1920 }, { 1920, 1080 }, { 1280, 800 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      HrLobby *lobby = make_lobby (sizes[i].width, sizes[i].height);
      GtkWidget *code;
      g_autofree char *text = NULL;
      g_autofree char *name = g_strdup_printf ("slip-%dx%d", sizes[i].width, sizes[i].height);

      hr_lobby_go (lobby, "slip", MEETING);
      for (int language = 0; language < 2; language++)
        {
          g_autofree char *what = g_strdup_printf ("%s-%s", name, language == 0 ? "en" : "es");

          hr_session_set_language (lobby->session, language == 0 ? "en" : "es");
          hr_lobby_settle (lobby);
          g_assert_true (hr_lobby_says (lobby, "After Work"));
          g_assert_true (hr_lobby_says (lobby, "2026"));
          picture (lobby, what);
          hr_lobby_check_page (lobby, what);
        }
      code = find_code (GTK_WIDGET (hr_visitor_window_get_page (lobby->window)));
      g_assert_nonnull (code);
      g_assert_cmpint (gtk_widget_get_width (code), >=, hr_theme_px (lobby->theme, HR_QR_VIEW_MIN_MM));
      g_assert_cmpint (gtk_widget_get_height (code), >=, hr_theme_px (lobby->theme, HR_QR_VIEW_MIN_MM));
      text = scan (lobby);
      assert_genuine (lobby, text);
      hr_lobby_free (lobby);
    }
}

/* From the sign-in, after the meeting: the card, the slip; and from the page of the meeting. */
static void
test_ways (void)
{
  HrLobby *lobby = make_lobby (1080, 1920);

  hr_lobby_go (lobby, "sign-in", NULL);
  g_assert_true (hr_lobby_says (lobby, "Which meeting are you here for?"));
  picture (lobby, "slip-list");
  hr_lobby_tap (lobby, "After Work");
  g_assert_true (hr_lobby_says (lobby, "Proof of attendance"));
  hr_lobby_go (lobby, "meeting", MEETING);
  picture (lobby, "slip-meeting");
  hr_lobby_check_page (lobby, "meeting");
  hr_lobby_tap (lobby, "Take a slip");
  g_assert_true (hr_lobby_says (lobby, "Proof of attendance"));
  g_assert_true (hr_lobby_says (lobby, "After Work"));
  g_assert_true (hr_lobby_says (lobby, "Your name is not on it. We keep no copy and no list."));
  hr_lobby_free (lobby);
}

static void
set_slips (HrLobby *lobby, const char *meeting, const char *group, const char *start)
{
  HrEdit edit = { HR_EDIT_SET, HR_KIND_MEETING, meeting, (const char *const[]){ "group", "start", NULL },
                  (const char *const[]){ group, start, NULL } };
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (lobby->center), &edit, 1, "test", NULL);

  g_assert_nonnull (ids);
}

static gboolean
is_later (gpointer user_data)
{
  return hr_slips_find_later (((HrLobby *)user_data)->slips, OPEN) != NULL;
}

/* Who signs in reads from when on a slip can be taken; near the end it is one touch from "Thank you", and who was counted on an earlier
 * visit need not be counted twice for it. */
static void
test_after_sign_in (void)
{
  HrLobby *lobby = make_lobby (1080, 1920);

  set_slips (lobby, OPEN, "g-steady", "2025-01-07T19:00");
  hr_test_wait_until (is_later, lobby);
  hr_lobby_go (lobby, "sign-in", OPEN);
  g_assert_null (hr_lobby_find (lobby, "Take a slip"));
  hr_lobby_tap (lobby, "Count me");
  g_assert_true (hr_lobby_says (lobby, "You can take a slip at this screen from 8:15 PM on."));
  g_assert_null (hr_lobby_find (lobby, "Take a slip"));
  picture (lobby, "slip-thanks-early");
  hr_lobby_tap (lobby, "Done");
  hr_clock_advance_s (hr_center_get_clock (lobby->center), 100 * 60);
  hr_session_touch (lobby->session);
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, "sign-in", OPEN);
  g_assert_nonnull (hr_lobby_find (lobby, "Count me"));
  picture (lobby, "slip-ask");
  hr_lobby_check_page (lobby, "ask");
  hr_lobby_tap (lobby, "Count me");
  picture (lobby, "slip-thanks");
  hr_lobby_check_page (lobby, "thanks");
  hr_lobby_tap (lobby, "Take a slip");
  g_assert_true (hr_lobby_says (lobby, "Men’s Table"));
  g_assert_true (hr_lobby_says (lobby, "7:00 PM to 8:30 PM"));
  hr_lobby_free (lobby);
}

static void
test_not_offered (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "sign-in", NULL);
  g_assert_null (hr_lobby_find (lobby, "After Work"));
  hr_lobby_go (lobby, "meeting", MEETING);
  g_assert_null (hr_lobby_find (lobby, "Take a slip"));
  /* who gets there all the same reads where to ask */
  hr_lobby_go (lobby, "slip", MEETING);
  g_assert_null (find_code (GTK_WIDGET (hr_visitor_window_get_page (lobby->window))));
  g_assert_true (hr_lobby_says (lobby, "You can take a slip from 15 minutes before a meeting ends until one hour after it."));
  hr_lobby_free (lobby);
}

static void
test_clock (void)
{
  HrLobby *lobby = make_lobby (1080, 1920);

  hr_clock_advance_s (hr_center_get_clock (lobby->center), -10 * 60);
  hr_lobby_go (lobby, "meeting", MEETING);
  hr_lobby_tap (lobby, "Take a slip");
  g_assert_true (hr_lobby_says (lobby, "The clock of this screen may be wrong"));
  g_assert_null (find_code (GTK_WIDGET (hr_visitor_window_get_page (lobby->window))));
  picture (lobby, "slip-clock");
  hr_lobby_check_page (lobby, "clock");
  hr_session_set_language (lobby->session, "es");
  hr_lobby_settle (lobby);
  g_assert_true (hr_lobby_says (lobby, "Puede que el reloj"));
  hr_lobby_free (lobby);
}

/* Gone with the page, and with the visit; nothing was written, and every slip is another one. */
static void
test_gone (void)
{
  HrLobby *lobby = make_lobby (1080, 1920);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  hr_lobby_go (lobby, "meeting", MEETING);
  before = hr_test_digest_still_folder (lobby->folder);
  hr_lobby_tap (lobby, "Take a slip");
  first = scan (lobby);
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, "slip", MEETING);
  second = scan (lobby);
  assert_genuine (lobby, first);
  assert_genuine (lobby, second);
  g_assert_cmpstr (first, !=, second);
  hr_session_clear (lobby->session);
  hr_lobby_settle (lobby);
  {
    g_autofree char *words = hr_lobby_text (lobby);

    g_assert_null (strstr (words, "Proof of attendance"));
  }
  after = hr_test_digest_folder (lobby->folder);
  g_assert_cmpstr (before, ==, after);
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/take-slip-page/screens", test_screens);
  g_test_add_func ("/take-slip-page/ways", test_ways);
  g_test_add_func ("/take-slip-page/after-sign-in", test_after_sign_in);
  g_test_add_func ("/take-slip-page/not-offered", test_not_offered);
  g_test_add_func ("/take-slip-page/clock", test_clock);
  g_test_add_func ("/take-slip-page/gone", test_gone);
  return g_test_run ();
}
