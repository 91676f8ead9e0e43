/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real printer and a real print server: what they are handed, what they say of themselves, and what they forget. */
#include "handrail/print/hr-printer.h"
#include "handrail/core/hr-error.h"
#include "hr-test-pdf.h"
#include "hr-test-printers.h"
#include "hr-test.h"

#include <cairo-pdf.h>
#include <string.h>

#define WAIT_MS 15000
#define STEP_MS 20

static HrTestPrinters *printers;

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_pdf (const char *words)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, 612, 792);
  cairo_t *cr = cairo_create (surface);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, words);
  cairo_move_to (cr, 72, 72);
  cairo_show_text (cr, words);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static int
start (HrPrinter *printer, HrDuplex duplex, guint copies)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = make_pdf ("Monday 7 pm");
  HrPrinterSheet sheet = { HR_PAPER_LETTER, 612, 792, duplex, copies, 0 };
  int job = 0;

  g_assert_true (hr_printer_start (printer, pdf, &sheet, &job, &error));
  g_assert_no_error (error);
  g_assert_cmpint (job, >, 0);
  return job;
}

static HrPrinterJob
look_at (HrPrinter *printer, int job)
{
  g_autoptr (GError) error = NULL;
  HrPrinterJob state = HR_PRINTER_JOB_GONE;

  g_assert_true (hr_printer_look_at (printer, job, &state, &error));
  g_assert_no_error (error);
  return state;
}

static void
wait_for_job (HrPrinter *printer, int job, HrPrinterJob wanted)
{
  HrPrinterJob state = look_at (printer, job);

  for (int i = 0; i < WAIT_MS / STEP_MS && state != wanted; i++)
    {
      g_usleep (STEP_MS * 1000);
      state = look_at (printer, job);
    }
  g_assert_cmpint (state, ==, wanted);
}

static void
wait_for_trouble (HrPrinter *printer, HrPrinterTrouble wanted)
{
  HrPrinterTrouble trouble = hr_printer_look (printer, TRUE);

  for (int i = 0; i < WAIT_MS / STEP_MS && trouble != wanted; i++)
    {
      g_usleep (STEP_MS * 1000);
      trouble = hr_printer_look (printer, TRUE);
    }
  g_assert_cmpint (trouble, ==, wanted);
}

