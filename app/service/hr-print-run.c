/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread of one job: it hands the pages over when the printer is ready for them, looks until they are out, and takes them back. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-printing-private.h"

#include "handrail/core/hr-error.h"

#include <string.h>

#define MS 1000
/* What a printer says for a moment only, while it takes a job, is no trouble */
#define LOOKS_UNTIL_TROUBLE 2
/* The printer behind the queue is asked now and then, not at every look */
#define LOOKS_UNTIL_THOROUGH 5
/* A server that forgot a job without printing it is given it again so often */
#define STARTS_MOST 3
/* The server gives up by itself, so much later than we would, should we be gone */
#define MARGIN_S 60

typedef enum
{
  WISH_GO_ON,
  WISH_UNLESS_TROUBLE, /* the visit is over */
  WISH_STOP,
} Wish;

struct _HrPrintRun
{
  HrPrintOrder order;
  HrPrintTempo tempo;
  HrPrintReport report; /* (nullable): nobody wants to hear any more; main thread */
  gpointer user_data;
  GThread *thread;
  GMutex lock;
  GCond wake;
  Wish wish; /* under the lock */
  gatomicrefcount refs;
  /* of the thread alone */
  HrPrinter *printer;
  int job;               /* 0 = not handed over */
  guint starts;
  gboolean lost;         /* nobody answered since the job was seen last */
  guint looks;
  guint bad_looks;       /* one after the other */
  HrPrinterTrouble trouble;
  gint64 trouble_since_us; /* 0 = there is none */
  gint64 started_us;
};

void
hr_print_wipe (GBytes *bytes)
{
  gsize length = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (data != NULL && length > 0)
    explicit_bzero ((gpointer)data, length);
  g_clear_pointer (&bytes, g_bytes_unref);
}

static void
run_unref (HrPrintRun *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  if (self->order.flags & HR_PRINT_PRIVATE)
    hr_print_wipe (self->order.pdf);
  else
    g_bytes_unref (self->order.pdf);
  g_free (self->order.printer);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self);
}

/* ---- telling ---- */

typedef struct
{
  HrPrintRun *run;
  HrPrintState state;
  HrPrinterTrouble trouble;
} Told;

static gboolean
told_cb (gpointer data)
{
  Told *told = data;

  if (told->run->report != NULL)
    told->run->report (told->state, told->trouble, told->run->user_data);
  return G_SOURCE_REMOVE;
}

static void
told_free (gpointer data)
{
  Told *told = data;

  run_unref (told->run);
  g_free (told);
}

static void
tell (HrPrintRun *self, HrPrintState state, HrPrinterTrouble trouble)
{
  Told *told = g_new0 (Told, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  told->run = self;
  g_atomic_ref_count_inc (&self->refs);
  told->state = state;
  told->trouble = trouble;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, told_cb, told, told_free);
  g_source_attach (source, NULL);
}

/* ---- the printer ---- */

static HrPrinterTrouble
note_trouble (HrPrintRun *self, HrPrinterTrouble trouble)
{
  self->bad_looks = trouble != HR_PRINTER_READY ? self->bad_looks + 1 : 0;
  if (self->bad_looks >= LOOKS_UNTIL_TROUBLE && self->trouble_since_us == 0)
    self->trouble_since_us = g_get_monotonic_time ();
  if (self->bad_looks == 0)
    self->trouble_since_us = 0;
  self->trouble = self->trouble_since_us != 0 ? trouble : HR_PRINTER_READY;
  return self->trouble;
}

/* Only what is ready is handed pages: what waits here is in no queue, and nobody finds it there. */
static HrPrintState
hand_over (HrPrintRun *self)
{
  g_autoptr (GError) error = NULL;
  HrPrinterTrouble trouble = hr_printer_look (self->printer, TRUE);

  if (trouble == HR_PRINTER_READY && hr_printer_start (self->printer, self->order.pdf, &self->order.sheet, &self->job, &error))
    {
      self->starts++;
      self->looks = 0;
      self->lost = FALSE;
      self->started_us = g_get_monotonic_time ();
      note_trouble (self, HR_PRINTER_READY);
      return HR_PRINT_PRINTING;
    }

  if (g_error_matches (error, HR_ERROR, HR_ERROR_NOT_FOUND))
    trouble = HR_PRINTER_UNKNOWN;
  else if (g_error_matches (error, HR_ERROR, HR_ERROR_IO))
    trouble = HR_PRINTER_NO_SERVICE;
  else if (error != NULL)
    trouble = HR_PRINTER_REFUSES;
  /* waiting helps neither */
  if (trouble == HR_PRINTER_UNKNOWN || g_error_matches (error, HR_ERROR, HR_ERROR_REFUSED))
    {
      self->trouble = trouble;
      return HR_PRINT_NOT_PRINTED;
    }
  return note_trouble (self, trouble) != HR_PRINTER_READY ? HR_PRINT_TROUBLE : HR_PRINT_PRINTING;
}

static gboolean
is_stalled (HrPrintRun *self)
{
  gint64 may_take_ms = (gint64)self->tempo.stall + (gint64)self->tempo.stall_page * self->order.n_sides;

  return g_get_monotonic_time () - self->started_us > may_take_ms * MS;
}

static HrPrinterTrouble
find_trouble (HrPrintRun *self, HrPrinterJob state)
{
  HrPrinterTrouble trouble = hr_printer_look (self->printer, ++self->looks % LOOKS_UNTIL_THOROUGH == 0 || self->trouble != HR_PRINTER_READY);

  if (trouble == HR_PRINTER_READY && state == HR_PRINTER_JOB_HELD)
    return HR_PRINTER_PAUSED;
  if (trouble == HR_PRINTER_READY && (state == HR_PRINTER_JOB_STOPPED || is_stalled (self)))
    return HR_PRINTER_HELP;
  return trouble;
}

