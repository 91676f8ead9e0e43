/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-printing-private.h"

#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>

#define WAITING_MOST 20

static const HrPrintTempo usual_tempo = { .minute = 60 * 1000, .poll = 400, .patience = 30 * 60 * 1000, .visitor_patience = 2 * 60 * 1000,
                                          .stall = 45 * 1000, .stall_page = 10 * 1000 };

struct _HrPrinting
{
  GObject parent_instance;
  HrCenter *center;
  char *printer; /* (nullable) */
  HrPaper paper;
  gboolean has_paper;
  HrPrintTempo tempo;
  GQueue jobs;       /* HrPrintJob: the first is being laid out or printed */
  HrPrintRun *run;   /* (nullable): of the first */
  GCancellable *making; /* (nullable): the first is being laid out */
  GArray *starts_us[2]; /* gint64: when jobs were taken: of the desk, of visitors */
  gboolean stopped;
  gboolean rehearses;
  HrPrintState rehearsed;
};

G_DEFINE_FINAL_TYPE (HrPrinting, hr_printing, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void go_on (HrPrinting *self);

/* ---- the first job ---- */

/* Takes the first job out of the queue and begins the next one. */
static void
end_first (HrPrinting *self, HrPrintState state, HrPrinterTrouble trouble, char *reason)
{
  g_autoptr (HrPrintJob) job = g_queue_pop_head (&self->jobs);

  g_clear_pointer (&self->run, hr_print_run_free);
  g_clear_object (&self->making);
  hr_print_job_set (job, state, trouble, reason);
  go_on (self);
}

static void
report_cb (HrPrintState state, HrPrinterTrouble trouble, gpointer user_data)
{
  HrPrinting *self = user_data;

  if (state >= HR_PRINT_DONE)
    end_first (self, state, trouble, NULL);
  else
    hr_print_job_set (g_queue_peek_head (&self->jobs), state, trouble, NULL);
}

static guint
most_pages (HrPrintFlags flags)
{
  return flags & HR_PRINT_VISITOR ? HR_PRINTING_VISITOR_PAGES : HR_PRINTING_PAGES;
}

static char *
too_long_words (HrPrintFlags flags, guint n_sides)
{
  if (flags & HR_PRINT_VISITOR)
    return g_strdup (_ ("This is too long to print here. The front desk can print it for you."));
  return g_strdup_printf (_ ("It takes %u pages, and %d are the most at a time. Print fewer copies."), n_sides, HR_PRINTING_PAGES);
}

static void
begin_run (HrPrinting *self)
{
  HrPrintOrder *order = hr_print_job_get_order (g_queue_peek_head (&self->jobs));
  HrPrintOrder copy = *order;

  copy.printer = g_strdup (order->printer);
  /* the thread wipes what is private; until then it is the only one who has it */
  copy.pdf = g_steal_pointer (&order->pdf);
  self->run = hr_print_run_new (&copy, &self->tempo, report_cb, self);
}

static void
take_result (HrPrintOrder *order, const HrHandoutResult *result)
{
  order->pdf = g_bytes_ref (result->pdf);
  order->sheet.paper = result->options.paper;
  order->sheet.width = result->width;
  order->sheet.height = result->height;
  order->sheet.duplex = result->duplex;
  order->n_sides = result->n_pages * order->sheet.copies;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrPrinting) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrHandoutResult) made = hr_handouts_make_finish (HR_CENTER (source), result, &error);
  HrPrintOrder *order;

  if (self->stopped)
    return;
  if (made == NULL)
    {
      gboolean wanted = g_error_matches (error, HR_ERROR, HR_ERROR_CANCELLED);

      end_first (self, wanted ? HR_PRINT_STOPPED : HR_PRINT_NOT_PRINTED, HR_PRINTER_READY, wanted ? NULL : g_strdup (error->message));
      return;
    }
  g_clear_object (&self->making);
  order = hr_print_job_get_order (g_queue_peek_head (&self->jobs));
  take_result (order, made);
  if (order->n_sides > most_pages (order->flags))
    end_first (self, HR_PRINT_NOT_PRINTED, HR_PRINTER_READY, too_long_words (order->flags, order->n_sides));
  else
    begin_run (self);
}

static void
go_on (HrPrinting *self)
{
  HrPrintJob *job = g_queue_peek_head (&self->jobs);
  HrHandoutRequest *request;

  if (job == NULL || self->run != NULL || self->making != NULL || self->stopped)
    return;
  if (self->rehearses && self->rehearsed >= HR_PRINT_DONE)
    {
      end_first (self, self->rehearsed, HR_PRINTER_READY, NULL);
      return;
    }
  if (self->rehearses)
    {
      hr_print_job_set (job, self->rehearsed, self->rehearsed == HR_PRINT_TROUBLE ? HR_PRINTER_PAPER : HR_PRINTER_READY, NULL);
      return;
    }
  request = hr_print_job_take_request (job);
  if (request != NULL)
    {
      self->making = g_cancellable_new ();
      hr_handouts_make_async (self->center, request, self->making, made_cb, g_object_ref (self));
    }
  else
    begin_run (self);
  hr_print_job_set (job, HR_PRINT_PRINTING, HR_PRINTER_READY, NULL);
}

