/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slip from the lobby's screen to paper, on a real printer behind a real print server: the same as on the screen, and nothing of it is left in
 * spool, jobs or logs, not even where the print server was never told to forget. */
#include "hr-lobby.h"

#include "handrail/service/hr-printing.h"
#include "handrail/service/hr-slip-check.h"
#include "hr-test-printers.h"
#include "hr-test.h"

#include <string.h>

#define MEETING "m-after-work"
#define HELP "The printer needs help. Ask at the front desk. Here is the same on screen."

static HrTestPrinters *printers;

typedef struct
{
  HrLobby *lobby;
  const char *words;
} Said;

static gboolean
is_said (gpointer data)
{
  Said *said = data;

  return hr_lobby_says (said->lobby, said->words);
}

static void
wait_for (HrLobby *lobby, const char *words)
{
  Said said = { lobby, words };

  if (!hr_test_try_until (is_said, &said))
    {
      g_autofree char *text = hr_lobby_text (lobby);

      g_error ("\"%s\" does not come. The page says:\n%s", words, text);
    }
}

static gboolean
is_offered (gpointer user_data)
{
  g_autoptr (HrSlipIssued) issued = hr_slips_issue (((HrLobby *)user_data)->slips, MEETING, NULL);

  return issued != NULL;
}

static HrLobby *
open_lobby (int width, int height, HrPrinting **ret_printing)
{
  HrLobby *self = hr_lobby_new (width, height, FALSE);

  hr_slips_set_offered (self->slips, TRUE);
  hr_test_wait_until (is_offered, self);
  *ret_printing = hr_printing_new (self->center);
  hr_printing_set_printer (*ret_printing, HR_TEST_QUEUE, NULL);
  hr_visitor_window_set_printing (self->window, *ret_printing);
  return self;
}

static void
picture (HrLobby *lobby, const char *name)
{
  const char *folder = g_getenv ("HANDRAIL_PICTURES");
  g_autofree char *path = folder != NULL ? g_strdup_printf ("%s/%s.png", folder, name) : NULL;

  if (path == NULL)
    return;
  hr_lobby_settle (lobby);
  hr_lobby_save (lobby, path);
}

/* What a scanner reads on the screen */
static char *
scan (HrLobby *lobby)
{
  char *folder = hr_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "screen.png", NULL);
  g_autofree char *text = NULL;

  hr_lobby_save (lobby, path);
  g_assert_true (g_spawn_sync (NULL, (char *[]){ (char *)"zbarimg", (char *)"--quiet", (char *)"--raw", path, NULL }, NULL,
                               G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL, NULL, NULL));
  hr_test_remove_folder (folder);
  return g_strdup (g_strchomp (text));
}

static void
assert_no_trace (HrLobby *lobby, const char *slip)
{
  g_autofree char *begin = g_strndup (slip, 35);
  g_autofree char *grouped = hr_slip_group_text (slip, 7);
  g_autofree char *group = g_strndup (grouped, 23);
  const char *const canaries[] = { slip, begin, group, "After Work", "Proof of attendance" };

  for (guint i = 0; i < G_N_ELEMENTS (canaries); i++)
    {
      g_autofree char *found = hr_test_printers_find (printers, canaries[i]);

      if (found != NULL)
        g_error ("“%s” stands in %s", canaries[i], found);
    }
}

static void
test_print (void)
{
  g_autoptr (HrPrinting) printing = NULL;
  HrLobby *lobby = open_lobby (1080, 1920, &printing);
  guint before = hr_test_printers_count (printers);
  g_autofree char *folder = hr_test_digest_still_folder (lobby->folder);
  g_autofree char *folder_after = NULL;
  g_autofree char *slip = NULL;

  hr_lobby_go (lobby, "slip", MEETING);
  g_assert_false (hr_lobby_says (lobby, "No phone?"));
  picture (lobby, "slip-print-offered");
  hr_lobby_check_page (lobby, "print offered");
  slip = scan (lobby);
  g_assert_cmpuint (strlen (slip), ==, HR_SLIP_TEXT_LENGTH);
  hr_lobby_tap (lobby, "Print");
  wait_for (lobby, "Please take your paper.");
  picture (lobby, "slip-print-done");
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
  hr_session_clear (lobby->session);
  hr_lobby_settle (lobby);
  assert_no_trace (lobby, slip);
  folder_after = hr_test_digest_folder (lobby->folder);
  g_assert_cmpstr (folder, ==, folder_after);
  hr_lobby_free (lobby);
}

/* Whoever goes away while the printer needs help leaves no slip that comes out later, when somebody else stands there. */
static void
test_trouble (void)
{
  g_autoptr (HrPrinting) printing = NULL;
  HrLobby *lobby = open_lobby (1080, 1920, &printing);
  guint before = hr_test_printers_count (printers);
  g_autofree char *slip = NULL;

  hr_lobby_go (lobby, "slip", MEETING);
  slip = scan (lobby);
  hr_test_printers_do (printers, "paper out");
  hr_lobby_tap (lobby, "Print");
  wait_for (lobby, HELP);
  hr_lobby_settle (lobby);
  picture (lobby, "slip-print-trouble");
  hr_lobby_check_page (lobby, "printer in trouble");
  g_assert_true (hr_lobby_says (lobby, "Proof of attendance"));
  hr_session_clear (lobby->session);
  hr_printing_stop (printing);
  hr_test_printers_do (printers, "paper in");
  hr_lobby_settle (lobby);
  g_usleep (2 * G_USEC_PER_SEC);
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before);
  assert_no_trace (lobby, slip);
  hr_lobby_free (lobby);
}

/* The same in a small screen, in both languages, with the longest words that come in the place of the button. */
static void
test_fit (void)
{
  g_autoptr (HrPrinting) printing = NULL;
  HrLobby *lobby = open_lobby (1280, 800, &printing);

  hr_printing_set_printer (printing, "no-such-queue", NULL);
  for (int language = 0; language < 2; language++)
    {
      g_autofree char *name = g_strdup_printf ("slip-print-1280-%s", language == 0 ? "en" : "es");

      hr_session_set_language (lobby->session, language == 0 ? "en" : "es");
      hr_lobby_go (lobby, "home", NULL);
      hr_lobby_go (lobby, "slip", MEETING);
      picture (lobby, name);
      hr_lobby_check_page (lobby, name);
      hr_lobby_tap (lobby, language == 0 ? "Print" : "Imprimir");
      wait_for (lobby, language == 0 ? "The printer needs help." : "La impresora necesita ayuda.");
      hr_lobby_settle (lobby);
      hr_lobby_check_page (lobby, "after");
    }
  picture (lobby, "slip-print-1280-after");
  hr_printing_stop (printing);
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  printers = hr_test_printers_new (TRUE);
  g_test_add_func ("/slip-print/print", test_print);
  g_test_add_func ("/slip-print/trouble", test_trouble);
  g_test_add_func ("/slip-print/fit", test_fit);
  status = g_test_run ();
  hr_test_printers_free (printers);
  return status;
}