/* A server without a memory for what is done forgets a page when it is out; one that crashed, before that. */
static HrPrintState
handle_gone (HrPrintRun *self)
{
  if (!self->lost || self->starts >= STARTS_MOST)
    return HR_PRINT_DONE;
  self->job = 0;
  return HR_PRINT_PRINTING;
}

static HrPrintState
look_at (HrPrintRun *self)
{
  HrPrinterJob state = HR_PRINTER_JOB_GONE;

  if (!hr_printer_look_at (self->printer, self->job, &state, NULL))
    {
      self->lost = TRUE;
      return note_trouble (self, hr_printer_look (self->printer, FALSE)) != HR_PRINTER_READY ? HR_PRINT_TROUBLE : HR_PRINT_PRINTING;
    }
  switch (state)
    {
    case HR_PRINTER_JOB_GONE:
      return handle_gone (self);
    case HR_PRINTER_JOB_DONE:
      return HR_PRINT_DONE;
    case HR_PRINTER_JOB_CANCELED:
    case HR_PRINTER_JOB_ABORTED:
      self->trouble = HR_PRINTER_HELP;
      return HR_PRINT_NOT_PRINTED;
    case HR_PRINTER_JOB_WAITING:
    case HR_PRINTER_JOB_HELD:
    case HR_PRINTER_JOB_PRINTING:
    case HR_PRINTER_JOB_STOPPED:
    default:
      self->lost = FALSE;
      return note_trouble (self, find_trouble (self, state)) != HR_PRINTER_READY ? HR_PRINT_TROUBLE : HR_PRINT_PRINTING;
    }
}

static gboolean
is_out_of_patience (HrPrintRun *self)
{
  guint patience = self->order.flags & HR_PRINT_VISITOR ? self->tempo.visitor_patience : self->tempo.patience;

  return self->trouble_since_us != 0 && g_get_monotonic_time () - self->trouble_since_us > (gint64)patience * MS;
}

/* Sleeps, unless somebody wants something. */
static Wish
wait_a_little (HrPrintRun *self)
{
  gint64 until_us = g_get_monotonic_time () + (gint64)self->tempo.poll * MS;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Wish before = self->wish;

  while (self->wish == before && self->wish != WISH_STOP && g_cond_wait_until (&self->wake, &self->lock, until_us))
    ;
  return self->wish;
}

static HrPrintState
print (HrPrintRun *self)
{
  HrPrintState state = HR_PRINT_PRINTING, before = HR_PRINT_WAITING;
  HrPrinterTrouble trouble = HR_PRINTER_READY;

  for (;;)
    {
      Wish wish;

      state = self->job == 0 ? hand_over (self) : look_at (self);
      if (state != HR_PRINT_PRINTING && state != HR_PRINT_TROUBLE)
        return state;
      if (state != before || self->trouble != trouble)
        tell (self, state, self->trouble);
      before = state;
      trouble = self->trouble;
      wish = wait_a_little (self);
      if (wish == WISH_STOP || (wish == WISH_UNLESS_TROUBLE && (self->job == 0 || self->bad_looks > 0)))
        return HR_PRINT_STOPPED;
      if (is_out_of_patience (self))
        return HR_PRINT_NOT_PRINTED;
    }
}

/* Returns: the state to tell: nobody may rely on it that nothing comes out any more when that is not so */
static HrPrintState
take_back (HrPrintRun *self, HrPrintState state)
{
  gboolean is_private = (self->order.flags & HR_PRINT_PRIVATE) != 0;

  if (self->job <= 0 || (state == HR_PRINT_DONE && !is_private))
    return state;
  if (hr_printer_cancel (self->printer, self->job, is_private, NULL) || state == HR_PRINT_DONE)
    return state;
  return HR_PRINT_NOT_STOPPED;
}

static gpointer
thread_cb (gpointer data)
{
  HrPrintRun *self = data;
  HrPrintState state;

  self->printer = hr_printer_new (self->order.printer);
  /* before it is told: who hears that it is over may rely on it */
  state = take_back (self, print (self));
  tell (self, state, self->trouble);
  g_clear_pointer (&self->printer, hr_printer_free);
  run_unref (self);
  return NULL;
}

/* ---- door ---- */

HrPrintRun *
hr_print_run_new (const HrPrintOrder *order, const HrPrintTempo *tempo, HrPrintReport report, gpointer user_data)
{
  HrPrintRun *self = g_new0 (HrPrintRun, 1);
  guint patience = order->flags & HR_PRINT_VISITOR ? tempo->visitor_patience : tempo->patience;

  self->order = *order;
  if (order->flags & HR_PRINT_PRIVATE)
    self->order.sheet.cancel_after_s = patience / MS + MARGIN_S;
  self->tempo = *tempo;
  self->report = report;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  g_atomic_ref_count_init (&self->refs);
  g_atomic_ref_count_inc (&self->refs);
  self->thread = g_thread_new ("handrail-print", thread_cb, self);
  return self;
}

static void
wish (HrPrintRun *self, Wish wanted)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->wish = MAX (self->wish, wanted);
  g_cond_signal (&self->wake);
}

void
hr_print_run_stop (HrPrintRun *self)
{
  wish (self, WISH_STOP);
}

void
hr_print_run_end_visit (HrPrintRun *self)
{
  wish (self, WISH_UNLESS_TROUBLE);
}

void
hr_print_run_free (HrPrintRun *self)
{
  if (self == NULL)
    return;
  self->report = NULL;
  g_thread_join (self->thread);
  run_unref (self);
}
