/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Printing in the lobby, on a real printer: one touch, how it goes, what is said when the printer needs help, and that the page stays. */
#include "hr-lobby.h"
#include "hr-test-printers.h"
#include "hr-test.h"

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

static HrLobby *
open_lobby (int width, int height, HrPrinting **ret_printing)
{
  HrLobby *self = hr_lobby_new (width, height, FALSE);

  *ret_printing = hr_printing_new (self->center);
  hr_visitor_window_set_printing (self->window, *ret_printing);
  return self;
}

static void
picture (HrLobby *lobby, const char *name)
{
  const char *folder = g_getenv ("HANDRAIL_PICTURES");
  g_autofree char *file = g_strdup_printf ("%s.png", name);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;

  if (path == NULL)
    return;
  hr_lobby_settle (lobby);
  hr_lobby_save (lobby, path);
}

/* What is printed must be what is asked for: a page of this meeting, of these help lines. */
static void
test_pages (void)
{
  g_autoptr (HrPrinting) printing = NULL;
  HrLobby *lobby = open_lobby (1080, 1920, &printing);
  guint before = hr_test_printers_count (printers);

  hr_lobby_go (lobby, "meeting", "m-noon-anchor");
  g_assert_null (hr_lobby_find (lobby, "Print"));
  hr_printing_set_printer (printing, HR_TEST_QUEUE, NULL);
  hr_lobby_settle (lobby);
  picture (lobby, "print-offered");
  hr_lobby_tap (lobby, "Print");
  wait_for (lobby, "Please take your paper.");
  picture (lobby, "print-done");
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
  hr_lobby_tap (lobby, "Print large");
  wait_for (lobby, "Please take your paper.");
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 2);
  hr_lobby_go (lobby, "help", NULL);
  picture (lobby, "print-help");
  hr_lobby_tap (lobby, "Print");
  wait_for (lobby, "Please take your paper.");
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 3);
  /* taken away while the page is open */
  hr_printing_set_printer (printing, NULL, NULL);
  hr_lobby_settle (lobby);
  g_assert_null (hr_lobby_find (lobby, "Print"));
  hr_lobby_free (lobby);
}

static void
test_trouble (void)
{
  g_autoptr (HrPrinting) printing = NULL;
  HrLobby *lobby = open_lobby (1080, 1920, &printing);
  guint before = hr_test_printers_count (printers);

  hr_printing_set_printer (printing, HR_TEST_QUEUE, NULL);
  hr_lobby_go (lobby, "meeting", "m-noon-anchor");
  hr_test_printers_do (printers, "paper out");
  hr_lobby_tap (lobby, "Print");
  wait_for (lobby, HELP);
  hr_lobby_settle (lobby);
  g_assert_null (hr_lobby_find (lobby, "Print large"));
  hr_lobby_check_page (lobby, "a printer that needs help");
  picture (lobby, "print-trouble");
  hr_test_printers_do (printers, "paper in");
  wait_for (lobby, "Please take your paper.");
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
  /* whoever goes away in the middle of it leaves no word of it on the screen */
  hr_test_printers_do (printers, "paper out");
  hr_lobby_tap (lobby, "Print");
  wait_for (lobby, HELP);
  hr_session_clear (lobby->session);
  hr_lobby_go (lobby, "meeting", "m-noon-anchor");
  g_assert_false (hr_lobby_says (lobby, HELP));
  hr_test_printers_do (printers, "paper in");
  hr_lobby_free (lobby);
}

/* What a visitor collected, and the day that they mark */
static void
test_own (void)
{
  g_autoptr (HrPrinting) printing = NULL;
  HrLobby *lobby = open_lobby (1080, 1920, &printing);
  guint before = hr_test_printers_count (printers);

  hr_lobby_go (lobby, "plan", NULL);
  hr_printing_set_printer (printing, HR_TEST_QUEUE, NULL);
  hr_lobby_settle (lobby);
  /* of nothing there is no page */
  g_assert_null (hr_lobby_find (lobby, "Print"));
  g_assert_true (hr_plan_add (hr_session_get_plan (lobby->session), HR_KIND_MEETING, "m-noon-anchor"));
  g_assert_true (hr_plan_add (hr_session_get_plan (lobby->session), HR_KIND_RESOURCE, "r-night-shelter"));
  hr_lobby_settle (lobby);
  wait_for (lobby, "Print large");
  hr_lobby_check_page (lobby, "print-plan");
  picture (lobby, "print-plan");
  hr_lobby_tap (lobby, "Print");
  wait_for (lobby, "Please take your paper.");
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
  hr_lobby_go (lobby, "milestone", NULL);
  hr_lobby_tap (lobby, "I am starting again");
  hr_lobby_settle (lobby);
  hr_lobby_check_page (lobby, "print-milestone");
  picture (lobby, "print-milestone");
  hr_lobby_tap (lobby, "Print");
  wait_for (lobby, "Please take your paper.");
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 2);
  hr_lobby_free (lobby);
}

