/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Printing on a real printer behind a real print server: what visitors and staff are told, what goes on after trouble, what is left behind. */
#include "hr-printing-private.h"

#include "handrail/core/hr-error.h"
#include "hr-test-printers.h"
#include "hr-test.h"

#include <string.h>

#define CANARY "Canario-Zx41"
#define HELP "The printer needs help. Ask at the front desk. Here is the same on screen."

static const HrPrintTempo quick = { .minute = 300, .poll = 50, .patience = 8000, .visitor_patience = 8000, .stall = 15000, .stall_page = 1000 };

static HrTestPrinters *printers;
static char *folder;
static HrCenter *center;
static gboolean keeping; /* the server was not told to forget */

static HrPrinting *
open_printing (void)
{
  HrPrinting *self = hr_printing_new (center);

  g_assert_null (hr_printing_get_printer (self));
  hr_printing_set_printer (self, HR_TEST_QUEUE, "letter");
  hr_printing_set_tempo (self, &quick);
  return self;
}

static HrPrintJob *
print_kind (HrPrinting *self, HrHandoutKind kind, HrPrintFlags flags)
{
  g_autoptr (GError) error = NULL;
  HrPrintJob *job = hr_printing_print_request (self, hr_printing_new_request (self, kind), flags, 1, &error);

  g_assert_no_error (error);
  return job;
}

typedef struct
{
  HrPrintJob *job;
  HrPrintState state;
} Wanted;

static gboolean
is_as_wanted (gpointer data)
{
  Wanted *wanted = data;

  return hr_print_job_get_state (wanted->job) == wanted->state;
}

static void
wait_for (HrPrintJob *job, HrPrintState state)
{
  Wanted wanted = { job, state };

  if (!hr_test_try_until (is_as_wanted, &wanted))
    g_error ("The job is in state %u, not %u; trouble %u.", hr_print_job_get_state (job), state, hr_print_job_get_trouble (job));
}

static void
says (HrPrintJob *job, const char *words, const char *desk_words)
{
  g_autofree char *text = hr_print_job_dup_words (job);
  g_autofree char *desk = hr_print_job_dup_desk_words (job);

  g_assert_cmpstr (text, ==, words);
  g_assert_cmpstr (desk, ==, desk_words);
}

static void
test_print (void)
{
  g_autoptr (HrPrinting) self = open_printing ();
  guint before = hr_test_printers_count (printers);
  g_autoptr (HrPrintJob) first = print_kind (self, HR_HANDOUT_WEEK, HR_PRINT_NORMAL);
  g_autoptr (HrPrintJob) second = print_kind (self, HR_HANDOUT_DOOR_SIGN, HR_PRINT_VISITOR);
  g_autofree char *told = NULL;

  says (first, "Printing", "Printing");
  says (second, "Printing starts in a moment.", "Printing starts in a moment.");
  wait_for (second, HR_PRINT_DONE);
  says (first, "Please take your paper.", "The pages are printed.");
  says (second, "Please take your paper.", "The pages are printed.");
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 2);
  told = hr_test_printers_told (printers);
  g_assert_nonnull (strstr (told, "IPP_JOB_NAME=Handrail\n"));
}

static void
test_trouble (void)
{
  g_autoptr (HrPrinting) self = open_printing ();
  guint before = hr_test_printers_count (printers);
  g_autoptr (HrPrintJob) job = NULL;

  hr_test_printers_do (printers, "paper out");
  job = print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_VISITOR);
  wait_for (job, HR_PRINT_TROUBLE);
  says (job, HELP, "The printer is out of paper. Put some in. Printing goes on by itself then.");
  hr_test_printers_do (printers, "paper in");
  wait_for (job, HR_PRINT_DONE);
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
}

static void
test_switched_off (void)
{
  g_autoptr (HrPrinting) self = open_printing ();
  guint before = hr_test_printers_count (printers);
  g_autoptr (HrPrintJob) first = NULL;
  g_autoptr (HrPrintJob) second = NULL;

  hr_test_printers_do (printers, "printer off");
  first = print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_NORMAL);
  second = print_kind (self, HR_HANDOUT_DOOR_SIGN, HR_PRINT_NORMAL);
  wait_for (first, HR_PRINT_TROUBLE);
  g_assert_cmpint (hr_print_job_get_trouble (first), ==, HR_PRINTER_OFFLINE);
  hr_test_printers_do (printers, "printer on");
  wait_for (second, HR_PRINT_DONE);
  g_assert_cmpint (hr_print_job_get_state (first), ==, HR_PRINT_DONE);
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 2);
}