static void
test_reasons (void)
{
  static const struct
  {
    int state;
    gboolean accepting;
    HrPrinterTrouble trouble;
    const char *reasons[4];
  } rows[] = {
    { 3, TRUE, HR_PRINTER_READY, { "none" } },
    { 4, TRUE, HR_PRINTER_READY, { "media-low-warning", "toner-low-report" } },
    /* one tray of two is empty; then the printer stops for it */
    { 4, TRUE, HR_PRINTER_READY, { "media-empty-warning" } },
    { 5, TRUE, HR_PRINTER_PAPER, { "media-empty-warning" } },
    { 4, TRUE, HR_PRINTER_PAPER, { "media-empty-report", "media-needed-report" } },
    { 3, TRUE, HR_PRINTER_PAPER, { "media-empty-error" } },
    { 3, TRUE, HR_PRINTER_PAPER, { "media-empty" } },
    { 4, TRUE, HR_PRINTER_JAM, { "media-needed", "media-jam-warning" } },
    { 3, TRUE, HR_PRINTER_COVER, { "cover-open-report" } },
    { 5, TRUE, HR_PRINTER_INK, { "marker-supply-empty-error" } },
    { 3, TRUE, HR_PRINTER_FULL, { "output-area-full-error" } },
    { 4, TRUE, HR_PRINTER_OFFLINE, { "offline-report" } },
    { 5, TRUE, HR_PRINTER_PAUSED, { "paused" } },
    { 5, TRUE, HR_PRINTER_PAUSED, { "media-needed", "paused" } },
    { 5, TRUE, HR_PRINTER_PAUSED, { NULL } },
    { 5, TRUE, HR_PRINTER_HELP, { "fuser-over-temp-warning" } },
    { 3, TRUE, HR_PRINTER_HELP, { "fuser-over-temp-error" } },
    { 3, FALSE, HR_PRINTER_REFUSES, { "none" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %u", i);
      g_assert_cmpint (hr_printer_trouble_from (rows[i].state, rows[i].reasons, rows[i].accepting), ==, rows[i].trouble);
    }
}

static void
test_list (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = hr_printer_list (&error);
  const HrPrinterInfo *info;

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  info = list->pdata[0];
  g_assert_cmpstr (info->name, ==, HR_TEST_QUEUE);
  g_assert_cmpstr (info->words, ==, "Printer by the door");
}

/* @name: the printer itself, or its queue */
static void
print_one (const char *name)
{
  g_autoptr (HrPrinter) printer = hr_printer_new (name);
  guint before = hr_test_printers_count (printers);
  g_autofree char *told = NULL;
  int job;

  wait_for_trouble (printer, HR_PRINTER_READY);
  job = start (printer, HR_DUPLEX_SHORT_EDGE, 2);
  wait_for_job (printer, job, HR_PRINTER_JOB_DONE);
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
  told = hr_test_printers_told (printers);
  g_assert_nonnull (strstr (told, "IPP_JOB_NAME=Handrail\n"));
  g_assert_nonnull (strstr (told, "IPP_JOB_ORIGINATING_USER_NAME=handrail\n"));
  g_assert_nonnull (strstr (told, "IPP_SIDES=two-sided-short-edge\n"));
  g_assert_true (hr_printer_cancel (printer, job, TRUE, NULL));
}

static void
test_print (void)
{
  print_one (HR_TEST_QUEUE);
  print_one (hr_test_printers_get_uri (printers));
}

static void
test_paper (void)
{
  g_autoptr (HrPrinter) printer = hr_printer_new (HR_TEST_QUEUE);
  guint before = hr_test_printers_count (printers);
  int first, second;

  hr_test_printers_do (printers, "paper out");
  first = start (printer, HR_DUPLEX_NONE, 1);
  second = start (printer, HR_DUPLEX_NONE, 1);
  wait_for_trouble (printer, HR_PRINTER_PAPER);
  g_assert_cmpint (look_at (printer, first), ==, HR_PRINTER_JOB_PRINTING);
  g_assert_cmpint (look_at (printer, second), ==, HR_PRINTER_JOB_WAITING);
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before);
  hr_test_printers_do (printers, "paper in");
  wait_for_job (printer, first, HR_PRINTER_JOB_DONE);
  wait_for_job (printer, second, HR_PRINTER_JOB_DONE);
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 2);
  wait_for_trouble (printer, HR_PRINTER_READY);
}

static void
test_faults (void)
{
  static const struct
  {
    const char *order;
    HrPrinterTrouble trouble;
  } rows[] = { { "fault cover-open", HR_PRINTER_COVER }, { "fault media-jam", HR_PRINTER_JAM } };
  g_autoptr (HrPrinter) printer = hr_printer_new (HR_TEST_QUEUE);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int job;

      hr_test_printers_do (printers, rows[i].order);
      job = start (printer, HR_DUPLEX_NONE, 1);
      wait_for_trouble (printer, rows[i].trouble);
      hr_test_printers_do (printers, "fault none");
      wait_for_job (printer, job, HR_PRINTER_JOB_DONE);
      wait_for_trouble (printer, HR_PRINTER_READY);
    }
}