/* ---- taking jobs ---- */

static gboolean
check_pace (HrPrinting *self, HrPrintFlags flags, GError **error)
{
  gboolean visitor = (flags & HR_PRINT_VISITOR) != 0;
  GArray *starts = self->starts_us[visitor];
  gint64 now_us = g_get_monotonic_time ();

  while (starts->len > 0 && now_us - g_array_index (starts, gint64, 0) > (gint64)self->tempo.minute * 1000)
    g_array_remove_index (starts, 0);
  if (starts->len >= (visitor ? HR_PRINTING_VISITOR_PER_MINUTE : HR_PRINTING_PER_MINUTE) || self->jobs.length >= WAITING_MOST)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_LIMIT, _ ("A lot was printed just now. Please wait a minute, then try again."));
      return FALSE;
    }
  g_array_append_val (starts, now_us);
  return TRUE;
}

static gboolean
check_order (HrPrinting *self, const HrPrintOrder *order, GError **error)
{
  guint copies = order->sheet.copies;

  if (self->printer == NULL || self->stopped)
    g_set_error_literal (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("No printer is chosen for this device yet."));
  else if (copies < 1 || copies > HR_PRINTING_COPIES || (copies > 1 && order->flags & HR_PRINT_VISITOR))
    g_set_error (error, HR_ERROR, HR_ERROR_LIMIT, _ ("Print from 1 to %d copies at a time."), HR_PRINTING_COPIES);
  else if (order->n_sides > most_pages (order->flags))
    {
      g_autofree char *words = too_long_words (order->flags, order->n_sides);

      g_set_error_literal (error, HR_ERROR, HR_ERROR_LIMIT, words);
    }
  else
    return self->rehearses || check_pace (self, order->flags, error);
  return FALSE;
}

static void
stopping_cb (HrPrinting *self, HrPrintJob *job)
{
  if (job != g_queue_peek_head (&self->jobs))
    {
      if (g_queue_remove (&self->jobs, job))
        {
          hr_print_job_set (job, HR_PRINT_STOPPED, HR_PRINTER_READY, NULL);
          g_object_unref (job);
        }
    }
  else if (self->run != NULL)
    hr_print_run_stop (self->run);
  else
    g_cancellable_cancel (self->making);
}

/* Takes @request. */
static HrPrintJob *
add (HrPrinting *self, HrHandoutRequest *request, HrPrintOrder *order, GError **error)
{
  HrPrintJob *job;

  if (!check_order (self, order, error))
    {
      hr_handout_request_free (request);
      return NULL;
    }
  order->printer = g_strdup (self->printer);
  if (order->pdf != NULL)
    g_bytes_ref (order->pdf);
  job = hr_print_job_new (request, order);
  g_signal_connect_object (job, "stopping", G_CALLBACK (stopping_cb), self, G_CONNECT_SWAPPED);
  g_queue_push_tail (&self->jobs, g_object_ref (job));
  go_on (self);
  return job;
}

HrPrintJob *
hr_printing_print_request (HrPrinting *self, HrHandoutRequest *request, HrPrintFlags flags, guint copies, GError **error)
{
  HrPrintOrder order = { .sheet = { .copies = copies }, .flags = flags };

  g_return_val_if_fail (HR_IS_PRINTING (self) && request != NULL, NULL);

  return add (self, request, &order, error);
}

HrPrintJob *
hr_printing_print_result (HrPrinting *self, const HrHandoutResult *result, HrPrintFlags flags, guint copies, GError **error)
{
  HrPrintOrder order = { .sheet = { .copies = copies }, .flags = flags };
  HrPrintJob *job;

  g_return_val_if_fail (HR_IS_PRINTING (self) && result != NULL, NULL);

  take_result (&order, result);
  job = add (self, NULL, &order, error);
  g_bytes_unref (result->pdf);
  return job;
}

HrPrintJob *
hr_printing_print_pdf (HrPrinting *self, GBytes *pdf, guint n_pages, HrPaper paper, double width, double height, HrPrintFlags flags,
                       GError **error)
{
  HrPrintOrder order = { .pdf = pdf, .n_sides = n_pages, .flags = flags, .sheet = { paper, width, height, HR_DUPLEX_NONE, 1, 0 } };

  g_return_val_if_fail (HR_IS_PRINTING (self) && pdf != NULL, NULL);

  return add (self, NULL, &order, error);
}