/* The print server loses what it was given, and is given it again. */
static void
test_crash (void)
{
  g_autoptr (HrPrinting) self = open_printing ();
  guint before = hr_test_printers_count (printers);
  g_autoptr (HrPrintJob) job = NULL;

  hr_test_printers_do (printers, "fault cover-open");
  job = print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_NORMAL);
  wait_for (job, HR_PRINT_TROUBLE);
  g_assert_cmpint (hr_print_job_get_trouble (job), ==, HR_PRINTER_COVER);
  hr_test_printers_do (printers, "printer off");
  hr_test_printers_do (printers, "server crash");
  while (hr_print_job_get_trouble (job) != HR_PRINTER_NO_SERVICE)
    g_main_context_iteration (NULL, TRUE);
  hr_test_printers_do (printers, "fault none");
  hr_test_printers_do (printers, "printer on");
  hr_test_printers_do (printers, "server on");
  wait_for (job, HR_PRINT_DONE);
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
}

static void
test_given_up (void)
{
  g_autoptr (HrPrinting) self = open_printing ();
  HrPrintTempo hasty = quick;
  guint before = hr_test_printers_count (printers);
  g_autoptr (HrPrintJob) job = NULL;
  g_autoptr (HrPrintJob) unknown = NULL;

  hasty.visitor_patience = 300;
  hr_printing_set_tempo (self, &hasty);
  hr_test_printers_do (printers, "paper out");
  job = print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_VISITOR);
  wait_for (job, HR_PRINT_NOT_PRINTED);
  says (job, HELP, "The printer is out of paper. Put some in. Nothing more of it will be printed.");
  hr_test_printers_do (printers, "paper in");
  hr_printing_set_printer (self, "no-such-queue", NULL);
  unknown = print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_VISITOR);
  wait_for (unknown, HR_PRINT_NOT_PRINTED);
  says (unknown, HELP, "There is no printer with the name \"no-such-queue\". Choose one under Settings. Nothing more of it will be printed.");
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before);
}

static void
test_stop (void)
{
  g_autoptr (HrPrinting) self = open_printing ();
  guint before = hr_test_printers_count (printers);
  g_autoptr (HrPrintJob) first = NULL;
  g_autoptr (HrPrintJob) second = NULL;
  g_autoptr (HrPrintJob) third = NULL;

  hr_test_printers_do (printers, "hold");
  first = print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_NORMAL);
  second = print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_NORMAL);
  third = print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_NORMAL);
  wait_for (first, HR_PRINT_TROUBLE);
  g_assert_cmpint (hr_print_job_get_trouble (first), ==, HR_PRINTER_PAUSED);
  hr_print_job_stop (second);
  wait_for (second, HR_PRINT_STOPPED);
  hr_print_job_stop (first);
  wait_for (first, HR_PRINT_STOPPED);
  says (first, "Nothing more is printed.", "Nothing more is printed.");
  hr_test_printers_do (printers, "go");
  wait_for (third, HR_PRINT_DONE);
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
}

static void
refuses (HrPrinting *self, HrPrintFlags flags, guint copies, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hr_printing_print_request (self, hr_printing_new_request (self, HR_HANDOUT_RESOURCES), flags, copies, &error));
  g_assert_error (error, HR_ERROR, code);
}

static void
test_limits (void)
{
  g_autoptr (HrPrinting) self = open_printing ();
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF", 4);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);

  refuses (self, HR_PRINT_NORMAL, 0, HR_ERROR_LIMIT);
  refuses (self, HR_PRINT_NORMAL, HR_PRINTING_COPIES + 1, HR_ERROR_LIMIT);
  refuses (self, HR_PRINT_VISITOR, 2, HR_ERROR_LIMIT);
  g_assert_null (hr_printing_print_pdf (self, pdf, HR_PRINTING_VISITOR_PAGES + 1, HR_PAPER_LETTER, 612, 792, HR_PRINT_VISITOR, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_LIMIT);
  hr_test_printers_do (printers, "hold");
  for (guint i = 0; i < HR_PRINTING_VISITOR_PER_MINUTE; i++)
    g_ptr_array_add (jobs, print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_VISITOR));
  refuses (self, HR_PRINT_VISITOR, 1, HR_ERROR_LIMIT);
  /* the desk does not suffer from a finger in the lobby */
  g_ptr_array_add (jobs, print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_NORMAL));
  g_usleep (quick.minute * 1000);
  g_ptr_array_add (jobs, print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_VISITOR));
  hr_printing_stop (self);
  for (guint i = 0; i < jobs->len; i++)
    g_assert_cmpint (hr_print_job_get_state (jobs->pdata[i]), ==, HR_PRINT_STOPPED);
  refuses (self, HR_PRINT_NORMAL, 1, HR_ERROR_NOT_FOUND);
  hr_test_printers_do (printers, "go");
}

