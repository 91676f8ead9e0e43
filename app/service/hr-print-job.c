/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-printing-private.h"

#include <glib/gi18n-lib.h>

struct _HrPrintJob
{
  GObject parent_instance;
  HrHandoutRequest *request; /* (nullable): not laid out yet */
  HrPrintOrder order;
  HrPrintState state;
  HrPrinterTrouble trouble;
  char *reason; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (HrPrintJob, hr_print_job, G_TYPE_OBJECT)

enum
{
  CHANGED,
  STOPPING,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
hr_print_job_finalize (GObject *object)
{
  HrPrintJob *self = HR_PRINT_JOB (object);

  hr_handout_request_free (self->request);
  if (self->order.flags & HR_PRINT_PRIVATE)
    hr_print_wipe (self->order.pdf);
  else
    g_clear_pointer (&self->order.pdf, g_bytes_unref);
  g_free (self->order.printer);
  g_free (self->reason);

  G_OBJECT_CLASS (hr_print_job_parent_class)->finalize (object);
}

static void
hr_print_job_class_init (HrPrintJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_print_job_finalize;
  signals[CHANGED] = g_signal_new ("changed", HR_TYPE_PRINT_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STOPPING] = g_signal_new ("stopping", HR_TYPE_PRINT_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_print_job_init (HrPrintJob *self)
{
}

HrPrintJob *
hr_print_job_new (HrHandoutRequest *request, const HrPrintOrder *order)
{
  HrPrintJob *self = g_object_new (HR_TYPE_PRINT_JOB, NULL);

  self->request = request;
  self->order = *order;
  return self;
}

HrPrintOrder *
hr_print_job_get_order (HrPrintJob *self)
{
  return &self->order;
}

HrHandoutRequest *
hr_print_job_take_request (HrPrintJob *self)
{
  return g_steal_pointer (&self->request);
}

void
hr_print_job_set (HrPrintJob *self, HrPrintState state, HrPrinterTrouble trouble, char *reason)
{
  if (self->state == state && self->trouble == trouble && reason == NULL)
    return;
  self->state = state;
  self->trouble = trouble;
  g_free (self->reason);
  self->reason = reason;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- door ---- */

HrPrintState
hr_print_job_get_state (HrPrintJob *self)
{
  g_return_val_if_fail (HR_IS_PRINT_JOB (self), HR_PRINT_NOT_PRINTED);
  return self->state;
}

gboolean
hr_print_job_is_over (HrPrintJob *self)
{
  return hr_print_job_get_state (self) >= HR_PRINT_DONE;
}

HrPrinterTrouble
hr_print_job_get_trouble (HrPrintJob *self)
{
  g_return_val_if_fail (HR_IS_PRINT_JOB (self), HR_PRINTER_HELP);
  return self->trouble;
}

void
hr_print_job_stop (HrPrintJob *self)
{
  g_return_if_fail (HR_IS_PRINT_JOB (self));
  if (!hr_print_job_is_over (self))
    g_signal_emit (self, signals[STOPPING], 0);
}

char *
hr_print_job_dup_words (HrPrintJob *self)
{
  g_return_val_if_fail (HR_IS_PRINT_JOB (self), NULL);

  if (self->reason != NULL)
    return g_strdup (self->reason);
  switch (self->state)
    {
    case HR_PRINT_WAITING:
      return g_strdup (_ ("Printing starts in a moment."));
    case HR_PRINT_PRINTING:
      return g_strdup (_ ("Printing"));
    case HR_PRINT_DONE:
      return g_strdup (_ ("Please take your paper."));
    case HR_PRINT_STOPPED:
      return g_strdup (_ ("Nothing more is printed."));
    case HR_PRINT_NOT_STOPPED:
      return g_strdup (_ ("The pages may still come out. Ask at the front desk."));
    case HR_PRINT_TROUBLE:
    case HR_PRINT_NOT_PRINTED:
    default:
      return g_strdup (_ ("The printer needs help. Ask at the front desk. Here is the same on screen."));
    }
}

char *
hr_print_job_dup_desk_words (HrPrintJob *self)
{
  g_autofree char *why = NULL;

  g_return_val_if_fail (HR_IS_PRINT_JOB (self), NULL);

  if (self->state == HR_PRINT_NOT_STOPPED)
    return g_strdup_printf (_ ("The print service did not take the pages back. They may still come out. Look at the queue of the printer \"%s\"."),
                            self->order.printer);
  if (self->reason == NULL && self->state != HR_PRINT_TROUBLE && self->state != HR_PRINT_NOT_PRINTED)
    return self->state == HR_PRINT_DONE ? g_strdup (_ ("The pages are printed.")) : hr_print_job_dup_words (self);
  why = self->reason != NULL ? g_strdup (self->reason) : hr_printing_trouble_words (self->trouble, self->order.printer);
  if (self->state == HR_PRINT_TROUBLE)
    return g_strdup_printf (_ ("%s Printing goes on by itself then."), why);
  return g_strdup_printf (_ ("%s Nothing more of it will be printed."), why);
}

char *
hr_printing_trouble_words (HrPrinterTrouble trouble, const char *printer)
{
  switch (trouble)
    {
    case HR_PRINTER_READY:
      return g_strdup_printf (_ ("The printer \"%s\" is ready."), printer);
    case HR_PRINTER_PAPER:
      return g_strdup (_ ("The printer is out of paper. Put some in."));
    case HR_PRINTER_JAM:
      return g_strdup (_ ("Paper is stuck in the printer. Take it out gently."));
    case HR_PRINTER_COVER:
      return g_strdup (_ ("Something on the printer is open. Close all covers and trays."));
    case HR_PRINTER_INK:
      return g_strdup (_ ("The printer has no more ink or toner. Put a new cartridge in."));
    case HR_PRINTER_FULL:
      return g_strdup (_ ("The printer has no room for more pages. Take the printed ones away."));
    case HR_PRINTER_OFFLINE:
      return g_strdup (_ ("The printer does not answer. Look whether it is switched on and its cable is in."));
    case HR_PRINTER_PAUSED:
      return g_strdup_printf (_ ("Somebody stopped the queue of the printer \"%s\". Start it again (cupsenable)."), printer);
    case HR_PRINTER_REFUSES:
      return g_strdup_printf (_ ("The printer \"%s\" takes no pages. Look at its queue (cupsaccept)."), printer);
    case HR_PRINTER_NO_SERVICE:
      return g_strdup (_ ("The print service of this device (CUPS) does not answer. Start it, or start the device again."));
    case HR_PRINTER_UNKNOWN:
      return g_strdup_printf (_ ("There is no printer with the name \"%s\". Choose one under Settings."), printer);
    case HR_PRINTER_HELP:
    default:
      return g_strdup (_ ("The printer does not go on. Look what it shows."));
    }
}
