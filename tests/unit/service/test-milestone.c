/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/service/hr-milestone.h"

#include "handrail/service/hr-handouts.h"
#include "handrail/service/hr-language.h"
#include "hr-test-pdf.h"
#include "hr-test.h"

#include <string.h>

/* Each has a name and words of its own, in both languages; those of years come after the others */
static void
test_words (void)
{
  static const char *const languages[] = { "en", "es" };

  hr_language_init (NULL);
  for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
    {
      g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      hr_language_set (languages[l]);
      for (guint i = 0; i < hr_milestones_get_n (); i++)
        {
          guint again = G_MAXUINT;

          g_assert_true (hr_milestone_from_name (hr_milestone_get_name (i), &again));
          g_assert_cmpuint (again, ==, i);
          g_assert_true (g_hash_table_add (known, hr_milestone_words (i)));
          g_assert_cmpuint (strlen (hr_milestone_greeting (i)), >, 0);
        }
    }
  hr_language_set ("en");
  guint none;
  g_assert_false (hr_milestone_from_name ("yesterday", &none));

  g_autofree char *first = hr_milestone_words (0);
  g_autofree char *second = hr_milestone_words (1);
  g_autofree char *years = hr_milestone_words (hr_milestones_first_years ());
  g_autofree char *other = hr_milestone_words (hr_milestones_other ());
  g_assert_cmpstr (first, ==, "I am starting today");
  g_assert_cmpstr (second, ==, "I am starting again");
  g_assert_cmpstr (years, ==, "2 years");
  g_assert_cmpstr (other, ==, "A day that matters to me");
}

/* One page on any paper, with the picture and the words, and with nothing of the place or the day */
static void
test_card (void)
{
  char *folder = hr_test_make_folder ();
  g_autoptr (HrCenter) center = hr_test_open_center (folder, FALSE, NULL);

  for (guint paper = 0; paper < HR_N_PAPERS && hr_test_pdf_has_tools (); paper++)
    {
      g_autoptr (GError) error = NULL;
      HrHandoutRequest *request = hr_handout_request_new (HR_HANDOUT_MILESTONE, center);

      request->options.paper = paper;
      g_assert_true (hr_milestone_from_name ("again", &request->milestone));
      g_autoptr (HrHandoutResult) result = hr_handouts_make (center, request, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (result->n_pages, ==, 1);
      g_assert_null (result->warning);
      g_autofree char *lines = hr_test_pdf_text (result->pdf);
      g_autofree char *text = hr_test_pdf_squeeze (lines);
      g_assert_nonnull (strstr (text, "I am starting again"));
      g_assert_nonnull (strstr (text, "Welcome back."));
      g_assert_null (strstr (text, "Harbor"));
      g_assert_null (strstr (text, "2026"));
      g_assert_null (strstr (text, "November"));
    }
  hr_center_close (center);
  g_clear_object (&center);
  hr_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/milestone/words", test_words);
  g_test_add_func ("/milestone/card", test_card);
  return g_test_run ();
}