/* ---- what is private ---- */

/* A page that says something of a person, in its text, its title and its name. */
static HrPrintJob *
print_private (HrPrinting *self)
{
  g_autofree char *text = g_strdup_printf ("%%PDF-1.4\n"
                                           "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                                           "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                                           "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<>>>>endobj\n"
                                           "4 0 obj<</Length %u>>stream\n%%%s\nendstream endobj\n"
                                           "5 0 obj<</Title(%s)>>endobj\ntrailer<</Root 1 0 R/Info 5 0 R>>\n",
                                           (guint)strlen (CANARY) + 2, CANARY, CANARY);
  g_autoptr (GBytes) pdf = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  HrPrintJob *job = hr_printing_print_pdf (self, pdf, 1, HR_PAPER_LETTER, 612, 792, HR_PRINT_VISITOR | HR_PRINT_PRIVATE, &error);

  g_assert_no_error (error);
  return job;
}

static void
check_nothing_left (void)
{
  g_autofree char *spool = g_build_filename (hr_test_printers_get_folder (printers), "spool", NULL);
  g_autoptr (GDir) dir = g_dir_open (spool, 0, NULL);
  g_autofree char *found = hr_test_printers_find (printers, CANARY);

  g_assert_cmpstr (found, ==, NULL);
  g_assert_nonnull (dir);
  /* c00012, d00012-001: what a server keeps of a job; of what was not private, when it was told to keep it */
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    g_assert_false (!keeping && (name[0] == 'c' || name[0] == 'd'));
}

static void
test_private (void)
{
  g_autoptr (HrPrinting) self = open_printing ();
  guint before = hr_test_printers_count (printers);
  g_autoptr (HrPrintJob) job = NULL;
  g_autofree char *found = NULL;

  /* the page is in the queue, and can be found there, while it is printed */
  hr_test_printers_do (printers, "fault cover-open");
  job = print_private (self);
  wait_for (job, HR_PRINT_TROUBLE);
  found = hr_test_printers_find (printers, CANARY);
  g_assert_nonnull (found);
  hr_test_printers_do (printers, "fault none");
  wait_for (job, HR_PRINT_DONE);
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
  check_nothing_left ();
}

/* Somebody goes away while their page waits for paper: it does not come out for the next one. */
static void
test_end_visit (void)
{
  g_autoptr (HrPrinting) self = open_printing ();
  guint before = hr_test_printers_count (printers);
  g_autoptr (HrPrintJob) job = NULL;
  g_autoptr (HrPrintJob) behind = NULL;
  g_autoptr (HrPrintJob) desk = NULL;

  hr_test_printers_do (printers, "paper out");
  job = print_private (self);
  behind = print_private (self);
  wait_for (job, HR_PRINT_TROUBLE);
  hr_printing_end_visit (self);
  wait_for (job, HR_PRINT_STOPPED);
  wait_for (behind, HR_PRINT_STOPPED);
  check_nothing_left ();
  hr_test_printers_do (printers, "paper in");
  /* what a printer itself was given before can only be taken back there: it is empty before the next page */
  desk = print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_NORMAL);
  wait_for (desk, HR_PRINT_DONE);
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
}

/* Stopped while nobody answers: what waits in the server comes out when it is started again, and that is said. */
static void
test_stop_without_service (void)
{
  g_autoptr (HrPrinting) self = open_printing ();
  guint before = hr_test_printers_count (printers);
  g_autoptr (HrPrintJob) job = NULL;

  hr_test_printers_do (printers, "fault cover-open");
  job = print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_NORMAL);
  wait_for (job, HR_PRINT_TROUBLE);
  hr_test_printers_do (printers, "server off");
  while (hr_print_job_get_trouble (job) != HR_PRINTER_NO_SERVICE)
    g_main_context_iteration (NULL, TRUE);
  hr_print_job_stop (job);
  wait_for (job, HR_PRINT_NOT_STOPPED);
  hr_test_printers_do (printers, "fault none");
  hr_test_printers_do (printers, "server on");
  while (hr_test_printers_count (printers) == before)
    g_usleep (20000);
}

