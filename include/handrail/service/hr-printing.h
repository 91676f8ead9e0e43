/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Use case: printing on a real printer. One after the other, on a thread of its own; what cannot be printed yet waits in memory and goes on
 * when the printer was helped, switched on or started again, as long as somebody may still want it. Nothing is written to a file. What is
 * private leaves nothing at the printer's queue either, and does not come out when its visit is over and the printer was in trouble.
 * Main thread. */
#pragma once

#include "handrail/print/hr-printer.h"
#include "handrail/service/hr-handouts.h"

G_BEGIN_DECLS

/* A finger that is stuck, a child that plays, a list that is longer than thought */
/** HR_PRINTING_VISITOR_PAGES: sides of one visitor's job; _PER_MINUTE: jobs */
#define HR_PRINTING_VISITOR_PAGES 12
#define HR_PRINTING_VISITOR_PER_MINUTE 4
/** HR_PRINTING_COPIES, _PAGES: of one job at the desk: copies, and sides of all copies */
#define HR_PRINTING_COPIES 50
#define HR_PRINTING_PAGES 500
#define HR_PRINTING_PER_MINUTE 10

/* ---- one job ---- */

/**
 * HrPrintState:
 * @HR_PRINT_WAITING: others are before it
 * @HR_PRINT_PRINTING: it is laid out, handed over or printed
 * @HR_PRINT_TROUBLE: the printer needs help; then it goes on by itself
 * @HR_PRINT_DONE: the paper is out; @HR_PRINT_STOPPED: somebody here did not want it any more; @HR_PRINT_NOT_PRINTED: it was given up;
 *   @HR_PRINT_NOT_STOPPED: the same, but the print service did not take it back: it may still come out. All four are final
 */
typedef enum
{
  HR_PRINT_WAITING,
  HR_PRINT_PRINTING,
  HR_PRINT_TROUBLE,
  HR_PRINT_DONE,
  HR_PRINT_STOPPED,
  HR_PRINT_NOT_PRINTED,
  HR_PRINT_NOT_STOPPED,
} HrPrintState;

#define HR_TYPE_PRINT_JOB (hr_print_job_get_type ())
G_DECLARE_FINAL_TYPE (HrPrintJob, hr_print_job, HR, PRINT_JOB, GObject)

/** HrPrintJob::changed: the state or what stands in the way */

HrPrintState hr_print_job_get_state (HrPrintJob *self);
/** hr_print_job_is_over: it is in one of the final states */
gboolean hr_print_job_is_over (HrPrintJob *self);
HrPrinterTrouble hr_print_job_get_trouble (HrPrintJob *self);
/** hr_print_job_dup_words: (transfer full): for a visitor, in the language that is set: "Printing", "Please take your paper.", … */
char *hr_print_job_dup_words (HrPrintJob *self) G_GNUC_WARN_UNUSED_RESULT;
/** hr_print_job_dup_desk_words: (transfer full): for staff: what is wrong and what to do */
char *hr_print_job_dup_desk_words (HrPrintJob *self) G_GNUC_WARN_UNUSED_RESULT;
/** hr_print_job_stop: takes it back, also from the printer */
void hr_print_job_stop (HrPrintJob *self);

/** hr_printing_trouble_words: (transfer full): a sentence for staff, with what to do; @printer: its name */
char *hr_printing_trouble_words (HrPrinterTrouble trouble, const char *printer) G_GNUC_WARN_UNUSED_RESULT;

/* ---- which printers there are ---- */

/** HrPrinterSurvey: @list: (element-type HrPrinterInfo): empty when the print service does not answer; @trouble: of the printer that was asked about */
typedef struct
{
  GPtrArray *list;
  HrPrinterTrouble trouble;
} HrPrinterSurvey;

void hr_printer_survey_free (HrPrinterSurvey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrPrinterSurvey, hr_printer_survey_free)

