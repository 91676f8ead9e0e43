/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real printer: a queue of this machine's print server (CUPS), or a printer of the network by its address (ipp://…). Every call waits for
 * the other side, a few seconds at most: for a thread of its own, never for the one that draws. What is printed goes from memory to the
 * printer and is never a file of ours; it is called "Handrail" there, and belongs to "handrail", whoever printed it. */
#pragma once

#include "handrail/print/hr-paper.h"

G_BEGIN_DECLS

/** HR_PRINTER_DEFAULT: instead of a name: whatever queue the print server prefers */
#define HR_PRINTER_DEFAULT "default"

/**
 * HrPrinterTrouble: what stands in the way, the worst first in doubt
 * @HR_PRINTER_READY: nothing
 * @HR_PRINTER_PAPER: no paper; @HR_PRINTER_JAM; @HR_PRINTER_COVER: something is open; @HR_PRINTER_INK: ink or toner is used up
 * @HR_PRINTER_FULL: the printed pages must be taken away
 * @HR_PRINTER_OFFLINE: switched off, or its cable is out
 * @HR_PRINTER_PAUSED: somebody stopped its queue; @HR_PRINTER_REFUSES: its queue takes no jobs
 * @HR_PRINTER_NO_SERVICE: the print server does not answer; @HR_PRINTER_UNKNOWN: there is no such queue
 * @HR_PRINTER_HELP: something else
 */
typedef enum
{
  HR_PRINTER_READY,
  HR_PRINTER_PAPER,
  HR_PRINTER_JAM,
  HR_PRINTER_COVER,
  HR_PRINTER_INK,
  HR_PRINTER_FULL,
  HR_PRINTER_OFFLINE,
  HR_PRINTER_PAUSED,
  HR_PRINTER_REFUSES,
  HR_PRINTER_NO_SERVICE,
  HR_PRINTER_UNKNOWN,
  HR_PRINTER_HELP,
} HrPrinterTrouble;

/** hr_printer_trouble_from: @state: as in printer-state (3 idle, 4 processing, 5 stopped); @reasons: (array zero-terminated=1): as in
 * printer-state-reasons. What a printer only warns of, such as one empty tray of two, is no trouble until it stops for it */
HrPrinterTrouble hr_printer_trouble_from (int state, const char *const *reasons, gboolean accepting);

/** HrPrinterInfo: @words: (nullable): what somebody wrote about it, such as "Printer by the door" */
typedef struct
{
  char *name;
  char *words;
  gboolean is_default;
} HrPrinterInfo;

void hr_printer_info_free (HrPrinterInfo *self);
/** hr_printer_list: the queues of the print server. Returns: (transfer full) (element-type HrPrinterInfo): %NULL with %HR_ERROR_IO when it
 * does not answer */
GPtrArray *hr_printer_list (GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** HrPrinter: one printer; made, used and freed by one thread */
typedef struct _HrPrinter HrPrinter;

/** hr_printer_new: @name: of a queue, %HR_PRINTER_DEFAULT, or an address that begins with "ipp://" or "ipps://". Asks nobody yet */
HrPrinter *hr_printer_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;
void hr_printer_free (HrPrinter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrPrinter, hr_printer_free)

/** hr_printer_look: never fails: who does not answer is in trouble. @thorough: also asks the printer behind a queue, where this device may and
 * can: a queue that is idle does not know how its printer is */
HrPrinterTrouble hr_printer_look (HrPrinter *self, gboolean thorough);

/**
 * HrPrinterSheet: how it is printed
 * @width, @height: of a side, in points: tells how long a roll is cut
 * @cancel_after_s: the server gives up by itself when it could not print for so long; 0 = never
 */
typedef struct
{
  HrPaper paper;
  double width, height;
  HrDuplex duplex;
  guint copies;
  guint cancel_after_s;
} HrPrinterSheet;

/** hr_printer_start: hands over @pdf. %HR_ERROR_IO and %HR_ERROR_BUSY: it may be tried again, nothing of it was kept; %HR_ERROR_NOT_FOUND: no
 * such queue; %HR_ERROR_REFUSED: it takes no jobs, or none of this kind */
gboolean hr_printer_start (HrPrinter *self, GBytes *pdf, const HrPrinterSheet *sheet, int *ret_job, GError **error);

/**
 * HrPrinterJob:
 * @HR_PRINTER_JOB_WAITING: behind others, or until the printer is helped; @HR_PRINTER_JOB_HELD: somebody put it aside
 * @HR_PRINTER_JOB_PRINTING
 * @HR_PRINTER_JOB_STOPPED: in the middle of it
 * @HR_PRINTER_JOB_DONE: the page is out; @HR_PRINTER_JOB_CANCELED: somebody took it back; @HR_PRINTER_JOB_ABORTED: the printer gave up
 * @HR_PRINTER_JOB_GONE: nobody knows it any more: a server that keeps no history forgets what it has done, and a printer all when it starts
 */
typedef enum
{
  HR_PRINTER_JOB_WAITING,
  HR_PRINTER_JOB_HELD,
  HR_PRINTER_JOB_PRINTING,
  HR_PRINTER_JOB_STOPPED,
  HR_PRINTER_JOB_DONE,
  HR_PRINTER_JOB_CANCELED,
  HR_PRINTER_JOB_ABORTED,
  HR_PRINTER_JOB_GONE,
} HrPrinterJob;

/** hr_printer_look_at: %FALSE with %HR_ERROR_IO: nobody answered; ask again */
gboolean hr_printer_look_at (HrPrinter *self, int job, HrPrinterJob *ret_state, GError **error);
/** hr_printer_cancel: @purge: with all that the server remembers of it, also of one that is done. One that is gone is no error */
gboolean hr_printer_cancel (HrPrinter *self, int job, gboolean purge, GError **error);

G_END_DECLS
