/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue (hr-printing.c) has jobs (hr-print-job.c); the first of them has a thread that goes between us and the printer (hr-print-run.c). */
#pragma once

#include "handrail/service/hr-printing.h"

G_BEGIN_DECLS

/* ---- the thread of one job ---- */

/**
 * HrPrintTempo: how long is long, in milliseconds; tests are in more of a hurry
 * @minute: of which the limits speak
 * @poll: between two looks
 * @patience: so long a printer may be in trouble before a job of the desk is given up; @visitor_patience
 * @stall, @stall_page: a job that takes longer than this and so much for each side is in trouble, whatever the printer says
 */
typedef struct
{
  guint minute;
  guint poll;
  guint patience, visitor_patience;
  guint stall, stall_page;
} HrPrintTempo;

/** HrPrintReport: @state: not %HR_PRINT_WAITING. Called on the main thread, for the last time with a final state */
typedef void (*HrPrintReport) (HrPrintState state, HrPrinterTrouble trouble, gpointer user_data);

/**
 * HrPrintOrder: what the thread is given
 * @n_sides: of all copies
 */
typedef struct
{
  char *printer;
  GBytes *pdf;
  HrPrinterSheet sheet;
  guint n_sides;
  HrPrintFlags flags;
} HrPrintOrder;

typedef struct _HrPrintRun HrPrintRun;

/** hr_print_run_new: begins; takes the strings and bytes of @order */
HrPrintRun *hr_print_run_new (const HrPrintOrder *order, const HrPrintTempo *tempo, HrPrintReport report, gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
/** hr_print_run_stop: takes it back; a report follows */
void hr_print_run_stop (HrPrintRun *self);
/** hr_print_run_end_visit: see hr_printing_end_visit() */
void hr_print_run_end_visit (HrPrintRun *self);
/** hr_print_run_free: waits for the thread, which has ended after its last report. Reports no more */
void hr_print_run_free (HrPrintRun *self);

/* ---- jobs ---- */

/** hr_print_job_new: takes @request (nullable), or the bytes of @order when they are there */
HrPrintJob *hr_print_job_new (HrHandoutRequest *request, const HrPrintOrder *order) G_GNUC_WARN_UNUSED_RESULT;
HrPrintOrder *hr_print_job_get_order (HrPrintJob *self);
/** hr_print_job_take_request: (nullable) (transfer full) */
HrHandoutRequest *hr_print_job_take_request (HrPrintJob *self) G_GNUC_WARN_UNUSED_RESULT;
/** hr_print_job_set: emits ::changed when it is something else. @reason: (nullable) (transfer full): the sentence, instead of the usual ones */
void hr_print_job_set (HrPrintJob *self, HrPrintState state, HrPrinterTrouble trouble, char *reason);
/** HrPrintJob::stopping: hr_print_job_stop() was called */

/** hr_printing_set_tempo: for tests */
void hr_printing_set_tempo (HrPrinting *self, const HrPrintTempo *tempo);

/** hr_print_wipe: (nullable): overwrites, then lets go */
void hr_print_wipe (GBytes *bytes);

G_END_DECLS