static void
test_keeps (gconstpointer keeps)
{
  keeping = GPOINTER_TO_INT (keeps);
  printers = hr_test_printers_new (keeping);
  folder = hr_test_make_folder ();
  center = hr_test_open_center (folder, FALSE, NULL);
  if (keeping)
    {
      test_print ();
      test_trouble ();
      test_switched_off ();
      test_crash ();
      test_given_up ();
      test_stop ();
      test_limits ();
      test_stop_without_service ();
    }
  /* each again with what a careful center sets: a server that forgets */
  test_print ();
  test_private ();
  test_end_visit ();
  g_clear_object (&center);
  hr_test_remove_folder (folder);
  hr_test_printers_free (printers);
}

/* A print service that takes nothing back: nobody is told that nothing comes out, for it does. */
static void
test_strict (void)
{
  printers = hr_test_printers_new_strict ();
  folder = hr_test_make_folder ();
  center = hr_test_open_center (folder, FALSE, NULL);
  {
    g_autoptr (HrPrinting) self = open_printing ();
    HrPrintTempo hasty = quick;
    guint before = hr_test_printers_count (printers);
    g_autoptr (HrPrintJob) job = NULL;
    g_autoptr (HrPrintJob) impatient = NULL;
    g_autoptr (HrPrintJob) last = NULL;

    hr_test_printers_do (printers, "fault cover-open");
    job = print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_NORMAL);
    wait_for (job, HR_PRINT_TROUBLE);
    hr_print_job_stop (job);
    wait_for (job, HR_PRINT_NOT_STOPPED);
    says (job, "The pages may still come out. Ask at the front desk.",
          "The print service did not take the pages back. They may still come out. Look at the queue of the printer \"lobby\".");
    hr_test_printers_do (printers, "fault none");
    last = print_kind (self, HR_HANDOUT_DOOR_SIGN, HR_PRINT_NORMAL);
    wait_for (last, HR_PRINT_DONE);
    g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 2);
    /* and when it is given up here */
    hasty.visitor_patience = 300;
    hr_printing_set_tempo (self, &hasty);
    hr_test_printers_do (printers, "fault cover-open");
    impatient = print_kind (self, HR_HANDOUT_RESOURCES, HR_PRINT_VISITOR);
    wait_for (impatient, HR_PRINT_NOT_STOPPED);
    hr_test_printers_do (printers, "fault none");
  }
  g_clear_object (&center);
  hr_test_remove_folder (folder);
  hr_test_printers_free (printers);
}

/* For pictures: each job is at once as it is wanted, as often as it is wanted, and there need be no printer. */
static void
test_rehearse (void)
{
  folder = hr_test_make_folder ();
  center = hr_test_open_center (folder, FALSE, NULL);
  {
    g_autoptr (HrPrinting) self = open_printing ();
    g_autoptr (HrPrintJob) going = NULL;

    hr_printing_rehearse (self, HR_PRINT_PRINTING);
    going = print_kind (self, HR_HANDOUT_HELP, HR_PRINT_VISITOR);
    g_assert_cmpint (hr_print_job_get_state (going), ==, HR_PRINT_PRINTING);
    hr_printing_rehearse (self, HR_PRINT_DONE);
    g_assert_cmpint (hr_print_job_get_state (going), ==, HR_PRINT_STOPPED);
    for (guint i = 0; i < 2 * HR_PRINTING_VISITOR_PER_MINUTE; i++)
      {
        g_autoptr (HrPrintJob) done = print_kind (self, HR_HANDOUT_HELP, HR_PRINT_VISITOR);

        g_assert_cmpint (hr_print_job_get_state (done), ==, HR_PRINT_DONE);
      }
    hr_printing_rehearse (self, HR_PRINT_TROUBLE);
    g_autoptr (HrPrintJob) trouble = print_kind (self, HR_HANDOUT_HELP, HR_PRINT_VISITOR);
    says (trouble, HELP, "The printer is out of paper. Put some in. Printing goes on by itself then.");
  }
  g_clear_object (&center);
  hr_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/printing/keeps", GINT_TO_POINTER (TRUE), test_keeps);
  g_test_add_func ("/printing/rehearse", test_rehearse);
  g_test_add_func ("/printing/strict", test_strict);
  g_test_add_data_func ("/printing/forgets", GINT_TO_POINTER (FALSE), test_keeps);
  return g_test_run ();
}