/* With the buttons, and with the longest thing that stands in their place. */
static void
test_fit (void)
{
  static const struct
  {
    int width, height;
  } sizes[] = { { 1080, 1920 }, { 1920, 1080 }, { 1280, 800 } };
  static const HrTextSize texts[] = { HR_TEXT_DEFAULT, HR_TEXT_LARGEST };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (HrPrinting) printing = NULL;
      HrLobby *lobby = open_lobby (sizes[i].width, sizes[i].height, &printing);

      for (guint language = 0; language < 2; language++)
        for (guint text = 0; text < G_N_ELEMENTS (texts); text++)
          {
            g_autofree char *name = g_strdup_printf ("print-fit-%dx%d-%s-%u", sizes[i].width, sizes[i].height, language ? "es" : "en", text);
            g_autofree char *name_after = g_strdup_printf ("%s-after", name);

            g_autoptr (HrPrinting) again = hr_printing_new (lobby->center);

            hr_session_clear (lobby->session);
            /* a new one has not been asked too often yet */
            hr_printing_set_printer (again, "no-such-queue", NULL);
            hr_visitor_window_set_printing (lobby->window, again);
            hr_session_set_language (lobby->session, language ? "es" : "en");
            hr_session_set_text_size (lobby->session, texts[text]);
            hr_lobby_go (lobby, "help", NULL);
            hr_lobby_check_page (lobby, name);
            hr_lobby_go (lobby, "meeting", "m-noon-anchor");
            hr_lobby_check_page (lobby, name);
            picture (lobby, name);
            hr_lobby_tap (lobby, language ? "Imprimir" : "Print");
            wait_for (lobby, language ? "La impresora necesita ayuda." : "The printer needs help.");
            hr_lobby_settle (lobby);
            hr_lobby_check_page (lobby, name_after);
            picture (lobby, name_after);
            g_assert_true (hr_plan_add (hr_session_get_plan (lobby->session), HR_KIND_MEETING, "m-noon-anchor"));
            hr_lobby_go (lobby, "plan", NULL);
            hr_lobby_check_page (lobby, name);
            hr_lobby_go (lobby, "papers", "r-night-shelter");
            hr_lobby_check_page (lobby, name);
            hr_lobby_tap (lobby, language ? "Imprimir" : "Print");
            wait_for (lobby, language ? "La impresora necesita ayuda." : "The printer needs help.");
            hr_lobby_settle (lobby);
            hr_lobby_check_page (lobby, name_after);
          }
      hr_session_clear (lobby->session);
      hr_lobby_free (lobby);
    }
}

static void
test_papers (void)
{
  g_autoptr (HrPrinting) printing = NULL;
  HrLobby *lobby = open_lobby (1080, 1920, &printing);
  guint before = hr_test_printers_count (printers);

  hr_printing_set_printer (printing, HR_TEST_QUEUE, NULL);
  hr_lobby_go (lobby, "papers", "r-night-shelter");
  hr_lobby_check_page (lobby, "papers with a printer");
  picture (lobby, "print-papers");
  hr_lobby_tap (lobby, "Print");
  wait_for (lobby, "Please take your paper.");
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
  hr_lobby_free (lobby);
}

/* All of the list, or what is listed for one need; what is said of one print is not said of the other. */
static void
test_list (void)
{
  static const struct
  {
    int width, height;
  } sizes[] = { { 1080, 1920 }, { 1920, 1080 }, { 1280, 800 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (HrPrinting) printing = NULL;
      HrLobby *lobby = open_lobby (sizes[i].width, sizes[i].height, &printing);
      g_autofree char *all = g_strdup_printf ("print-list-%d", sizes[i].width), *need = g_strdup_printf ("print-need-%d", sizes[i].width);
      guint before = hr_test_printers_count (printers);

      hr_lobby_go (lobby, "papers", NULL);
      g_assert_null (hr_lobby_find (lobby, "Print"));
      hr_printing_set_printer (printing, HR_TEST_QUEUE, NULL);
      hr_lobby_settle (lobby);
      hr_lobby_check_page (lobby, all);
      picture (lobby, all);
      hr_lobby_tap (lobby, "Print");
      wait_for (lobby, "Please take your paper.");
      g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
      hr_lobby_tap (lobby, "Housing");
      hr_lobby_settle (lobby);
      g_assert_false (hr_lobby_says (lobby, "Please take your paper."));
      hr_lobby_check_page (lobby, need);
      picture (lobby, need);
      hr_lobby_tap (lobby, "Print");
      wait_for (lobby, "Please take your paper.");
      g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 2);
      hr_session_set_text_size (lobby->session, HR_TEXT_LARGEST);
      hr_lobby_settle (lobby);
      hr_lobby_check_page (lobby, need);
      hr_session_clear (lobby->session);
      hr_lobby_free (lobby);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  printers = hr_test_printers_new (FALSE);
  g_test_add_func ("/lobby-print/pages", test_pages);
  g_test_add_func ("/lobby-print/trouble", test_trouble);
  g_test_add_func ("/lobby-print/own", test_own);
  g_test_add_func ("/lobby-print/papers", test_papers);
  g_test_add_func ("/lobby-print/list", test_list);
  g_test_add_func ("/lobby-print/fit", test_fit);
  status = g_test_run ();
  hr_test_printers_free (printers);
  return status;
}
