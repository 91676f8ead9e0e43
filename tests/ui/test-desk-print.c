/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desk chooses its printer and prints what it sees, on a real printer. */
#include "hr-test-desk.h"
#include "hr-test-printers.h"
#include "hr-test.h"

#include <string.h>

static HrTestPrinters *printers;

static void
follow_cb (HrDevice *device, HrPrinting *printing)
{
  hr_printing_set_printer (printing, hr_device_get_printer (device), hr_device_get_printer_paper (device));
}

static void
test_choose_and_print (void)
{
  HrTestDesk *self = hr_test_desk_new (1080, 1920, TRUE, FALSE);
  g_autoptr (HrPrinting) printing = hr_printing_new (self->center);
  g_autofree char *told = NULL;
  guint before = hr_test_printers_count (printers);

  hr_staff_window_set_printing (self->window, printing);
  g_signal_connect_object (self->device, "changed", G_CALLBACK (follow_cb), printing, 0);
  hr_test_desk_begin (self);
  /* nothing to print on, nothing that says so */
  hr_test_desk_go (self, "handouts", NULL);
  hr_test_desk_wait_for (self, "Page 1 of ");
  g_assert_null (hr_test_desk_find (self, NULL, "Print"));
  hr_test_desk_go (self, "settings", NULL);
  hr_test_desk_touch (self, "Printer");
  hr_test_desk_wait_for (self, "Without a printer the lobby offers no printing.");
  hr_test_desk_touch (self, "Printer by the door (lobby)");
  hr_test_desk_wait_for (self, "The printer \"lobby\" is ready.");
  hr_test_desk_picture (self, "settings-printer");
  g_assert_cmpstr (hr_device_get_printer (self->device), ==, HR_TEST_QUEUE);
  hr_test_desk_go (self, "handouts", NULL);
  hr_test_desk_touch (self, "Today's door sign");
  hr_test_desk_wait_for (self, "lobby · Paper: Letter · Copies: 1 · Pages: 1");
  hr_test_desk_touch (self, "One copy more");
  hr_test_desk_wait_for (self, "lobby · Paper: Letter · Copies: 2 · Pages: 2");
  hr_test_desk_picture (self, "handouts-print");
  hr_test_desk_touch (self, "Print");
  hr_test_desk_wait_for (self, "The pages are printed.");
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
  hr_test_printers_do (printers, "paper out");
  hr_test_desk_touch (self, "Print");
  hr_test_desk_wait_for (self, "The printer is out of paper. Put some in. Printing goes on by itself then.");
  hr_test_desk_picture (self, "handouts-print-trouble");
  hr_test_desk_touch (self, "Stop printing");
  hr_test_desk_wait_for (self, "Nothing more is printed.");
  hr_test_printers_do (printers, "paper in");
  g_assert_cmpuint (hr_test_printers_count (printers), ==, before + 1);
  hr_test_desk_free (self);
}

int
main (int argc, char *argv[])
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  printers = hr_test_printers_new (FALSE);
  g_test_add_func ("/desk-print/choose-and-print", test_choose_and_print);
  status = g_test_run ();
  hr_test_printers_free (printers);
  return status;
}