/* ---- the end of a visit, and of all ---- */

void
hr_printing_end_visit (HrPrinting *self)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();
  HrPrintJob *first;

  g_return_if_fail (HR_IS_PRINTING (self));

  first = g_queue_peek_head (&self->jobs);
  for (GList *l = self->jobs.head; l != NULL; l = l->next)
    if (l->data != first && hr_print_job_get_order (l->data)->flags & HR_PRINT_VISITOR)
      g_ptr_array_add (gone, l->data);
  for (guint i = 0; i < gone->len; i++)
    stopping_cb (self, gone->pdata[i]);
  if (first == NULL || !(hr_print_job_get_order (first)->flags & HR_PRINT_VISITOR))
    return;
  if (self->run != NULL)
    hr_print_run_end_visit (self->run);
  else
    g_cancellable_cancel (self->making);
}

static void
stop_all (HrPrinting *self)
{
  if (self->making != NULL)
    g_cancellable_cancel (self->making);
  if (self->run != NULL)
    hr_print_run_stop (self->run);
  g_clear_pointer (&self->run, hr_print_run_free);
  g_clear_object (&self->making);
  for (HrPrintJob *job = g_queue_pop_head (&self->jobs); job != NULL; job = g_queue_pop_head (&self->jobs))
    {
      hr_print_job_set (job, HR_PRINT_STOPPED, HR_PRINTER_READY, NULL);
      g_object_unref (job);
    }
}

void
hr_printing_stop (HrPrinting *self)
{
  g_return_if_fail (HR_IS_PRINTING (self));

  self->stopped = TRUE;
  stop_all (self);
}

void
hr_printing_rehearse (HrPrinting *self, HrPrintState state)
{
  g_return_if_fail (HR_IS_PRINTING (self));

  stop_all (self);
  self->rehearses = TRUE;
  self->rehearsed = state;
}

/* ---- object ---- */

static void
hr_printing_dispose (GObject *object)
{
  hr_printing_stop (HR_PRINTING (object));

  G_OBJECT_CLASS (hr_printing_parent_class)->dispose (object);
}

static void
hr_printing_finalize (GObject *object)
{
  HrPrinting *self = HR_PRINTING (object);

  g_clear_object (&self->center);
  g_free (self->printer);
  for (guint i = 0; i < G_N_ELEMENTS (self->starts_us); i++)
    g_array_unref (self->starts_us[i]);

  G_OBJECT_CLASS (hr_printing_parent_class)->finalize (object);
}

static void
hr_printing_class_init (HrPrintingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_printing_dispose;
  G_OBJECT_CLASS (klass)->finalize = hr_printing_finalize;
  signals[CHANGED] = g_signal_new ("changed", HR_TYPE_PRINTING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_printing_init (HrPrinting *self)
{
  self->tempo = usual_tempo;
  g_queue_init (&self->jobs);
  for (guint i = 0; i < G_N_ELEMENTS (self->starts_us); i++)
    self->starts_us[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
}

HrPrinting *
hr_printing_new (HrCenter *center)
{
  HrPrinting *self = g_object_new (HR_TYPE_PRINTING, NULL);

  g_return_val_if_fail (HR_IS_CENTER (center), NULL);

  self->center = g_object_ref (center);
  return self;
}

void
hr_printing_set_tempo (HrPrinting *self, const HrPrintTempo *tempo)
{
  self->tempo = *tempo;
}

void
hr_printing_set_patience_s (HrPrinting *self, guint patience_s)
{
  g_return_if_fail (HR_IS_PRINTING (self));
  self->tempo.patience = patience_s * 1000;
}

void
hr_printing_set_printer (HrPrinting *self, const char *name, const char *paper)
{
  gboolean same;

  g_return_if_fail (HR_IS_PRINTING (self));

  same = g_strcmp0 (self->printer, name) == 0;
  self->has_paper = paper != NULL && hr_paper_from_string (paper, &self->paper);
  if (!same)
    {
      g_free (self->printer);
      self->printer = g_strdup (name);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
hr_printing_get_printer (HrPrinting *self)
{
  g_return_val_if_fail (HR_IS_PRINTING (self), NULL);
  return self->printer;
}

HrPaper
hr_printing_get_paper (HrPrinting *self)
{
  g_autoptr (HrHandoutRequest) request = NULL;

  g_return_val_if_fail (HR_IS_PRINTING (self), HR_PAPER_LETTER);

  if (self->has_paper)
    return self->paper;
  request = hr_handout_request_new (HR_HANDOUT_WEEK, self->center);
  return request->options.paper;
}

HrHandoutRequest *
hr_printing_new_request (HrPrinting *self, HrHandoutKind kind)
{
  HrHandoutRequest *request = hr_handout_request_new (kind, self->center);

  request->options.paper = hr_printing_get_paper (self);
  return request;
}
