/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slip on paper: all that stands on it, on every paper, and what a scanner reads from it is genuine. */
#include "handrail/service/hr-slip-paper.h"

#include "handrail/service/hr-language.h"
#include "handrail/service/hr-slip-check.h"
#include "hr-test-pdf.h"
#include "hr-test.h"

#include <string.h>

/* Mondays from 17:30 to 18:30; the clock says Monday, 18:50 */
#define MEETING "m-after-work"

typedef struct
{
  char *folder;
  HrCenter *center;
  HrSlips *slips;
} Fixture;

static gboolean
is_ready (gpointer user_data)
{
  g_autoptr (HrSlipIssued) issued = hr_slips_issue (((Fixture *)user_data)->slips, MEETING, NULL);

  return issued != NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = hr_test_make_folder ();
  self->center = hr_test_open_center (self->folder, FALSE, NULL);
  self->slips = hr_slips_new (self->center);
  hr_slips_set_offered (self->slips, TRUE);
  hr_test_wait_until (is_ready, self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  hr_language_set ("en");
  g_clear_object (&self->slips);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->center);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  hr_test_remove_folder (self->folder);
}

static HrSlipPaper *
draw (Fixture *self, HrPaper paper)
{
  g_autoptr (HrSlipIssued) issued = hr_slips_issue (self->slips, MEETING, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrSlipPaper *drawn;

  hr_slip_paper_draw_async (self->slips, issued, paper, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  drawn = hr_slip_paper_draw_finish (self->slips, result, &error);
  g_assert_no_error (error);
  return drawn;
}

static void
test_papers (Fixture *self, gconstpointer data)
{
  static const char *const parts[] = { "Harbor Street Recovery Center",
                                       "Proof of attendance",
                                       "After Work",
                                       "Monday, November 23, 2026",
                                       "5:30 PM to 6:30 PM",
                                       "Name: you write it yourself",
                                       "Initials of the person",
                                       "It does not prove who was there",
                                       "Call or text 988" };

  if (!hr_test_pdf_has_tools ())
    return;
  for (guint paper = 0; paper < HR_N_PAPERS; paper++)
    {
      g_autoptr (HrSlipPaper) drawn = draw (self, (HrPaper)paper);
      g_autofree char *raw = hr_test_pdf_text (drawn->pdf);
      g_autofree char *text = hr_test_pdf_squeeze (raw);
      g_auto (GStrv) codes = hr_test_pdf_codes (drawn->pdf, 200);
      g_autoptr (HrSlipCheck) check = NULL;

      hr_test_pdf_check (drawn->pdf, "Proof of attendance", "en");
      g_assert_cmpfloat (drawn->width, >, 200);
      g_assert_cmpfloat (drawn->height, >, 200);
      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        if (strstr (text, parts[i]) == NULL)
          g_error ("on %s, “%s” is missing in: %s", hr_paper_to_string ((HrPaper)paper), parts[i], text);
      g_assert_cmpuint (g_strv_length (codes), ==, 1);
      check = hr_slip_check_text (self->center, NULL, codes[0], NULL);
      g_assert_cmpint (check->verdict, ==, HR_SLIP_GENUINE);
      g_assert_cmpstr (check->meeting, ==, MEETING);
    }
}

/* No moment of printing is in it: a quarter of an hour later only the serial is another one. */
static void
test_no_moment (Fixture *self, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (!hr_test_pdf_has_tools ())
    return;
  {
    g_autoptr (HrSlipPaper) drawn = draw (self, HR_PAPER_A5);
    first = hr_test_pdf_run (drawn->pdf, "pdfinfo", NULL);
  }
  hr_clock_advance_s (hr_center_get_clock (self->center), 15 * 60);
  {
    g_autoptr (HrSlipPaper) drawn = draw (self, HR_PAPER_A5);
    second = hr_test_pdf_run (drawn->pdf, "pdfinfo", NULL);
  }
  g_assert_nonnull (strstr (first, "CreationDate"));
  {
    g_auto (GStrv) one = g_strsplit (first, "\n", -1);
    g_auto (GStrv) other = g_strsplit (second, "\n", -1);

    for (guint i = 0; one[i] != NULL; i++)
      if (!g_str_has_prefix (one[i], "File size"))
        g_assert_cmpstr (one[i], ==, other[i]);
  }
}

static void
test_spanish (Fixture *self, gconstpointer data)
{
  g_autofree char *raw = NULL;
  g_autofree char *text = NULL;

  if (!hr_test_pdf_has_tools ())
    return;
  hr_language_set ("es");
  {
    g_autoptr (HrSlipPaper) drawn = draw (self, HR_PAPER_LETTER);

    hr_test_pdf_check (drawn->pdf, "Comprobante de asistencia", "es");
    raw = hr_test_pdf_text (drawn->pdf);
  }
  text = hr_test_pdf_squeeze (raw);
  g_assert_nonnull (strstr (text, "Lunes, 23 de noviembre de 2026"));
  g_assert_nonnull (strstr (text, "No prueba quién estuvo allí"));
}

int
main (int argc, char **argv)
{
  g_autofree char *po = NULL;

  g_test_init (&argc, &argv, NULL);
  po = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);
  hr_language_init (po);
#define ADD(name, function) g_test_add ("/slip-paper/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("papers", test_papers);
  ADD ("no-moment", test_no_moment);
  ADD ("spanish", test_spanish);
  return g_test_run ();
}