/** hr_printing_survey_async: on a thread of its own. @name: (nullable): a printer to look at, too; without one it is %HR_PRINTER_READY */
void hr_printing_survey_async (const char *name, GAsyncReadyCallback callback, gpointer user_data);
/** hr_printing_survey_finish: never %NULL */
HrPrinterSurvey *hr_printing_survey_finish (GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;

/* ---- all of them ---- */

/**
 * HrPrintFlags:
 * @HR_PRINT_VISITOR: somebody in the lobby: smaller limits, and less patience than the desk's
 * @HR_PRINT_PRIVATE: it says something of a person (My plan, a slip): its job is taken out of the printer's queue with all that is remembered
 *   of it, and the pages are wiped from memory
 */
typedef enum
{
  HR_PRINT_NORMAL = 0,
  HR_PRINT_VISITOR = 1 << 0,
  HR_PRINT_PRIVATE = 1 << 1,
} HrPrintFlags;

#define HR_TYPE_PRINTING (hr_printing_get_type ())
G_DECLARE_FINAL_TYPE (HrPrinting, hr_printing, HR, PRINTING, GObject)

/** HrPrinting::changed: hr_printing_get_printer() says something else */

/** hr_printing_new: @center: whose handouts; without a printer */
HrPrinting *hr_printing_new (HrCenter *center) G_GNUC_WARN_UNUSED_RESULT;
/** hr_printing_set_printer: @name: (nullable): as in hr_printer_new(); %NULL: nothing is printed here. @paper: (nullable): as in
 * hr_paper_from_string(); %NULL = what the center uses */
void hr_printing_set_printer (HrPrinting *self, const char *name, const char *paper);
/** hr_printing_set_patience_s: how long a printer may be in trouble before a job of the desk is given up; half an hour unless it is set */
void hr_printing_set_patience_s (HrPrinting *self, guint patience_s);
/** hr_printing_get_printer: (nullable): pages offer to print only when there is one */
const char *hr_printing_get_printer (HrPrinting *self);
/** hr_printing_get_paper: what lies in it */
HrPaper hr_printing_get_paper (HrPrinting *self);

/** hr_printing_rehearse: for pictures of the pages: nothing is printed, and every job is in @state at once. Those that are there are stopped */
void hr_printing_rehearse (HrPrinting *self, HrPrintState state);

/** hr_printing_new_request: as hr_handout_request_new(), on the paper that lies in the printer */
HrHandoutRequest *hr_printing_new_request (HrPrinting *self, HrHandoutKind kind) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_printing_print_request: lays out and prints; takes @request in any case
 *
 * Returns: (transfer full): the job; it goes on without whoever asked for it. %NULL with %HR_ERROR_LIMIT (too many, too often: a sentence to
 * show) or %HR_ERROR_NOT_FOUND (no printer is set)
 */
HrPrintJob *hr_printing_print_request (HrPrinting *self, HrHandoutRequest *request, HrPrintFlags flags, guint copies, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/** hr_printing_print_result: what was laid out already; @result need not live on */
HrPrintJob *hr_printing_print_result (HrPrinting *self, const HrHandoutResult *result, HrPrintFlags flags, guint copies, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/** hr_printing_print_pdf: any other pages, such as a slip; @width, @height: of a side, in points. With %HR_PRINT_PRIVATE the memory of @pdf is
 * overwritten at the end, whoever else holds it */
HrPrintJob *hr_printing_print_pdf (HrPrinting *self, GBytes *pdf, guint n_pages, HrPaper paper, double width, double height,
                                   HrPrintFlags flags, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_printing_end_visit: whoever waited has gone: what is private and not coming out right now is taken back, and so is a visitor's job that
 * has not begun */
void hr_printing_end_visit (HrPrinting *self);
/** hr_printing_stop: takes back what waits; blocks until the printer has heard of it, some seconds at the most: for the end of the program */
void hr_printing_stop (HrPrinting *self);

G_END_DECLS