static void
test_paused (void)
{
  g_autoptr (HrPrinter) printer = hr_printer_new (HR_TEST_QUEUE);
  guint before = hr_test_printers_count (printers);
  int job;

  hr_test_printers_do (printers, "hold");
  g_assert_cmpint (hr_printer_look (printer, TRUE), ==, HR_PRINTER_PAUSED);
  job = start (printer, HR_DUPLEX_NONE, 1);
  g_assert_cmpint (look_at (printer, job), ==, HR_PRINTER_JOB_WAITING);
  g_assert_true (hr_printer_cancel (printer, job, FALSE, NULL));
  g_assert_cmpint (look_at (printer, job), ==, HR_PRINTER_JOB_CANCELED);
  g_assert_true (hr_printer_cancel (printer, job, TRUE, NULL));
  g_assert_cmpint (look_at (printer, job), ==, HR_PRINTER_JOB_GONE);
  hr_test_printers_do (printers, "go");
  g_assert_cmpint (hr_printer_look (printer, TRUE), ==, HR_PRINTER_READY);
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before);
}

/* The plug is out, then the print server is gone: what waits goes on afterwards. */
static void
test_restart (void)
{
  g_autoptr (HrPrinter) printer = hr_printer_new (HR_TEST_QUEUE);
  g_autoptr (GError) error = NULL;
  HrPrinterJob state;
  guint before = hr_test_printers_count (printers);
  int job;

  hr_test_printers_do (printers, "printer off");
  job = start (printer, HR_DUPLEX_NONE, 1);
  wait_for_trouble (printer, HR_PRINTER_OFFLINE);
  hr_test_printers_do (printers, "server off");
  g_assert_cmpint (hr_printer_look (printer, TRUE), ==, HR_PRINTER_NO_SERVICE);
  g_assert_false (hr_printer_look_at (printer, job, &state, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_IO);
  hr_test_printers_do (printers, "printer on");
  hr_test_printers_do (printers, "server on");
  wait_for_job (printer, job, HR_PRINTER_JOB_DONE);
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
}

/* What waited is forgotten, and nobody pretends that it was printed. */
static void
test_crash (void)
{
  g_autoptr (HrPrinter) printer = hr_printer_new (HR_TEST_QUEUE);
  guint before = hr_test_printers_count (printers);
  int job;

  hr_test_printers_do (printers, "hold");
  job = start (printer, HR_DUPLEX_NONE, 1);
  hr_test_printers_do (printers, "server crash");
  hr_test_printers_do (printers, "server on");
  g_assert_cmpint (look_at (printer, job), ==, HR_PRINTER_JOB_GONE);
  hr_test_printers_do (printers, "go");
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before);
}

static void
test_unknown (void)
{
  static const char *const names[] = { "no-such-queue", "a queue/with?signs%", HR_PRINTER_DEFAULT };
  g_autoptr (GBytes) pdf = make_pdf ("Monday 7 pm");
  HrPrinterSheet sheet = { HR_PAPER_A4, 595, 842, HR_DUPLEX_NONE, 1, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (HrPrinter) printer = hr_printer_new (names[i]);
      g_autoptr (GError) error = NULL;
      int job = -1;

      g_assert_cmpint (hr_printer_look (printer, TRUE), ==, HR_PRINTER_UNKNOWN);
      g_assert_false (hr_printer_start (printer, pdf, &sheet, &job, &error));
      g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
      g_assert_cmpint (job, ==, -1);
    }
  {
    g_autoptr (HrPrinter) nobody = hr_printer_new ("ipp://127.0.0.1:1/ipp/print");

    g_assert_cmpint (hr_printer_look (nobody, FALSE), ==, HR_PRINTER_OFFLINE);
  }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  printers = hr_test_printers_new (TRUE);
  g_test_add_func ("/printer/reasons", test_reasons);
  g_test_add_func ("/printer/list", test_list);
  g_test_add_func ("/printer/print", test_print);
  g_test_add_func ("/printer/paper", test_paper);
  g_test_add_func ("/printer/faults", test_faults);
  g_test_add_func ("/printer/paused", test_paused);
  g_test_add_func ("/printer/restart", test_restart);
  g_test_add_func ("/printer/crash", test_crash);
  g_test_add_func ("/printer/unknown", test_unknown);
  status = g_test_run ();
  hr_test_printers_free (printers);
  return status;
}
