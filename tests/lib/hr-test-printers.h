/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real printer and a real print server for tests, in a folder that goes away: printers.py says what they are and what they obey. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HR_TEST_QUEUE: the queue of the print server for the printer */
#define HR_TEST_QUEUE "lobby"

/** HrTestPrinters: @uri: of the printer itself; @folder: where all is that either keeps */
typedef struct _HrTestPrinters HrTestPrinters;

/** hr_test_printers_new: from now on the print server of this process is that one. @keeps: whether it keeps what was printed, as it does when
 * nobody told it not to */
HrTestPrinters *hr_test_printers_new (gboolean keeps) G_GNUC_WARN_UNUSED_RESULT;
/** hr_test_printers_new_strict: the same, where nobody takes a job back without a password */
HrTestPrinters *hr_test_printers_new_strict (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_test_printers_free (HrTestPrinters *self);
const char *hr_test_printers_get_uri (HrTestPrinters *self);
const char *hr_test_printers_get_folder (HrTestPrinters *self);

/** hr_test_printers_do: an order; waits until it is done */
void hr_test_printers_do (HrTestPrinters *self, const char *order);
/** hr_test_printers_count: how many times something came out of the printer */
guint hr_test_printers_count (HrTestPrinters *self);
/** hr_test_printers_told: (transfer full): what the printer was told of its jobs: a line "IPP_SIDES=…" for each thing */
char *hr_test_printers_told (HrTestPrinters *self) G_GNUC_WARN_UNUSED_RESULT;
/** hr_test_printers_find: (transfer full) (nullable): a file of either side in which @text stands, other than what came out of the printer */
char *hr_test_printers_find (HrTestPrinters *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
